package faq

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// lexicon knows words: which classes a word belongs to, which phrases it opens, and
// how a word that was never seen may have been meant.
type lexicon struct {
	ids        map[string]int    // class or literal to its id
	words      map[string]*entry // by exact spelling
	spelled    []string          // words whose slips are known, by the alphabet
	slips      []uint32          // hashes of spellings with one letter taken out, rising
	slipOf     []uint16          // the word of each, by its place in spelled
	bones      map[string]string // consonants alone, to the one word they may be
	own        map[string]bool   // words that are words, though of no class, beside knownWords
	endings    []string          // suffixes a spelling may carry, longest first
	beginnings []string          // prefixes
	kin        map[string]int    // spellings of one small word share a number; phrases take any of them
	kinds      [][]string        // the spellings by number, from 1
	careful    bool              // a slip and an ending other than -nya, -ku at once are too much to guess
}

type entry struct {
	classes []int
	phrases []phrase
}

// phrase is a class member of several words; rest are the words after the first.
type phrase struct {
	rest  []string
	class int
}

// newLexicon reads lines "CLASS: members"; own are true words beside knownWords.
func newLexicon(classes, own string) (*lexicon, error) {
	l := &lexicon{ids: map[string]int{}, words: map[string]*entry{},
		bones: map[string]string{}, own: wordSet(own), kin: map[string]int{}, kinds: [][]string{nil},
		endings:    strings.Fields("nyah nya nye nyo kah lah tuh pun ny ku mu na kan in an x n i e h k"),
		beginnings: strings.Fields("nge meng mem men ber ter ke di se ng me")}
	for n, line := range strings.Split(classes, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, members, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("reading word classes: line %d has no colon", n+1)
		}
		if name == "=" {
			l.akin(strings.Fields(members))
			continue
		}
		id := l.id(name)
		for _, m := range strings.Fields(members) {
			l.add(id, m)
		}
	}
	return l, nil
}

// akin makes spellings one word where they stand in a phrase.
func (l *lexicon) akin(words []string) {
	for _, w := range words {
		l.kin[w] = len(l.kinds)
	}
	l.kinds = append(l.kinds, words)
}

// same tells that two words of a phrase are one, in another spelling or with -nya.
func (l *lexicon) same(word, w string) bool {
	if k := l.kin[word]; word == w || k > 0 && k == l.kin[w] {
		return true
	}
	tail, ok := strings.CutPrefix(word, w)
	return ok && clitic(tail)
}

func (l *lexicon) id(name string) int {
	id, ok := l.ids[name]
	if !ok {
		id = len(l.ids)
		l.ids[name] = id
	}
	return id
}

// add puts a member, spelled with _ between its words, into a class.
func (l *lexicon) add(id int, member string) {
	var words []string
	for _, p := range fold(strings.ReplaceAll(member, "_", " ")) {
		if p.word != "" {
			words = append(words, p.word)
		}
	}
	if len(words) == 0 {
		return
	}
	if len(words) > 1 {
		l.begin(words[0], phrase{words[1:], id})
		if k := l.kin[words[0]]; k > 0 {
			for _, w := range l.kinds[k] {
				if w != words[0] {
					l.begin(w, phrase{words[1:], id})
				}
			}
		}
		for _, w := range words[1:] {
			if l.words[w] == nil {
				l.words[w] = &entry{}
			}
		}
		return
	}
	spellings := words
	if k := l.kin[words[0]]; k > 0 {
		spellings = l.kinds[k]
	}
	for _, w := range spellings {
		if e := l.at(w); !slices.Contains(e.classes, id) {
			e.classes = append(e.classes, id)
		}
	}
}

// begin lets a word begin a phrase.
func (l *lexicon) begin(first string, p phrase) {
	e := l.at(first)
	e.phrases = append(e.phrases, p)
}

// at gives the entry of a word, a new one if need be.
func (l *lexicon) at(word string) *entry {
	e := l.words[word]
	if e == nil {
		e = &entry{}
		l.words[word] = e
	}
	return e
}

