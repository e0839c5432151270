package answers

import (
	_ "embed"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word, number or sign of a normalised text.
type token struct {
	kind  byte    // 'w', 'n' or 's'
	raw   string  // as normalised: "bln", "8,4", "/"
	word  string  // what a word means: "bulan"; "" for numbers and signs
	val   float64 // of a number; more than one separator: the first part
	glued bool    // no space before it
	nya   bool    // the word carried -nya, -ny or -x

	spelled bool   // a number written in words
	was     string // what the writer wrote first and put right in the same line
}

// maxTokens bounds the work of the parsers; no answer is longer.
const maxTokens = 400

// tokens cuts a normalised text into words, numbers and signs and says what each
// word means where it stands. Number words become numbers.
func tokens(s string) []token {
	return numerals(meanings(cutTokens(s)))
}

func cutTokens(s string) []token {
	var t []token
	space := true
	for i := 0; i < len(s) && len(t) < maxTokens; {
		r, size := utf8.DecodeRuneInString(s[i:])
		end := i + size
		switch {
		case r == ' ':
			space, i = true, end
			continue
		case r >= '0' && r <= '9':
			end = numberEnd(s, i)
			t = append(t, number(s[i:end], !space))
		case unicode.IsLetter(r):
			end = wordEnd(s, i)
			t = append(t, token{kind: 'w', raw: s[i:end], glued: !space})
		default:
			t = append(t, token{kind: 's', raw: s[i:end], glued: !space})
		}
		space, i = false, end
	}
	return t
}

func number(raw string, glued bool) token {
	f := strings.FieldsFunc(raw, func(r rune) bool { return r == '.' || r == ',' })
	text := f[0]
	if len(f) == 2 {
		text += "." + f[1]
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v > 1e15 {
		v = 1e15 // longer than any number that means something
	}
	return token{kind: 'n', raw: raw, val: v, glued: glued}
}

// numberEnd takes digits with single points or commas between them.
func numberEnd(s string, i int) int {
	for i < len(s) && (isDigit(s[i]) || (s[i] == '.' || s[i] == ',') && i+1 < len(s) && isDigit(s[i+1])) {
		i++
	}
	return i
}

// wordEnd takes letters with their marks, and an apostrophe or a doubling hyphen
// between letters (jum'at, kira-kira).
func wordEnd(s string, i int) int {
	start := i
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			if r == '\'' && i+1 < len(s) && isLetterAt(s, i+1) {
				i++
				continue
			}
			if half := s[start:i]; r == '-' && strings.HasPrefix(s[i+1:], half) && len(half) > 1 && !isLetterAt(s, i+1+len(half)) {
				return i + 1 + len(half)
			}
			break
		}
		i += size
	}
	return i
}

func isLetterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[min(i, len(s)):])
	return unicode.IsLetter(r)
}

//go:embed words.tsv
var wordRows string

// sense is one row of words.tsv: what a form means, under a condition.
type sense struct{ meaning, when string }

var dictionary, known = loadWords(wordRows)

// loadWords reads the table; known holds every meaning that is one word.
func loadWords(rows string) (map[string][]sense, map[string]bool) {
	dict, single := map[string][]sense{}, map[string]bool{}
	for line := range strings.Lines(rows) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(f) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		single[f[0]] = true
		for _, form := range strings.Fields(f[1]) {
			dict[form] = append(dict[form], sense{f[0], f[2]})
		}
	}
	return dict, single
}

// meanings gives each word its meaning where it stands and undoes the doubling
// sign: "gatal2" is one word, "bb2" is not.
func meanings(t []token) []token {
	kept := t[:0]
	for i, k := range t {
		if k.kind == 'n' && k.raw == "2" && k.glued && i > 0 && t[i-1].kind == 'w' && doubles(t[i-1].raw) && (i+1 == len(t) || !t[i+1].glued || t[i+1].kind != 'n') {
			continue
		}
		kept = append(kept, k)
	}
	for i := range kept {
		if kept[i].kind == 'w' {
			kept[i].word, kept[i].nya = meaning(kept, i)
		}
	}
	return kept
}

// doubles tells whether a 2 after the word doubles it: never after a label, a unit
// or a month, which a number follows.
func doubles(raw string) bool {
	if utf8.RuneCountInString(raw) < 3 || monthOf(raw) != 0 || labelled[raw] {
		return false
	}
	s := dictionary[raw]
	return len(s) == 0 || !labelled[s[0].meaning]
}

var labelled = set("tanggal bulan minggu tahun hari umur usia berat tinggi panjang lila hpht hpl tensi suhu jam pukul nomor hamil tablet sudah belum ke rt rw no nomer " +
	"kilogram gram ons sentimeter meter hb lahir masuk jalan genap sekitar kurang lebih pilih kelurahan blok pilihan opsi")

func meaning(t []token, i int) (word string, nya bool) {
	raw := t[i].raw
	if m := senseOf(raw, t, i); m != "" {
		return m, false
	}
	if a, b, ok := strings.Cut(raw, "-"); ok && a == b { // kira-kira
		raw = a
		if m := senseOf(raw, t, i); m != "" {
			return m, false
		}
	}
	for _, tail := range []string{"nya", "ny", "x", "an"} {
		base := strings.TrimSuffix(raw, tail)
		if base == raw || len(base) < 2 {
			continue
		}
		if m := senseOf(base, t, i); m != "" || known[base] {
			if m == "" {
				m = base
			}
			return m, tail != "an"
		}
	}
	return raw, false
}

// senseOf returns the meaning of a form under the first condition that holds.
func senseOf(form string, t []token, i int) string {
	for _, s := range dictionary[form] {
		if holds(s.when, t, i) {
			return s.meaning
		}
	}
	return ""
}

func holds(when string, t []token, i int) bool {
	numberAt := func(k int) bool { return k >= 0 && k < len(t) && t[k].kind == 'n' }
	switch name, list, _ := strings.Cut(when, ":"); name {
	case "":
		return true
	case "after-number":
		return numberAt(i-1) || i > 0 && t[i-1].raw == "setengah"
	case "not-after-number":
		return !numberAt(i-1) && !(i > 0 && t[i-1].raw == "setengah")
	case "before-number":
		return numberAt(i+1) || i+1 < len(t) && t[i+1].kind == 's' && numberAt(i+2)
	case "before-pair":
		for k := i + 1; k < min(i+4, len(t)-2); k++ {
			spoken := k == i+1 && numberAt(k) && numberAt(k+2) && t[k].val >= 8 && t[k].val <= 22 && t[k+2].val >= 4 && t[k+2].val <= 13 // "td 11/7"
			if numberAt(k) && (t[k].val >= 50 || spoken) && strings.Contains("/-", t[k+1].raw) && numberAt(k+2) {
				return true
			}
		}
	case "beside":
		for k := max(0, i-2); k < min(len(t), i+3); k++ {
			if k != i && t[k].kind == 'w' && strings.Contains(","+list+",", ","+t[k].raw+",") {
				return true
			}
		}
	}
	return false
}

// Words returns what the words of a text mean, numbers as digits: "umurx 2bln, gatal2"
// is umur 2 bulan gatal.
func Words(text string) []string {
	var list []string
	for _, k := range tokens(Normalise(text)) {
		switch k.kind {
		case 'w':
			list = append(list, k.word)
		case 'n':
			list = append(list, strings.ReplaceAll(k.raw, ",", "."))
		}
	}
	return list
}
