package answers

import "testing"

func TestTimeLeftIsNoAge(t *testing.T) {
	for _, tt := range []struct {
		text, want, from string
		v                Verdict
	}{
		{"40 hari lagi", "2025-07-06", "hpl", Ask},
		{"kurang 2 bulan lagi lahir", "2025-07-27", "hpl", Ask},
		{"2 bln lg lahiran", "2025-07-27", "hpl", Ask},
		{"tinggal 3 minggu", "2025-06-17", "hpl", Ask},
		{"hpl masih sebulan", "2025-06-27", "hpl", Ask},
		{"2 bln menuju lahiran", "2025-07-27", "hpl", Ask},
		{"hamil 7 bulan, 2 bulan lagi lahir", "2025-08-02", "bulan", Guess},
		{"tgl 3 bulan depan", "2025-06-27", "hpl", Ask},
		{"11 bulan lagi", "", "hpl", Refused},
		{"kontrol 2 minggu lagi", "", "", None},
		{"kurang lebih 20 minggu", "2025-10-14", "minggu", Guess},
		{"masih 20 minggu", "2025-10-14", "minggu", OK},
	} {
		got := ReadDating(tt.text, today)
		if got.Verdict != tt.v || got.From != tt.from || tt.want != "" && got.HPHT.String() != tt.want {
			t.Errorf("%q = %s %s %v %s, want %s %s %v", tt.text, got.HPHT, got.From, got.Verdict, got.Why, tt.want, tt.from, tt.v)
		}
	}
	for _, tt := range []struct {
		text, want string
		v          Verdict
	}{{"40 hari lagi", "2026-04-12", Ask}, {"2 hari lagi 6 bulan", "2025-09-05", Guess}, {"kurang 2 bulan", "2026-01-03", Guess}} {
		if got := ReadBirth(tt.text, today); got.Verdict != tt.v || got.Date.String() != tt.want {
			t.Errorf("birth %q = %s %v %s, want %s %v", tt.text, got.Date, got.Verdict, got.Why, tt.want, tt.v)
		}
	}
	if got := ReadMotherAge("40 hari lagi", today); got.Verdict == OK || got.Verdict == Guess {
		t.Errorf("mother's age of 40 hari lagi = %s %v", got.Date, got.Verdict)
	}
}
