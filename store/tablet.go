package store

// The letters of a pregnancy's tablet log. '.' is a day of which nothing is known.
const (
	TabletTaken     = 's' // sudah
	TabletMissed    = 'b' // belum, no reason given
	TabletForgotten = 'l' // lupa
	TabletNausea    = 'm' // mual
	TabletOut       = 'h' // habis
	TabletForbidden = 'd' // dilarang, disuruh berhenti
)

// TabletTarget is how many tablets a pregnancy is counted towards: 90 of TTD
// (TTDH, RMT: "at least 90 tablets"), 180 of MMS (health-facts §2.1: one bottle of 180).
func TabletTarget(tablet string) int {
	if tablet == "mms" {
		return 180
	}
	return 90
}

// TabletStreak is on how many days in a row, up to and including the day, a tablet
// was taken.
func (p Pregnancy) TabletStreak(on Date) int {
	n := 0
	for p.Log.Get(on.Add(-n)) == TabletTaken {
		n++
	}
	return n
}

// TabletMisses is for how many days in a row, up to and including the day, no tablet
// is known to have been taken. Days before she registered do not count.
func (p Pregnancy) TabletMisses(on Date) int {
	first, n := DateOf(p.Since), 0
	for d := on; !d.Before(first) && p.Log.Get(d) != TabletTaken; d = d.Add(-1) {
		n++
	}
	return n
}
