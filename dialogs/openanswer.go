package dialogs

import (
	"cmp"
	"slices"

	"tumbuh/store"
)

// heardOpen is the question of a reminder that is being answered: the one whose button
// was pressed, else the newest of the dialog.
func (c *Ctx) heardOpen(dialog string) (store.Open, bool) {
	if c.open.ID != "" && c.open.Dialog == dialog {
		return c.open, true
	}
	return c.lastOpen(dialog)
}

// answerOffered takes a number or label of the choices that the newest reminder showed,
// unless something else was offered since.
func (c *Ctx) answerOffered() bool {
	var last store.Open
	for _, o := range c.Family.Open {
		if len(o.Offered) > 0 && o.Expires.After(c.v.Now) && o.Asked.After(last.Asked) {
			last = o
		}
	}
	if last.ID == "" || !c.v.Session.Value.When.Before(last.Asked) {
		return false
	}
	choice, ok := pick(c.in.Text, last.Offered)
	if last.Dialog == "ttd" {
		last = c.todays(last)
	}
	return ok && c.openAnswer(last, choice)
}

// answerOpenWord gives a written answer to the newest open question whose dialog
// reads words itself ([Dialog.Word]).
func (c *Ctx) answerOpenWord() bool {
	list := slices.Clone(c.Family.Open)
	slices.SortStableFunc(list, func(a, b store.Open) int { return cmp.Compare(b.Asked.Unix(), a.Asked.Unix()) })
	for _, o := range list {
		d := c.e.byID[o.Dialog]
		if d == nil || d.Word == nil || !o.Expires.After(c.v.Now) {
			continue
		}
		c.open = o
		if choice := d.Word(c, c.in.Text); choice != "" && d.Pick(c, choice) {
			return true
		}
	}
	c.open = store.Open{}
	return false
}
