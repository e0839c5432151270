package answers

import (
	"regexp"

	"tumbuh/store"
)

const (
	leftN    = `\d{1,3}(?:\.\d{1,2})?`
	leftJoin = `(?:dan |lebih |, )?`
	leftSpan = `((?:` + leftN + ` bulan ` + leftJoin + `)?(?:` + leftN + ` minggu ` + leftJoin + `)?(?:` + leftN + ` hari )?)`
)

// Time that is left ("40 hari lagi", "tinggal 3 minggu", "hpl masih sebulan") looks like
// an age and is the contrary of one.
var (
	leftLagi   = regexp.MustCompile(` ` + leftSpan + `(?:lagi|lg) `)
	leftOnly   = regexp.MustCompile(` (?:tinggal|sisa|sisanya|kurang|kurangnya) (?:kira |sekitar |dari )?` + leftSpan)
	leftStill  = regexp.MustCompile(` (?:hpl|lahir|perkiraan lahir) (?:nya |itu |kira )*masih (?:kira |sekitar )?` + leftSpan)
	leftBefore = regexp.MustCompile(` ` + leftSpan + `(?:menuju|sebelum|jelang|menjelang) (?:lahir|hpl|perkiraan lahir) `)
	leftOther  = regexp.MustCompile(` (?:kontrol|periksa|posyandu|jadwal|imunisasi|usg|bidan|mudik|pindah|gajian) `)
)

// left is the day that lies so far ahead, and the text without the words that say so;
// a zero day where no time left is spoken of.
func left(s string, today store.Date, forms ...*regexp.Regexp) (day store.Date, rest string) {
	for _, re := range forms {
		loc := re.FindStringSubmatchIndex(s)
		if loc == nil || loc[2] == loc[3] || re == leftOnly && agePart.MatchString(s[:loc[0]+1]) { // "9 bulan kurang 3 hari"
			continue
		}
		day = today
		for _, m := range submatches(agePart, " "+s[loc[2]:loc[3]]) {
			n := float(m.group[1])
			switch m.group[2] {
			case "bulan":
				day = day.AddMonths(int(n)).Add(int((n - float64(int(n))) * 30.44))
			case "minggu":
				day = day.Add(int(7 * n))
			default:
				day = day.Add(int(n))
			}
		}
		return day, s[:loc[0]] + " " + s[loc[1]:]
	}
	return store.Date{}, s
}

// datingLeft reads the time left to the birth. It is always asked back: the words do not
// say of what they speak. Beside an age of the pregnancy the age tells.
func datingLeft(s string, today store.Date) (d Dating, found bool) {
	day, rest := left(s, today, leftStill, leftBefore, leftLagi, leftOnly)
	switch {
	case day.IsZero():
		return d, false
	case weeksForm.MatchString(rest) || monthForm.MatchString(rest):
		return duration(rest, today), true
	case leftOther.MatchString(rest): // of another appointment
		return d, true
	}
	return Dating{HPHT: day.Add(-280), From: "hpl", Verdict: Ask, Why: About}, true
}

// birthLeft reads "2 hari lagi 6 bulan", said of a child's age, and "40 hari lagi", said
// of one that is not born.
func birthLeft(s string, today store.Date) (r DateRead, found bool) {
	day, rest := left(s, today, leftLagi)
	if day.IsZero() {
		return r, false
	}
	if a := ageIn(rest, day); a.Verdict != None {
		return DateRead{Date: a.Birth, Verdict: Guess}, true
	}
	return DateRead{Date: day, Verdict: Ask, Why: Future}, true
}
