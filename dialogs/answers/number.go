package answers

import (
	"strconv"
	"strings"
)

// digits are the number words, with Sundanese ones heard in Tangsel.
var digitWords = map[string]int{"nol": 0, "kosong": 0, "satu": 1, "hiji": 1, "dua": 2, "tiga": 3, "tilu": 3, "empat": 4, "opat": 4, "lima": 5, "enam": 6, "genep": 6,
	"tujuh": 7, "tujuhh": 7, "delapan": 8, "lapan": 8, "dlapan": 8, "dalapan": 8, "sembilan": 9, "smbilan": 9, "salapan": 9, "sepuluh": 10, "sapuluh": 10, "sebelas": 11}

// seUnits are units written together with their one: "seminggu".
var seUnits = map[string]string{"sehari": "hari", "seminggu": "minggu", "saminggu": "minggu", "sebulan": "bulan", "sabulan": "bulan", "setahun": "tahun", "sataun": "tahun", "setaun": "tahun",
	"sekilo": "kilogram", "sekg": "kilogram", "seons": "ons", "semeter": "meter"}

// numerals turns number words into numbers: "dua puluh tiga" is 23, "delapan koma
// empat" 8.4, "seminggu" 1 minggu. "setengah" stays a word: its sense depends on
// what is counted.
func numerals(t []token) []token {
	out := make([]token, 0, len(t))
	for i := 0; i < len(t); {
		if t[i].kind == 'w' {
			if unit, ok := seUnits[t[i].raw]; ok && t[i].word != "lalu" {
				out = append(out, whole(1, t[i].glued), token{kind: 'w', raw: t[i].raw, word: unit, glued: true})
				i++
				continue
			}
			if n, used := spelled(t[i:]); used > 0 {
				out = append(out, whole(n, t[i].glued))
				i += used
				continue
			}
		}
		out = append(out, t[i])
		i++
	}
	return commas(out)
}

func whole(n int, glued bool) token {
	return token{kind: 'n', raw: strconv.Itoa(n), val: float64(n), glued: glued, spelled: true}
}

// spelled reads a spelled number at the start of t and says how many words it took:
// "dua puluh tiga", "dua ribu sembilan ratus", "dua ribu dua lima" (a year as said).
func spelled(t []token) (n, used int) {
	n, used = belowThousand(t)
	switch {
	case rawAt(t, 0) == "seribu":
		n, used = 1000, 1
	case used > 0 && n > 0 && rawAt(t, used) == "ribu":
		n, used = 1000*n, used+1
	default:
		return n, used
	}
	rest, k := belowThousand(t[used:])
	if rest > 0 && rest < 10 && k == 1 {
		if d, ok := digitWords[rawAt(t, used+1)]; ok && d < 10 {
			return n + 10*rest + d, used + 2
		}
	}
	return n + rest, used + k
}

func belowThousand(t []token) (n, used int) {
	if rawAt(t, 0) == "seratus" {
		rest, k := belowHundred(t[1:])
		return 100 + rest, 1 + k
	}
	n, used = belowHundred(t)
	if used == 1 && n > 1 && n < 10 && rawAt(t, 1) == "ratus" {
		rest, k := belowHundred(t[2:])
		return 100*n + rest, 2 + k
	}
	return n, used
}

func belowHundred(t []token) (n, used int) {
	d, ok := digitWords[rawAt(t, 0)]
	switch next := rawAt(t, 1); {
	case !ok:
		return 0, 0
	case next == "belas" && d > 1 && d < 10:
		return 10 + d, 2
	case next == "puluh" && d > 1 && d < 10:
		if e, ok := digitWords[rawAt(t, 2)]; ok && e > 0 && e < 10 {
			return 10*d + e, 3
		}
		return 10 * d, 2
	case d > 2 && d < 10 && centimetres[rawAt(t, 2)]: // "tujuh lima senti"
		if e, ok := digitWords[next]; ok && e > 0 && e < 10 {
			return 10*d + e, 2
		}
	}
	return d, 1
}

