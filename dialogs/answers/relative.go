package answers

import (
	"regexp"
	"strings"
	"time"

	"tumbuh/store"
)

// The forms that count from today, in canonical writing.
var (
	dayOfLast = regexp.MustCompile(` tanggal (\d{1,2}) bulan (?:yang )?(lalu|kemarin|ini|depan) | bulan (lalu|kemarin|depan) (?:tanggal )(\d{1,2}) `)
	lastDay   = regexp.MustCompile(` (?:tanggal (\d{1,2}) (?:yang )?(?:kemarin|lalu)|kemarin tanggal (\d{1,2})) `)
	ago       = regexp.MustCompile(` (\d{1,3}) (hari|minggu|bulan|tahun) (?:yang )?(?:lalu|kemarin|tadi|lewat|sebelumnya) `)
	inDays    = regexp.MustCompile(` (\d{1,3}) (hari|minggu) (?:lagi|kemudian) `)
	weekday   = regexp.MustCompile(` (?:(hari|malam) )?(senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad)((?: (?:kemarin|lalu|tadi|yang|minggu|depan|nanti|besok|ini))*) `)
	onlyDay   = regexp.MustCompile(` tanggal (\d{1,2}) `)
	dayWords  = regexp.MustCompile(` (kemarin lusa|lusa kemarin|kemarin dulu|minggu lalu|minggu kemarin|minggu depan|lusa|kemarin|semalam|tadi malam|tadi|barusan|baru saja|hari ini|sekarang|besok) `)
	partMonth = regexp.MustCompile(` (awal|tengah|akhir) (?:bulan )?(?:<(\d{1,2})>|(\d{1,2})|(lalu|kemarin|ini))(?: (?:yang |tahun )*(\d{4}|lalu|kemarin))? `)
	monthOnly = regexp.MustCompile(` (?:<(\d{1,2})>|bulan (?:<(\d{1,2})>|(\d{1,2})))(?: (?:yang |tahun )*(\d{4}|\d{2}|lalu|kemarin))? `)
	lastMonth = regexp.MustCompile(` bulan (lalu|kemarin|ini) `)
)

var weekdays = map[string]time.Weekday{"minggu": 0, "ahad": 0, "senin": 1, "selasa": 2, "rabu": 3, "kamis": 4, "jumat": 5, "sabtu": 6}

// relative reads "hari ini", "kemarin lusa", "3 hari lalu", "senin kemarin", "tgl 24
// kemarin" (the last 24th, not yesterday).
func relative(s string, today store.Date, side Side) DateRead {
	if m := dayOfLast.FindStringSubmatch(s); m != nil {
		shift := map[string]int{"lalu": -1, "kemarin": -1, "depan": 1}[m[2]+m[3]]
		first := store.Date{Year: today.Year, Month: today.Month, Day: 1}.AddMonths(shift)
		return civil(first.Year, int(first.Month), atoi(m[1]+m[4]))
	}
	if m := lastDay.FindStringSubmatch(s); m != nil {
		return dayBefore(atoi(m[1]+m[2]), today)
	}
	if m := onlyDay.FindStringSubmatch(s); m != nil {
		if side == Past && !aheadForm.MatchString(s) {
			return dayBefore(atoi(m[1]), today.Add(1))
		}
		return dayAfter(atoi(m[1]), today)
	}
	if m := ago.FindStringSubmatch(s); m != nil {
		return back(today, atoi(m[1]), m[2])
	}
	if m := inDays.FindStringSubmatch(s); m != nil {
		return DateRead{Date: today.Add(atoi(m[1]) * map[string]int{"hari": 1, "minggu": 7}[m[2]]), Verdict: OK}
	}
	if r := weekdayRead(s, today, side); r.Verdict != None {
		return r
	}
	if strings.Count(s, " ") > 11 { // "tadi saya sudah ..." in a long text is no answer
		return DateRead{}
	}
	if m := dayWords.FindStringSubmatch(s); m != nil {
		return wordDay(m[1], today)
	}
	return DateRead{}
}

func wordDay(w string, today store.Date) DateRead {
	shift := map[string]int{"kemarin lusa": -2, "lusa kemarin": -2, "kemarin dulu": -2, "minggu lalu": -7, "minggu kemarin": -7, "minggu depan": 7,
		"lusa": 2, "kemarin": -1, "semalam": -1, "tadi malam": -1, "besok": 1}[w]
	r := DateRead{Date: today.Add(shift), Verdict: OK}
	if w == "semalam" || w == "tadi malam" || w == "minggu lalu" || w == "minggu kemarin" { // before or after midnight; a week or last week
		r.Verdict, r.Why = Guess, About
	}
	return r
}

