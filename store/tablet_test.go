package store

import (
	"testing"
	"time"
)

func TestTabletRuns(t *testing.T) {
	since := time.Date(2026, 3, 1, 9, 0, 0, 0, WIB)
	day := func(d int) Date { return Date{2026, time.March, d} }
	p := Pregnancy{Since: since}
	for d, letter := range map[int]byte{1: TabletTaken, 2: TabletTaken, 3: TabletForgotten, 5: TabletTaken, 6: TabletTaken, 7: TabletTaken} {
		p.Log = p.Log.With(day(d), letter)
	}
	for _, c := range []struct{ day, streak, misses int }{{1, 1, 0}, {2, 2, 0}, {3, 0, 1}, {4, 0, 2}, {7, 3, 0}, {9, 0, 2}, {14, 0, 7}} {
		if got := p.TabletStreak(day(c.day)); got != c.streak {
			t.Errorf("%d March: streak %d, want %d", c.day, got, c.streak)
		}
		if got := p.TabletMisses(day(c.day)); got != c.misses {
			t.Errorf("%d March: misses %d, want %d", c.day, got, c.misses)
		}
	}
	if got := (Pregnancy{Since: since}).TabletMisses(day(4)); got != 4 {
		t.Errorf("nothing known since the 1st: %d misses on the 4th, want 4", got)
	}
}
