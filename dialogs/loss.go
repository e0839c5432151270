package dialogs

import (
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// Loss hears that a pregnancy or a child was lost. It is confirmed once, gently;
// then one commit ends what concerns it for good, withdraws what is queued, lets
// the family's routine messages rest and tells the kader.
func Loss() Dialog {
	return Dialog{
		ID: "duka",
		Opens: []string{"keguguran", "lapor keguguran", "lapor kehilangan", "lapor meninggal", "lapor kematian", "lapor kematian anak", "lapor anak meninggal", "lapor kematian balita",
			"lapor kematian bayi", "anak meninggal"},
		Start: func(c *Ctx) {
			if len(c.losable()) == 0 && len(c.measuring()) > 0 { // staff speak of others
				c.Session.Dialog = ""
				c.Open("duka-warga", nil)
				return
			}
			if len(c.losable()) == 0 {
				c.Say("duka.tidak-tercatat")
				c.Close()
			}
		},
		Steps: []Step{
			{ID: "siapa", Choices: func(c *Ctx) []store.Choice { return c.losable() }, Skip: func(c *Ctx) bool { return len(c.losable()) == 1 }},
			{ID: "benar", Read: readYesNo, Vars: func(c *Ctx) []string { return []string{"siapa", c.lostName()} }},
		},
		Done: saveLoss,
		Pick: func(c *Ctx, choice string) bool {
			if choice != "urung" {
				return false
			}
			if _, id, ok := strings.Cut(c.in.Question, "/"); ok && id != string(c.v.ID()) {
				c.undoFor(store.PersonID(id))
				return true
			}
			c.undoLoss()
			return true
		},
	}
}

// losable lists the active pregnancy and children, as choices.
func (c *Ctx) losable() []store.Choice {
	var list []store.Choice
	if p := c.Family.Pregnancy(); p != nil {
		list = append(list, store.Choice{ID: p.ID, Label: c.line("duka.kehamilan")})
	}
	return append(list, childChoices(c)...)
}

func (c *Ctx) lost() string {
	if id := c.Given("siapa"); id != "" {
		return id
	}
	if list := c.losable(); len(list) == 1 {
		return list[0].ID
	}
	return ""
}

func (c *Ctx) lostName() string {
	for _, ch := range c.losable() {
		if ch.ID == c.lost() {
			return ch.Label
		}
	}
	return c.line("duka.kehamilan")
}

func saveLoss(c *Ctx) {
	if c.Answer("benar") != "ya" {
		c.Say("duka.maaf-salah")
		return
	}
	staff := c.Staff(c.Family.Posyandu)
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: c.v.ID()}) || c.need != nil {
		return
	}
	id := c.lost()
	f := c.EditFamily()
	today := c.v.Today()
	if p := f.Pregnancy(); p != nil && p.ID == id {
		p.Ended, p.End = today, store.EndLoss
	}
	if ch := f.Child(id); ch != nil {
		ch.Ended, ch.End = today, store.EndDeath
	}
	c.dropOpen(id)
	c.endWork(id)
	days := c.v.Settings.Int("jeda-duka", today)
	f.PausedUntil = c.v.Now.Add(time.Duration(days) * 24 * time.Hour)
	until := f.PausedUntil
	if !c.Person.Stopped.IsZero() {
		until = store.Forever
	}
	c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: c.v.ID()})
	c.extra.Quiet = append(c.extra.Quiet, store.Quiet{Person: c.v.ID(), Until: until})
	c.audit("loss", c.v.Family.Ref, id)
	c.tellLoss(staff, id)
	c.Alone("duka.turut", "hari", strconv.Itoa(days))
}

// tellLoss tells the kader, who later asks when to resume for living children.
func (c *Ctx) tellLoss(staff []store.Member, id string) {
	name := or(c.Family.MotherName, c.Person.Name)
	for _, m := range staff {
		key := "duka.kabar-petugas"
		if m.Person.Value.Has(store.Bidan) {
			key = "duka.kabar-bidan"
		}
		if m.Person.Value.Has(store.Kader) || m.Person.Value.Has(store.Bidan) {
			c.SayTo(m.Person, store.Reply, string(c.v.ID()), key, "nama", name, "kelurahan", showKelurahan(c, c.Family.Kelurahan))
		}
	}
	c.task("duka-kunjungan", id, c.v.Today().Add(7), staff)
	if len(c.activeChildren()) > 0 {
		c.task("duka-lanjut", id, store.DateOf(c.Family.PausedUntil), staff)
	}
}

// undoLoss takes back a loss that was a mistake, by her or by the bidan: what
// was ended is active again and the pause is over.
func (c *Ctx) undoLoss() {
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: c.v.ID()}) {
		return
	}
	if !undone(c.EditFamily()) {
		c.Say("duka.tidak-ada-urung")
		return
	}
	c.Family.PausedUntil = time.Time{}
	until := time.Time{}
	if !c.Person.Stopped.IsZero() {
		until = store.Forever
	}
	c.extra.Quiet = append(c.extra.Quiet, store.Quiet{Person: c.v.ID(), Until: until})
	c.endMourning()
	c.audit("undo-loss", c.v.Family.Ref, "")
	c.Say("duka.urung")
}

// undone makes active again what the last loss ended: of several the latest.
func undone(f *store.Family) bool {
	var latest store.Date
	var back func()
	for i := range f.Pregnancies {
		if p := &f.Pregnancies[i]; p.End == store.EndLoss && f.Pregnancy() == nil && !p.Ended.Before(latest) {
			latest, back = p.Ended, func() { p.End, p.Ended = "", store.Date{} }
		}
	}
	for i := range f.Children {
		if ch := &f.Children[i]; ch.End == store.EndDeath && !ch.Ended.Before(latest) {
			latest, back = ch.Ended, func() { ch.End, ch.Ended = "", store.Date{} }
		}
	}
	if back != nil {
		back()
	}
	return back != nil
}

// endMourning closes the tasks that a loss left, once it was taken back.
func (c *Ctx) endMourning() {
	for _, d := range c.v.Have.AboutTasks {
		if (d.Value.Kind == "duka-kunjungan" || d.Value.Kind == "duka-lanjut") && d.Value.Done.IsZero() {
			c.closeTask(d, "urung")
		}
	}
}

// undoFor takes back a loss that was a mistake, by the kader or bidan of the family.
func (c *Ctx) undoFor(id store.PersonID) {
	if !c.Want(store.Need{Kind: store.NeedPerson, Person: id}) || !c.Want(store.Need{Kind: store.NeedAbout, Person: id}) {
		return
	}
	m := c.v.Have.Person(id)
	if m == nil || !c.Person.Has(store.Bidan) && !c.Person.Has(store.Kader) || !store.May(c.v.Person, store.EditFamily, c.area(m.Family)) {
		c.Say("umum.tidak-boleh")
		return
	}
	m.Family.Value = clone(m.Family.Value)
	if !undone(&m.Family.Value) {
		c.Say("duka.tidak-ada-urung")
		return
	}
	m.Family.Value.PausedUntil = time.Time{}
	until := time.Time{}
	if !m.Person.Value.Stopped.IsZero() {
		until = store.Forever
	}
	c.extra.Writes = append(c.extra.Writes, m.Family.Put())
	c.extra.Quiet = append(c.extra.Quiet, store.Quiet{Person: id, Until: until})
	c.wakeMember(*m)
	c.endMourning()
	c.audit("undo-loss", m.Family.Ref, "")
	c.Say("duka-warga.urung", "nama", or(m.Family.Value.MotherName, c.line("umum.belum-diketahui")))
}
