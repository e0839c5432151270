package answers

import (
	"regexp"
	"strconv"
	"strings"

	"tumbuh/store"
)

// Dating is how a pregnancy was dated.
type Dating struct {
	HPHT    store.Date
	From    string // "hpht", "hpl", "minggu", "bulan"
	Verdict Verdict
	Why     string
}

var (
	weeksForm  = regexp.MustCompile(` (\d{1,2}(?:\.\d)?) minggu(?: (?:lebih|kurang lebih|dan|\+|,))*(?: (\d) hari)? `)
	weeksPlus  = regexp.MustCompile(` (\d{1,2}) \+ (\d)(?: hari)? `)
	ukForm     = regexp.MustCompile(` (?:usia kandungan|kehamilan|umur kandungan|usia hamil) :? ?(\d{1,2}) `)
	weekOrd    = regexp.MustCompile(` minggu ke (?:- )?(\d{1,2}) `)
	monthForm  = regexp.MustCompile(` (?:(\d{1,2}(?:\.\d{1,2})?) bulan|bulan ke (?:- )?(\d{1,2})) `)
	monthsAnd  = regexp.MustCompile(` (\d{1,2}) bulan (?:lebih |dan |, )?(\d{1,2}) (minggu|hari) `)
	monthRuns  = regexp.MustCompile(` (\d{1,2}) bulan (?:jalan|mau|masuk|menuju)(?: ke)? (\d{1,2}) `)
	running    = regexp.MustCompile(` (?:masuk|jalan|menginjak|memasuki|mau|hampir|ke) `)
	hplForm    = regexp.MustCompile(` (?:hpl|perkiraan lahir|kira lahir|due date|lahiran nanti|hari perkiraan lahir|hari kira lahir) `)
	lateForm   = regexp.MustCompile(` telat (?:haid |datang bulan )?(?:sudah |baru )?(\d{1,2}) (hari|minggu|bulan) `)
	lateAfter  = regexp.MustCompile(` (\d{1,2}) (hari|minggu|bulan) telat `)
	trimester  = regexp.MustCompile(` hamil (?:muda|tua)(?:n)? | trimester | tm ?[123] `)
	bareWeeks  = regexp.MustCompile(`^ (\d{1,2}) $`)
	agoOf      = regexp.MustCompile(` (?:\d{1,3} (?:hari|minggu|bulan) (?:yang )?(?:lalu|kemarin)|kemarin lusa|kemarin|minggu lalu|minggu kemarin|bulan lalu|bulan kemarin) `)
	dayOfMonth = regexp.MustCompile(`<\d| \d{1,2} [-/.] \d{1,2} | tanggal | \d{6,8} `)
)

// ReadDating reads HPHT, HPL or weeks, whatever she writes, and says which it was.
// HPHT = HPL − 280 days. The plausible span is that of the fact sheet §1.6: accepted
// 28–294 days back, asked back from 0 to 308, refused beyond or ahead.
func ReadDating(text string, today store.Date) Dating {
	t := tokens(Normalise(text))
	s := canon(t)
	if d, found := datingLeft(canon(halved(t)), today); found {
		return d.judge(today)
	}
	if hplForm.MatchString(s) || strings.Contains(s, " lahir ") && !strings.Contains(s, " hpht ") && !strings.Contains(s, " haid ") {
		if d := readHPL(s, today); d.Verdict != None {
			return d.judge(today)
		}
	}
	if !dayOfMonth.MatchString(s) && !dayAndBulan(s) {
		if d := duration(canon(halved(t)), today); d.Verdict != None {
			return d.judge(today)
		}
	}
	if m := dayOfLast.FindStringSubmatch(s); m != nil && m[2]+m[3] == "depan" { // a day of next month is that of the birth
		if r := dateIn(s, today, Ahead); r.Verdict == OK {
			return Dating{HPHT: r.Date.Add(-280), From: "hpl", Verdict: Ask, Why: Future}
		}
	}
	r := dateIn(s, today, Past)
	d := Dating{HPHT: r.Date, From: "hpht", Verdict: r.Verdict, Why: r.Why}
	if r.Verdict == Refused || r.Verdict == None {
		if r.Verdict == None && trimester.MatchString(s) {
			d.Verdict, d.Why = Refused, Trimester
		}
		return d
	}
	if r.Date.After(today) {
		if r.Why == Swapped && today.Sub(r.Other) <= acceptTo { // 12/5: perhaps she means 5 December
			d.HPHT, d.Verdict = r.Other, Ask
			return d
		}
		if days := r.Date.Sub(today); days > 14 && days <= 280 && r.Verdict == OK { // a birth is what lies so far ahead
			return Dating{HPHT: r.Date.Add(-280), From: "hpl", Verdict: Ask, Why: Future}
		}
		d.Verdict, d.Why = Refused, Future
		return d
	}
	return d.judge(today)
}

// dayAndBulan tells whether a text has "3 bulan 11" and not "9 bulan 10 hari".
func dayAndBulan(s string) bool {
	for _, m := range submatches(dayBulan, s) {
		if !unitNext.MatchString(s[m.end:]) {
			return true
		}
	}
	return false
}

