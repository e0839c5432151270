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
	t, err := time.ParseInLocation("2006-01-02", s, WIB)
	if err != nil {
		return Date{}, fmt.Errorf("reading date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// IsZero tells whether the day is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// At returns the moment hour:minute WIB of the day.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, WIB)
}

// Add returns the day n days later (earlier when n is negative).
func (d Date) Add(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 12, 0, 0, 0, WIB))
}

// AddMonths returns the same day n months later; where that month is shorter,
// its last day (31 January + 1 month = 28 or 29 February).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 12, 0, 0, 0, WIB)
	last := time.Date(first.Year(), first.Month()+1, 0, 12, 0, 0, 0, WIB).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// Number counts the days since 2000-01-01; it is how ledgers store a day.
func (d Date) Number() int {
	epoch := time.Date(2000, 1, 1, 12, 0, 0, 0, WIB)
	return int(d.At(12, 0).Sub(epoch) / (24 * time.Hour))
}

// DateNumber is the inverse of [Date.Number].
func DateNumber(n int) Date { return Date{2000, 1, 1}.Add(n) }

// Sub returns the days from e to d.
func (d Date) Sub(e Date) int { return d.Number() - e.Number() }

// Before tells whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Number() < e.Number() }

// After tells whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Number() > e.Number() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.At(12, 0).Weekday() }

// String returns the ISO form, or "" for the unknown day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the ISO form, so a Date is a plain string in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; the empty string is the unknown day.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	date, err := ParseDate(string(b))
	if err != nil {
		return err
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
