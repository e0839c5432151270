package answers

import (
	"fmt"
	"regexp"
	"strings"
)

// The forms of an hour, in canonical writing.
var (
	halfTo     = regexp.MustCompile(` setengah (\d{1,2}) `)
	clock      = regexp.MustCompile(` (?:(?:jam|jm|pukul|j) )?(\d{1,2})(?: [:.,] (\d{2})|\.(\d{1,2})| (00|15|30|45)|( setengah)| (?:lewat|lebih) (\d{1,2})| (kurang) (\d{1,2}))?(?: (?:menit|an|wib))* `)
	written2   = regexp.MustCompile(` (?:\d{2} [:.] \d{2}|\d{2}\.\d{2}|\d{4}|\d{2} (?:00|15|30|45)) `)
	fourDigits = regexp.MustCompile(`^ (?:jam )?(\d{2})(\d{2}) `)
	anyHour    = regexp.MustCompile(` (?:terserah|bebas|kapan saja|jam berapa saja|sembarang|manut|ikut saja) `)
)

// namedHours are prayers and meals people name instead of an hour (WIB, rounded);
// dayParts the parts of a day. Forms are separated by bars.
var namedHours = []struct{ form, at string }{
	{"subuh|shubuh", "05:00"}, {"maghrib|magrib|mahgrib|magribh", "18:30"}, {"isya|isa|isyak|isha", "19:30"}, {"ashar|asar", "16:00"},
	{"dzuhur|zuhur|lohor|duhur|dhuhur", "12:30"}, {"sebelum tidur|mau tidur|menjelang tidur|sblm tidur|pas tidur|genap tidur|waktu tidur", "21:00"},
	{"makan malam", "19:00"}, {"sarapan", "07:00"}, {"makan siang", "12:00"}, {"tarawih|teraweh", "20:30"},
	{"pagi", "07:00"}, {"siang", "12:00"}, {"sore", "16:30"}, {"malam", "19:00"}, {"petang", "18:00"},
}

// ReadHour reads the hour she wants a reminder at, as "19:00". 04:00–22:00 is
// accepted; an hour that may be morning or evening is asked back.
func ReadHour(text string) Text {
	s := canonical(text)
	hour, minute := -1, 0
	if m := halfTo.FindStringSubmatch(s); m != nil {
		hour, minute = atoi(m[1])-1, 30
		if hour == 0 {
			hour = 12
		}
	} else if m := clock.FindStringSubmatch(s); m != nil {
		hour, minute = atoi(m[1]), clockMinute(m)
	}
	if m := fourDigits.FindStringSubmatch(s); m != nil {
		hour, minute = atoi(m[1]), atoi(m[2])
	}
	if strings.Contains(s, " kurang seperempat ") {
		minute -= 15
	}
	if minute < 0 {
		hour, minute = hour-1, minute+60
	}
	if hour < 0 {
		return withoutNumber(s)
	}
	if hour > 24 || minute > 59 {
		return Text{Verdict: Refused, Why: OutOfHours}
	}
	return placed(s, hour%24, minute)
}

// clockMinute takes the minute out of a hit of clock; "kurang 15" is negative.
func clockMinute(m []string) int {
	switch {
	case m[5] != "":
		return 30
	case m[7] != "":
		return -atoi(m[8])
	case len(m[3]) == 1: // 7,5 is half past seven, 8.3 is 8.30
		if m[3] == "5" {
			return 30
		}
		return atoi(m[3]) * 10
	}
	return atoi(m[2] + m[3] + m[4] + m[6])
}

// withoutNumber reads prayers, meals, parts of the day and "terserah".
func withoutNumber(s string) Text {
	for _, n := range namedHours {
		if named(s, n.form) {
			return Text{Value: n.at, Verdict: OK}
		}
	}
	if anyHour.MatchString(s) {
		return Text{Value: "19:00", Verdict: Guess, Why: AnyTime}
	}
	return Text{}
}

// named tells whether one of the forms, separated by bars, stands in s.
func named(s, forms string) bool {
	for f := range strings.SplitSeq(forms, "|") {
		if strings.Contains(s, " "+f+" ") {
			return true
		}
	}
	return false
}

// placed puts an hour into the day by the words around it; one written bare ("jam
// 8") is asked, the evening being more likely.
func placed(s string, hour, minute int) Text {
	evening := named(s, "malam|sore|siang|pm|petang|maghrib|magrib|isya|isa|ashar|asar|dzuhur|zuhur|lohor|duhur")
	morning := named(s, "pagi|am|subuh|shubuh|sahur")
	night := named(s, "malam") && (hour >= 1 && hour <= 3 || hour == 12)
	switch {
	case night, strings.Contains(s, " dini hari "):
		hour %= 12 // jam 2 malam, jam 12 malam
	case evening && hour >= 1 && hour < 12 && !(hour >= 10 && named(s, "siang")):
		hour += 12
	}
	out := Text{Value: fmt.Sprintf("%02d:%02d", hour, minute), Verdict: OK}
	switch {
	case !evening && !morning && !written2.MatchString(s) && hour >= 1 && hour <= 11 && !strings.Contains(s, " dini "):
		out.Verdict, out.Why = Ask, PartOfDay
		if hour <= 9 || hour == 10 && minute == 0 {
			out.Value = fmt.Sprintf("%02d:%02d", hour+12, minute)
		}
	case hour < 4 || hour > 22 || hour == 22 && minute > 0:
		out = Text{Verdict: Refused, Why: OutOfHours}
	}
	return out
}
