package telegram

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// maxUpdate bounds a posted update.
const maxUpdate = 1 << 20

// Hook receives updates by webhook. It is an http.Handler for the address that was
// given to Telegram; it answers 200 only after the commit.
type Hook struct {
	URL    string
	Secret string // 1–256 of A-Za-z0-9_-

	mu   sync.Mutex
	take func(ctx context.Context, raw json.RawMessage) error
}

// ServeHTTP takes one update.
func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	got := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if r.Method != http.MethodPost || subtle.ConstantTimeCompare([]byte(got), []byte(h.Secret)) != 1 {
		http.Error(w, "not for you", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	h.mu.Lock()
	take := h.take
	h.mu.Unlock()
	if err != nil || take == nil || take(r.Context(), body) != nil {
		http.Error(w, "not kept yet", http.StatusServiceUnavailable)
	}
}

// runHook tells Telegram the address and waits for what it posts.
func (d *Door) runHook(ctx context.Context, handle bot.Handle) error {
	h := d.cfg.Hook
	h.mu.Lock()
	h.take = func(ctx context.Context, raw json.RawMessage) error {
		var u tgbotapi.Update
		if json.Unmarshal(raw, &u) != nil {
			return nil // it will never be readable: told "received" so that it does not come for ever
		}
		in, ok := incoming(raw, u, d.cfg.Shift)
		if !ok {
			return nil
		}
		if u.CallbackQuery != nil {
			d.pressed(ctx, u.CallbackQuery)
		}
		return handle(ctx, in)
	}
	h.mu.Unlock()
	for ctx.Err() == nil {
		err := d.call(ctx, "setWebhook", tgbotapi.Params{"url": h.URL, "secret_token": h.Secret, "allowed_updates": allowed}, nil)
		if err == nil {
			break
		}
		d.cfg.Log.Warn("telegram", "cause", err.Error())
		pause(ctx, after(err, keepEvery))
	}
	<-ctx.Done()
	return nil
}
