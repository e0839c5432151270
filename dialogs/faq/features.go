package faq

// newWord stands for the first word that no question to learn from has, and for more.
var newWord = [...]string{"?new", "?news"}

// features are what the model sees of a text: its plain words, pairs of words that
// stand near each other, and pieces of words, which hold where an ending is new.
func features(words []plainWord) []string {
	seen := map[string]bool{}
	var out []string
	add := func(f string) {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	unknown := 0
	for i, w := range words {
		if w.known {
			add(w.text)
		} else {
			add(newWord[min(unknown, 1)])
			unknown++
		}
		for k := i + 1; k < len(words) && k <= i+2; k++ {
			a, b := w.text, words[k].text
			if b < a {
				a, b = b, a
			}
			add(a + " " + b)
		}
		if w.text[0] == '#' {
			continue
		}
		p := "<" + w.text + ">"
		for n := 4; n <= 5; n++ {
			for k := 0; k+n <= len(p); k++ {
				add("~" + p[k:k+n])
			}
		}
	}
	return out
}

// share is how much a feature weighs by its kind.
func share(f string) float32 {
	if f[0] == '~' {
		return 0.25
	}
	for i := range f {
		if f[i] == ' ' {
			return 0.6
		}
	}
	return 1
}
