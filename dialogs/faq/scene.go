package faq

// How a word is meant; a rule sees only words that are meant as happening.
const (
	fNeg   uint8 = 1 << iota // denied: "tidak kejang"
	fPast                    // of another time: "kejang tahun lalu"
	fIf                      // supposed, feared, dreamt, asked in general
	fOther                   // of somebody who is not ours: "bapak saya"
	fDone                    // over: "sudah sembuh"
	fMild                    // "sedikit", "agak"
	fDoubt                   // asked in general, yet something points to now
)

// hit is a class a token has; end is the place of the last word of its phrase.
type hit struct{ class, end int }

// token is a piece with what the lexicon knows of it.
type token struct {
	piece
	spell    string // as the lexicon spells it
	hits     []hit
	flags    uint8
	negBy    int // the token that denies it
	clause   int
	sentence int
	fig      bool
}

// scene is a text as the rules see it.
type scene struct {
	t     []token
	has   classes
	facts facts
	lx    *lexicon
	v     *vocab
	prof  Profile
	self  bool // she writes of herself or her own
	now   bool // something points to now
	spec  bool // an age, a week or a measured figure
}

// classes is a set of class ids.
type classes [26]uint64

func (b *classes) set(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b *classes) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }

func (t *token) is(class int) bool {
	for _, h := range t.hits {
		if h.class == class {
			return true
		}
	}
	return false
}

func (t *token) any(classes ...int) bool {
	for _, c := range classes {
		if t.is(c) {
			return true
		}
	}
	return false
}

// newScene looks every word up and marks how it is meant.
func newScene(text string, p Profile, lx *lexicon, v *vocab) *scene {
	pieces := lx.join(fold(text))
	s := &scene{t: make([]token, len(pieces)), lx: lx, v: v, prof: p}
	clause, sentence := 0, 0
	entries := make([]*entry, len(pieces))
	for i, pc := range pieces {
		t := &s.t[i]
		t.piece, t.spell = pc, pc.word
		if t.fig = pc.word == ""; !t.fig {
			if entries[i] = lx.words[pc.word]; !pc.code {
				entries[i], t.spell = lx.find(pc.word)
			}
			if e := entries[i]; e != nil && len(pc.word) > 3 && pc.word != t.spell && pc.word[len(pc.word)-2:] == "ku" {
				t.mine = true
			}
		}
		if i > 0 && title(pieces[i-1].word) {
			t.stop = 0
		}
		if t.stop == 2 && i > 0 {
			sentence++
			clause++
		} else if t.stop == 1 && i > 0 {
			clause++
		}
		t.clause, t.sentence = clause, sentence
	}
	s.classify(entries)
	s.unbleed()
	s.unfall()
	s.splitClauses()
	s.facts = readFacts(s)
	s.evidence()
	if s.facts.age < 0 && len(p.ChildAgesDays) == 1 && (s.has.has(v.anak) || s.has.has(v.bayi)) && !s.has.has(v.hamil) {
		s.facts.age = float64(p.ChildAgesDays[0]) // "anak saya panas": the record knows how old it is
	}
	s.mark()
	return s
}

// title tells an abbreviation whose full stop ends no sentence: "ny. eka", "by. ani".
func title(w string) bool {
	switch w {
	case "ny", "nifasnya", "bynya", "tn", "an", "by", "bd", "sdri", "rt", "rw", "jl", "no", "kel":
		return true
	}
	return false
}

func (s *scene) classify(entries []*entry) {
	for i, e := range entries {
		if e == nil {
			continue
		}
		for _, c := range e.classes {
			s.t[i].hits = append(s.t[i].hits, hit{c, i})
			s.has.set(c)
		}
		for _, ph := range e.phrases {
			if s.follows(i, ph.rest) {
				s.t[i].hits = append(s.t[i].hits, hit{ph.class, i + len(ph.rest)})
				s.has.set(ph.class)
			}
		}
	}
}

// unbleed takes the blood out of "tablet tambah darah", "golongan darah", and the blow
// out of "pukul 5".
func (s *scene) unbleed() {
	for i := range s.t {
		if n := i + 1; s.t[i].word == "pukul" && n < len(s.t) && s.t[n].stop == 0 {
			if _, ok := numberWord(s.t[n].spell); ok || s.t[n].fig || s.t[n].spell == "berapa" {
				s.t[i].hits = nil
			}
		}
		if s.t[i].word == "ari" && !s.t[i].twice {
			s.t[i].drop(s.lx.ids["PLASENTA"]) // "ari ini": the day
		}
		for _, h := range s.t[i].hits {
			if h.class != s.v.noblood {
				continue
			}
			for k := i; k <= h.end; k++ {
				s.t[k].drop(s.v.blood)
			}
		}
	}
}

// drop takes a class from a token.
func (t *token) drop(class int) {
	var keep []hit
	for _, h := range t.hits {
		if h.class != class {
			keep = append(keep, h)
		}
	}
	t.hits = keep
}

func (s *scene) follows(i int, rest []string) bool {
	if i+len(rest) >= len(s.t) {
		return false
	}
	for k, w := range rest {
		if t := &s.t[i+1+k]; t.spell != w && !s.lx.same(t.word, w) || t.stop == 2 {
			return false
		}
	}
	return true
}

// splitClauses begins a clause at "tapi", "sekarang", "soalnya" too.
func (s *scene) splitClauses() {
	add := 0
	for i := range s.t {
		t := &s.t[i]
		if i > 0 && t.clause+add == s.t[i-1].clause && t.any(s.v.yet, s.v.now) && !t.is(s.v.here) {
			add++
		}
		t.clause += add
	}
}

// span calls f for the tokens of one clause around i.
func (s *scene) clauseOf(i int) (from, to int) {
	from, to = i, i+1
	for from > 0 && s.t[from-1].clause == s.t[i].clause {
		from--
	}
	for to < len(s.t) && s.t[to].clause == s.t[i].clause {
		to++
	}
	return from, to
}

func (s *scene) sentenceEnd(i int) int {
	j := i
	for j < len(s.t) && s.t[j].sentence == s.t[i].sentence {
		j++
	}
	return j
}

// evidence looks for what makes a question personal: herself, hers, now, figures.
func (s *scene) evidence() {
	v := s.v
	for i := range s.t {
		t := &s.t[i]
		switch {
		case t.any(v.self, v.istri) && !(i > 0 && s.t[i-1].any(v.asking)) && !(i+1 < len(s.t) && s.t[i+1].is(v.asking) && !s.t[i+1].is(v.title)) || t.mine:
			s.self = true
		case t.any(v.just, v.now) && !t.is(v.but):
			s.now = true
		case t.is(v.since) && i+1 < len(s.t) && (s.t[i+1].is(v.daypart) || s.t[i+1].is(v.just)):
			s.now = true
		case t.is(v.cry):
			s.now = true
		case t.is(v.kok) && i+1 < len(s.t) && s.t[i+1].stop == 0 && !s.t[i+1].is(v.can):
			s.now = true
		}
		if t.shout {
			s.now = true
		}
		if t.is(v.limit) {
			s.facts.bound = true
		}
	}
	f := &s.facts
	if s.has.has(v.nb) && f.age < 0 {
		f.age = 3
	}
	s.spec = !f.bound && (f.age >= 0 || f.weeks > 0 || f.temp > 0 || f.sys > 0 || f.hb > 0 || f.lila > 0 || f.breath > 0 || f.days > 0 && f.sure)
	if f.days > 0 && f.sure {
		s.now = true
	}
}
