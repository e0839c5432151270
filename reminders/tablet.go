package reminders

import (
	"strconv"
	"time"

	"tumbuh/store"
)

// tabletRows are the daily tablet of pregnancy (health-facts §2): TTD, or MMS where
// the puskesmas gives that (§2.1). One ledger name, so that a change of the tablet
// never makes two reminders on one day. Once a month her calendar is drawn.
func tabletRows() []Row {
	//naskah: prefix pengingat.ttd-ulang-
	//naskah: prefix pengingat.nama-
	row := func(id, text string, source string) Row {
		return Row{
			ID: id, Kind: "ttd", For: Pregnant, Reader: "ibu", Anchor: Registered, On: []int{0}, Every: 1, Own: true,
			When: func(s *subject, _ int) bool { return s.tablet == id },
			Text: text, Fast: text + "-puasa", Quiet: "pengingat.ttd.diam", Opens: "ttd", Wait: 24 * time.Hour, Ledger: "ttd",
			Ends: "lahir, kehilangan, HPL+14 tanpa kabar", Source: source,
		}
	}
	return []Row{
		row("ttd", "pengingat.ttd", "TTDH §2; RMT §2"),
		row("mms", "pengingat.mms", "MMS §2.1"),
		{ID: "ttd-gambar", Kind: "ttd", For: Pregnant, Reader: "ibu", Anchor: Registered, On: []int{30}, Every: 30, Hour: morning, Use: 3 * day,
			When: func(s *subject, due int) bool { return s.preg.Log.Since(store.DateNumber(due-30), store.TabletTaken) }, // an empty month is no encouragement
			Text: "pengingat.ttd-gambar", Quiet: "pengingat.ttd-gambar.diam", Report: "ttd", Ends: "lahir, kehilangan", Source: "design §2"},
	}
}

// againRow asks once more after "nanti"; it is made from an open question, not from a calendar.
func againRow() Row {
	return Row{ID: "ttd-lagi", Kind: "ttd", For: Pregnant, Reader: "ibu", Own: true, Asks: "ttd", Text: "pengingat.ttd-lagi",
		Quiet: "pengingat.ttd-lagi.diam", Ends: "jawaban", Source: "design §2"}
}

// Days in a row without a tablet after which another hour is offered, and after which
// the kader is asked to visit.
const (
	offerHour = 3
	tellKader = 7
)

// ways is how many words there are for a day after one without a tablet.
const ways = 3

// missedRow asks the kader to visit one who has missed many days.
func missedRow() Row {
	return Row{ID: "ttd-terlewat", Kind: "ttd", For: Pregnant, Reader: "kader", Does: "ttd-terlewat", Ends: "satu tablet tercatat", Source: "design §2"}
}

// missedDays lists the latest days in a row, before a day, on which she was reminded
// and no tablet is recorded, ascending. A day on which nothing was said is not one of
// them and does not end them.
func (s *subject) missedDays(today int) []int {
	days := s.view.Family.Value.Sent["ttd/"+s.about]
	last := len(days)
	for last > 0 && days[last-1] >= today {
		last--
	}
	first := last
	for first > 0 && s.preg.Log.Get(store.DateNumber(days[first-1])) != store.TabletTaken {
		first--
	}
	return days[first:last]
}

// offersHour tells whether so many days passed without a tablet or an answer that
// another hour should be offered, once a run of such days.
func (s *subject) offersHour(today int) bool {
	run := s.missedDays(today)
	return len(run) == offerHour && s.preg.Log.Get(store.DateNumber(run[offerHour-1])) == '.'
}

// tabletWords is the key of the daily words: another hour is offered after some days
// without a tablet, and on the others they are not those of the day before.
func (s *subject) tabletWords(today int, usual string) string {
	missed := len(s.missedDays(today))
	switch {
	case s.offersHour(today):
		return "pengingat.ttd-jam"
	case missed == 0:
		return usual
	}
	return "pengingat.ttd-ulang-" + strconv.Itoa(missed%ways+1)
}

// silentlyMissed tells whether so many days passed without a tablet that the kader
// should look in, and nobody has asked her yet: an answer on the last of them did.
func (s *subject) silentlyMissed(today int) bool {
	run := s.missedDays(today)
	return len(run) >= tellKader && s.preg.Log.Get(store.DateNumber(run[tellKader-1])) == '.'
}
