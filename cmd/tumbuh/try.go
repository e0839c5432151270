package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/webphone"
)

// tryCmd is `tumbuh try`.
type tryCmd struct{}

// Run starts everything on this machine with nothing configured.
func (tryCmd) Run(ctx context.Context, cfg config) error {
	log, err := newLogger(cfg.LogText)
	if err != nil {
		return err
	}
	if !isLoopback(cfg.HTTPAddr) {
		return fmt.Errorf("%w: try answers this machine only; set TUMBUH_HTTP_ADDR to 127.0.0.1:8080", errUsage)
	}
	ln, err := listen(cfg.HTTPAddr)
	if err != nil {
		return err
	}
	db, err := openStore(ctx, cfg, true)
	if err != nil {
		ln.Close()
		return err
	}
	defer db.Close()
	note := "data contoh, tersimpan di komputer ini"
	if db.Ephemeral() {
		note = "data contoh, hilang saat program berhenti"
		fmt.Fprintln(os.Stderr, "Nothing is kept: redis-server is not installed, so the store lives in this process and ends with it. To keep it: apt-get install redis-server")
	}
	c := newClock(time.Now, cfg.clockStart)
	hands := &hands{clock: c}
	web := webphone.New(webphone.Config{Phones: samplePhones(), Clock: hands, Now: c.Now, Log: log, Note: note})
	a, err := newApp(parts{db: db, clock: c, log: log, channels: []bot.Channel{web}, unreviewed: true, hold: 4 * time.Minute})
	if err != nil {
		return err
	}
	hands.app = a
	if err := seedSample(ctx, a, c.Now()); err != nil {
		return fmt.Errorf("making the sample families: %w", err)
	}
	l := loops{app: a, channels: []bot.Channel{web}, sweeps: true, listener: ln, log: log,
		server: &http.Server{Handler: web.Handler(), ReadHeaderTimeout: 5 * time.Second}}
	fmt.Printf("Tumbuh is ready: open http://%s\nStop it with Ctrl-C.\n", ln.Addr())
	return l.run(ctx)
}

func samplePhones() []webphone.Phone {
	return []webphone.Phone{{ID: "baru", Label: "Ibu baru"}, {ID: "siti", Label: "Ibu Siti · 24 minggu"}, {ID: "rina", Label: "Ibu Rina · Aisyah 9 bulan"},
		{ID: "ratna", Label: "Kader Ratna"}, {ID: "yuni", Label: "Bidan Yuni"}, {ID: "dewi", Label: "Admin Dewi"}}
}

// hands are the clock's hands: what the web phone may do with program time.
type hands struct {
	clock *clock
	app   *app
}

func (h *hands) Now() time.Time { return h.clock.Now() }

func (h *hands) Walk(ctx context.Context, to time.Time, progress func(time.Time)) error {
	return h.app.Walk(ctx, to, progress)
}

func (h *hands) Next(ctx context.Context) (time.Time, bool) {
	at, ok, err := h.app.nextSaying(ctx)
	return at, ok && err == nil
}
