package dialogs

import (
	"slices"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// Beside her tasks other things wait for somebody at work: alerts that nobody closed,
// referrals, and of a kader the children who were not weighed this month or did not gain
// twice. Each has its own list; here they are counted, with the word that opens it.

// alsoWaiting are the lines of it; empty while they are being fetched.
func (c *Ctx) alsoWaiting() []string {
	var lines []string
	if n := len(c.openAlerts()); n > 0 {
		lines = append(lines, c.line("tugas.juga-alarm", "jumlah", itoa(n)))
	}
	if c.need != nil {
		return nil
	}
	if n := c.openReferrals(); n > 0 {
		lines = append(lines, c.line("tugas.juga-rujukan", "jumlah", itoa(n)))
	}
	if c.need != nil || !c.Person.Has(store.Kader) || len(c.measuring()) != 1 {
		return lines
	}
	p := c.measuring()[0]
	for _, n := range []store.Need{{Kind: store.NeedRoster, ID: p.ID}, {Kind: store.NeedGrowth, ID: p.ID}} {
		if !c.Want(n) {
			return nil
		}
	}
	return append(lines, c.childrenWaiting(p)...)
}

// openReferrals counts those that nobody took in yet, and those she took in that have no result.
func (c *Ctx) openReferrals() int {
	id := "rs"
	if !c.Person.Has(store.RS) {
		id = c.watched().puskesmas
	}
	if id == "" || !c.Want(store.Need{Kind: store.NeedReferrals, ID: id}) {
		return 0
	}
	n := 0
	for _, d := range c.v.Have.Referrals {
		r := d.Value
		mine := c.mayRefer(r) || c.Person.Has(store.Kader) && store.May(c.v.Person, store.SeeChild, store.Area{Posyandu: r.Posyandu, Puskesmas: r.Puskesmas})
		if r.Closed.IsZero() && (r.Taken == "" || r.Taken == c.v.ID()) && mine {
			n++
		}
	}
	return n
}

// childrenWaiting counts who was not weighed in a month in which others were, and names who
// did not gain twice.
func (c *Ctx) childrenWaiting(p store.Posyandu) []string {
	w := &dayWork{c: c, posyandu: p, date: c.v.Today(), roster: c.v.Have.Roster, growth: map[string]*store.Doc[store.Growth]{}}
	for i := range c.v.Have.Growth {
		w.growth[c.v.Have.Growth[i].Ref.ID] = &c.v.Have.Growth[i]
	}
	weighed, not, twice := 0, 0, []string{}
	for _, m := range w.months() {
		switch {
		case m.Mark == nil:
			not++
		default:
			weighed++
			if m.Mark.Letter == growth.T && m.Mark.Times > 1 {
				twice = append(twice, c.childName(m.Child))
			}
		}
	}
	var lines []string
	if weighed > 0 && not > 0 {
		lines = append(lines, c.line("tugas.juga-belum", "jumlah", itoa(not)))
	}
	if n := len(twice); n > 0 {
		slices.Sort(twice)
		more := ""
		if n > 5 {
			more = c.line("hari.dan-lagi", "jumlah", itoa(n-5))
		}
		lines = append(lines, c.line("tugas.juga-2t", "nama", strings.Join(twice[:min(n, 5)], ", ")+more))
	}
	return lines
}
