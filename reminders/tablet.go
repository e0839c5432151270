package reminders

import "time"

// tabletRows are the daily tablet of pregnancy (health-facts §2): TTD, or MMS where
// the puskesmas gives that (§2.1). One ledger name, so that a change of the tablet
// never makes two reminders on one day.
func tabletRows() []Row {
	row := func(id, text string, source string) Row {
		return Row{
			ID: id, Kind: "ttd", For: Pregnant, Reader: "ibu", Anchor: Registered, On: []int{0}, Every: 1, Own: true,
			When: func(s *subject, _ int) bool { return s.tablet == id },
			Text: text, Quiet: "pengingat.ttd.diam", Opens: "ttd", Wait: 24 * time.Hour, Ledger: "ttd",
			Ends: "lahir, kehilangan, HPL+14 tanpa kabar", Source: source,
		}
	}
	return []Row{
		row("ttd", "pengingat.ttd", "TTDH §2; RMT §2"),
		row("mms", "pengingat.mms", "MMS §2.1"),
	}
}

// againRow asks once more after "nanti"; it is made from an open question, not from a calendar.
func againRow() Row {
	return Row{ID: "ttd-lagi", Kind: "ttd", For: Pregnant, Reader: "ibu", Own: true, Text: "pengingat.ttd-lagi",
		Quiet: "pengingat.ttd-lagi.diam", Ends: "jawaban", Source: "design §2"}
}
