package reminders

import (
	"slices"

	"tumbuh/store"
)

// antenatalRows invite to the antenatal visits (health-facts §1.3). How many there are
// is a setting: six, or the eight announced for 2026 (§1.1). Each is said at the
// week the visit is meant for; who registers later, within its window, hears of it
// the next morning. A recorded visit (her own word, or the kader's line) silences its row.
func antenatalRows() []Row {
	//naskah: prefix pengingat.anc-
	var list []Row
	for _, profile := range []string{"6", "8"} {
		for _, k := range store.Contacts(profile) {
			list = append(list, Row{ID: "anc-" + k.ID, Profile: "anc=" + profile, Kind: "anc", For: Pregnant, Reader: "ibu", Anchor: HPHT,
				On: []int{k.On}, Late: k.Until, Hour: morning, Use: 3 * day, Text: "pengingat.anc-" + profile + k.ID,
				When:  func(s *subject, _ int) bool { return s.anc == profile && !visited(s.preg, k.ID) },
				Quiet: "pengingat.janji.diam", Opens: "periksa", Wait: 14 * day, Pass: true,
				Ends: "kunjungan dicatat, lahir, kehilangan", Source: contactSource(profile, k.ID)})
		}
	}
	return append(list, Row{ID: store.FirstVisit, Kind: "anc", For: Pregnant, Reader: "ibu", Anchor: Registered, On: []int{1}, Hour: morning, Use: 3 * day,
		When: func(s *subject, due int) bool { return s.neverSeen(due) },
		Text: "pengingat.anc-awal", Quiet: "pengingat.janji.diam", Opens: "periksa", Wait: 14 * day, Pass: true,
		Ends: "kunjungan dicatat, lahir, kehilangan", Source: "KIA24 §1; ANC10 §1.3"})
}

// neverSeen tells whether she registered after the time of K1 with no visit known, on a
// day when no other visit is due: that one would send her as well.
func (s *subject) neverSeen(due int) bool {
	list, age := store.Contacts(s.anc), due-s.hpht
	return len(s.preg.Visits) == 0 && age > list[0].Until &&
		!slices.ContainsFunc(list, func(k store.Contact) bool { return age >= k.On && age <= k.Until })
}

func contactSource(profile, visit string) string {
	switch {
	case profile == "8":
		return "WHO8 §1.3; ANC8 §1.1"
	case visit == "k1":
		return "ANC10 §1.3; KIA24 §1"
	}
	return "ANC10 §1.3"
}

func visited(p *store.Pregnancy, visit string) bool {
	_, ok := p.Visits[visit]
	return ok
}
