package answers

import (
	"regexp"
	"strconv"
	"strings"
)

// Amount is a measured number: grams for weight, millimetres for length.
type Amount struct {
	N       int
	Verdict Verdict
	Why     string
}

var (
	numberForm = regexp.MustCompile(`\d+(?:[.,]\d+)?`)
	kiloOns    = regexp.MustCompile(`(\d{1,3}) ?(?:kilo|kg|kilogram) ?(\d{1,2}) ?(?:ons|on)\b`)
	kiloGram   = regexp.MustCompile(`(\d{1,3}) ?(?:kilo|kg) ?(\d{3})(?: ?(?:gr|gram|g))?\b`)
	gramForm   = regexp.MustCompile(`(\d{3,5}) ?(?:gr|gram|grm|g)\b`)
	doubled    = regexp.MustCompile(`(\p{L}{3,})2\b`) // "kira2": the 2 doubles the word
	changeWord = regexp.MustCompile(`naik|turun|nambah|berkurang`)
	looseWord  = regexp.MustCompile(`lebih|kurang lebih|±|\+-|-\+|kira|sekitar|dikit`)
)

var numberWords = map[string]string{"nol": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7", "delapan": "8", "lapan": "8", "sembilan": "9", "sepuluh": "10", "sebelas": "11"}

// numerals writes "delapan koma empat" as 8,4 and "delapan setengah" as 8,5.
func numerals(s string) string {
	s = doubled.ReplaceAllString(s, "$1")
	ws := strings.Fields(s)
	for i, w := range ws {
		if n, ok := numberWords[w]; ok {
			ws[i] = n
		}
	}
	s = strings.Join(ws, " ")
	s = regexp.MustCompile(`(\d+) (?:koma|titik) (\d+)`).ReplaceAllString(s, "$1,$2")
	s = regexp.MustCompile(`(\d+) ?setengah`).ReplaceAllString(s, "$1,5")
	s = regexp.MustCompile(`(\d) ,5`).ReplaceAllString(s, "$1,5")
	return s
}

func float(s string) float64 {
	f, _ := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	return f
}

// ReadBirthWeight reads a birth weight in kilograms or grams. 1,500–5,000 g is
// accepted, 500–6,000 asked back (fact sheet §1.6).
func ReadBirthWeight(text string) Amount {
	return ReadWeight(text, 1500, 5000, 500, 6000)
}

// ReadWeight reads a weight: kilograms, grams, "8 kilo 4 ons", "8 kg 400". Accepted
// in [low, high] grams, asked back in [least, most]. A change ("turun 1 kg") is no
// weight; an uncertain one is asked back.
func ReadWeight(text string, low, high, least, most int) Amount {
	s := numerals(Normalise(text))
	if changeWord.MatchString(s) {
		return Amount{}
	}
	g := grams(s)
	if g == 0 {
		return Amount{}
	}
	a := within(g, low, high, least, most)
	if a.Verdict == OK && looseWord.MatchString(s) {
		a.Verdict, a.Why = Ask, Unit
	}
	return a
}

func grams(s string) int {
	if m := kiloOns.FindStringSubmatch(s); m != nil {
		return atoi(m[1])*1000 + atoi(m[2])*100
	}
	if m := kiloGram.FindStringSubmatch(s); m != nil {
		return atoi(m[1])*1000 + atoi(m[2])
	}
	if m := gramForm.FindStringSubmatch(s); m != nil {
		return atoi(m[1])
	}
	m := numberForm.FindString(s)
	if m == "" {
		return 0
	}
	n := float(m)
	switch {
	case strings.Contains(m, ".") && len(m)-strings.IndexByte(m, '.') == 4 && n < 10:
		return int(n*1000 + 0.5) // 3.100 gram written with a point
	case n >= 200:
		return int(n)
	}
	return int(n*1000 + 0.5)
}

func within(n, low, high, least, most int) Amount {
	a := Amount{N: n, Verdict: OK}
	switch {
	case n < least:
		a.Verdict, a.Why = Refused, TooSmall
	case n > most:
		a.Verdict, a.Why = Refused, TooLarge
	case n < low:
		a.Verdict, a.Why = Ask, TooSmall
	case n > high:
		a.Verdict, a.Why = Ask, TooLarge
	}
	return a
}

// ReadBirthLength reads a birth length in centimetres, as millimetres. 42–56 cm is
// accepted, 30–60 asked back.
func ReadBirthLength(text string) Amount {
	s := numerals(Normalise(text))
	m := numberForm.FindString(s)
	if m == "" {
		return Amount{}
	}
	n := float(m)
	if n >= 300 && n <= 600 && strings.Contains(s, "mm") {
		n /= 10
	}
	return within(int(n*10+0.5), 420, 560, 300, 600)
}
