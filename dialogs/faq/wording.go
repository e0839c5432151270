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

// newWording reads spellings and the words that tell nothing; fresh are further words
// that the questions have.
func newWording(spellings, stop string, fresh []string) (*wording, error) {
	lx, err := spelled(spellings)
	if err != nil {
		return nil, err
	}
	w := &wording{lx: lx, skip: map[string]bool{}, frame: map[string]bool{}}
	for _, s := range strings.Fields(frameWords) {
		w.frame[s] = true
	}
	for _, s := range strings.Fields(stop) {
		w.skip[s] = true
	}
	for _, s := range fresh {
		lx.add(lx.id(s), s)
	}
	lx.seal(func(int) bool { return true })
	w.names = make([]string, len(lx.ids))
	for name, id := range lx.ids {
		w.names[id] = name
	}
	lx.ids = nil // asked for no more
	return w, nil
}

// spelled is the lexicon of the spellings alone.
func spelled(spellings string) (*lexicon, error) {
	lx, err := newLexicon(spellings, "")
	if err != nil {
		return nil, err
	}
	lx.careful = true
	for _, line := range strings.Split(spellings, "\n") {
		if name, _, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && line[0] != '#' {
			lx.add(lx.id(name), name)
		}
	}
	return lx, nil
}

// read gives the plain words of a text, its figures as what they measure.
func (w *wording) read(text string) []plainWord {
	return w.readPieces(fold(text))
}

func (w *wording) readPieces(pieces []piece) []plainWord {
	spell := make([]string, len(pieces))
	entries := make([]*entry, len(pieces))
	for i, p := range pieces {
		if entries[i], spell[i] = w.lx.words[p.word], p.word; p.word != "" && !p.code {
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
		if name, n := w.phrase(entries, pieces, spell, i); n > 0 {
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

// phrase finds the longest phrase that begins at i, by the words or by the plain words
// they stand for ("blm eek" is "belum bab"); n is how many words follow.
func (w *wording) phrase(entries []*entry, pieces []piece, spell []string, i int) (string, int) {
	e := entries[i]
	if e == nil {
		return "", 0
	}
	name, n := w.longest(e.phrases, entries, pieces, spell, i)
	if plain := w.plain(e); plain != spell[i] && plain != "" {
		if other, m := w.longest(w.lx.words[plain].phrases, entries, pieces, spell, i); m > n {
			return other, m
		}
	}
	return name, n
}

// plain is the first plain word a word stands for.
func (w *wording) plain(e *entry) string {
	if e == nil || len(e.classes) == 0 {
		return ""
	}
	if name := w.names[e.classes[0]]; w.lx.words[name] != nil {
		return name
	}
	return ""
}

// longest finds the first of the phrases, which stand longest first, that goes on behind i.
func (w *wording) longest(list []phrase, entries []*entry, pieces []piece, spell []string, i int) (string, int) {
next:
	for _, ph := range list {
		if i+len(ph.rest) >= len(pieces) {
			continue
		}
		for k, r := range ph.rest {
			if p := i + 1 + k; spell[p] != r && pieces[p].word != r && w.plain(entries[p]) != r || pieces[p].stop == 2 {
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
		return "#tensi" + grade(max(p.num, p.over+50), 140, 160)
	case p.num == 1000:
		return "#1000"
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch name := w.name(pieces[k].word); {
		case name == "hb" && p.num < 20:
			return "#hb" + grade(p.num, 8, 11)
		case name == "lila":
			return "#lila" + grade(p.num, 11.5, 12.5, 16, 23.5)
		case (name == "suhu" || name == "demam") && p.num >= 35 && p.num < 43:
			return "#suhu" + grade(p.num, 36, 37.5, 38, 39)
		}
	}
	unit := ""
	if i+1 < len(pieces) && pieces[i+1].word != "" {
		unit = w.name(pieces[i+1].word)
		if pieces[i+1].word == "t" && pieces[i+1].glued {
			return "#10t"
		}
	}
	return "#" + size(p.num, unit)
}

// name is the plain word of one word, "" for one that is new.
func (w *wording) name(word string) string {
	if word == "" {
		return ""
	}
	if e, _ := w.lx.find(word); e != nil && len(e.classes) > 0 {
		return w.names[e.classes[0]]
	}
	return ""
}

// size puts a figure into a class: ages as the topics part them.
func size(v float64, unit string) string {
	switch unit {
	case "bulan":
		return unit + grade(v, 6, 9, 12, 24)
	case "tahun":
		return unit + grade(v, 1, 2, 6, 10, 20, 35)
	case "minggu":
		return unit + grade(v, 6, 28, 37)
	case "hari":
		return unit + grade(v, 3, 8)
	case "kg":
		return unit + grade(v, 2.5, 20)
	case "":
		if v >= 36 && v < 43 && v != float64(int(v)) {
			return "suhu" + grade(v, 36, 37.5, 38, 39)
		}
		return "n"
	}
	return unit
}

// grade names the part of a scale that a figure falls into: a, b, c …
func grade(v float64, limits ...float64) string {
	n := 0
	for n < len(limits) && v >= limits[n] {
		n++
	}
	return string(rune('a' + n))
}

// bare tells a text of frame words only, or of a length of time ("40 hari lagi"), which
// alone asks nothing; "bayi 5 bulan bisa apa" does.
func (w *wording) bare(words []plainWord) bool {
	figure, asking := false, false
	for _, p := range words {
		switch {
		case p.text[0] == '#' && w.frame[strings.TrimRight(p.text[1:], "abcdefg")]:
			figure = true
		case !w.frame[p.text]:
			return false
		case !timeWord(p.text):
			asking = true
		}
	}
	return !figure || !asking
}

// timeWord tells a word that only says when.
func timeWord(w string) bool {
	switch w {
	case "hari", "jam", "bulan", "minggu", "tahun", "saat", "sampai", "baru", "sudah", "sehari", "habis", "lewat":
		return true
	}
	return false
}
