package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"tumbuh/bot/telegram"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// hookPath is where a proxy may bring what Telegram posts, whatever its public path is.
const hookPath = "/telegram"

// hookPaths are the paths at which updates are taken: that of the public URL, and
// hookPath.
func hookPaths(public string) []string {
	u, err := url.Parse(public)
	switch {
	case err != nil || u.Path == hookPath:
		return []string{hookPath}
	case u.Path == "" || u.Path == "/":
		return []string{hookPath, "/{$}"}
	}
	return []string{hookPath, u.EscapedPath()}
}

// wordless keeps of a line of the HTTP server its kind alone: a panic's line holds
// whatever was under way.
type wordless struct{ slog.Handler }

func (w wordless) Handle(ctx context.Context, r slog.Record) error {
	kind, _, _ := strings.Cut(r.Message, " ")
	out := slog.NewRecord(r.Time, r.Level, "http", r.PC)
	if strings.Contains(r.Message, "panic") {
		kind = "panic"
	}
	out.AddAttrs(slog.String("kind", strings.TrimSuffix(kind, ":")))
	return w.Handler.Handle(ctx, out)
}

// telegramDoor makes the door to Telegram. db may be nil for a single question.
func telegramDoor(cfg config, db *rdb.DB, c *clock, log *slog.Logger, gone func(context.Context, store.Address) error) (*telegram.Door, *telegram.Hook, error) {
	tc := telegram.Config{Token: string(cfg.TelegramToken), API: cfg.TelegramAPI, Rate: cfg.TelegramRate, Log: log, Now: time.Now, Shift: c.Shift, Gone: gone}
	if db != nil {
		tc.Hold = db.Hold
	}
	if cfg.TelegramHook != "" {
		sum := sha256.Sum256([]byte("webhook:" + string(cfg.TelegramToken)))
		tc.Hook = &telegram.Hook{URL: cfg.TelegramHook, Secret: hex.EncodeToString(sum[:])}
	}
	d, err := telegram.New(tc)
	return d, tc.Hook, err
}

// botName asks Telegram for the bot's name.
func botName(ctx context.Context, cfg config) (string, error) {
	if cfg.TelegramToken == "" {
		return "", errors.New("TUMBUH_TELEGRAM_TOKEN is empty")
	}
	d, _, err := telegramDoor(cfg, nil, newClock(time.Now, time.Time{}), slog.New(slog.DiscardHandler), nil)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return d.Username(ctx)
}
