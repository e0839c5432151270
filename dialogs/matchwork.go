package dialogs

import (
	"slices"

	"tumbuh/store"
)

// What is under way about a child goes with its record: the referral a bidan is asked for
// and the tasks of its kader. Their ids and hours stay, so that buttons, lists and the wake
// index lead to them as before.

// moveWork gives what is open about the joined record to the one that goes on, and names
// what was moved for the way back.
func (c *Ctx) moveWork(t twinRecord) []string {
	var moved []string
	for _, d := range c.v.Have.AboutReferrals {
		if d.Version > 0 && d.Value.Closed.IsZero() && t.child.ID != "" && d.Value.Family == t.other.ID() && d.Value.Child == t.otherChild.ID {
			c.moveReferral(d, t.own, t.child)
			moved = append(moved, d.Ref.String())
		}
	}
	for _, d := range c.v.Have.AboutTasks {
		if d.Version > 0 && d.Value.Done.IsZero() && d.Value.Kind != matchTask && d.Value.About == t.other.ID() && t.concerns(d.Value.Subject) {
			c.moveTask(d, t.own, t.otherSubject(), t.subject())
			moved = append(moved, d.Ref.String())
		}
	}
	return moved
}

// giveWorkBack undoes moveWork for what is still open.
func (c *Ctx) giveWorkBack(t twinRecord, moved []string) {
	for _, d := range c.v.Have.AboutReferrals {
		if d.Version > 0 && d.Value.Closed.IsZero() && slices.Contains(moved, d.Ref.String()) {
			c.moveReferral(d, t.other, t.otherChild)
		}
	}
	for _, d := range c.v.Have.AboutTasks {
		if d.Version > 0 && d.Value.Done.IsZero() && slices.Contains(moved, d.Ref.String()) {
			c.moveTask(d, t.other, t.subject(), t.otherSubject())
		}
	}
}

func (c *Ctx) moveReferral(d store.Doc[store.Referral], to store.Member, ch store.Child) {
	c.index(store.IndexAbout(d.Value.Family), d.Ref.String(), true)
	d.Value.Family, d.Value.Child, d.Value.Name, d.Value.Mother = to.ID(), ch.ID, c.childName(ch), to.Family.Value.MotherName
	c.keepReferral(d)
}

// concerns tells whether a task is about what was joined: named, or, of a child, about a
// home in which it is the only one we look after.
func (t twinRecord) concerns(subject string) bool {
	f := t.other.Family.Value
	if subject == t.otherSubject() || t.child.ID == "" {
		return subject == t.otherSubject()
	}
	alone := f.Pregnancy() == nil && !slices.ContainsFunc(f.Children, func(ch store.Child) bool { return ch.ID != t.otherChild.ID && ch.Active() })
	return alone && f.Child(subject) == nil
}

func (c *Ctx) moveTask(d store.Doc[store.Task], to store.Member, was, child string) {
	c.index(store.IndexAbout(d.Value.About), d.Ref.String(), true)
	d.Value.About, d.Value.Name = to.ID(), or(to.Family.Value.MotherName, d.Value.Name)
	if d.Value.Subject == was {
		d.Value.Subject = child
	}
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexAbout(to.ID()), d.Ref.String(), false)
}
