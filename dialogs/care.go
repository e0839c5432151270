package dialogs

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"tumbuh/store"
)

// Caretaking is what staff do with their tasks by buttons: done, resume for the
// living children after a loss, undo of a loss (bidan).
func Caretaking() Dialog {
	return Dialog{
		ID:    "tugas",
		Opens: []string{"tugas", "tugas saya", "daftar tugas"},
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Done:  listTasks,
		Pick:  pickTask,
	}
}

// task leaves something to do to the family's responsible kader, else the bidan.
// Its id follows from the event, so that a repeat changes nothing.
func (c *Ctx) task(kind, subject string, due store.Date, staff []store.Member) {
	family := c.v.Family
	family.Value = c.Family
	if who := store.Responsible(family, staff); who != "" {
		c.addTask(store.Task{V: 1, Kind: kind, For: who, About: c.v.ID(), Subject: subject, Name: or(c.Family.MotherName, c.Person.Name),
			Posyandu: c.Family.Posyandu, Made: c.v.Now, Due: due})
	}
}

func (c *Ctx) addTask(t store.Task) {
	c.putTask(store.Ref{Kind: store.KindTask, ID: shortID(t.About, t.Kind, c.in.Once())}, t)
}

func (c *Ctx) putTask(ref store.Ref, t store.Task) {
	c.extra.Writes = append(c.extra.Writes, store.Write{Ref: ref, Value: t})
	c.index(store.IndexTasks(t.For), ref.ID, false)
	c.index(store.IndexAbout(t.About), ref.String(), false)
	at := t.Due.At(8, 0)
	if !at.After(c.v.Now) {
		at = nextMorning(c.v.Now) // she is told now; reminded tomorrow
	}
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: ref, At: at})
}

// shortID names a record that follows from an event: the person and a hash of what
// it is. A button must carry it within 64 bytes.
func shortID(p store.PersonID, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return string(p) + "-" + hex.EncodeToString(sum[:4])
}

func listTasks(c *Ctx) {
	if !c.Want(store.Need{Kind: store.NeedTasks, Person: c.v.ID()}) {
		return
	}
	also := c.alsoWaiting()
	if c.need != nil {
		return
	}
	defer c.takeUp()
	switch {
	case len(c.v.Have.Tasks) > 0:
		c.Say("tugas.daftar", "jumlah", itoa(len(c.v.Have.Tasks)))
		lines, choices := c.e.taskLines(c.v.Have.Tasks)
		c.said, c.choices = append(c.said, strings.Join(lines, "\n"), c.line("tugas.cara")), choices
		c.question = "tugas"
	case len(also) == 0:
		c.Say("tugas.kosong")
	}
	if len(also) > 0 {
		c.said = append(c.said, strings.Join(also, "\n"))
	}
}

func pickTask(c *Ctx, choice string) bool {
	verb, id, ok := strings.Cut(choice, ":")
	if !ok {
		return false
	}
	if !c.Want(store.Need{Kind: store.NeedTask, ID: id}) {
		return true
	}
	d := c.v.Have.Task
	if d != nil && d.Version > 0 && d.Value.For == c.v.ID() && d.Value.Kind == matchTask {
		return c.pickMatch(d, verb)
	}
	if d == nil || d.Version == 0 || d.Value.For != c.v.ID() || !d.Value.Done.IsZero() {
		c.Say("tugas.sudah-selesai")
		return true
	}
	switch verb {
	case "selesai", "lanjut", "benar", "bukan":
		if verb == "lanjut" && !c.resumeFamily(d.Value) || verb == "benar" && !c.joinAddress(d.Value) {
			return true
		}
		d.Value.Done, d.Value.Outcome = c.v.Now, verb
		c.extra.Writes = append(c.extra.Writes, d.Put())
		c.index(store.IndexTasks(d.Value.For), d.Ref.ID, true)
		c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
		c.audit("task-"+verb, d.Ref, "")
		c.Say("tugas.dicatat", "nama", d.Value.Name)
	case "tunda":
		c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: c.v.Today().Add(7).At(8, 0)})
		c.Say("tugas.ditunda", "nama", d.Value.Name)
	default:
		return false
	}
	return true
}

// resumeFamily ends the pause of a family with living children, as its kader
// decided; false while the family is being fetched or when it is not hers.
func (c *Ctx) resumeFamily(t store.Task) bool {
	if !c.Want(store.Need{Kind: store.NeedPerson, Person: t.About}) {
		return false
	}
	m := c.v.Have.Other
	if m == nil || m.Family.Version == 0 || !store.May(c.v.Person, store.EditFamily, c.area(m.Family)) {
		c.Say("umum.tidak-boleh")
		return false
	}
	m.Family.Value.PausedUntil = time.Time{}
	until := time.Time{}
	if !m.Person.Value.Stopped.IsZero() {
		until = store.Forever
	}
	c.extra.Writes = append(c.extra.Writes, m.Family.Put())
	c.extra.Quiet = append(c.extra.Quiet, store.Quiet{Person: m.ID(), Until: until})
	c.wakeMember(*m)
	return true
}

// wakeMember sets when reminders look at another family next.
func (c *Ctx) wakeMember(m store.Member) {
	v := c.v
	v.Person, v.Family = m.Person, m.Family
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: store.Ref{Kind: store.KindPerson, ID: m.Person.Ref.ID}, At: c.e.NextWake(v)})
}

// area is where a family belongs, for store.May.
func (c *Ctx) area(f store.Doc[store.Family]) store.Area {
	p, _ := c.v.City.FindPosyandu(f.Value.Posyandu)
	return store.Area{Family: f.Ref.ID, Posyandu: f.Value.Posyandu, Puskesmas: p.Puskesmas, Case: true}
}
