package reminders

import (
	"time"

	"tumbuh/store"
)

// Step is one reminder of an imaginary family's journey.
type Step struct {
	At   time.Time `json:"at"`
	Rule string    `json:"rule"`
	For  string    `json:"for"` // "ibu" or "anak"
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
		if next.IsZero() || next.After(to) {
			return steps
		}
		v.Now = next
		plan := p.Plan(v)
		if plan.Need != nil {
			v.Have.Got = append(v.Have.Got, *plan.Need)
			plan = p.Plan(v)
			v.Have.Got = nil
		}
		for _, m := range plan.Turn.Say {
			for _, d := range plan.Said {
				steps = append(steps, Step{At: next.In(store.WIB), Rule: d.Rule.ID, For: whom(d), Text: m.Text})
			}
		}
		for _, w := range plan.Turn.Writes {
			if f, ok := w.Value.(store.Family); ok {
				v.Family.Value = f
			}
		}
	}
}

func whom(d Due) string {
	if d.Rule.About == OfChild {
		return "anak"
	}
	return "ibu"
}
