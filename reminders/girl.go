package reminders

import "time"

// girlRows are the weekly tablet of a girl of 12 to 18 years, on the day of the week
// of the setting, all year (health-facts §2.3). It is told to the parent who
// registered her.
func girlRows() []Row {
	return []Row{{ID: "ttd-remaja", Kind: "ttd-remaja", For: Girl, Reader: "anak", Anchor: Birth, On: []int{0}, Every: 7, Hour: 7 * 60, Use: 13 * time.Hour,
		Text: "pengingat.ttd-remaja", Ends: "umur 19 tahun", Source: "RMT §2.3"}}
}
