package reminders

import "time"

// posyanduRows invite a family to its posyandu day (health-facts §10 no. 40).
func posyanduRows() []Row {
	return []Row{
		{ID: "posyandu-h3", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-3}, Hour: morning,
			Use: 39 * time.Hour, Gap: 2, Text: "pengingat.posyandu-h3", Bare: "pengingat.posyandu-h3-hamil", Quiet: "pengingat.posyandu-h3.diam",
			Ends: "anak terakhir lewat 59 bulan, pindah", Source: "PROG §1.2; design §10"},
		{ID: "posyandu-h1", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-1}, Hour: afternoon,
			Use: 16 * time.Hour, Text: "pengingat.posyandu-h1", Bare: "pengingat.posyandu-h1-hamil", Quiet: "pengingat.posyandu-h1.diam",
			Ends: "anak terakhir lewat 59 bulan, pindah", Source: "PROG §1.2; design §10"},
	}
}
