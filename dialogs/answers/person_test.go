package answers

import (
	"testing"

	"tumbuh/store"
)

// Names, as mothers really answer "siapa nama Ibu?".
func TestNamesAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"siti aminah 🙏": "Siti Aminah", "gw Intan lg": "Intan", "saya dewi sedang": "Dewi", "nama gw Melati Putri": "Melati Putri", "nama gue rina susanti": "Rina Susanti", "nm ane wati": "Wati", "ngaran abdi Euis": "Euis", "jenengku Sri": "Sri", "nama saya Siti, umur 25 th": "Siti", "Siti (28 th)": "Siti", "sy rina bun": "Rina", "panggil aja Rina": "Rina", "namaku rina": "Rina",
		"nama ku siti nurhaliza": "Siti Nurhaliza", "✨rina✨": "Rina", "Siti28": "Siti", "Dewi, hamil 20 minggu": "Dewi", "gue rina": "Rina", "Mbak Rina": "Rina", "Ade Irma": "Ade Irma",
		"Dede Yusuf": "Dede Yusuf", "Mei Lin": "Mei Lin", "Agus Salim": "Agus Salim", "Tri Wahyuni": "Tri Wahyuni", "siti aminah, S.Pd": "Siti Aminah, S.Pd", "nama saya Wati ya bu": "Wati",
		"wkwk": "", "haha": "", "hmm": "", "ga tau": "", "selamat pagi": "", "lewat": "", "bayi saya panas": "", "rahasia": "", "ini siapa": "", "kok tanya nama": "", "malas ah": "", "🙏": "", "abizar 14,8/100\nziva 16,2/106": "", "nifas siti aminah bb 55": "",
	} {
		if got := ReadName(text); got.Value != want {
			t.Errorf("ReadName(%q) is %q, want %q", text, got.Value, want)
		}
	}
	for text, want := range map[string]string{
		"bayinya belum ada nama": "tanpa-nama", "blm kepikiran": "tanpa-nama", "belum dikasi nama": "tanpa-nama", "anak saya namanya Kenzo": "Kenzo", "Kenzo, cowok, 17/8/25": "Kenzo",
		"dede Kenzo 👶": "Kenzo", "kembar: alif, alifa": "Alif & Alifa", "anaknya 2, Rafa sama Zahra": "Rafa & Zahra", "Aisyah (perempuan)": "Aisyah",
	} {
		if got := ReadChildName(text); got.Value != want {
			t.Errorf("ReadChildName(%q) is %q, want %q", text, got.Value, want)
		}
	}
}

func TestPhonesAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"O8l234567890": "6281234567890", "0062 812 3456 7890": "6281234567890", "📱0812-3456-7890": "6281234567890", "0812 3456 7890 / 0813 1111 2222": "6281234567890",
		"(0812) 34567890": "6281234567890", "08 12 34 56 78 90": "6281234567890", "https://wa.me/6281234567890": "6281234567890", "0812.3456.7890 (suami)": "6281234567890",
	} {
		if got := ReadPhone(text); got.Value != want || got.Verdict != OK {
			t.Errorf("ReadPhone(%q) is %+v", text, got)
		}
	}
	for text, why := range map[string]string{"0217654321": Landline, "+60 12 345 6789": Foreign, "0812345678901234": NotANumber, "3674012345678901": NotANumber, "08123": "", "besok aja": ""} {
		if got := ReadPhone(text); got.Verdict == OK || got.Why != why {
			t.Errorf("ReadPhone(%q) is %+v, want %q", text, got, why)
		}
	}
}

// The numbers of §5.3: never refused by region, asked when they are no person's.
func TestReadNIK(t *testing.T) {
	for text, want := range map[string]NIK{
		"3674014303250001":          {"3674014303250001", store.Date{Year: 2025, Month: 3, Day: 3}, "P", OK, ""},
		"NIK: 3603 0103 0325 0001":  {"3603010303250001", store.Date{Year: 2025, Month: 3, Day: 3}, "L", OK, ""},
		"'3674.0131.1249.0001":      {"3674013112490001", store.Date{Year: 1949, Month: 12, Day: 31}, "L", OK, ""},
		"3674019903250001":          {"3674019903250001", store.Date{}, "", Ask, FamilyCard},
		"no kk 3674010303250001":    {"", store.Date{}, "", Refused, FamilyCard},
		"3,67401E+15":               {"", store.Date{}, "", Refused, Scientific},
		"367401030325000":           {"", store.Date{}, "", Refused, DigitCount},
		"3674010303250000":          {"", store.Date{}, "", Refused, NotANumber},
		"1111111111111111":          {"", store.Date{}, "", Refused, NotANumber},
		"belum ada, masih diurus":   {},
		"3674010303250001 punya L ": {"3674010303250001", store.Date{Year: 2025, Month: 3, Day: 3}, "L", OK, ""},
	} {
		if got := ReadNIK(text, today); got != want {
			t.Errorf("ReadNIK(%q) is %+v, want %+v", text, got, want)
		}
	}
	for text, why := range map[string]string{"3674 0103 0325 0001": "", "36740103": DigitCount, "3.67E+15": Scientific, "0000000000000000": NotANumber} {
		if got := ReadKK(text); got.Why != why || why == "" && got.Verdict != OK {
			t.Errorf("ReadKK(%q) is %+v, want %q", text, got, why)
		}
	}
}
