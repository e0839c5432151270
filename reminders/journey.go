package reminders

import (
	"maps"
	"slices"
	"time"

	"tumbuh/store"
)

// Step is one reminder of an imaginary family's journey.
type Step struct {
	At   time.Time `json:"at"`
	Rule string    `json:"rule"`
	For  string    `json:"for"` // "ibu", "anak", "ayah", "keluarga"
	Text string    `json:"text"`
}

// Journey walks an imaginary family from one moment to another through the same
// plan the program uses, and returns what it would be told. A message that bundles
// several rules is a step per rule with the same moment and text. The family comes to
// every posyandu day: a vaccine named for it is taken as given.
func (p Planner) Journey(v store.View, from, to time.Time) []Step {
	var steps []Step
	v.Now = from
	v.Family.Value.Children = slices.Clone(v.Family.Value.Children)
	var given []Due
	for {
		next := NextWake(v)
		if next.IsZero() || next.After(to) {
			return steps
		}
		if v.Now = next; !next.After(from) {
			v.Now = from.Add(time.Second)
		}
		from = v.Now
		given = vaccinate(&v, given)
		d := p.Decide(v)
		for d.Need != nil {
			v.Have.Got = append(v.Have.Got, *d.Need)
			d = p.Decide(v)
		}
		v.Have.Got = nil
		for _, m := range d.Turn.Say {
			for _, x := range d.Said {
				steps = append(steps, Step{At: v.Now.In(store.WIB), Rule: x.Rule, For: x.For(), Text: m.Text})
				if x.row.Dose != "" {
					given = append(given, x)
				}
			}
		}
		for _, w := range d.Turn.Writes {
			if f, ok := w.Value.(store.Family); ok {
				v.Family.Value = f
			}
		}
	}
}

// vaccinate records the doses whose posyandu day has come, and returns the others.
func vaccinate(v *store.View, given []Due) []Due {
	var wait []Due
	for _, x := range given {
		day := store.DateNumber(max(x.meet, x.Day.Number()))
		if day.After(v.Today()) {
			wait = append(wait, x)
			continue
		}
		for i := range v.Family.Value.Children {
			if c := &v.Family.Value.Children[i]; c.ID == x.About {
				c.Vaccines = maps.Clone(c.Vaccines)
				if c.Vaccines == nil {
					c.Vaccines = map[string]store.Date{}
				}
				c.Vaccines[x.row.Dose] = day
			}
		}
	}
	return wait
}
