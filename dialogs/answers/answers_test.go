package answers

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"pgregory.net/rapid"

	"tumbuh/store"
)

var today = store.Date{Year: 2026, Month: 3, Day: 3} // a Tuesday

func TestReadDate(t *testing.T) {
	tests := []struct {
		name, text, want string
		v                Verdict
		side             Side
	}{
		{"L073", "HPHT 22 desember", "2025-12-22", OK, Past},
		{"L074", "18 januri 2026", "2026-01-18", OK, Past},
		{"L075", "tanggal 5/11 / 18", "2018-11-05", OK, Past},
		{"L076", "6/3 / 18", "2018-03-06", OK, Past},
		{"L077", "tanggal 11jan2019", "2019-01-11", OK, Past},
		{"L078", "tanggal 4 02 2019", "2019-02-04", OK, Past},
		{"L079", "tanggal 4 des 2018", "2018-12-04", OK, Past},
		{"L080", "tanggal 25, desember 2018", "2018-12-25", OK, Past},
		{"L081", "tanggal 23 bulan 2 nanti", "2027-02-23", OK, Ahead},
		{"L082", "tanggal 10 bulan lalu", "2026-02-10", OK, Past},
		{"L083", "tanggal 24 kemarin", "2026-02-24", OK, Past},
		{"L084", "tanggal 2 kemrin", "2026-03-02", OK, Past},
		{"L085", "tgl 3 maret 2025", "2025-03-03", OK, Past},
		{"L086", "3/3/25", "2025-03-03", OK, Past},
		{"L087a", "03-03-2025", "2025-03-03", OK, Past},
		{"L087b", "3.3.2025", "2025-03-03", OK, Past},
		{"L087c", "030325", "2025-03-03", OK, Past},
		{"L087d", "3 mrt 25", "2025-03-03", OK, Past},
		{"L088", "kemarin lusa", "2026-03-01", OK, Past},
		{"L089", "hari senin kemarin", "2026-03-02", OK, Past},
		{"L090", "seminggu yg lalu", "2026-02-24", OK, Past},
		{"L091", "lupa, kira2 bulan februari", "2026-02-15", Guess, Past},
		{"L092a", "awal februari", "2026-02-05", Guess, Past},
		{"L092b", "pertengahan januari", "2026-01-15", Guess, Past},
		{"L092c", "akhir desember", "2025-12-25", Guess, Past},
		{"L096", "lahirnya 29 feb 2025", "", Refused, Past},
		{"L097", "31/4", "", Refused, Past},
		{"L098", "12/5/2026", "2026-05-12", Ask, Past},
		{"L099", "2/3", "2026-03-02", OK, Past},
		{"L100", "lahir thn 2023 bln 8 tgl 17", "2023-08-17", OK, Past},
		{"ISO", "2025-08-17", "2025-08-17", OK, Past},
		{"words", "17 Agustus 2025", "2025-08-17", OK, Past},
		{"typo", "17 agustsu 2025", "2025-08-17", OK, Past},
		{"today", "hari ini", "2026-03-03", OK, Past},
		{"yesterday", "kmrn", "2026-03-02", OK, Past},
		{"days ago", "3 hari yang lalu", "2026-02-28", OK, Past},
		{"ten digits", "17082025", "2025-08-17", OK, Past},
		{"day only", "tgl 1", "2026-03-01", OK, Past},
		{"future word", "20 november", "2026-11-20", OK, Ahead},
		{"nothing", "aku sayang kamu", "", None, Past},
		{"empty", "", "", None, Past},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ReadDate(tt.text, today, tt.side)
			if got.Verdict != tt.v || got.Date.String() != tt.want && tt.v != Refused {
				t.Errorf("%q = %s %v %s, want %s %v", tt.text, got.Date, got.Verdict, got.Why, tt.want, tt.v)
			}
		})
	}
}

