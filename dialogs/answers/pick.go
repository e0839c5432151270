package answers

import (
	"regexp"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Option is a choice as [Pick] sees it.
type Option struct{ ID, Label string }

var ordinals = map[string]int{"pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6}

var pickNumber = regexp.MustCompile(`^(?:no|nomor|nomer|nmr|yg|yang|pilih|opsi|pilihan)?\.? ?(?:no|nomor|ke)?[. -]?(\d{1,2})[.)]?$`)

// Pick finds which option a text names: its number, "yang kedua", its label or id,
// the label's beginning, or a near spelling of it.
func Pick(text string, options []Option) (string, bool) {
	s := Normalise(text)
	if s == "" || len(options) == 0 || len(s) > 120 {
		return "", false
	}
	for _, o := range options {
		if s == strings.ToLower(o.ID) || s == label(o) {
			return o.ID, true
		}
	}
	n := 0
	if m := pickNumber.FindStringSubmatch(s); m != nil {
		n = atoi(m[1])
	} else if f := plain(s); len(f) > 0 && len(f) <= 3 {
		n = ordinals[f[len(f)-1]]
		if len(f) == 3 {
			n = 0
		}
	}
	if n >= 1 && n <= len(options) {
		return options[n-1].ID, true
	}
	return pickByWords(Bare(s), options)
}

func label(o Option) string { return Bare(o.Label) }

// pickByWords compares with the labels: equal, beginning, contained, one or two slips.
func pickByWords(s string, options []Option) (string, bool) {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "yg "), "yang ")
	if len(s) < 2 {
		return "", false
	}
	for _, test := range []func(l string) bool{
		func(l string) bool { return l == s },
		func(l string) bool { return len(s) >= 3 && strings.HasPrefix(l, s) },
		func(l string) bool { return len(l) >= 4 && strings.Contains(" "+s+" ", " "+l+" ") && len(s) < 3*len(l) },
		func(l string) bool {
			return len(s) >= 4 && !strings.Contains(s, " ") && strings.Contains(" "+l+" ", " "+s+" ")
		}, // "yg barat"
		func(l string) bool { return len(s) >= 5 && near(s, l, max(1, len(l)/6)) },
	} {
		var hit []string
		for _, o := range options {
			if test(label(o)) {
				hit = append(hit, o.ID)
			}
		}
		if len(hit) == 1 {
			return hit[0], true
		}
	}
	return "", false
}

// near forgives slips in letters, never in figures: "20.30" is not a slip of "20.00".
func near(a, b string, slips int) bool {
	if figures(a) != figures(b) {
		return false
	}
	d := len(a) - len(b)
	if d < 0 {
		d = -d
	}
	return d <= slips && levenshtein.ComputeDistance(a, b) <= slips
}

func figures(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// Place is a place as [FindPlace] sees it.
type Place struct {
	ID, Name string
	Aliases  []string
}

var placeLead = regexp.MustCompile(`^(?:(?:di|ke|dari|tinggal|saya|daerah|wilayah|kelurahan|kel|kec|kecamatan|ds|desa|alamat|rumah|perum|posyandu|py)\.? )+`)

// FindPlace finds a place by what people write: spaces, hyphens and case do not
// count, "pd" is pondok, near spellings are forgiven. One hit is certain; several
// are candidates; none is none.
func FindPlace(text string, places []Place) []string {
	s := placeKey(placeLead.ReplaceAllString(kelurahanPart(Normalise(text))+" ", ""))
	if len(s) < 3 || ReadYesNo(text) != Neither || ReadControl(text) != NoControl { // "salah" is not Sawah
		return nil
	}
	for _, test := range []func(name string) bool{
		func(n string) bool { return n == s },
		func(n string) bool { return len(s) >= 5 && near(s, n, 1) },
		func(n string) bool { return len(n) >= 5 && strings.Contains(s, n) },
		func(n string) bool { return len(s) >= 4 && strings.HasPrefix(n, s) },
		func(n string) bool { return len(s) >= 8 && near(s, n, 2) },
	} {
		var hit []string
		best := 0
		for _, p := range places {
			for _, n := range append([]string{p.Name}, p.Aliases...) {
				if k := placeKey(Normalise(n)); test(k) {
					if len(k) > best && strings.Contains(s, k) { // the longest name wins: Pamulang Barat over Pamulang
						hit, best = nil, len(k)
					}
					if len(k) >= best && (len(hit) == 0 || hit[len(hit)-1] != p.ID) {
						hit = append(hit, p.ID)
					}
				}
			}
		}
		if len(hit) > 0 {
			return hit
		}
	}
	return nil
}

var (
	kelurahanWord = regexp.MustCompile(`\b(?:kelurahan|kel|desa|ds)\b\.? ?(.+)$`)
	kecamatanWord = regexp.MustCompile(`^(.*\pL.*?)[ ,]+(?:kecamatan|kec)\b\.?.*$`)
)

// kelurahanPart takes the kelurahan out of an address that names it as one, and the
// kecamatan behind it off.
func kelurahanPart(s string) string {
	if m := kelurahanWord.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if m := kecamatanWord.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	return s
}

// SamePlace tells whether a text is just this name, spelt as people do.
func SamePlace(text, name string) bool { return OnlyPlace(text)(name) }

// OnlyPlace tells of names whether a text is just that one. Most are told apart by no word
// of theirs beginning like the text: to make each into a key was a tenth of all work.
func OnlyPlace(text string) func(name string) bool {
	key := placeKey(placeLead.ReplaceAllString(Normalise(text)+" ", ""))
	return func(name string) bool {
		return key != "" && wordBegins(name, key[0]) && placeKey(Normalise(name)) == key
	}
}

// wordBegins tells whether a word of a name may begin with a letter of a key; short forms
// begin like the word they stand for.
func wordBegins(name string, letter byte) bool {
	start := true
	for i := range len(name) {
		b := name[i]
		if b >= 0x80 || isDigit(b) || start && b|0x20 == letter {
			return true
		}
		start = b == ' ' || b == '-' || b == '.' || b == '(' || b == '\'' || b == '/'
	}
	return false
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func placeKey(s string) string {
	ws := plain(s)
	var b strings.Builder
	for i, w := range ws {
		switch w {
		case "pd", "pdk", "pndk", "pondo":
			w = "pondok"
		case "ciput":
			w = "ciputat"
		case "srpong":
			w = "serpong"
		case "brt", "bar", "brat":
			w = "barat"
		case "tmr", "tim", "tmur", "timr":
			w = "timur"
		case "yg", "yang":
			continue
		case "rw", "rwa":
			if i+1 < len(ws) && !hasDigit(ws[i+1]) {
				w = "rawa" // "rw buntu"
			}
		case "gdg":
			w = "gudang"
		case "utr":
			w = "utara"
		case "jurmang", "jurangmangu", "jrgmangu", "jurmangu":
			w = "jurangmangu"
		case "jurmangtim":
			w = "jurangmangutimur"
		case "jurmangbar":
			w = "jurangmangubarat"
		case "rmj":
			w = "rawamekarjaya"
		case "bu", "bun", "pak", "aja", "kok", "sini", "deket", "dekat", "situ", "2", "1", "ya", "dok", "kak", "tangsel", "tangerang", "selatan", "kota":
			continue
		}
		b.WriteString(w)
	}
	return b.String()
}
