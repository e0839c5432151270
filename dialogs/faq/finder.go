package faq

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed data/spellings.txt
var spellings string

//go:embed data/stopwords.txt
var stopwords string

//go:embed data/frame-words.txt
var frameWords string

//go:embed data/learnt-words.txt
var learntWords string

//go:embed data/weights.bin
var weights string

//go:embed data/danger-weights.bin
var dangerWeights string

// foreign is the topic of what is not ours.
const foreign = "asing"

// Finder finds the reviewed topic a question is about. It is safe for use by several
// goroutines at once.
type Finder struct {
	words  *wording
	detect *Detector // reads the figures of a question
	model  *model
	net    *model // of danger
}

// Certainty that parts the kinds of a Result; measured on the evaluation sets.
const (
	sure    = 0.5  // a topic likelier than this is answered
	strange = 0.4  // what is not ours likelier than this is refused
	ageless = 0.95 // so sure of a topic of one age before it is answered with no age told
	tender  = 0.85 // so sure before a mother is spoken to as one who lost her child
	faint   = 0.2  // no topic as likely as this: refused too
	best    = 3    // topics offered
)

// loss is the topic whose answer would wound a mother who only fears it.
const loss = "pasca-keguguran"

// byAgeOnly tells the topics that are told apart by the child's age; where nobody says
// it, the mother is asked which she means.
func byAgeOnly(topic string) bool {
	switch topic {
	case "mpasi-6-8-bulan", "mpasi-9-11-bulan", "mpasi-12-23-bulan", "menu-balita":
		return true
	}
	return false
}

// childAilment tells the topics that speak of a child's ailment, never of a mother's.
func childAilment(topic string) bool {
	switch topic {
	case "anemia-anak", "diare-anak", "demam-anak", "batuk-pilek", "gumoh-muntah", "sembelit-bab-bayi", "kulit-bayi", "mulut-lidah-bayi", "mata-bayi",
		"penyakit-menular-anak", "gtm-susah-makan", "vitamin-nafsu-makan", "kejang-demam-info":
		return true
	}
	return false
}

// ofMother takes out what speaks of a child's ailment and lets the rest sum to one again.
func ofMother(topics []string, p []float32) []float32 {
	var left float32
	for i, t := range topics {
		if childAilment(t) {
			p[i] = 0
		}
		left += p[i]
	}
	for i := range p {
		p[i] /= max(left, 1e-6)
	}
	return p
}

// figured tells a text with a figure in it.
func figured(words []plainWord) bool {
	return slices.ContainsFunc(words, func(w plainWord) bool { return w.text[0] == '#' })
}

// NewFinder reads what was learnt of the questions; an error means that it is broken.
// The figures of a question are read by d.
func NewFinder(d *Detector) (*Finder, error) {
	words, err := newWording(spellings, stopwords, strings.Fields(learntWords))
	if err != nil {
		return nil, fmt.Errorf("reading spellings: %w", err)
	}
	m, err := readModel(weights)
	if err != nil {
		return nil, fmt.Errorf("reading what was learnt: %w", err)
	}
	net, err := readModel(dangerWeights)
	if err != nil {
		return nil, fmt.Errorf("reading what was learnt of danger: %w", err)
	}
	return &Finder{words: words, detect: d, model: m, net: net}, nil
}

// Find says what a text asks, written by somebody of whom p is known: KindAnswer,
// KindClarify or KindUnknown. Danger signs and control words are looked for before.
func (f *Finder) Find(text string, p Profile) Result {
	s := newScene(text, p, f.detect.lx, f.detect.v)
	words := f.words.read(text)
	r := Result{Kind: KindClarify, AgeDays: int(s.facts.age)}
	if f := s.facts; !f.bound {
		r.Figures = Figures{Hb: f.hb, Lila: f.lila, Sys: f.sys, Dia: f.dia}
	}
	if s.has.has(s.v.hamil) || s.has.has(s.v.janin) {
		r.Weeks = int(s.facts.weeks)
	}
	weights := f.weigh(words)
	list, other := f.rank(weights)
	if d, ok := f.caught(s); ok {
		r.Kind, r.Danger, r.Candidates = KindDanger, d, list[:best]
		return r
	}
	strangers := f.words.bare(words) || other >= strange
	byAge := byAgeOnly(list[0].Topic) && !figured(words)
	hint := known(words, p)
	if !strangers && p.Pregnant && s.has.has(s.v.self) && !s.has.has(s.v.anak) && !s.has.has(s.v.bayi) && childAilment(list[0].Topic) {
		list, _ = f.rank(ofMother(f.model.topics, f.weigh(append(words, plainWord{"hamil", true}))))
	} else if hint != "" && !strangers && (byAge || list[0].Score < sure) {
		if told, o := f.rank(f.weigh(append(words, plainWord{hint, true}))); byAge || told[0].Score > list[0].Score {
			list, strangers, byAge = told, o >= strange, false
		}
	}
	r.Candidates = list[:best]
	switch first := list[0].Score; {
	case strangers || first < faint:
		r.Kind = KindUnknown
	case byAge && first < ageless:
	case first >= sure && (first >= tender || list[0].Topic != loss):
		r.Kind, r.Topic = KindAnswer, list[0].Topic
	}
	return r
}

// weigh is how likely each topic of the model is.
func (f *Finder) weigh(words []plainWord) []float32 { return f.model.chances(features(words)) }

// rank orders the topics the likeliest first; other is how likely the text is not ours.
func (f *Finder) rank(p []float32) (list []Candidate, other float64) {
	list = make([]Candidate, 0, len(p))
	for i, t := range f.model.topics {
		switch {
		case t == foreign:
			other = float64(p[i])
		case t[0] != signMark:
			list = append(list, Candidate{t, float64(p[i])})
		}
	}
	slices.SortStableFunc(list, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	return list, other
}

// known is the word that says of whom a question speaks, where the question does not
// and the record does: "hamil", or the age of her youngest child.
func known(words []plainWord, p Profile) string {
	for _, w := range words {
		switch w.text {
		case "hamil", "janin", "menyusui", "melahirkan", "nifas", "haid", "kb", "remaja", "catin":
			return ""
		}
		if w.text[0] == '#' {
			return ""
		}
	}
	if p.Pregnant && !slices.ContainsFunc(words, func(w plainWord) bool { return w.text == "bayi" || w.text == "anak" }) {
		return "hamil"
	}
	if len(p.ChildAgesDays) == 0 {
		return ""
	}
	return "#" + size(float64(Months(slices.Min(p.ChildAgesDays))), "bulan")
}

// Months turns an age in days into whole calendar months; two days are granted, because
// six months are 181 to 184 days.
func Months(days int) int { return (days + 2) * 48 / 1461 }
