package faq

// trait is a feature of a text as the models know it: the hash of its name, and what its
// kind weighs.
type trait struct {
	hash  uint32
	share float32
}

// traits are the features of a text, each once, in the order in which they were met.
type traits struct {
	seen map[uint32]bool
	list []trait
}

func newTraits(words int) *traits {
	return &traits{make(map[uint32]bool, 24*words), make([]trait, 0, 24*words)}
}

// add puts the feature that the parts make, joined: its hash is FNV-1a (64 bits, folded
// to 32), taken without making the name. Pieces of words weigh less than pairs, pairs less than words.
func (t *traits) add(parts ...string) {
	h, share := uint64(14695981039346656037), float32(1)
	for _, p := range parts {
		for i := range len(p) {
			if p[i] == ' ' {
				share = 0.6
			}
			h = (h ^ uint64(p[i])) * 1099511628211
		}
	}
	if parts[0] == piecely {
		share = 0.25
	}
	if f := uint32(h ^ h>>32); !t.seen[f] {
		t.seen[f] = true
		t.list = append(t.list, trait{f, share})
	}
}

// piecely stands before a piece of a word.
const piecely = "~"

// newWord stands for the first word that no question to learn from has, and for more.
var newWord = [...]string{"?new", "?news"}

// features are what the model sees of a text: its plain words, pairs of words that
// stand near each other, and pieces of words, which hold where an ending is new.
func features(words []plainWord) []trait {
	t := newTraits(len(words))
	t.words(words)
	return t.list
}

func (t *traits) words(words []plainWord) {
	unknown := 0
	for i, w := range words {
		if w.known {
			t.add(w.text)
		} else {
			t.add(newWord[min(unknown, 1)])
			unknown++
		}
		for k := i + 1; k < len(words) && k <= i+2; k++ {
			t.add(min(w.text, words[k].text), " ", max(w.text, words[k].text))
		}
		if w.text[0] == '#' {
			continue
		}
		p := "<" + w.text + ">"
		for n := 4; n <= 5; n++ {
			for k := 0; k+n <= len(p); k++ {
				t.add(piecely, p[k:k+n])
			}
		}
	}
}
