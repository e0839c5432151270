package reminders

import (
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
// several rules is a step per rule with the same moment and text.
func (p Planner) Journey(v store.View, from, to time.Time) []Step {
	var steps []Step
	v.Now = from
	for {
		next := NextWake(v)
		if !next.After(v.Now) {
			next = v.Now.Add(time.Second)
		}
		if NextWake(v).IsZero() || next.After(to) {
			return steps
		}
		v.Now = next
		d := p.Decide(v)
		if d.Need != nil {
			v.Have.Got = append(v.Have.Got, *d.Need)
			d = p.Decide(v)
			v.Have.Got = nil
		}
		for _, m := range d.Turn.Say {
			for _, x := range d.Said {
				steps = append(steps, Step{At: next.In(store.WIB), Rule: x.Rule, For: x.For(), Text: m.Text})
			}
		}
		for _, w := range d.Turn.Writes {
			if f, ok := w.Value.(store.Family); ok {
				v.Family.Value = f
			}
		}
	}
}