// readHPL reads the day after the word HPL, or before it. Without a year it is the
// one nearest to the span in which a birth can lie.
func readHPL(s string, today store.Date) Dating {
	loc := hplForm.FindStringIndex(s)
	said := loc != nil
	if !said { // "kata bidan lahiran tgl 10 agustus": the day expected, but it is asked
		at := strings.Index(s, " lahir ")
		loc = []int{at, at + len(" lahir ")}
	}
	r := dateIn(s[loc[1]-1:], today, Ahead)
	if r.Verdict == None {
		r = dateIn(s[:loc[0]+1], today, Ahead)
	}
	if r.Verdict == None || r.Verdict == Refused {
		return Dating{Verdict: r.Verdict, Why: r.Why, From: "hpl"}
	}
	if last := r.Date.AddMonths(-12); r.Date.Sub(today) > 280 && today.Sub(last) <= 28 && !strings.Contains(s, strconv.Itoa(r.Date.Year)) { // 20 November on the 26th
		r.Date = last
	}
	v := r.Verdict
	if r.Why == Passed {
		v = OK
	}
	if !said {
		v = Ask
	}
	return Dating{HPHT: r.Date.Add(-280), From: "hpl", Verdict: v, Why: r.Why}
}

// duration reads weeks, or months as a guess (30.44 days each; "masuk 6 bulan" is
// the sixth month). "usg 20 minggu, 2 minggu lalu" counts from then.
func duration(s string, today store.Date) Dating {
	if d := late(s, today); d.Verdict != None {
		return d
	}
	from := today
	if loc := agoOf.FindStringIndex(s); loc != nil {
		rest := s[:loc[0]] + " " + s[loc[1]:]
		if r := relative(s[loc[0]:loc[1]], today, Past); r.Verdict != None && (weeksForm.MatchString(rest) || weeksPlus.MatchString(rest)) {
			from, s = r.Date, rest
		} else {
			return Dating{}
		}
	}
	d := Dating{From: "minggu", Verdict: OK}
	if unsureWriter(s) {
		d.Verdict, d.Why = Guess, About
	}
	if m := weeksPlus.FindStringSubmatch(s); m != nil {
		d.HPHT = from.Add(-7*atoi(m[1]) - atoi(m[2]))
		return d
	}
	if m := monthsAnd.FindStringSubmatch(s); m != nil {
		days := map[string]int{"minggu": 7, "hari": 1}[m[3]] * atoi(m[2])
		return Dating{HPHT: from.Add(-int(float(m[1])*30.44) - days), From: "bulan", Verdict: Guess, Why: About}
	}
	if m := weeksForm.FindStringSubmatch(s); m != nil {
		n := float(m[1])
		if strings.Contains(s, " lebih ") && m[2] == "" {
			d.Verdict, d.Why = Guess, About
		}
		if running.MatchString(s) && n >= 1 && m[2] == "" { // in its nth week
			d.Verdict, d.Why, n = Guess, About, n-0.5
		}
		d.HPHT = from.Add(-int(7*n) - atoi(m[2]))
		return d
	}
	for _, re := range []*regexp.Regexp{ukForm, weekOrd} {
		if m := re.FindStringSubmatch(s); m != nil && !monthForm.MatchString(s) {
			d.HPHT = from.Add(-7 * atoi(m[1]))
			return d
		}
	}
	return durationMonths(s, from)
}

func durationMonths(s string, from store.Date) Dating {
	if m := monthRuns.FindStringSubmatch(s); m != nil { // "5 bulan jalan 6"
		return Dating{HPHT: from.Add(-int((float(m[1]) + 0.5) * 30.44)), From: "bulan", Verdict: Guess, Why: About}
	}
	if m := monthForm.FindStringSubmatch(s); m != nil && float(m[1]+m[2]) <= 10 {
		n := float(m[1] + m[2])
		if n >= 1 && (running.MatchString(s) || m[2] != "") {
			n -= 0.5
		}
		return Dating{HPHT: from.Add(-int(n * 30.44)), From: "bulan", Verdict: Guess, Why: About}
	}
	if m := bareWeeks.FindStringSubmatch(s); m != nil {
		if n := atoi(m[1]); n >= 4 && n <= 42 {
			return Dating{HPHT: from.Add(-7 * n), From: "minggu", Verdict: Ask, Why: Unit}
		}
	}
	return Dating{}
}

// late reads "telat 2 minggu": her last period began about four weeks before that.
func late(s string, today store.Date) Dating {
	m := lateForm.FindStringSubmatch(s)
	if m == nil {
		m = lateAfter.FindStringSubmatch(s)
	}
	if m == nil {
		return Dating{}
	}
	days := atoi(m[1]) * map[string]int{"hari": 1, "minggu": 7, "bulan": 30}[m[2]]
	return Dating{HPHT: today.Add(-28 - days), From: "hpht", Verdict: Ask, Why: About}
}

// judge applies the plausible span.
func (d Dating) judge(today store.Date) Dating {
	days := today.Sub(d.HPHT)
	switch {
	case d.Verdict == Refused || d.Verdict == None:
	case days < askFrom:
		d.Verdict, d.Why = Refused, Future
	case days > askTo:
		d.Verdict, d.Why = Refused, TooOld
	case days < acceptFrom:
		d.Verdict, d.Why = Ask, TooNew
	case days > acceptTo:
		d.Verdict, d.Why = Ask, TooOld
	}
	return d
}
