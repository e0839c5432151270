package answers

import (
	"regexp"
	"strings"
)

// LineElse is of somebody whom this day does not count: adolescents and the elderly come to the same
// posyandu and stand in books of their own.
const LineElse LineKind = "lain-sasaran"

var elseForm = regexp.MustCompile(` (?:remaja|rematri|lansia|pralansia|pra lansia|manula|usia lanjut|lanjut usia) `)

func readElse(l *Line, c cadreText) bool {
	if !elseForm.MatchString(c.s) || strings.Contains(c.s, " hamil ") || strings.Contains(c.s, " nifas ") || !strings.ContainsAny(c.s, "0123456789") {
		return false
	}
	l.Kind = LineElse
	return true
}

var sameSize = regexp.MustCompile(`(?i)\b(?:(tb|pb|tinggi|panjang)|bb|berat)\s*[:=]?\s*(?:nya\s+)?(?:idem|sama|sm|tetap|tetep|ttp|sda)\b`)

// Same is the size of which a record only says that it is last month's, "tinggi" or
// "berat"; "" where none is. It is no measurement.
func (r Record) Same() string {
	switch m := sameSize.FindStringSubmatch(r.Note); {
	case m == nil:
	case m[1] != "" && r.Length == 0:
		return "tinggi"
	case m[1] == "" && r.Weight == 0:
		return "berat"
	}
	return ""
}
