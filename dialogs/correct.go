package dialogs

import "tumbuh/store"

// Correct answers "ubah": which recorded thing is wrong, then its new value. One
// field, one question, one summary line; the old value stays in the audit.
func Correct() Dialog {
	only := func(field string) func(c *Ctx) bool {
		return func(c *Ctx) bool { return c.Answer("apa") != field }
	}
	return Dialog{
		ID:    "ubah",
		May:   func(c *Ctx) bool { return c.Person.Consent.Given() || c.atWork() },
		Start: func(c *Ctx) { c.unsure() },
		Steps: []Step{
			{ID: "apa", Choices: correctable, Read: readChange},
			{ID: "nama", Read: readName, Skip: only("nama")},
			{ID: "hpht", Read: readHPHT, Skip: only("hpht")},
			{ID: "kelurahan", Read: readKelurahan, Choices: placeChoices, Skip: only("tempat")},
			{ID: "posyandu", Read: readPosyandu, Choices: func(c *Ctx) []store.Choice { return posyanduChoices(c, c.place("kelurahan")) },
				Skip: func(c *Ctx) bool { return c.Answer("apa") != "tempat" && c.Answer("apa") != "posyandu" }},
			{ID: "jam", Read: readHour, Skip: only("jam")},
			{ID: "hp", Read: readPhone, Contact: true, Skip: only("hp")},
			{ID: "siapa", Choices: childChoices, Skip: func(c *Ctx) bool { return !aboutChild(c) || len(c.activeChildren()) < 2 }},
			{ID: "nama-anak", Read: readChildName, Skip: only("nama-anak")},
			{ID: "lahir", Read: readBirth, Skip: only("lahir")},
			{ID: "kelamin", Read: readSex, Skip: only("kelamin")},
		},
		Done: saveCorrection,
	}
}

func aboutChild(c *Ctx) bool {
	switch c.Answer("apa") {
	case "nama-anak", "lahir", "kelamin":
		return true
	}
	return false
}

func (c *Ctx) activeChildren() []store.Child {
	var list []store.Child
	for _, ch := range c.Family.Children {
		if ch.Active() {
			list = append(list, ch)
		}
	}
	return list
}

func childChoices(c *Ctx) []store.Choice {
	var list []store.Choice
	for _, ch := range c.activeChildren() {
		list = append(list, store.Choice{ID: ch.ID, Label: c.childName(ch)})
	}
	return list
}

// correctable offers only what this family has.
func correctable(c *Ctx) []store.Choice {
	var list []store.Choice
	for _, ch := range c.say("ubah.pilihan").Choices {
		switch ch.ID {
		case "hpht", "jam":
			if c.Family.Pregnancy() == nil {
				continue
			}
		case "nama-anak", "lahir", "kelamin":
			if len(c.activeChildren()) == 0 {
				continue
			}
		}
		list = append(list, store.Choice(ch))
	}
	return list
}

func saveCorrection(c *Ctx) {
	field := c.Answer("apa")
	if c.atWork() {
		c.audit("correct", c.v.Person.Ref, field)
		if field == "hp" {
			c.EditPerson().Phone = c.Given("hp")
		} else {
			c.EditPerson().Name = c.Given("nama")
		}
		c.Say("ubah.selesai")
		return
	}
	f := c.EditFamily()
	c.audit("correct", c.v.Family.Ref, field)
	switch field {
	case "nama":
		f.MotherName, c.EditPerson().Name = c.Given("nama"), c.Given("nama")
	case "hpht":
		if p := f.Pregnancy(); p != nil {
			p.HPHT, p.From, p.Estimate = splitHPHT(c.Given("hpht"))
		}
	case "tempat", "posyandu":
		c.moveTo(f, c.Given("kelurahan"), c.Given("posyandu"))
	case "jam":
		c.chooseHour(c.Given("jam"))
	case "hp":
		c.EditPerson().Phone = c.Given("hp")
	default:
		c.correctChild(f, field)
	}
	c.Say("ubah.selesai")
}

func (c *Ctx) correctChild(f *store.Family, field string) {
	id := c.Given("siapa")
	if list := c.activeChildren(); id == "" && len(list) > 0 {
		id = list[0].ID
	}
	ch := f.Child(id)
	if ch == nil {
		return
	}
	switch field {
	case "nama-anak":
		ch.Name = named(c.Given("nama-anak"))
	case "lahir":
		ch.Birth, ch.BirthGuess = splitBirth(c.Given("lahir"))
	case "kelamin":
		ch.Sex = c.Given("kelamin")
	}
}
