package reminders

import (
	"testing"

	"tumbuh/store"
)

// TestRestsOfTheDay: what falls into the rest of a prayer, or of a Friday noon, is said when
// it is over; without the settings it is said at its hour.
func TestRestsOfTheDay(t *testing.T) {
	for name, c := range map[string]struct {
		settings map[string]string
		want     []string
	}{
		"none":   {nil, []string{"08-07 09:00", "09-07 09:00"}},
		"friday": {map[string]string{"jeda-jumat": "08:30-10:30"}, []string{"08-07 10:30", "09-07 09:00"}},
		"prayer": {map[string]string{"jeda-salat": "08:45-09:15"}, []string{"08-07 09:15", "09-07 09:15"}},
		"both":   {map[string]string{"jeda-salat": "08:45-09:15", "jeda-jumat": "09:10-11:00"}, []string{"08-07 11:00", "09-07 09:15"}},
	} {
		t.Run(name, func(t *testing.T) {
			tn := newTown(t, "2026-08-01 08:00")
			tn.settings.Values = map[string][]store.Setting{}
			for key, value := range c.settings {
				tn.settings.Values[key] = []store.Setting{{Value: value, From: date(t, "2026-01-01")}}
			}
			f := tn.withChild("2024-01-15", "P")
			f.Posyandu = "py-10"
			tn.put("siti", siti(), f, tn.now)
			tn.walk("2026-09-20 08:00")
			tn.want("posyandu-h3", c.want...)
		})
	}
}
