package answers

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxRunes bounds what a parser looks at.
const maxRunes = 2000

var spaces = regexp.MustCompile(`\s+`)

// Normalise makes a text plain: valid UTF-8, NFKC, lower case, single spaces,
// without zero-width characters, emoji variants and skin tones; "39 , 3" as 39,3,
// "7O,5" as 70,5, "70½" as 70,5. It looks at the first 2,000 characters and is
// idempotent. What was written is not lost: the caller keeps it.
func Normalise(s string) string {
	s = clean(s)
	for range 4 { // one round nearly always; a second where a repair made another possible
		next := repairNumbers(strings.ToLower(s))
		next = cut(strings.Join(strings.Fields(strings.Map(plainRune, norm.NFKC.String(next))), " "))
		if next == s {
			break
		}
		s = next
	}
	return s
}

// clean makes a text safe to show and to store as a name: valid, bounded, NFKC,
// fractions as decimals; case and lines stay.
func clean(s string) string {
	if len(s) > 4*maxRunes {
		s = s[:4*maxRunes]
	}
	s = strings.ToValidUTF8(s, "")
	if strings.ContainsAny(s, "½¼¾") {
		s = halves(s)
	}
	return cut(norm.NFKC.String(s))
}

func cut(s string) string {
	if len(s) <= maxRunes || utf8.RuneCountInString(s) <= maxRunes {
		return s
	}
	n := 0
	for i := range s {
		if n == maxRunes {
			return strings.TrimSpace(s[:i])
		}
		n++
	}
	return s
}

// halves writes ½ after a number as ,5 and alone as 0,5.
func halves(s string) string {
	var b strings.Builder
	digit := false
	for _, r := range s {
		part := map[rune]string{'½': "5", '¼': "25", '¾': "75"}[r]
		switch {
		case part == "":
			b.WriteRune(r)
		case digit:
			b.WriteString("," + part)
		default:
			b.WriteString("0," + part)
		}
		if r != ' ' {
			digit = r >= '0' && r <= '9'
		}
	}
	return b.String()
}

// plainRune maps quotes and dashes to the plain ones, every space to one, and drops
// what cannot be seen.
func plainRune(r rune) rune {
	switch {
	case r < 0x80 && r >= ' ' && r != 0x7f:
		return r
	case r == '’' || r == '‘' || r == '`' || r == '´' || r == 'ʼ':
		return '\''
	case r == '–' || r == '—' || r == '−' || r == '‐' || r == '‑':
		return '-'
	case r == '⁄' || r == '∕':
		return '/'
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r >= 0xFE00 && r <= 0xFE0F, r == 0x20E3, r >= 0x1F3FB && r <= 0x1F3FF:
		return -1
	}
	return r
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// repairNumbers writes letters within numbers as digits and takes the spaces out of
// decimals. One pass each.
func repairNumbers(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return joinDecimals(letterDigits(s))
}

// letterDigits reads o as 0 and l as 1, but only in a run that is otherwise digits:
// 7o, o812, 1l5; never h2o, o2, 3l.
func letterDigits(s string) string {
	if !strings.ContainsAny(s, "ol") {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		end, digits, other := i, 0, false
		for end < len(b) && (b[end] >= 0x80 || b[end] >= 'a' && b[end] <= 'z' || isDigit(b[end])) {
			switch {
			case isDigit(b[end]):
				digits++
			case b[end] != 'o' && b[end] != 'l':
				other = true
			}
			end++
		}
		if digits > 0 && !other {
			repairRun(b[i:end], digits)
		}
		i = max(end, i+1)
	}
	return string(b)
}

func repairRun(run []byte, digits int) {
	last := len(run) - 1
	for last >= 0 && !isDigit(run[last]) {
		last--
	}
	for k, c := range run {
		after := k > 0 && isDigit(run[k-1])
		switch {
		case c == 'o' && (after || digits >= 2):
			run[k] = '0'
		case c == 'l' && k < last && (after || digits >= 2):
			run[k] = '1'
		}
	}
}

var (
	chain     = regexp.MustCompile(`(\d{1,2}) ?\. ?(\d{1,2}) ?\. ?(\d{4}|\d{2})\b`)
	bothSides = regexp.MustCompile(`(^|[^\d.,])(\d{1,3}) ([.,]) ?(\d{1,2})\b`)
	oneSide   = regexp.MustCompile(`(^|[^\d.,\s]\s?)(\d{1,3}), (\d) ?(kg|kilo|cm|senti|bulan|bln|tahun|thn|th|°|$)`)
	glued     = regexp.MustCompile(`(^|[^\d.,])(\d{1,3}) ([.,]) (\d{1,2})(\p{L})`)
)

// joinDecimals takes the spaces out of "39 , 3", "8 ,4" and, before a unit or as
// the whole text, "3, 2 kg". A list ("8,4, 70") stays a list.
func joinDecimals(s string) string {
	if !strings.Contains(s, " .") && !strings.Contains(s, " ,") && !strings.Contains(s, ", ") {
		return s
	}
	if strings.Contains(s, " .") {
		s = chain.ReplaceAllString(s, "$1.$2.$3")
	}
	s = glued.ReplaceAllString(s, "$1$2$3$4 $5")
	s = bothSides.ReplaceAllString(s, "$1$2$3$4")
	return oneSide.ReplaceAllString(s, "$1$2,$3 $4")
}

// plain cuts a text into words of letters and digits only.
func plain(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// polite are words that carry no answer.
var polite = set("bu bun bunda bude mba mbak kak kakak min admin dok dokter bidan sis sist say ya yah y yaa yaaa deh dong nih sih kok aja saja mah atuh " +
	"tuh lah kan loh lho ok oke tolong tlg mohon maaf makasih terima kasih trims mksh punten permisi mau pengen ingin pgn nya si")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// Bare is the text without polite words and signs, for whole-message matching.
func Bare(s string) string {
	var kept []string
	all := plain(Normalise(s))
	for _, w := range all {
		if !polite[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return strings.Join(all, " ")
	}
	return strings.Join(kept, " ")
}
