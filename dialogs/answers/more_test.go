package answers

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tumbuh/store"
)

// What mothers write beyond the study's forms, at the questions of a registration.
func TestDatesAsWritten(t *testing.T) {
	check(t, []form{
		{"", "tgl tiga maret", "2026-03-03 ok"}, {"", "maret kemarin tgl 3", "2026-03-03 ok"}, {"", "3-Mar-25", "2025-03-03 ok"}, {"", "3 maret dua ribu dua lima", "2025-03-03 ok"},
		{"", "tiga maret dua ribu dua puluh lima", "2025-03-03 ok"}, {"", "kmrn lusa", "2026-03-01 ok"}, {"", "hpht: 3/3", "2026-03-03 ok"}, {"", "🗓️ 3/3/2025 🙏", "2025-03-03 ok"},
		{"", "3 maret '25", "2025-03-03 ok"}, {"", "Maret 3, 2025", "2025-03-03 ok"}, {"", "bulan 3 tgl 5", "2025-03-05 ok"}, {"", "tanggal lima bulan tiga", "2025-03-05 ok"},
		{"", "th 2023 tgl 17 bulan 8", "2023-08-17 ok"}, {"", "2 februari tahun lalu", "2025-02-02 ok"}, {"", "17Agu2023", "2023-08-17 ok"}, {"", "20250303", "2025-03-03 ok"},
		{"", "hari senin tgl 3 maret 2025", "2025-03-03 ok"}, {"", "5-7 januari", "2026-01-07 guess"}, {"", "sekitar tgl 20an januari", "2026-01-20 guess"}, {"", "20 januari atau 21", "2026-01-20 guess"},
		{"", "semalem jam 11", "2026-03-02 guess"}, {"", "jumat kemarin", "2026-02-27 ok"}, {"", "sabtu", "2026-02-28 guess"}, {"", "3/25/2025", "2025-03-25 ask"}, {"", "31 februari 2025", "refused tanggal-tidak-ada"},
		{"", "3/3/1525", "refused tanggal-tidak-ada"}, {"", "lahir 3 kilo tgl 5 maret 2025", "2025-03-05 ok"}, {"", "tadi saya sudah bilang ke bu kader kalau anak saya tidak enak badan", "none "},
		{"", "bulan lalu tgl 10", "2026-02-10 ok"}, {"", "maret 25", "2025-03-25 ask"},
	}, func(s string) string { return showDate(ReadDate(s, today, Past)) })
	check(t, []form{
		{"", "UK 24w3d", "24m3h ok"}, {"", "24+3", "24m3h ok"}, {"", "5 bln jalan 6", "23m6h guess"}, {"", "dua puluh minggu", "20m0h ok"}, {"", "hamil 9 bulan 10 hari", "40m3h guess"},
		{"", "3 bulan lebih 2 minggu", "15m0h guess"}, {"", "telat 2 minggu", "6m0h ask"}, {"", "usg 2 minggu lalu 20 minggu", "22m0h ok"}, {"", "kata bidan lahiran tgl 10 agustus", "17m1h ask"},
		{"", "hpl: 10/8/26", "17m1h ok"}, {"", "perkiraan lahir 10 agustus", "17m1h ok"}, {"", "±20 minggu", "20m0h guess"}, {"", "20", "20m0h ask"}, {"", "hpl 20 februari", "41m4h ok"},
		{"", "hpl 10 agustus 2027", "refused masa-depan"}, {"", "1 januari 2024", "refused terlalu-lama"}, {"", "trimester 2", "refused trimester"}, {"", "minggu ke 20", "20m0h ok"},
	}, dating)
	check(t, []form{
		{"", "5 bln jalan 6", "2025-10-03 guess"}, {"", "1thn3bln", "2024-12-03 guess"}, {"", "setahun setengah", "2024-09-03 guess"}, {"", "umurnya 8 bln tgl 5", "2025-07-05 guess"},
		{"", "bulan depan 1 tahun", "2025-04-03 guess"}, {"", "lahir tadi pagi", "2026-03-03 ok"}, {"", "9", "none "}, {"", "6 tahun", "refused terlalu-lama"}, {"", "5 mei 2026", "2026-05-05 ask"},
	}, birth)
}

func TestAmountsAsWritten(t *testing.T) {
	both := func(s string) string {
		w, l := ReadBirthSize(s)
		return fmt.Sprint(w.N, " ", w.Verdict, " ", l.N, " ", l.Verdict)
	}
	check(t, []form{
		{"", "dua ribu sembilan ratus gram", "2900 ok 0 none"}, {"", "29 ons", "2900 ok 0 none"}, {"", "3 kilo 2 ons", "3200 ok 0 none"}, {"", "tiga koma dua lima", "3250 ok 0 none"},
		{"", "3.200 gram", "3200 ok 0 none"}, {"", "3 1/2 kg", "3500 ok 0 none"}, {"", "31", "3100 ask 0 none"}, {"", "3,1/49", "3100 ok 490 ok"}, {"", "49/3,1", "3100 ok 490 ok"},
		{"", "bb 3 kg pb 50", "3000 ok 500 ok"}, {"", "hampir 3 kg", "3000 ask 0 none"}, {"", "3,1 kg 😊", "3100 ok 0 none"}, {"", "sekilo delapan ons", "1800 ok 0 none"}, {"", "7 kg", "7000 refused 0 none"},
		{"", "naik 3 ons", "0 none 0 none"}, {"", "tidak tahu", "0 none 0 none"},
	}, both)
}

