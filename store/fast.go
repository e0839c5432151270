package store

import "strings"

// Holiday tells whether a day is a public holiday.
func (s *Settings) Holiday(d Date) bool {
	for f := range strings.SplitSeq(s.Get("hari-libur", "", d), ",") {
		if strings.TrimSpace(f) == d.String() {
			return true
		}
	}
	return false
}

// Fasting tells whether a day lies in Ramadan.
func (s *Settings) Fasting(d Date) bool {
	from, to, ok := s.Ramadan(d)
	return ok && !d.Before(from) && !d.After(to)
}

// Ramadan is the first and last day of the fast as the city set it; false where it did not.
func (s *Settings) Ramadan(d Date) (from, to Date, ok bool) {
	a, b, set := strings.Cut(s.Get("ramadan", "", d), "..")
	if !set {
		return Date{}, Date{}, false
	}
	from, err1 := ParseDate(a)
	to, err2 := ParseDate(b)
	return from, to, err1 == nil && err2 == nil
}

// beforeFast is how many days before Ramadan she may say that she will not fast.
const beforeFast = 30

// Fasts tells whether a family's woman is taken to fast on a day: in Ramadan, unless she
// said that she does not.
func (s *Settings) Fasts(p Prefs, d Date) bool {
	from, _, _ := s.Ramadan(d)
	return s.Fasting(d) && (p.NoFast.IsZero() || p.NoFast.Before(from.Add(-beforeFast)))
}

// NearFast tells whether Ramadan has begun or is about to.
func (s *Settings) NearFast(d Date) bool {
	from, to, ok := s.Ramadan(d)
	return ok && !d.Before(from.Add(-beforeFast)) && !d.After(to)
}
