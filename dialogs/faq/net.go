package faq

import "math"

// The net under the rules of danger: a model that learnt how danger is told
// (data/danger-weights.bin, tale.go) finds what no rule has, and asks back where it is not
// certain; what a rule finds by chance it takes back.

const (
	signMark = '!'  // before a sign among the topics of a model
	anySign  = "~"  // the last topic of the net: the odds that it is danger at all
	shared   = 0.6  // what these odds weigh beside those of the signs one by one
	caution  = 0.3  // danger likelier than this is asked back
	certain  = 0.95 // and where only a part of a story tells it
	outright = 0.8  // so likely that it is not asked back
	obvious  = 0.97 // nor in a short text
	hopeless = 0.35 // less likely than this is no danger whatever a rule says
	doubtful = 0.55 // less likely than this what a rule says is asked back
	likely   = 0.5  // a sign spoken of with nobody else must be so likely
	named    = 0.8  // a sign so likely is the one, whatever the rule named
	brief    = 3    // words of a text that is too short to doubt a rule
	short    = 7    // words of a text that is too short to be sure of
	drowned  = 1e-3 // less likely than this is not looked for in parts
	long     = 14   // words of a story of parts
)

// Triage looks for a danger sign in a text: by the rules, then by the net. It runs before
// every answer.
func (f *Finder) Triage(text string, p Profile) (Danger, bool) {
	s := newScene(text, p, f.detect.lx, f.detect.v)
	if d, ok := f.detect.detect(s); ok {
		return f.judge(s, d)
	}
	return f.caught(s)
}

// judge lets the net look at what a rule found: it takes back what holds by chance
// ("listrik step up rusak"), and names the sign where it is certain of another. Of one
// or two words it knows too little, and harm is never doubted.
func (f *Finder) judge(s *scene, d Danger) (Danger, bool) {
	if len(s.t) < brief || private(d.Sign) {
		return d, true
	}
	sign, top := f.danger(s, s.all(), d.Sign)
	if top >= named && !private(sign.Topic) {
		d.Sign, d.Level = sign.Topic, f.detect.grade(sign.Topic, s)
	}
	if s.attests(d.Sign) { // 164/114 is what it is, whatever is said around it
		return d, true
	}
	doubt, least := doubtful, hopeless
	if len(s.t) < short {
		doubt, least = doubt/4, least/4 // few words, little to go by: "kepala saya pusing"
	}
	d.Ask = d.Ask || sign.Score < doubt
	return d, sign.Score >= least || f.inPart(s).Score >= certain
}

// private tells the signs that are spoken of with nobody else.
func private(sign string) bool { return sign == "ingin-menyakiti" || sign == "kekerasan" }

// caught tells whether the net finds danger in a text, or in a part of a long story,
// where the rest drowns it.
func (f *Finder) caught(s *scene) (Danger, bool) {
	sign, top := f.danger(s, s.all(), "")
	if private(sign.Topic) && top < likely { // to be asked for nothing whether one means to harm oneself wounds
		return Danger{}, false
	}
	ask := sign.Score < outright || len(s.t) < short && sign.Score < obvious // "kepala saya pusing"
	switch {
	case sign.Score < drowned:
		return Danger{}, false
	case sign.Score < caution:
		if sign = f.inPart(s); sign.Score < certain {
			return Danger{}, false
		}
	}
	d := Danger{Sign: sign.Topic, Level: f.detect.level[sign.Topic], Ask: ask, For: forWhom(s.whom(0))}
	return d, d.Level != "" && !s.contradicts(d.Sign)
}

// all are the places of all tokens.
func (s *scene) all() []int {
	at := make([]int, len(s.t))
	for i := range at {
		at[i] = i
	}
	return at
}

// moves tells "gerak mulu dari pagi".
func (s *scene) moves() bool {
	for i := 1; i < len(s.t); i++ {
		if s.t[i-1].is(s.v.gerak) && s.t[i].is(s.lx.ids["TERUS"]) && s.t[i-1].flags&fNeg == 0 && s.t[i].stop == 0 {
			return true
		}
	}
	return false
}

