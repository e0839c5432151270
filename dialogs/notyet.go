package dialogs

import (
	"slices"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// What is "belum" — a visit of pregnancy or after the birth, a vaccine, the capsule — is
// asked about evenly: why, in one tap; once more a week later, while it is still of use; and
// then it is a task of the kader, with the reason. Where no week is left, or the reason
// wants a person, the kader has it at once.

// askedAfter is after how many days she is asked once more, room how many days must be
// left for that to be of use.
const (
	askedAfter = 7
	room       = 4
)

// helped are the reasons with which asking again helps nobody, but a person does.
var helped = []string{"jauh", "takut", "kosong"}

// notYet hears "belum" to one of these questions.
func (c *Ctx) notYet(o store.Open) {
	today := c.v.Today()
	again := today.Add(askedAfter)
	if !o.Until.IsZero() && again.After(o.Until) {
		again = o.Until
	}
	known := o.Why != "" && o.Why != store.Untold
	if !known {
		o.Why = store.Untold
	}
	switch {
	case o.Task != "":
	case o.Twice || again.Sub(today) < room:
		if !c.kaderHelps(&o) {
			return
		}
	default:
		o.Again = again.At(9, 0)
		if end := again.Add(2).At(9, 0); end.After(o.Expires) {
			o.Expires = end
		}
	}
	c.setOpen(o)
	if known {
		c.Say("belum.kader")
		return
	}
	if why := reasonWord(c.in.Text); c.in.Kind == store.InText && why != "" && (c.because(o, why) || c.because(o, "sempat")) {
		return // "blm, ga ada yg nganter" told it at once
	}
	c.Say(o.Dialog + ".alasan")
	c.question = o.ID
}

// because hears the reason. False: it is none.
func (c *Ctx) because(o store.Open, why string) bool {
	e, _ := c.e.Texts.Get(o.Dialog + ".alasan")
	if !slices.ContainsFunc(e.Choices, func(ch naskah.Choice) bool { return ch.ID == why }) {
		return false
	}
	o.Why = why
	if (o.Task != "" || slices.Contains(helped, why)) && !c.kaderHelps(&o) {
		return true
	}
	c.setOpen(o)
	c.Say("belum." + why)
	if o.Task != "" {
		c.Say("belum.kader")
	} else {
		c.Say("belum.nanti", "hari", c.dayName(store.DateOf(o.Again)), "kata", c.line(o.Dialog+".kata"))
	}
	return true
}

// kaderHelps makes it a task of the kader, one for each question: a reason told later is
// added to it. False while something must be fetched first.
func (c *Ctx) kaderHelps(o *store.Open) bool {
	kind := o.Dialog + "-belum"
	ref := store.Ref{Kind: store.KindTask, ID: or(o.Task, shortID(c.v.ID(), kind, o.ID))}
	staff := c.Staff(c.Family.Posyandu)
	if !c.Want(store.Need{Kind: store.NeedTask, ID: ref.ID}) || c.need != nil {
		return false
	}
	o.Again, o.Task, o.Twice, o.Expires = time.Time{}, ref.ID, false, c.v.Now.Add(store.TaskWait)
	if d := c.v.Have.Task; d != nil && d.Version > 0 {
		if d.Value.Done.IsZero() {
			d.Value.Note = o.Why
			c.extra.Writes = append(c.extra.Writes, d.Put())
		}
		return true
	}
	family := c.v.Family
	family.Value = c.Family
	if who := store.Responsible(family, staff); who != "" {
		c.putTask(ref, store.Task{V: 1, Kind: kind, For: who, About: c.v.ID(), Subject: o.About, Name: or(c.Family.MotherName, c.Person.Name),
			Posyandu: c.Family.Posyandu, Made: c.v.Now, Due: c.v.Today().Add(1), Note: o.Why})
	}
	return true
}

// done ends a question that was answered with "sudah", and the kader's task that came of
// it. False while that is fetched.
func (c *Ctx) done(o store.Open) bool {
	if o.Task != "" {
		if !c.Want(store.Need{Kind: store.NeedTask, ID: o.Task}) {
			return false
		}
		if d := c.v.Have.Task; d != nil && d.Version > 0 && d.Value.Done.IsZero() {
			c.closeTask(*d, "kabar-ibu")
		}
	}
	c.closeOpen(o.ID)
	return true
}

// setOpen writes an open question back.
func (c *Ctx) setOpen(o store.Open) {
	f := c.EditFamily()
	for i := range f.Open {
		if f.Open[i].ID == o.ID {
			f.Open[i] = o
		}
	}
}

// answerReason hears, in words or by number, why it is "belum": the question was the last
// thing said, and no reminder has asked anything since.
func (c *Ctx) answerReason() bool {
	for _, o := range c.Family.Open {
		if o.ID != c.Session.Question || o.Why != store.Untold {
			continue
		}
		if slices.ContainsFunc(c.Family.Open, func(x store.Open) bool { return x.Asked.After(c.v.Session.Value.When) }) {
			return false
		}
		why, ok := pick(c.in.Text, c.Session.Offered)
		if !ok {
			why = reasonWord(c.in.Text)
		}
		return why != "" && (c.because(o, why) || c.because(o, "sempat")) // what this question does not list is no time in the end
	}
	return false
}

// reasonWord maps a written reason to a choice.
func reasonWord(text string) string {
	words := strings.Fields(answers.Bare(text))
	if asksByWords(text) || len(words) > 12 {
		return ""
	}
	for _, w := range words {
		switch w {
		case "jauh", "ongkos", "biaya", "uang", "duit", "transport", "kendaraan", "bayar", "antar", "nganter", "nganterin":
			return "jauh"
		case "takut", "ragu", "dilarang", "larang", "trauma", "haram", "boleh", "dibolehin", "izin", "ijin":
			return "takut"
		case "sakit", "demam", "panas", "batuk", "pilek", "meriang":
			return "sakit"
		case "kosong", "habis", "abis", "kehabisan":
			return "kosong"
		case "lupa", "kelupaan", "ketiduran":
			return "lupa"
		case "sempat", "sempet", "sibuk", "kerja", "bekerja", "repot", "males", "malas", "capek", "hujan", "pergi", "mudik":
			return "sempat"
		case "tanggal", "tgl", "jadwal", "jadwalnya", "janji", "disuruh", "minggu", "bulan", "besok", "lusa":
			return "lain"
		}
	}
	return ""
}
