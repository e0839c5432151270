package faq

import (
	"strings"
	"testing"
)

// change is one way of writing the same thing differently.
type change struct {
	name  string
	floor float64 // share that must still be found
	do    func(string) string
}

// changes are what must not matter: greetings, particles, emoji, capitals, marks; and
// what must matter little: a slip in the longest word, a word without vowels.
func changes() []change {
	return []change{
		{"emoji", 1, func(s string) string { return "😭😭 " + s + " 🙏🙏🏻" }},
		{"polite", 0.995, func(s string) string {
			return "Assalamualaikum bu bidan, maaf ganggu malam-malam, izin bertanya. " + s + ". Terima kasih sebelumnya ya bu"
		}},
		{"particles", 0.99, func(s string) string { return "bun " + s + " nih bun" }},
		{"capitals", 1, strings.ToUpper},
		{"stretched", 0.98, func(s string) string {
			return longest(s, func(w string) string { return w[:2] + w[1:2] + w[1:2] + w[2:] })
		}},
		{"nomarks", 0.98, func(s string) string { return strings.NewReplacer(",", " ", "!", "", "?", "").Replace(s) }},
		{"lostletter", 0.92, func(s string) string {
			return longest(s, func(w string) string { return w[:len(w)/2] + w[len(w)/2+1:] })
		}},
		{"swapped", 0.97, func(s string) string {
			return longest(s, func(w string) string {
				m := len(w) / 2
				return w[:m] + w[m+1:m+2] + w[m:m+1] + w[m+2:]
			})
		}},
		{"novowels", 0.93, func(s string) string {
			return longest(s, func(w string) string {
				return w[:1] + strings.Map(func(r rune) rune {
					if strings.ContainsRune("aeiou", r) {
						return -1
					}
					return r
				}, w[1:])
			})
		}},
		{"nya", 0.97, func(s string) string { return strings.ReplaceAll(s, "nya ", "x ") }},
		{"slangno", 0.98, func(s string) string {
			return strings.NewReplacer("tidak ", "kagak ", " ga ", " engga ", " gak ", " nggak ", "sudah", "udah", "belum", "blm").Replace(s)
		}},
	}
}

// longest changes the longest word of letters of at least five.
func longest(s string, f func(string) string) string {
	words := strings.Split(s, " ")
	best := -1
	for i, w := range words {
		if len(w) >= 5 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" && (best < 0 || len(w) > len(words[best])) {
			best = i
		}
	}
	if best >= 0 {
		words[best] = f(words[best])
	}
	return strings.Join(words, " ")
}

// TestDangerWrittenOtherwise writes every danger sentence in other ways.
func TestDangerWrittenOtherwise(t *testing.T) {
	d := newDetector(t)
	p := Profile{PostpartumDays: -1}
	var list []string
	for _, c := range readCases(t, "danger-rows.tsv", 3) {
		if c[1] == "+" {
			list = append(list, c[2])
		}
	}
	for _, file := range []string{"danger-eval.tsv", "danger-eval-5.tsv", "danger-eval-6.tsv"} {
		for _, c := range readCases(t, file, 3) {
			list = append(list, c[2])
		}
	}
	for _, ch := range changes() {
		held, n := 0, 0
		for _, s := range list {
			if _, ok := d.Detect(s, p); !ok {
				continue
			}
			n++
			if _, ok := d.Detect(ch.do(s), p); ok {
				held++
			} else if testing.Verbose() {
				t.Logf("%s lost: %s", ch.name, ch.do(s))
			}
		}
		share := float64(held) / float64(n)
		t.Logf("%s: %.3f of %d", ch.name, share, n)
		if share < ch.floor {
			t.Errorf("%s: %.3f still found, want %.3f", ch.name, share, ch.floor)
		}
	}
}

// TestTopicsWrittenOtherwise writes every question that is found in other ways; the
// topic must stay first.
func TestTopicsWrittenOtherwise(t *testing.T) {
	f := newFinder(t)
	floor := map[string]float64{"emoji": 1, "polite": 0.96, "particles": 0.99, "capitals": 1, "stretched": 0.97, "nomarks": 0.99,
		"lostletter": 0.90, "swapped": 0.94, "novowels": 0.86, "nya": 0.98, "slangno": 0.99}
	cases := append(readCases(t, "topics-eval.tsv", 3), readCases(t, "topics-eval-4.tsv", 3)...)
	for _, ch := range changes() {
		held, n := 0, 0
		for i, c := range cases {
			if i%3 != 0 || f.Find(c[2], stranger).Candidates[0].Topic != c[0] {
				continue
			}
			n++
			if f.Find(ch.do(c[2]), stranger).Candidates[0].Topic == c[0] {
				held++
			}
		}
		share := float64(held) / float64(n)
		t.Logf("%s: %.3f of %d", ch.name, share, n)
		if share < floor[ch.name] {
			t.Errorf("%s: the topic stays first in %.3f, want %.3f", ch.name, share, floor[ch.name])
		}
	}
}

// TestDangerAsked: a question put on a danger that is told silences nothing: in every set
// of the sealed ones what was found is still found with it.
func TestDangerAsked(t *testing.T) {
	f := newFinder(t)
	for name, do := range map[string]func(string) string{
		"normal?": func(s string) string { return s + " apakah normal?" },
		"bahaya?": func(s string) string { return "Bu mau tanya, " + s + " bahaya ga ya bu?" },
		"gimana?": func(s string) string { return s + ". harus gimana ya bu" },
	} {
		n, lost := 0, 0
		for _, file := range sealed(t) {
			if !strings.HasPrefix(file, "danger-") {
				continue
			}
			for _, row := range readCases(t, file, 3) {
				if _, ok := f.Triage(row[2], stranger); !ok {
					continue
				}
				n++
				if _, ok := f.Triage(do(strings.TrimRight(row[2], " .?!")), stranger); !ok {
					lost++
					t.Logf("%s: %s", name, row[2])
				}
			}
		}
		if t.Logf("%s: %d of %d lost", name, lost, n); lost*100 > n {
			t.Errorf("%s: %d of %d are not found any more, at most one in a hundred", name, lost, n)
		}
	}
}
