package dialogs

import "tumbuh/store"

// A mother may register twice herself: on Telegram, and later on WhatsApp or from another
// number. No network says that both are her, so the kader is asked as about a file: a child
// of one name and birth date, or a pregnancy of one name and time. Once she says so the
// reminders go on in the record last written from; the other rests. Neither record shows
// anything of the other person before, both are told without a name or a word of health,
// and the kader may part them again.

// mayBeTwin tells whether a record may be own's, which is the one that is kept: the other
// was brought by a file or a kader, or was written from longer ago.
func mayBeTwin(own, other store.Member) bool {
	if other.Family.Ref == own.Family.Ref {
		return false
	}
	a, b := own.Person.Value.LastSeen, other.Person.Value.LastSeen
	return !registeredHerself(other) || b.Before(a) || b.Equal(a) && other.ID() < own.ID()
}

// nearDays is how far two dates of one pregnancy may lie apart: one was told in weeks.
const nearDays = 14

// twinPregnancy finds the pregnancy of a family that another, which registered itself as
// well, may have registered once more.
func twinPregnancy(own store.Member, roster []store.Member) (twinRecord, bool) {
	p, name := own.Family.Value.Pregnancy(), own.Family.Value.MotherName
	if p == nil || name == "" {
		return twinRecord{}, false
	}
	for _, other := range roster {
		if !registeredHerself(other) || !mayBeTwin(own, other) || store.NameKey(name, store.Date{}) != store.NameKey(other.Family.Value.MotherName, store.Date{}) {
			continue
		}
		x := other.Family.Value.Pregnancy()
		if x == nil || max(x.HPHT.Sub(p.HPHT), p.HPHT.Sub(x.HPHT)) > nearDays {
			continue
		}
		ref := other.Family.Ref.ID + "." + x.ID
		if p.Same[ref] == "" && x.Same[own.Family.Ref.ID+"."+p.ID] == "" {
			return twinRecord{own: own, other: other, preg: *p, otherPreg: *x, otherRef: ref}, true
		}
	}
	return twinRecord{}, false
}

// recordOf is the pair a task names; false where one of them is gone.
func recordOf(own, other store.Member, subject, id string) (twinRecord, bool) {
	t := twinRecord{own: own, other: other, otherRef: other.Family.Ref.ID + "." + id}
	if a, b := own.Family.Value.Child(subject), other.Family.Value.Child(id); a != nil && b != nil {
		t.child, t.otherChild = *a, *b
		return t, true
	}
	a, b := pregnancyOf(&own.Family.Value, subject), pregnancyOf(&other.Family.Value, id)
	if a == nil || b == nil {
		return t, false
	}
	t.preg, t.otherPreg = *a, *b
	return t, true
}

// turned is the pair with the other as the one that is kept.
func (t twinRecord) turned() twinRecord {
	return twinRecord{own: t.other, other: t.own, child: t.otherChild, otherChild: t.child, preg: t.otherPreg, otherPreg: t.preg,
		otherRef: t.own.Family.Ref.ID + "." + t.subject()}
}

// subject is the id of what the records have in common.
func (t twinRecord) subject() string      { return or(t.child.ID, t.preg.ID) }
func (t twinRecord) otherSubject() string { return or(t.otherChild.ID, t.otherPreg.ID) }

// name is what the task calls it.
func (t twinRecord) name() string { return or(t.child.Name, t.own.Family.Value.MotherName) }

func (t twinRecord) bothActive() bool {
	if t.child.ID == "" {
		return t.preg.Active() && t.otherPreg.Active()
	}
	return t.child.Active() && t.otherChild.Active()
}

// join has own take what it does not know and ends the other.
func (t *twinRecord) join(g *store.Growth, og store.Growth) []string {
	if t.child.ID == "" {
		return store.JoinPregnancy(&t.preg, &t.otherPreg)
	}
	taken := store.Join(&t.child, &t.otherChild, g, og)
	t.otherChild.GoesOn = t.own.Family.Ref.ID + "." + t.child.ID
	return taken
}

func (t *twinRecord) unjoin(g *store.Growth, og store.Growth, taken []string) {
	if t.child.ID == "" {
		store.UnjoinPregnancy(&t.preg, &t.otherPreg, taken)
		return
	}
	store.Unjoin(&t.child, &t.otherChild, g, og, taken)
	t.otherChild.GoesOn = ""
}

// mark notes in own what was said of the pair.
func (t *twinRecord) mark(said string) {
	if t.child.ID == "" {
		t.preg.Same = with(t.preg.Same, t.otherRef, said)
		return
	}
	t.child.Same = with(t.child.Same, t.otherRef, said)
}

func (t *twinRecord) keepOwn(f *store.Family)   { keepRecord(f, t.child, t.preg) }
func (t *twinRecord) keepOther(f *store.Family) { keepRecord(f, t.otherChild, t.otherPreg) }

// keepRecord puts the child, else the pregnancy, back into its family.
func keepRecord(f *store.Family, ch store.Child, p store.Pregnancy) {
	if ch.ID != "" {
		*f.Child(ch.ID) = ch
		return
	}
	*pregnancyOf(f, p.ID) = p
}

// matchWords are the texts of a pair.
type matchWords struct{ ask, same, apart string }

func (t twinRecord) words() matchWords {
	switch {
	case t.child.ID == "":
		return matchWords{"cocok.tanya-hamil", "cocok.sama-dua", "cocok.beda-dua"}
	case registeredHerself(t.other):
		return matchWords{"cocok.tanya-dua", "cocok.sama-dua", "cocok.beda-dua"}
	}
	return matchWords{"cocok.tanya", "cocok.sama", "cocok.beda"}
}

func (t twinRecord) vars(c *Ctx) []string {
	a, b, nobody := t.own.Family.Value, t.other.Family.Value, c.line("umum.belum-diketahui")
	vars := []string{"ibu", or(a.MotherName, nobody), "ibu-lain", or(b.MotherName, nobody), "rt", or(b.RT, "–"),
		"kapan", c.lastWrote(t.own), "kapan-lain", c.lastWrote(t.other)}
	if t.child.ID == "" {
		return append(vars, "hpl", longDate(t.preg.HPL()), "hpl-lain", longDate(t.otherPreg.HPL()))
	}
	return append(vars, "anak", t.child.Name, "lahir", longDate(t.child.Birth), "lain", t.otherChild.Name)
}

func (c *Ctx) lastWrote(m store.Member) string {
	return longDate(store.DateOf(m.Person.Value.LastSeen))
}

// tellTwice tells a mother who registered twice what became of her records, in each. The
// words name nobody: should they be two mothers, neither learns anything of the other.
func (c *Ctx) tellTwice(t twinRecord, own, other string) {
	if !registeredHerself(t.other) {
		return
	}
	for i, m := range []store.Member{t.own, t.other} {
		if key := []string{own, other}[i]; key != "" && m.ID() != c.v.ID() && m.Person.Value.Stopped.IsZero() {
			c.SayTo(m.Person, store.Reply, "", key)
		}
	}
}
