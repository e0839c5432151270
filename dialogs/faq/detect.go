package faq

import (
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

//go:embed data/danger-words.txt
var dangerWords string

//go:embed data/danger-rules.txt
var dangerRules string

// dangerKnown are words that look like a slip of a danger word and are none.
//
//go:embed data/danger-known.txt
var dangerKnown string

// Detector finds danger signs by the decision table of data/danger-rules.txt. It is
// safe for use by several goroutines at once.
type Detector struct {
	lx    *lexicon
	v     *vocab
	rules []rule
	first [][]uint16 // of each class, the rules that may begin with it, by their places
	bare  []uint16   // the rules that begin with no class
	level map[string]string
	whose map[string]uint8 // whom the rows of a sign concern

	concepts []string // name of each class that is a concept, not a word of a rule
}

// NewDetector compiles the embedded table; an error means that the data is wrong.
func NewDetector() (*Detector, error) {
	lx, err := newLexicon(dangerWords, dangerKnown)
	if err != nil {
		return nil, err
	}
	d := &Detector{lx: lx, level: map[string]string{}, whose: map[string]uint8{}}
	d.v = newVocab(lx)
	if d.rules, err = parseRules(dangerRules, lx); err != nil {
		return nil, err
	}
	if len(lx.ids) > len(classes{})*64 {
		return nil, fmt.Errorf("compiling danger rules: %d word classes are too many", len(lx.ids))
	}
	d.begin(len(lx.ids))
	lx.seal(d.guessable())
	d.concepts = make([]string, len(lx.ids))
	for name, id := range lx.ids {
		if name == strings.ToUpper(name) {
			d.concepts[id] = name
		}
	}
	for _, s := range Signs() {
		d.level[s.ID] = s.Level
	}
	for _, r := range d.rules {
		if d.level[r.sign] == "" {
			return nil, fmt.Errorf("compiling danger rules: line %d: sign %q unknown", r.line, r.sign)
		}
		d.whose[r.sign] |= r.who
	}
	return d, nil
}

// begin notes which rules a class lets begin: of each rule the positive term with the
// fewest classes, one of which the text must have. A text is held against these alone.
func (d *Detector) begin(n int) {
	d.first = make([][]uint16, n)
	for i, r := range d.rules {
		var key few
		for _, t := range r.terms {
			if t.figure != nil || t.not {
				continue
			}
			open := t.elems[0].want
			if t.either {
				open = slices.Concat(open, t.elems[1].want)
			}
			if key == nil || len(open) < len(key) {
				key = open
			}
		}
		if key == nil {
			d.bare = append(d.bare, uint16(i))
		}
		for _, c := range key {
			d.first[c] = append(d.first[c], uint16(i))
		}
	}
}

// opened are the rules that the classes of a text let begin, in the order of the table.
func (d *Detector) opened(s *scene) []uint16 {
	out := slices.Clone(d.bare)
	for i, word := range s.has {
		for ; word != 0; word &= word - 1 {
			out = append(out, d.first[i<<6+bits.TrailingZeros64(word)]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// guessable tells the classes whose words may be guessed from a slip of the pen:
// those of things, not of grammar.
func (d *Detector) guessable() func(int) bool {
	v := d.v
	no := map[int]bool{}
	for _, c := range []int{v.neg, v.negAda, v.skip, v.kok, v.when, v.ago, v.now, v.here, v.daypart, v.panic,
		v.asking, v.def, v.can, v.unreal, v.okay, v.done, v.from, v.other, v.aux, v.tag, v.hot, v.mau, v.nomore, v.before, v.study, v.studyFor, v.says, v.calm,
		d.lx.ids["REASSURE"], d.lx.ids["BENDA"], d.lx.ids["TINGGIDARI"]} {
		no[c] = true
	}
	return func(c int) bool { return !no[c] }
}

// Detect looks for a danger sign in a text written by somebody of whom p is known.
func (d *Detector) Detect(text string, p Profile) (Danger, bool) {
	return d.detect(newScene(text, p, d.lx, d.v))
}

func (d *Detector) detect(s *scene) (Danger, bool) {
	if len(s.t) == 0 {
		return Danger{}, false
	}
	var best Danger
	found := false
	for _, i := range d.opened(s) {
		r := &d.rules[i]
		m, ok := s.holds(r)
		if !ok {
			continue
		}
		w := s.whom(m.at)
		if w&r.who == 0 {
			continue
		}
		got := Danger{Sign: r.sign, Level: d.grade(r.sign, s), Ask: r.ask || m.doubt, For: forWhom(w & r.who)}
		if !got.Ask {
			return got, true
		}
		if !found {
			best, found = got, true
		}
	}
	return best, found
}

// grade raises a level by the figures: 160/110 is M, so is fever over 38.5 °C.
func (d *Detector) grade(sign string, s *scene) string {
	f := &s.facts
	switch {
	case sign == "tensi-tinggi-hamil" && (f.sys >= 160 || f.dia >= 110):
		return "M"
	case sign == "demam-hamil" && f.temp >= 38.5:
		return "M"
	}
	return d.level[sign]
}

func forWhom(w uint8) string {
	switch {
	case w&(whoPregnant|whoAfter|whoSelf) != 0:
		return "ibu"
	case w&whoBaby != 0:
		return "bayi"
	}
	return "anak"
}
