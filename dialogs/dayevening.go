package dialogs

import (
	"slices"
	"strconv"
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

// DayFamilies lists the families of which a posyandu day measured a child, once each;
// after the mothers were told also those of which a measurement was taken back.
func DayFamilies(d store.Day) []store.PersonID {
	var list []store.PersonID
	for _, l := range d.Lines {
		if l.Entry != "" && strings.HasPrefix(l.Child, "c") && (!l.Void || !d.Told.IsZero()) && !slices.Contains(list, l.Family) {
			list = append(list, l.Family)
		}
	}
	return list
}

// TellResult tells a mother in kind words how her children's weighing went, with the
// growth chart; v is her view with her growth in Have. Its Once makes a second run of
// the same evening harmless. No category, no verdict: a health worker makes sure. Once
// the mothers were told, it tells only what was written, corrected or taken back since.
func (e *Engine) TellResult(v store.View, d store.Day) store.Turn {
	t := store.Turn{Once: "hasil:" + store.DayRef(d.Posyandu, d.Day).ID + ":" + string(v.ID()), Person: v.ID(), Now: v.Now}
	if !d.Told.IsZero() {
		t.Once += ":" + strconv.FormatInt(d.Told.Unix(), 10)
	}
	p := v.Person.Value
	via, ok := p.Reachable(store.Address{})
	if v.Person.Version == 0 || !ok || !p.Consent.Given() || v.Family.Value.PausedUntil.After(v.Now) {
		return t
	}
	t.Reads = []store.Read{v.Person.Read(), v.Family.Read()}
	for i := range v.Family.Value.Children {
		ch := &v.Family.Value.Children[i]
		m := e.resultOf(v, *ch, d)
		if m == nil {
			continue
		}
		m.ID, m.To, m.Via, m.Lane, m.Made = t.Once+":"+ch.ID, v.ID(), via, store.Reminder, v.Now
		m.NotAfter, m.About, m.Rule = v.Now.Add(48*time.Hour), ch.ID, "hasil"
		t.Say = append(t.Say, *m)
	}
	return t
}

// news is what became of a child's measurement of a day since the mother was told.
type news int

const (
	newsNone news = iota
	newsResult
	newsCorrected
	newsTakenBack
)

// newsOf compares the measurement of the day with what the mother was told.
func newsOf(g store.Growth, d store.Day) news {
	told := func(m store.Measurement) bool { return !d.Told.IsZero() && !m.At.After(d.Told) }
	before, gone := false, false // told of another value, or of one that is there no more
	for _, m := range g.Measures {
		if m.Day != d.Day || !told(m) {
			continue
		}
		gone = gone || m.Void.After(d.Told)
		before = before || changedSince(m, d.Told)
	}
	now := g.On(d.Day)
	switch {
	case now == nil && gone:
		return newsTakenBack
	case now == nil:
		return newsNone
	case before || gone:
		return newsCorrected
	case told(*now):
		return newsNone
	}
	return newsResult
}

// changedSince tells whether a size stands otherwise than at the moment. What was only
// added, or put back as it was, is no correction.
func changedSince(m store.Measurement, at time.Time) bool {
	now := map[string]int{"weight": m.Weight, "length": m.Length, "head": m.Head, "arm": m.Arm}
	seen := map[string]bool{}
	for _, w := range m.Was {
		v, is := now[w.Field]
		if !is || !w.At.After(at) || seen[w.Field] {
			continue
		}
		seen[w.Field] = true // the first one since holds what she was told
		if w.Old != "0" && w.Old != itoa(v) {
			return true
		}
	}
	return false
}

// resultOf words one child's day; nil where there is nothing new to say of it, or she is not in our care.
func (e *Engine) resultOf(v store.View, ch store.Child, d store.Day) *store.Message {
	doc := v.Have.GrowthOf(v.ID(), ch.ID)
	if !ch.Active() || doc == nil {
		return nil
	}
	g, day := doc.Value, d.Day
	what := newsOf(g, d)
	if what == newsNone {
		return nil
	}
	c := newCtx(e, v, store.Incoming{})
	if v.Person.Value.Discreet {
		return &store.Message{Text: c.line("hasil.diam")}
	}
	if what == newsTakenBack {
		return &store.Message{Text: c.line("hasil.ditarik", "anak", c.childName(ch), "hari", shortDate(day))}
	}
	m := g.On(day)
	parts := []string{c.line("hasil.judul", "anak", c.childName(ch), "ukuran", c.sizes(*m))}
	if what == newsCorrected {
		parts[0] = c.line("hasil.ralat", "anak", c.childName(ch), "hari", shortDate(day), "ukuran", c.sizes(*m))
	}
	var mark growth.Mark
	for _, x := range growth.Card(ch, g.Valid(), growth.DefaultRules()) {
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