func TestReadDating(t *testing.T) {
	tests := []struct {
		text, want, from string
		v                Verdict
	}{
		{"3 november 2025", "2025-11-03", "hpht", OK},
		{"HPHT 22 desember", "2025-12-22", "hpht", OK},
		{"20 minggu", "2025-10-14", "minggu", OK},
		{"hamil 37w", "2025-06-17", "minggu", OK},
		{"36weeks", "2025-06-24", "minggu", OK},
		{"usia kandungan 8mgg", "2026-01-06", "minggu", OK},
		{"uk saya 34 minggu", "2025-07-08", "minggu", OK},
		{"20 minggu 3 hari", "2025-10-11", "minggu", OK},
		{"lupa hpht, kata bidan hpl 20 november", "2026-02-13", "hpl", Ask},
		{"hpl 20 juni 2026", "2025-09-13", "hpl", OK},
		{"hamil udah masuk 6 bulan", "2025-09-17", "bulan", Guess},
		{"kandungan 5 , 5 bulan", "2025-09-17", "bulan", Guess},
		{"hamil 5 bulan", "2025-10-02", "bulan", Guess},
		{"20", "2025-10-14", "minggu", Ask},
		{"3 maret 2027", "", "hpht", Refused},
		{"1 maret 2026", "2026-03-01", "hpht", Ask},
		{"1 april 2025", "", "hpht", Refused},
		{"31/4", "", "hpht", Refused},
		{"gak inget bu", "", "hpht", None},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := ReadDating(tt.text, today)
			if got.Verdict != tt.v || got.From != tt.from || tt.want != "" && got.HPHT.String() != tt.want {
				t.Errorf("= %s %s %v %s, want %s %s %v", got.HPHT, got.From, got.Verdict, got.Why, tt.want, tt.from, tt.v)
			}
		})
	}
}

func TestReadBirth(t *testing.T) {
	tests := []struct {
		text, want string
		v          Verdict
	}{
		{"17/8/25", "2025-08-17", OK}, {"umur 2bln", "2026-01-03", Guess}, {"9 bulan", "2025-06-03", Guess},
		{"usia 2 minggu lebih 4 hari", "2026-02-13", OK}, {"35 hari", "2026-01-27", OK}, {"4taun", "2022-03-03", Guess},
		{"1 . 5thn", "2024-09-03", Guess}, {"umur 2 bulan setengah", "2025-12-19", Guess}, {"usia 1 setengah bulan", "2026-01-19", Guess},
		{"5 bulan 2 minggu", "2025-09-17", Guess}, {"jalan 7 bulan", "2025-09-03", Guess}, {"setahun lebih dikit", "2025-03-03", Guess},
		{"9,5 tahun", "", Refused}, {"1 januari 2020", "", Refused}, {"5 mei 2026", "2026-05-05", Ask}, {"kemarin", "2026-03-02", OK},
		{"21bulan", "2024-06-03", Guess}, {"mau 2 tahun", "2024-04-03", Guess},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := ReadBirth(tt.text, today)
			if got.Verdict != tt.v || tt.want != "" && got.Date.String() != tt.want {
				t.Errorf("= %s %v %s, want %s %v", got.Date, got.Verdict, got.Why, tt.want, tt.v)
			}
		})
	}
}

func TestReadWeights(t *testing.T) {
	tests := []struct {
		text string
		want int
		v    Verdict
	}{
		{"3,1 kg", 3100, OK}, {"bbnya 3.3 kg", 3300, OK}, {"2900", 2900, OK}, {"2900 gram", 2900, OK}, {"2900gr", 2900, OK},
		{"3 kilo 2 ons", 3200, OK}, {"3 kg 400", 3400, OK}, {"tiga koma dua", 3200, OK}, {"tiga setengah kilo", 3500, OK},
		{"bblr 2,3", 2300, OK}, {"3.100", 3100, OK}, {"1,2 kg", 1200, Ask}, {"5,5", 5500, Ask}, {"12", 0, Refused}, {"0,3", 0, Refused},
		{"turun 1kg", 0, None}, {"kira2 3 kg", 3000, Ask}, {"lupa", 0, None}, {"3", 3000, OK},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := ReadBirthWeight(tt.text)
			if got.Verdict != tt.v || tt.v != Refused && got.N != tt.want {
				t.Errorf("= %d %v, want %d %v", got.N, got.Verdict, tt.want, tt.v)
			}
		})
	}
	for text, want := range map[string]int{"49 cm": 490, "49 setengah cm": 495, "49½": 495, "4O,5": 405, "empat puluh": 0, "pj 49": 490} {
		if got := ReadBirthLength(text); got.N != want && want != 0 {
			t.Errorf("length %q = %d, want %d", text, got.N, want)
		}
	}
}

