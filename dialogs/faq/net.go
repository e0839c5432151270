package faq

import "strings"

// The net under the rules of danger: what the model learnt of data/questions/bahaya.txt
// finds danger told in words that no rule has. It only asks back.

const (
	signMark = '!' // before a sign among the topics of the model
	caution  = 0.5 // danger likelier than this is asked back
	certain  = 0.7 // and where only a part of a story tells it
	long     = 14  // words of a story of parts
)

// Triage looks for a danger sign in a text: by the rules, then by the net. It runs before
// every answer, so what cannot tell danger ("27 tahun", a name) never reaches the model.
func (f *Finder) Triage(text string, p Profile) (Danger, bool) {
	s := newScene(text, p, f.detect.lx, f.detect.v)
	if d, ok := f.detect.detect(s); ok {
		return d, true
	}
	words := f.words.read(text)
	if !f.words.telling(words) {
		return Danger{}, false
	}
	return f.caught(f.danger(f.weigh(words)), words, s)
}

// caught tells whether the model finds danger in a text, also in what is left of it
// without the words that are denied, past, supposed or said of others; or in a part of
// a long story, where the rest drowns it.
func (f *Finder) caught(sign Candidate, words []plainWord, s *scene) (Danger, bool) {
	live := make([]piece, 0, len(s.t))
	for i := range s.t {
		if s.t[i].flags&(fNeg|fPast|fIf|fOther|fDone|fMild) == 0 {
			live = append(live, s.t[i].piece)
		}
	}
	switch {
	case sign.Score >= caution && f.words.telling(words):
		if len(live) < len(s.t) {
			rest := f.words.readPieces(live)
			if left := f.danger(f.weigh(rest)); left.Score < certain || !f.words.telling(rest) {
				return Danger{}, false
			}
		}
	case len(live) > long:
		if sign = f.inPart(live); sign.Score < certain {
			return Danger{}, false
		}
	default:
		return Danger{}, false
	}
	if strings.HasPrefix(sign.Topic, "perdarahan") && !s.bloody() {
		return Danger{}, false
	}
	if (sign.Topic == "ingin-menyakiti" || sign.Topic == "kekerasan") && !s.dark() {
		return Danger{}, false
	}
	if sign.Topic == "gerak-janin-kurang" && s.reassured() {
		return Danger{}, false
	}
	if t := s.facts.temp; t >= 36 && t < 37.6 && strings.Contains(sign.Topic, "demam") {
		return Danger{}, false
	}
	d := Danger{Sign: sign.Topic, Level: f.detect.level[sign.Topic], Ask: true, For: forWhom(s.whom(0))}
	return d, d.Level != ""
}

// inPart gives the likeliest danger of a part of a story: some clauses that follow each
// other, with the words of the rest that say of whom the story is.
func (f *Finder) inPart(live []piece) (worst Candidate) {
	var of []plainWord
	for _, w := range f.words.readPieces(live) {
		switch w.text {
		case "hamil", "janin", "melahirkan", "nifas", "bayi":
			of = append(of, w)
		}
	}
	for from := 0; from < len(live); {
		to, next := from, 0
		for to < len(live) && (to-from < long/2 || live[to].stop == 0) && to-from < long {
			if to > from && live[to].stop > 0 && next == 0 {
				next = to
			}
			to++
		}
		part := f.words.readPieces(live[from:to])
		if f.words.telling(part) {
			if got := f.danger(f.weigh(append(part, of...))); got.Score > worst.Score {
				worst = got
			}
		}
		if to == len(live) {
			break
		}
		if from = next; next == 0 {
			from = to
		}
	}
	return worst
}

// bloody tells a text that names blood, what catches it or where it comes from.
func (s *scene) bloody() bool {
	id := s.lx.ids
	for i := range s.t {
		switch s.t[i].spell {
		case "pembalut", "haid", "mens", "softek", "celana":
			return true
		}
		if s.t[i].any(s.v.blood, id["FLEK"], id["GUMPAL"], id["MERAH"], id["BAWAH"], id["MUNCUL"], id["NGOMPOL"]) {
			return true
		}
	}
	return false
}

// dark tells a text with a word of despair or violence: to ask a mother whether she means
// to harm herself because she asked whether her child's weight is good would wound her.
func (s *scene) dark() bool {
	id := s.lx.ids
	for i := range s.t {
		switch s.t[i].spell {
		case "hidup", "idup", "capek", "cape", "lelah", "sanggup", "nyerah", "menyerah", "bisikan", "pikiran", "kepikiran", "benci", "hilang", "menghilang", "ngilang",
			"lenyap", "pergi", "pamit", "hampa", "beban", "stres", "stress", "depresi", "gila", "kabur", "nyusul", "asa", "gelap", "marah", "emosi", "kasar", "ancam", "diancam", "mabuk":
			return true
		}
		if s.t[i].any(s.v.panic, id["MATI"], id["HARM"], id["DIRI"], id["PUKUL"], id["STRIKE"], id["TORTURE"], id["SMOTHER"], id["RACUN"], id["OBATBANYAK"], id["CRY"], id["FEAR"], id["KUAT"]) {
			return true
		}
	}
	return false
}
