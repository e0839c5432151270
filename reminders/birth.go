package reminders

// silentDays is how long after HPL a pregnancy without a report is kept (health-facts §1.5).
const silentDays = 14

// birthRows ask for the birth and end a pregnancy of which nothing is heard
// (health-facts §1.5: HPL+1, HPL+7, HPL+14); after it they tell which papers are due.
func birthRows() []Row {
	return []Row{
		{ID: "lahir-tanya", Kind: "lahir", For: Pregnant, Reader: "ibu", Anchor: HPL, On: []int{1}, Late: 5, Hour: morning, Use: 3 * day,
			Text: "pengingat.lahir-tanya", Quiet: "pengingat.lahir.diam", Opens: "lahir", Wait: 6 * day,
			Ends: "kabar lahir, kehilangan", Source: "design §1.5"},
		{ID: "lahir-h7", Kind: "lahir", For: Pregnant, Reader: "ibu", Anchor: HPL, On: []int{7}, Late: 10, Hour: morning, Use: 3 * day,
			Text: "pengingat.lahir-h7", Quiet: "pengingat.lahir.diam", Opens: "lahir", Wait: 7 * day,
			Ends: "kabar lahir, kehilangan", Source: "design §1.5"},
		{ID: "tanpa-kabar", Kind: "lahir", For: Pregnant, Reader: "ibu", Anchor: HPL, On: []int{silentDays}, Late: 3650, Hour: morning, Use: 3650 * day,
			Does: "tanpa-kabar", Ends: "kabar lahir, kehilangan", Source: "design §1.5"},
		{ID: "akta-bpjs", Kind: "dokumen", For: Infant, Reader: "keluarga", Anchor: Birth, On: []int{7}, Late: 27, Hour: morning, Use: 4 * day,
			Text: "pengingat.akta-bpjs", Pass: true, Ends: "umur 28 hari", Source: "JKN §11"},
	}
}
