package growth

import (
	"tumbuh/store"
)

// Doubt is something to ask before saving: "ukur ulang?", with last time's value.
type Doubt struct {
	Kind   DoubtKind
	Field  string // "weight", "length", "head", "arm", "position"
	Now    int    // grams or millimetres as entered
	Before int    // last time's value; 0 = none
	Try    int    // what was probably meant (84 kg is 8.4 kg); 0 = no idea
}

// DoubtKind is also the key of its question ("ukur." + kind).
type DoubtKind string

// The doubts, the most telling first.
const (
	DoubtUnit     DoubtKind = "satuan"      // ten times too much or too little
	DoubtWild     DoubtKind = "tidak-wajar" // outside WHO's plausible range
	DoubtShorter  DoubtKind = "lebih-pendek"
	DoubtTaller   DoubtKind = "terlalu-tinggi"
	DoubtLighter  DoubtKind = "turun-banyak"
	DoubtHeavier  DoubtKind = "naik-banyak"
	DoubtPosition DoubtKind = "posisi" // standing under 24 months, lying from then on
)

// Limits of change since the last measuring, a month before (health-facts §1.6, design,
// not reviewed); what may be gained grows with the months between.
const (
	mostLossPercent = 5
	mostGainGrams   = 1500
	mostShrinkMM    = 5
	mostGrowthMM    = 40
)

// Doubts lists what speaks against a new measurement, given the earlier valid ones. An
// empty list means: save it. What is doubtful may still be true; the kader decides.
func Doubts(c store.Child, earlier []store.Measurement, now store.Measurement) []Doubt {
	var list []Doubt
	seen := map[string]bool{}
	add := func(d Doubt) {
		if !seen[d.Field] {
			seen[d.Field] = true
			list = append(list, d)
		}
	}
	r, _ := Of(c, now)
	weight, length := lastOf(earlier, now.Day, func(m store.Measurement) int { return m.Weight }), lastOf(earlier, now.Day, func(m store.Measurement) int { return m.Length })
	wild(c, now, r, weight, length, add)
	if !r.OutOfAge {
		changed(c, now, weight, length, add)
	}
	if now.Length > 0 && now.Position != "" && !r.OutOfAge {
		if lying := r.AgeDays < ChangeDay; lying != (now.Position == store.Lying) {
			add(Doubt{Kind: DoubtPosition, Field: "position", Now: now.Length})
		}
	}
	return list
}

// wild looks for values outside WHO's plausible range and for slips of the unit.
func wild(c store.Child, now store.Measurement, r Result, weight, length *store.Measurement, add func(Doubt)) {
	fields := []struct {
		name   string
		z      Z
		value  int
		before int
		with   func(m store.Measurement, v int) (store.Measurement, func(Result) Z)
	}{
		{"weight", r.WAZ, now.Weight, valueOf(weight, "weight"), func(m store.Measurement, v int) (store.Measurement, func(Result) Z) {
			m.Weight = v
			return m, func(r Result) Z { return r.WAZ }
		}},
		{"length", r.HAZ, now.Length, valueOf(length, "length"), func(m store.Measurement, v int) (store.Measurement, func(Result) Z) {
			m.Length = v
			return m, func(r Result) Z { return r.HAZ }
		}},
		{"head", r.HCZ, now.Head, 0, func(m store.Measurement, v int) (store.Measurement, func(Result) Z) {
			m.Head = v
			return m, func(r Result) Z { return r.HCZ }
		}},
		{"arm", r.ACZ, now.Arm, 0, func(m store.Measurement, v int) (store.Measurement, func(Result) Z) {
			m.Arm = v
			return m, func(r Result) Z { return r.ACZ }
		}},
	}
	for _, f := range fields {
		if f.value <= 0 || !f.z.Wild {
			continue
		}
		d := Doubt{Kind: DoubtWild, Field: f.name, Now: f.value, Before: f.before}
		for _, try := range []int{f.value / 10, f.value * 10} {
			m, z := f.with(now, try)
			if r, _ := Of(c, m); z(r).Usable() {
				d.Kind, d.Try = DoubtUnit, try
				break
			}
		}
		add(d)
	}
	if (r.WHZ.Wild || r.BAZ.Wild) && r.WAZ.Usable() && r.HAZ.Usable() {
		add(Doubt{Kind: DoubtWild, Field: "length", Now: now.Length, Before: valueOf(length, "length")})
	}
}

// changed compares with the last measuring; lengths in the position of the age.
func changed(c store.Child, now store.Measurement, weight, length *store.Measurement, add func(Doubt)) {
	if weight != nil && now.Weight > 0 {
		months := monthsApart(weight.Day, now.Day)
		gain := now.Weight - weight.Weight
		switch {
		case -gain*100 > weight.Weight*mostLossPercent*months:
			add(Doubt{Kind: DoubtLighter, Field: "weight", Now: now.Weight, Before: weight.Weight})
		case gain > mostGainGrams*months:
			add(Doubt{Kind: DoubtHeavier, Field: "weight", Now: now.Weight, Before: weight.Weight})
		}
	}
	if length != nil && now.Length > 0 {
		grown := lyingMM(c, now) - lyingMM(c, *length)
		shrunk := grown
		if now.Position == "" || length.Position == "" { // how one was taken is a guess: both ways must say so
			plain := now.Length - length.Length
			shrunk, grown = max(grown, plain), min(grown, plain)
		}
		switch {
		case shrunk < -mostShrinkMM:
			add(Doubt{Kind: DoubtShorter, Field: "length", Now: now.Length, Before: length.Length})
		case grown > mostGrowthMM*monthsApart(length.Day, now.Day):
			add(Doubt{Kind: DoubtTaller, Field: "length", Now: now.Length, Before: length.Length})
		}
	}
}

// lyingMM is a length as it would be lying, so that two positions can be compared.
func lyingMM(c store.Child, m store.Measurement) int {
	standing := m.Position == store.Standing || m.Position == "" && age(c, m.Day) >= ChangeDay
	if standing {
		return m.Length + 7
	}
	return m.Length
}

// lastOf is the latest earlier measurement that has the value, or nil.
func lastOf(earlier []store.Measurement, before store.Date, value func(store.Measurement) int) *store.Measurement {
	var best *store.Measurement
	for i, m := range earlier {
		if value(m) > 0 && m.Void.IsZero() && m.Day.Before(before) && (best == nil || !m.Day.Before(best.Day)) {
			best = &earlier[i]
		}
	}
	return best
}

func valueOf(m *store.Measurement, field string) int {
	switch {
	case m == nil:
		return 0
	case field == "weight":
		return m.Weight
	}
	return m.Length
}

// monthsApart is how many begun months lie between two days, at least 1.
func monthsApart(a, b store.Date) int { return max(1, (b.Sub(a)+25)/31) }
