package dialogs

import (
	"strings"
	"time"

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

// answerTold hears "1" or "sudah selesai" to the morning's tasks: of several a number ticks
// that one off, of one alone it is one of its choices.
func (c *Ctx) answerTold() bool {
	if c.in.Kind != store.InText || !c.Person.Staff() || c.Session.Dialog != "" && !c.asleep() || len(c.in.Text) > 40 {
		return false
	}
	if !c.Want(store.Need{Kind: store.NeedTasks, Person: c.v.ID()}) {
		return true
	}
	var offered []store.Choice
	list := c.told()
	if d, alone := list[0]; alone {
		var m store.Message
		c.e.oneTask(&m, d)
		offered = m.Choices
	}
	for n := 1; len(list) > 0 && n <= listed; n++ { // one that is done keeps its number
		if d := list[n]; list[0].Version == 0 {
			offered = append(offered, store.Choice{ID: "selesai:" + d.Ref.ID, Label: c.line("tugas.tombol-selesai", "nomor", itoa(n))})
		}
	}
	choice, ok := pick(c.in.Text, offered)
	if !ok || !strings.ContainsAny(c.in.Text, "0123456789") && c.v.Session.Value.Touched.After(toldAt(list)) {
		return false // a word answers only what came last, a number until something else is offered
	}
	for _, d := range list {
		if strings.HasSuffix(choice, ":"+d.Ref.ID) { // it is at hand
			c.v.Have.Task, c.v.Have.Got = &d, append(c.v.Have.Got, store.Need{Kind: store.NeedTask, ID: d.Ref.ID})
		}
	}
	return pickTask(c, choice)
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
