package reminders

import (
	"math"

	"tumbuh/store"
)

// never is a day that does not come.
const never = math.MaxInt32

// ahead is how many days beyond today posyandu days are looked up. What lies
// further is found when the family is looked at again.
const ahead = 45

// usualDay stands for the posyandu day of a family whose posyandu is not known.
const usualDay = 10

// calendar holds the posyandu days near one decision, ascending.
type calendar struct {
	known bool
	days  []int // posyandu days, or the usual day of each month where none is known
}

// calendarOf lists the posyandu days from back days before the first day to ahead
// days after the last one.
func calendarOf(city *store.City, posyandu string, first, last int) calendar {
	const back = 7
	meeting := store.Meeting{Date: usualDay}
	c := calendar{}
	if p, ok := city.FindPosyandu(posyandu); ok && !p.Days.IsZero() {
		meeting, c.known = p.Days, true
	}
	for _, d := range meeting.Between(store.DateNumber(first-back), store.DateNumber(last+ahead)) {
		c.days = append(c.days, d.Number())
	}
	return c
}

// next returns the first due day of the row for the subject on or after a day, the
// posyandu day it speaks of (the due day itself where there is none) and which of the
// row's offsets it is.
func (r *Row) next(s *subject, c *calendar, from int) (due, about, which int) {
	switch {
	case r.Anchor == Posyandu || r.Anchor == Month:
		return r.nextMeeting(s, c, from)
	case r.Every > 0:
		base := r.base(s) + r.On[0]
		due = max(from, base)
		due += (r.Every - (due-base)%r.Every) % r.Every
		if r.When != nil && !r.When(s, due) {
			return never, never, 0
		}
		return due, due, 0
	}
	return r.nextOffset(s, from)
}

// base is the day number of the row's anchor.
func (r *Row) base(s *subject) int {
	switch r.Anchor {
	case HPHT:
		return s.hpht
	case HPL:
		return s.hpht + 280
	case Registered:
		return s.day
	case Faltered:
		if s.child.NotGained.IsZero() {
			return never
		}
		return s.child.NotGained.Number()
	}
	return s.birth
}

// at returns the day an offset falls on.
func (r *Row) at(s *subject, offset int) int {
	if r.Anchor == BirthMonths {
		return s.born.AddMonths(offset).Number()
	}
	return r.base(s) + offset
}

// nextOffset is for rows with single days. One who registered after such a day is
// told on the morning after, while it is not too late.
func (r *Row) nextOffset(s *subject, from int) (due, about, which int) {
	due = never
	if r.base(s) == never {
		return never, never, 0
	}
	for i, offset := range r.On {
		d := r.at(s, offset)
		if at(d, r.hour(s, d, i)) <= s.since {
			if d = s.day + 1; r.Late == 0 || d > r.at(s, r.Late) || d < from {
				continue
			}
		}
		if d >= from && d < due {
			due, which = d, i
		}
	}
	if due != never && r.When != nil && !r.When(s, due) {
		return never, never, 0
	}
	return due, due, which
}

func (r *Row) nextMeeting(s *subject, c *calendar, from int) (due, about, which int) {
	if r.Anchor == Posyandu && !c.known {
		return never, never, 0
	}
	for _, m := range c.days {
		for i, offset := range r.On {
			if m+offset >= from && (r.When == nil || r.When(s, m)) {
				return m + offset, m, i
			}
		}
	}
	return never, never, 0
}

// epoch is unix seconds at the start of day number 0 (2000-01-01 WIB).
const epoch = 946684800 - 7*3600

// at returns unix seconds of a minute of a day.
func at(day, minute int) int64 { return epoch + int64(day)*86400 + int64(minute)*60 }

// dayOf returns the day number in WIB of unix seconds, and the minute of that day.
func dayOf(unix int64) (day, minute int) {
	n := unix - epoch
	return int(n / 86400), int(n % 86400 / 60)
}
