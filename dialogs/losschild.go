package dialogs

import (
	"slices"
	"strings"
	"time"

	"tumbuh/store"
)

// LossOfOther is how a kader reports that a child of her posyandu died: confirmed once,
// then all that concerns the child ends in one commit, what is queued for the family is
// withdrawn and its routine messages rest. The mother is told nothing: a person goes there.
func LossOfOther() Dialog {
	return Dialog{
		ID:    "duka-warga",
		Opens: []string{"lapor kematian warga", "lapor kematian anak warga", "anak warga meninggal"},
		May:   func(c *Ctx) bool { return len(c.measuring()) > 0 },
		Start: func(c *Ctx) { c.Set("hari", c.v.Today().String()) },
		Steps: []Step{
			{ID: "posyandu", Read: readOwnPosyandu, Choices: ownPosyandu, Skip: ownPosyanduOnly},
			{ID: "anak", Read: readChildHere},
			{ID: "benar", Read: readYesNo},
		},
		Done: func(c *Ctx) {
			w, ok := c.loadDay()
			if !ok {
				return
			}
			f := w.child(c.Answer("anak"))
			switch {
			case c.Answer("benar") != "ya":
				c.Say("duka.maaf-salah")
			case f == nil || f.child == nil || !f.child.Active():
				c.Say("duka-warga.tidak-ada")
			default:
				w.loseChild(*f)
				w.finish()
			}
		},
		Pick: func(c *Ctx, choice string) bool { return choice == "urung" && c.undoPressed() },
	}
}

// ownPosyanduOnly takes the only posyandu there is without asking.
func ownPosyanduOnly(c *Ctx) bool {
	list := c.measuring()
	if len(list) == 1 {
		c.Set("posyandu", list[0].ID)
	}
	return len(list) == 1
}

// loseChild ends what concerns a child that died.
func (w *dayWork) loseChild(f found) {
	c := w.c
	id := f.m.ID()
	staff := c.Staff(w.posyandu.ID)
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: id}) || c.need != nil {
		return
	}
	fam := w.editFamily(f.m)
	ch := fam.Child(f.child.ID)
	ch.End, ch.Ended = store.EndDeath, w.date
	fam.Open = slices.DeleteFunc(fam.Open, func(o store.Open) bool { return o.About == ch.ID })
	days := c.v.Settings.Int("jeda-duka", c.v.Today())
	fam.PausedUntil = c.v.Now.Add(time.Duration(days) * 24 * time.Hour)
	until := fam.PausedUntil
	if !f.m.Person.Value.Stopped.IsZero() {
		until = store.Forever
	}
	c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: id})
	c.extra.Quiet = append(c.extra.Quiet, store.Quiet{Person: id, Until: until})
	c.endWork(ch.ID)
	w.day.Value.Lines = append(w.day.Value.Lines, store.DayLine{Family: id, Child: ch.ID, Absent: "meninggal", By: c.v.ID(), At: c.v.Now})
	w.changed = w.day.Version > 0
	c.audit("loss-by-kader", f.m.Family.Ref, ch.ID)
	w.tellLossOf(f, staff)
	c.Say("duka-warga.dicatat", "anak", w.label(f), "hari", itoa(days))
	c.question = "duka-warga.dicatat/" + string(id)
}

// endWork closes the referrals and tasks that speak of a child or pregnancy that was lost.
func (c *Ctx) endWork(lost string) {
	for _, d := range c.v.Have.AboutReferrals {
		if d.Value.Child == lost && d.Value.Closed.IsZero() {
			c.closeReferral(d, "ditarik")
		}
	}
	c.endTasks(lost, "duka")
}

// endTasks closes the tasks that speak of somebody: nobody is sent to ask for a tablet or a
// visit whose time is over.
func (c *Ctx) endTasks(subject, outcome string) {
	for _, d := range c.v.Have.AboutTasks {
		if d.Value.Subject == subject && d.Value.Done.IsZero() {
			c.closeTask(d, outcome)
		}
	}
}

func (c *Ctx) closeTask(d store.Doc[store.Task], outcome string) {
	d.Value.Done, d.Value.Outcome = c.v.Now, outcome
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexTasks(d.Value.For), d.Ref.ID, true)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
}

// tellLossOf tells the bidan, who can take it back, and leaves the visits as tasks.
func (w *dayWork) tellLossOf(f found, staff []store.Member) {
	c := w.c
	family := f.m.Family
	for _, m := range staff {
		if m.Person.Value.Has(store.Bidan) && m.ID() != c.v.ID() {
			c.SayTo(m.Person, store.Reply, string(f.m.ID()), "duka.kabar-bidan", "nama", family.Value.MotherName, "kelurahan", showKelurahan(c, family.Value.Kelurahan))
		}
	}
	who := store.Responsible(family, staff)
	if who == "" {
		return
	}
	t := store.Task{V: 1, Kind: "duka-kunjungan", For: who, About: f.m.ID(), Subject: f.child.ID, Name: family.Value.MotherName, Posyandu: w.posyandu.ID, Made: c.v.Now,
		Due: c.v.Today().Add(7)}
	c.addTask(t)
	for _, ch := range w.editFamily(f.m).Children {
		if ch.Active() {
			t.Kind, t.Due = "duka-lanjut", store.DateOf(w.editFamily(f.m).PausedUntil)
			c.addTask(t)
			return
		}
	}
}

// undoPressed takes back a loss by the button of a message to staff: the family's id
// stands behind the question's name.
func (c *Ctx) undoPressed() bool {
	_, id, ok := strings.Cut(c.in.Question, "/")
	if !ok {
		return false
	}
	c.undoFor(store.PersonID(id))
	return true
}
