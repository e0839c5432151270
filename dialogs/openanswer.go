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

// answerOpenWord gives a written answer to the newest open question that it answers: a
// bare "sudah" is about what was asked last, "habis" about the tablet.
func (c *Ctx) answerOpenWord() bool {
	list := slices.Clone(c.Family.Open)
	slices.SortStableFunc(list, func(a, b store.Open) int { return cmp.Compare(b.Asked.Unix(), a.Asked.Unix()) })
	for _, o := range list {
		if !o.Expires.After(c.v.Now) {
			continue
		}
		if choice := c.openWord(&o); choice != "" && c.openAnswer(o, choice) {
			return true
		}
	}
	c.open = store.Open{}
	return false
}

// openWord is the choice that a written answer is to one open question, "" for none.
func (c *Ctx) openWord(o *store.Open) string {
	switch o.Dialog {
	case "ttd":
		*o = c.todays(*o)
		return tabletWord(c.in.Text)
	case "lahir":
		return doneWord(c.in.Text)
	}
	d := c.e.byID[o.Dialog]
	if d == nil || d.Word == nil {
		return ""
	}
	c.open = *o
	return d.Word(c, c.in.Text)
}
