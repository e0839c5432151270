package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"tumbuh/bot"
	"tumbuh/reminders"
	"tumbuh/store/rdb"
)

// openStore opens the store of a mode; try has a folder of its own.
func openStore(ctx context.Context, cfg config, try bool) (*rdb.DB, error) {
	dir := cfg.DataDir
	if try {
		dir = filepath.Join(dir, "try")
	}
	if err := asOwner(cfg.DataDir); err != nil {
		return nil, err
	}
	db, err := rdb.Open(ctx, rdb.Config{City: cfg.City, DataDir: dir, URL: string(cfg.RedisURL), Key: string(cfg.DataKey), NeedDisk: !try})
	if errors.Is(err, rdb.ErrDown) && cfg.RedisURL != "" {
		err = fmt.Errorf("%w; start that Redis, or check TUMBUH_REDIS_URL", err)
	}
	return db, err
}

// loops are what runs until ctx ends: receiving, sending, sweeping, serving pages.
type loops struct {
	app      *app
	channels []bot.Channel
	sweeps   bool
	scales   *weigher // what WhatsApp's numbers carry; nil = off
	server   *http.Server
	listener net.Listener
	log      *slog.Logger
	dir      string       // data folder: backups, erasure marks; "" = none are made
	figures  net.Listener // metrics; nil = none
}

// run runs everything; when one part fails, all stop in order: nothing new is
// received, what is under way is committed, then the store closes.
func (l *loops) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	errs := make(chan error, 16)
	start := func(name string, f func() error) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := f(); err != nil && !errors.Is(err, context.Canceled) {
				errs <- fmt.Errorf("%s: %w", name, err)
				cancel()
			}
		}()
	}
	for _, ch := range l.channels {
		start(string(ch.Name()), func() error { return ch.Run(ctx, l.app.gateway.Handle) })
	}
	for _, o := range l.app.out {
		start("outbox", func() error { o.Run(ctx); return nil })
	}
	if l.scales != nil {
		start("capacity", func() error { return l.scales.run(ctx) })
	}
	if l.sweeps {
		start("calendar", func() error { return l.app.watchCalendar(ctx) })
		start("sweep", func() error { return reminders.Tick(ctx, "*/5 * * * * *", l.sweep, l.log) })
		start("feed", func() error { return reminders.Tick(ctx, "* * * * * *", l.feed, l.log) })
	}
	if l.sweeps && l.dir != "" {
		start("night", func() error { return reminders.Tick(ctx, "0 30 2 * * *", l.night, l.log) })
		start("marks", func() error { return reminders.Tick(ctx, "30 * * * * *", l.marks, l.log) })
	}
	if l.server != nil {
		serveHTTP(ctx, start, l.server, l.listener)
	}
	if l.figures != nil {
		l.app.metrics.watch(l.app, l.dir)
		l.app.metrics.watchNumbers(l.app, l.channels, l.scales, l.dir)
		serveHTTP(ctx, start, &http.Server{Handler: l.app.metrics.handler(), ReadHeaderTimeout: 5 * time.Second}, l.figures)
	}
	start("memory", func() error { giveBackSoon(ctx); return nil })
	wg.Wait()
	select {
	case err := <-errs:
		return err
	default:
		return nil
	}
}

// serveHTTP serves until ctx ends.
func serveHTTP(ctx context.Context, start func(string, func() error), srv *http.Server, ln net.Listener) {
	start("http", func() error {
		if err := srv.Serve(ln); err != nil && !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	start("http stop", func() error {
		<-ctx.Done()
		stop, done := context.WithTimeout(context.Background(), 3*time.Second)
		defer done()
		_ = srv.Shutdown(stop) // a live line that stays open is cut below
		return srv.Close()
	})
}

// sweep is one tick: the one process that holds the role looks at who is due.
func (l *loops) sweep(ctx context.Context) {
	mine, err := l.app.db.Hold(ctx, "sweep", 20*time.Second)
	if err != nil || !mine {
		return
	}
	if _, err := l.app.sweep.Run(ctx); err != nil && ctx.Err() == nil {
		l.log.Warn("sweep", "cause", err.Error())
	}
	if err := l.app.db.Prune(ctx, l.app.clock.Now()); err != nil && ctx.Err() == nil {
		l.log.Warn("prune", "cause", err.Error())
	}
}

// feedHold is how long a process that died keeps others from feeding broadcasts.
const feedHold = 2 * time.Minute

// feed is one tick: the one process that holds the role takes broadcasts further.
func (l *loops) feed(ctx context.Context) {
	mine, err := l.app.db.Hold(ctx, "broadcast", feedHold)
	if err != nil || !mine {
		return
	}
	defer func() { // at once another process may
		_, _ = l.app.db.Hold(context.WithoutCancel(ctx), "broadcast", 0) // else it ends by itself
	}()
	if _, err := l.app.feed.Run(ctx); err != nil && ctx.Err() == nil {
		l.log.Warn("feeding broadcasts", "cause", err.Error())
	}
}

// listen takes the address, or says what to do when it is taken.
func listen(addr string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listening on %s: %w (is another Tumbuh running? set TUMBUH_HTTP_ADDR to another port)", addr, err)
	}
	return ln, nil
}
