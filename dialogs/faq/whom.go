package faq

import "strings"

// whom says of whom the word at i is told: the nearest person before it in the
// sentence, else after it, else anywhere, else what the record says of the writer.
func (s *scene) whom(i int) uint8 {
	w := s.owner(i)
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
		w |= s.cared()
	} else if w == whoSelf && s.acts() {
		w |= s.cared()
	}
	return s.widen(w)
}

// owner says whose a part of a body is where that is said behind it: "paha kanan saya".
func (s *scene) owner(i int) uint8 {
	for k := i + 1; k < len(s.t) && k <= i+2 && s.t[i].is(s.v.body) && s.t[k].clause == s.t[i].clause; k++ {
		if w := s.person(k); w != 0 {
			return w
		}
	}
	return 0
}

// cared is the child that is spoken of without a name, if one is.
func (s *scene) cared() uint8 {
	switch a := s.facts.age; {
	case !s.third():
		return 0
	case a >= 0 && a <= 62:
		return whoBaby
	}
	return whoChild
}

// acts tells that she does something to somebody.
func (s *scene) acts() bool {
	for k := range s.t {
		if s.t[k].any(s.v.self, s.v.istri) && s.doing(k) {
			return true
		}
	}
	return false
}

// third tells that somebody is spoken of who is neither named nor the writer: an age,
// a name, "dia", or a part of a body with -nya. Of whom a mother writes so is her child.
func (s *scene) third() bool {
	if s.has.has(s.v.hamil) || s.has.has(s.v.lahir) || s.has.has(s.v.other) {
		return false
	}
	if s.facts.age >= 0 && s.facts.age < 365*7 {
		return true
	}
	for i := range s.t {
		t := &s.t[i]
		if s.name(i) || t.word == "dia" || t.is(s.v.body) && t.owned() {
			return true
		}
	}
	return false
}

// name tells a word that is no word, with a capital, and not of a helper: "Bidan Yuni".
func (s *scene) name(i int) bool {
	t := &s.t[i]
	return t.named && len(t.hits) == 0 && !s.lx.known(t.word) && !(i > 0 && s.t[i-1].any(s.v.asking, s.v.other, s.v.title))
}

// owned tells a word with -nya.
func (t *token) owned() bool {
	return strings.HasSuffix(t.word, "nya") || strings.HasSuffix(t.word, "nye") || strings.HasSuffix(t.word, "ny")
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
		case k+1 < len(s.t) && s.t[k+1].is(v.nth) && s.has.has(v.hamil):
			return 0 // "hamil anak kedua"
		case t.twice && s.has.has(v.hamil):
			return 0 // "ketabrak sepeda anak2"
		case t.is(v.sib) && (s.has.has(v.lahir) || s.has.has(v.hamil)):
			return 0
		case a < 0 && (t.is(v.little) || k+1 < len(s.t) && s.t[k+1].spell == "lahir"): // "cucu lahir kecil"
			return whoBaby | whoChild
		}
		return whoChild
	case t.is(v.hamil) && t.flags&fNeg == 0:
		return whoPregnant
	case t.any(v.lahir, v.nifas) && t.flags&fNeg == 0:
		return whoAfter
	case t.is(v.istri) && s.doing(k):
		return 0 // "istri ganti popok"
	case t.is(v.istri):
		return whoSelf
	case t.is(v.self):
		for j := k - 1; j >= 0 && j >= k-3 && s.t[j].clause == t.clause; j-- {
			if s.t[j].any(v.anak, v.bayi, v.istri, v.other) {
				return 0 // "anak pertama saya" is not she
			}
		}
		if s.doing(k) {
			return 0
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
	if s.has.has(v.hamil) && !s.denied(v.hamil) || s.facts.weeks >= 12 && !s.has.has(v.lahir) || s.has.has(v.janin) || s.prof.Pregnant {
		w |= whoPregnant
	}
	if a := s.facts.age; a >= 0 && a <= 45 {
		w |= whoAfter // who writes of herself and of her newborn
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

// doing tells that she writes what she does to somebody: "saya hitung napasnya", "saya
// lagi nyuci", not what befalls her.
func (s *scene) doing(k int) bool {
	for j := k + 1; j < len(s.t) && j <= k+3 && s.t[j].clause == s.t[k].clause; j++ {
		if s.t[j].is(s.v.doing) {
			return true
		}
		if !s.t[j].any(s.v.skip, s.v.done, s.v.just, s.v.now, s.v.aux) && s.t[j].spell != "coba" && s.t[j].spell != "lagi" {
			return false
		}
	}
	return false
}

// unnamed gives whom the profile knows where the text names nobody ("muntah terus dari
// pagi"); 0 where it names somebody, or of a stranger.
func (s *scene) unnamed() uint8 {
	for k := range s.t {
		if s.person(k) != 0 {
			return 0
		}
	}
	return s.ofProfile() &^ whoNobody
}
