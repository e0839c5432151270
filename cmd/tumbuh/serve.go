package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/telegram"
	"tumbuh/bot/webphone"
	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// serveCmd is `tumbuh serve`.
type serveCmd struct {
	Only string `help:"Run one part only: core (reminders, health) or a channel." enum:",core,telegram,whatsapp" default:""`
}

// Run serves until it is told to stop.
func (s serveCmd) Run(ctx context.Context, cfg config) error {
	log, err := newLogger(cfg.LogText)
	if err != nil {
		return err
	}
	if err := s.check(cfg); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	warn(cfg, log)
	db, err := openStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	defer db.Close()
	c := newClock(time.Now, cfg.clockStart)
	if cfg.Duty != "" || s.Only == "" || s.Only == "core" { // another part may not know the officer's name
		if err := ensureDuty(ctx, db, cfg.Duty, c.Now()); err != nil {
			return err
		}
	}
	doors, err := s.doors(cfg, db, c, log)
	if err != nil {
		return err
	}
	channels := doors.channels
	a, err := newApp(parts{db: db, clock: c, log: log, channels: channels, hold: 4 * time.Minute})
	if err != nil {
		return err
	}
	if doors.doorman != nil {
		doors.doorman.kick = a.kick
	}
	var scales *weigher
	if cfg.WhatsApp == "on" && (s.Only == "" || s.Only == "core") {
		scales = &weigher{doorman: &doorman{cfg: cfg, db: db, clock: c, texts: a.texts, log: log, kick: a.kick}}
		a.sweep.Shed = scales.Shed
	}
	l := loops{app: a, scales: scales, channels: channels, sweeps: s.Only == "" || s.Only == "core", log: log, dir: cfg.DataDir}
	l.figures = figures(cfg.MetricsAddr, log)
	if s.Only == "" || s.Only == "core" || doors.hook != nil { // Telegram posts to the process that has its door
		if l.listener, err = listen(cfg.HTTPAddr); err != nil {
			return err
		}
		l.server = &http.Server{Handler: pages(a, doors), ReadHeaderTimeout: 5 * time.Second, ErrorLog: slog.NewLogLogger(wordless{log.Handler()}, slog.LevelWarn)}
		log.Info("serving", "http", l.listener.Addr().String(), "channels", len(channels), "store", db.Fingerprint())
	}
	return l.run(ctx)
}

// check refuses a part that has nothing to do.
func (s serveCmd) check(cfg config) error {
	switch {
	case s.Only == "telegram" && cfg.TelegramToken == "":
		return errors.New("serve --only telegram: TUMBUH_TELEGRAM_TOKEN is empty")
	case s.Only == "whatsapp" && cfg.WhatsApp != "on":
		return errors.New("serve --only whatsapp: TUMBUH_WHATSAPP is off")
	}
	return nil
}

// warn says on every start what is not as it should be for real use.
func warn(cfg config, log *slog.Logger) {
	if cfg.Duty == "" {
		log.Warn("TUMBUH_DUTY is empty: an alert that nobody takes ends at the admins; name the city duty officer")
	}
	if unknown := unknownVariables(); len(unknown) > 0 {
		log.Warn("the environment has names this program does not know", "names", strings.Join(unknown, " "))
	}
	if cfg.hook.On() {
		log.Warn("TUMBUH_WHATSAPP_TEST is set: WhatsApp is a loopback server; testing only", "addr", cfg.hook.Addr)
	}
	if !cfg.clockStart.IsZero() {
		log.Warn("TUMBUH_CLOCK is set: program time is not the real time; testing only")
	}
}

// doors are the channels of a process, and what they serve over HTTP.
type doors struct {
	channels []bot.Channel
	web      *webphone.Web
	telegram *telegram.Door
	hook     *telegram.Hook
	cfg      config
	doorman  *doorman
}

// doors makes the channels that are configured for this process.
func (s serveCmd) doors(cfg config, db *rdb.DB, c *clock, log *slog.Logger) (doors, error) {
	out := doors{cfg: cfg}
	if cfg.WebPhone == "on" && (s.Only == "" || s.Only == "core") {
		out.web = webphone.New(webphone.Config{Phones: []webphone.Phone{{ID: "baru", Label: "Ibu baru"}}, Now: c.Now, Log: log})
		out.channels = append(out.channels, out.web)
	}
	if cfg.TelegramToken != "" && (s.Only == "" || s.Only == "telegram") {
		d, hook, err := telegramDoor(cfg, db, c, log, func(ctx context.Context, a store.Address) error { return addressGone(ctx, db, c, a) })
		if err != nil {
			return out, err
		}
		out.telegram, out.hook = d, hook
		out.channels = append(out.channels, d)
	}
	if cfg.WhatsApp == "on" && (s.Only == "" || s.Only == "whatsapp") {
		texts, err := naskah.Load()
		if err != nil {
			return out, err
		}
		out.doorman = &doorman{cfg: cfg, db: db, clock: c, texts: texts, log: log}
		d, err := whatsappDoor(cfg, db, c, log, out.doorman.Tell)
		if err != nil {
			return out, err
		}
		out.channels = append(out.channels, d)
	}
	return out, nil
}

// pages are /healthz, /readyz and, where it is on, the web phone.
func pages(a *app, d doors) http.Handler {
	mux := http.NewServeMux()
	health(mux, a, func(ctx context.Context, w http.ResponseWriter) {
		if d.telegram != nil {
			fmt.Fprintln(w, "telegram", d.telegram.State())
		}
		for _, line := range numberLines(ctx, d.cfg) {
			fmt.Fprintln(w, line)
		}
	})
	if d.hook != nil {
		for _, path := range hookPaths(d.hook.URL) {
			mux.Handle("POST "+path, d.hook)
		}
	}
	if d.web != nil {
		mux.Handle("/", d.web.Handler())
	}
	return mux
}
