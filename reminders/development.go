package reminders

import (
	"strconv"
	"time"
)

// madeGood is how many days after a child had the age of a check a posyandu day still
// invites to it; the ledger knows what was said for longer.
const madeGood = 58

// hasAge tells whether a check of so many months is done on a posyandu day.
func (s *subject) hasAge(months, meet int) bool {
	age := s.ageMonths(meet)
	return age == months || age == months+1 && meet <= s.born.AddMonths(months).Number()+madeGood
}

// developmentRows invite to the KPSP check of development at its ages
// (health-facts §7.6), on the first posyandu day at which the child has the age. A
// day that is skipped is made good the month after.
func developmentRows() []Row {
	ages := []int{3, 6, 9, 12, 15, 18, 21, 24, 30, 36, 42, 48, 54}
	var list []Row
	for _, n := range ages {
		list = append(list, Row{ID: "kpsp-" + strconv.Itoa(n), Kind: "kpsp", For: Infant, Reader: "anak", Anchor: Month, On: []int{-3}, Hour: morning,
			Use: 39 * time.Hour, Gap: 59, Text: "pengingat.kpsp", Pass: true, Ends: "umur lewat, pindah", Source: "KPSP §7.6",
			When: func(s *subject, meet int) bool { return s.hasAge(n, meet) }})
	}
	// At 60 months a child has left the posyandu: the last one is done at the puskesmas.
	return append(list, Row{ID: "kpsp-60", Kind: "kpsp", For: Infant, Reader: "anak", Anchor: BirthMonths, On: []int{60}, Over: 30, Hour: morning,
		Use: 5 * day, Text: "pengingat.kpsp-60", Pass: true, Ends: "umur lewat, pindah", Source: "KPSP §7.6"})
}