func TestReadYesNo(t *testing.T) {
	for v, list := range map[YesNo][]string{
		Yes: {"iya", "iy", "y", "yes", "ok", "oke", "okeh", "okee", "sip", "siap", "siap bu", "betul", "bener", "bnr", "udh", "sudah", "👍", "✅", "ya, simpan",
			"muhun", "enya", "heueuh", "yoi", "ho oh iya", "ya bu sudah benar", "ga salah bu", "iya bu?", "saya setuju ya", "oh iya", "bu ya"},
		No:      {"tidak", "gak", "ngga", "ga usah", "jangan", "bkn", "salah", "👎", "kaga", "henteu", "tidak setuju", "belum", "bukan itu bu"},
		Unsure:  {"kayaknya", "kyknya", "mungkin", "kurang tau", "gatau", "gtw", "lupa", "hmm", "?"},
		Neither: {"", "mawar", "saya mau tanya soal makanan bayi 6 bulan apa aja ya", "😂", "Syahrini", "nomer bidan brp ya", "tolong ganti jam ya", "boleh makan nanas?", "posyandu kapan ya", "kenapa ga boleh pijat"},
	} {
		for _, text := range list {
			if got := ReadYesNo(text); got != v {
				t.Errorf("ReadYesNo(%q) = %v, want %v", text, got, v)
			}
		}
	}
	if !IsNotYet("blm bu") || IsNotYet("tidak") {
		t.Error("belum is not told from tidak")
	}
}

func TestReadSex(t *testing.T) {
	for want, list := range map[string][]string{
		"L": {"l", "lk", "laki2", "laki-laki", "laki laki", "cowok", "cowo", "cwo", "♂", "jagoan", "lanang", "Laki - laki bu", "👦"},
		"P": {"P", "perempuan", "cewek", "cewe", "pr", "♀", "putri", "wadon", "Balita perempuan", "prempuan", "perempuann"},
		"":  {"Balita", "Palembang", "alhamdulillah", "", "belum tahu", "12"},
	} {
		for _, text := range list {
			if got := ReadSex(text); got.Value != want {
				t.Errorf("ReadSex(%q) = %q, want %q", text, got.Value, want)
			}
		}
	}
}

func TestReadName(t *testing.T) {
	for text, want := range map[string]string{
		"siti aminah": "Siti Aminah", "nama saya Siti": "Siti", "SITI AMINAH": "Siti Aminah", "Bu Rina": "Rina", "saya mawar lestari": "Mawar Lestari",
		"an. Aisyah": "Aisyah", "nur'aini": "Nur'aini", "M. Rizky": "M. Rizky", "AISYAH HANIN.K": "Aisyah Hanin.K", "siti bu": "Siti", "Nama: Dewi": "Dewi",
		"ibu siti": "Siti", "O'Neil": "O'Neil", "Ani-Yani": "Ani-Yani", "Ny. dewi lestari umur 26": "Dewi Lestari", "siti umr 30 th": "Siti", "rina usia dua puluh": "Rina", "mawar 27": "Mawar",
		"": "", "123": "", "apa itu stunting?": "", "😂😂": "", "menu": "", "a": "", "mau daftar dong": "", "saya hamil 5 bulan": "", "مرحبا": "مرحبا",
	} {
		if got := ReadName(text); got.Value != want {
			t.Errorf("ReadName(%q) = %q, want %q", text, got.Value, want)
		}
	}
	for text, want := range map[string]string{"belum ada": "tanpa-nama", "blm ada nama bu": "tanpa-nama", "By Ny Rina": "tanpa-nama", "kembar, Alif dan Alifa": "Alif & Alifa", "Kenzo": "Kenzo"} {
		if got := ReadChildName(text); got.Value != want {
			t.Errorf("ReadChildName(%q) = %q, want %q", text, got.Value, want)
		}
	}
}

