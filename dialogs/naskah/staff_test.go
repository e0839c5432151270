package naskah

import "testing"

// TestWithoutBu: the address goes, a mother who is spoken of stays.
func TestWithoutBu(t *testing.T) {
	for in, want := range map[string]string{
		"Maaf Bu, saya belum tahu.":            "Maaf, saya belum tahu.",
		"Sama-sama, Bu 🌱 Tulis saja.":          "Sama-sama 🌱 Tulis saja.",
		"Yang mana, Bu?":                       "Yang mana?",
		"Bawa Buku KIA, ya Bu.\n\nDarurat 119": "Bawa Buku KIA, ya.\n\nDarurat 119",
		"Tulis, ya Bu":                         "Tulis, ya",
		"Kabar dari Bu Aminah dan Ibu Siti.":   "Kabar dari Bu Aminah dan Ibu Siti.",
		"Data Ibu, dan Bunda Ani":              "Data Ibu, dan Bunda Ani",
	} {
		if got := WithoutBu(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
