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
