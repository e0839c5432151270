package growth

import "math"

// Sexes, as everywhere in the program.
const (
	Boy  = "L"
	Girl = "P"
)

// Positions in which a length was taken.
const (
	Lying    = "baring"
	Standing = "berdiri"
)

// Child is what is known at one measuring. A value of 0 (or less) was not measured.
type Child struct {
	Sex      string  // Boy or Girl; anything else: no z at all
	AgeDays  int     // days since birth; negative: not known
	Weight   float64 // kg
	Length   float64 // cm, as read
	Head     float64 // cm
	Arm      float64 // cm
	Position string  // Lying, Standing or "": then by age, as WHO does
	Oedema   bool    // pitting oedema of both feet: no weight-based z
}

// Z is one z-score. Known is false where it cannot be computed: there is never a
// silent "normal". Wild marks a value outside WHO's plausible range: it is shown,
// measured again, and not classified.
type Z struct {
	Value float64
	Known bool
	Wild  bool
}

// Usable tells whether the value may be classified.
func (z Z) Usable() bool { return z.Known && !z.Wild }

// Result is what WHO's standards say of one measuring.
type Result struct {
	AgeDays       int
	WAZ           Z       // weight for age
	HAZ           Z       // length or height for age
	WHZ           Z       // weight for length or height
	BAZ           Z       // body mass index for age
	HCZ           Z       // head circumference for age
	ACZ           Z       // arm circumference for age, from day 91
	Length        float64 // cm, corrected for position; 0 = not measured
	BMI           float64 // kg/m², of the corrected length; 0 = not known
	Oedema        bool
	WrongPosition bool // measured standing before nine months: not corrected, to be measured lying
	OutOfAge      bool // not within 0 to 60 months: nothing is computed
	OutOfLength   bool // length outside the weight-for-length table
}

// Assess computes the z-scores of one measuring as WHO's igrowup and anthro do: age in
// days, height corrected by 0.7 cm to the position of the age (lying before day 731),
// the ±3 SD rule for weight, BMI and arm, WHO's limits of plausibility.
func Assess(c Child) Result {
	r := Result{AgeDays: c.AgeDays, Oedema: c.Oedema}
	if c.AgeDays < 0 || c.AgeDays > LastDay {
		r.OutOfAge = true
		return r
	}
	r.Length, r.WrongPosition = corrected(c)
	if good(c.Weight) && r.Length > 0 {
		r.BMI = c.Weight / (r.Length * r.Length / 1e4)
	}
	t := tables()[c.Sex]
	if t == nil {
		return r
	}
	if row, ok := t.length.at(c.AgeDays); ok && r.Length > 0 {
		r.HAZ = scored(row.z(r.Length), -6, 6)
	}
	if row, ok := t.head.at(c.AgeDays); ok && good(c.Head) {
		r.HCZ = scored(row.z(c.Head), -5, 5)
	}
	if row, ok := t.arm.at(c.AgeDays); ok && good(c.Arm) {
		r.ACZ = scored(row.zAdjusted(c.Arm), -5, 5)
	}
	if !good(c.Weight) || c.Oedema {
		return r
	}
	if row, ok := t.weight.at(c.AgeDays); ok {
		r.WAZ = scored(row.zAdjusted(c.Weight), -6, 5)
	}
	if r.Length > 0 {
		if row, ok := t.bmi.at(c.AgeDays); ok {
			r.BAZ = scored(row.zAdjusted(r.BMI), -5, 5)
		}
		by := t.byLength
		if c.AgeDays >= ChangeDay {
			by = t.byHeight
		}
		row, ok := by.at(r.Length)
		r.OutOfLength = !ok
		if ok {
			r.WHZ = scored(row.zAdjusted(c.Weight), -5, 5)
		}
	}
	return r
}

// good tells whether a measurement is there.
func good(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

func scored(z, low, high float64) Z {
	if math.IsNaN(z) || math.IsInf(z, 0) {
		return Z{}
	}
	return Z{Value: z, Known: true, Wild: z < low || z > high}
}

// corrected returns the length in the position of the age. Standing before nine months
// is a wrong position, which WHO leaves uncorrected and flags.
func corrected(c Child) (cm float64, wrong bool) {
	if !good(c.Length) {
		return 0, false
	}
	switch {
	case c.Position == Standing && float64(c.AgeDays)/Month < 9:
		return c.Length, true
	case c.Position == Standing && c.AgeDays < ChangeDay:
		return c.Length + 0.7, false
	case c.Position == Lying && c.AgeDays >= ChangeDay:
		return max(c.Length-0.7, 0), false
	}
	return c.Length, false
}
