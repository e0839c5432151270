package faq

import "strings"

// mark sets the flags of every token: denied, past, supposed, another's, over, mild.
func (s *scene) mark() {
	v := s.v
	for i := range s.t {
		t := &s.t[i]
		switch {
		case t.is(v.neg):
			s.markNeg(i)
		case t.is(v.mild):
			s.markMild(i)
		}
		if t.is(v.cond) {
			s.markIf(i)
		}
		if t.is(v.fear) {
			s.markFear(i)
		}
		if t.is(v.past) || t.is(v.sempat) || t.is(v.ago) {
			s.markPast(i)
		}
		if t.is(v.unreal) && !(i > 0 && s.t[i-1].is(s.lx.ids["LIKE"])) && !s.pastime(i) {
			s.markUnreal(i)
		}
		if t.is(v.study) {
			s.markStudy(i)
		}
		if t.is(v.hot) && !t.is(v.lot) {
			s.coolDown(i)
		}
	}
	s.markDone()
	s.markAsked()
	s.markOther()
}

// markNeg denies what follows "tidak": the next word of weight, its "atau" partners,
// and after "tidak ada" the whole list.
func (s *scene) markNeg(i int) {
	v := s.v
	if s.isTag(i) || i+1 < len(s.t) && s.t[i+1].stop == 0 && s.t[i+1].is(v.neg) {
		return // "teu acan": the second denies
	}
	wide, ever := s.t[i].is(v.negAda), false
	j := i + 1
	for j < len(s.t) && s.t[j].stop == 0 && s.t[j].any(v.skip, v.kok) {
		wide = wide || s.t[j].spell == "ada" || s.t[j].spell == "pernah" || s.t[j].spell == "disertai"
		ever = ever || s.t[j].spell == "pernah"
		j++
	}
	if j >= len(s.t) || s.t[j].stop == 2 {
		return
	}
	if w := s.t[j].spell; w == "cuma" || w == "hanya" || w == "saja" || w == "cuman" {
		return
	}
	if wide {
		for n := 0; j < len(s.t) && n < 7 && s.t[j].stop < 2 && !s.t[j].any(v.but, v.done, v.since, v.now, v.hamil) && !(n > 0 && s.t[j].stop == 1 && (s.t[j].owned() || s.t[j].is(v.self) || ever && s.t[j].is(v.gerak))); j, n = j+1, n+1 {
			s.deny(j, i)
		}
		return
	}
	s.deny(j, i)
	if s.t[j].is(v.aux) && j+1 < len(s.t) && s.t[j+1].stop == 0 {
		j++
		s.deny(j, i)
	}
	for j+2 < len(s.t) && (s.t[j+1].spell == "atau" || s.t[j+1].spell == "maupun" || s.t[j+1].spell == "ataupun") {
		s.deny(j+2, i)
		j += 2
	}
}

func (s *scene) deny(j, by int) {
	s.t[j].flags |= fNeg
	s.t[j].negBy = by
}

// isTag tells "bahaya ga", "normal ga ya": a question, not a denial. "g" after a
// figure is gram.
func (s *scene) isTag(i int) bool {
	t := &s.t[i]
	if i > 0 && i+2 < len(s.t) && s.t[i-1].is(s.v.okay) && s.t[i+1].stop == 0 && s.t[i+2].stop == 0 && s.t[i+2].is(s.v.neg) {
		return false // "napas normal ga sesak ga biru"
	}
	if i > 0 && (s.t[i-1].fig && t.spell == "g" || t.stop == 0 && s.t[i-1].is(s.v.tag) && t.spell != "bukan") {
		return true
	}
	if i == 0 {
		return false
	}
	n := i + 1
	if n >= len(s.t) || s.t[n].stop > 0 {
		return true
	}
	switch s.t[n].spell {
	case "ya", "sih", "bun", "bu", "dok", "kak", "min", "y", "bund", "sus", "mba", "mbak":
		return n+1 >= len(s.t) || s.t[n+1].stop > 0 || n+2 >= len(s.t)
	}
	return false
}

// markMild softens the word before or the two after.
func (s *scene) markMild(i int) {
	for k := max(i-1, 0); k < len(s.t) && k <= i+2; k++ {
		if k != i && s.t[k].clause == s.t[i].clause && !s.t[k].is(s.v.lot) {
			s.t[k].flags |= fMild
		}
	}
}

// markIf supposes the rest of the sentence, unless "kalau" only means "whenever".
func (s *scene) markIf(i int) {
	v := s.v
	if i+1 < len(s.t) && s.t[i+1].is(v.when) && s.t[i+1].stop == 0 && !(i > 0 && s.t[i-1].any(v.panic, v.weak)) {
		return
	}
	if s.self && s.ahead(i, 5, v.habit) {
		return // "kalau marah suka mukul": it happens
	}
	end := s.sentenceEnd(i)
	for j := i + 1; j < end; j++ {
		if s.t[j].stop == 1 && strings.HasPrefix(s.t[j].word, "kemar") {
			return // "kalau marah …, kemarin saya didorong": it happened
		}
		if s.t[j].any(v.but, v.just, v.now) && !s.t[j].is(v.lot) || s.t[j].is(v.since) && j+1 < end && s.t[j+1].is(v.daypart) {
			if s.t[j].any(v.now, v.just, v.since) {
				s.doubt(i+1, end)
			}
			return
		}
		s.t[j].flags |= fIf
	}
}

// doubt turns supposition into doubt: worth asking back.
func (s *scene) doubt(from, to int) {
	for k := from; k < to; k++ {
		s.t[k].flags = s.t[k].flags&^fIf | fDoubt
	}
}

