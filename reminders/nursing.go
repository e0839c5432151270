package reminders

import "time"

// nursingRows are the visits of the 42 days after birth, of the mother (KF) and of the
// newborn (KN): health-facts §1.7.
func nursingRows() []Row {
	row := func(id string, who Whom, reader string, on, late int, use time.Duration, source string) Row {
		return Row{ID: id, Kind: "nifas", For: who, Reader: reader, Anchor: Birth, On: []int{on}, Late: late, Hour: morning, Use: use,
			Text: "pengingat." + id, Pass: true, Ends: "42 hari lewat, kehilangan", Source: source}
	}
	return []Row{
		row("kf1", Nursing, "ibu", 1, 2, day, "KIA24 §1.7; KIA20 §1.7"),
		row("kf2", Nursing, "ibu", 5, 7, 2*day, "KIA24 §1.7; KIA20 §1.7"),
		row("kf3", Nursing, "ibu", 14, 28, 3*day, "KIA24 §1.7; KIA20 §1.7"),
		row("kf4", Nursing, "ibu", 35, 42, 3*day, "KIA24 §1.7; KIA20 §1.7"),
		row("kn1", Infant, "anak", 1, 2, day, "KN §1.7"),
		row("kn2", Infant, "anak", 5, 7, 2*day, "KN §1.7"),
		row("kn3", Infant, "anak", 14, 28, 3*day, "KN §1.7"),
	}
}
