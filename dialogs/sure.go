package dialogs

import (
	"time"

	"tumbuh/store"
)

// silentLong is after how long a number may have become somebody else's.
const silentLong = 180 * 24 * time.Hour

// MakeSure asks for a birth date before anything is shown on an address that was
// silent for half a year: the number may be somebody else's now.
func MakeSure() Dialog {
	return Dialog{
		ID:    "pastikan",
		Steps: []Step{{ID: "lahir", Read: readBirthAnswer}},
		Done: func(c *Ctx) {
			if !c.knowsBirth(c.Answer("lahir")) {
				c.Session.Stack = nil
				staff := c.Staff(c.Family.Posyandu)
				if c.need == nil {
					c.task("nomor-baru", "", c.v.Today(), staff)
					c.Say("pastikan.belum-cocok")
				}
				return
			}
			c.EditPerson().Unsure = false
			c.audit("made-sure", c.v.Person.Ref, "")
			c.Say("pastikan.cocok")
		},
	}
}

// readBirthAnswer reads a day as it is said, without holding it against a child's age.
func readBirthAnswer(c *Ctx, text string) Reading {
	r := readBirth(c, text)
	if r.Confirm {
		r.OK, r.Confirm = true, false
	}
	return r
}

// knowsBirth tells whether the day is the birth day of one of the family's children
// or the expected day of the pregnancy.
func (c *Ctx) knowsBirth(value string) bool {
	day, _ := splitBirth(value)
	return birthKnown(c.Family, day)
}

func birthKnown(f store.Family, day store.Date) bool {
	for _, ch := range f.Children {
		if ch.Birth == day {
			return true
		}
	}
	for _, p := range f.Pregnancies {
		if p.HPL() == day || p.HPHT == day {
			return true
		}
	}
	return false
}

// unsure opens [MakeSure] first where the address was silent for long.
func (c *Ctx) unsure() bool {
	if !c.Person.Unsure || c.Family.Mother == "" {
		return false
	}
	c.Open("pastikan", nil)
	return true
}

// Discreet is the mode for a shared telephone: reminders say nothing of health.
func Discreet() Dialog {
	return Dialog{
		ID: "diam",
		Opens: []string{"mode diam", "mode rahasia", "hp bersama", "hp dipakai suami", "hp dipake suami", "hpnya dipake suami", "hp nya dipake suami", "hp dipakai bersama",
			"rahasiakan pesan", "mode biasa"},
		Steps: []Step{{ID: "pilih", Read: readYesNo}},
		Done: func(c *Ctx) {
			c.EditPerson().Discreet = c.Answer("pilih") == "ya"
			if c.Person.Discreet {
				c.Say("diam.nyala")
				return
			}
			c.Say("diam.mati")
		},
	}
}
