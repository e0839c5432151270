package reminders

import (
	"testing"

	"tumbuh/store"
)

// shedding makes a town whose families are on WhatsApp and whose numbers are overloaded.
func shedding(t *testing.T, now string, step store.Shed) *town {
	tn := newTown(t, now)
	tn.sweep.Shed = func() store.Shed { return step }
	p := siti()
	p.Addresses = []store.Reach{{Address: store.Address{Channel: store.WhatsApp, ID: "siti"}}}
	tn.put("siti", p, tn.pregnant("2025-11-03"), tn.now)
	return tn
}

// TestShedTablet: every third day, then weekly; what must be said is said all the same.
func TestShedTablet(t *testing.T) {
	for step, want := range map[store.Shed]int{store.ShedNothing: 21, store.ShedLessons: 21, store.ShedThird: 7, store.ShedWeekly: 3} {
		tn := shedding(t, "2026-03-03 10:00", step)
		tn.walk("2026-03-24 10:00")
		if got := len(tn.times("ttd")); got != want {
			t.Errorf("%s: asked about the tablet %d times in 21 days, want %d", step, got, want)
		}
		if got := len(tn.times("posyandu-h1")); got != 1 {
			t.Errorf("%s: the day before the posyandu was said %d times", step, got)
		}
		if got := len(tn.times("ttd-terlewat")); step >= store.ShedThird && got != 0 {
			t.Errorf("%s: a kader is sent because she did not answer what was not asked", step)
		}
	}
}

// TestShedLessons: lessons give way first.
func TestShedLessons(t *testing.T) {
	count := func(step store.Shed) (n int) {
		tn := shedding(t, "2026-03-03 10:00", step)
		tn.walk("2026-05-03 10:00")
		for _, r := range Rows() {
			if r.Kind == "edukasi" {
				n += len(tn.times(r.ID))
			}
		}
		return n
	}
	if count(store.ShedSpread) == 0 || count(store.ShedLessons) != 0 {
		t.Errorf("lessons: %d before, %d after", count(store.ShedSpread), count(store.ShedLessons))
	}
}

// TestShedSpread: hours move by her id, at most half an hour, and nothing is said twice or
// lost when the step changes between two days.
func TestShedSpread(t *testing.T) {
	tn := shedding(t, "2026-03-03 10:00", store.ShedSpread)
	step := store.ShedSpread
	tn.sweep.Shed = func() store.Shed { return step }
	tn.walk("2026-03-06 12:00")
	for _, said := range tn.times("ttd") {
		if said < "03-03 18:30" || said[6:] < "18:30" || said[6:] > "19:30" {
			t.Errorf("said at %s", said)
		}
	}
	step = store.ShedNothing
	tn.walk("2026-03-09 12:00")
	step = store.ShedSpread
	tn.walk("2026-03-12 12:00")
	if got := tn.times("ttd"); len(got) != 9 {
		t.Errorf("asked %d times in nine days: %v", len(got), got)
	}
}