func TestHoursAsWritten(t *testing.T) {
	check(t, []form{
		{"", "jam setengah delapan malam", "19:30 ok"}, {"", "stgh 8 mlm", "19:30 ok"}, {"", "habis isya", "19:30 ok"}, {"", "jam 8 kurang 15 malam", "19:45 ok"}, {"", "jam 7 lewat 15 malem", "19:15 ok"},
		{"", "7,5 malam", "19:30 ok"}, {"", "jam 7 30 malam", "19:30 ok"}, {"", "1900", "19:00 ok"}, {"", "7pm", "19:00 ok"}, {"", "jam 12 malam", " refused"}, {"", "jam 2 malam", " refused"},
		{"", "jam 11 malam", " refused"}, {"", "jam 10 malam", "22:00 ok"}, {"", "jam 5 subuh", "05:00 ok"}, {"", "terserah", "19:00 guess"}, {"", "jam 8an malam", "20:00 ok"}, {"", "8", "20:00 ask"}, {"", "sore", "16:30 ok"},
	}, func(s string) string { h := ReadHour(s); return h.Value + " " + h.Verdict.String() })
}

// A day written in any of the usual forms is read back as that day.
func TestDatesReadBack(t *testing.T) {
	names := [...]string{"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"}
	short := [...]string{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "ags", "sept", "okt", "nov", "des"}
	rapid.Check(t, func(t *rapid.T) {
		d := today.Add(-rapid.IntRange(0, 1800).Draw(t, "days ago"))
		y, m := d.Year, int(d.Month)
		text := rapid.SampledFrom([]string{
			fmt.Sprintf("%d/%d/%d", d.Day, m, y), fmt.Sprintf("%02d-%02d-%02d", d.Day, m, y%100), fmt.Sprintf("%d.%d.%d", d.Day, m, y), fmt.Sprintf("%02d%02d%02d", d.Day, m, y%100),
			fmt.Sprintf("tgl %d %s %d", d.Day, names[m-1], y), fmt.Sprintf("%d %s %02d", d.Day, short[m-1], y%100), fmt.Sprintf("%d%s%d", d.Day, short[m-1], y),
			fmt.Sprintf("thn %d bln %d tgl %d", y, m, d.Day), fmt.Sprintf("%s tgl %d tahun %d", names[m-1], d.Day, y), fmt.Sprintf("%d bulan %d %d", d.Day, m, y), fmt.Sprintf("%04d-%02d-%02d", y, m, d.Day),
		}).Draw(t, "form")
		text = rapid.SampledFrom([]string{"", "lahir ", "tanggal ", "🙏 ", "ya bu "}).Draw(t, "before") + text + rapid.SampledFrom([]string{"", " bu", " 😊", "."}).Draw(t, "after")
		if r := ReadDate(text, today, Past); r.Verdict != OK || r.Date != d {
			t.Fatalf("%q is %s %v %s, want %s", text, r.Date, r.Verdict, r.Why, d)
		}
	})
}

// Weights and hours survive their usual spellings; what is accepted is plausible.
func TestAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := 10 * rapid.IntRange(150, 500).Draw(t, "decagrams")
		text := rapid.SampledFrom([]string{fmt.Sprintf("%d gram", g), fmt.Sprintf("%dgr", g), fmt.Sprintf("%d", g), fmt.Sprintf("%d,%02d kg", g/1000, g%1000/10),
			fmt.Sprintf("%d.%02d", g/1000, g%1000/10), fmt.Sprintf("bb lahir %d,%02d", g/1000, g%1000/10)}).Draw(t, "form")
		if a := ReadBirthWeight(text); a.N != g || a.Verdict != OK {
			t.Fatalf("%q is %+v, want %d", text, a, g)
		}
		h, m := rapid.IntRange(4, 21).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		clock := fmt.Sprintf("%02d%s%02d", h, rapid.SampledFrom([]string{".", ":"}).Draw(t, "sign"), m)
		if r := ReadHour("jam " + clock); r.Verdict != OK || r.Value != fmt.Sprintf("%02d:%02d", h, m) {
			t.Fatalf("jam %s is %+v", clock, r)
		}
	})
}

// The verdict says the same whatever day it is: ages and "n hari lalu" move with today.
func TestReadingsMoveWithToday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := store.DateOf(time.Date(2024, 1, 1, 12, 0, 0, 0, store.WIB).AddDate(0, 0, rapid.IntRange(0, 2000).Draw(t, "day")))
		n := rapid.IntRange(1, 90).Draw(t, "n")
		if r := ReadDate(fmt.Sprintf("%d hari yg lalu", n), now, Past); r.Date != now.Add(-n) || r.Verdict != OK {
			t.Fatalf("%d days before %s is %+v", n, now, r)
		}
		w := rapid.IntRange(5, 41).Draw(t, "weeks")
		if d := ReadDating(fmt.Sprintf("uk %d mgg", w), now); d.HPHT != now.Add(-7*w) || d.Verdict != OK {
			t.Fatalf("%d weeks at %s is %+v", w, now, d)
		}
		months := rapid.IntRange(1, 59).Draw(t, "months")
		if r := ReadBirth(fmt.Sprintf("%d bln", months), now); store.MonthsBetween(r.Date, now) != months {
			t.Fatalf("%d months at %s is %+v", months, now, r)
		}
	})
}
