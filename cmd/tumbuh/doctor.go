package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

type doctorCmd struct {
	Rebuild bool `help:"Make the wake index again from the records."`
	Ready   bool `help:"Only ask the running serve whether it is ready (/readyz): for a container's health check."`
}

// errSick says that doctor found a fault; it was printed.
var errSick = errors.New("doctor found faults (see above)")

// Run looks at everything and says what to do about each fault.
func (d doctorCmd) Run(ctx context.Context, cfg config) error {
	if d.Ready {
		return askReady(ctx, cfg.HTTPAddr)
	}
	faults := 0
	say := func(ok bool, what, todo string) {
		mark := "ok   "
		if !ok {
			mark, faults = "FAULT", faults+1
			what += " → " + todo
		}
		fmt.Println(mark, what)
	}
	err := withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		if err := d.store(ctx, db, v, say); err != nil {
			return err
		}
		if err := examine(ctx, cfg, db, v.Now, say); err != nil {
			return err
		}
		return doctorWhatsApp(ctx, cfg, db, v, say)
	})
	if err != nil {
		cause, _, _ := strings.Cut(err.Error(), "; start that Redis")
		say(false, "store: "+cause, "start it, or check TUMBUH_REDIS_URL and TUMBUH_DATA_KEY")
	}
	_, offset := time.Now().In(store.WIB).Zone()
	say(offset == 7*3600, "zone: WIB", "report this fault")
	say(time.Now().Year() >= 2026, "clock: "+time.Now().In(store.WIB).Format("2006-01-02 15:04 WIB"), "set the machine's clock (NTP)")
	program := "real"
	if !cfg.clockStart.IsZero() {
		program = "set"
	}
	say(cfg.clockStart.IsZero(), "program time: "+program, "unset TUMBUH_CLOCK: it is for testing only")
	say(cfg.Duty != "", "duty officer: TUMBUH_DUTY", "name the city duty officer, so that no alert ends unheard")
	if cfg.TelegramToken == "" {
		fmt.Println("note  telegram: off (TUMBUH_TELEGRAM_TOKEN is empty)")
	} else if name, err := botName(ctx, cfg); err != nil {
		say(false, "telegram: "+err.Error(), "check TUMBUH_TELEGRAM_TOKEN and the way to "+cfg.TelegramAPI)
	} else {
		say(true, "telegram: @"+name, "")
	}
	if faults > 0 {
		return errSick
	}
	return nil
}

// askReady asks /readyz of this machine and prints its answer.
func askReady(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%w: TUMBUH_HTTP_ADDR: %w", errUsage, err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		return errors.New("nobody answers at " + addr + ": is serve running?")
	}
	defer r.Body.Close()
	page, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
	if err != nil {
		return fmt.Errorf("reading /readyz: %w", err)
	}
	fmt.Print(string(page))
	if r.StatusCode != http.StatusOK {
		return errors.New("not ready")
	}
	return nil
}

// store looks at Redis and what is in it.
func (d doctorCmd) store(ctx context.Context, db *rdb.DB, v store.View, say func(ok bool, what, todo string)) error {
	dur, err := db.Durability(ctx)
	if err != nil {
		return err
	}
	say(true, fmt.Sprintf("store: redis %s, key %s, %d posyandu", dur.Version, db.Fingerprint(), len(v.City.Posyandu)), "")
	say(dur.AppendOnly == "yes" && dur.AppendFsync == "always", "durability: appendonly "+dur.AppendOnly+", appendfsync "+dur.AppendFsync,
		"in redis-cli: CONFIG SET appendonly yes, CONFIG SET appendfsync always, CONFIG REWRITE")
	say(dur.Policy == "noeviction", "memory policy: "+dur.Policy, "in redis-cli: CONFIG SET maxmemory-policy noeviction, CONFIG REWRITE")
	waiting, err := db.Waiting(ctx)
	if err != nil {
		return err
	}
	say(true, fmt.Sprintf("wake index: %d records", waiting), "")
	if d.Rebuild {
		n, err := rebuild(ctx, db, v.Now)
		if err != nil {
			return err
		}
		say(true, fmt.Sprintf("wake index made again for %d people", n), "")
	}
	return nil
}
