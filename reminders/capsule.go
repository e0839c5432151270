package reminders

import (
	"strings"
	"time"
)

// capsuleRows are what a posyandu hands out in set months: vitamin A by the age on
// that day (health-facts §5), and the worm medicine in the months of the setting.
func capsuleRows() []Row {
	row := func(id, kind, source string, when func(s *subject, age, month int) bool) Row {
		return Row{ID: id, Kind: kind, For: Infant, Reader: "anak", Anchor: Month, On: []int{-3, -1}, Hour: morning, Hours: []int{morning, afternoon},
			Use: 39 * time.Hour, Text: "pengingat." + id, Pass: true, Ends: "umur lewat, pindah", Source: source,
			When: func(s *subject, meet int) bool { return when(s, s.ageMonths(meet), s.month(meet)) }}
	}
	return []Row{
		row("vitamin-a-biru", "vitamin-a", "VITA §5", func(s *subject, age, month int) bool {
			return age >= 6 && age <= 11 && isMonth(s.set("vitamin-a"), month)
		}),
		row("vitamin-a-merah", "vitamin-a", "VITA §5", func(s *subject, age, month int) bool {
			return age >= 12 && age <= 59 && isMonth(s.set("vitamin-a"), month)
		}),
		row("obat-cacing", "obat-cacing", "WORM §5", func(s *subject, age, month int) bool {
			return age >= 12 && age <= 59 && isMonth(s.set("cacing"), month)
		}),
	}
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
