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
	measured := slices.ContainsFunc(answers.CadreLines(c.in.Text, c.written()), func(l answers.Line) bool {
		return (l.Kind == answers.LineMeasure || l.Kind == answers.LinePregnant) && slices.ContainsFunc(l.Records, func(r answers.Record) bool {
			return r.Named() && (r.Weight > 0 && (r.Length > 0 || len(r.Ask) == 0)) && !c.ownChild(r.Name)
		})
	})
	if !measured {
		return false
	}
	c.Open(dayDialog, map[string]string{"baris": c.in.Text})
	return true
}

func (c *Ctx) ownChild(name string) bool {
	return slices.ContainsFunc(c.Family.Children, func(ch store.Child) bool { return nameScore(name, ch.Name) > 1 })
}
