package answers

import (
	"testing"
	"time"

	"tumbuh/store"
)

// TestReadMoment: a Tuesday at nine; things are sent from seven to eight in the evening.
func TestReadMoment(t *testing.T) {
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	late := now.Add(8 * time.Hour)
	for _, row := range []struct {
		text    string
		now     time.Time
		at      string
		verdict Verdict
		rest    string
	}{
		{"jam 3", now, "03 15:00", OK, ""},
		{"jam 3", late, "04 15:00", OK, ""},
		{"jam 8", now, "04 08:00", OK, ""},
		{"jam 10", now, "03 10:00", OK, ""},
		{"jam 3 sore", now, "03 15:00", OK, ""},
		{"besok jam 3 sore", now, "04 15:00", OK, ""},
		{"besok jam 9", now, "04 09:00", OK, ""},
		{"bsk pkl 9.30 wib", now, "04 09:30", OK, ""},
		{"nanti sore", now, "03 16:30", OK, ""},
		{"nanti sore jam 4", now, "03 16:00", OK, ""},
		{"sore ini", now, "03 16:30", OK, ""},
		{"nanti pagi", now, "03 07:00", Refused, ""},
		{"hari ini jam 8 pagi", now, "03 08:00", Refused, ""},
		{"nanti abis magrib", now, "03 18:30", OK, ""},
		{"lusa siang", now, "05 12:00", OK, ""},
		{"kamis pagi", now, "05 07:00", OK, ""},
		{"hari kamis jam 13.00", now, "05 13:00", OK, ""},
		{"jumat ini jam 2 siang", now, "06 14:00", OK, ""},
		{"tgl 12 jam 10 pagi", now, "12 10:00", OK, ""},
		{"12 maret jam 10", now, "12 10:00", OK, ""},
		{"12/3 pukul 08.00", now, "12 08:00", OK, ""},
		{"2026-03-04 09:00", now, "04 09:00", OK, ""},
		{"3 sore", now, "03 15:00", OK, ""},
		{"jam setengah 4 sore", now, "03 15:30", OK, ""},
		{"1 jam lagi", now, "03 10:00", OK, ""},
		{"setengah jam lagi", now, "03 09:30", OK, ""},
		{"30 menit lagi ya", now, "03 09:30", OK, "ya"},
		{"sekarang", now, "03 09:00", OK, ""},
		{"langsung aja", now, "03 09:00", OK, ""},
		{"kemarin jam 9", now, "04 09:00", OK, "kemarin"}, // what is left says that it was not understood
		{"besok", now, "", None, ""},
		{"secepatnya ya", now, "03 09:00", OK, "ya"},
		{"kapan saja", now, "", None, "kapan saja"},
		{"ke kader ciputat besok jam 3 sore", now, "04 15:00", OK, "ke kader ciputat"},
		{"ibu hamil 28 minggu jam 3", now, "03 15:00", OK, "ibu hamil 28 minggu"},
	} {
		got := ReadMoment(row.text, row.now, 7*time.Hour, 20*time.Hour)
		at := ""
		if !got.At.IsZero() {
			at = got.At.Format("02 15:04")
		}
		if at != row.at || got.Verdict != row.verdict || got.Rest != row.rest {
			t.Errorf("%q: %s %q rest %q, want %s %q rest %q", row.text, at, got.Verdict, got.Rest, row.at, row.verdict, row.rest)
		}
	}
}
