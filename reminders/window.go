package reminders

import (
	"slices"
	"strings"
	"time"

	"tumbuh/store"
)

// Minutes of the day between which an hour of her own may lie (interfaces.md).
const (
	ownFirst = 4 * 60
	ownLast  = 22 * 60
)

// grace is how long after an hour outside the window that she chose a reminder may
// still leave; later it waits for the window.
const grace = time.Hour

// usualHour is the tablet's hour where she chose none: in the evening (TTDH §2).
const usualHour = 19 * 60

// hour returns the row's minute of the day for a subject, a day and one of its offsets.
func (r *Row) hour(s *subject, due, which int) int {
	if !r.Own {
		if which < len(r.Hours) {
			return r.Hours[which]
		}
		return r.Hour
	}
	if n, moves := s.afterFast(due); moves {
		return n
	}
	return s.ownHour()
}

func (s *subject) ownHour() int {
	h, m, ok := store.ParseClock(s.view.Family.Value.Prefs.TTDHour)
	if n := h*60 + m; ok && n >= ownFirst && n <= ownLast {
		return n
	}
	return usualHour
}

// afterFast is the hour to which her own one moves on a day of Ramadan: it lies in the
// hours of the fast, she did not choose it since Ramadan began, and nothing is known of her
// not fasting.
func (s *subject) afterFast(due int) (int, bool) {
	set, prefs, d := s.view.Settings, &s.view.Family.Value.Prefs, store.DateNumber(due)
	if !set.Fasts(*prefs, d) {
		return 0, false
	}
	if from, _, _ := set.Ramadan(d); !prefs.HourSet.IsZero() && !prefs.HourSet.Before(from) {
		return 0, false
	}
	own := s.ownHour()
	h, m, ok := store.ParseClock(set.Get("ramadan-tablet", "", d))
	in := slices.ContainsFunc(spans(set.Get("ramadan-siang", "", d)), func(x span) bool { return x.has(own) })
	return h*60 + m, ok && in
}

// firstFast tells whether this is the first time in a Ramadan that a moved hour speaks.
func (s *subject) firstFast(due int) bool {
	if _, moves := s.afterFast(due); !moves {
		return false
	}
	from, _, _ := s.view.Settings.Ramadan(store.DateNumber(due))
	days := s.view.Family.Value.Sent["ttd/"+s.about]
	return len(days) == 0 || days[len(days)-1] < from.Number()
}

// span is a piece of the day in minutes, from (inclusive) to (exclusive).
type span struct{ from, to int }

func (s span) has(minute int) bool { return minute >= s.from && minute < s.to }

// window is when we may send of our own choice.
type window struct {
	day  span
	gaps []span // rests within it: prayer, Friday noon
}

// windowOn reads the window of a day from the settings. Hours of Ramadan are dated
// values of the same settings.
func windowOn(set *store.Settings, on store.Date) window {
	w := window{day: span{7 * 60, 20 * 60}}
	if h, m, ok := store.ParseClock(set.Get("jam-mulai", "", on)); ok {
		w.day.from = h*60 + m
	}
	if h, m, ok := store.ParseClock(set.Get("jam-akhir", "", on)); ok {
		w.day.to = h*60 + m
	}
	w.gaps = spans(set.Get("jeda-salat", "", on))
	if on.Weekday() == time.Friday {
		w.gaps = append(w.gaps, spans(set.Get("jeda-jumat", "", on))...)
	}
	return w
}

// spans reads "11:30-13:00,17:50-18:30"; what is no span is left out.
func spans(s string) []span {
	var list []span
	if s == "off" {
		return nil
	}
	for _, f := range strings.Split(s, ",") {
		a, b, _ := strings.Cut(strings.TrimSpace(f), "-")
		h1, m1, ok1 := store.ParseClock(a)
		h2, m2, ok2 := store.ParseClock(b)
		if ok1 && ok2 && h1*60+m1 < h2*60+m2 {
			list = append(list, span{h1*60 + m1, h2*60 + m2})
		}
	}
	return list
}

// open tells whether we may send at the minute, and else from which minute of the
// day on; 0 = not any more on this day.
func (w window) open(minute int) (bool, int) {
	first := max(minute, w.day.from)
	for range len(w.gaps) + 1 {
		for _, g := range w.gaps {
			if g.has(first) {
				first = g.to
			}
		}
	}
	if first >= w.day.to {
		return false, 0
	}
	return first == minute, first
}
