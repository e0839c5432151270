package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sort"
	"strings"
	"sync/atomic"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

type simulateCmd struct {
	Families int    `help:"How many families live in the city." default:"1000"`
	Days     int    `help:"How many days they live." default:"365"`
	Seed     uint64 `help:"Another seed, another city." default:"1"`
}

// errBroken says that the simulation found a broken promise.
var errBroken = errors.New("the city found broken promises (see above)")

// Run lives the year in a folder of its own, which is removed afterwards.
func (s simulateCmd) Run(ctx context.Context, cfg config) error {
	if s.Families < 1 || s.Days < 1 {
		return fmt.Errorf("%w: want at least one family and one day", errUsage)
	}
	dir, err := os.MkdirTemp("", "tumbuh-kota-")
	if err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	defer os.RemoveAll(dir)
	db, err := rdb.Open(ctx, rdb.Config{City: cfg.City, DataDir: dir, NeedDisk: true})
	if err != nil {
		return err
	}
	defer db.Close()
	began := time.Now()
	bar := newBar(os.Stderr)
	l, err := openCity(ctx, db, s.Families, s.Days, s.Seed, func(settled int) {
		bar.show(float64(settled)/float64(s.Families), fmt.Sprintf("%d families settled", settled))
	})
	if err != nil {
		return err
	}
	defer l.app.roomy()() // a whole city is swept from end to end
	year := float64(l.city.end.Sub(l.city.start))
	if err := l.live(ctx, func(t time.Time) { bar.show(float64(t.Sub(l.city.start))/year, store.DateOf(t).String()) }); err != nil {
		return err
	}
	bar.end()
	if ctx.Err() != nil {
		fmt.Println("stopped on", store.DateOf(l.city.end))
	}
	l.check()
	sum, err := l.sum(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	for _, f := range l.net.Faults {
		fmt.Println("broken:", f)
	}
	fmt.Printf("%s\ntook %s\n", sum, time.Since(began).Round(time.Second))
	if l.net.Breaches > 0 {
		return errBroken
	}
	return nil
}

// openCity fills a store with a city and puts the program on it.
func openCity(ctx context.Context, db *rdb.DB, families, days int, seed uint64, settled func(n int)) (*cityLife, error) {
	start := time.Date(2026, 3, 1, 8, 0, 0, 0, store.WIB)
	c := newCity(db.City(), families, start, days, seed)
	machine := time.Now
	clk := newClock(machine, start)
	net := newCityNet(c, clk.Now, func() bool { return false })
	a, err := newApp(parts{db: db, clock: clk, log: slog.New(slog.NewTextHandler(io.Discard, nil)), channels: []bot.Channel{net}, unreviewed: true, hold: time.Minute})
	if err != nil {
		return nil, err
	}
	a.sweep.Workers = 8
	a.out[0].Draw = sampled(a.draw)
	if err := c.settleIn(ctx, a, settled); err != nil {
		return nil, fmt.Errorf("settling families: %w", err)
	}
	return newCityLife(a, c, net), nil
}

// drawnOf is one picture in so many that is really drawn: nobody in the city looks at
// them, and drawing all was more than half of its work.
const drawnOf = 50

func sampled(draw func(context.Context, store.Report) (bot.File, error)) func(context.Context, store.Report) (bot.File, error) {
	var n atomic.Int64
	return func(ctx context.Context, r store.Report) (bot.File, error) {
		if n.Add(1)%drawnOf != 1 {
			return bot.File{}, nil
		}
		return draw(ctx, r)
	}
}

// sum says what the year came to.
func (l *cityLife) sum(ctx context.Context) (string, error) {
	stats, err := l.app.db.Stats(ctx)
	if err != nil {
		return "", err
	}
	s := l.app.sweep
	var b strings.Builder
	fmt.Fprintf(&b, "%d families, %d moments, %d messages of people\nreminders: said %d, expired %d, silenced %d, unreachable %d; decided again %d, failed %d\nmessages sent %d; promises broken %d\noutbox:",
		len(l.city.people), l.Wakes, l.Acts, s.Said.Load(), s.Expired.Load(), s.Silent.Load(), s.Unreachable.Load(), s.Stale.Load(), s.Failed.Load(), l.net.Sent, l.net.Breaches)
	keys := make([]string, 0, len(stats))
	for k := range stats {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, " %s %d", k, stats[k])
	}
	return b.String(), nil
}

// bar shows how far the work has come: a bar on a terminal, a line every few seconds
// elsewhere.
type bar struct {
	out      *os.File
	began    time.Time
	shown    time.Time
	terminal bool
}

func newBar(out *os.File) *bar {
	info, err := out.Stat()
	return &bar{out: out, began: time.Now(), terminal: err == nil && info.Mode()&os.ModeCharDevice != 0}
}

func (b *bar) show(share float64, where string) {
	pause := 5 * time.Second
	if b.terminal {
		pause = 200 * time.Millisecond
	}
	if time.Since(b.shown) < pause {
		return
	}
	b.shown = time.Now()
	line := fmt.Sprintf("%s %3.0f%% %s, %s so far", strings.Repeat("█", int(share*30))+strings.Repeat("░", 30-int(share*30)), share*100,
		where, time.Since(b.began).Round(time.Second))
	if b.terminal {
		fmt.Fprint(b.out, "\r", line)
		return
	}
	fmt.Fprintln(b.out, line)
}

func (b *bar) end() {
	if b.terminal {
		fmt.Fprintln(b.out)
	}
}