func TestReadPhone(t *testing.T) {
	for text, want := range map[string]string{
		"0812-3456-7890": "6281234567890", "+62 812 3456 7890": "6281234567890", "6281234567890": "6281234567890", "81234567890": "6281234567890",
		"0812 3456 7890 (suami)": "6281234567890", "wa.me/6281234567890": "6281234567890", "no hp saya 081234567890 ya": "6281234567890",
	} {
		if got := ReadPhone(text); got.Value != want || got.Verdict != OK {
			t.Errorf("ReadPhone(%q) = %q %v, want %q", text, got.Value, got.Verdict, want)
		}
	}
	if got := ReadPhone("021 7654321"); got.Why != Landline {
		t.Errorf("a landline was read as %+v", got)
	}
	if got := ReadPhone("gak punya"); got.Verdict != None {
		t.Errorf("no number was read as %+v", got)
	}
}

func TestReadHour(t *testing.T) {
	for text, want := range map[string]string{
		"19.00": "19:00", "19:30": "19:30", "jam 7 malam": "19:00", "jam 8 mlm": "20:00", "habis isya": "19:30", "abis magrib": "18:30", "jam 5 pagi": "05:00",
		"setengah 8 malam": "19:30", "21": "21:00", "malam aja": "19:00", "sebelum tidur": "21:00", "pukul 20.15": "20:15", "jam 8 setengah malam": "20:30", "06.30": "06:30",
	} {
		if got := ReadHour(text); got.Value != want || got.Verdict != OK {
			t.Errorf("ReadHour(%q) = %q %v, want %q", text, got.Value, got.Verdict, want)
		}
	}
	if got := ReadHour("jam 8"); got.Verdict != Ask || got.Value != "20:00" {
		t.Errorf("jam 8 = %+v, want it asked back", got)
	}
	if got := ReadHour("jam 23.30"); got.Verdict != Refused {
		t.Errorf("23.30 = %+v, want refused", got)
	}
}

func TestReadControl(t *testing.T) {
	for text, want := range map[string]Control{
		"batal": Batal, "BATAL": Batal, "batalin aja": Batal, "Batalkan saja ya": Batal, "batal bu": Batal, "kembali": Kembali, "stop": Stop, "Stop.": Stop, "berhenti": Stop, "mulai lagi": MulaiLagi,
		"data saya": DataSaya, "dataku": DataSaya, "hapus data saya": HapusDataSaya, "hapus": Hapus, "menu": Menu, "/menu": Menu, "halo": Greeting, "p": Greeting,
		"assalamualaikum": Greeting, "Assalamualaikum wr.wb.": Greeting, "bantuan": Bantuan, "lanjut": Lanjut, "ubah": Ubah, "perbaiki": Ubah, "kembalii": Kembali,
		"/start": Greeting, "kader": Kader, "selamat pagi bu": Greeting,
		"step": NoControl, "stok habis": NoControl, "saya mau stop KB": NoControl, "hapus data anak": NoControl, "menunggu": NoControl, "": NoControl, "kembar": NoControl,
	} {
		if got := ReadControl(text); got != want {
			t.Errorf("ReadControl(%q) = %v, want %v", text, got, want)
		}
	}
	if !IsSalam("Assalamualaikum bu") || IsSalam("asi saya seret") {
		t.Error("salam is not told apart")
	}
}

func TestReadEvent(t *testing.T) {
	for want, list := range map[Event][]string{
		EventLoss:  {"keguguran", "bun saya keguguran kemarin", "saya abis dikuret tadi pagi", "janin saya tidak berkembang", "bayi saya lahir mati"},
		EventDeath: {"anak saya meninggal", "bayi saya sudah meninggal semalam", "meninggal"},
		EventBirth: {"udh lahiran", "udah brojol tgl 3", "alhamdulillah sudah melahirkan kemarin", "bayi sudah lahir", "bu saya udah lahiran semalem cewek"},
		EventMoved: {"saya pindah rumah ke bogor", "bu saya sudah pindah ke depok"},
	} {
		for _, text := range list {
			if got, ok := ReadEvent(text); !ok || got != want {
				t.Errorf("ReadEvent(%q) = %v %v, want %v", text, got, ok, want)
			}
		}
	}
	for _, text := range []string{"apakah naik motor bisa keguguran?", "takut keguguran", "habis keguguran kapan boleh hamil lagi", "saya tidak keguguran kok",
		"tetangga saya keguguran", "tanda keguguran apa saja", "dulu saya pernah keguguran", "suami saya meninggal tahun lalu", "kapan saya melahirkan", "belum lahiran bu",
		"mau lahiran di bidan", "anak saya lahir 3 kg", "persiapan melahirkan apa saja", "halo"} {
		if got, ok := ReadEvent(text); ok {
			t.Errorf("ReadEvent(%q) = %v, want nothing", text, got)
		}
	}
}

