package store

import (
	"slices"
	"time"
)

// Meeting says when a posyandu meets: on a fixed date of each month, on the nth
// weekday ("Selasa minggu ke-2"), or on listed days. Moved and Off change single
// days; a list, where given, rules over both patterns.
type Meeting struct {
	Date    int             `json:"date,omitzero"`    // 1–31; a shorter month: its last day
	Nth     int             `json:"nth,omitzero"`     // 1–5; 5 = the last one
	Weekday time.Weekday    `json:"weekday,omitzero"` // with Nth
	List    []Date          `json:"list,omitempty"`
	Moved   map[string]Date `json:"moved,omitempty"` // planned ISO day -> new day; the zero day = cancelled
}

// IsZero tells whether nothing is known of the days.
func (m Meeting) IsZero() bool { return m.Date == 0 && m.Nth == 0 && len(m.List) == 0 }

// Next returns the first meeting on or after the day, within 13 months; false
// where none is known.
func (m Meeting) Next(from Date) (Date, bool) {
	best := Date{}
	for _, d := range m.planned(from) {
		if d = m.held(d); d.IsZero() || d.Before(from) {
			continue
		}
		if best.IsZero() || d.Before(best) {
			best = d
		}
	}
	return best, !best.IsZero()
}

// Between lists the meetings from the first day to the last, ascending, each once.
func (m Meeting) Between(first, last Date) []Date {
	var days []Date
	add := func(d Date) {
		if d = m.held(d); !d.IsZero() && !d.Before(first) && !d.After(last) && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	for _, d := range m.List {
		add(d)
	}
	if len(m.List) == 0 && !m.IsZero() {
		end := Date{last.Year, last.Month, 1}.AddMonths(1) // a day may be moved out of its month
		for month := (Date{first.Year, first.Month, 1}).AddMonths(-1); !month.After(end); month = month.AddMonths(1) {
			add(m.in(month))
		}
	}
	slices.SortFunc(days, func(a, b Date) int { return a.Sub(b) })
	return days
}

// held is the day on which a planned meeting really is; the zero day where it was
// called off.
func (m Meeting) held(d Date) Date {
	if len(m.Moved) == 0 {
		return d
	}
	if to, ok := m.Moved[d.String()]; ok {
		return to
	}
	return d
}

// planned lists the days by the pattern from a month before the day on.
func (m Meeting) planned(from Date) []Date {
	if len(m.List) > 0 {
		return m.List
	}
	if m.IsZero() {
		return nil
	}
	var days []Date
	month := Date{from.Year, from.Month, 1}.AddMonths(-1)
	for range 15 {
		days = append(days, m.in(month))
		month = month.AddMonths(1)
	}
	return days
}

// in returns the day of the pattern in the month that starts on first.
func (m Meeting) in(first Date) Date {
	last := first.AddMonths(1).Add(-1)
	if m.Date > 0 {
		return Date{first.Year, first.Month, min(m.Date, last.Day)}
	}
	offset := (int(m.Weekday) - int(first.Weekday()) + 7) % 7
	day := first.Add(offset + 7*(m.Nth-1))
	for day.After(last) {
		day = day.Add(-7)
	}
	return day
}

// NextPlanned returns the first meeting on or after the day with the day the pattern
// meant for it, which is what a change of that meeting is kept under.
func (m Meeting) NextPlanned(from Date) (planned, held Date, ok bool) {
	for _, d := range m.planned(from) {
		if h := m.held(d); !h.IsZero() && !h.Before(from) && (held.IsZero() || h.Before(held)) {
			planned, held = d, h
		}
	}
	return planned, held, !held.IsZero()
}

// With returns the meeting with one planned day moved; the zero day calls it off.
func (m Meeting) With(planned, to Date) Meeting {
	moved := map[string]Date{planned.String(): to}
	for k, v := range m.Moved {
		if k != planned.String() {
			moved[k] = v
		}
	}
	if to == planned {
		delete(moved, planned.String())
	}
	m.Moved = moved
	return m
}
