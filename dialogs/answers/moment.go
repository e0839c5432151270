package answers

import (
	"regexp"
	"strings"
	"time"

	"tumbuh/store"
)

// Moment is when something is to happen: "besok jam 3 sore", "nanti sore", "jam 3".
type Moment struct {
	At      time.Time
	Now     bool    // "sekarang"
	Verdict Verdict // OK; Refused: it is past; None: no hour was named
	Rest    string  // the text without it
}

// The forms of a moment, in canonical writing.
var (
	nowForm  = regexp.MustCompile(` (?:sekarang|skarang|secepatnya|langsung|segera|saat ini)(?: juga| aja| saja)* `)
	soonForm = regexp.MustCompile(` (\d{1,3}|setengah|satu|se) ?(jam|menit|mnt) lagi `)
	dayForm  = regexp.MustCompile(` (?:pada )?(?:hari ini|besok lusa|besok|lusa|nanti|ntar|nnti|(?:hari )?(?:senin|selasa|rabu|kamis|jumat|sabtu)(?: (?:ini|depan|besok|nanti))?|hari minggu(?: (?:ini|depan))?|(?:minggu|pekan) depan|` +
		`tanggal \d{1,2}(?: (?:<\d+>|/ \d{1,2}))?(?: (?:/ )?\d{4})?|\d{1,2} <\d+>(?: \d{4})?|\d{1,2} / \d{1,2}(?: / \d{4})?|\d{4} - \d{2} - \d{2}) `)
	hourForm = regexp.MustCompile(` (?:pada )?(?:(?:(?:pagi|pgi|siang|sore|malam) )?(?:jam|jm|pukul|pkl) (?:setengah )?\d{1,2}(?: ?[:.] ?\d{2})?(?: (?:lewat|lebih|kurang) \d{1,2}| setengah)?|\d{1,2}(?:\.| : )\d{2}|(?:setengah )?\d{1,2} (?:pagi|pgi|siang|sore|malam)|(?:habis|abis|bada|setelah|sesudah|sehabis|selesai) (?:subuh|dzuhur|zuhur|ashar|asar|maghrib|magrib|isya)|(?:pagi|siang|sore|malam|petang))` +
		`(?: (?:menit|wib|an|tepat|hari|ini|nanti|pagi|pgi|siang|sore|malam|petang))* `)
	monthMark = regexp.MustCompile(`<(\d+)>`)
)

// ReadMoment reads a moment after now. What may be morning or evening is the next of both
// between the hours open and close, at which things are sent; without a day it is the next.
func ReadMoment(text string, now time.Time, open, end time.Duration) Moment {
	s := canonical(text)
	if hit := nowForm.FindString(s); hit != "" {
		return Moment{At: now, Now: true, Verdict: OK, Rest: cutOut(s, hit)}
	}
	if m := soonForm.FindStringSubmatch(s); m != nil {
		return Moment{At: now.Add(soon(m[1], m[2])).Truncate(time.Minute), Verdict: OK, Rest: cutOut(s, m[0])}
	}
	day, fixed := store.DateOf(now), false
	if hit := dayForm.FindString(s); hit != "" {
		named, ok := dayOf(strings.TrimSpace(hit), store.DateOf(now))
		if !ok {
			return Moment{Rest: strings.TrimSpace(s)}
		}
		day, fixed, s = named, true, " "+cutOut(s, hit)+" "
	}
	hit := hourForm.FindString(s)
	if hit == "" {
		return Moment{Rest: strings.TrimSpace(s)}
	}
	at, ok := hourOn(strings.ReplaceAll(hit, " pgi ", " pagi "), day, now, open, end)
	if !at.After(now) && ok && !fixed {
		at, ok = hourOn(hit, day.Add(1), now, open, end)
	}
	switch {
	case !ok:
		return Moment{Rest: strings.TrimSpace(s)}
	case !at.After(now):
		return Moment{At: at, Verdict: Refused, Rest: cutOut(s, hit)}
	}
	return Moment{At: at, Verdict: OK, Rest: cutOut(s, hit)}
}

func cutOut(s, hit string) string {
	return strings.TrimSpace(strings.Replace(s, hit, " ", 1))
}

func soon(n, unit string) time.Duration {
	d := time.Minute
	if unit == "jam" {
		d = time.Hour
	}
	switch n {
	case "setengah":
		return d / 2
	case "satu", "se":
		return d
	}
	return time.Duration(atoi(n)) * d
}

// dayOf reads the words of a day.
func dayOf(s string, today store.Date) (store.Date, bool) {
	s = strings.TrimPrefix(s, "pada ")
	switch s {
	case "hari ini", "nanti", "ntar", "nnti":
		return today, true
	case "besok":
		return today.Add(1), true
	case "lusa", "besok lusa":
		return today.Add(2), true
	}
	for _, end := range []string{" ini", " besok", " nanti"} {
		s = strings.TrimSuffix(s, end)
	}
	s = monthMark.ReplaceAllStringFunc(s, func(m string) string {
		name, _, _ := strings.Cut(monthForms[(atoi(strings.Trim(m, "<>"))+11)%12], " ")
		return name
	})
	r := ReadDate(strings.NewReplacer(" / ", "/", " - ", "-").Replace(s), today, Ahead)
	return r.Date, r.Verdict == OK
}

// hourOn reads the words of an hour on a day.
func hourOn(hit string, day store.Date, now time.Time, open, end time.Duration) (time.Time, bool) {
	r := ReadHour(hit)
	if r.Verdict == None || r.Verdict == Refused {
		return time.Time{}, false
	}
	hour, minute, ok := store.ParseClock(r.Value)
	if !ok {
		return time.Time{}, false
	}
	at := day.At(hour, minute)
	if r.Verdict != Ask {
		return at, true
	}
	first := at
	for _, h := range []int{hour%12 + 12, hour % 12} { // the morning last: it stands where both are past
		t := day.At(h, minute)
		if since := t.Sub(day.At(0, 0)); since < open || since >= end {
			continue
		}
		if first = t; h >= 12 && t.After(now) && !day.At(h-12, minute).After(now) {
			break
		}
	}
	return first, true
}
