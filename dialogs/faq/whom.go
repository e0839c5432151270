package faq

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
