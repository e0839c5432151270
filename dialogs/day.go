package dialogs

import (
	"slices"
	"strings"
	"time"

	"tumbuh/store"
)

// The posyandu day, for a kader who measures forty children in two hours: "mulai
// posyandu", then lines as she likes, many in a message; each child is echoed in a
// line she can forward; what is unsure is asked, never guessed; "selesai" closes.
//
// The files of it: day.go opens and closes, dayline.go reads her lines, daymatch.go
// finds whom they mean, daysave.go writes, dayecho.go words what was written,
// dayask.go asks back, dayevening.go tells the mothers; dayafter.go hears her where no day
// is open, or one was left open.

// dayDialog is the id of the dialog under way during a posyandu day.
const dayDialog = "hari"

// PosyanduDay is the dialog of a posyandu day.
func PosyanduDay() Dialog {
	return Dialog{
		ID: dayDialog,
		Opens: []string{"mulai posyandu", "buka posyandu", "posyandu mulai", "mulai penimbangan", "mulai nimbang", "mulai timbang", "input posyandu", "mulai input",
			"mulai ukur", "mulai pengukuran", "isi hasil posyandu", "lapor posyandu"},
		May: func(c *Ctx) bool { return len(c.measuring()) > 0 },
		Steps: []Step{
			{ID: "susulan", Read: readThatDay, Vars: heldVars, Skip: func(c *Ctx) bool { return !c.heldOver() }},
			{ID: "luar", Read: readWhichDay, Choices: lastDayChoice, Vars: heldVars, Skip: func(c *Ctx) bool { return c.Answer("baris") == "" || c.heldOver() }},
			{ID: "posyandu", Read: readOwnPosyandu, Choices: ownPosyandu, Skip: func(c *Ctx) bool {
				return len(c.measuring()) == 1 || c.refusedHeld() || c.Answer("luar") == lastDay
			}},
		},
		Done: openDay,
		Hear: hearDay,
		Pick: func(c *Ctx, choice string) bool { return c.inDay() && c.pickDay(choice) },
	}
}

// measuring lists the posyandu where the person may measure.
func (c *Ctx) measuring() []store.Posyandu {
	var list []store.Posyandu
	for _, p := range c.v.City.Posyandu {
		if !c.serves(p) {
			continue
		}
		if store.May(c.v.Person, store.Measure, store.Area{Posyandu: p.ID, Puskesmas: p.Puskesmas}) {
			list = append(list, p)
		}
	}
	return list
}

// serves tells whether a grant of the person names the posyandu or its puskesmas, so
// that the city's 846 are not asked one by one.
func (c *Ctx) serves(p store.Posyandu) bool {
	for _, g := range c.Person.Grants {
		if g.Posyandu != "" && g.Posyandu == p.ID || g.Puskesmas != "" && g.Puskesmas == p.Puskesmas {
			return true
		}
	}
	return false
}

func ownPosyandu(c *Ctx) []store.Choice {
	var list []store.Choice
	for i, p := range c.measuring() {
		if i == 12 {
			break
		}
		list = append(list, store.Choice{ID: p.ID, Label: p.Name})
	}
	return list
}

func readOwnPosyandu(c *Ctx, text string) Reading {
	if id, ok := findPosyandu(text, c.measuring()); ok {
		return Reading{OK: true, Value: id}
	}
	return Reading{}
}

// inDay tells whether the person is in a posyandu day.
func (c *Ctx) inDay() bool { return c.Session.Dialog == dayDialog && c.Answer("hari") != "" }

// openDay opens the day, or goes on with it where a colleague opened it. The day is
// that of writing: a message that was delayed belongs to the day it was written on.
func openDay(c *Ctx) {
	if c.inDay() { // back from something that came between
		c.Session.Step = "baris"
		if w, ok := c.loadDay(); ok {
			w.askAnew = true
			w.askFirst()
		}
		return
	}
	if c.refusedHeld() {
		c.Say("hari.luar-tidak")
		c.goOnHeld()
		return
	}
	id, day := c.whichDay()
	p, ok := c.v.City.FindPosyandu(id)
	if !ok {
		c.Say("umum.tidak-boleh")
		return
	}
	if !c.Want(store.Need{Kind: store.NeedDay, ID: store.DayRef(p.ID, day).ID}) {
		return
	}
	c.Set("posyandu", p.ID)
	c.Set("hari", day.String())
	line := c.heldLines(day)
	for _, asked := range []string{"baris", "lama", "luar", "susulan", "ditulis"} {
		c.Set(asked, "")
	}
	w := c.dayDoc(p, day)
	key := "hari.buka"
	if w.Version > 0 {
		key = "hari.lanjut"
	}
	if line == "" && (w.Value.Opened.IsZero() || !w.Value.Closed.IsZero()) { // with a line it is kept below
		w.Value.Closed = time.Time{}
		c.keepDay(w)
	}
	c.took(w.Ref.ID)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: store.MatchRef(p.ID), At: c.v.Now})
	c.audit("open-day", w.Ref, "")
	c.Session.Step = "baris" // no question: every line is heard
	if line != "" {
		c.hearHeld(line)
		return
	}
	c.Say(key, "posyandu", p.Name, "hari", c.dayName(day), "jumlah", itoa(len(measured(w.Value))))
	c.bringAlong()
}

// took notes the day among the kader's own activities.
func (c *Ctx) took(day string) {
	p := c.EditPerson()
	p.LastDay = day
	if !slices.Contains(p.Days, day) {
		p.Days = append(slices.Clip(p.Days), day)
		p.Days = p.Days[max(0, len(p.Days)-60):]
	}
}

// written is the WIB day on which the message was written.
func (c *Ctx) written() store.Date {
	if c.in.At.IsZero() || c.in.At.After(c.v.Now) {
		return c.v.Today()
	}
	return store.DateOf(c.in.At)
}

// dayDoc is the day as it was fetched, with what a new one begins with.
func (c *Ctx) dayDoc(p store.Posyandu, day store.Date) store.Doc[store.Day] {
	ref := store.DayRef(p.ID, day)
	d := store.Doc[store.Day]{Ref: ref}
	if got := c.v.Have.Day; got != nil && got.Ref == ref {
		d = *got
	}
	d.Value.Lines = append([]store.DayLine(nil), d.Value.Lines...)
	d.Value.Stock, d.Value.Said = copyMap(d.Value.Stock), copyMap(d.Value.Said)
	if d.Version == 0 {
		d.Value.V, d.Value.Posyandu, d.Value.Day, d.Value.Opened, d.Value.By = 1, p.ID, day, c.v.Now, c.v.ID()
	}
	return d
}

// keepDay writes the day, and looks at it again in the evening to tell the mothers.
func (c *Ctx) keepDay(d store.Doc[store.Day]) {
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexDays(d.Value.Posyandu), d.Ref.ID, false)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: eveningOf(d.Value.Day, c.v.Now)})
}

// measured are the lines of a day that hold a measurement, each child once.
func measured(d store.Day) []store.DayLine {
	var list []store.DayLine
	seen := map[string]bool{}
	for _, l := range d.Lines {
		key := string(l.Family) + "." + l.Child
		if !l.Void && l.Entry != "" && strings.HasPrefix(l.Child, "c") && !seen[key] {
			seen[key] = true
			list = append(list, l)
		}
	}
	return list
}

// CorrectableDays is how long after a posyandu day a "ralat" still reaches it.
const CorrectableDays = 14
