package faq

import "strings"

// wording turns what people write into the plain words a topic is told by.
type wording struct {
	lx    *lexicon
	names []string        // plain word of each class
	skip  map[string]bool // words that tell nothing
	frame map[string]bool // words that alone ask nothing: "boleh ga", "anak saya"
}

// word is one plain word; known is false for a word nobody here ever wrote.
type plainWord struct {
	text  string
	known bool
}

func newWording(spellings, stop string, list []example) (*wording, error) {
	lx, err := newLexicon(spellings, knownWords)
	if err != nil {
		return nil, err
	}
	lx.careful = true
	w := &wording{lx: lx, skip: map[string]bool{}, frame: map[string]bool{}}
	for _, s := range strings.Fields(frameWords) {
		w.frame[s] = true
	}
	for _, s := range strings.Fields(stop) {
		w.skip[s] = true
	}
	for _, line := range strings.Split(spellings, "\n") {
		if name, _, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && line[0] != '#' {
			lx.add(lx.id(name), name)
		}
	}
	for _, e := range list {
		for _, p := range fold(e.text) {
			if p.word == "" || w.skip[p.word] {
				continue
			}
			if own, s := lx.stem(p.word, false); lx.words[p.word] == nil && (own == nil || len(own.classes) == 0 || s == p.word) {
				lx.add(lx.id(p.word), p.word)
			}
		}
	}
	lx.seal(func(int) bool { return true })
	w.names = make([]string, len(lx.ids))
	for name, id := range lx.ids {
		w.names[id] = name
	}
	return w, nil
}

// read gives the plain words of a text, its figures as what they measure.
func (w *wording) read(text string) []plainWord {
	pieces := fold(text)
	spell := make([]string, len(pieces))
	entries := make([]*entry, len(pieces))
	for i, p := range pieces {
		if p.word != "" {
			entries[i], spell[i] = w.lx.find(p.word)
		}
	}
	var out []plainWord
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		if p.word == "" {
			out = append(out, plainWord{figureWord(pieces, i, w), true})
			continue
		}
		e := entries[i]
		if name, n := w.phrase(e, pieces, spell, i); n > 0 {
			out = append(out, plainWord{name, true})
			i += n
			continue
		}
		if w.skip[p.word] {
			continue
		}
		if e == nil || len(e.classes) == 0 {
			if !w.skip[spell[i]] {
				out = append(out, plainWord{p.word, false})
			}
			continue
		}
		for _, c := range e.classes {
			out = append(out, plainWord{w.names[c], true})
		}
	}
	return out
}

// phrase finds the longest phrase that begins at i; n is how many words follow.
func (w *wording) phrase(e *entry, pieces []piece, spell []string, i int) (string, int) {
	if e == nil {
		return "", 0
	}
next:
	for _, ph := range e.phrases {
		if i+len(ph.rest) >= len(pieces) {
			continue
		}
		for k, r := range ph.rest {
			if p := i + 1 + k; spell[p] != r && pieces[p].word != r || pieces[p].stop == 2 {
				continue next
			}
		}
		return w.names[ph.class], len(ph.rest)
	}
	return "", 0
}

// figureWord names a figure by its unit and size.
func figureWord(pieces []piece, i int, w *wording) string {
	p := pieces[i]
	switch {
	case p.over >= 40 && p.num >= 70:
		return "#tensi"
	case p.num == 1000:
		return "#1000"
	}
	unit := ""
	if i+1 < len(pieces) && pieces[i+1].word != "" {
		if e, _ := w.lx.find(pieces[i+1].word); e != nil && len(e.classes) > 0 {
			unit = w.names[e.classes[0]]
		}
		if pieces[i+1].word == "t" && pieces[i+1].glued {
			return "#10t"
		}
	}
	return "#" + size(p.num, unit)
}

// size puts a figure into a class: ages as the topics part them.
func size(v float64, unit string) string {
	step := func(limits ...float64) string {
		n := 0
		for n < len(limits) && v >= limits[n] {
			n++
		}
		return unit + string(rune('a'+n))
	}
	switch unit {
	case "bulan":
		return step(6, 9, 12, 24)
	case "tahun":
		return step(1, 2, 6, 10, 20, 35)
	case "minggu":
		return step(6, 28, 37)
	case "hari":
		return step(3, 8)
	case "kg":
		return step(2.5, 20)
	case "":
		if v >= 36 && v < 43 && v != float64(int(v)) {
			return "suhu"
		}
		return "n"
	}
	return unit
}

// bare tells a text of frame words only.
func (w *wording) bare(words []plainWord) bool {
	for _, p := range words {
		if !w.frame[p.text] {
			return false
		}
	}
	return true
}
