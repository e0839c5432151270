package reminders

import (
	"testing"

	"tumbuh/store"
)

// Who registers late and was never examined is sent to her first visit the next morning;
// who was, or is due for another visit anyway, is not.
func TestFirstVisitOfALateComer(t *testing.T) {
	for name, c := range map[string]struct {
		hpht   string
		visits map[string]store.Date
		want   []string
	}{
		"fifteen weeks, never examined":       {"2025-11-18", nil, []string{"03-04 09:00"}},
		"fifteen weeks, examined":             {"2025-11-18", map[string]store.Date{"k1": date(t, "2026-02-01")}, nil},
		"twenty-six weeks: K3 is due":         {"2025-09-02", nil, nil},
		"nine weeks: K1 itself":               {"2025-12-30", nil, nil},
		"twenty-two weeks, between K2 and K3": {"2025-09-30", nil, []string{"03-04 09:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			tn := newTown(t, "2026-03-03 10:00")
			f := tn.pregnant(c.hpht)
			f.Pregnancies[0].Visits = c.visits
			tn.put("siti", siti(), f, tn.now)
			tn.walk("2026-03-08 12:00")
			tn.want(store.FirstVisit, c.want...)
		})
	}
}

// RV1 is given from two to four months (health-facts §4.1); at five it is not named any more.
func TestFirstRotavirusIsClosedAtFiveMonths(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.child("2025-10-20", true, map[string]string{"bcg": "2025-11-20"})
	tn.walk("2026-03-08 08:00")
	tn.wantDoses("2026-03-07", "opv1", "dpt1", "pcv1", "rv1", "ipv1")
	late := newTown(t, "2026-03-01 08:00")
	late.child("2025-10-01", true, map[string]string{"bcg": "2025-11-20"})
	late.walk("2026-03-08 08:00")
	late.wantDoses("2026-03-07", "opv1", "dpt1", "pcv1", "ipv1")
}
