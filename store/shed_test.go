package store_test

import (
	"fmt"
	"testing"

	"tumbuh/store"
)

// TestShedFor holds the order in which things give way.
func TestShedFor(t *testing.T) {
	l := store.Load{Pregnant: 300, Others: 700} // 450 + 300 messages a day
	if got := l.Messages(store.ShedNothing); got != 750 {
		t.Fatalf("load = %d a day, want 750", got)
	}
	for _, tt := range []struct {
		perDay int
		want   store.Shed
	}{{1000, store.ShedNothing}, {938, store.ShedNothing}, {900, store.ShedSpread}, {750, store.ShedSpread}, {749, store.ShedLessons}, {450, store.ShedLessons},
		{449, store.ShedThird}, {250, store.ShedThird}, {249, store.ShedWeekly}, {0, store.ShedWeekly}} {
		if got := store.ShedFor(l, tt.perDay); got != tt.want {
			t.Errorf("%d a day: %s, want %s", tt.perDay, got, tt.want)
		}
	}
	if got := l.Missing(250, 200); got != 3 {
		t.Errorf("%d numbers missing, want 3", got)
	}
	if got := l.Missing(750, 200) + l.Missing(10, 0); got != 0 {
		t.Errorf("%d numbers missing, want none", got)
	}
	if store.ShedFor(store.Load{}, 0) != store.ShedNothing {
		t.Error("with nobody enrolled something gives way")
	}
}

// TestShedSpreads: the tablet is asked on one day in three or seven, hours move by at most
// half an hour, and both are spread over people.
func TestShedSpreads(t *testing.T) {
	first := map[int]int{}
	for n := range 300 {
		id := store.PersonID(fmt.Sprint("orang", n))
		for step, every := range map[store.Shed]int{store.ShedThird: 3, store.ShedWeekly: 7} {
			asked := 0
			for day := 9000; day < 9021; day++ {
				if !step.DropsTablet(id, day) {
					asked++
					if every == 7 && day < 9007 {
						first[day]++
					}
				}
			}
			if asked != 21/every {
				t.Fatalf("%s: asked on %d of 21 days", step, asked)
			}
		}
		if m := store.ShedSpread.Shift(id); m < -30 || m > 30 || store.ShedNothing.Shift(id) != 0 {
			t.Fatalf("shifted by %d minutes", m)
		}
	}
	for day, n := range first {
		if n < 20 || n > 70 {
			t.Errorf("%d of 300 are asked on day %d", n, day)
		}
	}
	if len(first) != 7 {
		t.Errorf("all are asked on %d days of a week", len(first))
	}
}
