package reminders

import (
	"time"

	"tumbuh/store"
)

// Anchor is what a rule counts from.
type Anchor int

// The anchors. Daily means each day while the subject is active.
const (
	Daily Anchor = iota
	FromHPL
	FromBirth
	PosyanduDay
)

// Subject is whom a rule is about.
type Subject int

// The subjects: a pregnancy, a child, the whole family.
const (
	OfPregnancy Subject = iota
	OfChild
	OfFamily
)

// Rule is one kind of reminder, as a row.
type Rule struct {
	ID     string
	About  Subject
	Anchor Anchor
	Offset int           // days from the anchor (negative: before)
	Until  int           // last day from the anchor, for Daily rules of a child
	Hour   string        // "08:00" WIB; "" = the hour she chose herself
	Late   time.Duration // how late it may still be said
	Dialog string        // dialog that hears the answer; "" = nothing is asked
	Ends   bool          // the rule ends pregnancy messages and leaves the kader a task
	Source string        // guideline, or "design"
}

// Rules lists every rule; a group is a file.
func Rules() []Rule {
	var all []Rule
	for _, group := range [][]Rule{tablet(), posyandu(), birth()} {
		all = append(all, group...)
	}
	return all
}

// tablet: one tablet a day in pregnancy (health-facts §2, TTDH).
func tablet() []Rule {
	return []Rule{{ID: "ttd", About: OfPregnancy, Anchor: Daily, Late: 2 * time.Hour, Dialog: "ttd", Source: "TTDH §2"}}
}

// posyandu: three days and one day before it meets.
func posyandu() []Rule {
	return []Rule{
		{ID: "posyandu-h3", About: OfFamily, Anchor: PosyanduDay, Offset: -3, Hour: "09:00", Late: 24 * time.Hour, Source: "design"},
		{ID: "posyandu-h1", About: OfFamily, Anchor: PosyanduDay, Offset: -1, Hour: "16:00", Late: 12 * time.Hour, Source: "design"},
	}
}

// birth: what happens when the expected day has passed (health-facts §1.5, design).
func birth() []Rule {
	return []Rule{
		{ID: "lahir-tanya", About: OfPregnancy, Anchor: FromHPL, Offset: 1, Hour: "09:00", Late: 48 * time.Hour, Dialog: "lahir", Source: "NAEG §1.5"},
		{ID: "lahir-h7", About: OfPregnancy, Anchor: FromHPL, Offset: 7, Hour: "09:00", Late: 48 * time.Hour, Dialog: "lahir", Source: "NAEG §1.5"},
		{ID: "tanpa-kabar", About: OfPregnancy, Anchor: FromHPL, Offset: 14, Hour: "09:00", Late: 365 * 24 * time.Hour, Ends: true, Source: "design §1.5"},
	}
}

// Due is one reminder for one subject on one day.
type Due struct {
	Rule  Rule
	About string // "p1", "c2", "" for the family
	Day   store.Date
	At    time.Time
	Again bool // asked once more because she said "nanti"
	Open  string
}

// subjects lists the ids a rule is about, with the first moment that counts.
func subjects(r Rule, f *store.Family) []subject {
	var list []subject
	switch r.About {
	case OfPregnancy:
		if p := f.Pregnancy(); p != nil {
			list = append(list, subject{id: p.ID, since: p.Since, hpl: p.HPL()})
		}
	case OfChild:
		for _, c := range f.Children {
			if c.Active() {
				list = append(list, subject{id: c.ID, since: c.Since, birth: c.Birth})
			}
		}
	case OfFamily:
		if s, ok := family(f); ok {
			list = append(list, s)
		}
	}
	return list
}

type subject struct {
	id         string
	since      time.Time
	hpl, birth store.Date
}

// family is a subject while a pregnancy or a child under five is in our care.
func family(f *store.Family) (subject, bool) {
	var s subject
	found := false
	note := func(t time.Time) {
		if !found || t.Before(s.since) {
			s.since = t
		}
		found = true
	}
	if p := f.Pregnancy(); p != nil {
		note(p.Since)
	}
	for _, c := range f.Children {
		if c.Active() {
			note(c.Since)
		}
	}
	return s, found
}

// next returns the first time the rule is due for the subject after a moment; false
// when it never will be.
func (r Rule) next(v store.View, s subject, after time.Time) (Due, bool) {
	f := &v.Family.Value
	hour := r.Hour
	if hour == "" {
		hour = f.Prefs.TTDHour
	}
	h, m, ok := store.ParseClock(hour)
	if !ok {
		h, m = 19, 0
	}
	if s.since.After(after) {
		after = s.since
	}
	day, ok := r.day(v, s, store.DateOf(after))
	for range 60 {
		if !ok {
			return Due{}, false
		}
		d := Due{Rule: r, About: s.id, Day: day, At: day.At(h, m)}
		if d.At.After(after) && !f.WasSent(r.ID, s.id, r.ledgerDay(day)) {
			return d, true
		}
		day, ok = r.day(v, s, day.Add(1))
	}
	return Due{}, false
}

// day returns the first day of the rule on or after a day.
func (r Rule) day(v store.View, s subject, from store.Date) (store.Date, bool) {
	switch r.Anchor {
	case Daily:
		if r.About == OfPregnancy && from.After(s.hpl.Add(13)) {
			return store.Date{}, false
		}
		return from, true
	case FromHPL:
		d := s.hpl.Add(r.Offset)
		return d, !d.Before(from)
	case FromBirth:
		d := s.birth.Add(r.Offset)
		return d, !d.Before(from)
	}
	p, ok := v.City.FindPosyandu(v.Family.Value.Posyandu)
	if !ok {
		return store.Date{}, false
	}
	meets, ok := p.Days.Next(from.Add(-r.Offset))
	return meets.Add(r.Offset), ok
}

// ledgerDay is the day under which the ledger keeps the reminder.
func (r Rule) ledgerDay(day store.Date) store.Date { return day }