func TestReadTTD(t *testing.T) {
	for want, list := range map[TTD][]string{
		TTDTaken:  {"sudah minum", "udh bu", "✔️", "sudah", "iya udah", "sdh diminum", "habis makan tadi udah"},
		TTDNotYet: {"belum", "blm bu", "ga minum"}, TTDForgot: {"lupa", "kelupaan bu"}, TTDOut: {"abis", "habis bun", "obatnya habis"},
		TTDNausea: {"mual", "mual bu ga minum"}, TTDLater: {"nanti", "ntar ya bu"}, TTDForbidden: {"dilarang dokter"},
		NoTTD: {"", "kapan posyandu bulan ini dan dimana tempatnya ya bu kader"},
	} {
		for _, text := range list {
			if got := ReadTTD(text); got != want {
				t.Errorf("ReadTTD(%q) = %v, want %v", text, got, want)
			}
		}
	}
}

func TestFindPlace(t *testing.T) {
	city, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	var places []Place
	for _, k := range city.Kelurahan {
		places = append(places, Place{k.ID, k.Name, k.Aliases})
	}
	for text, want := range map[string]string{
		"rawa buntu": "Rawabuntu", "RAWABUNTU": "Rawabuntu", "pondok benda": "Pondok Benda", "pd. benda": "Pondok Benda", "kel. Jurang Mangu Timur": "Jurangmangu Timur",
		"Cirendeu": "Cireundeu", "sawah lama": "Sawah", "kranggan": "Keranggan", "pamulang barat": "Pamulang Barat", "saya di rempoa bu": "Rempoa", "Paku Alam": "Pakualam",
		"ciputat": "Ciputat", "serua indah": "Serua Indah", "serua": "Serua", "pondok jagung timur": "Pondok Jagung Timur", "parigi": "Parigi", "bambu apus": "Bambu Apus", "pisangn": "Pisangan",
	} {
		got := FindPlace(text, places)
		name := ""
		if len(got) == 1 {
			k, _ := city.FindKelurahan(got[0])
			name = k.Name
		}
		if name != want {
			t.Errorf("FindPlace(%q) = %q %v, want %q", text, name, got, want)
		}
	}
	if got := FindPlace("pamulang", places); len(got) < 2 {
		t.Errorf("pamulang = %v, want candidates", got)
	}
	if got := FindPlace("bandung", places); got != nil {
		t.Errorf("bandung = %v, want none", got)
	}
}

