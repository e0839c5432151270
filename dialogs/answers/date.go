package answers

import (
	"regexp"
	"strings"
	"time"

	"tumbuh/store"
)

// Side says which way a date without a year leans.
type Side int

// Birth days, HPHT and measurements lie behind; schedules and HPL ahead.
const (
	Past Side = iota
	Ahead
)

// DateRead is what was read of a date. Other is the same digits read month first,
// where D/M/Y lies on the wrong side of today or is no day: asked, never assumed.
type DateRead struct {
	Date    store.Date
	Verdict Verdict
	Why     string
	Other   store.Date
}

// The forms that name day and month, in canonical writing.
var (
	isoDate    = regexp.MustCompile(` (\d{4}) [-/.] (\d{1,2}) [-/.] (\d{1,2}) `)
	yearFirst  = regexp.MustCompile(` tahun (\d{4}|\d{2}) ,? ?bulan (?:<(\d{1,2})>|(\d{1,2})) ,? ?tanggal (\d{1,2}) `)
	dmy        = regexp.MustCompile(` (\d{1,2}) (?:[-/.,]+|bulan) (\d{1,2}) (?:[-/.,] |tahun |' )*(\d{4}|\d{2}) `)
	dmySpaced  = regexp.MustCompile(` (\d{1,2}) (\d{1,2}) (\d{4}) `)
	dmyShort   = regexp.MustCompile(`(?:^|tanggal|lahir|hpht|hpl|haid|:) (\d{1,2}) (\d{1,2}) (\d{2}) $`)
	compactISO = regexp.MustCompile(` (202\d)(0\d|1[0-2])(\d{2}) `) // 20250303; as D/M/Y it would be the 20th of month 25
	compact    = regexp.MustCompile(` (\d{2})(\d{2})(\d{4}|\d{2}) `)
	dayMonth   = regexp.MustCompile(` (\d{1,2}) (?:an |[-/.,] |bulan )*<(\d{1,2})>(?: (?:[-/.,'] |tahun )*(\d{4}|\d{2}))? `)
	dayDotMon  = regexp.MustCompile(`(?:tanggal|lahir|hpht|hpl|haid|^) (\d{1,2})\.(\d{1,2})(?: (\d{4}|\d{2}))? $`)
	monthDay   = regexp.MustCompile(` (?:<(\d{1,2})>|bulan (\d{1,2})) (?:(?:kemarin|lalu|yang|ini|nanti|tahun|[,.]) |(\d{4}) )*tanggal (\d{1,2})(?: (?:tahun )?(\d{4}))? `)
	monthBare  = regexp.MustCompile(` <(\d{1,2})> (\d{1,2})(?: ,? ?(\d{4}))? `)
	dayBulan   = regexp.MustCompile(` (\d{1,2}) bulan (\d{1,2}) `)
	dm         = regexp.MustCompile(` (\d{1,2}) [-/] (\d{1,2}) `)
	unitNext   = regexp.MustCompile(`^(?:kilogram|gram|ons|sentimeter|meter|hari|minggu|bulan|tahun) |^: \d`)
)

// ReadDate finds a date in a text, D/M/Y always. A date that is not in the calendar
// is Refused; one on the wrong side of today is asked back, never swapped silently;
// one the writer is not sure of is a Guess.
func ReadDate(text string, today store.Date, side Side) DateRead {
	return dateIn(canonical(text), today, side)
}

func dateIn(s string, today store.Date, side Side) DateRead {
	r := absolute(s, today, side)
	if r.Verdict == None {
		r = relative(s, today, side)
	}
	if r.Verdict == None {
		r = vague(s, today, side)
	}
	if r.Verdict == OK && unsureWriter(s) {
		r.Verdict, r.Why = Guess, About
	}
	if r.Verdict != OK && r.Verdict != Guess {
		return r
	}
	switch {
	case side == Past && r.Date.After(today):
		r.Verdict, r.Why = Ask, Future
		if d, ok := store.NewDate(r.Date.Year, time.Month(r.Date.Day), int(r.Date.Month)); ok && !d.After(today) {
			r.Why, r.Other = Swapped, d
		}
	case side == Ahead && r.Date.Before(today):
		r.Verdict, r.Why = Ask, Passed
	}
	return r
}

var aboutForm = regexp.MustCompile(` (?:kira|kira kira|sekitar|kurang lebih|lupa|antara|atau|flek|ragu|yakin|±|~|\+ -|- \+|\d+ an) `)

// unsureWriter tells whether the writer herself says that it is about so.
func unsureWriter(s string) bool { return aboutForm.MatchString(s) }

var yearSaid = regexp.MustCompile(` tahun (?:yang )?(\d{4}|lalu|kemarin) `)

// absolute reads the forms that name day and month; a year said elsewhere in the
// sentence ("thn 2023 tgl 17 bln 8", "2 februari tahun lalu") holds.
func absolute(s string, today store.Date, side Side) DateRead {
	r := dayAndMonth(s, today, side)
	if m := yearSaid.FindStringSubmatch(s); m != nil && r.Verdict == OK {
		y := today.Year - 1
		if len(m[1]) == 4 && isDigit(m[1][0]) {
			y = atoi(m[1])
		}
		return civil(y, int(r.Date.Month), r.Date.Day)
	}
	return r
}

func dayAndMonth(s string, today store.Date, side Side) DateRead {
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return civil(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	if m := compactISO.FindStringSubmatch(s); m != nil && atoi(m[3]) <= 31 && atoi(m[2]) <= 12 {
		return civil(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return civil(year(m[1], today), atoi(m[2]+m[3]), atoi(m[4]))
	}
	if r := monthNamed(s, today, side); r.Verdict != None {
		return r
	}
	for _, re := range []*regexp.Regexp{dmy, dmySpaced, dmyShort, compact} {
		for _, m := range submatches(re, s) {
			if !unitNext.MatchString(s[m.end:]) {
				return numeric(year(m.group[3], today), m.group[2], m.group[1])
			}
		}
	}
	if m := monthDay.FindStringSubmatch(s); m != nil {
		if y := m[3] + m[5]; y != "" {
			return civil(atoi(y[:4]), atoi(m[1]+m[2]), atoi(m[4]))
		}
		return lean(atoi(m[1]+m[2]), atoi(m[4]), today, side)
	}
	for _, m := range submatches(dayBulan, s) {
		if atoi(m.group[2]) <= 12 && !unitNext.MatchString(s[m.end:]) {
			return lean(atoi(m.group[2]), atoi(m.group[1]), today, sideOf(s, side))
		}
	}
	if m := dayDotMon.FindStringSubmatch(s); m != nil && atoi(m[2]) <= 12 {
		if m[3] != "" {
			return civil(year(m[3], today), atoi(m[2]), atoi(m[1]))
		}
		return lean(atoi(m[2]), atoi(m[1]), today, side)
	}
	for _, m := range submatches(dm, s) {
		if !unitNext.MatchString(s[m.end:]) {
			return lean(atoi(m.group[2]), atoi(m.group[1]), today, side)
		}
	}
	return DateRead{}
}

// monthNamed reads a day with its month in letters: "3 mrt 25", "3-Mar-25".
func monthNamed(s string, today store.Date, side Side) DateRead {
	for _, m := range submatches(dayMonth, s) {
		y := m.group[3]
		if y != "" && len(y) == 2 && (unitNext.MatchString(s[m.end:]) || strings.Contains(m.all, " jam ")) {
			y = ""
		}
		r := lean(atoi(m.group[2]), atoi(m.group[1]), today, sideOf(s, side))
		if y != "" {
			r = civil(year(y, today), atoi(m.group[2]), atoi(m.group[1]))
		}
		if r.Verdict == OK && rangeEnd.MatchString(s) { // 5-7 januari
			r.Verdict, r.Why = Guess, About
		}
		return r
	}
	for _, m := range submatches(monthBare, s) {
		switch n := atoi(m.group[2]); {
		case unitNext.MatchString(s[m.end:]):
			continue
		case m.group[3] != "":
			return civil(atoi(m.group[3]), atoi(m.group[1]), n)
		default:
			r := lean(atoi(m.group[1]), n, today, side)
			if n >= 18 && n <= today.Year%100 && r.Verdict == OK { // maret 25: the day or the year?
				r.Verdict, r.Why = Ask, Ambiguous
			}
			return r
		}
	}
	return DateRead{}
}

var rangeEnd = regexp.MustCompile(` \d{1,2} (?:-|atau) \d{1,2} <`)

// match is one hit of a pattern; end is where the text goes on.
type match struct {
	all   string
	group []string
	end   int
}

// submatches finds the hits of a pattern one after the other; a space that ends one
// may begin the next.
func submatches(re *regexp.Regexp, s string) []match {
	var list []match
	for from := 0; from < len(s); {
		loc := re.FindStringSubmatchIndex(s[from:])
		if loc == nil {
			break
		}
		m := match{all: s[from+loc[0] : from+loc[1]], end: from + loc[1]}
		for i := 0; i < len(loc); i += 2 {
			if loc[i] < 0 {
				m.group = append(m.group, "")
				continue
			}
			m.group = append(m.group, s[from+loc[i]:from+loc[i+1]])
		}
		list = append(list, m)
		from = max(m.end-1, from+1)
	}
	return list
}

var aheadForm = regexp.MustCompile(` (?:nanti|besok|depan|mendatang|datang) `)

func sideOf(s string, side Side) Side {
	if aheadForm.MatchString(s) {
		return Ahead
	}
	return side
}

// numeric reads D/M/Y in digits. Digits that only fit as month/day are asked.
func numeric(y int, month, day string) DateRead {
	r := civil(y, atoi(month), atoi(day))
	if r.Verdict == Refused && atoi(month) > 12 {
		if d := civil(y, atoi(day), atoi(month)); d.Verdict == OK {
			return DateRead{Date: d.Date, Other: d.Date, Verdict: Ask, Why: Swapped}
		}
	}
	return r
}

// lean finds the year: the latest past one, or the next one ahead.
func lean(month, day int, today store.Date, side Side) DateRead {
	r := civil(today.Year, month, day)
	if r.Verdict == Refused && month == 2 && day == 29 && side == Past {
		for y := today.Year; y > today.Year-5; y-- {
			if got := civil(y, month, day); got.Verdict == OK {
				got.Verdict, got.Why = Ask, NoSuchDay
				return got
			}
		}
	}
	if r.Verdict != OK {
		return r
	}
	if side == Past && r.Date.After(today) {
		return civil(today.Year-1, month, day)
	}
	if side == Ahead && r.Date.Before(today) {
		return civil(today.Year+1, month, day)
	}
	return r
}

func civil(y, m, d int) DateRead {
	if m < 1 || m > 12 || d < 1 || d > 31 || y < 1900 || y > 2200 {
		return DateRead{Verdict: Refused, Why: NoSuchDay}
	}
	date, ok := store.NewDate(y, time.Month(m), d)
	if !ok {
		return DateRead{Verdict: Refused, Why: NoSuchDay}
	}
	return DateRead{Date: date, Verdict: OK}
}

// year completes two digits to the century that lies nearest behind today (+2 years).
func year(s string, today store.Date) int {
	y := atoi(s)
	if len(s) > 2 {
		return y
	}
	y += today.Year / 100 * 100
	if y > today.Year+2 {
		y -= 100
	}
	return y
}
