package answers

import (
	"regexp"
	"strings"

	"tumbuh/store"
)

var (
	absentForm = regexp.MustCompile(` (?:(?:enggak|belum|tidak) (?:pernah |bisa |jadi |ikut |mau |dibawa |sempat |di )*(?:datang|hadir|diukur|ukur|timbang|masuk|nyampe|ikut|posyandu|nimbang|ditimbang|kesini|ke posyandu|ada|bisa)|absen|alpa|izin|ijin|mudik|pulkam|pulang kampung|dirawat|opname|(?:nolak|menolak|takut|emoh)(?: \S+){0,3} (?:ditimbang|diukur|nimbang|posyandu)) `)
	awayForm   = regexp.MustCompile(` (?:diajak|ikut|dibawa|nginep|menginap|pergi|berangkat|main|jalan) (?:\S+ ){0,3}(?:ke|di|sama|kerumah) `)
	sickForm   = regexp.MustCompile(` (?:sakit|demam|panas|diare|mencret|bepergian|liburan|sekolah) `)
	diedForm   = regexp.MustCompile(` (?:meninggal|meninggal dunia|wafat|almarhum|almarhumah|alm|almh) `)
	movedForm2 = regexp.MustCompile(` (?:pindah|pindahan ke) `)
	movedIn    = regexp.MustCompile(` (?:pindah|pindahan) (?:dari|asal) | baru pindah `)
	firstForm  = regexp.MustCompile(` (?:pertama|pertama kali|anak baru|baru gabung|warga baru) `)
	bornForm   = regexp.MustCompile(` (?:baru|br|brusan|barusan) lahir `)
	notUpForm  = regexp.MustCompile(` (?:tidak naik|enggak naik|turun|tetap|2 t|bb tetap) `)
)

var (
	standing = set("nangtung berdiri brdiri bdiri berdri diri bdr stand standing brdri bdri berdir")
	lying    = set("ngedeng telentang tlntang terlentang tlentang trlentang trlntang baring berbaring brbaring rebah rebahan tiduran tidurin lying tlntng telentng terlntang")
)

// positionWord is what a word says of how a child was measured; written without its vowels
// it is the same word.
func positionWord(raw string) store.Position {
	bones := strings.Map(func(r rune) rune {
		if strings.ContainsRune("aiueo", r) {
			return -1
		}
		return r
	}, raw)
	switch {
	case standing[raw] || bones == "brdr":
		return store.Standing
	case lying[raw] || lyingBones[bones]:
		return store.Lying
	}
	return ""
}

var lyingBones = set("tlntng trlntng tlntg trlntg tlnteng")

// positionOf finds how the child was measured; "ga mau berdiri" is not standing, "berdiri eh
// telentang" is lying.
func positionOf(t []token) (p store.Position) {
	for i, k := range t {
		switch {
		case wordIn(slipWords, k):
			p = positionOr(positionOf(t[i+1:]), p)
			return p
		case p != "" || k.kind != 'w' || deniedAt(t, i) || wordAt(t, i-1) == "bisa": // "udah bisa berdiri" is what it can
		default:
			if p = positionWord(k.raw); k.raw == "tidur" && (wordAt(t, i-1) == "diukur" || wordAt(t, i-1) == "ukur" || wordAt(t, i-1) == "posisi") {
				p = store.Lying
			}
		}
	}
	return p
}

func positionOr(a, b store.Position) store.Position {
	if a != "" {
		return a
	}
	return b
}

// deniedAt tells whether the word at i is denied just before.
func deniedAt(t []token, i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if w := t[k].word; w == "enggak" || w == "belum" || w == "bukan" || w == "susah" {
			return true
		}
	}
	return false
}

// flags are the letters of the card that stand alone.
var flags = map[string]string{"n": "N", "o": "O", "b": "B"}

// flagAt returns the card's letter at i: alone, not an initial, not a label before a
// number ("B 6.2" is new, because no T follows).
func flagAt(t []token, i int) string {
	k := t[i]
	switch {
	case k.kind != 'w' || signAt(t, i+1, ".:=") && !signAt(t, i-1, "("):
		return ""
	case k.raw == "bgm":
		return "BGM"
	case len(k.raw) == 2 && isDigit(k.raw[0]) && k.raw[1] == 't':
		return strings.ToUpper(k.raw)
	case k.raw == "t" && signAt(t, i-1, "(") && signAt(t, i+1, ")"):
		return "T"
	}
	return flags[k.raw]
}

