package answers

import (
	"regexp"
	"strconv"
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

// DateRead is what was read of a date.
type DateRead struct {
	Date    store.Date
	Verdict Verdict
	Why     string
}

var monthForms = [...]string{
	"januari jan jnr januri janwari januar jnuari", "februari feb pebruari peb febuari februri pbr febr",
	"maret mar mrt mret maart", "april apr aprl", "mei may mai", "juni jun juny", "juli jul july", "agustus agu ags agt agst agus agustu aug agts",
	"september sep sept spt septem", "oktober okt oct oktobr", "november nov nop nopember nopem", "desember des dec desembr dsmbr",
}

func monthOf(w string) time.Month {
	for i, forms := range monthForms {
		for _, f := range strings.Fields(forms) {
			if f == w {
				return time.Month(i + 1)
			}
		}
	}
	if len(w) >= 5 {
		for i, forms := range monthForms {
			if full := strings.Fields(forms)[0]; near(w, full, 1) || len(w) >= 7 && near(w, full, 2) {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}

var (
	isoDate   = regexp.MustCompile(`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b`)
	dmy       = regexp.MustCompile(`(?:^|[^\d])(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})(?:[^\d]|$)`)
	dm        = regexp.MustCompile(`(?:^|[^\d.,/])(\d{1,2}) ?[/-] ?(\d{1,2})(?:[^\d/.,-]|$)`)
	dmySpaced = regexp.MustCompile(`(?:^|[^\d])(\d{1,2}) (\d{1,2}) (\d{4})(?:[^\d]|$)`)
	compact   = regexp.MustCompile(`(?:^|[^\d])(\d{2})(\d{2})(\d{4}|\d{2})(?:[^\d]|$)`)
	dayMonth  = regexp.MustCompile(`(\d{1,2}) ?[-,.]? ?(\p{L}{3,10})[.,]? ?[-,.]? ?(\d{4}|'?\d{2})?(?:[^\d]|$)`)
	thnBlnTgl = regexp.MustCompile(`(?:thn|th|tahun) ?(\d{4}) ?(?:bln|bulan) ?(\d{1,2}) ?(?:tgl|tanggal) ?(\d{1,2})`)
	tglBulan  = regexp.MustCompile(`(\d{1,2}) (?:bulan|bln) (\d{1,2})(?: (?:thn|th|tahun)? ?(\d{4}))?`)
	lastMonth = regexp.MustCompile(`(\d{1,2}) (?:bulan|bln) (lalu|kemarin|kmrn|kemaren|kmren|lewat)`)
	lastDay   = regexp.MustCompile(`(?:tgl|tanggal|tggl) ?(\d{1,2}) (?:kemarin|kmrn|kemaren|kmren|kemrin|kmarin|kamari|lalu)`)
	onlyDay   = regexp.MustCompile(`(?:tgl|tanggal|tggl) ?(\d{1,2})(?:[^\d/.-]|$)`)
	ago       = regexp.MustCompile(`(\d{1,3}|se|setengah) ?(hari|hr|minggu|mgg|mg|bulan|bln|tahun|thn|th) ?(?:yg|yang)? ?(?:lalu|kemarin|kmrn|kemaren|tadi|lewat)`)
	weekday   = regexp.MustCompile(`(senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad) (?:kemarin|kmrn|kemaren|kmren|lalu|tadi)`)
	partMonth = regexp.MustCompile(`(awal|awl|pertengahan|tengah|akhir|akhr) (?:bulan |bln )?(\p{L}{3,10})(?: (\d{4}))?`)
	aboutWord = regexp.MustCompile(`kira|sekitar|sekitaran|kayaknya|kyknya|kurang lebih|kl |lupa|mungkin|±|\+-|antara|flek`)
	monthWord = regexp.MustCompile(`(?:bulan |bln )?(\p{L}{3,10})(?: (\d{4}))?`)
)

// ReadDate finds a date in a text, D/M/Y always. A date that is not in the calendar
// is Refused; one on the wrong side of today is asked back, never swapped silently.
func ReadDate(text string, today store.Date, side Side) DateRead {
	s := Normalise(text)
	if r := relative(s, today); r.Verdict != None {
		return r
	}
	r := absolute(s, today, side)
	if r.Verdict == OK && aboutWord.MatchString(s) {
		r.Verdict = Guess
	}
	if r.Verdict == None {
		r = vague(s, today, side)
	}
	if (r.Verdict == OK || r.Verdict == Guess) && side == Past && r.Date.After(today) {
		r.Verdict, r.Why = Ask, Future
	}
	return r
}

// relative reads "hari ini", "kemarin lusa", "3 hari lalu", "senin kemarin".
func relative(s string, today store.Date) DateRead {
	ok := func(d store.Date) DateRead { return DateRead{Date: d, Verdict: OK} }
	if m := lastMonth.FindStringSubmatch(s); m != nil {
		first := store.Date{Year: today.Year, Month: today.Month, Day: 1}.AddMonths(-1)
		return civil(first.Year, int(first.Month), atoi(m[1]))
	}
	if m := lastDay.FindStringSubmatch(s); m != nil {
		return dayBefore(atoi(m[1]), today)
	}
	if m := ago.FindStringSubmatch(s); m != nil {
		return ok(back(today, m[1], m[2]))
	}
	if m := weekday.FindStringSubmatch(s); m != nil {
		d := today.Add(-1)
		for d.Weekday() != weekdays[m[1]] {
			d = d.Add(-1)
		}
		return ok(d)
	}
	w := " " + strings.Join(plain(s), " ") + " "
	has := func(forms ...string) bool {
		for _, f := range forms {
			if strings.Contains(w, " "+f+" ") {
				return true
			}
		}
		return false
	}
	digits := strings.ContainsAny(s, "0123456789")
	switch {
	case digits:
		return DateRead{}
	case has("kemarin lusa", "lusa kemarin", "kmrn lusa", "kemaren lusa", "kemarin dulu"):
		return ok(today.Add(-2))
	case has("seminggu lalu", "seminggu yg lalu", "seminggu yang lalu", "minggu lalu", "minggu kemarin"):
		return ok(today.Add(-7))
	case has("sebulan lalu", "sebulan yg lalu", "sebulan yang lalu"):
		return ok(today.AddMonths(-1))
	case has("kemarin", "kmrn", "kemaren", "kmren", "kmarin", "kamari", "semalam", "semalem", "smlm", "tadi malam", "tadi malem"):
		return ok(today.Add(-1))
	case has("hari ini", "tadi pagi", "tadi siang", "barusan", "tadi", "td pagi", "baru saja", "baru aja", "skrg", "sekarang", "hr ini"):
		return ok(today)
	}
	return DateRead{}
}

var weekdays = map[string]time.Weekday{"minggu": 0, "ahad": 0, "senin": 1, "selasa": 2, "rabu": 3, "kamis": 4, "jumat": 5, "jum'at": 5, "sabtu": 6}

func back(today store.Date, n, unit string) store.Date {
	k := 1
	if n != "se" && n != "setengah" {
		k = atoi(n)
	}
	switch unit[0] {
	case 'h':
		return today.Add(-k)
	case 'm':
		return today.Add(-7 * k)
	case 'b':
		return today.AddMonths(-k)
	}
	return today.AddMonths(-12 * k)
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

// absolute reads the forms that name day and month.
func absolute(s string, today store.Date, side Side) DateRead {
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return civil(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	if m := thnBlnTgl.FindStringSubmatch(s); m != nil {
		return civil(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	for _, re := range []*regexp.Regexp{dmy, dmySpaced, compact} {
		if m := re.FindStringSubmatch(s); m != nil {
			return civil(year(m[3], today), atoi(m[2]), atoi(m[1]))
		}
	}
	for _, m := range dayMonth.FindAllStringSubmatch(s, -1) {
		if mon := monthOf(m[2]); mon != 0 {
			if m[3] != "" {
				return civil(year(strings.Trim(m[3], "'"), today), int(mon), atoi(m[1]))
			}
			return lean(int(mon), atoi(m[1]), today, side)
		}
	}
	if m := tglBulan.FindStringSubmatch(s); m != nil && atoi(m[2]) <= 12 {
		if m[3] != "" {
			return civil(atoi(m[3]), atoi(m[2]), atoi(m[1]))
		}
		return lean(atoi(m[2]), atoi(m[1]), today, sideOf(s, side))
	}
	if m := dm.FindStringSubmatch(s); m != nil {
		return lean(atoi(m[2]), atoi(m[1]), today, side)
	}
	return DateRead{}
}

func sideOf(s string, side Side) Side {
	if strings.Contains(s, "nanti") || strings.Contains(s, "ntar") {
		return Ahead
	}
	return side
}

// lean finds the year: the latest past one, or the next one ahead.
func lean(month, day int, today store.Date, side Side) DateRead {
	r := civil(today.Year, month, day)
	if r.Verdict == Refused && month == 2 && day == 29 {
		for y := today.Year; y > today.Year-5; y-- {
			if got := civil(y, month, day); got.Verdict == OK && side == Past {
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

// vague reads a month without a day: the 5th, 15th or 25th, as a guess.
func vague(s string, today store.Date, side Side) DateRead {
	if m := partMonth.FindStringSubmatch(s); m != nil {
		if mon := monthOf(m[2]); mon != 0 {
			day := 15
			switch m[1][1] {
			case 'w':
				day = 5
			case 'k':
				day = 25
			}
			return guess(int(mon), day, m[3], today, side)
		}
	}
	if m := onlyDay.FindStringSubmatch(s); m != nil && side == Past {
		r := dayBefore(atoi(m[1]), today.Add(1))
		return r
	}
	for _, m := range monthWord.FindAllStringSubmatch(s, -1) {
		if mon := monthOf(m[1]); mon != 0 && (m[1] != "mar" && m[1] != "mei" && m[1] != "may" || len(plain(s)) <= 3) {
			return guess(int(mon), 15, m[2], today, side)
		}
	}
	return DateRead{}
}

func guess(month, day int, y string, today store.Date, side Side) DateRead {
	r := lean(month, day, today, side)
	if y != "" {
		r = civil(atoi(y), month, day)
	}
	if r.Verdict == OK {
		r.Verdict = Guess
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

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }
