package growth

// Index names a curve that can be drawn.
type Index string

// The curves.
const (
	WeightForAge Index = "berat"  // kg
	HeightForAge Index = "tinggi" // cm, in the position of the age
)

// Line is the measurement at a z of at most ±3 on an age in days; false outside 0–60
// months or for an unknown sex.
func Line(sex string, of Index, z float64, ageDays int) (float64, bool) {
	t := tables()[sex]
	if t == nil {
		return 0, false
	}
	d := t.weight
	if of == HeightForAge {
		d = t.length
	}
	row, ok := d.at(ageDays)
	if !ok {
		return 0, false
	}
	return row.value(z), true
}
