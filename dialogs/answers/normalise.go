package answers

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxRunes bounds what a parser looks at.
const maxRunes = 2000

var (
	spacedDecimal = regexp.MustCompile(`(\d) ?([.,]) ?(\d)`)
	gluedWord     = regexp.MustCompile(`(\d)(\p{L})`)
	gluedNumber   = regexp.MustCompile(`(\p{L})(\d)`)
	letterO       = regexp.MustCompile(`(\d)[oO](\d|[.,])|(\d)[oO]\b`)
	spaces        = regexp.MustCompile(`\s+`)
)

// Normalise makes a text plain: lower case, NFKC, without marks of politeness that
// carry nothing, single spaces, "39 , 3" as 39,3, "7O,5" as 70,5, "½" as ,5. It is
// idempotent.
func Normalise(s string) string {
	s = strings.ToValidUTF8(s, "")
	if len(s) > 4*maxRunes {
		s = strings.ToValidUTF8(s[:4*maxRunes], "")
	}
	s = strings.NewReplacer("½", ",5", "¼", ",25", "¾", ",75", "’", "'", "‘", "'", "–", "-", "—", "-").Replace(s)
	s = strings.ToLower(norm.NFKC.String(s))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200d' || r == '\u200b' || r == '\u200c' || r == '\ufeff' || (r >= 0xFE00 && r <= 0xFE0F):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(spaces.ReplaceAllString(s, " "))
	for range maxRunes { // each round joins what the one before made joinable
		next := spacedDecimal.ReplaceAllString(letterO.ReplaceAllString(s, "${1}${3}0${2}"), "$1$2$3")
		if next == s {
			break
		}
		s = next
	}
	return s
}

// words cuts a normalised text at everything that is no letter, digit or sign
// within a number, and separates glued numbers ("2bln" is 2 bln).
func words(s string) []string {
	s = gluedWord.ReplaceAllString(s, "$1 $2")
	s = gluedNumber.ReplaceAllString(s, "$1 $2")
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ',' && r != '.' && r != '/' && r != '-' && r != '\''
	})
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
