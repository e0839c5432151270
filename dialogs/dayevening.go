package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// Times of the evening of a posyandu day, WIB: the mothers hear from 17:00 on, never
// later than 19:30; half an hour stays for a "ralat" after the last line.
const (
	eveningHour   = 17
	lastMinute    = 19*60 + 30
	correctWithin = 30 * time.Minute
)

// eveningOf is when a posyandu day is told to the mothers.
func eveningOf(day store.Date, now time.Time) time.Time {
	at := day.At(eveningHour, 0)
	if later := now.Add(correctWithin); later.After(at) {
		at = later
	}
	w := at.In(store.WIB)
	if w.Hour()*60+w.Minute() > lastMinute {
		return store.DateOf(at).Add(1).At(7, 30)
	}
	if w.Hour() < 7 {
		return store.DateOf(at).At(7, 30)
	}
	return at
}

// DayFamilies lists the families of which a posyandu day measured a child, once each.
func DayFamilies(d store.Day) []store.PersonID {
	var list []store.PersonID
	seen := map[store.PersonID]bool{}
	for _, l := range measured(d) {
		if !seen[l.Family] {
			seen[l.Family] = true
			list = append(list, l.Family)
		}
	}
	return list
}

// TellResult tells a mother in kind words how her children's weighing went, with the
// growth chart; v is her view with her growth in Have. Its Once makes a second run of
// the same evening harmless. No category, no verdict: a health worker makes sure.
func (e *Engine) TellResult(v store.View, d store.Day) store.Turn {
	t := store.Turn{Once: "hasil:" + store.DayRef(d.Posyandu, d.Day).ID + ":" + string(v.ID()), Person: v.ID(), Now: v.Now}
	p := v.Person.Value
	via, ok := p.Reachable(store.Address{})
	if v.Person.Version == 0 || !ok || !p.Consent.Given() || v.Family.Value.PausedUntil.After(v.Now) {
		return t
	}
	t.Reads = []store.Read{v.Person.Read(), v.Family.Read()}
	for i := range v.Family.Value.Children {
		ch := &v.Family.Value.Children[i]
		m := e.resultOf(v, *ch, d.Day)
		if m == nil {
			continue
		}
		m.ID, m.To, m.Via, m.Lane, m.Made = t.Once+":"+ch.ID, v.ID(), via, store.Reminder, v.Now
		m.NotAfter, m.About, m.Rule = v.Now.Add(48*time.Hour), ch.ID, "hasil"
		t.Say = append(t.Say, *m)
	}
	return t
}

// resultOf words one child's day; nil where she was not weighed or is not in our care.
func (e *Engine) resultOf(v store.View, ch store.Child, day store.Date) *store.Message {
	if !ch.Active() {
		return nil
	}
	var g *store.Growth
	for i := range v.Have.Growth {
		if v.Have.Growth[i].Ref == store.GrowthRef(v.ID(), ch.ID) {
			g = &v.Have.Growth[i].Value
		}
	}
	if g == nil || g.On(day) == nil {
		return nil
	}
	c := newCtx(e, v, store.Incoming{})
	if v.Person.Value.Discreet {
		return &store.Message{Text: c.line("hasil.diam")}
	}
	m := g.On(day)
	parts := []string{c.line("hasil.judul", "anak", c.childName(ch), "ukuran", c.sizes(*m))}
	marks := growth.Card(ch, g.Valid(), growth.DefaultRules())
	var mark growth.Mark
	for _, x := range marks {
		if x.Day == day {
			mark = x
		}
	}
	if s := c.gainWords(mark, ch); s != "" {
		parts = append(parts, s)
	}
	_, status := growth.Of(ch, *m)
	if list := growth.Refer(status, mark, m.Oedema > 0); len(list) > 0 && list[0].To != growth.ToNakes {
		parts = append(parts, c.line("hasil.pastikan", "anak", c.childName(ch), "kapan", c.howSoon(list[0].Days)))
	}
	return &store.Message{Text: strings.Join(parts, "\n\n"), Report: &store.Report{Name: "grafik", Args: map[string]string{"family": v.Family.Ref.ID, "about": ch.ID}}}
}

// gainWords says in kind words what the weight did.
func (c *Ctx) gainWords(m growth.Mark, ch store.Child) string {
	name := c.childName(ch)
	switch m.Letter {
	case growth.N:
		return c.line("hasil.naik", "anak", name, "naik", grams(m.Gain))
	case growth.T:
		if m.Times > 1 {
			return c.line("hasil.belum-naik-lagi", "anak", name)
		}
		return c.line("hasil.belum-naik", "anak", name)
	case growth.B:
		return c.line("hasil.pertama", "anak", name)
	case growth.O:
		return c.line("hasil.lama-tidak-timbang", "anak", name)
	}
	return ""
}
