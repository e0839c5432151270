package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tumbuh/store"
)

// BenchmarkGrowth measures what families take in Redis's memory and on the disk: when they
// are registered, and for each year in which all are reminded daily and a few answer.
func BenchmarkGrowth(b *testing.B) {
	ctx := context.Background()
	w := benchWorld(b, 0)
	memory := func() float64 {
		n, err := w.app.db.Memory(ctx)
		if err != nil {
			b.Fatal(err)
		}
		return float64(n)
	}
	for range b.N {
		m0, d0 := memory(), aof(b, w.dir)
		const families, years = 200, 1
		now := w.clock.Now()
		for i := range families {
			w.mother(b, i, now)
		}
		m1, d1 := memory(), aof(b, w.dir)
		const asked = 4
		for day := range 365 * years {
			w.clock.MoveTo(now.AddDate(0, 0, day).Truncate(24 * time.Hour).Add(13 * time.Hour))
			for i := range asked {
				w.answer(b, i, day)
			}
			if err := w.app.db.Prune(ctx, w.clock.Now()); err != nil {
				b.Fatal(err)
			}
		}
		m2, d2 := memory(), aof(b, w.dir)
		b.ReportMetric((m1-m0)/families, "B-memory/family")
		b.ReportMetric((d1-d0)/families, "B-aof/family")
		b.ReportMetric((m2-m1)/families/years, "B-memory/family-year")
		b.ReportMetric((d2-d1)/families/years, "B-aof/family-year")
	}
}

func aof(b *testing.B, dir string) float64 {
	b.Helper()
	var n int64
	err := filepath.WalkDir(filepath.Join(dir, "redis"), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return float64(n)
}

// mother registers one in as many records as a conversation leaves.
func (w *benched) mother(b *testing.B, i int, now time.Time) {
	b.Helper()
	for n, text := range benchScript {
		in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: fmt.Sprint("ibu", i)}, ID: fmt.Sprint("d", n), At: now, Kind: store.InText, Text: text}
		if err := w.app.gateway.Handle(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.app.settle(context.Background()); err != nil {
		b.Fatal(err)
	}
}

// answer is a day of hers: what is due is said, she says "sudah".
func (w *benched) answer(b *testing.B, i, day int) {
	b.Helper()
	if err := w.app.settle(context.Background()); err != nil {
		b.Fatal(err)
	}
	in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: fmt.Sprint("ibu", i)}, ID: fmt.Sprint("y", day), At: w.clock.Now(), Kind: store.InText, Text: "sudah"}
	if err := w.app.gateway.Handle(context.Background(), in); err != nil {
		b.Fatal(err)
	}
}
