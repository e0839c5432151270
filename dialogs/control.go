package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answerControl obeys the words that work everywhere, as whole messages only.
func (c *Ctx) answerControl() bool {
	if c.in.Kind != store.InText || c.namesChoice(c.in.Text) {
		return false
	}
	switch control(c.in.Text) {
	case answers.Batal:
		c.cancel()
	case answers.Kembali:
		c.back()
	case answers.Ulang:
		c.again()
	case answers.Lanjut:
		c.goOn()
	case answers.Menu:
		c.menu("menu.isi")
	case answers.Greeting:
		if c.isHour() {
			return false
		}
		c.greet()
	case answers.Bantuan:
		c.Say("umum.bantuan")
		c.askAgain()
	case answers.Kader:
		c.Open("kader", nil)
	case answers.Stop:
		c.Open("berhenti", nil)
	case answers.MulaiLagi:
		c.startAgain()
	case answers.DataSaya:
		c.Open("data", nil)
	case answers.HapusDataSaya:
		c.Open("hapus", nil)
	case answers.Hapus:
		c.Say("umum.hapus-apa")
	case answers.Ubah:
		return c.change()
	default:
		return false
	}
	return true
}

// isHour tells whether a greeting answers the question for an hour: "malam" does.
func (c *Ctx) isHour() bool {
	if c.Session.Step != "jam" || c.asleep() {
		return false
	}
	r := readHour(c, c.in.Text)
	return r.OK || r.Confirm
}

// namesChoice tells whether a text is exactly a choice of the question under way:
// "P" greets elsewhere, but answers "laki-laki atau perempuan?".
func (c *Ctx) namesChoice(text string) bool {
	s := c.step()
	if s == nil || c.asleep() {
		return false
	}
	for _, ch := range c.offered(s) {
		if strings.EqualFold(strings.Trim(text, " .!"), ch.ID) {
			return true
		}
	}
	return false
}

// cancel leaves the dialog; what was saved before stays as it is. Leaving the
// consent leaves what waited for it too.
func (c *Ctx) cancel() {
	if c.Session.Dialog == "" {
		c.Say("umum.tidak-ada-batal")
		return
	}
	if c.inDay() {
		hearDay(c, "batal") // takes back the last line
		return
	}
	if n := len(c.Session.Stack); c.Session.Dialog == "persetujuan" && n > 0 {
		c.Session.Dialog, c.Session.Stack = c.Session.Stack[n-1].Dialog, c.Session.Stack[:n-1]
	}
	c.Say("umum.batal", "apa", c.title(c.Session.Dialog))
	c.sayLineDropped()
	c.Close()
}

// back returns to the question before.
func (c *Ctx) back() {
	d := c.dialog()
	n := len(c.Session.Trail)
	if d == nil || n == 0 {
		c.Say("umum.awal")
		c.askAgain()
		return
	}
	id := c.Session.Trail[n-1]
	c.Session.Trail = c.Session.Trail[:n-1]
	delete(c.Session.Answers, id)
	delete(c.Session.Answers, "?"+id)
	c.Session.Step, c.Session.Tries = id, 0
	if s := d.step(id); s != nil {
		c.ask(s)
		return
	}
	c.advance()
}

func (c *Ctx) again() {
	if c.step() == nil {
		c.menu("menu.isi")
		return
	}
	c.askAgain()
}

// goOn takes up what was left.
func (c *Ctx) goOn() {
	if c.step() == nil {
		c.Say("umum.tidak-ada-lanjut")
		return
	}
	c.askAgain()
}

// greet answers a salam first, then shows what can be done; a dialog that waits
// is offered.
func (c *Ctx) greet() {
	if answers.IsSalam(c.in.Text) {
		c.Say("umum.waalaikumsalam")
	}
	if c.Session.Dialog != "" {
		c.offerToGoOn()
		return
	}
	if c.Family.Mother == "" && c.Person.Caring == "" && !c.Person.Staff() {
		c.menu("menu.selamat-datang")
		return
	}
	c.menu("menu.isi")
}

// menu shows what can be done; staff see their own.
func (c *Ctx) menu(key string) {
	name := c.Person.Name
	if name == "" {
		name = c.Family.MotherName
	}
	if c.Person.Unsure {
		name = ""
	}
	switch {
	case c.Person.Has(store.Kader):
		key = "menu.kader"
	case c.Person.Has(store.RS) || c.Person.Has(store.Bidan) || c.Person.Has(store.TPG):
		key = "menu.petugas"
	case c.Person.Has(store.Admin):
		key = "menu.admin"
	case c.Person.Caring != "" && c.Family.Mother == "":
		c.Say("menu.pendamping", "nama", name)
		c.afterMenu()
		return
	case c.Family.Mother != "" && name != "":
		c.Say("menu.ibu", "nama", name)
		c.afterMenu()
		return
	}
	c.Say(key)
	c.afterMenu()
}

func (c *Ctx) afterMenu() {
	c.Session.Tries = 0
	if c.step() != nil {
		c.Say("umum.ada-yang-belum-selesai", "apa", c.title(c.Session.Dialog))
	}
}

// change corrects: inside a dialog a field of it, outside what is recorded.
func (c *Ctx) change() bool {
	if d := c.dialog(); d != nil && d.step("ringkasan") != nil {
		c.offerFields()
		return true
	}
	c.Open("ubah", nil)
	return true
}
