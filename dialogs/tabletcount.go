package dialogs

import (
	"slices"

	"tumbuh/store"
)

// missed maps a reason to its letter in the log.
var missed = map[string]byte{"lupa": store.TabletForgotten, "mual": store.TabletNausea, "habis": store.TabletOut, "dilarang": store.TabletForbidden}

// Bounds of the tablet loop (design, issue of the calendar): after how many days in
// a row without a tablet another hour is offered, and the kader is asked to look in.
const (
	offerHourAfter = 3
	tellKaderAfter = 7
	praiseFrom     = 3
)

// tookTablet counts kindly: the tablet, the days in a row, the whole course.
func (c *Ctx) tookTablet(p *store.Pregnancy, o store.Open) {
	p.Log = p.Log.With(o.Day, store.TabletTaken)
	n, target := p.Log.Count(store.TabletTaken), store.TabletTarget(c.tablet())
	c.Say("ttd.tercatat", "jumlah", itoa(n), "target", itoa(target))
	switch days := p.TabletStreak(o.Day); {
	case n == target:
		c.Say("ttd.genap", "target", itoa(target))
	case days >= praiseFrom:
		c.Say("ttd.beruntun", "hari", itoa(days))
	}
}

// tablet is what she was given: what she said, else what her puskesmas gives.
func (c *Ctx) tablet() string {
	if t := c.Family.Prefs.Tablet; t != "" {
		return t
	}
	p, _ := c.v.City.FindPosyandu(c.Family.Posyandu)
	return c.v.Settings.Get("supplement", p.Puskesmas, c.v.Today())
}

// missedTablet looks at the run of days without a tablet: three, and another hour is
// offered; seven, and the kader gets a task, once a run.
func (c *Ctx) missedTablet(p *store.Pregnancy, o store.Open, why string) {
	if why == "habis" || why == "dilarang" {
		c.tellTablet(why)
	}
	switch n := p.TabletMisses(o.Day); {
	case n == tellKaderAfter:
		if staff := c.Staff(c.Family.Posyandu); c.need == nil {
			c.task("ttd-terlewat", p.ID, c.v.Today().Add(1), staff)
		}
	case n == offerHourAfter && why != "habis" && why != "dilarang":
		c.Say("ttd.jam-lain", "jam", showHour(c, c.Family.Prefs.TTDHour))
	}
}

// restTablet ends the daily reminder of one who was told not to take it, until she wants it
// again: nobody is asked every evening for what a doctor forbade.
func (c *Ctx) restTablet() {
	f := c.EditFamily()
	if !slices.Contains(f.Prefs.Mute, "ttd") {
		f.Prefs.Mute = append(slices.Clip(f.Prefs.Mute), "ttd")
		c.audit("mute", c.v.Family.Ref, "ttd")
	}
}

// tabletHour takes the hour chosen after some missed days.
func (c *Ctx) tabletHour(hour string) bool {
	if hour == "tetap" {
		c.Say("ttd.jam-tetap", "jam", showHour(c, c.Family.Prefs.TTDHour))
		c.askAgain()
		return true
	}
	r := readHour(c, hour)
	if !r.OK || c.Family.Pregnancy() == nil {
		return false
	}
	c.chooseHour(r.Value)
	c.audit("correct", c.v.Family.Ref, "jam")
	c.Say("ttd.jam-diganti", "jam", showHour(c, r.Value))
	c.askAgain()
	return true
}

// chooseHour keeps her hour, and since when: one chosen in Ramadan is not moved.
func (c *Ctx) chooseHour(hour string) {
	p := &c.EditFamily().Prefs
	p.TTDHour, p.HourSet = hour, c.v.Today()
}

// tellTablet lets kader and bidan know that she has no tablets, or was told not to take them.
func (c *Ctx) tellTablet(why string) {
	for _, m := range c.Staff(c.Family.Posyandu) {
		if m.Person.Value.Has(store.Kader) || m.Person.Value.Has(store.Bidan) {
			c.SayTo(m.Person, store.Reply, string(c.v.ID()), "ttd.kabar-"+why, "nama", c.Family.MotherName)
		}
	}
}
