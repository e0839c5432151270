package faq

// match is where a rule holds: the first word and the doubt upon its words.
type match struct {
	at    int
	doubt bool
}

// holds tells whether every term of a rule is met by words meant as happening.
func (s *scene) holds(r *rule) (match, bool) {
	for i := range r.terms {
		t := &r.terms[i]
		if t.figure == nil && !t.not && !s.has.meets(&t.need) && !(t.either && s.has.meets(&t.elems[1].want)) {
			return match{}, false
		}
	}
	m := match{at: -1}
	figAt := -1
	for i := range r.terms {
		t := &r.terms[i]
		if t.figure != nil {
			if t.figure.holds(s) == t.not {
				return match{}, false
			}
			figAt = s.facts.at[t.figure.which]
			continue
		}
		at, doubt, ok := s.meets(t, r)
		if ok == t.not {
			return match{}, false
		}
		if t.not {
			continue
		}
		if t.figure == nil && (m.at < 0 || s.weak(m.at) && !s.weak(at)) {
			m.at = at
		}
		m.doubt = m.doubt || doubt
	}
	if r.soft && s.reassured() {
		return match{}, false
	}
	if m.at < 0 {
		m.at = max(figAt, 0)
	}
	return m, true
}

// weak tells a word that only gives the setting.
func (s *scene) weak(i int) bool {
	return s.t[i].any(s.v.hamil, s.v.lahir, s.v.anak, s.v.bayi, s.v.neg)
}