func TestPick(t *testing.T) {
	opts := []Option{{"ya", "Ya, simpan"}, {"ubah", "Ubah"}, {"tidak", "Tidak setuju"}}
	for text, want := range map[string]string{"1": "ya", "2.": "ubah", "yang kedua": "ubah", "ya simpan": "ya", "Ubah": "ubah", "tidak setuju": "tidak", "nomor 3": "tidak", "3": "tidak", "tidak setju": "tidak"} {
		if got, ok := Pick(text, opts); !ok || got != want {
			t.Errorf("Pick(%q) = %q %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "4", "12 tahun", "saya", "😂"} {
		if got, ok := Pick(text, opts); ok {
			t.Errorf("Pick(%q) = %q, want nothing", text, got)
		}
	}
}

func TestScanAndCorrection(t *testing.T) {
	f := Scan("Kenzo laki-laki lahir 17/8/25 bb lahir 3,1 kg pb 49", today)
	if f.Name != "Kenzo" || f.Sex != "L" || f.Birth.String() != "2025-08-17" || f.Weight != 3100 || f.Length != 490 {
		t.Errorf("scan = %+v", f)
	}
	fields := map[string]string{"nama": "nama", "tgl lahir": "lahir", "tanggal lahir": "lahir", "lahir": "lahir"}
	for text, want := range map[string][2]string{"ganti tgl lahir 3 maret": {"lahir", "3 maret"}, "ubah nama jadi Siti": {"nama", "Siti"}, "nama salah, harusnya siti": {"nama", "siti"}, "ganti nama": {"nama", ""}} {
		field, value, ok := ReadCorrection(text, fields)
		if !ok || field != want[0] || value != want[1] {
			t.Errorf("ReadCorrection(%q) = %q %q %v, want %v", text, field, value, ok, want)
		}
	}
	if _, _, ok := ReadCorrection("nama saya siti", fields); ok {
		t.Error("an answer was read as a correction")
	}
}

// Every parser must take any bytes. The fuzz targets share one body.
func everything(t *testing.T, s string) {
	n := Normalise(s)
	if again := Normalise(n); again != n {
		t.Fatalf("Normalise is not idempotent: %q became %q and then %q", s, n, again)
	}
	if r := ReadDate(s, today, Past); r.Verdict == OK && r.Date.After(today) {
		t.Fatalf("%q was read as a past day %s", s, r.Date)
	}
	if r := ReadBirth(s, today); (r.Verdict == OK || r.Verdict == Guess) && r.Date.After(today) {
		t.Fatalf("%q is a birth in the future", s)
	}
	if d := ReadDating(s, today); d.Verdict == OK && (today.Sub(d.HPHT) < 28 || today.Sub(d.HPHT) > 294) {
		t.Fatalf("%q was accepted as HPHT %s", s, d.HPHT)
	}
	if a := ReadBirthWeight(s); a.Verdict == OK && (a.N < 1500 || a.N > 5000) {
		t.Fatalf("%q was accepted as %d g", s, a.N)
	}
	if a := ReadBirthLength(s); a.Verdict == OK && (a.N < 420 || a.N > 560) {
		t.Fatalf("%q was accepted as %d mm", s, a.N)
	}
	if h := ReadHour(s); h.Verdict == OK && (h.Value < "04:00" || h.Value > "22:00") {
		t.Fatalf("%q was accepted as %s", s, h.Value)
	}
	if r := ReadDate(s, today, Ahead); r.Verdict == OK && r.Date.Before(today) {
		t.Fatalf("%q was read as a coming day %s", s, r.Date)
	}
	if r := ReadMotherAge(s, today); r.Verdict == OK || r.Verdict == Guess {
		if y := store.MonthsBetween(r.Date, today) / 12; y < 15 || y > 49 {
			t.Fatalf("%q was accepted as a mother of %d years", s, y)
		}
	}
	for _, r := range []Text{ReadName(s), ReadChildName(s)} {
		if len([]rune(r.Value)) > 130 || strings.ContainsAny(r.Value, "0123456789\n<>") || !utf8.ValidString(r.Value) {
			t.Fatalf("%q is the name %q", s, r.Value)
		}
	}
	if v := ReadSex(s).Value; v != "" && v != "L" && v != "P" {
		t.Fatalf("%q is the sex %q", s, v)
	}
	if p := ReadPhone(s); p.Verdict == OK && (!strings.HasPrefix(p.Value, "628") || len(p.Value) < 11 || len(p.Value) > 15) {
		t.Fatalf("%q is the phone %q", s, p.Value)
	}
	if n := ReadNIK(s, today); n.Verdict == OK && (len(n.Digits) != 16 || n.Birth.After(today)) {
		t.Fatalf("%q is the NIK %+v", s, n)
	}
	ReadKK(s)
	DontKnow(s)
	Words(s)
	SamePlace(s, "Setu")
	ReadYesNo(s)
	ReadControl(s)
	ReadEvent(s)
	ReadTTD(s)
	Scan(s, today)
	Pick(s, []Option{{"a", "Ya, simpan"}, {"b", "Ubah"}})
	FindPlace(s, []Place{{ID: "a", Name: "Pondok Benda"}})
	ReadCorrection(s, map[string]string{"nama": "nama"})
}

func FuzzParsers(f *testing.F) {
	for _, s := range []string{"", "3/3/25", "ganti nama Siti", "\xff\xfe", "½½", "7O,5", "مرحبا", "👍🏽", "1.2.3.4.5", "99999999999999999999 kg", "setengah 8", "hpl", "ﬁ 1 , 2 . 3"} {
		f.Add(s)
	}
	f.Fuzz(everything)
}

// TestOneSlip: the same as a distance of one.
func TestOneSlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.SampledFrom([]rune("abéè ")), 0, 6, -1)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := oneSlip(a, b), levenshtein.ComputeDistance(a, b) == 1; got != want {
			t.Fatalf("%q %q: %v, want %v", a, b, got, want)
		}
	})
}
