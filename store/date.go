package store

import (
	"fmt"
	"time"
)

// WIB is the one zone of the programme: western Indonesian time, UTC+7, no
// summer time. It is fixed, so the program needs no zone file for it.
var WIB = time.FixedZone("WIB", 7*60*60)

// Date is a civil day in WIB. The zero Date means "not known".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the WIB day on which t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(WIB).Date()
	return Date{y, m, d}
}

// NewDate returns the day y-m-d, or false when the calendar has no such day.
func NewDate(y int, m time.Month, d int) (Date, bool) {
	t := time.Date(y, m, d, 0, 0, 0, 0, WIB)
	date := DateOf(t)
	if date.Year != y || date.Month != m || date.Day != d {
		return Date{}, false
	}
	return date, true
}

// ParseDate reads the ISO form 2026-03-03.
func ParseDate(s string) (Date, error) {
	if d, ok := readDate(s); ok {
		return d, nil
	}
	return Date{}, fmt.Errorf("reading date %q: want YYYY-MM-DD", s)
}

// readDate reads a day digit by digit: every record that is read holds several.
func readDate[T string | []byte](s T) (Date, bool) {
	if len(s) != len("2026-03-03") || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	n := [3]int{}
	for part, ends := range [...]struct{ from, to int }{{0, 4}, {5, 7}, {8, 10}} {
		for i := ends.from; i < ends.to; i++ {
			if s[i] < '0' || s[i] > '9' {
				return Date{}, false
			}
			n[part] = 10*n[part] + int(s[i]-'0')
		}
	}
	d := Date{n[0], time.Month(n[1]), n[2]}
	return d, n[1] >= 1 && n[1] <= 12 && n[2] >= 1 && n[2] <= monthDays(n[0], d.Month)
}

// IsZero tells whether the day is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// At returns the moment hour:minute WIB of the day.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, WIB)
}

// Add returns the day n days later (earlier when n is negative).
func (d Date) Add(n int) Date { return DateNumber(d.Number() + n) }

// AddMonths returns the same day n months later; where that month is shorter,
// its last day (31 January + 1 month = 28 or 29 February).
func (d Date) AddMonths(n int) Date {
	m := d.Year*12 + int(d.Month) - 1 + n
	year, month := m/12, m%12
	if month < 0 {
		year, month = year-1, month+12
	}
	return Date{year, time.Month(month + 1), min(d.Day, monthDays(year, time.Month(month+1)))}
}

// monthDays is how many days a month has.
func monthDays(year int, m time.Month) int {
	switch m {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Number counts the days since 2000-01-01; it is how ledgers store a day. It and its
// inverse are plain arithmetic (a year that begins in March, cycles of 400 years),
// because plans of many families count days all the time.
func (d Date) Number() int {
	year, month := d.Year, int(d.Month)
	if month <= 2 {
		year, month = year-1, month+12
	}
	cycle := floor(year, 400)
	y := year - cycle*400
	return cycle*146097 + y*365 + y/4 - y/100 + (153*(month-3)+2)/5 + d.Day - 1 - marchFirst
}

// marchFirst is the day count of 2000-01-01 from 1 March of the year 0.
const marchFirst = 730425

func floor(a, b int) int {
	if q := a / b; a%b >= 0 {
		return q
	} else {
		return q - 1
	}
}

// DateNumber is the inverse of [Date.Number].
func DateNumber(n int) Date {
	n += marchFirst
	cycle := floor(n, 146097)
	day := n - cycle*146097
	y := (day - day/1460 + day/36524 - day/146096) / 365
	day -= y*365 + y/4 - y/100
	month := (5*day + 2) / 153
	d := Date{Year: cycle*400 + y, Month: time.Month(month + 3), Day: day - (153*month+2)/5 + 1}
	if month >= 10 {
		d.Year, d.Month = d.Year+1, d.Month-12
	}
	return d
}

// Sub returns the days from e to d.
func (d Date) Sub(e Date) int { return d.Number() - e.Number() }

// Before tells whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Number() < e.Number() }

// After tells whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Number() > e.Number() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(((d.Number()+6)%7 + 7) % 7) } // 2000-01-01 was a Saturday

// String returns the ISO form, or "" for the unknown day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 1 || d.Year > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
	}
	var b [len("0000-00-00")]byte
	return string(d.digits(b[:0]))
}

func (d Date) digits(b []byte) []byte {
	first := len(b)
	b = append(b, "0000-00-00"...)
	for _, f := range [...]struct{ end, n int }{{4, d.Year}, {7, int(d.Month)}, {10, d.Day}} {
		for i := first + f.end - 1; f.n > 0; i-- {
			b[i] += byte(f.n % 10)
			f.n /= 10
		}
	}
	return b
}

// AppendText writes the ISO form, so a Date is a plain string in JSON.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.Year < 1 || d.Year > 9999 {
		return append(b, d.String()...), nil
	}
	return d.digits(b), nil
}

// MarshalText is [Date.AppendText] for readers that know no other.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads the ISO form; the empty string is the unknown day.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	date, ok := readDate(b)
	if !ok {
		return fmt.Errorf("reading date %q: want YYYY-MM-DD", b)
	}
	*d = date
	return nil
}

// MonthsBetween returns the completed months from birth to day (never negative).
func MonthsBetween(birth, day Date) int {
	m := (day.Year-birth.Year)*12 + int(day.Month) - int(birth.Month)
	if birth.AddMonths(m).After(day) {
		m--
	}
	return max(m, 0)
}
