package faq

// match is where a rule holds: the first word and the doubt upon its words.
type match struct {
	at    int
	doubt bool
}

// holds tells whether every term of a rule is met by words meant as happening.
func (s *scene) holds(r *rule) (match, bool) {
	for i := range r.terms {
		if t := &r.terms[i]; t.figure == nil && !t.not && !s.has.meets(t.elems[0].want) && !(t.either && s.has.meets(t.elems[1].want)) {
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

func (b *classes) meets(some few) bool {
	for _, c := range some {
		if b.has(int(c)) {
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
		if e < 0 || !not && (s.spent(end, j) || len(elems) == 1 && s.elsewhere(j)) {
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

// elsewhere tells a denial that opens a clause of its own and denies a thing there:
// "gerak janin masih aktif, ga ada flek" says nothing against the movement.
func (s *scene) elsewhere(neg int) bool {
	if t := &s.t[neg]; t.stop == 0 || !t.is(s.v.neg) {
		return false
	}
	for k := neg + 1; k < len(s.t) && s.t[k].clause == s.t[neg].clause; k++ {
		if t := &s.t[k]; t.flags&fNeg != 0 && t.negBy == neg && len(t.hits) > 0 && !t.any(s.v.aux, s.v.kuat, s.v.mau, s.v.skip) {
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
		if s.t[i].is(s.v.but) || s.t[i].is(s.v.now) && !s.t[i].is(s.v.here) {
			said = false // "tadi masih main, sekarang lemes"
		}
		said = said || s.t[i].is(id) && s.t[i].flags&fNeg == 0
	}
	return said
}
