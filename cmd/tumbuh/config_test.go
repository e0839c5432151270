package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestConfigSaysAllFaults shows that every fault is reported at once, that the exit
// is that of wrong use, and that nothing secret is repeated.
func TestConfigSaysAllFaults(t *testing.T) {
	for name, value := range map[string]string{
		"TUMBUH_REDIS_URL": "ftp://operator:rahasia@h", "TUMBUH_CITY": "31.71", "TUMBUH_HTTP_ADDR": "8080", "TUMBUH_TELEGRAM_TOKEN": "1:rah asia",
		"TUMBUH_TELEGRAM_API": "api.telegram.org", "TUMBUH_TELEGRAM_WEBHOOK": "http://x", "TUMBUH_TELEGRAM_RATE": "banyak", "TUMBUH_WEBPHONE": "ya",
		"TUMBUH_CLOCK": "besok", "TUMBUH_LOG": "xml,info", "TUMBUH_DATA_KEY": "rahasia",
	} {
		t.Setenv(name, value)
	}
	_, err := readConfig()
	if !errors.Is(err, errUsage) {
		t.Fatalf("err = %v, want wrong use", err)
	}
	for _, name := range []string{"TUMBUH_REDIS_URL", "TUMBUH_CITY", "TUMBUH_HTTP_ADDR", "TUMBUH_TELEGRAM_TOKEN", "TUMBUH_TELEGRAM_API", "TUMBUH_TELEGRAM_WEBHOOK",
		"TUMBUH_TELEGRAM_RATE", "TUMBUH_WEBPHONE", "TUMBUH_CLOCK", "TUMBUH_LOG", "TUMBUH_DATA_KEY"} {
		if !strings.Contains(err.Error(), name+":") {
			t.Errorf("%s is not reported:\n%v", name, err)
		}
	}
	if strings.Contains(err.Error(), "rahasia") || strings.Contains(err.Error(), "rah asia") {
		t.Errorf("a secret is shown: %v", err)
	}
}

func TestConfigDefaults(t *testing.T) {
	for _, name := range []string{"TUMBUH_REDIS_URL", "TUMBUH_CITY", "TUMBUH_HTTP_ADDR", "TUMBUH_TELEGRAM_TOKEN", "TUMBUH_CLOCK", "TUMBUH_LOG", "TUMBUH_WEBPHONE", "TUMBUH_DATA_DIR"} {
		t.Setenv(name, "")
	}
	t.Setenv("XDG_STATE_HOME", "/keadaan")
	c, err := readConfig()
	if err != nil {
		t.Fatal(err)
	}
	if c.City != "36.74" || c.HTTPAddr != "127.0.0.1:8080" || c.DataDir != "/keadaan/tumbuh" || c.TelegramAPI != "https://api.telegram.org" {
		t.Errorf("defaults = %+v", c)
	}
}

// TestWebPhoneOnlyHere shows that the web phone is refused where others can reach it.
func TestWebPhoneOnlyHere(t *testing.T) {
	t.Setenv("TUMBUH_WEBPHONE", "on")
	for addr, ok := range map[string]bool{"127.0.0.1:8080": true, "localhost:8080": true, "[::1]:8080": true, "0.0.0.0:8080": false, ":8080": false, "192.168.1.4:8080": false} {
		t.Setenv("TUMBUH_HTTP_ADDR", addr)
		if _, err := readConfig(); (err == nil) != ok {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// TestSecretsArePrintedAsDots holds for every way of printing.
func TestSecretsArePrintedAsDots(t *testing.T) {
	c := config{TelegramToken: "1:rahasia", DataKey: "rahasia", RedisURL: "redis://:rahasia@h"}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "token", c.TelegramToken, "config", c)
	for _, s := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c), fmt.Sprintf("%s %q %v", c.TelegramToken, c.TelegramToken, c.DataKey), log.String()} {
		if strings.Contains(s, "rahasia") {
			t.Errorf("a secret is shown: %s", s)
		}
	}
}

// TestUnknownVariable shows that a misspelt setting is named.
func TestUnknownVariable(t *testing.T) {
	t.Setenv("TUMBUH_TELEGRAM_TOKN", "x")
	t.Setenv("TUMBUH_CITY", "36.74")
	if got := unknownVariables(); len(got) != 1 || got[0] != "TUMBUH_TELEGRAM_TOKN" {
		t.Errorf("unknown = %v", got)
	}
}
