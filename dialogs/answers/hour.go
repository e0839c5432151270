package answers

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	clockForm = regexp.MustCompile(`(?:jam|pukul|pkl|jm|j)? ?(\d{1,2})(?: ?[.:,] ?(\d{2})|( setengah)| lewat (\d{1,2})| lebih (\d{1,2}))?\b`)
	halfHour  = regexp.MustCompile(`\b(\d{1,2}),5\b`)
	halfForm  = regexp.MustCompile(`setengah (\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)`)
)

// prayer and meal times people name instead of an hour (WIB, rounded).
var namedHours = []struct{ form, at string }{
	{"subuh", "05:00"}, {"shubuh", "05:00"}, {"maghrib", "18:30"}, {"magrib", "18:30"}, {"isya", "19:30"}, {"isa", "19:30"}, {"ashar", "16:00"}, {"asar", "16:00"},
	{"dzuhur", "12:30"}, {"zuhur", "12:30"}, {"lohor", "12:30"}, {"duhur", "12:30"}, {"sebelum tidur", "21:00"}, {"mau tidur", "21:00"}, {"makan malam", "19:00"},
	{"sarapan", "07:00"}, {"makan siang", "12:00"},
}

// ReadHour reads the hour she wants a reminder at, as "19:00". 04:00–22:00 is
// accepted; an hour that may be morning or evening is asked back.
func ReadHour(text string) Text {
	s := halfHour.ReplaceAllString(numerals(Normalise(text)), "$1.30")
	for _, n := range namedHours {
		if strings.Contains(" "+s+" ", " "+n.form+" ") {
			return Text{Value: n.at, Verdict: OK}
		}
	}
	hour, minute := -1, 0
	if m := halfForm.FindStringSubmatch(s); m != nil {
		hour, minute = atoi(m[1])-1, 30
	} else if m := clockForm.FindStringSubmatch(s); m != nil {
		hour, minute = atoi(m[1]), atoi(m[2])+atoi(m[4])+atoi(m[5])
		if m[3] != "" {
			minute = 30
		}
	}
	if hour < 0 {
		return partOfDay(s)
	}
	if hour > 24 || minute > 59 {
		return Text{Verdict: Refused, Why: OutOfHours}
	}
	return placed(s, hour%24, minute)
}

func partOfDay(s string) Text {
	for _, p := range []struct{ word, at string }{{"pagi", "07:00"}, {"siang", "12:00"}, {"sore", "16:30"}, {"malam", "19:00"}, {"malem", "19:00"}, {"mlm", "19:00"}} {
		for _, w := range plain(s) {
			if w == p.word {
				return Text{Value: p.at, Verdict: OK}
			}
		}
	}
	return Text{}
}

// placed puts an hour into the day by the words around it; without words, one from
// 1 to 3 or 10 to 12 is asked back, 4 to 9 in the evening is more likely than not
// but asked too when it is written bare ("jam 8").
func placed(s string, hour, minute int) Text {
	var pm, am bool
	for _, w := range plain(s) {
		switch w {
		case "malam", "malem", "mlm", "sore", "siang", "pm":
			pm = true
		case "pagi", "am", "subuh", "pg":
			am = true
		}
	}
	if pm && hour >= 1 && hour < 12 && !(hour >= 10 && strings.Contains(s, "siang")) {
		hour += 12
	}
	out := Text{Value: fmt.Sprintf("%02d:%02d", hour, minute), Verdict: OK}
	written24 := regexp.MustCompile(`\b\d{2}[.:,]\d{2}\b`).MatchString(s)
	switch {
	case !pm && !am && !written24 && hour >= 1 && hour <= 10:
		out.Verdict, out.Why = Ask, PartOfDay
		if hour < 12 {
			out.Value = fmt.Sprintf("%02d:%02d", hour+12, minute)
		}
	case hour < 4 || hour > 22 || hour == 22 && minute > 0:
		out.Verdict, out.Why = Refused, OutOfHours
	}
	return out
}
