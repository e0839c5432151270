package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Shot records a dose that a mother tells of by herself: "aisyah udah imunisasi campak
// kemarin". It records and never advises; the officer compares with the Buku KIA.
func Shot() Dialog {
	return Dialog{
		ID:    "suntik",
		Opens: []string{"catat imunisasi", "lapor imunisasi", "sudah imunisasi", "habis imunisasi", "tambah imunisasi"},
		May:   registered,
		Start: prefillShot,
		Steps: []Step{
			{ID: "anak", Choices: childChoices, Skip: func(c *Ctx) bool { return len(c.activeChildren()) < 2 },
				Field: []string{"anak", "nama anak"}, Show: func(c *Ctx, id string) string { return c.childName(*c.shotChild()) }},
			{ID: "dosis", Read: readShots, Choices: shotChoices, Skip: childLeft, Field: []string{"imunisasi", "vaksin"}, Show: showShots},
			{ID: "kapan", Read: readShotDay, Skip: childLeft, Field: []string{"tanggal", "tgl"}, Show: showDate},
			summaryOf(childLeft),
		},
		Done: saveShots,
	}
}

// summaryOf is the summary, passed over where there is nothing to save any more.
func summaryOf(skip func(c *Ctx) bool) Step {
	s := summaryStep()
	s.Skip = skip
	return s
}

// childLeft tells that the child has left our care since the dialog began: then nothing
// more is asked about it.
func childLeft(c *Ctx) bool { return c.shotChild().ID == "" }

// prefillShot takes what the same message says.
func prefillShot(c *Ctx) {
	if childLeft(c) {
		c.Say("suntik.batal")
		c.Close()
		return
	}
	text := answers.Normalise(c.in.Text)
	for _, ch := range c.activeChildren() {
		if ch.Name != "" && strings.Contains(" "+text+" ", " "+strings.ToLower(ch.Name)+" ") {
			c.Set("anak", ch.ID)
		}
	}
	if r := readShotDay(c, text); r.OK {
		c.Set("kapan", r.Value)
	}
	if len(c.activeChildren()) < 2 || c.Answer("anak") != "" {
		if r := readShots(c, text); r.OK {
			c.Set("dosis", r.Value)
		}
	}
}

// shotChild is the child spoken of: the chosen one, or the only one; one without an id
// where it has left our care since the question was put.
func (c *Ctx) shotChild() *store.Child {
	list := c.activeChildren()
	for i := range list {
		if list[i].ID == c.Answer("anak") || c.Answer("anak") == "" {
			return &list[i]
		}
	}
	return &store.Child{}
}

// openDoses are those of her age that are not recorded yet, the latest first.
func (c *Ctx) openDoses() []string {
	ch := c.shotChild()
	list := slices.DeleteFunc(c.e.DosesUpTo(ch.Birth, c.v.Today()), func(id string) bool { _, had := ch.Vaccines[id]; return had })
	slices.Reverse(list)
	return list
}

func shotChoices(c *Ctx) []store.Choice {
	var list []store.Choice
	for _, id := range c.openDoses() {
		if len(list) < 6 {
			list = append(list, store.Choice{ID: id, Label: c.e.doseName(id)})
		}
	}
	return list
}

// readShots finds the doses a text names; a series without its number is the first dose
// of it that is not recorded.
func readShots(c *Ctx, text string) Reading {
	if childLeft(c) {
		return Reading{OK: true, Value: Skipped}
	}
	open := c.openDoses()
	var found []string
	for _, m := range vaccine.FindAllString(answers.Normalise(text), -1) {
		id := vaccineCode(m)
		for n := 1; id == "" && n <= 4; n++ {
			if next := vaccineCode(strings.TrimSpace(m) + itoa(n)); slices.Contains(open, next) {
				id = next
			}
		}
		if !slices.Contains(open, id) {
			return Reading{Say: "suntik.belum-umur", Vars: []string{"anak", c.childName(*c.shotChild())}}
		}
		if !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	return Reading{OK: len(found) > 0, Value: strings.Join(found, ",")}
}

func showShots(c *Ctx, value string) string {
	var names []string
	for _, id := range strings.Split(value, ",") {
		names = append(names, c.e.doseName(id))
	}
	return strings.Join(names, ", ")
}

// readShotDay reads a day from the child's birth to today.
func readShotDay(c *Ctx, text string) Reading {
	if childLeft(c) {
		return Reading{OK: true, Value: Skipped}
	}
	r := answers.ReadDate(text, c.v.Today(), answers.Past)
	switch {
	case r.Date.IsZero() || r.Verdict != answers.OK && r.Verdict != answers.Guess:
		return Reading{}
	case c.v.Today().Before(r.Date), r.Date.Before(c.shotChild().Birth):
		return Reading{Say: "suntik.hari"}
	}
	return Reading{OK: true, Value: r.Date.String()}
}

func saveShots(c *Ctx) {
	day, _ := store.ParseDate(c.Answer("kapan")) // written by readShotDay
	ch := c.shotChild()
	if ch.ID == "" {
		c.Say("suntik.batal")
		return
	}
	c.giveVaccines(ch.ID, strings.Split(c.Answer("dosis"), ","), day, false)
	c.Say("suntik.selesai", "anak", c.childName(*ch))
}