func (b *bits) meets(o *bits) bool {
	for i := range b {
		if b[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// meets looks for one term anywhere in the text.
func (s *scene) meets(t *term, r *rule) (at int, doubt, ok bool) {
	if at, doubt, ok = s.sequence(t.elems, r, t.not); ok || !t.either {
		return at, doubt, ok
	}
	a, b := t.elems[1], t.elems[0]
	a.gap, b.gap = 0, t.elems[1].gap
	return s.sequence([]elem{a, b}, r, t.not)
}

func (s *scene) sequence(elems []elem, r *rule, not bool) (int, bool, bool) {
	for i := range s.t {
		end := s.fits(i, &elems[0], r, 0, i, not)
		if end < 0 {
			continue
		}
		doubt := s.t[i].flags&fDoubt != 0
		if len(elems) == 1 {
			return i, doubt, true
		}
		if d, ok := s.rest(end, elems[1:], r, 1, i, not); ok {
			return i, doubt || d, true
		}
	}
	return 0, false, false
}

// rest looks for the remaining places of a sequence after token end; seen holds the
// places taken so far, counted from start.
func (s *scene) rest(end int, elems []elem, r *rule, seen uint64, start int, not bool) (bool, bool) {
	for j := end + 1; j < len(s.t) && j <= end+1+elems[0].gap && s.t[j].sentence == s.t[end].sentence; j++ {
		e := s.fits(j, &elems[0], r, seen, start, not)
		if e < 0 || !not && s.spent(end, j) {
			continue
		}
		doubt := s.t[j].flags&fDoubt != 0
		if len(elems) == 1 {
			return doubt, true
		}
		if d, ok := s.rest(e, elems[1:], r, seen|1<<(j-start), start, not); ok {
			return doubt || d, true
		}
	}
	return false, false
}

// spent tells that the denial at token neg was already used up by a word before j:
// "tidak kuning dan menyusu kuat" does not deny the feeding.
func (s *scene) spent(neg, j int) bool {
	if !s.t[neg].is(s.v.neg) || s.t[j].flags&fNeg != 0 && s.t[j].negBy == neg {
		return false
	}
	for k := neg + 1; k < j; k++ {
		if t := &s.t[k]; t.flags&fNeg != 0 && t.negBy == neg && !t.any(s.v.aux, s.v.kuat, s.v.mau, s.v.skip, s.v.eat, s.v.drink) {
			return true
		}
	}
	return false
}

// fits gives the last word of the phrase when token i is of a wanted class and meant
// as happening, else -1. Words that must not be there count however they are meant.
func (s *scene) fits(i int, e *elem, r *rule, seen uint64, start int, not bool) int {
	t := &s.t[i]
	end := -1
	for _, h := range t.hits {
		if e.want.has(h.class) {
			end = max(end, h.end)
		}
	}
	if end < 0 || not {
		return end
	}
	f := t.flags
	if f&fNeg != 0 && t.negBy >= start && seen&(1<<(t.negBy-start)) != 0 {
		f &^= fNeg // the rule speaks of the denial itself
	}
	if s.setting(t) {
		if f&fNeg != 0 {
			return -1
		}
		return end
	}
	if r.hard {
		f &^= fMild
	}
	if r.loose {
		f &^= fIf
	}
	if r.third {
		f &^= fOther
	}
	if f&(fNeg|fPast|fIf|fOther|fDone|fMild) != 0 {
		return -1
	}
	return end
}

// setting tells a word that only says who or what; how it is meant does not matter.
func (s *scene) setting(t *token) bool {
	return t.any(s.v.hamil, s.v.lahir, s.v.anak, s.v.bayi, s.v.self, s.v.istri, s.v.janin)
}

// reassured tells a word like "masih aktif" that no "tapi" takes back.
func (s *scene) reassured() bool {
	id := s.lx.ids["REASSURE"]
	said := false
	for i := range s.t {
		if s.t[i].is(s.v.but) {
			said = false
		}
		said = said || s.t[i].is(id) && s.t[i].flags&fNeg == 0
	}
	return said
}

// whom says of whom the word at i is told: the nearest person before it in the
// sentence, else after it, else anywhere, else what the record says of the writer.
func (s *scene) whom(i int) uint8 {
	var w uint8
	for k := i; k >= 0 && w == 0 && s.t[k].sentence == s.t[i].sentence; k-- {
		w = s.person(k)
	}
	for k := i + 1; k < len(s.t) && w == 0 && s.t[k].sentence == s.t[i].sentence; k++ {
		w = s.person(k)
	}
	for k := 0; k < len(s.t) && w == 0; k++ {
		w = s.person(k)
	}
	if w == 0 {
		w = s.ofProfile()
	}
	return s.widen(w)
}

func (s *scene) person(k int) uint8 {
	t := &s.t[k]
	v := s.v
	switch {
	case t.is(v.janin):
		return whoPregnant
	case t.is(v.bayi):
		return s.babyOrChild()
	case t.is(v.anak):
		switch a := s.facts.age; {
		case a >= 0 && a <= 62:
			return whoBaby
		case t.is(v.sib) && (s.has.has(v.lahir) || s.has.has(v.hamil)):
			return 0
		case t.is(v.little) && a < 0:
			return whoBaby | whoChild
		}
		return whoChild
	case t.is(v.hamil) && t.flags&fNeg == 0:
		return whoPregnant
	case t.any(v.lahir, v.nifas) && t.flags&fNeg == 0:
		return whoAfter
	case t.is(v.istri):
		return whoSelf
	case t.is(v.self):
		for j := k - 1; j >= 0 && j >= k-3 && s.t[j].clause == t.clause; j-- {
			if s.t[j].any(v.anak, v.bayi, v.istri, v.other) {
				return 0 // "anak pertama saya" is not she
			}
		}
		return whoSelf
	}
	return 0
}

func (s *scene) babyOrChild() uint8 {
	switch {
	case s.facts.age > 62:
		return whoChild
	case s.facts.age >= 0:
		return whoBaby
	}
	for _, a := range s.prof.ChildAgesDays {
		if a > 62 && len(s.prof.ChildAgesDays) == 1 {
			return whoChild | whoBaby
		}
	}
	return whoBaby
}

// widen adds what the text or the record says of her: with child, or after a birth.
func (s *scene) widen(w uint8) uint8 {
	v := s.v
	if w&(whoSelf|whoPregnant|whoAfter) == 0 {
		return w
	}
	if s.has.has(v.hamil) && !s.denied(v.hamil) || s.has.has(v.janin) || s.prof.Pregnant {
		w |= whoPregnant
	}
	if s.has.has(v.lahir) || s.has.has(v.nifas) || s.prof.PostpartumDays > 0 && s.prof.PostpartumDays <= 60 {
		w |= whoAfter
	}
	return w
}

func (s *scene) denied(class int) bool {
	for i := range s.t {
		if s.t[i].is(class) && s.t[i].flags&fNeg == 0 {
			return false
		}
	}
	return true
}

func (s *scene) ofProfile() uint8 {
	w := whoNobody
	if s.prof.Pregnant {
		w |= whoSelf | whoPregnant
	}
	if s.prof.PostpartumDays > 0 && s.prof.PostpartumDays <= 60 {
		w |= whoSelf | whoAfter
	}
	for _, a := range s.prof.ChildAgesDays {
		if a <= 62 {
			w |= whoBaby
		} else {
			w |= whoChild
		}
	}
	return w
}
