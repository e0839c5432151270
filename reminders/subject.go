package reminders

import (
	"slices"

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
	older  bool // of a family: one of them is no newborn any more
	view   *store.View
	anc    string // visits a pregnancy: "6" or "8"
	hexa   bool   // of a child: it gets the hexavalent vaccine
	place  string // puskesmas
	joined int    // of a child: completed months when it was registered
	memo   [4]dayFacts
}

// dayFacts are what many rows ask of one day.
type dayFacts struct{ day, age, month int }

// facts computes the child's completed months and the calendar month of a day, and
// remembers the last few days: all rows ask of the same ones.
func (s *subject) facts(day int) dayFacts {
	for i := range s.memo {
		if s.memo[i].day == day {
			return s.memo[i]
		}
	}
	d := store.DateNumber(day)
	f := dayFacts{day: day, month: int(d.Month)}
	if !s.born.IsZero() {
		f.age = store.MonthsBetween(s.born, d)
	}
	copy(s.memo[1:], s.memo[:3])
	s.memo[0] = f
	return f
}

// ageMonths returns the child's completed months on a day.
func (s *subject) ageMonths(day int) int { return s.facts(day).age }

// month returns the calendar month of a day.
func (s *subject) month(day int) int { return s.facts(day).month }

// set reads a setting as it holds today for the family's puskesmas.
func (s *subject) set(key string) string { return s.view.Settings.Get(key, s.place, s.view.Today()) }

// newborn is for how many days after its birth a child is visited at home instead of being
// brought to the posyandu (KN, health-facts §1.7).
const newborn = 28

// under5 is how many months a child is in the programme's care.
const under5 = 60

// subjects lists of whom a family's rows speak, the whole family first.
func subjects(v *store.View) []subject {
	f := &v.Family.Value
	today := v.Today()
	p, _ := v.City.FindPosyandu(f.Posyandu)
	list := make([]subject, 1, 1+len(f.Pregnancies)+2*len(f.Children)) // the family's place is kept free
	home := subject{whom: Home, view: v, last: never, place: p.Puskesmas}
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
			home.kids, home.older = true, home.older || today.Number() >= s.birth+newborn
			home.join(s)
		}
		list = append(list, s)
		if n, ok := nursing(f, s); ok && !has(list[1:], n) {
			list = append(list, n)
		}
	}
	if home.since == 0 {
		return list[1:]
	}
	list[0] = home
	return list
}

// has tells whether the subject is listed already: twins have one mother.
func has(list []subject, s subject) bool {
	for _, o := range list {
		if o.whom == s.whom && (o.about == s.about || o.whom == Nursing && o.birth == s.birth) {
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
	s := subject{whom: Pregnant, about: p.ID, since: p.Since.Unix(), day: store.DateOf(p.Since).Number(), hpht: p.HPHT.Number(), preg: p, view: v, place: puskesmas}
	s.last = s.hpht + 280 + silentDays
	s.tablet = v.Family.Value.Prefs.Tablet
	if s.tablet == "" {
		s.tablet = v.Settings.Get("supplement", puskesmas, today)
	}
	s.anc = v.Settings.Get("anc", puskesmas, today)
	return s, true
}

func ofChild(v *store.View, c *store.Child, puskesmas string, today store.Date) subject {
	s := subject{whom: Infant, about: c.ID, since: c.Since.Unix(), day: store.DateOf(c.Since).Number(), birth: c.Birth.Number(), born: c.Birth,
		child: c, view: v, place: puskesmas}
	s.joined = store.MonthsBetween(s.born, store.DateNumber(s.day))
	s.last = c.Birth.AddMonths(under5).Number() - 1
	if today.Number() > s.last+overdue {
		return ofGirl(s, c)
	}
	from, err := store.ParseDate(s.set("heksavalen"))
	s.hexa = err == nil && !c.Birth.Before(from)
	return s
}

// overdue is how many days after its fifth birthday a child is still looked at ([Row.Over]).
const overdue = 30

// ofGirl is a child that has left the posyandu. A girl is looked at again from the
// first of her weekly days after she is twelve until she is nineteen.
func ofGirl(s subject, c *store.Child) subject {
	s.whom, s.last = Girl, -1
	if c.Sex != "P" {
		return s
	}
	days := []string{"minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"}
	twelve := c.Birth.AddMonths(12 * 12)
	wait := (slices.Index(days, s.set("hari-ttd-remaja")) - int(twelve.Weekday()) + 7) % 7
	s.birth, s.last = twelve.Number()+max(wait, 0), c.Birth.AddMonths(19*12).Number()-1
	return s
}

// nursing is the mother of a child born in the last 42 days: the one whose pregnancy
// we knew, or the one who registered a newborn herself.
func nursing(f *store.Family, c subject) (subject, bool) {
	if c.whom != Infant || f.Moved != (store.Date{}) || c.view.Today().Number() > c.birth+42 {
		return subject{}, false
	}
	n := subject{whom: Nursing, about: c.about, since: c.since, day: c.day, birth: c.birth, born: c.born, view: c.view, place: c.place, last: c.birth + 42}
	if c.child.From == "" {
		return n, !c.view.Person.Value.Has(store.Pendamping)
	}
	for i := range f.Pregnancies {
		if p := &f.Pregnancies[i]; p.ID == c.child.From && p.End == store.EndBirth {
			n.about = p.ID
			return n, true
		}
	}
	return subject{}, false
}