// ailments are the concepts that are danger of themselves.
func (s *scene) ailments(yield func(t *token) bool) {
	id := s.lx.ids
	for i := range s.t {
		if s.t[i].any(id["KEJANG"], id["SESAK"], id["BIRU"], s.v.demam, s.v.blood, id["FLEK"], id["MUNTAH"], id["BENGKAK"],
			id["PINGSAN"], id["LEMAS"], id["KUNING"], id["PUSING"], id["DIARE"], id["KEMBUNG"], id["BAU"]) && !yield(&s.t[i]) {
			return
		}
	}
}

// listsNone tells a text that denies two ailments and tells of none: "ga sesak ga biru".
func (s *scene) listsNone() bool {
	denied := 0
	for t := range s.ailments {
		if t.flags&fNeg == 0 {
			return false
		}
		denied++
	}
	return denied >= 2
}

// contradicts tells that a figure or a word of the text says that the sign is not there.
func (s *scene) contradicts(sign string) bool {
	if s.listsNone() {
		return true
	}
	switch f := &s.facts; sign {
	case "gerak-janin-kurang":
		return s.reassured() || s.moves()
	case "demam-hamil", "demam-nifas", "demam-bahaya", "bayi-demam":
		return f.temp >= 36 && f.temp < 37.6
	case "tensi-tinggi-hamil":
		return f.sys > 0 && f.sys < 140 && f.dia < 90 || f.sys == 0 && f.dia == 0 && !s.has.has(s.v.tensi)
	case "anemia-berat":
		return f.hb >= 8
	case "gizi-buruk-bahaya":
		return f.lila >= 11.5
	}
	return false
}

// attests tells that a figure of the text says that the sign is there.
func (s *scene) attests(sign string) bool {
	switch f := &s.facts; sign {
	case "tensi-tinggi-hamil":
		return f.sys >= 140 || f.dia >= 90
	case "anemia-berat":
		return f.hb > 0 && f.hb < 8
	case "gizi-buruk-bahaya":
		return f.lila > 0 && f.lila < 11.5
	}
	return false
}

// danger is how likely the tokens tell a danger of any sign, under the likeliest one; top
// is how likely that one is. Of the rule that holds, "" if none, the net knows how far
// such rules are to be trusted. Where the text names nobody, the sign is one of those whom
// the profile knows.
//
// That it is danger is learnt twice: sign by sign, and of all signs at once, which knows
// better what they share ("dari tadi", "ga berenti"). The two opinions are weighed as odds.
func (f *Finder) danger(s *scene, at []int, rule string) (sign Candidate, top float32) {
	who := s.unnamed()
	p := make([]float32, len(f.net.topics))
	f.net.scores(f.net.vector(f.tale(s, at, rule)), p)
	last := len(p) - 1
	all := float64(p[last])
	softmax(p[:last])
	for i, t := range f.net.topics[:last] {
		if t[0] != signMark {
			continue
		}
		sign.Score += float64(p[i])
		if p[i] > top && (who == 0 || f.detect.whose[t[1:]]&who != 0) {
			top, sign.Topic = p[i], t[1:]
		}
	}
	each := min(max(sign.Score, 1e-6), 1-1e-6)
	sign.Score = 1 / (1 + math.Exp(-shared*all-(1-shared)*math.Log(each/(1-each))))
	return sign, top
}

// inPart gives the likeliest danger of a part of a story: some clauses that follow each
// other, with the words of the rest that say of whom the story is.
func (f *Finder) inPart(s *scene) (worst Candidate) {
	if len(s.t) <= long || s.has.has(s.v.study) {
		return worst // a part of the story of a lesson looks like the thing itself
	}
	for from := 0; from < len(s.t); {
		to, next := from, 0
		for to < len(s.t) && (to-from < long/2 || s.t[to].stop == 0) && to-from < long {
			if to > from && s.t[to].stop > 0 && next == 0 {
				next = to
			}
			to++
		}
		var at []int
		for k := range s.t {
			if k >= from && k < to || s.t[k].any(s.v.hamil, s.v.janin, s.v.lahir, s.v.nifas, s.v.bayi) {
				at = append(at, k)
			}
		}
		if got, _ := f.danger(s, at, ""); got.Score > worst.Score {
			worst = got
		}
		if to == len(s.t) {
			break
		}
		if from = next; next == 0 {
			from = to
		}
	}
	return worst
}
