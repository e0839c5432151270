package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// MoveHome hears that a family moved: within the city it goes on at another posyandu;
// out of it the reminders end and its kader is told. Danger signs are answered wherever
// she lives, and moving back is one word.
func MoveHome() Dialog {
	within := func(c *Ctx) bool { return c.Answer("mana") != "dalam" }
	return Dialog{
		ID:    "pindah",
		Opens: []string{"pindah", "pindah rumah", "saya pindah", "mau pindah", "lapor pindah", "kami pindah", "sudah pindah", "pindah domisili"},
		May:   func(c *Ctx) bool { return c.Family.Mother != "" && c.Person.Consent.Given() },
		Steps: []Step{
			{ID: "mana", Read: readMove},
			{ID: "kelurahan", Read: readKelurahan, Choices: placeChoices, Skip: within},
			{ID: "posyandu", Read: readPosyandu, Choices: func(c *Ctx) []store.Choice { return posyanduChoices(c, c.place("kelurahan")) }, Skip: within},
		},
		Done: saveMoveHome,
	}
}

// readMove reads whether she still lives in the city; the name of a kelurahan says so.
func readMove(c *Ctx, text string) Reading {
	if r := readKelurahan(c, text); r.OK {
		return Reading{OK: true, Value: "dalam", Also: map[string]string{"kelurahan": r.Value}}
	}
	words := strings.Fields(answers.Bare(text))
	for _, w := range words {
		switch w {
		case "dalam", "masih", "tangsel":
			return Reading{OK: !slices.Contains(words, "luar"), Value: "dalam"}
		case "luar", "kampung", "pulkam", "provinsi":
			return Reading{OK: true, Value: "luar"}
		}
	}
	return Reading{OK: answers.OtherTown(text), Value: "luar"}
}

// movePrefill takes the new kelurahan from the sentence that told of the move.
func (c *Ctx) movePrefill() map[string]string {
	if r := readKelurahan(c, c.in.Text); r.OK {
		return map[string]string{"mana": "dalam", "kelurahan": r.Value}
	}
	return nil
}

func saveMoveHome(c *Ctx) {
	old := c.Family.Posyandu
	staff := c.Staff(old)
	if c.need != nil {
		return
	}
	f := c.EditFamily()
	key := "pindah.kabar-keluar"
	if c.Answer("mana") == "dalam" {
		c.moveTo(f, c.Given("kelurahan"), c.Given("posyandu"))
		c.Say("pindah.dalam", "posyandu", c.posyanduName(f.Posyandu))
		key = "pindah.kabar-posyandu"
	} else {
		f.Moved = c.v.Today()
		c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: c.v.ID()})
		c.Say("pindah.luar")
	}
	c.audit("moved", c.v.Family.Ref, c.Answer("mana"))
	for _, m := range staff {
		if m.Person.Value.Has(store.Kader) && (f.Posyandu != old || !f.Moved.IsZero()) {
			c.SayTo(m.Person, store.Reply, string(c.v.ID()), key, "nama", f.MotherName)
		}
	}
}

// moved tells whether a family does not live here any more.
func moved(f store.Family, on store.Date) bool { return !f.Moved.IsZero() && !f.Moved.After(on) }
