package reminders

import (
	"tumbuh/store"
)

// subject is one of whom rows speak, with its days as numbers of [store.Date.Number].
type subject struct {
	whom   Whom
	about  string // "p1", "c2", "" for the family
	since  int64  // unix seconds of its registration: nothing before it is due
	day    int    // day of registration
	hpht   int
	birth  int
	last   int // last day on which anything is due
	born   store.Date
	tablet string // of a pregnancy: "ttd" or "mms"
	preg   *store.Pregnancy
	child  *store.Child
	kids   bool // of a family: it has a child in our care
	view   *store.View
	anc    string // visits a pregnancy: "6" or "8"
	months string // deworming months
	hexa   string // birth day from which the hexavalent vaccine is given
}

// ageMonths returns the child's completed months on a day.
func (s *subject) ageMonths(day int) int { return store.MonthsBetween(s.born, store.DateNumber(day)) }

// under5 is how many months a child is in the programme's care.
const under5 = 60

// subjects lists of whom a family's rows speak, the whole family first.
func subjects(v *store.View) []subject {
	f := &v.Family.Value
	today := v.Today()
	p, _ := v.City.FindPosyandu(f.Posyandu)
	var list []subject
	home := subject{whom: Home, view: v, last: never}
	for i := range f.Pregnancies {
		if s, ok := ofPregnancy(v, &f.Pregnancies[i], p.Puskesmas, today); ok {
			home.join(s)
			list = append(list, s)
		}
	}
	for i := range f.Children {
		c := &f.Children[i]
		if !c.Active() || c.Birth.IsZero() {
			continue
		}
		s := ofChild(v, c, p.Puskesmas, today)
		if s.whom == Infant {
			home.kids = true
			home.join(s)
		}
		list = append(list, s)
		if n, ok := nursing(f, s); ok && !has(list, n) {
			list = append(list, n)
		}
	}
	if home.since != 0 {
		list = append([]subject{home}, list...)
	}
	return list
}

// has tells whether the subject is listed already: twins have one mother.
func has(list []subject, s subject) bool {
	for _, o := range list {
		if o.whom == s.whom && o.about == s.about {
			return true
		}
	}
	return false
}

// join makes a family's subject as old as its first member and as long as its last.
func (s *subject) join(o subject) {
	if s.since == 0 {
		s.since, s.day, s.last = o.since, o.day, o.last
		return
	}
	if o.since < s.since {
		s.since, s.day = o.since, o.day
	}
	s.last = max(s.last, o.last)
}

func ofPregnancy(v *store.View, p *store.Pregnancy, puskesmas string, today store.Date) (subject, bool) {
	if !p.Active() || p.HPHT.IsZero() {
		return subject{}, false
	}
	s := subject{whom: Pregnant, about: p.ID, since: p.Since.Unix(), day: store.DateOf(p.Since).Number(), hpht: p.HPHT.Number(), preg: p, view: v}
	s.last = s.hpht + 280 + silentDays
	s.tablet = v.Family.Value.Prefs.Tablet
	if s.tablet == "" {
		s.tablet = v.Settings.Get("supplement", puskesmas, today)
	}
	s.anc = v.Settings.Get("anc", puskesmas, today)
	return s, true
}

func ofChild(v *store.View, c *store.Child, puskesmas string, today store.Date) subject {
	s := subject{whom: Infant, about: c.ID, since: c.Since.Unix(), day: store.DateOf(c.Since).Number(), birth: c.Birth.Number(), born: c.Birth, child: c, view: v}
	s.last = c.Birth.AddMonths(under5).Number() - 1
	if today.Number() > s.last {
		s.whom, s.last = Girl, c.Birth.AddMonths(19*12).Number()-1
		return s
	}
	s.months = v.Settings.Get("cacing", puskesmas, today)
	s.hexa = v.Settings.Get("heksavalen", puskesmas, today)
	return s
}

// nursing is the mother of a child born in the last 42 days of a pregnancy we knew.
func nursing(f *store.Family, c subject) (subject, bool) {
	if c.whom != Infant || c.child.From == "" || f.Moved != (store.Date{}) {
		return subject{}, false
	}
	for i := range f.Pregnancies {
		if p := &f.Pregnancies[i]; p.ID == c.child.From && p.End == store.EndBirth {
			n := subject{whom: Nursing, about: p.ID, since: c.since, day: c.day, birth: c.birth, born: c.born, view: c.view, last: c.birth + 42}
			return n, true
		}
	}
	return subject{}, false
}
