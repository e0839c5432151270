package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
)

// arrive notes that the person wrote: first and last seen, an address that works
// again, an alias the network vouches for.
func (c *Ctx) arrive() {
	p := &c.Person
	if p.FirstSeen.IsZero() {
		c.EditPerson().FirstSeen = c.v.Now
	}
	if !p.LastSeen.IsZero() && c.v.Now.Sub(p.LastSeen) > silentLong {
		c.EditPerson().Unsure = true
	}
	if store.DateOf(p.LastSeen) != c.v.Today() {
		c.EditPerson().LastSeen = c.v.Now
	}
	c.knowAddress(c.in.From)
	c.newNames()
	if c.in.Changed && c.Family.Mother != "" && !p.Unsure {
		c.EditPerson().Unsure = true
	}
	c.Session.Touched = c.v.Now
	if c.Person.Family == "" && c.v.Family.Version > 0 {
		c.EditPerson().Family = c.v.Family.Ref.ID
	}
}

func (c *Ctx) knowAddress(a store.Address) {
	for i := range c.Person.Addresses {
		r := &c.Person.Addresses[i]
		if r.Address == a {
			if !r.Gone.IsZero() {
				c.EditPerson()
				r.Gone = time.Time{}
			}
			return
		}
	}
	p := c.EditPerson()
	p.Addresses = append(p.Addresses, store.Reach{Address: a})
}

// answerKind answers what is not text: sticker, voice, something unreadable. A
// shared contact is an answer only where a phone number is asked.
func (c *Ctx) answerKind() bool {
	switch c.in.Kind {
	case store.InText, store.InButton:
		return false
	case store.InContact:
		if s := c.step(); s != nil && s.Contact && c.in.Phone != "" {
			return false
		}
	case store.InPhoto, store.InDocument:
		if d := c.dialog(); d != nil && d.File != nil && c.in.File != "" && !c.asleep() && d.File(c) {
			return true
		}
		if c.in.Text != "" {
			c.in.Kind = store.InText // the caption is what she says
			return false
		}
	}
	switch c.in.Kind {
	case store.InVoice:
		c.Say("umum.suara")
	case store.InUnreadable:
		c.Say("umum.tidak-terbaca")
	case store.InContact:
		c.Say("umum.kontak-lain")
	case store.InPhoto, store.InDocument:
		c.Say("umum.foto")
	default:
		c.Say("umum.stiker")
	}
	c.askAgain()
	return true
}

// askAgain repeats the question under way after something came between.
func (c *Ctx) askAgain() {
	if s := c.step(); s != nil {
		c.ask(s)
	}
}

// misunderstood is the last resort: an example the first time, the choices as
// well the second, a person the third.
func (c *Ctx) misunderstood() {
	if c.asleep() {
		c.offerToGoOn()
		return
	}
	s := c.step()
	if c.inDay() && s == nil {
		c.Say("hari.belum-paham")
		return
	}
	if s == nil && c.Person.Staff() && c.Family.Mother == "" {
		c.Say("umum.belum-paham-petugas")
		return
	}
	if s == nil {
		if len(strings.Fields(c.in.Text)) > 1 && !c.Person.Staff() {
			c.noteGap(gapUnanswered, "", c.in.Text)
		}
		c.Session.Tries++
		if c.Session.Tries >= 3 {
			c.Say("umum.belum-paham-orang")
			return
		}
		c.Say("umum.belum-paham")
		return
	}
	key := c.Session.Dialog + "." + s.ID + ".contoh"
	if _, ok := c.e.Texts.Get(key); !ok {
		key = "umum.ulangi"
	}
	c.retry(s, key)
}

// offerToGoOn is said when someone comes back to a dialog left long ago. Nothing
// she answered is lost.
func (c *Ctx) offerToGoOn() {
	c.Say("umum.mau-lanjut", "apa", c.title(c.Session.Dialog))
}

// title is what a dialog is called in a sentence.
func (c *Ctx) title(dialog string) string {
	if _, ok := c.e.Texts.Get(dialog + ".judul"); ok {
		return c.e.Texts.Say(dialog + ".judul").Text
	}
	return c.e.Texts.Say("umum.judul").Text
}
