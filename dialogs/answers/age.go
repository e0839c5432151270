package answers

import (
	"regexp"
	"strconv"
	"strings"

	"tumbuh/store"
)

var (
	ageParts = regexp.MustCompile(`(\d{1,3})(?:[.,](\d))? ?(tahun|thn|taun|th|bulan|bln|bl|minggu|mgg|mg|hari|hr)\b`)
	moreWord = regexp.MustCompile(`lebih|lbh|an\b|dikit|kurang|mau|hampir`)
)

// Age is a child's or a person's age as it was written.
type Age struct {
	Days    int // best estimate
	Birth   store.Date
	Verdict Verdict // OK only for days and weeks; months and years are a Guess of the day
}

// ReadAge reads "2 bulan setengah", "1.5thn", "5 bulan 2 minggu", "jalan 7 bulan",
// "mau 2 tahun", "setahun". The birth day it gives is an estimate.
func ReadAge(text string, today store.Date) Age {
	s := strings.NewReplacer("setahun", "1 tahun", "sebulan", "1 bulan", "seminggu", "1 minggu", "satu", "1", "dua", "2", "tiga", "3",
		"empat", "4", "lima", "5", "enam", "6", "tujuh", "7", "delapan", "8", "sembilan", "9").Replace(Normalise(text))
	s = strings.NewReplacer("1 setengah", "1,5", "2 setengah", "2,5", "3 setengah", "3,5", "4 setengah", "4,5").Replace(s)
	found := ageParts.FindAllStringSubmatch(s, -1)
	if found == nil {
		return Age{}
	}
	a := Age{Verdict: OK}
	months := 0.0
	for _, m := range found {
		n, _ := strconv.ParseFloat(m[1]+"."+m[2]+"0", 64)
		switch m[3][0] {
		case 't':
			months += 12 * n
			a.Verdict = Guess
		case 'b':
			months += n
			a.Verdict = Guess
		case 'm':
			a.Days += int(7 * n)
		default:
			a.Days += int(n)
		}
	}
	if strings.Contains(s, "setengah") && months > 0 {
		if strings.Contains(s, "tahun setengah") || strings.Contains(s, "thn setengah") {
			months += 6
		} else {
			months += 0.5
		}
	}
	if inMonth.MatchString(s) && months >= 1 {
		months--
	}
	whole := int(months)
	a.Birth = today.Add(-a.Days).AddMonths(-whole).Add(-int((months - float64(whole)) * 30.44))
	a.Days = today.Sub(a.Birth)
	if moreWord.MatchString(s) {
		a.Verdict = Guess
	}
	return a
}

// ReadBirth reads a child's birth day: a date, or an age. Accepted from 60 months
// back to today; older is asked back, ahead of today too.
func ReadBirth(text string, today store.Date) DateRead {
	s := Normalise(text)
	if !agoWord.MatchString(s) {
		if a := ReadAge(text, today); a.Verdict != None && !dmy.MatchString(s) && !hasMonthName(s) {
			return judgeBirth(DateRead{Date: a.Birth, Verdict: a.Verdict}, today)
		}
	}
	return judgeBirth(ReadDate(text, today, Past), today)
}

func hasMonthName(s string) bool {
	for _, m := range dayMonth.FindAllStringSubmatch(s, -1) {
		if monthOf(m[2]) != 0 {
			return true
		}
	}
	return false
}

func judgeBirth(r DateRead, today store.Date) DateRead {
	if r.Verdict != OK && r.Verdict != Guess {
		return r
	}
	switch {
	case r.Date.After(today):
		r.Verdict, r.Why = Ask, Future
	case store.MonthsBetween(r.Date, today) >= 60:
		r.Verdict, r.Why = Refused, TooOld
	}
	return r
}

// ReadMotherAge reads a mother's age in years or her birth day. 15–49 is accepted,
// 10–14 and 50–55 asked back, the rest refused.
func ReadMotherAge(text string, today store.Date) DateRead {
	s := Normalise(text)
	var r DateRead
	w := plain(s)
	for _, word := range w {
		if n, err := strconv.Atoi(strings.TrimRight(word, "thaun")); err == nil && n >= 5 && n <= 99 && len(word) <= 7 && !dmy.MatchString(s) && !hasMonthName(s) && len(w) <= 5 {
			r = DateRead{Date: store.Date{Year: today.Year - n, Month: today.Month, Day: 1}.Add(-1), Verdict: Guess}
			break
		}
	}
	if r.Verdict == None {
		r = ReadDate(text, today, Past)
	}
	if r.Verdict != OK && r.Verdict != Guess {
		return r
	}
	switch years := store.MonthsBetween(r.Date, today) / 12; {
	case years < 10 || years > 55:
		r.Verdict, r.Why = Refused, TooSmall
	case years < 15 || years > 49:
		r.Verdict, r.Why = Ask, TooSmall
	}
	return r
}
