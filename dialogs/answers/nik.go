package answers

import (
	"regexp"
	"strings"

	"tumbuh/store"
)

// NIK is what was read of a population number: 16 digits PPKKCC DDMMYY SSSS, 40 added
// to the day of a woman. Birth and Sex are what the digits say; where they differ from
// what is known it is a warning, never an error, and the region is not checked: it is
// where the number was first issued.
type NIK struct {
	Digits  string
	Birth   store.Date
	Sex     string
	Verdict Verdict
	Why     string
}

var (
	digitRun   = regexp.MustCompile(`\d(?:[ .'-]?\d)*`)
	scientific = regexp.MustCompile(`\d[.,]?\d*\s?[eE]\+?\d{1,2}`)
	cardWord   = regexp.MustCompile(` (?:kartu keluarga|kk) `)
)

// ReadNIK reads a NIK, with spaces and dots or without. A number of the family card
// (said so), one with another count of digits, and one a spreadsheet has rounded are
// asked again.
func ReadNIK(text string, today store.Date) NIK {
	if scientific.MatchString(text) {
		return NIK{Verdict: Refused, Why: Scientific}
	}
	run := digitRun.FindString(Normalise(text))
	digits := strings.NewReplacer(" ", "", ".", "", "'", "", "-", "").Replace(run)
	n := NIK{Digits: digits}
	switch {
	case digits == "":
		return NIK{}
	case len(digits) != 16:
		return NIK{Verdict: Refused, Why: DigitCount}
	case cardWord.MatchString(canonical(text)) && !strings.Contains(canonical(text), " nik "):
		return NIK{Verdict: Refused, Why: FamilyCard}
	case strings.Count(digits, digits[:1]) == 16 || digits[12:] == "0000":
		return NIK{Verdict: Refused, Why: NotANumber}
	}
	day := atoi(digits[6:8])
	n.Sex = "L"
	if day > 40 {
		day, n.Sex = day-40, "P"
	}
	birth := civil(year(digits[10:12], today), atoi(digits[8:10]), day)
	if birth.Verdict != OK { // no birth day: perhaps the family card
		return NIK{Digits: digits, Verdict: Ask, Why: FamilyCard}
	}
	n.Birth, n.Verdict = birth.Date, OK
	if n.Birth.After(today) {
		n.Birth = n.Birth.AddMonths(-1200)
	}
	return n
}

// ReadKK reads the number of a family card: 16 digits.
func ReadKK(text string) Text {
	if scientific.MatchString(text) {
		return Text{Verdict: Refused, Why: Scientific}
	}
	digits := strings.NewReplacer(" ", "", ".", "", "'", "", "-", "").Replace(digitRun.FindString(Normalise(text)))
	switch {
	case digits == "":
		return Text{}
	case len(digits) != 16:
		return Text{Verdict: Refused, Why: DigitCount}
	case strings.Count(digits, digits[:1]) == 16:
		return Text{Verdict: Refused, Why: NotANumber}
	}
	return Text{Value: digits, Verdict: OK}
}
