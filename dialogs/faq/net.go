package faq

// The net under the rules of danger: what the model learnt of data/questions/bahaya.txt
// finds danger told in words that no rule has. It only asks back.

const (
	signMark = '!' // before a sign among the topics of the model
	caution  = 0.4 // danger likelier than this is asked back
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
// without the words that are denied, past, supposed or said of others.
func (f *Finder) caught(sign Candidate, words []plainWord, s *scene) (Danger, bool) {
	if sign.Score < caution || !f.words.telling(words) {
		return Danger{}, false
	}
	live := make([]piece, 0, len(s.t))
	for i := range s.t {
		if s.t[i].flags&(fNeg|fPast|fIf|fOther|fDone|fMild) == 0 {
			live = append(live, s.t[i].piece)
		}
	}
	if len(live) < len(s.t) {
		rest := f.words.readPieces(live)
		if left := f.danger(f.weigh(rest)); left.Score < caution || !f.words.telling(rest) {
			return Danger{}, false
		}
	}
	d := Danger{Sign: sign.Topic, Level: f.detect.level[sign.Topic], Ask: true, For: forWhom(s.whom(0))}
	return d, d.Level != ""
}
