package faq

import (
	"cmp"
	"slices"
	"strings"
)

// slip is a word by the hash of what is left of it without one letter, or of all. There
// are tens of thousands: a word is its place in a list of at most 65,536, which a collector
// need not follow.
type slip struct {
	hash uint32
	word uint16
}

// slipHash hashes a word without its letter at skip.
func slipHash(w string, skip int) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		if i != skip {
			h = (h ^ uint32(w[i])) * 16777619
		}
	}
	return h
}

// guess finds the one word a slip of the pen, or a spelling without vowels, stands for.
func (l *lexicon) guess(w string) string {
	bones := ""
	if len(w) >= 3 && vowels(w)*3 <= len(w) {
		if g, ok := l.bones[consonants(w)]; ok && g[0] == w[0] && len(w) <= len(g) {
			bones = g
		} else if l.careful && vowels(w) == 0 && len(w) >= 4 {
			bones = l.boned(w)
		}
	}
	if len(w) < 4 || bones != "" && (vowels(w) == 0 || l.careful) {
		return bones
	}
	best := ""
	try := func(skip int) {
		h := slipHash(w, skip)
		at, _ := slices.BinarySearch(l.slips, h)
		for ; at < len(l.slips) && l.slips[at] == h; at++ {
			c := l.spelled[l.slipOf[at]]
			if len(w) < 5 && c[0] != w[0] {
				continue
			}
			if (c[0] == w[0] || c[len(c)-1] == w[len(w)-1] && len(w) >= 6) && near(w, c) && (best == "" || better(c, best, w)) {
				best = c
			}
		}
	}
	try(len(w))
	for i := 0; i < len(w) && len(w) >= 5; i++ {
		try(i)
	}
	if best == "" || bones != "" && !near(w, bones) && best[0] != w[0] {
		return cmp.Or(bones, best)
	}
	return best
}

// boned finds the one word that has one consonant more than w, not at its ends: "ngmg".
func (l *lexicon) boned(w string) string {
	found := ""
	for i := 1; i < len(w); i++ {
		for _, c := range []byte("bcdfghjklmnpqrstvwxyz") {
			g, ok := l.bones[w[:i]+string(c)+w[i:]]
			if !ok || g == found || g[0] != w[0] {
				continue
			}
			if found != "" {
				return ""
			}
			found = g
		}
	}
	return found
}

// better prefers two letters swapped, then a vowel left out, then the last letter left
// out, then the same length, then the alphabet.
func better(a, b, w string) bool {
	if sa, sb := swapped(a, w), swapped(b, w); sa != sb {
		return sa
	}
	if ca, cb := consonants(a) == consonants(w), consonants(b) == consonants(w); ca != cb {
		return ca
	}
	if pa, pb := strings.HasPrefix(a, w), strings.HasPrefix(b, w); pa != pb {
		return pa
	}
	da, db := abs(len(a)-len(w)), abs(len(b)-len(w))
	return da < db || da == db && a < b
}

// swapped tells that a and w have the same letters.
func swapped(a, w string) bool {
	if len(a) != len(w) {
		return false
	}
	n := 0
	for i := range len(a) {
		n += int(a[i])*int(a[i]) - int(w[i])*int(w[i])
	}
	return n == 0
}

func abs(n int) int { return max(n, -n) }

// near tells whether one letter changed, added, lost or swapped makes b of a.
func near(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch len(x) - len(y) {
	case 0:
		return len(x) == 0 || x[1:] == y[1:] || len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]
	case 1:
		return x[1:] == y
	case -1:
		return x == y[1:]
	}
	return false
}

func vowels(w string) int {
	n := 0
	for i := range w {
		if strings.IndexByte("aeiou", w[i]) >= 0 {
			n++
		}
	}
	return n
}

func consonants(w string) string {
	var b [maxWord]byte
	n := 0
	for i := 0; i < len(w) && n < maxWord; i++ {
		if strings.IndexByte("aeiou", w[i]) < 0 && (n == 0 || b[n-1] != w[i]) {
			b[n] = w[i]
			n++
		}
	}
	return string(b[:n])
}

// single writes doubled letters once.
func single(w string) string {
	for i := 1; i < len(w); i++ {
		if w[i] == w[i-1] {
			b := []byte(w[:i])
			for ; i < len(w); i++ {
				if w[i] != b[len(b)-1] {
					b = append(b, w[i])
				}
			}
			return string(b)
		}
	}
	return w
}

// join writes "di patok" as one word where that is one.
func (l *lexicon) join(pieces []piece) []piece {
	out := pieces[:0]
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		if n := i + 1; p.word == "di" && n < len(pieces) && pieces[n].stop == 0 && pieces[n].word != "" {
			if e := l.words["di"+pieces[n].word]; e != nil && len(e.classes) > 0 {
				p.word, i = "di"+pieces[n].word, n
			}
		}
		out = append(out, p)
	}
	return out
}
