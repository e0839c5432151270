package faq

import "strings"

// markDone ends what "sudah sembuh", "udah ga ada", "sudah turun" says is over.
func (s *scene) markDone() {
	v := s.v
	for i := range s.t {
		if !s.t[i].is(v.done) {
			continue
		}
		for k := i + 1; k < len(s.t) && k <= i+4 && s.t[k].sentence == s.t[i].sentence; k++ {
			t := &s.t[k]
			gone := t.is(v.okay) && t.flags&fNeg == 0 && !s.sinks(k) && !s.askedWell(k) ||
				t.is(v.neg) && k <= i+2 && t.clause == s.t[i].clause && !s.lx.same(t.word, "belum") && !s.isTag(k) && (k+1 >= len(s.t) || s.t[k+1].is(v.nomore) && (k+2 >= len(s.t) || s.t[k+2].stop > 0 || s.t[k+2].any(v.done, v.but)) || k+1 < len(s.t) && s.t[k+1].stop == 2)
			if !gone {
				continue
			}
			f := fDone
			if s.hadJust(i) && !t.is(v.nomore) && t.spell == "berhenti" {
				f = fDoubt
			}
			for m := 0; m < k; m++ {
				if !s.t[m].is(v.lahir) {
					s.t[m].flags |= f
				}
			}
			break
		}
	}
}

// askedWell tells "sekarang apakah normal" from "sekarang normal".
func (s *scene) askedWell(k int) bool {
	return k > 0 && strings.HasPrefix(s.t[k-1].word, "ap") && s.t[k-1].is(s.v.weak)
}

// sinks tells "turun naik", "turun terus", and words of weight: not well.
func (s *scene) sinks(k int) bool {
	w := s.t[k].spell
	if w == "turun" || w == "damang" {
		return k+1 < len(s.t) && (s.t[k+1].spell == "naik" || s.t[k+1].spell == "terus") || k > 0 && (s.t[k-1].spell == "naik" || s.t[k-1].is(s.v.weight))
	}
	if w == "hilang" || w == "ilang" {
		return k+1 < len(s.t) && (s.t[k+1].spell == "timbul" || s.t[k+1].spell == "kesadaran" || s.t[k+1].spell == "sadar")
	}
	if w == "pulang" && k > 1 && s.t[k-1].is(s.v.done) && (s.t[k-2].is(s.v.title) || s.t[k-2].spell == "suami") {
		return true // "bidannya udah pulang"
	}
	if w == "berhenti" || w == "brenti" || w == "pulang" || w == "kering" {
		return k+1 < len(s.t) && s.t[k+1].any(s.lx.ids["SUSU"], s.v.napas, s.lx.ids["BIBIR"]) ||
			w == "kering" && k > 0 && s.t[k-1].any(s.lx.ids["BAB"], s.lx.ids["BIBIR"], s.v.pipis, s.lx.ids["MATA"])
	}
	return false
}

func (s *scene) hadJust(i int) bool {
	for k := 0; k < i; k++ {
		if s.t[k].is(s.v.just) {
			return true
		}
	}
	return false
}

// markAsked finds questions asked in general: "apa itu …", "kenapa ibu hamil bisa …".
// What is hers, now, or measured is not general.
func (s *scene) markAsked() {
	v := s.v
	for i := range s.t {
		t := &s.t[i]
		if t.is(v.remedy) && !t.is(s.lx.ids["RACUN"]) && !s.now && !s.back(i, 3, v.taken) {
			s.suppose(i+1, min(i+4, s.sentenceEnd(i)))
		}
		if t.is(v.how) && !s.panicAt(i) {
			s.markHow(i)
		}
		if t.is(v.neg) && i > 0 && s.isTag(i) && !s.self && !s.now && !s.spec {
			s.markTagged(i)
		}
		if t.is(v.neg) && i > 0 && !s.self && !s.now && !s.spec && s.sentenceStart(i) == i-1 && s.t[i-1].any(v.can, v.must) {
			s.suppose(i, s.sentenceEnd(i)) // "bisa ga sih …"
		}
		if t.is(v.must) && i > 0 && strings.HasPrefix(s.t[i-1].word, "apa") && !s.self && !s.now {
			s.soften(s.sentenceStart(i), i)
		}
		def, weak := t.is(v.def) && !s.whatever(i), t.is(v.weak) && !t.is(v.panic) && !s.panicAt(i) && !(i > 0 && s.t[i-1].is(v.says)) // "nelpon katanya"
		if weak && (s.ahead(i, 5, v.can) || !s.self && s.mayBefore(i)) {
			def = true
		}
		if !def && !weak || t.flags&fNeg != 0 {
			continue
		}
		end := s.sentenceEnd(i)
		from := s.sentenceStart(i)
		switch {
		case def && (!s.ours(from, end) || s.has.has(v.calm)):
			s.suppose(from, end) // "tanda kejang apa saja? anak saya …"
		case def && !s.self && !s.now:
			s.suppose(from, end)
		case def && !s.now && !s.mineAhead(i):
			s.suppose(i, min(i+6, end))
		case def && s.now:
			s.soften(i, min(i+5, end))
		case weak && !s.self && !s.now && !s.spec:
			s.suppose(i, end)
		}
	}
}

// markHow: "cara menolong anak kejang" supposes what follows; "anak kejang, cara
// menolongnya?" leaves a doubt upon what went before.
func (s *scene) markHow(i int) {
	end := s.sentenceEnd(i)
	if !s.now && !s.mineAhead(i) {
		s.suppose(i, min(i+7, end))
	}
	if !s.self && !s.now && !s.spec {
		s.soften(s.sentenceStart(i), i)
	}
}

