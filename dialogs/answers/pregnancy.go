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
	weeksForm = regexp.MustCompile(`(\d{1,2}) ?(?:minggu|mggu|mgg|mg|mngg|mnggu|week|weeks|wk|w)(?:[^\p{L}]|$)(?: ?(?:lebih |lbh |\+ ?)?(\d) ?(?:hari|hr|d))?`)
	ukForm    = regexp.MustCompile(`\buk ?(\d{1,2})\b`)
	monthForm = regexp.MustCompile(`(\d{1,2})(?:[.,](\d))? ?(?:bulan|bln|bl)\b`)
	inMonth   = regexp.MustCompile(`(?:masuk|jalan|jln|menginjak)(?: ke)?`)
	hplWord   = regexp.MustCompile(`\b(hpl|hplnya|taksiran|perkiraan lahir|due date|lahiran nanti|prediksi lahir)\b`)
	agoWord   = regexp.MustCompile(`lalu|kemarin|kmrn|kemaren|lewat`)
)

// ReadDating reads HPHT, HPL or weeks, whatever she writes, and says which it was.
// HPHT = HPL − 280 days. The plausible span is that of the fact sheet §1.6: accepted
// 28–294 days back, asked back from 0 to 301, refused beyond or ahead.
func ReadDating(text string, today store.Date) Dating {
	s := Normalise(text)
	if hplWord.MatchString(s) {
		r := ReadDate(afterHPL(s), today, Ahead)
		if r.Verdict == None || r.Verdict == Refused {
			return Dating{Verdict: r.Verdict, Why: r.Why, From: "hpl"}
		}
		d := Dating{HPHT: r.Date.Add(-280), From: "hpl", Verdict: r.Verdict}
		return d.judge(today)
	}
	if !agoWord.MatchString(s) {
		if d := duration(s, today); d.Verdict != None {
			return d.judge(today)
		}
	}
	r := ReadDate(text, today, Past)
	d := Dating{HPHT: r.Date, From: "hpht", Verdict: r.Verdict, Why: r.Why}
	if r.Verdict == Refused || r.Verdict == None {
		return d
	}
	if r.Date.After(today) {
		if ahead := r.Date.Sub(today); ahead <= 252 && strings.Contains(s, "lahir") {
			d.HPHT, d.From, d.Verdict = r.Date.Add(-280), "hpl", OK
			return d.judge(today)
		}
		d.Verdict, d.Why = Refused, Future
		return d
	}
	return d.judge(today)
}

func afterHPL(s string) string {
	loc := hplWord.FindStringIndex(s)
	if rest := strings.TrimSpace(s[loc[1]:]); strings.ContainsAny(rest, "0123456789") || len(plain(rest)) > 0 {
		return rest
	}
	return s[:loc[0]]
}

// duration reads weeks, or months as a guess (4.35 weeks each; "masuk 6 bulan" is
// the sixth month).
func duration(s string, today store.Date) Dating {
	if m := weeksForm.FindStringSubmatch(s); m != nil {
		return Dating{HPHT: today.Add(-7*atoi(m[1]) - atoi(m[2])), From: "minggu", Verdict: OK}
	}
	if m := ukForm.FindStringSubmatch(s); m != nil {
		return Dating{HPHT: today.Add(-7 * atoi(m[1])), From: "minggu", Verdict: OK}
	}
	if m := monthForm.FindStringSubmatch(s); m != nil && atoi(m[1]) <= 10 {
		months, _ := strconv.ParseFloat(m[1]+"."+m[2]+"0", 64)
		if inMonth.MatchString(s) {
			months -= 0.5
		}
		if strings.Contains(s, "setengah") {
			months += 0.5
		}
		return Dating{HPHT: today.Add(-int(months * 30.44)), From: "bulan", Verdict: Guess}
	}
	if w := plain(s); len(w) > 0 && len(w) <= 3 {
		if n := atoi(w[0]); len(w) == 1 && n >= 4 && n <= 42 && s == w[0] {
			return Dating{HPHT: today.Add(-7 * n), From: "minggu", Verdict: Ask, Why: Unit}
		}
	}
	return Dating{}
}

// judge applies the plausible span.
func (d Dating) judge(today store.Date) Dating {
	days := today.Sub(d.HPHT)
	switch {
	case d.Verdict == Refused || d.Verdict == None:
	case days < 0:
		d.Verdict, d.Why = Refused, Future
	case days > 308:
		d.Verdict, d.Why = Refused, TooOld
	case days < 28:
		d.Verdict, d.Why = Ask, TooNew
	case days > 294:
		d.Verdict, d.Why = Ask, TooOld
	}
	return d
}
