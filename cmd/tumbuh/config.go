package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"tumbuh/bot/whatsapp"
)

// secret is a value that is never printed.
type secret string

func (secret) String() string                  { return "…" }
func (secret) GoString() string                { return "…" }
func (secret) LogValue() slog.Value            { return slog.StringValue("…") }
func (secret) MarshalText() ([]byte, error)    { return []byte("…"), nil }
func (s *secret) UnmarshalText(b []byte) error { *s = secret(b); return nil }

// config is everything the environment says. help is what `--help` prints.
type config struct {
	RedisURL      secret  `env:"TUMBUH_REDIS_URL" help:"redis://, rediss://, unix:///path, redis+sentinel://, redis+cluster://; empty: a private redis-server in the data folder"`
	DataDir       string  `env:"TUMBUH_DATA_DIR" help:"embedded Redis files, WhatsApp device keys, data key (default: the user's state folder)"`
	City          string  `env:"TUMBUH_CITY" envDefault:"36.74" help:"area code of the deployment"`
	HTTPAddr      string  `env:"TUMBUH_HTTP_ADDR" envDefault:"127.0.0.1:8080" help:"health, webhook, web phone"`
	MetricsAddr   string  `env:"TUMBUH_METRICS_ADDR" envDefault:"127.0.0.1:9090" help:"Prometheus metrics"`
	TelegramToken secret  `env:"TUMBUH_TELEGRAM_TOKEN" help:"bot token; empty = off"`
	TelegramAPI   string  `env:"TUMBUH_TELEGRAM_API" envDefault:"https://api.telegram.org" help:"base URL of the Bot API server"`
	TelegramHook  string  `env:"TUMBUH_TELEGRAM_WEBHOOK" help:"public URL; empty = long polling"`
	TelegramRate  float64 `env:"TUMBUH_TELEGRAM_RATE" envDefault:"30" help:"messages a second over all chats"`
	WhatsApp      string  `env:"TUMBUH_WHATSAPP" envDefault:"off" help:"on: the numbers linked with 'tumbuh pair'"`
	WhatsAppVer   string  `env:"TUMBUH_WHATSAPP_VERSION" help:"web client version to announce, like 2.3000.1031080782; empty: the library's"`
	WhatsAppTest  string  `env:"TUMBUH_WHATSAPP_TEST" help:"127.0.0.1:PORT,<root public key, 64 hex digits>: a loopback server instead of WhatsApp; testing only"`
	WebPhone      string  `env:"TUMBUH_WEBPHONE" envDefault:"off" help:"on: the web phone in serve, on a loopback address only"`
	Duty          string  `env:"TUMBUH_DUTY" help:"Telegram user id or invite code of the city duty officer, last step of every alert"`
	DataKey       secret  `env:"TUMBUH_DATA_KEY" help:"key for sealed values; empty = a key file in the data folder"`
	ClockText     string  `env:"TUMBUH_CLOCK" help:"2026-03-03T18:59:50+07:00: program time at the start; testing only"`
	LogText       string  `env:"TUMBUH_LOG" envDefault:"text,info" help:"text or json, and a level"`

	clockStart time.Time
	hook       whatsapp.Hook
}

// errUsage is wrong use or configuration: exit 2.
var errUsage = errors.New("wrong use")

// readConfig reads the environment and reports every fault at once.
func readConfig() (config, error) {
	var c config
	err := env.Parse(&c)
	if c.DataDir == "" {
		c.DataDir = stateFolder()
	}
	faults := c.check()
	if err != nil && len(faults) == 0 { // what cannot be read fails its check too, with a better word
		faults = append(faults, err)
	}
	if len(faults) > 0 {
		return c, fmt.Errorf("%w: %w", errUsage, errors.Join(faults...))
	}
	return c, nil
}

func isLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// stateFolder is where a user's programs keep state.
func stateFolder() string {
	if dir := os.Getenv("XDG_STATE_HOME"); dir != "" {
		return filepath.Join(dir, "tumbuh")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return filepath.Join(os.TempDir(), "tumbuh")
	}
	return filepath.Join(home, ".local", "state", "tumbuh")
}

// newLogger reads "json,debug".
func newLogger(text string) (*slog.Logger, error) {
	form, level, _ := strings.Cut(text, ",")
	var l slog.Level
	if level != "" {
		if err := l.UnmarshalText([]byte(level)); err != nil {
			return nil, fmt.Errorf("TUMBUH_LOG: level %q is none of debug, info, warn, error", level)
		}
	}
	o := &slog.HandlerOptions{Level: l}
	switch form {
	case "text", "":
		return slog.New(slog.NewTextHandler(os.Stderr, o)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(os.Stderr, o)), nil
	}
	return nil, fmt.Errorf("TUMBUH_LOG: %q is neither text nor json", form)
}
