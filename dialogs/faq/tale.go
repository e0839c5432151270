package faq

// tale gives what the net sees of some tokens of a text: the concepts of
// danger-words.txt, each with how it is meant ("KEJANG-" is denied), pairs of concepts
// that stand near each other, the words with how they are meant, the figures, and the
// plain words with their pieces; and the sign of the rule that holds, if one does. So what is learnt of one wording holds for its kin.
func (f *Finder) tale(s *scene, at []int, rule string) []trait {
	out := newTraits(len(at))
	concepts := make([][]string, len(at))
	pieces := make([]piece, len(at))
	for i, k := range at {
		t := &s.t[k]
		pieces[i] = t.piece
		meant := t.meant()
		out.add("=", t.word, meant)
		for _, h := range t.hits {
			if name := f.detect.concepts[h.class]; name != "" {
				concepts[i] = append(concepts[i], name+meant)
			}
		}
	}
	for i, list := range concepts {
		for _, a := range list {
			out.add(a)
			for k := i + 1; k < len(concepts) && k <= i+4; k++ {
				for _, b := range concepts[k] {
					out.add(min(a, b), " ", max(a, b))
				}
			}
		}
	}
	if rule != "" {
		out.add("!rule")
		out.add("!rule", rule)
	}
	for _, x := range s.circumstances() {
		out.add(x)
	}
	out.words(f.words.readPieces(pieces))
	return out.list
}

// meant is the sign of how a token is meant, "" when as happening now.
func (t *token) meant() string {
	switch f := t.flags; {
	case f&fNeg != 0:
		return "-"
	case f&(fIf|fDoubt) != 0:
		return "?"
	case f&(fPast|fDone) != 0:
		return "<"
	case f&fOther != 0:
		return "@"
	case f&fMild != 0:
		return "~"
	}
	return ""
}

// circumstances are what a whole text says of age, heat, days, and of whom and when it speaks.
func (s *scene) circumstances() []string {
	var out []string
	f := s.facts
	if s.prof.Pregnant && f.weeks == float64(s.prof.PregWeeks) {
		f.weeks = 0 // the text says nothing of it
	}
	if f.age >= 0 {
		out = append(out, "#age"+grade(f.age, 29, 90, 365))
	}
	for _, x := range []struct {
		name  string
		v     float64
		steps []float64
	}{{"#heat", f.temp, []float64{36, 37.6, 38, 39}}, {"#days", f.days, []float64{3, 14}}, {"#sys", f.sys, []float64{140, 160}}, {"#dia", f.dia, []float64{90, 110}},
		{"#hb", f.hb, []float64{8, 11}}, {"#lila", f.lila, []float64{11.5, 12.5, 23.5}}, {"#breath", f.breath, []float64{40, 50, 60}}, {"#dry", f.dry, []float64{6}},
		{"#hours", f.hours, []float64{2, 12}}, {"#weeks", f.weeks, []float64{22, 37}}} {
		if x.v > 0 {
			out = append(out, x.name+grade(x.v, x.steps...))
		}
	}
	for _, x := range []struct {
		is   bool
		name string
	}{{s.self, "self"}, {s.now, "now"}, {s.spec, "told"}} {
		if x.is {
			out = append(out, "+"+x.name)
		} else {
			out = append(out, "-"+x.name)
		}
	}
	return out
}
