package faq

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// piece is one word or figure of a text as folded: lower case, no emoji, doubled
// words once. Stop tells what stood before it: nothing, a comma or a full stop.
type piece struct {
	word  string  // "" for a figure
	num   float64 // the figure
	over  float64 // second figure of "160/110", else 0
	stop  uint8   // 0 none, 1 comma, 2 end of sentence
	glued bool    // no space before it
	shout bool    // an exclamation mark follows
	mine  bool    // ended in -ku
	named bool    // a capital inside a sentence: perhaps a name
	twice bool    // written twice: "anak2", "ari-ari"
	code  bool    // capitals that touch figures: "7FQX-K2PM", to be taken as they stand
}

const (
	longText = 10000 // runes read of a message; networks cut a message before that
	maxWord  = 24    // runes of a word worth looking up
)

// fold cuts a text into pieces. It reads at most longText runes.
func fold(text string) []piece {
	if strings.HasPrefix(text, "/start") {
		return nil // a link's code, not hers
	}
	raw := plain(text)
	text = strings.ToLower(raw)
	out := make([]piece, 0, len(text)/5+2)
	var stop uint8 = 2
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z':
			j := i
			for j < len(text) && text[j] >= 'a' && text[j] <= 'z' {
				j++
			}
			p, next := word(text, i, j)
			p.stop, p.glued, p.named = stop, i > 0 && isDigit(text[i-1]), stop < 2 && raw[i] < 'a' && i+1 < len(raw) && raw[i+1] >= 'a'
			p.code = raw[i] < 'a' && (p.glued || next < len(text) && isDigit(text[next]))
			if n := len(out); n > 0 && stop == 0 && out[n-1].word != "" && (p.word == "nya" || p.word == "ny" || p.word == "nye") {
				out[n-1].word += "nya"
			} else if n > 0 && stop < 2 && out[n-1].word == p.word && p.word != "" {
				out[n-1].mine, out[n-1].twice = out[n-1].mine || p.mine, true
			} else if a, b, ok := parted(p.word); ok {
				q := p
				p.word, q.word, q.stop = a, b, 0
				out = append(out, p, q)
			} else {
				out = append(out, p)
			}
			stop, i = 0, next
		case isDigit(c):
			p, next := figure(text, i)
			p.stop, p.glued = stop, i > 0 && text[i-1] >= 'a' && text[i-1] <= 'z'
			out = append(out, p)
			stop, i = 0, next
		default:
			if s := stopOf(c); s > stop {
				stop = s
			}
			if c == '!' && len(out) > 0 {
				out[len(out)-1].shout = true
			}
			i++
		}
	}
	return out
}

