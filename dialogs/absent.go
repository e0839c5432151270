package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// twiceAbsent is how many days after her last weighing a child that is absent again
// missed two posyandu days.
const twiceAbsent = 45

// Absent hears why a family did not come to its posyandu day (four buttons, or words).
// The answer stands in the day's lines; who is sick, or absent for the second time, is
// worth a visit and becomes a task of the kader.
func Absent() Dialog {
	return Dialog{
		ID:   "absen",
		Pick: func(c *Ctx, choice string) bool { return c.absentAnswered(choice) },
		Word: func(_ *Ctx, text string) string { return absentWord(text) },
	}
}

// absentWord maps a written reason to a choice (L230–L231).
func absentWord(text string) string {
	if answers.ReadNews(text) != answers.NoNews { // "udah ga demam lagi"
		return ""
	}
	for _, w := range strings.Fields(answers.Bare(text)) {
		switch w {
		case "sakit", "demam", "panas", "batuk", "pilek", "mencret", "diare", "dirawat":
			return "sakit"
		case "kerja", "bekerja", "gawe", "sibuk", "dagang", "jualan", "ngantor":
			return "kerja"
		case "lupa", "kelupaan", "ketiduran":
			return "lupa"
		case "pergi", "mudik", "pulkam", "kampung", "bepergian", "liburan", "luar":
			return "pergi"
		}
	}
	return ""
}

func (c *Ctx) absentAnswered(choice string) bool {
	o, ok := c.heardOpen("absen")
	if !ok || absentWord(choice) == "" {
		return false
	}
	py, today := c.Family.Posyandu, o.Day
	ref := store.DayRef(py, today)
	if !c.Want(store.Need{Kind: store.NeedDay, ID: ref.ID}) || !c.Want(store.Need{Kind: store.NeedGrowth, Person: c.v.ID()}) {
		return true
	}
	d := c.v.Have.Day
	if d == nil || d.Version == 0 || d.Ref != ref {
		c.closeOpen(o.ID)
		c.Say("absen.terima-kasih")
		return true
	}
	day := *d
	day.Value.Lines = append([]store.DayLine(nil), d.Value.Lines...)
	for _, ch := range c.activeChildren() {
		if ch.AgeMonths(today) < 60 {
			day.Value.Lines = append(day.Value.Lines, store.DayLine{Family: c.v.ID(), Child: ch.ID, Absent: choice, By: c.v.ID(), At: c.v.Now})
		}
	}
	if choice == "sakit" || c.absentTwice(today) {
		staff := c.Staff(py)
		if c.need != nil {
			return true
		}
		c.task("tidak-datang", choice, c.v.Today().Add(1), staff)
	}
	c.extra.Writes = append(c.extra.Writes, day.Put())
	c.closeOpen(o.ID)
	c.Say("absen." + choice)
	return true
}

// absentTwice tells whether a child of hers was weighed before, but not for so long
// that this is the second posyandu day in a row.
func (c *Ctx) absentTwice(today store.Date) bool {
	for _, d := range c.v.Have.Growth {
		if list := d.Value.Valid(); len(list) > 0 && today.Sub(list[len(list)-1].Day) >= twiceAbsent {
			return true
		}
	}
	return false
}
