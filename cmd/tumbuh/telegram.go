package main

import (
	"context"
	"errors"
)

// botName asks Telegram for the bot's name.
func botName(_ context.Context, cfg config) (string, error) {
	if cfg.TelegramToken == "" {
		return "", errors.New("TUMBUH_TELEGRAM_TOKEN is empty")
	}
	return "", errors.New("no answer")
}
