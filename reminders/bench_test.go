package reminders

import (
	"testing"
	"time"

	"tumbuh/store"
)

// BenchmarkDecide decides the tablet's evening of a pregnant mother and the morning
// before a posyandu day of a family with two children, texts and turn included.
func BenchmarkDecide(b *testing.B) {
	tn := newTown(b, "2026-03-03 10:00")
	tn.put("hamil", siti(), tn.pregnant("2025-11-03"), tn.now)
	f := tn.withChild("2025-05-25", "P")
	f.Children = append(f.Children, store.Child{ID: "c2", Name: "Fatih", Sex: "L", Birth: date(b, "2024-01-09"), Since: tn.now})
	tn.put("anak", siti(), f, tn.now)
	for name, at := range map[string]string{"hamil": "2026-03-04 19:00", "anak": "2026-03-07 09:00"} {
		b.Run(name, func(b *testing.B) {
			v := tn.view(name, moment(b, at))
			v.Family.Value.Planned = v.Now.Add(-20 * time.Hour)
			b.ReportAllocs()
			said := 0
			for b.Loop() {
				said += len(tn.sweep.Plan.Decide(v).Said)
			}
			b.ReportMetric(float64(said)/float64(b.N), "said/op")
		})
	}
}
