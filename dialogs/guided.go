package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Guided asks one thing after the other, in the order of the ministry's own chatbot
// (programme.md §2.3: child, weight, length, how it was taken), for kader who prefer it.
func Guided() Dialog {
	size := func(id string, field ...string) Step {
		return Step{ID: id, Read: readSize(id), Optional: true, Field: field}
	}
	return Dialog{
		ID:    "pandu",
		Opens: []string{"isi satu satu", "isi satu-satu", "satu satu", "satu-satu", "pandu", "dipandu", "isi terpandu"},
		May:   func(c *Ctx) bool { return len(c.measuring()) > 0 },
		Start: startGuided,
		Steps: []Step{
			{ID: "anak", Read: readChildHere},
			size("berat"), size("panjang"),
			{ID: "cara", Optional: true, Skip: func(c *Ctx) bool { return c.Given("panjang") == "" && c.Answer("panjang") != "" }},
			size("lila"), size("lk"),
		},
		Done: saveGuided,
	}
}

// startGuided takes posyandu and day from the day that waits beneath; without one it
// says how to open it.
func startGuided(c *Ctx) {
	n := len(c.Session.Stack)
	if n == 0 || c.Session.Stack[n-1].Dialog != dayDialog {
		c.Say("pandu.mulai-dulu")
		c.Close()
		return
	}
	for _, id := range []string{"posyandu", "hari"} {
		c.Set(id, c.Session.Stack[n-1].Answers[id])
	}
}

// readChildHere finds the child by name or by a choice offered before.
func readChildHere(c *Ctx, text string) Reading {
	w, ok := c.loadDay()
	if !ok {
		return Reading{}
	}
	if f := w.child(text); f != nil && f.child != nil {
		return Reading{OK: true, Value: text}
	}
	list := w.findChildren(answers.Record{Name: text})
	switch {
	case len(list) == 1:
		return Reading{OK: true, Value: list[0].ref()}
	case len(list) > 1:
		var names []string
		for _, f := range list {
			names = append(names, w.label(f))
		}
		return Reading{Say: "pandu.banyak", Vars: []string{"siapa", strings.Join(names, "; ")}}
	}
	if _, command := opening(text, c.e.opens); command {
		return Reading{}
	}
	return Reading{Say: "pandu.tidak-ada", Vars: []string{"nama", short(text)}}
}

// readSize reads one size as a kader's line with the label put before it.
func readSize(id string) func(*Ctx, string) Reading {
	label := map[string]string{"berat": "bb", "panjang": "tb", "lila": "lila", "lk": "lk"}[id]
	return func(c *Ctx, text string) Reading {
		if slices.ContainsFunc(answers.CadreLine(text, c.v.Today()).Records, answers.Record.Named) {
			return Reading{} // another child's line
		}
		l := answers.CadreLine("anak "+label+" "+text, c.v.Today())
		if len(l.Records) != 1 {
			return Reading{}
		}
		r := l.Records[0]
		n := map[string]int{"berat": r.Weight, "panjang": r.Length, "lila": r.Arm, "lk": r.Head}[id]
		return Reading{OK: n > 0, Value: itoa(n)}
	}
}

// saveGuided hands the answers on as if they had been one line.
func saveGuided(c *Ctx) {
	w, ok := c.loadDay()
	if !ok {
		return
	}
	p, ok := c.guided(w)
	if !ok {
		c.Say("pandu.tidak-ada", "nama", "")
		return
	}
	n := len(c.Session.Stack)
	w.queue = nil
	if n > 0 {
		w.queue = readQueue(c.Session.Stack[n-1].Answers["antri"])
	}
	w.go_(p)
	queue := writeQueue(w.queue)
	w.queue = nil // what is asked back is asked by the day, which goes on now
	w.finish()
	if n > 0 {
		c.Session.Stack[n-1].Answers = copyMap(c.Session.Stack[n-1].Answers)
		c.Session.Stack[n-1].Answers["antri"] = queue
	}
}

// guided is what was answered so far, as if it had been one line.
func (c *Ctx) guided(w *dayWork) (pending, bool) {
	position := map[string]store.Position{"baring": store.Lying, "berdiri": store.Standing}[c.Given("cara")]
	r := answers.Record{Weight: number(c.Given("berat")), Length: number(c.Given("panjang")), Arm: number(c.Given("lila")), Head: number(c.Given("lk")), Position: position}
	f := w.child(c.Answer("anak"))
	if f == nil || f.child == nil {
		return pending{}, false
	}
	r.Name = c.childName(*f.child)
	return pending{Line: r.Name, Rec: r, Ref: c.Answer("anak"), At: w.writtenAt()}, true
}
