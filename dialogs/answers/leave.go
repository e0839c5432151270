package answers

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// Leave is what staff said of their duty: days off from From to Until (both off), or
// that they are back.
type Leave struct {
	From, Until store.Date // Until zero: how long was not said
	Back        bool
}

var (
	leaveWord = regexp.MustCompile(`\b(cuti|libur|izin|ijin|off|tidak bisa jaga|ga bisa jaga|gak bisa jaga)\b`)
	backWord  = regexp.MustCompile(`\b(selesai|batal|batalkan|udahan|habis|sudah masuk|udah masuk|masuk lagi|kembali|balik|jaga lagi|aktif lagi)\b`)
	notLeave  = regexp.MustCompile(`\?|\b(apa|apakah|kapan|posyandu|puskesmas|ibu|bumil|anak|bayi|imunisasi|hari besar|nasional|tidak (?:cuti|libur)|ga (?:cuti|libur)|belum)\b`)
	howLong   = regexp.MustCompile(`\b(\d{1,2}|se|satu|dua|tiga|empat|lima|enam|tujuh) ?(hari|hr|minggu|mgg|bulan|bln)\b`)
	untilMark = regexp.MustCompile(`\b(?:sampai|sampe|smp|sampei|hingga|s/d|sd)\b(?: dengan| dgn)?`)
	fromMark  = regexp.MustCompile(`\b(?:mulai|dari|per|sejak)\b`)
	smallNum  = map[string]int{"se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7}
)

// ReadLeave reads "saya cuti sampai tgl 5", "cuti besok 3 hari", "libur dari 3 s/d 10
// maret", "selesai cuti"; false for what speaks of something else.
func ReadLeave(text string, today store.Date) (Leave, bool) {
	s := Normalise(text)
	n := len(strings.Fields(s))
	if n == 0 || n > 12 || notLeave.MatchString(s) {
		return Leave{}, false
	}
	if !leaveWord.MatchString(s) {
		back := n <= 5 && regexp.MustCompile(`\b(masuk|jaga|aktif) lagi\b`).MatchString(s)
		return Leave{Back: back}, back
	}
	if backWord.MatchString(s) {
		return Leave{Back: true}, true
	}
	l := Leave{From: today}
	before, after := s, ""
	if at := untilMark.FindStringIndex(s); at != nil {
		before, after = s[:at[0]], s[at[1]:]
	}
	if d, ok := dayIn(strings.TrimSpace(fromMark.ReplaceAllString(leaveWord.ReplaceAllString(before, " "), " ")), today); ok {
		l.From = d
	}
	if after != "" {
		d, ok := dayIn(strings.TrimSpace(after), l.From)
		if !ok {
			return l, true
		}
		if d.Before(l.From) && fromDay(before) { // "3 s/d 10 maret": the month stands behind
			l.From = store.Date{Year: d.Year, Month: d.Month, Day: l.From.Day}
		}
		l.Until = d
	} else if m := howLong.FindStringSubmatch(s); m != nil {
		l.Until = l.From.Add(lastsDays(m) - 1)
	} else if strings.Contains(s, "besok") || strings.Contains(s, "lusa") || strings.Contains(s, "hari ini") || l.From != today {
		l.Until = l.From
	}
	if l.Until.Before(l.From) || l.Until.Sub(today) > 400 {
		l.Until = store.Date{}
	}
	return l, true
}

func lastsDays(m []string) int {
	n := smallNum[m[1]]
	if n == 0 {
		n, _ = strconv.Atoi(m[1])
	}
	switch m[2] {
	case "minggu", "mgg":
		return 7 * n
	case "bulan", "bln":
		return 30 * n
	}
	return max(n, 1)
}

var bareDay = regexp.MustCompile(`^(?:tgl|tanggal)? ?(\d{1,2})$`)

func fromDay(s string) bool { return regexp.MustCompile(`\d`).MatchString(s) }

// dayIn reads a day ahead: a date, "besok", a weekday, or the bare day of a month, this
// one or the next.
func dayIn(s string, today store.Date) (store.Date, bool) {
	s = strings.TrimSpace(strings.NewReplacer("saya", " ", "aku", " ", "mau", " ", "hari", " ").Replace(s))
	switch s = strings.Join(strings.Fields(s), " "); s {
	case "", "ini":
		return today, s != ""
	case "besok", "bsk":
		return today.Add(1), true
	case "lusa":
		return today.Add(2), true
	}
	if m := bareDay.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		for i := range 3 {
			first := store.Date{Year: today.Year, Month: today.Month, Day: 1}.AddMonths(i)
			if d, ok := store.NewDate(first.Year, first.Month, n); ok && !d.Before(today) {
				return d, true
			}
		}
		return store.Date{}, false
	}
	if days := ReadWeekdays(s); len(days) == 1 {
		for i := 1; i <= 7; i++ {
			if d := today.Add(i); d.Weekday() == days[0] {
				return d, true
			}
		}
	}
	r := ReadDate(s, today, Ahead)
	return r.Date, (r.Verdict == OK || r.Verdict == Guess) && !r.Date.IsZero()
}

var weekdayForms = map[string]time.Weekday{"minggu": 0, "ahad": 0, "senin": 1, "senen": 1, "sen": 1, "selasa": 2, "sel": 2, "rabu": 3, "rab": 3, "kamis": 4, "kam": 4,
	"jumat": 5, "jum'at": 5, "jum": 5, "jmt": 5, "sabtu": 6, "sab": 6, "saptu": 6}

// ReadWeekdays reads a list of days of the week, "senin, rabu dan jumat", "senin-kamis";
// nil where the text holds anything else. All seven for "tiap hari".
func ReadWeekdays(text string) []time.Weekday {
	s := strings.NewReplacer(",", " ", "&", " ", "+", " ", ".", " ", " dan ", " ", "-", " - ", "s/d", " - ", " sampai ", " - ", " sampe ", " - ").Replace(" " + Normalise(text) + " ")
	s = strings.Join(strings.Fields(s), " ")
	switch s {
	case "tiap hari", "setiap hari", "semua hari", "hari apa saja", "tiap2 hari":
		return []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	}
	var list []time.Weekday
	through := false
	for _, w := range strings.Fields(s) {
		if w == "-" && len(list) > 0 {
			through = true
			continue
		}
		d, ok := weekdayForms[w]
		if !ok {
			return nil
		}
		for through && list[len(list)-1] != d {
			list = append(list, (list[len(list)-1]+1)%7)
		}
		if len(list) == 0 || list[len(list)-1] != d {
			list = append(list, d)
		}
		through = false
	}
	if through {
		return nil
	}
	return list
}
