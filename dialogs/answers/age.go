package answers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tumbuh/store"
)

var (
	agePart    = regexp.MustCompile(` (\d{1,3}(?:\.\d{1,2})?) (tahun|bulan|minggu|hari) `)
	ageRunning = regexp.MustCompile(` (?:mau|hampir|jalan|masuk|menginjak|menuju|memasuki)(?: ke)? (\d{1,3})(?: (tahun|bulan|minggu))? `)
	ageLoose   = regexp.MustCompile(` (?:lebih|kurang|dikit|mau|hampir|jalan|masuk|an) `)
	ageExact   = regexp.MustCompile(` genap | hari ini `)
	agoForm    = regexp.MustCompile(` (?:lalu|kemarin|lewat) `)
	dateForm   = regexp.MustCompile(`<\d| \d{1,2} [-/.] \d{1,2} | tanggal `)
	birthYear  = regexp.MustCompile(` (?:tahun|lahir|kelahiran|lahiran) (?:tahun )?(\d{4}|\d{2}) |^ ((?:19|20)\d{2}) $`)
)

// Age is a child's or a person's age as it was written.
type Age struct {
	Days    int // best estimate
	Birth   store.Date
	Verdict Verdict // OK only for days, or months said to be full today; else a Guess of the day
}

// ReadAge reads "2 bulan setengah", "1.5thn", "5 bulan 2 minggu", "jalan 7 bulan",
// "5 bln jalan 6", "mau 2 tahun", "setahun". The birth day it gives is an estimate.
func ReadAge(text string, today store.Date) Age {
	return ageIn(canon(halved(tokens(Normalise(text)))), today)
}

func ageIn(s string, today store.Date) Age {
	running := 0.0
	if loc := ageRunning.FindStringSubmatchIndex(s); loc != nil {
		if agePart.MatchString(s[:loc[0]+1]) { // "5 bulan jalan 6": the first number tells
			s = s[:loc[0]] + " lebih " + s[loc[1]:]
		} else {
			running = float(s[loc[2]:loc[3]])
		}
	}
	a := Age{Verdict: Guess}
	months, inDays, found := 0.0, true, false
	for _, m := range submatches(agePart, s) {
		n := float(m.group[1])
		if n == running && m.group[2] != "minggu" && n >= 1 { // in its nth month: n-1 are full
			n = runningAge(n, m.group[2])
		}
		found = true
		switch m.group[2] {
		case "tahun":
			months, inDays = months+12*n, false
		case "bulan":
			months, inDays = months+n, false
		case "minggu":
			a.Days += int(7 * n)
			inDays = inDays && strings.Contains(s, " hari ")
		default:
			a.Days += int(n)
		}
	}
	if !found || months > 1200 || a.Days > 40000 {
		return Age{}
	}
	if strings.Contains(s, " bulan depan ") && months >= 1 {
		months--
	}
	whole := int(months)
	a.Birth = today.Add(-a.Days).AddMonths(-whole).Add(-int((months - float64(whole)) * 30.44))
	a.Days = today.Sub(a.Birth)
	if inDays && !unsureWriter(s) || ageExact.MatchString(s) {
		a.Verdict = OK
	}
	return a
}

// runningAge is the full age of somebody in her nth month or nearly n years old.
func runningAge(n float64, unit string) float64 {
	if unit == "tahun" {
		return n - 1.0/12
	}
	return n - 1
}

func float(s string) float64 {
	f, _ := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	return f
}

var dayAlone = regexp.MustCompile(`^ (?:lahir |nya )*tanggal \d{1,2} (?:ibu |ya |kak )*$`)

// ReadBirth reads a child's birth day: a date, or an age. Accepted from 60 months
// back to today; older is refused, ahead of today is asked back.
func ReadBirth(text string, today store.Date) DateRead {
	t := tokens(Normalise(text))
	s := canon(t)
	if dayOfLast.MatchString(s) { // "tgl 5 bulan kemarin" is no age
		return judgeBirth(relative(s, today, Past), today)
	}
	if r, found := birthLeft(canon(halved(t)), today); found {
		return judgeBirth(r, today)
	}
	if dayAlone.MatchString(s) { // "tanggal 8": of which month?
		r := judgeBirth(relative(s, today, Past), today)
		if r.Verdict == OK {
			r.Verdict, r.Why = Ask, Ambiguous
		}
		return r
	}
	if m := onlyDay.FindStringSubmatch(s); m != nil && agePart.MatchString(s) && absolute(s, today, Past).Verdict == None {
		return judgeBirth(fullOn(atoi(m[1]), ageIn(canon(halved(t)), today), aheadForm.MatchString(s)), today)
	}
	if !agoForm.MatchString(s) && !dateForm.MatchString(s) {
		if a := ageIn(canon(halved(t)), today); a.Verdict != None {
			return judgeBirth(DateRead{Date: a.Birth, Verdict: a.Verdict}, today)
		}
	}
	return judgeBirth(dateIn(s, today, Past), today)
}

// fullOn reads "8 bulan tgl 5": the day with that number nearest to the age, or
// the first one after it when the birthday is still to come.
func fullOn(day int, a Age, ahead bool) DateRead {
	best := DateRead{}
	for d := a.Birth.Add(-20); !d.After(a.Birth.Add(31)); d = d.Add(1) {
		if d.Day != day || ahead && !d.After(a.Birth) {
			continue
		}
		if best.Verdict == None || !ahead && abs(d.Sub(a.Birth)) < abs(best.Date.Sub(a.Birth)) {
			best = DateRead{Date: d, Verdict: Guess, Why: About}
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

func judgeBirth(r DateRead, today store.Date) DateRead {
	if r.Verdict != OK && r.Verdict != Guess && r.Why != Ambiguous && r.Why != NoSuchDay || r.Date.IsZero() {
		return r
	}
	switch {
	case r.Date.After(today):
		r.Verdict, r.Why = Ask, Future
	case store.MonthsBetween(r.Date, today) >= childMonths:
		r.Verdict, r.Why = Refused, TooOld
	}
	return r
}

// ReadMotherAge reads a mother's age in years or her birth day or year. 15–49 is
// accepted, 10–14 and 50–55 asked back, the rest refused.
func ReadMotherAge(text string, today store.Date) DateRead {
	t := tokens(Normalise(text))
	s := canon(t)
	r := motherBorn(s, t, today)
	if r.Date.After(today) { // "40 hari lagi", "hpl bulan depan": no mother's
		return DateRead{}
	}
	if r.Verdict != OK && r.Verdict != Guess {
		return r
	}
	years := store.MonthsBetween(r.Date, today) / 12
	if v, why := motherYears.judge(years); v != OK {
		r.Verdict, r.Why = v, why
	}
	return r
}

func motherBorn(s string, t []token, today store.Date) DateRead {
	if !dateForm.MatchString(s) && !agoForm.MatchString(s) {
		if m := birthYear.FindStringSubmatch(s); m != nil {
			y := year(m[1]+m[2], today)
			return DateRead{Date: store.Date{Year: y, Month: 7, Day: 1}, Verdict: Guess, Why: About}
		}
		for i, k := range t {
			if n, ok := wholeAt(t, i); ok && n >= 5 && n <= 99 && len(k.raw) <= 2 && len(t) <= 8 && !slices.Contains([]string{"hari", "minggu", "bulan", "kg", "cm"}, wordAt(t, i+1)) {
				return DateRead{Date: store.Date{Year: today.Year - n, Month: today.Month, Day: 1}.Add(-1), Verdict: Guess}
			}
		}
	}
	return dateIn(s, today, Past)
}
