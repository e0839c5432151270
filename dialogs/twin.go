package dialogs

import "tumbuh/store"

// newNames binds the names under which the network knows her and nobody was known yet.
func (c *Ctx) newNames() {
	for _, a := range c.v.New {
		c.knowAddress(a)
		if c.v.Bound != "" || a != c.in.From { // a stranger's own is bound with her record
			c.extra.Bind = append(c.extra.Bind, store.Binding{Address: a, Person: c.v.ID()})
		}
	}
	if c.v.Twin != nil {
		c.takeIn(*c.v.Twin)
	}
}

// takeIn makes one of two records that turn out to be one person's: what was typed under
// the other name goes on here. A record with a family of its own, a role, or something
// open about it is left as it is: a person decides that.
func (c *Ctx) takeIn(t store.View) {
	if t.Family.Version > 0 || len(t.Person.Value.Grants) > 0 {
		c.audit("twin-left", t.Person.Ref, "")
		return
	}
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: t.ID()}) {
		return
	}
	if len(c.v.Have.AboutTasks) > 0 || len(c.v.Have.AboutAlerts) > 0 {
		return // once they are closed
	}
	p, other := c.EditPerson(), t.Person.Value
	for _, r := range other.Addresses {
		c.extra.Bind = append(c.extra.Bind, store.Binding{Address: r.Address, Was: t.ID(), Person: c.v.ID()})
		c.knowAddress(r.Address)
	}
	if !p.Consent.Given() {
		p.Consent = other.Consent
	}
	if p.Phone == "" {
		p.Phone, p.PhoneSure = other.Phone, other.PhoneSure
	}
	if s := t.Session.Value; c.Session.Dialog == "" && s.Dialog != "" {
		c.Session = s
		c.Session.Answers = copyMap(s.Answers)
	}
	c.extra.Writes = append(c.extra.Writes, t.Person.Delete())
	if t.Session.Version > 0 {
		c.extra.Writes = append(c.extra.Writes, t.Session.Delete())
	}
	c.extra.Index = append(c.extra.Index, store.IndexOp{Index: store.IndexPeople(), Member: string(t.ID()), Drop: true})
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: t.Person.Ref})
	c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: t.ID()})
	c.audit("twin-joined", t.Person.Ref, "")
}
