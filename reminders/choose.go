package reminders

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tumbuh/store"
)

// parts is the most paragraphs one message holds; more would not be read.
const parts = 6

// choose parts what is pending: said now, kept for later, past its use, silenced.
func (p *planning) choose() {
	now := time.Unix(p.to, 0)
	var ready []Due
	for _, d := range p.pending {
		switch {
		case d.row.Absent && now.After(d.Until):
			p.out.Silent = append(p.out.Silent, d) // nobody closed the day, or she came
		case now.After(d.Until):
			p.out.Expired = append(p.out.Expired, d)
		case d.row.Does == "" && (p.out.Why != "" || p.muted(d.row) || p.sheds(d)):
			p.out.Silent = append(p.out.Silent, d)
		case !p.mayNow(d):
			p.later(d, p.nextOpen())
		case d.row.Does != "":
			p.out.Acts = append(p.out.Acts, d)
		default:
			ready = append(ready, d)
		}
	}
	p.bundle(ready)
}

// mayNow tells whether the reminder may leave at this moment: within the window, or
// at an hour she chose herself.
func (p *planning) mayNow(d Due) bool {
	if open, _ := p.win.open(p.minute); open {
		return true
	}
	own := d.row.Own && p.minute >= ownFirst && p.minute <= ownLast
	return own && p.to-d.At.Unix() <= int64(grace/time.Second)
}

// nextOpen is when the window opens next.
func (p *planning) nextOpen() int64 {
	if _, minute := p.win.open(p.minute); minute > 0 {
		return at(p.today, minute)
	}
	_, minute := windowOn(p.v.Settings, store.DateNumber(p.today+1)).open(0)
	return at(p.today+1, minute)
}

// tomorrow is when we look again at what today's ceiling holds back: with what is due in the
// morning, or before it where that would be too late.
func (p *planning) tomorrow(d Due) int64 {
	win := windowOn(p.v.Settings, store.DateNumber(p.today+1))
	_, minute := win.open(morning)
	if when := at(p.today+1, minute); when <= d.Until.Unix() {
		return when
	}
	_, minute = win.open(0)
	return at(p.today+1, minute)
}

func (p *planning) later(d Due, when int64) {
	p.out.Later = append(p.out.Later, d)
	p.wake = min(p.wake, when)
}

// bundle makes one message of what is ready, within the ceiling. One message has one
// question and one piece of advice at most, the shortest-lived; her own question comes
// first of all.
func (p *planning) bundle(ready []Due) {
	slices.SortStableFunc(ready, func(a, b Due) int {
		if a.row.question() != b.row.question() {
			return boolOrder(b.row.question())
		}
		return a.Until.Compare(b.Until)
	})
	own := slices.ContainsFunc(ready, func(d Due) bool { return d.row.Own })
	asks, advises := false, own // advice waits for a message of its own day, not the tablet's
	free, full := p.room(ready)
	said := map[string]bool{}
	for _, d := range ready {
		question := d.row.question()
		words := d.row.Text
		switch {
		case d.row != &lagi && (free != 0 || full):
			p.later(d, cmp.Or(free, p.tomorrow(d)))
		case d.row.Advice && p.givesWay(d, ready):
			p.later(d, p.laterAt)
		case question && asks || d.row.Advice && advises || len(said) == parts && !said[words]:
			p.later(d, p.tomorrow(d))
		default:
			asks, advises = asks || question, advises || d.row.Advice
			said[words] = true
			p.out.Say = append(p.out.Say, d)
		}
	}
	p.order()
}

// order puts what is said in the order it is read in: news of the day, the day, what
// is done on it; then the rest; the question last, beside its buttons.
func (p *planning) order() {
	rank := func(d Due) int {
		switch {
		case d.row.question():
			return 9
		case d.row == &moved || d.row == &off:
			return 0
		case d.row.Anchor == Posyandu:
			return 1
		case d.row.Advice:
			return 3
		}
		return 2
	}
	slices.SortStableFunc(p.out.Say, func(a, b Due) int {
		if c := cmp.Or(rank(a)-rank(b), strings.Compare(a.row.Text, b.row.Text)); c != 0 {
			return c
		}
		return strings.Compare(a.About, b.About)
	})
}

func boolOrder(first bool) int {
	if first {
		return 1
	}
	return -1
}

// room tells whether the ceiling holds unasked words back until another day, or until a
// moment of this one: a message is kept free for the hour she chose, where it still comes.
func (p *planning) room(ready []Due) (until int64, full bool) {
	left := p.left()
	own := slices.ContainsFunc(ready, func(d Due) bool { return d.row.Own })
	if left == 1 && p.ownAt > 0 && !own {
		return p.ownAt, false
	}
	return 0, left <= 0
}

// left is how many messages of today are left.
func (p *planning) left() int {
	f, on := &p.v.Family.Value, store.DateNumber(p.today)
	left := p.v.Settings.Int("batas-harian", on)
	if f.Today.Day == on {
		left -= f.Today.Sent
	}
	return left
}

// givesWay tells whether advice that stands alone waits for what is due later today, which
// would find no message left otherwise: tomorrow's posyandu is not lost to a lesson. Where
// it can go with her tablet it finds one.
func (p *planning) givesWay(d Due, ready []Due) bool {
	need := 2
	if p.ownAt > 0 {
		_, minute := dayOf(p.ownAt)
		if open, _ := p.win.open(minute); open && p.ownAt >= p.laterAt {
			return false
		}
		need++
	}
	return p.laterAt > 0 && p.laterAt < d.Until.Unix() && p.left() < need && !slices.ContainsFunc(ready, func(d Due) bool { return !d.row.Advice })
}
