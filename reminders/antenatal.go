package reminders

import "tumbuh/store"

// weeks is a day of pregnancy.
func weeks(n int) int { return 7 * n }

// antenatalRows invite to the antenatal visits (health-facts §1.3). How many there are
// is a setting: six, or the eight announced for 2026 (§1.1). Each is said at the
// week the visit is meant for; who registers later, within its window, hears of it
// the next morning. A recorded visit silences its row.
func antenatalRows() []Row {
	//naskah: prefix pengingat.anc-
	var list []Row
	for _, v := range []struct {
		id, profile string
		on, late    int
		source      string
	}{
		{"k1", "6", weeks(6), weeks(12) + 6, "ANC10 §1.3; KIA24 §1"},
		{"k2", "6", weeks(18), weeks(20) + 6, "ANC10 §1.3"},
		{"k3", "6", weeks(25), weeks(28) + 6, "ANC10 §1.3"},
		{"k4", "6", weeks(30), weeks(32) + 6, "ANC10 §1.3"},
		{"k5", "6", weeks(34), weeks(36) + 6, "ANC10 §1.3"},
		{"k6", "6", weeks(38), weeks(40), "ANC10 §1.3"},
		{"k1", "8", weeks(6), weeks(13) + 6, "WHO8 §1.3; ANC8 §1.1"},
		{"k2", "8", weeks(20), weeks(24) + 6, "WHO8 §1.3; ANC8 §1.1"},
		{"k3", "8", weeks(26), weeks(28) + 6, "WHO8 §1.3; ANC8 §1.1"},
		{"k4", "8", weeks(30), weeks(32) + 6, "WHO8 §1.3; ANC8 §1.1"},
		{"k5", "8", weeks(34), weeks(35) + 6, "WHO8 §1.3; ANC8 §1.1"},
		{"k6", "8", weeks(36), weeks(37) + 6, "WHO8 §1.3; ANC8 §1.1"},
		{"k7", "8", weeks(38), weeks(39) + 6, "WHO8 §1.3; ANC8 §1.1"},
		{"k8", "8", weeks(40), weeks(41), "WHO8 §1.3; ANC8 §1.1"},
	} {
		list = append(list, Row{ID: "anc-" + v.id, Profile: "anc=" + v.profile, Kind: "anc", For: Pregnant, Reader: "ibu", Anchor: HPHT,
			On: []int{v.on}, Late: v.late, Hour: morning, Use: 3 * day, Text: "pengingat.anc-" + v.profile + v.id,
			When:  func(s *subject, _ int) bool { return s.anc == v.profile && !visited(s.preg, v.id) },
			Quiet: "pengingat.janji.diam", Pass: true, Ends: "kunjungan dicatat, lahir, kehilangan", Source: v.source})
	}
	return list
}

func visited(p *store.Pregnancy, visit string) bool {
	_, ok := p.Visits[visit]
	return ok
}
