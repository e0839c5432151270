package faq

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

//go:embed data/questions/*.txt
var questionFiles embed.FS

//go:embed data/seed.tsv
var seedTSV string

//go:embed data/spellings.txt
var spellings string

//go:embed data/stopwords.txt
var stopwords string

//go:embed data/frame-words.txt
var frameWords string

// Finder finds the reviewed topic a question is about. It is safe for use by several
// goroutines at once.
type Finder struct {
	words  *wording
	detect *Detector // reads the figures of a question
	learnt func() *model
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

// figured tells a text with a figure in it.
func figured(words []plainWord) bool {
	return slices.ContainsFunc(words, func(w plainWord) bool { return w.text[0] == '#' })
}

// NewFinder reads the embedded questions; an error means that they are wrong. What
// they teach is learnt at the first Find or Learn. The figures of a question are
// read by d.
func NewFinder(d *Detector) (*Finder, error) {
	list, err := examples()
	if err != nil {
		return nil, err
	}
	words, err := newWording(spellings, stopwords, list)
	if err != nil {
		return nil, fmt.Errorf("reading spellings: %w", err)
	}
	f := &Finder{words: words, detect: d}
	f.learnt = sync.OnceValue(func() *model { return trainModel(lessons(words, list)) })
	return f, nil
}

// Learn prepares the first answer: about half a second of one processor. A Find that
// comes meanwhile waits for it.
func (f *Finder) Learn() { f.learnt() }

// lessons are the features and topics to learn from. A question with words that hardly
// any other has is learnt once more as if they were new, so that the model knows what
// a new word means: often, that a question is not ours.
func lessons(words *wording, list []example) (lists [][]string, topics []string) {
	const rare = 2
	texts := make([][]plainWord, len(list))
	count := map[string]int{}
	for i, e := range list {
		texts[i] = words.read(e.text)
		for _, w := range texts[i] {
			count[w.text]++
		}
	}
	for i, text := range texts {
		lists, topics = append(lists, features(text)), append(topics, list[i].topic)
		odd := false
		for k := range text {
			if count[text[k].text] <= rare && text[k].text[0] != '#' {
				text[k].known, odd = false, true
			}
		}
		if odd {
			lists, topics = append(lists, features(text)), append(topics, list[i].topic)
		}
	}
	return lists, topics
}

// examples are all questions to learn from.
func examples() ([]example, error) {
	list, err := readSeed(seedTSV)
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(questionFiles, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(questionFiles, path)
		if err != nil {
			return err
		}
		more, err := readQuestions(string(b))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		list = append(list, more...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading questions: %w", err)
	}
	return list, nil
}

// Find says what a text asks, written by somebody of whom p is known: KindAnswer,
// KindClarify or KindUnknown. Danger signs and control words are looked for before.
func (f *Finder) Find(text string, p Profile) Result {
	s := newScene(text, p, f.detect.lx, f.detect.v)
	words := f.words.read(text)
	r := Result{Kind: KindClarify, AgeDays: int(s.facts.age)}
	if s.has.has(s.v.hamil) || s.has.has(s.v.janin) {
		r.Weeks = int(s.facts.weeks)
	}
	weights := f.weigh(words)
	list, other := f.rank(weights)
	if d, ok := f.caught(f.danger(weights), words, s); ok {
		r.Kind, r.Danger, r.Candidates = KindDanger, d, list[:best]
		return r
	}
	strangers := f.words.bare(words) || other >= strange
	byAge := byAgeOnly(list[0].Topic) && !figured(words)
	hint := known(words, p)
	if hint != "" && !strangers && (byAge || list[0].Score < sure) {
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
func (f *Finder) weigh(words []plainWord) []float32 {
	m := f.learnt()
	p := make([]float32, len(m.topics))
	m.scores(m.vector(features(words)), p)
	softmax(p)
	return p
}

// danger is how likely the weights make a danger of any sign, under the likeliest one.
func (f *Finder) danger(p []float32) (sign Candidate) {
	var top float32
	for i, t := range f.learnt().topics {
		if t[0] != signMark {
			continue
		}
		sign.Score += float64(p[i])
		if p[i] > top {
			top, sign.Topic = p[i], t[1:]
		}
	}
	return sign
}

// rank orders the topics the likeliest first; other is how likely the text is not ours.
func (f *Finder) rank(p []float32) (list []Candidate, other float64) {
	list = make([]Candidate, 0, len(p))
	for i, t := range f.learnt().topics {
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
