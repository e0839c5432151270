package reminders

import (
	"strings"
	"time"

	"tumbuh/store"
)

// capsuleRows are what a posyandu hands out in set months: vitamin A by the age on
// that day (health-facts §5), and the worm medicine in the months of the setting.
func capsuleRows() []Row {
	row := func(id, kind, ends, source string, when func(s *subject, meet, age, month int) bool) Row {
		return Row{ID: id, Kind: kind, For: Infant, Reader: "anak", Anchor: Month, On: []int{-3, -1}, Hour: morning, Hours: []int{morning, afternoon},
			Use: 39 * time.Hour, Text: "pengingat." + id, Pass: true, Ends: ends, Source: source,
			When: func(s *subject, meet int) bool { return when(s, meet, s.ageMonths(meet), s.month(meet)) }}
	}
	return []Row{
		row("vitamin-a-biru", "vitamin-a", "sudah dicatat, umur lewat, pindah", "VITA §5", func(s *subject, meet, age, month int) bool {
			return age >= 6 && age <= 11 && isMonth(s.set("vitamin-a"), month) && !s.hasCapsule(meet)
		}),
		{ID: "vitamin-a-hasil", Kind: "vitamin-a", For: Infant, Reader: "anak", Anchor: Month, On: []int{2}, Hour: afternoon, Use: 2 * day,
			When: func(s *subject, meet int) bool { return s.awaitsCapsule(meet) },
			Text: "pengingat.vitamin-a-hasil", Opens: "vitamin-a", Wait: 10 * day, Ends: "dijawab, dicatat kader", Source: "VITA §5"},
		row("vitamin-a-merah", "vitamin-a", "sudah dicatat, umur lewat, pindah", "VITA §5", func(s *subject, meet, age, month int) bool {
			return age >= 12 && age <= 59 && isMonth(s.set("vitamin-a"), month) && !s.hasCapsule(meet)
		}),
		row("obat-cacing", "obat-cacing", "umur lewat, pindah", "WORM §5", func(s *subject, meet, age, month int) bool {
			return age >= 12 && age <= 59 && isMonth(s.set("cacing"), month)
		}),
	}
}

// capsuleDays is how long a capsule counts: the next one comes half a year later.
const capsuleDays = 120

// hasCapsule tells whether the child got the capsule of the round of a day.
func (s *subject) hasCapsule(day int) bool {
	got := s.child.VitaminA
	return !got.IsZero() && day-got.Number() < capsuleDays
}

// awaitsCapsule tells whether the capsule was named to her for a posyandu day and is not
// recorded: who missed it is looked for by the kader (health-facts §5).
func (s *subject) awaitsCapsule(meet int) bool {
	if s.hasCapsule(meet) || meet-3 > s.view.Today().Number() {
		return false
	}
	f, about := s.view.Family.Value, s.about
	for _, rule := range []string{"vitamin-a-biru", "vitamin-a-merah"} {
		if f.WasSent(rule, about, store.DateNumber(meet-3)) || f.WasSent(rule, about, store.DateNumber(meet-1)) {
			return true
		}
	}
	return false
}

// isMonth tells whether a setting like "2,8" holds the month.
func isMonth(list string, month int) bool {
	for f := range strings.SplitSeq(list, ",") {
		if n := strings.TrimSpace(f); len(n) > 0 && len(n) < 3 && atoi(n) == month {
			return true
		}
	}
	return false
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}
