package dialogs

import (
	"slices"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// What a person of staff was told in the morning is answered by number, label or verb like
// what she asked for herself. It was told unasked, so that no session knows of it: each
// task keeps when it was told and under which number.

// told are the open tasks of the morning message that was the last thing shown, by number;
// nil where something was offered to her since.
func (c *Ctx) told() map[int]store.Doc[store.Task] {
	var last time.Time
	for _, d := range c.v.Have.Tasks {
		if d.Value.Told.After(last) {
			last = d.Value.Told
		}
	}
	if last.IsZero() || !last.After(c.v.Session.Value.When) {
		return nil
	}
	list := map[int]store.Doc[store.Task]{}
	for _, d := range c.v.Have.Tasks {
		if d.Value.Told.Equal(last) {
			list[d.Value.Number] = d
		}
	}
	return list
}

// answerTold hears "1", "1 dan 3 selesai", "semua sudah" or "minggu depan" to the morning's
// tasks: of several, numbers tick those off; of one alone it is one of its choices.
func (c *Ctx) answerTold() bool {
	if c.in.Kind != store.InText || !c.Person.Staff() || c.Session.Dialog != "" && !c.asleep() || len(c.in.Text) > 60 || !c.soundsTold() {
		return false
	}
	if !c.Want(store.Need{Kind: store.NeedTasks, Person: c.v.ID()}) {
		return true
	}
	list := c.told()
	d, alone := list[0]
	last := !c.v.Session.Value.Touched.After(toldAt(list)) // a word answers only what came last, a number until something else is offered
	switch {
	case len(list) == 0:
		return false
	case alone:
		return (last || strings.ContainsAny(c.in.Text, "0123456789")) && c.pickAlone(d)
	}
	numbers, all, done := tickedOff(c.in.Text)
	switch {
	case len(numbers) > 0:
	case all && done && last:
		for n := range list {
			numbers = append(numbers, n)
		}
		slices.Sort(numbers)
	case done && last:
		c.Say("tugas.nomor-mana")
		return true
	}
	return c.tickOff(list, numbers)
}

// soundsTold tells whether a text could answer a task at all: for any other none is read.
func (c *Ctx) soundsTold() bool {
	if numbers, all, done := tickedOff(c.in.Text); len(numbers) > 0 || all || done {
		return true
	}
	keys := []string{"tugas.ingat"}
	for _, key := range ownWords {
		keys = append(keys, key)
	}
	return slices.ContainsFunc(keys, func(key string) bool {
		e, _ := c.e.Texts.Get(key)
		var list []store.Choice
		for _, ch := range e.Choices {
			list = append(list, store.Choice(ch))
		}
		_, ok := pick(c.in.Text, list)
		return ok
	})
}

// pickAlone takes a choice of a task that was told alone.
func (c *Ctx) pickAlone(d store.Doc[store.Task]) bool {
	var m store.Message
	c.e.oneTask(&m, d)
	choice, ok := pick(c.in.Text, m.Choices)
	c.v.Have.Task, c.v.Have.Got = &d, append(c.v.Have.Got, store.Need{Kind: store.NeedTask, ID: d.Ref.ID}) // it is at hand
	return ok && pickTask(c, choice)
}

// tickOff closes those of the tasks that carry the numbers; a number that is none of them
// was closed before.
func (c *Ctx) tickOff(list map[int]store.Doc[store.Task], numbers []int) bool {
	var names []string
	for _, n := range numbers {
		d, open := list[n]
		switch {
		case n < 1 || n > listed:
			return false
		case !open:
			continue
		case d.Value.Kind == matchTask: // it asks something of its own
			if len(numbers) > 1 {
				continue
			}
			c.in.Choice = "selesai:" + d.Ref.ID
			return pickTask(c, c.in.Choice)
		}
		c.closeTask(d, "selesai")
		c.audit("task-selesai", d.Ref, "")
		if !slices.Contains(names, d.Value.Name) {
			names = append(names, d.Value.Name)
		}
	}
	switch {
	case len(numbers) == 0:
		return false
	case len(names) == 0:
		c.Say("tugas.sudah-selesai")
	default:
		c.Say("tugas.dicatat", "nama", strings.Join(names, ", "))
	}
	return true
}

// tickedOff reads the numbers of tasks that are done, whether it speaks of all and whether
// it says done; nothing where the text says more than that.
func tickedOff(text string) (numbers []int, all, done bool) {
	for _, w := range strings.FieldsFunc(answers.Normalise(text), func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' }) {
		switch w {
		case "nomor", "no", "tugas", "dan", "yang", "ya", "bu", "kak", "min", "saya", "ibu", "oke", "ok":
		case "selesai", "beres", "sudah", "done":
			done = true
		case "semua", "semuanya":
			all = true
		default:
			n := number(w)
			if n == 0 {
				return nil, false, false
			}
			numbers = append(numbers, n)
		}
	}
	return numbers, all, done
}

// toldAt is when these tasks were told.
func toldAt(list map[int]store.Doc[store.Task]) (at time.Time) {
	for _, d := range list {
		at = d.Value.Told
	}
	return at
}

// numbered is the task she means by its number: of the morning's, else of the list she
// asked for.
func (c *Ctx) numbered(n int) (store.Doc[store.Task], bool) {
	if list := c.told(); list != nil {
		if d, alone := list[0]; alone && n == 1 {
			return d, true
		}
		d, ok := list[n]
		return d, ok
	}
	if n < 1 || n > len(c.v.Have.Tasks) {
		return store.Doc[store.Task]{}, false
	}
	return c.v.Have.Tasks[n-1], true
}