func (s *scene) markFear(i int) {
	for j := i + 1; j < len(s.t) && s.t[j].clause == s.t[i].clause; j++ {
		if s.t[j].any(s.v.now, s.v.just) {
			return
		}
		s.t[j].flags |= fIf
	}
}

// markPast dates a clause to another time, up to a word that means now.
func (s *scene) markPast(i int) {
	v := s.v
	from, to := s.clauseOf(i)
	if s.t[i].is(v.ago) && !s.t[i].is(v.year) {
		for k := from; k < to; k++ {
			if s.t[k].is(v.birth) {
				return
			}
		}
	}
	if s.hereFirst(i) || s.t[i].is(v.sempat) && i > 0 && s.t[i-1].is(v.neg) { // "ga sempet ke bidan"
		return
	}
	if s.t[i].is(v.sempat) {
		if s.back(i, 4, v.just, v.now) || s.ahead(i, 6, v.just) || !s.over(i) {
			return
		}
	}
	if s.t[i].is(v.past) && s.back(i, 3, v.neg) && !s.t[i].is(s.lx.ids["FIRST"]) || s.first(i) {
		return
	}
	if s.t[i].is(v.ago) && s.t[from].word == "itu" && from > 0 {
		from, _ = s.clauseOf(from - 1) // "muntah terus, itu udah 6 tahun lalu"
	}
	end := s.sentenceEnd(i)
	if s.t[i].is(v.past) || s.t[i].is(v.ago) {
		to = max(to, s.until(i, end))
	}
	for k := from; k < to; k++ {
		if k > i && (s.t[k].any(v.now, v.just) || s.t[k].is(v.lahir) && s.t[i].spell == "bekas") {
			return
		}
		if !s.t[i].is(v.ago) && k < i && s.t[i].spell == "bekas" {
			continue
		}
		s.t[k].flags |= fPast
	}
}

// first tells a "dulu" that means first, or is only manners: "keluar dulu", "tanya dulu".
func (s *scene) first(i int) bool {
	if w := s.t[i].spell; w != "dulu" && w != "dlu" && w != "dl" || i == 0 || s.t[i].stop > 0 {
		return false
	}
	if s.t[i-1].is(s.lx.ids["PART"]) || s.back(i, 4, s.lx.ids["LIKE"]) { // "tidak seperti mules dulu"
		return true
	}
	if s.t[i-1].is(s.v.doing) {
		return true
	}
	switch s.t[i-1].spell {
	case "pulang", "lebih", "terlebih", "keluar", "kluar", "lahir", "nongol", "tanya", "nanya", "tunggu", "coba", "minum", "makan",
		"bentar", "sebentar", "istirahat", "duluan", "muncul", "kaluar", "lihat", "liat", "tidur":
		return true
	}
	return false
}

// until gives the end of what a past word covers: to "sekarang", "tapi" or the full stop.
func (s *scene) until(i, end int) int {
	for k := i + 1; k < end; k++ {
		if s.t[k].any(s.v.yet, s.v.now, s.v.just) || s.t[k].is(s.v.since) && k+1 < end && s.t[k+1].is(s.v.daypart) {
			return k
		}
	}
	return end
}

// over tells that a later word of the text says it is well now.
func (s *scene) over(i int) bool {
	for k := i + 1; k < len(s.t); k++ {
		if s.t[k].any(s.v.okay, s.v.done) && s.t[k].flags&fNeg == 0 {
			return true
		}
	}
	return false
}

func (s *scene) markAll(i int, f uint8) {
	from, to := i, i
	for from > 0 && s.t[from-1].sentence == s.t[i].sentence {
		from--
	}
	for to < len(s.t) && s.t[to].sentence == s.t[i].sentence {
		s.t[to].flags |= f
		to++
	}
	for k := from; k < i; k++ {
		s.t[k].flags |= f
	}
}

// pastime tells "lagi nonton tv": what she was at when it happened.
func (s *scene) pastime(i int) bool {
	if i == 0 || i+1 < len(s.t) && s.t[i+1].is(s.v.unreal) {
		return false
	}
	switch s.t[i].spell {
	case "nonton", "game", "lagu", "hp":
		switch s.t[i-1].spell {
		case "lagi", "sambil", "pas", "sedang", "asik", "lg", "asyik":
			return true
		}
	}
	return false
}

// markStudy: what stands with a lesson, a contest or a poster happens to nobody, unless a
// word says that it does now; "tadi" may be when the lesson was.
func (s *scene) markStudy(i int) {
	here, elsewhere := false, false
	for k := range s.t {
		t := &s.t[k]
		if !t.is(s.v.cry) && !(t.is(s.v.now) && !t.is(s.v.here)) && !(t.is(s.v.just) && (k < i-2 || k > i+3)) {
			continue
		}
		here, elsewhere = here || t.sentence == s.t[i].sentence, true
	}
	if here {
		return
	}
	s.markAll(i, fIf|fPast)
	if !elsewhere && (s.back(i, 3, s.v.studyFor) || s.back(i, 2, s.v.study) || s.ahead(i, 2, s.v.asking)) {
		s.suppose(0, len(s.t))
	}
}

// coolDown takes the fever out of "panas" beside weather, water, oil.
func (s *scene) coolDown(i int) {
	for k := max(i-3, 0); k < len(s.t) && k <= i+2; k++ {
		t := &s.t[k]
		if k == i || !t.any(s.v.demam, s.v.panasTinggi) || t.clause != s.t[i].clause || t.spell == "demam" || s.facts.temp > 0 {
			continue
		}
		t.drop(s.v.demam)
		t.drop(s.v.panasTinggi)
	}
}