// weekdayRead reads "hari senin kemarin", "kamis lalu", "senin depan". "minggu" is a
// week unless "hari" stands before it.
func weekdayRead(s string, today store.Date, side Side) DateRead {
	m := weekday.FindStringSubmatch(s)
	if m == nil || m[2] == "minggu" && m[1] == "" || m[1] == "malam" {
		return DateRead{}
	}
	if ahead := strings.Contains(m[3], "depan") || strings.Contains(m[3], "nanti") || strings.Contains(m[3], "besok"); ahead || side == Ahead && m[3] == "" {
		d := today.Add(1)
		for d.Weekday() != weekdays[m[2]] {
			d = d.Add(1)
		}
		return DateRead{Date: d, Verdict: OK}
	}
	d := today.Add(-1)
	for d.Weekday() != weekdays[m[2]] {
		d = d.Add(-1)
	}
	if strings.Contains(m[3], "minggu") && weekStart(d) == weekStart(today) {
		d = d.Add(-7)
	}
	r := DateRead{Date: d, Verdict: OK}
	if m[3] == "" {
		r.Verdict, r.Why = Guess, About
	}
	return r
}

// weekStart is the Monday of a day's week.
func weekStart(d store.Date) store.Date { return d.Add(-(int(d.Weekday()) + 6) % 7) }

// back counts from today; months and years are as exact as people count them.
func back(today store.Date, n int, unit string) DateRead {
	r := DateRead{Verdict: OK}
	switch unit {
	case "hari":
		r.Date = today.Add(-n)
	case "minggu":
		r.Date = today.Add(-7 * n)
	case "bulan":
		r = DateRead{Date: today.AddMonths(-n), Verdict: Guess, Why: About}
	default:
		r = DateRead{Date: today.AddMonths(-12 * n), Verdict: Guess, Why: About}
	}
	return r
}

// dayBefore is the last day with that number before today.
func dayBefore(day int, today store.Date) DateRead {
	m := store.Date{Year: today.Year, Month: today.Month, Day: 1}
	for range 3 {
		if d, ok := store.NewDate(m.Year, m.Month, day); ok && d.Before(today) {
			return DateRead{Date: d, Verdict: OK}
		}
		m = m.AddMonths(-1)
	}
	return DateRead{Verdict: Refused, Why: NoSuchDay}
}

// dayAfter is the next day with that number, today included.
func dayAfter(day int, today store.Date) DateRead {
	m := store.Date{Year: today.Year, Month: today.Month, Day: 1}
	for range 3 {
		if d, ok := store.NewDate(m.Year, m.Month, day); ok && !d.Before(today) {
			return DateRead{Date: d, Verdict: OK}
		}
		m = m.AddMonths(1)
	}
	return DateRead{Verdict: Refused, Why: NoSuchDay}
}

// vague reads a month without a day: the 5th, 15th or 25th, as a guess.
func vague(s string, today store.Date, side Side) DateRead {
	if m := partMonth.FindStringSubmatch(s); m != nil {
		day := map[string]int{"awal": 5, "tengah": 15, "akhir": 25}[m[1]]
		if m[4] != "" {
			return monthsBack(m[4], day, today)
		}
		return guess(atoi(m[2]+m[3]), day, m[5], today, side)
	}
	if m := monthOnly.FindStringSubmatch(s); m != nil {
		return guess(atoi(m[1]+m[2]+m[3]), 15, m[4], today, side)
	}
	if m := lastMonth.FindStringSubmatch(s); m != nil {
		return monthsBack(m[1], 15, today)
	}
	return DateRead{}
}

func monthsBack(which string, day int, today store.Date) DateRead {
	first := store.Date{Year: today.Year, Month: today.Month, Day: 1}
	if which != "ini" {
		first = first.AddMonths(-1)
	}
	r := civil(first.Year, int(first.Month), day)
	if r.Date.After(today) {
		r.Date = today
	}
	r.Verdict, r.Why = Guess, About
	return r
}

func guess(month, day int, y string, today store.Date, side Side) DateRead {
	r := lean(month, 1, today, side) // the month decides the year, not its middle
	if y != "" && isDigit(y[0]) {
		r = civil(year(y, today), month, 1)
	}
	if r.Verdict == OK {
		r = civil(r.Date.Year, month, day)
		if side == Past && r.Date.After(today) && r.Date.Year == today.Year && int(today.Month) == month {
			r.Date = today
		}
	}
	if r.Verdict == OK {
		r.Verdict, r.Why = Guess, About
	}
	return r
}
