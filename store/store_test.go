package store_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tumbuh/store"
)

func day(t *testing.T, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestHPL holds the vectors of health-facts §1.5: HPL is HPHT + 280 days, always.
func TestHPL(t *testing.T) {
	for hpht, hpl := range map[string]string{
		"2025-01-01": "2025-10-08", "2025-03-15": "2025-12-20", "2025-02-28": "2025-12-05",
		"2025-11-30": "2026-09-06", "2024-05-24": "2025-02-28",
	} {
		p := store.Pregnancy{HPHT: day(t, hpht)}
		if got := p.HPL().String(); got != hpl {
			t.Errorf("HPL of %s = %s, want %s", hpht, got, hpl)
		}
	}
	p := store.Pregnancy{HPHT: day(t, "2026-03-01")}
	if w, d := p.Weeks(day(t, "2026-03-17")); w != 2 || d != 2 {
		t.Errorf("weeks = %d+%d, want 2+2", w, d)
	}
}

func TestDateArithmetic(t *testing.T) {
	if _, ok := store.NewDate(2025, 2, 29); ok {
		t.Error("29 February 2025 was accepted")
	}
	if _, ok := store.NewDate(2026, 4, 31); ok {
		t.Error("31 April was accepted")
	}
	if got := day(t, "2026-01-31").AddMonths(1).String(); got != "2026-02-28" {
		t.Errorf("31 January + 1 month = %s", got)
	}
	if got := store.MonthsBetween(day(t, "2025-08-31"), day(t, "2026-02-28")); got != 6 {
		t.Errorf("months = %d, want 6 (the last day of a shorter month completes it)", got)
	}
	late := time.Date(2026, 3, 3, 23, 30, 0, 0, time.UTC)
	if got := store.DateOf(late).String(); got != "2026-03-04" {
		t.Errorf("23:30 UTC is the WIB day %s, want 2026-03-04", got)
	}
}

func TestDateNumberIsInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-3650, 36500).Draw(t, "n")
		d := store.DateNumber(n)
		if d.Number() != n {
			t.Fatalf("day %d became %s and then %d", n, d, d.Number())
		}
		if back, err := store.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%s read back as %v, %v", d, back, err)
		}
	})
}

// The day count agrees with the standard library's calendar, weekdays too.
func TestDateNumberAgreesWithTime(t *testing.T) {
	epoch := time.Date(2000, 1, 1, 12, 0, 0, 0, store.WIB)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-200_000, 200_000).Draw(t, "n")
		want := store.DateOf(epoch.AddDate(0, 0, n))
		if got := store.DateNumber(n); got != want || got.Number() != n || got.Weekday() != want.At(12, 0).Weekday() {
			t.Fatalf("day %d: %v, number %d, weekday %v; want %v", n, got, got.Number(), got.Weekday(), want)
		}
		m := rapid.IntRange(-600, 600).Draw(t, "m")
		first := time.Date(want.Year, want.Month+time.Month(m), 1, 12, 0, 0, 0, store.WIB)
		last := time.Date(first.Year(), first.Month()+1, 0, 12, 0, 0, 0, store.WIB).Day()
		if got := want.AddMonths(m); got != (store.Date{Year: first.Year(), Month: first.Month(), Day: min(want.Day, last)}) {
			t.Fatalf("%v + %d months = %v", want, m, got)
		}
	})
}

// Between lists what Next finds one after another.
func TestMeetingBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := store.Meeting{Date: rapid.IntRange(0, 31).Draw(t, "date"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))}
		if m.Date == 0 {
			m.Nth = rapid.IntRange(1, 5).Draw(t, "nth")
		}
		from := store.DateNumber(rapid.IntRange(9000, 10000).Draw(t, "from"))
		to := from.Add(rapid.IntRange(0, 120).Draw(t, "span"))
		if old, ok := m.Next(from); ok && rapid.Bool().Draw(t, "moved") {
			m.Moved = map[string]store.Date{old.String(): old.Add(rapid.IntRange(-6, 9).Draw(t, "by"))}
		}
		var want []store.Date
		for d, ok := m.Next(from); ok && !d.After(to); d, ok = m.Next(d.Add(1)) {
			want = append(want, d)
		}
		if got := m.Between(from, to); !slices.Equal(got, want) {
			t.Fatalf("%+v from %v to %v: %v, want %v", m, from, to, got, want)
		}
	})
}