// seal builds what finds slips of the pen; words may be added no more. Only the
// spelling of words that have a class can be guessed.
func (l *lexicon) seal(guess func(class int) bool) {
	l.inherit()
	var list []string
	for w, e := range l.words {
		sort.Slice(e.phrases, func(i, j int) bool { return len(e.phrases[i].rest) > len(e.phrases[j].rest) })
		if len(w) >= 4 && (l.careful && len(e.classes) == 0 || slices.ContainsFunc(e.classes, guess)) {
			list = append(list, w)
		}
	}
	sort.Strings(list)
	var slips []slip
	for n, w := range list {
		if b := consonants(w); len(b) >= 3 {
			if old, ok := l.bones[b]; !ok || len(w) < len(old) {
				l.bones[b] = w
			}
		}
		if len(w) < 5 {
			continue
		}
		slips = append(slips, slip{slipHash(w, len(w)), uint16(n)})
		for i := range w {
			if i == 0 || w[i] != w[i-1] {
				slips = append(slips, slip{slipHash(w, i), uint16(n)})
			}
		}
	}
	slices.SortFunc(slips, func(a, b slip) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.word, b.word)) })
	l.spelled, l.slips, l.slipOf = slices.Clip(list), make([]uint32, len(slips)), make([]uint16, len(slips))
	for i, s := range slips {
		l.slips[i], l.slipOf[i] = s.hash, s.word
	}
}

// inherit gives a word with an ending what the word without it is: "bayinya" is a
// baby even where a rule names that very spelling.
func (l *lexicon) inherit() {
	type gift struct {
		to   *entry
		from []int
	}
	var gifts []gift
	for w, e := range l.words {
		for _, t := range l.endings {
			s, ok := strings.CutSuffix(w, t)
			if base := l.words[s]; ok && clitic(t) && len(s) >= 3 && base != nil {
				gifts = append(gifts, gift{e, base.classes})
			}
		}
	}
	for _, g := range gifts {
		for _, c := range g.from {
			if !slices.Contains(g.to.classes, c) {
				g.to.classes = append(g.to.classes, c)
			}
		}
	}
}

// find looks a word up as written, without its endings, and as it may have been meant.
func (l *lexicon) find(w string) (*entry, string) {
	own := l.words[w]
	if own != nil && (len(own.classes) > 0 || len(own.phrases) > 0) {
		return own, w
	}
	if len(w) > maxWord || len(w) < 2 {
		return nil, w
	}
	known := l.known(w)
	if e, s := l.stem(w, known); e != nil {
		return e, s
	}
	if known || own != nil {
		return own, w
	}
	for _, t := range l.endings[:3] {
		if e, g := l.guessStem(w, t); e != nil {
			return e, g
		}
	}
	if g := l.guess(w); g != "" {
		return l.words[g], g
	}
	for _, t := range l.endings {
		if l.careful && !clitic(t) {
			continue
		}
		if e, g := l.guessStem(w, t); e != nil {
			return e, g
		}
	}
	return nil, w
}

// guessStem guesses the word before an ending.
func (l *lexicon) guessStem(w, ending string) (*entry, string) {
	least := 4
	if len(ending) == 1 {
		least = 5 // "ngupi" is no "ngap" with an i
	}
	if s, ok := strings.CutSuffix(w, ending); ok && len(s) >= least && !l.known(s) {
		if g := l.guess(s); g != "" {
			return l.words[g], g
		}
	}
	return nil, w
}

// stem takes endings and prefixes off; of a known word only -nya, -ku and the like.
func (l *lexicon) stem(w string, known bool) (*entry, string) {
	if s := single(w); s != w {
		if e := l.words[s]; e != nil {
			return e, s
		}
	}
	for _, t := range l.endings {
		s, ok := strings.CutSuffix(w, t)
		if !ok || len(s) < 3 || len(t) < 2 && len(s) < 4 || known && !clitic(t) {
			continue
		}
		if e := l.words[s]; e != nil && (len(t) > 1 || len(e.classes) > 0) {
			return e, s
		}
		if e, s := l.prefix(s); e != nil && !l.known(s) && !known {
			return e, s
		}
	}
	if known {
		return nil, w
	}
	return l.prefix(w)
}

// clitic tells an ending that leaves a word what it is.
func clitic(t string) bool {
	switch t {
	case "nya", "nye", "ny", "ku", "mu", "nyah", "kah", "lah", "tuh", "pun", "x", "na":
		return true
	}
	return false
}

func (l *lexicon) prefix(w string) (*entry, string) {
	for _, t := range l.beginnings {
		if s, ok := strings.CutPrefix(w, t); ok && len(s) >= 4 {
			if e := l.words[s]; e != nil && len(e.classes) > 0 {
				return e, s
			}
		}
	}
	return nil, w
}