// whatever tells "apa aja yg masuk keluar lagi": all of it, not a question.
func (s *scene) whatever(i int) bool {
	if i+3 >= len(s.t) || s.t[i].spell != "apa" || s.t[i+2].stop > 0 || !s.lx.same(s.t[i+2].word, "yang") {
		return false
	}
	switch s.t[i+3].spell {
	case "masuk", "dimakan", "diminum", "ditelan", "dikasih", "dikasi", "diasupkeun", "mlebu":
		return true
	}
	return false
}

// mayBefore tells "bayi bisa kejang" before "karena apa", not "ga bisa masuk apa2".
func (s *scene) mayBefore(i int) bool {
	for k := i - 1; k > 0 && k >= i-6 && s.t[k].sentence == s.t[i].sentence; k-- {
		if s.t[k].is(s.v.can) && s.t[k].flags&fNeg == 0 {
			return true
		}
	}
	return false
}

// markTagged supposes what a question that ends in "… ga" is about: "kejang demam bisa
// bikin bodoh ga"; where it may be hers, a doubt is left: "digigit kucing harus suntik ga".
func (s *scene) markTagged(i int) {
	from := s.sentenceStart(i)
	for k := from; k < i; k++ {
		switch {
		case s.t[k].is(s.v.can) && k > from && s.t[k].spell != "dapat" && s.t[k].flags&fNeg == 0: // not "ga bisa napas"
			s.suppose(from, i)
			return
		case s.t[k].is(s.v.must):
			s.soften(from, i)
			return
		}
	}
}

func (s *scene) sentenceStart(i int) int {
	from := i
	for from > 0 && s.t[from-1].sentence == s.t[i].sentence {
		from--
	}
	return from
}

// mineAhead tells that the thing asked about is hers: "cara menolong anak saya".
func (s *scene) mineAhead(i int) bool {
	for k := i + 1; k < len(s.t) && s.t[k].clause == s.t[i].clause; k++ {
		if s.t[k].any(s.v.self, s.v.istri) || s.t[k].mine {
			return true
		}
	}
	return false
}

// ours tells that something of hers or of now stands among the tokens.
func (s *scene) ours(from, to int) bool {
	v := s.v
	for k := from; k < to; k++ {
		t := &s.t[k]
		if t.any(v.self, v.istri, v.just, v.cry, v.kok, v.since) && t.spell != "kita" || t.mine ||
			t.is(v.now) && !t.is(v.here) || t.is(v.body) && t.owned() {
			return true
		}
	}
	return false
}

// panicAt tells that the token is inside "apa yang harus saya lakukan".
func (s *scene) panicAt(i int) bool {
	for k := i; k <= i+3 && k < len(s.t); k++ {
		if s.t[k].is(s.v.panic) || s.t[k].spell == "lakukan" || s.t[k].spell == "lakuin" || s.t[k].spell == "dilakukan" {
			return true
		}
	}
	return false
}

func (s *scene) suppose(from, to int) {
	for k := from; k < to; k++ {
		s.t[k].flags |= fIf
	}
}

func (s *scene) soften(from, to int) {
	for k := from; k < to; k++ {
		s.t[k].flags |= fDoubt
	}
}

// markOther takes out what is told of somebody who is not ours.
func (s *scene) markOther() {
	v := s.v
	for i := range s.t {
		t := &s.t[i]
		if !t.is(v.other) || i > 0 && t.stop == 0 && s.t[i-1].any(v.from, s.lx.ids["LIKE"], s.lx.ids["HEWAN"]) { // "kaya orang abis lari", "kambing tetangga"
			continue
		}
		if s.now && s.has.has(v.cry) {
			continue
		}
		if n := s.after(i); n < len(s.t) && s.t[n].is(v.says) {
			continue
		}
		for k := i + 1; k < len(s.t) && s.t[k].clause == t.clause; k++ {
			if s.t[k].any(v.anak, v.bayi) || s.t[k].any(v.hamil, v.lahir) && !neighbour(t.spell) || s.t[k].is(v.other) {
				break
			}
			s.t[k].flags |= fOther
		}
		if i > 0 && s.t[i-1].any(v.anak, v.bayi) && neighbour(t.spell) {
			for k := i - 1; k < len(s.t) && s.t[k].clause == t.clause; k++ {
				s.t[k].flags |= fOther
			}
		}
		if from, _ := s.clauseOf(i); i > from && t.stop == 0 && !s.t[from].any(v.anak, v.bayi, v.self, v.hamil) {
			s.otherBefore(from, i)
		}
	}
}

// after is the word behind a person and whose it is: "mertua saya ngotot".
func (s *scene) after(i int) int {
	n := i + 1
	for n < len(s.t) && n < i+3 && s.t[n].stop == 0 && (s.t[n].is(s.v.self) || s.t[n].spell == "ipar" || s.t[n].is(s.v.other)) {
		n++
	}
	return n
}

// otherBefore: "darah tinggi bapak saya".
func (s *scene) otherBefore(from, i int) {
	for k := from; k < i; k++ {
		if s.t[k].any(s.v.anak, s.v.bayi, s.v.hamil, s.v.istri, s.v.self) {
			return
		}
	}
	for k := from; k < i; k++ {
		s.t[k].flags |= fOther
	}
}

func neighbour(w string) bool {
	switch w {
	case "tetangga", "teman", "temen", "tmn", "orang", "sepupu", "kucing":
		return true
	}
	return false
}
