package answers

import (
	"testing"
	"time"

	"tumbuh/store"
)

func TestReadLeave(t *testing.T) {
	today := store.Date{Year: 2026, Month: 3, Day: 3} // a Tuesday
	for _, c := range []struct{ text, from, until string }{
		{"saya cuti sampai tgl 5", "2026-03-03", "2026-03-05"},
		{"Saya cuti sampai tanggal 5 ya", "2026-03-03", "2026-03-05"},
		{"cuti s/d 2", "2026-03-03", "2026-04-02"},
		{"saya cuti dari besok sampai 10 maret", "2026-03-04", "2026-03-10"},
		{"cuti 3 hari", "2026-03-03", "2026-03-05"},
		{"mau cuti besok", "2026-03-04", "2026-03-04"},
		{"libur besok 2 hari", "2026-03-04", "2026-03-05"},
		{"izin hari ini", "2026-03-03", "2026-03-03"},
		{"sy cuti seminggu", "2026-03-03", "2026-03-09"},
		{"cuti mulai 10 maret sampai 20 maret", "2026-03-10", "2026-03-20"},
		{"cuti sampai jumat", "2026-03-03", "2026-03-06"},
		{"saya cuti", "2026-03-03", ""},
	} {
		l, ok := ReadLeave(c.text, today)
		if !ok || l.Back || l.From.String() != c.from || l.Until.String() != c.until {
			t.Errorf("%q: %v %v from %v until %v, want %s %s", c.text, ok, l.Back, l.From, l.Until, c.from, c.until)
		}
	}
	for _, s := range []string{"selesai cuti", "batal cuti", "saya sudah masuk lagi", "saya jaga lagi"} {
		if l, ok := ReadLeave(s, today); !ok || !l.Back {
			t.Errorf("%q: %v %v, want back", s, l, ok)
		}
	}
	for _, s := range []string{"posyandu libur tgl 5", "kapan cuti melahirkan ibu?", "anak saya libur sekolah", "halo", "", "bayi izin"} {
		if l, ok := ReadLeave(s, today); ok {
			t.Errorf("%q was taken for leave: %v", s, l)
		}
	}
}

func TestReadWeekdays(t *testing.T) {
	for _, c := range []struct {
		text string
		want []time.Weekday
	}{
		{"senin, rabu dan jumat", []time.Weekday{1, 3, 5}}, {"senin-kamis", []time.Weekday{1, 2, 3, 4}}, {"tiap hari", []time.Weekday{0, 1, 2, 3, 4, 5, 6}},
		{"Sabtu & minggu", []time.Weekday{6, 0}}, {"besok", nil}, {"senin ibu siti", nil}, {"senin -", nil}, {"", nil},
	} {
		got := ReadWeekdays(c.text)
		if len(got) != len(c.want) {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q: %v, want %v", c.text, got, c.want)
			}
		}
	}
}

func FuzzReadLeave(f *testing.F) {
	f.Add("saya cuti sampai tgl 31 - 2")
	f.Fuzz(func(t *testing.T, s string) {
		today := store.Date{Year: 2026, Month: 1, Day: 31}
		if l, ok := ReadLeave(s, today); ok && !l.Until.IsZero() && l.Until.Before(l.From) {
			t.Errorf("%q ends before it begins: %v", s, l)
		}
		ReadWeekdays(s)
	})
}
