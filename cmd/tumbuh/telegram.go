package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"time"

	"tumbuh/bot/telegram"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// hookPath is where Telegram posts updates when a webhook is configured.
const hookPath = "/telegram"

// telegramDoor makes the door to Telegram. db may be nil for a single question.
func telegramDoor(cfg config, db *rdb.DB, c *clock, log *slog.Logger, gone func(context.Context, store.Address)) (*telegram.Door, *telegram.Hook, error) {
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
