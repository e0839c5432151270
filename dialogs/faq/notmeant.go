package faq

// unfall takes out of a text what a word of danger does not mean beside its neighbours:
// a date falls, a scale falls, a bra is tight, nobody noticed how a year went by.
func (s *scene) unfall() {
	id := s.lx.ids
	for i := range s.t {
		t := &s.t[i]
		switch {
		case t.is(id["JATUH"]) && (s.dated(i) || s.lifeless(i)):
			t.drop(id["JATUH"])
			t.drop(id["TINGGIDARI"])
		case t.is(id["SESAK"]) && s.tightDress(i):
			t.drop(id["SESAK"])
		case t.is(id["SADAR"]) && s.longAgo(i):
			t.drop(id["SADAR"])
		case t.is(id["BAU"]) && i+1 < len(s.t) && s.t[i+1].stop == 0 && s.t[i+1].is(id["WANGI"]):
			t.drop(id["BAU"])
		case t.word == "soalnya":
			t.drop(s.v.study) // "because", no exam
		case t.is(s.v.demam) && i+1 < len(s.t) && s.t[i+1].stop == 0 && s.t[i+1].is(id["MERIAH"]):
			t.drop(s.v.demam) // "demam bola"
		case t.is(id["KEJANG"]) && i+1 < len(s.t) && s.t[i+1].stop == 0 && (s.t[i+1].word == "up" || s.t[i+1].word == "by"):
			t.drop(id["KEJANG"]) // "step up", "step by step"
		}
	}
}

// dated tells "jatuh tanggal 17", "jatuh hari rabu", "jatuh tempo".
func (s *scene) dated(i int) bool {
	n := i + 1
	if n >= len(s.t) || s.t[n].stop > 0 {
		return false
	}
	switch s.t[n].spell {
	case "tanggal", "tgl", "tempo":
		return true
	case "hari", "bulan", "pada", "di":
		return n+1 < len(s.t) && s.t[n+1].any(s.v.weekday, s.v.month) || s.t[n].spell != "di" && n+1 < len(s.t) && s.t[n+1].fig && s.t[n].spell != "hari"
	}
	return s.t[n].is(s.v.weekday)
}

// lifeless tells a thing that falls in a clause without a person, and hair.
func (s *scene) lifeless(i int) bool {
	from, to := s.clauseOf(i)
	if i == from && i+1 < to && s.t[i+1].spell == "semua" {
		return true
	}
	thing := false
	for k := from; k < to; k++ {
		if s.t[k].any(s.v.anak, s.v.bayi, s.v.self, s.v.istri, s.v.hamil, s.lx.ids["KEPALA"]) {
			return false
		}
		thing = thing || k < i && s.t[k].is(s.lx.ids["THINGS"])
	}
	return thing
}

// tightDress tells a tight bra from a tight chest.
func (s *scene) tightDress(i int) bool {
	if s.has.has(s.v.napas) || s.has.has(s.lx.ids["DADA"]) {
		return false
	}
	from, to := s.clauseOf(i)
	for k := max(from, i-6); k < min(to, i+5); k++ {
		if s.t[k].is(s.lx.ids["CLOTHES"]) {
			return true
		}
	}
	return false
}

// longAgo tells "ga sadar udah setahun" from "ga sadar udah setengah jam".
func (s *scene) longAgo(i int) bool {
	if i+1 >= len(s.t) || !s.t[i+1].is(s.v.done) {
		return false
	}
	for k := i + 2; k < len(s.t) && k <= i+4 && s.t[k].clause == s.t[i].clause; k++ {
		if s.t[k].any(s.v.year, s.v.month) {
			return true
		}
	}
	return false
}

// hereFirst tells "hamil pertama" of now from "waktu hamil pertama".
func (s *scene) hereFirst(i int) bool {
	if n := i + 1; !s.t[i].is(s.v.hamil) || n >= len(s.t) || s.t[n].spell != "pertama" {
		return false
	}
	if i > 0 {
		switch s.t[i-1].spell {
		case "waktu", "pas", "saat", "dulu", "dari", "sejak", "jaman", "zaman", "di", "kayak", "kaya", "seperti":
			return false
		}
	}
	for k := i + 2; k < len(s.t) && k <= i+5 && s.t[k].clause == s.t[i].clause; k++ {
		if s.t[k].any(s.v.past, s.v.ago) {
			return false
		}
	}
	return true
}

// markUnreal: what stands with a film or a dream happens to nobody; with money or a video
// only what stands in the same clause: "anak kejang, ada videonya".
func (s *scene) markUnreal(i int) {
	if !s.t[i].is(s.lx.ids["MONEY"]) {
		s.markAll(i, fIf)
		return
	}
	s.suppose(s.clauseOf(i))
}