// plain composes and keeps letters a-z, digits and marks; the rest is space.
func plain(text string) string {
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < 0x80
	}
	if ascii {
		return text[:min(len(text), longText)]
	}
	if len(text) > 4*longText {
		text = strings.ToValidUTF8(text[:4*longText], " ")
	}
	var b strings.Builder
	n := 0
	for _, r := range norm.NFKD.String(text) {
		if n++; n > longText {
			break
		}
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r == '½':
			b.WriteString(",5")
		case r == '°' || r == 'º':
			b.WriteString(" derajat ")
		case r == '…' || r == '—' || r == '–':
			b.WriteString(" , ")
		case unicode.Is(unicode.Mn, r) || r == 0x200b || r == 0x200d || r == 0xfe0f || r == '’' || r == '‘':
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func stopOf(c byte) uint8 {
	switch c {
	case ',', '(', ')', '&', '+', '/':
		return 1
	case '.', '!', '?', ';', '\n', ':':
		return 2
	}
	return 0
}

// word reads letters text[i:j]; a doubling "2" after them belongs to it.
func word(text string, i, j int) (piece, int) {
	w := text[i:j]
	if j-i >= 3 && j < len(text) && text[j] == '2' && (j+1 == len(text) || !isDigit(text[j+1]) && text[j+1] != ',' && text[j+1] != '.') {
		k := j + 1
		for k < len(text) && text[k] >= 'a' && text[k] <= 'z' {
			k++
		}
		if tail := text[j+1 : k]; !timeUnit(tail) {
			if tail == "" || len(tail) <= 3 {
				return piece{word: squeeze(w), mine: tail == "ku", twice: true}, k
			}
			return piece{word: squeeze(w + tail)}, k
		}
	}
	switch w {
	case "d":
		w = "di"
	case "k":
		w = "ke"
	}
	return piece{word: squeeze(w)}, j
}

// timeUnit tells a word after a figure that makes it a figure ("umur2thn").
func timeUnit(w string) bool {
	switch w {
	case "thn", "th", "tahun", "taun", "bln", "bl", "bulan", "minggu", "mgg", "mg", "mggu", "hari", "hr",
		"jam", "jm", "kg", "cm", "kali", "x", "menit", "mnt", "w", "week", "weeks":
		return true
	}
	return false
}

// squeeze turns three and more equal letters into one: "sakiiiit" is sakit.
func squeeze(w string) string {
	run := 1
	for i := 1; i < len(w); i++ {
		if w[i] != w[i-1] {
			run = 1
			continue
		}
		if run++; run >= 3 {
			var b []byte
			for k := 0; k < len(w); {
				m := k
				for m < len(w) && w[m] == w[k] {
					m++
				}
				if m-k == 2 {
					b = append(b, w[k])
				}
				b = append(b, w[k])
				k = m
			}
			return string(b)
		}
	}
	return w
}

// figure reads a number: "39,3", "39 , 3", "160/110", "1.5"; over is the second of a pair.
func figure(text string, i int) (piece, int) {
	v, j := digits(text, i)
	k := skipSpace(text, j)
	if k < len(text) && (text[k] == ',' || text[k] == '.') {
		m := skipSpace(text, k+1)
		if m < len(text) && isDigit(text[m]) && (m == k+1 || k > j) {
			frac, e := digits(text, m)
			if e-m <= 2 && (k == j || v >= 30 && v <= 43 || v < 30) {
				for d := e - m; d > 0; d-- {
					frac /= 10
				}
				return piece{num: v + frac}, e
			}
		}
	}
	if k == j+1 && v >= 35 && v <= 42 && k < len(text) && isDigit(text[k]) && (k+1 == len(text) || text[k+1] == ' ') && !unitAt(text, k+2) {
		return piece{num: v + float64(text[k]-'0')/10}, k + 1 // "38 5"
	}
	if k < len(text) && (text[k] == '/' || text[k] == '-') {
		m := skipSpace(text, k+1)
		if m < len(text) && isDigit(text[m]) {
			w, e := digits(text, m)
			return piece{num: v, over: w}, e
		}
	}
	return piece{num: v}, j
}

// unitAt tells that a unit of time or count stands at i.
func unitAt(text string, i int) bool {
	j := i
	for j < len(text) && text[j] >= 'a' && text[j] <= 'z' {
		j++
	}
	return j > i && timeUnit(text[i:j])
}

func digits(text string, i int) (float64, int) {
	v := 0.0
	from := i
	for ; i < len(text); i++ {
		d := text[i] - '0'
		if text[i] == 'o' && i > from && i+1 < len(text) && (isDigit(text[i+1]) || text[i+1] == '/') {
			d = 0 // "17o/110": the letter for the figure
		} else if !isDigit(text[i]) {
			break
		}
		if v < 1e9 {
			v = v*10 + float64(d)
		}
	}
	return v, i
}

func skipSpace(text string, i int) int {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i
}

// parted gives the two words of "gabisa", "gamau", "blmbisa".
func parted(w string) (string, string, bool) {
	for _, p := range [...]string{"nggak", "ngga", "kagak", "kaga", "tidak", "belum", "gak", "blm", "tdk", "ga", "gk"} {
		if len(w) > len(p) && w[:len(p)] == p {
			switch w[len(p):] {
			case "bisa", "bs", "mau", "mo", "mao", "ada", "kuat", "pernah", "gerak", "sadar", "turun", "enak", "nafsu",
				"doyan", "pipis", "bab", "pup", "napas", "nafas", "nyusu", "keluar", "sembuh", "berhenti", "nangis", "respon",
				"tahan", "mempan", "kerasa", "minum", "makan", "jadi", "usah", "boleh", "normal", "apa", "papa":
				return p, w[len(p):], true
			}
		}
	}
	return "", "", false
}