var centimetres = set("cm senti sentimeter")

// rawAt returns the word at i as it was written, "" for anything else.
func rawAt(t []token, i int) string {
	if i >= 0 && i < len(t) && t[i].kind == 'w' {
		return t[i].raw
	}
	return ""
}

// commas joins "8 koma 4" and "tiga koma dua lima".
func commas(t []token) []token {
	out := t[:0]
	for i := 0; i < len(t); i++ {
		n := len(out)
		if w := t[i].raw; t[i].kind == 'w' && (w == "koma" || w == "titik") && n > 0 && out[n-1].isWhole() && i+1 < len(t) && t[i+1].isWhole() {
			decimals := t[i+1].raw
			i++
			for len(decimals) < 2 && i+1 < len(t) && t[i+1].isWhole() && t[i+1].spelled && len(t[i+1].raw) == 1 {
				decimals += t[i+1].raw
				i++
			}
			out[n-1] = number(out[n-1].raw+"."+decimals, out[n-1].glued)
			continue
		}
		out = append(out, t[i])
	}
	return out
}

// isWhole tells whether a number was written without a decimal part.
func (k token) isWhole() bool { return k.kind == 'n' && !strings.ContainsAny(k.raw, ".,") }

// decimals returns how many digits stand after the only separator, 0 without one.
func (k token) decimals() int {
	if i := strings.LastIndexAny(k.raw, ".,"); i >= 0 {
		return len(k.raw) - i - 1
	}
	return 0
}

// wordAt returns the meaning of the word at i, "" for anything else.
func wordAt(t []token, i int) string {
	if i >= 0 && i < len(t) && t[i].kind == 'w' {
		return t[i].word
	}
	return ""
}

// wholeAt returns the whole number at i.
func wholeAt(t []token, i int) (int, bool) {
	if i < 0 || i >= len(t) || !t[i].isWhole() || len(t[i].raw) > 9 {
		return 0, false
	}
	return int(t[i].val), true
}

// signAt tells whether one of these signs stands at i.
func signAt(t []token, i int, signs string) bool {
	return i >= 0 && i < len(t) && t[i].kind == 's' && strings.Contains(signs, t[i].raw)
}

// anyWord tells whether one of the meanings occurs.
func anyWord(t []token, list map[string]bool) bool {
	for _, k := range t {
		if k.kind == 'w' && (list[k.word] || list[k.raw]) {
			return true
		}
	}
	return false
}

// halved adds the parts: "70 setengah", "8 kilo setengah" and "3 1/2" become 70.5,
// 8.5 kilo and 3.5; "3 kilo seperempat" 3.25; a lone "setengah" before a unit 0.5.
func halved(t []token) []token {
	out := make([]token, 0, len(t))
	for i := 0; i < len(t); i++ {
		k, n := t[i], len(out)
		part := parts[k.word]
		if fraction(t, i) && n > 0 && out[n-1].isWhole() {
			part, i = "5", i+2
		}
		switch {
		case part == "":
			out = append(out, k)
		case n > 0 && out[n-1].isWhole():
			out[n-1] = number(out[n-1].raw+"."+part, out[n-1].glued)
		case n > 1 && units[out[n-1].word] && out[n-2].isWhole():
			out[n-2] = number(out[n-2].raw+"."+part, out[n-2].glued)
		case units[wordAt(t, i+1)]:
			out = append(out, number("0."+part, k.glued))
		default:
			out = append(out, k)
		}
	}
	return out
}

// fraction tells whether "1/2" stands at i.
func fraction(t []token, i int) bool {
	return i+2 < len(t) && t[i].raw == "1" && t[i+1].raw == "/" && t[i+2].raw == "2" && t[i+1].glued && t[i+2].glued
}

var parts = map[string]string{"setengah": "5", "seperempat": "25"}

var units = set("kilogram gram ons sentimeter meter hari minggu bulan tahun")

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }
