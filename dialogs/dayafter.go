package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// What a kader writes when no posyandu day is open: a second "selesai", a "ralat" that
// comes late, the child she measured at its home.

// closedToday tells a "selesai" that is written once more after the day was closed.
func (c *Ctx) closedToday() bool {
	_, day, _ := strings.Cut(c.Person.LastDay, ".")
	return c.in.Kind == store.InText && !c.inDay() && c.step() == nil && day == c.v.Today().String() && slices.Contains(dayOver, strings.TrimSpace(answers.Bare(c.in.Text)))
}

// answerLateCorrection takes a "ralat" after the day was closed: the day is taken up
// for this one line.
func (c *Ctx) answerLateCorrection() bool {
	if c.closedToday() {
		c.Say("hari.sudah-tutup")
		return true
	}
	if c.in.Kind != store.InText || c.inDay() || c.Person.LastDay == "" || c.step() != nil {
		return false
	}
	id, day, ok := strings.Cut(c.Person.LastDay, ".")
	date, err := store.ParseDate(day)
	if !ok || err != nil || c.v.Today().Sub(date) > CorrectableDays || answers.CadreLine(c.in.Text, date).Kind != answers.LineCorrect {
		return false
	}
	c.Session.Dialog, c.Session.Step = dayDialog, "baris"
	c.Session.Answers = map[string]string{"posyandu": id, "hari": day}
	if !hearDay(c, c.in.Text) {
		return false
	}
	if c.need == nil && c.Session.Dialog == dayDialog && c.Answer("antri") == "" {
		c.Leave()
	}
	return true
}

// answerLineOutside hears a child's values while no day is open, and asks whether they are
// today's, so that nothing she typed is lost. Her own child is not her posyandu's line.
func (c *Ctx) answerLineOutside() bool {
	if c.in.Kind != store.InText || c.inDay() || c.step() != nil || len(c.measuring()) == 0 || looksAsking(c.in.Text) {
		return false
	}
	lines := answers.CadreLines(c.in.Text, c.written())
	measured := slices.ContainsFunc(lines, func(l answers.Line) bool {
		return (l.Kind == answers.LineMeasure || l.Kind == answers.LinePregnant) && slices.ContainsFunc(l.Records, func(r answers.Record) bool {
			return r.Named() && (r.Weight > 0 && r.Length > 0 || r.Measured() && len(r.Ask) == 0) && !c.ownChild(r.Name)
		})
	})
	if !measured {
		return false
	}
	at, last := c.whereNamed(lines), c.recentDay()
	if c.need != nil {
		return true
	}
	if id, _, _ := readDayRef(last); at != "" && id != at {
		last = ""
	}
	c.Open(dayDialog, map[string]string{"baris": c.in.Text, "ditulis": c.written().String(), "lama": last, "posyandu": at})
	return true
}

// recentDay is the last day she measured, where a paper list may still be typed in for it.
func (c *Ctx) recentDay() string {
	if _, day, ok := strings.Cut(c.Person.LastDay, "."); ok {
		if d, err := store.ParseDate(day); err == nil && d.Before(c.written()) && c.written().Sub(d) <= CorrectableDays {
			return c.Person.LastDay
		}
	}
	return ""
}

// lateLine tells that values were written in the day that is open, and brought long after:
// no signal at the posyandu.
func (c *Ctx) lateLine() bool {
	date, err := store.ParseDate(c.Answer("hari"))
	return c.inDay() && c.asleep() && err == nil && !date.Before(c.written()) && c.in.Kind == store.InText && c.saysValues()
}

// lastDay is the answer that the lines are of the day before, and which that is.
const lastDay = "lama"

func (c *Ctx) lastDay() (posyandu string, day store.Date) {
	posyandu, s, _ := strings.Cut(c.Answer(lastDay), ".")
	day, _ = store.ParseDate(s) // written by recentDay
	return posyandu, day
}

func lastDayChoice(c *Ctx) []store.Choice {
	if _, d := c.lastDay(); !d.IsZero() {
		return []store.Choice{{ID: lastDay, Label: c.line("hari.untuk-hari", "hari", shortDate(d))}}
	}
	return nil
}

// readWhichDay reads yes, no, or the day before by its choice, its date or "kemarin".
func readWhichDay(c *Ctx, text string) Reading {
	if _, d := c.lastDay(); !d.IsZero() {
		r := answers.ReadDate(text, c.v.Today(), answers.Past)
		if text == lastDay || r.Date == d || strings.Contains(answers.Normalise(text), "kemarin") {
			return Reading{OK: true, Value: lastDay}
		}
	}
	return readYesNo(c, text)
}

// answerMissing tells a kader who is not in a day who was not weighed this month.
func (c *Ctx) answerMissing() bool {
	id, _, _ := readDayRef(c.Person.LastDay)
	if list := c.measuring(); len(list) == 1 {
		id = list[0].ID
	}
	if c.in.Kind != store.InText || c.inDay() || c.step() != nil || id == "" || !asksMissing(strings.TrimSpace(answers.Bare(c.in.Text))) {
		return false
	}
	c.Session.Dialog, c.Session.Step = dayDialog, "baris"
	c.Session.Answers = map[string]string{"posyandu": id, "hari": c.v.Today().String()}
	hearDay(c, c.in.Text)
	if c.need == nil {
		c.Leave()
	}
	return true
}

// answerVisitLine keeps a home visit written in one line outside a day ("kunjungan rumah bu
// Iis: anaknya sudah mau makan").
func (c *Ctx) answerVisitLine() bool {
	if c.in.Kind != store.InText || c.inDay() || c.step() != nil || len(c.measuring()) != 1 {
		return false
	}
	l := answers.CadreLine(c.in.Text, c.v.Today())
	if l.Kind != answers.LineVisit || len(l.Records) != 1 || !l.Records[0].Named() || l.Records[0].Note == "" {
		return false
	}
	name := or(l.Records[0].Mother, l.Records[0].Name)
	m, many := c.motherHere(name)
	switch {
	case c.need != nil:
	case m != nil:
		c.keepVisit(*m, l.Text)
		c.Say("kunjungan.selesai", "nama", m.Family.Value.MotherName)
	case len(many) > 0:
		c.Say("kunjungan.banyak", "siapa", strings.Join(many, ", "))
	default:
		c.Say("kunjungan.tidak-ada", "nama", name)
	}
	return true
}

func (c *Ctx) ownChild(name string) bool {
	return slices.ContainsFunc(c.Family.Children, func(ch store.Child) bool { return nameScore(name, ch.Name) > 1 })
}
