package store_test

import (
	"testing"
	"time"

	"tumbuh/store"
)

// TestCorrectionKeepsTheOldValue: like a stroke with initials on the paper card.
func TestCorrectionKeepsTheOldValue(t *testing.T) {
	var g store.Growth
	at := time.Date(2026, 3, 10, 9, 0, 0, 0, store.WIB)
	id := g.Add(store.Measurement{Day: day(t, "2026-03-10"), Weight: 84000, Length: 700, Position: store.Lying})
	g.Find(id).Correct("ratna", at, func(m *store.Measurement) { m.Weight = 8400 })
	g.Find(id).Correct("ratna", at.Add(time.Hour), func(m *store.Measurement) { m.Length, m.Position = 710, store.Standing })
	m := g.Find(id)
	want := []store.Correction{{"weight", "84000", "ratna", at}, {"length", "700", "ratna", at.Add(time.Hour)}, {"position", "baring", "ratna", at.Add(time.Hour)}}
	if m.Weight != 8400 || m.Length != 710 || len(m.Was) != len(want) {
		t.Fatalf("%+v", m)
	}
	for i := range want {
		if m.Was[i] != want[i] {
			t.Errorf("correction %d: %+v, want %+v", i, m.Was[i], want[i])
		}
	}
}

// TestTakenBackIsKeptAndNotCounted: and days come in order however late they were written.
func TestTakenBackIsKeptAndNotCounted(t *testing.T) {
	var g store.Growth
	g.Add(store.Measurement{Day: day(t, "2026-03-10"), Weight: 8400})
	g.Add(store.Measurement{Day: day(t, "2026-02-10"), Weight: 8100})
	wrong := g.Add(store.Measurement{Day: day(t, "2026-03-10"), Weight: 9900})
	g.Find(wrong).Void = time.Date(2026, 3, 10, 10, 0, 0, 0, store.WIB)
	if v := g.Valid(); len(v) != 2 || v[0].Weight != 8100 || v[1].Weight != 8400 || len(g.Measures) != 3 {
		t.Errorf("valid: %+v of %+v", v, g.Measures)
	}
	if m := g.On(day(t, "2026-03-10")); m == nil || m.Weight != 8400 {
		t.Errorf("of the day: %+v", m)
	}
	if g.On(day(t, "2026-01-10")) != nil || g.Find("m9") != nil {
		t.Error("found what is not there")
	}
}