// statusOf says what a part of a line tells of its child, "" for sizes alone.
func statusOf(t []token) string {
	s := strings.ReplaceAll(canon(t), " mau turun ", " ") // from the arm
	switch {
	case diedForm.MatchString(s):
		return Died
	}
	size := false
	for _, q := range quantities(t) {
		size = size || q.isSize() && !q.lastTime
	}
	if movedForm2.MatchString(s) && !size && !movedIn.MatchString(s) { // who was measured is here, who moved in too
		return Moved
	}
	if !size && (absentForm.MatchString(s) || sickForm.MatchString(s) || awayForm.MatchString(s) && !strings.Contains(s, " posyandu ")) {
		return Absent
	}
	best := ""
	for i := range t {
		if f := flagAt(t, i); f != "" && (best == "" || f == "BGM" || best != "BGM" && len(f) == 2) {
			best = f
		}
	}
	switch {
	case best != "":
		return best
	case bornForm.MatchString(s):
		return "baru-lahir"
	case size && firstForm.MatchString(s):
		return NewHere
	case size && notUpForm.MatchString(s):
		return "T"
	case size && strings.Contains(s, " naik "):
		return "N"
	}
	return ""
}

// takeMarks asks what a "t" alone means.
func (r *Record) takeMarks(t []token) {
	for i, k := range t {
		if k.kind == 'w' && k.raw == "t" && flagAt(t, i) == "" && !signAt(t, i+1, ".:=") && r.Position == "" && r.Measured() {
			r.Ask = append(r.Ask, "t:"+TOrT)
			return
		}
	}
}

var rowSex = map[string]string{"l": "L", "p": "P", "lk": "L", "pr": "P", "laki": "L", "laki2": "L", "laki-laki": "L", "cowok": "L", "cowo": "L", "perempuan": "P", "cewek": "P", "cewe": "P"}

// sexOf finds a sex in a row: a whole word, a single letter only beside a sign or
// before a number.
func sexOf(t []token) string {
	for i, k := range t {
		v := rowSex[k.raw]
		if k.kind != 'w' || v == "" || k.word == "lingkar kepala" {
			continue
		}
		if len(k.raw) == 1 && (signAt(t, i+1, ".:=") || i == 0 || !(signAt(t, i-1, "(/,-") || signAt(t, i+1, "/|,") || i+1 == len(t) || i+1 < len(t) && t[i+1].kind == 'n')) {
			continue
		}
		return v
	}
	return ""
}

// twoT makes one word of "2T" and "3T", which are no numbers.
func twoT(t []token) []token {
	out := t[:0]
	for i := 0; i < len(t); i++ {
		if n := t[i].raw; len(n) == 1 && n >= "2" && n <= "9" && i > 0 && rawAt(t, i+1) == "t" &&
			(t[i+1].glued && !(i+2 < len(t) && t[i+2].glued && t[i+2].kind == 'n') || n == "2" && !(i+2 < len(t) && (t[i+2].kind == 'n' || signAt(t, i+2, ":=")))) {
			out = append(out, token{kind: 'w', raw: n + "t", word: n + "t"})
			i++
			continue
		}
		out = append(out, t[i])
	}
	return out
}

// letterLabels reads "b 8,4 t 70" as labels, where both letters stand before numbers.
func letterLabels(t []token) []token {
	b, l := -1, -1
	for i := range t {
		if t[i].kind != 'w' || i+1 >= len(t) || t[i+1].kind != 'n' && !(signAt(t, i+1, ":=") && i+2 < len(t) && t[i+2].kind == 'n') {
			continue
		}
		switch {
		case t[i].raw == "b" && b < 0:
			b = i
		case (t[i].raw == "t" || t[i].raw == "p") && b >= 0 && l < 0:
			l = i
		}
	}
	if b >= 0 && l > b {
		t[b].word, t[l].word = "berat", "tinggi"
		t[b].raw, t[l].raw = "bb", "tb"
	}
	return t
}
