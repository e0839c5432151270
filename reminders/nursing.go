package reminders

import (
	"slices"
	"strconv"
	"time"

	"tumbuh/store"
)

// nursingRows are the visits of the 42 days after birth, of the mother (KF) and of the
// newborn (KN), and what the mother is given: health-facts §1.7. The midwife sees both at once, so that one question,
// that of the mother's visit, asks for both. A recorded visit silences its row.
func nursingRows() []Row {
	row := func(id string, who Whom, reader string, on, late int, use time.Duration, source string) Row {
		return Row{ID: id, Kind: "nifas", For: who, Reader: reader, Anchor: Birth, On: []int{on}, Late: late, Hour: morning, Use: use,
			When: func(s *subject, _ int) bool { return !s.examined(id) },
			Text: "pengingat." + id, Pass: true, Ends: "kunjungan dicatat, kehilangan", Source: source}
	}
	mother := func(id string, on, late int, use time.Duration) Row {
		r := row(id, Nursing, "ibu", on, late, use, "KIA24 §1.7; KIA20 §1.7")
		r.Opens, r.Wait = "nifas", 7*day
		return r
	}
	return []Row{
		mother("kf1", 1, 2, day),
		mother("kf2", 5, 7, 2*day),
		mother("kf3", 14, 28, 3*day),
		mother("kf4", 35, 42, 3*day),
		given("vitamin-a-nifas", []int{12}, 41, nil, "VITA §1.7; VITA §5"),
		given("ttd-nifas", []int{8, 24}, 0, (*subject).tabletAfterBirth, "MMS §2.1; design §1.7"),
		row("kn1", Infant, "anak", 1, 2, day, "KN §1.7"),
		row("kn2", Infant, "anak", 5, 7, 2*day, "KN §1.7"),
		row("kn3", Infant, "anak", 14, 28, 3*day, "KN §1.7"),
	}
}

// given is what the mother herself is given in these 42 days: the capsules of vitamin
// A, asked after once more when two days of them have long passed (the lesson of the second
// day names them), and the tablet where it goes on.
func given(id string, on []int, late int, when func(*subject, int) bool, source string) Row {
	return Row{ID: id, Kind: "nifas", For: Nursing, Reader: "ibu", Anchor: Birth, On: on, Late: late, Hour: morning, Use: 3 * day, When: when,
		Text: "pengingat." + id, Pass: true, Ends: lessonEnds(Nursing), Source: source}
}

// tabletAfterBirth tells whether the tablet of pregnancy goes on until a day after the birth:
// for how many days is not sure (health-facts §1.7 UNV), so that the city or puskesmas says it.
// Who silenced the tablet, or was forbidden it, hears nothing of it.
func (s *subject) tabletAfterBirth(due int) bool {
	days, err := strconv.Atoi(s.set("ttd-nifas"))
	return err == nil && due-s.birth < days && !slices.Contains(s.view.Family.Value.Prefs.Mute, "ttd")
}

// examined tells whether a visit after the birth is recorded, of the mother or the child.
func (s *subject) examined(visit string) bool {
	f := &s.view.Family.Value
	for i := range f.Pregnancies {
		if p := &f.Pregnancies[i]; p.ID == s.about && visited(p, visit) {
			return true
		}
	}
	c := f.Child(s.about)
	return c != nil && c.Visits[visit] != (store.Date{})
}
