package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"tumbuh/bot/whatsapp"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// checkWhatsApp finds the faults of everything that is about WhatsApp, before anything is
// dialled.
func (c *config) checkWhatsApp() (faults []error) {
	if c.WhatsApp != "on" && c.WhatsApp != "off" {
		faults = append(faults, errors.New("TUMBUH_WHATSAPP: want on or off"))
	}
	if err := whatsapp.CheckVersion(c.WhatsAppVer); err != nil {
		faults = append(faults, fmt.Errorf("TUMBUH_WHATSAPP_VERSION: %w", err))
	}
	var err error
	if c.hook, err = whatsapp.ParseHook(c.WhatsAppTest); err != nil {
		faults = append(faults, fmt.Errorf("TUMBUH_WHATSAPP_TEST: %w", err))
	}
	if c.WhatsApp == "on" && c.ClockText != "" && c.WhatsAppTest == "" {
		faults = append(faults, errors.New("TUMBUH_CLOCK: refused with TUMBUH_WHATSAPP=on: people would be written to at times that are not theirs"))
	}
	if c.WhatsApp == "on" && c.WebPhone == "on" {
		faults = append(faults, errors.New("TUMBUH_WEBPHONE: refused with TUMBUH_WHATSAPP=on: sample people and real ones do not mix"))
	}
	return faults
}

// whatsappDir is where the numbers' files are.
func whatsappDir(cfg config) string { return filepath.Join(cfg.DataDir, "whatsapp") }

// whatsappDoor makes the door to WhatsApp.
func whatsappDoor(cfg config, db *rdb.DB, c *clock, log *slog.Logger, tell func(whatsapp.State)) (*whatsapp.Door, error) {
	m := &manners{db: db, clock: c}
	return whatsapp.New(whatsapp.Config{Dir: whatsappDir(cfg), Hook: cfg.hook, Version: cfg.WhatsAppVer, Log: log, Now: c.machine, Shift: c.Shift,
		Manners: m.get, Seal: db,
		Changed: func(ctx context.Context, a store.Address) { addressUnsure(ctx, db, c, a, log) },
		Tell:    tell,
		Known:   db.Known,
		Receipt: func(ctx context.Context, message string, seen bool) {
			letter := "d"
			if seen {
				letter = "r"
			}
			if err := db.Receipt(ctx, message, letter); err != nil {
				log.Debug("a receipt was not counted", "cause", err.Error())
			}
		},
		Ready: func(ctx context.Context) error {
			ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
			defer cancel()
			_, err := db.Hold(ctx, "ready", time.Second)
			return err
		}})
}

// addressUnsure notes that another person may hold an address now: she is asked before
// anything of hers is shown, and no reminder names a child meanwhile.
func addressUnsure(ctx context.Context, db *rdb.DB, c *clock, addr store.Address, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for range 5 {
		v, err := db.View(ctx, addr, c.Now())
		if err != nil || v.Person.Version == 0 || v.Person.Value.Unsure {
			return // while the store is down the door says it again with her next message
		}
		d := v.Person
		d.Value.Unsure = true
		r, err := db.Commit(ctx, store.Turn{Person: v.ID(), Now: c.Now(), Writes: []store.Write{d.Put()},
			Audit: []store.Audit{{At: c.Now(), Act: "keys-changed", On: d.Ref}}})
		if err != nil {
			log.Warn("noting that the keys of a chat changed", "person", v.ID(), "cause", err.Error())
			return
		}
		if r[0] == store.OK {
			return
		}
	}
}

// manners reads the settings of what a number may send, at most twice a minute.
type manners struct {
	db    *rdb.DB
	clock *clock

	mu   sync.Mutex
	at   time.Time
	last whatsapp.Manners
}

func (m *manners) get() whatsapp.Manners {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.clock.machine()
	if !m.at.IsZero() && now.Sub(m.at) < 30*time.Second {
		return m.last
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	v, err := m.db.ViewOf(ctx, "operator", m.clock.Now())
	if err != nil && !m.at.IsZero() {
		m.at = now.Add(-20 * time.Second) // the store is away: not asked at every message
		return m.last
	}
	m.at, m.last = now, mannersOf(v.Settings, store.DateOf(m.clock.Now()))
	return m.last
}

// mannersOf reads the settings that hold on a day; nil settings are the defaults.
func mannersOf(s *store.Settings, on store.Date) whatsapp.Manners {
	m := whatsapp.Manners{PerMinute: s.Int("wa-per-menit", on), NewChats: s.Int("wa-percakapan-baru", on),
		StopFor: time.Duration(s.Int("wa-jeda-menit", on)) * time.Minute}
	for _, p := range strings.Split(s.Get("wa-pemanasan", "", on), ",") {
		n, _ := strconv.Atoi(strings.TrimSpace(p)) // checked when it was set
		m.Warmup = append(m.Warmup, n)
	}
	return m
}
