package dialogs

import (
	"slices"
	"time"

	"tumbuh/store"
)

// WakeAbsent has the families looked at that did not come to a posyandu day: only they
// are asked why, and nobody else is looked at in the evening for it.
func WakeAbsent(d store.Day, roster []store.Member, now time.Time) []store.Wake {
	var list []store.Wake
	for i := range roster {
		if id := roster[i].Family.Ref.ID; !lined(d, id) {
			list = append(list, store.Wake{Ref: store.Ref{Kind: store.KindPerson, ID: id}, At: now})
		}
	}
	return list
}

func lined(d store.Day, family string) bool {
	return slices.ContainsFunc(d.Lines, func(l store.DayLine) bool { return string(l.Family) == family && !l.Void })
}

// LeftOpen tells whether a posyandu day was held and nobody closed it, while those who
// did not come may still be asked.
func LeftOpen(d store.Day, now time.Time) bool {
	return !d.Over() && len(measured(d)) > 0 && store.DateOf(now).Sub(d.Day) <= 1
}

// EndsOpen tells whether the evening ends a day that was left open: at least half of the
// families with a small child stand in it. With fewer the kader may have the rest on
// paper, and nobody is taken for absent on a guess.
func EndsOpen(d store.Day, roster []store.Member) bool {
	all, came := 0, 0
	for i := range roster {
		f := roster[i].Family
		if moved(f.Value, d.Day) || !slices.ContainsFunc(f.Value.Children, func(ch store.Child) bool { return ch.Active() && ch.AgeMonths(d.Day) < 60 }) {
			continue
		}
		all++
		if lined(d, f.Ref.ID) {
			came++
		}
	}
	return came > 0 && 2*came >= all
}