func TestMeeting(t *testing.T) {
	tests := []struct {
		name string
		m    store.Meeting
		from string
		want string
	}{
		{"fixed date", store.Meeting{Date: 10}, "2026-03-03", "2026-03-10"},
		{"fixed date today", store.Meeting{Date: 10}, "2026-03-10", "2026-03-10"},
		{"fixed date passed", store.Meeting{Date: 10}, "2026-03-11", "2026-04-10"},
		{"the 31st of a shorter month", store.Meeting{Date: 31}, "2026-02-02", "2026-02-28"},
		{"second Tuesday", store.Meeting{Nth: 2, Weekday: time.Tuesday}, "2026-03-01", "2026-03-10"},
		{"fifth Friday is the last", store.Meeting{Nth: 5, Weekday: time.Friday}, "2026-02-01", "2026-02-27"},
		{"a list", store.Meeting{List: []store.Date{day(t, "2026-03-17"), day(t, "2026-04-14")}}, "2026-03-18", "2026-04-14"},
		{"moved", store.Meeting{Date: 10, Moved: map[string]store.Date{"2026-03-10": day(t, "2026-03-17")}}, "2026-03-03", "2026-03-17"},
		{"cancelled", store.Meeting{Date: 10, Moved: map[string]store.Date{"2026-03-10": {}}}, "2026-03-03", "2026-04-10"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := tt.m.Next(day(t, tt.from)); !ok || got.String() != tt.want {
				t.Errorf("Next = %s %v, want %s", got, ok, tt.want)
			}
		})
	}
	if _, ok := (store.Meeting{}).Next(day(t, "2026-03-03")); ok {
		t.Error("a posyandu without days has a next day")
	}
}

func TestDayLog(t *testing.T) {
	var l store.DayLog
	l = l.With(day(t, "2026-03-05"), 's').With(day(t, "2026-03-03"), 'b').With(day(t, "2026-03-08"), 's')
	if l.From != day(t, "2026-03-03") || l.Days != "b.s..s" {
		t.Fatalf("log = %s %q", l.From, l.Days)
	}
	if l.Get(day(t, "2026-03-04")) != '.' || l.Get(day(t, "2026-03-08")) != 's' || l.Get(day(t, "2020-01-01")) != '.' {
		t.Error("days read back wrongly")
	}
	if l.Count('s') != 2 {
		t.Errorf("count = %d, want 2", l.Count('s'))
	}
}

func TestLedgerForgetsAfterSixtyDays(t *testing.T) {
	var f store.Family
	first := day(t, "2026-01-01")
	f.MarkSent("ttd", "p1", first)
	f.MarkSent("ttd", "p1", first.Add(60))
	if !f.WasSent("ttd", "p1", first) {
		t.Error("forgot after 60 days, must keep it")
	}
	f.MarkSent("ttd", "p1", first.Add(61))
	if f.WasSent("ttd", "p1", first) || !f.WasSent("ttd", "p1", first.Add(60)) {
		t.Error("the ledger keeps 60 days, no more and no less")
	}
	if f.WasSent("ttd", "p2", first.Add(60)) {
		t.Error("another pregnancy's entry was found")
	}
}

func TestCity(t *testing.T) {
	c, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Kecamatan) != 7 || len(c.Kelurahan) != 54 {
		t.Fatalf("%d kecamatan and %d kelurahan, want 7 and 54", len(c.Kecamatan), len(c.Kelurahan))
	}
	list := c.ExamplePosyandu()
	if len(list) != 54 || list[0].Name != "Posyandu Ciater (contoh)" {
		t.Fatalf("%d posyandu, first %q", len(list), list[0].Name)
	}
	for _, k := range c.Kelurahan {
		if _, ok := c.FindPuskesmas(k.Puskesmas); !ok {
			t.Errorf("kelurahan %s names puskesmas %q, which is not listed", k.Name, k.Puskesmas)
		}
	}
	if _, err := store.LoadCity("31.71"); err == nil {
		t.Error("a city without data was loaded")
	}
}

func TestSettings(t *testing.T) {
	on := day(t, "2026-06-01")
	var none *store.Settings
	if got := none.Get("anc", "", on); got != "6" {
		t.Errorf("default anc = %q", got)
	}
	s := &store.Settings{Values: map[string][]store.Setting{"anc": {
		{From: day(t, "2026-05-01"), Value: "8"},
		{From: day(t, "2026-07-01"), Value: "6"},
		{From: day(t, "2026-01-01"), Value: "6", Puskesmas: "P1"},
	}}}
	if got := s.Get("anc", "", on); got != "8" {
		t.Errorf("anc in June = %q, want 8", got)
	}
	if got := s.Get("anc", "P1", on); got != "6" {
		t.Errorf("anc of P1 = %q, want its own 6", got)
	}
	if got := s.Get("anc", "", day(t, "2026-04-30")); got != "6" {
		t.Errorf("anc before = %q, want the default", got)
	}
	for _, k := range store.SettingKeys() {
		if err := k.Check(k.Default); err != nil {
			t.Errorf("default of %s is refused: %v", k.Key, err)
		}
	}
}
