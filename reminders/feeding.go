package reminders

// feedingRows say how much and how thick at the ages where it changes (health-facts
// §6.2): nothing of food before 180 days but how to prepare.
func feedingRows() []Row {
	row := func(id string, anchor Anchor, on, late int) Row {
		return Row{ID: id, Kind: "mpasi", For: Infant, Reader: "anak", Anchor: anchor, On: []int{on}, Late: late, Hour: morning, Use: 5 * day,
			Text: "pengingat." + id, Advice: true, Ends: "umur lewat", Source: "MPA24 §6.2; KIAfb §6.2"}
	}
	return []Row{
		row("mpasi-siap", Birth, 165, 175),
		row("mpasi-mulai", Birth, 180, 200),
		row("mpasi-6-8", Birth, 210, 240),
		row("mpasi-9-11", BirthMonths, 9, 10),
		row("mpasi-12-23", BirthMonths, 12, 15),
	}
}
