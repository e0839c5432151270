package telegram

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// Bounds of the webhook.
const (
	maxUpdate = 1 << 20          // bytes of a posted update
	hookFor   = 25 * time.Second // a turn that takes longer is brought again
)

// Hook receives updates by webhook. It is an http.Handler for the address that was
// given to Telegram; it answers 200 only after the commit.
type Hook struct {
	URL    string
	Secret string // 1–256 of A-Za-z0-9_-

	mu     sync.Mutex
	take   func(ctx context.Context, raw json.RawMessage) error
	panics map[int]int // update -> tries that panicked
}

// ServeHTTP takes one update.
func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	got := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if r.Method != http.MethodPost || h.Secret == "" || subtle.ConstantTimeCompare([]byte(got), []byte(h.Secret)) != 1 {
		http.Error(w, "not for you", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	if err != nil {
		http.Error(w, "too much", http.StatusRequestEntityTooLarge)
		return
	}
	h.mu.Lock()
	take := h.take
	h.mu.Unlock()
	ctx, cancel := context.WithTimeout(r.Context(), hookFor)
	defer cancel()
	if take == nil || take(ctx, body) != nil {
		w.Header().Set("Retry-After", "2")
		http.Error(w, "not kept yet", http.StatusServiceUnavailable)
	}
}

// struck counts a try that panicked; it tells whether there were enough of them.
func (h *Hook) struck(id int) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.panics == nil || len(h.panics) > 1000 {
		h.panics = map[int]int{}
	}
	h.panics[id]++
	return h.panics[id] >= maxPoison
}

// runHook tells Telegram the address and waits for what it posts. Messages and presses
// of one person may come at once: the gateway takes them one by one.
func (d *Door) runHook(ctx context.Context, handle bot.Handle) error {
	h := d.cfg.Hook
	p := newProgress()
	defer p.wait()
	h.mu.Lock()
	h.take = func(call context.Context, raw json.RawMessage) error { return d.posted(ctx, call, p, raw, handle) }
	h.mu.Unlock()
	defer func() { h.mu.Lock(); h.take = nil; h.mu.Unlock() }()
	delay := firstWait
	for ctx.Err() == nil {
		err := d.call(ctx, "setWebhook", tgbotapi.Params{"url": h.URL, "secret_token": h.Secret, "allowed_updates": allowed}, nil)
		if err == nil {
			d.note(Open)
			break
		}
		delay = d.stumble(ctx, err, delay)
	}
	<-ctx.Done()
	return nil
}

// posted takes one update; run outlives the request, so that decoration may.
func (d *Door) posted(run, call context.Context, p *progress, raw json.RawMessage, handle bot.Handle) error {
	var head struct {
		ID int `json:"update_id"`
	}
	_ = json.Unmarshal(raw, &head) // what cannot be read is told "received", so that it does not come for ever
	u, in, ok := d.read(raw, head.ID)
	if q := u.CallbackQuery; q != nil {
		p.beside(func() { d.answer(run, q) })
	}
	if blocked := left(u); blocked != nil {
		return d.gone(call, *blocked)
	}
	if !ok {
		return nil
	}
	err := safely(func() error { return handle(call, in) })
	switch {
	case errors.Is(err, errPanic) && d.cfg.Hook.struck(head.ID):
		d.cfg.Log.Error("an update that no handling survives was parked", "update", head.ID, "tries", maxPoison)
		return nil
	case err == nil && u.CallbackQuery != nil:
		p.beside(func() { d.showChoice(run, u.CallbackQuery) })
	}
	return err
}
