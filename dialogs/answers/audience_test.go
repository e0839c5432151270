package answers

import (
	"slices"
	"strings"
	"testing"

	"tumbuh/store"
)

func audienceCity(t *testing.T) *store.City {
	t.Helper()
	c, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	return c.With(store.Register{Posyandu: c.ExamplePosyandu()}, 1)
}

// TestReadAudience: whom plain sentences mean; what they do not say is never added, what is
// not understood is left over.
func TestReadAudience(t *testing.T) {
	c := audienceCity(t)
	for _, row := range []struct {
		text, expr string
		doubt      bool
		rest       string
	}{
		{"semua ibu hamil di pamulang", "hamil & kecamatan=Pamulang", false, ""},
		{"buat ibu2 hamil 28-40 minggu di kec. pamulang", "hamil=28..40 & kecamatan=Pamulang", false, ""},
		{"bumil trimester 3", "hamil=29..", false, ""},
		{"ibu hamil usia kehamilan 28 sampai 40 minggu", "hamil=28..40", false, ""},
		{"ibu hamil di atas 30 minggu", "hamil=31..", false, ""},
		{"ke semua kader", "peran=kader", false, ""},
		{"kader-kader se-kecamatan ciputat", "peran=kader & kecamatan=Ciputat", false, ""},
		{"kader ciputat", "peran=kader & kecamatan=Ciputat", true, ""}, // a kelurahan is called so too
		{"kader kelurahan ciputat ya min", "peran=kader & kelurahan=Ciputat", false, ""},
		{"kader pamulang dan serpong utara", "peran=kader & (kecamatan=Pamulang | kecamatan=Serpong Utara)", false, ""},
		{"ibu hamil dan kader di pamulang", "(hamil | peran=kader) & kecamatan=Pamulang", false, ""},
		{"kader pamulang dan ibu hamil setu", "peran=kader & kecamatan=Pamulang | hamil & kecamatan=Setu", true, ""},
		{"ibu hamil yang punya balita", "hamil & anak=..59", false, ""},
		{"ibu yang punya bayi", "anak=..11", false, ""},
		{"ibu dengan anak umur 6-11 bulan di pd benda", "anak=6..11 & kelurahan=Pondok Benda", false, ""},
		{"orang tua anak usia 6 s/d 11 bln", "anak=6..11", false, ""},
		{"anak di bawah 6 bulan", "anak=..5", false, ""},
		{"balita umur 2 tahun", "anak=24..35", false, ""},
		{"anak 6-11", "anak=6..11", true, ""},
		{"semua ibu", "semua", false, ""},
		{"ibu yang tidak hamil di pamulang", "kecamatan=Pamulang & !hamil", false, ""},
		{"bisa ke kader pamulang aja ga", "peran=kader & kecamatan=Pamulang", false, ""},
		{"semuanya", "semua", false, ""},
		{"warga pamulang barat", "kelurahan=Pamulang Barat", false, ""},
		{"semua ibu kecuali pamulang", "!kecamatan=Pamulang", false, ""},
		{"semua ibu hamil selain di setu dan serpong", "hamil & !kecamatan=Setu & !kecamatan=Serpong", true, ""},
		{"ibu hamil yang pakai wa", "hamil & kanal=whatsapp", false, ""},
		{"bidan puskesmas pamulang", "peran=bidan & puskesmas=Pamulang", false, ""},
		{"ibu di posyandu py-01-1001", "posyandu=py-01-1001", false, ""},
		{"semua kader se tangsel", "peran=kader", false, ""},
		{"ibu menyusui", "anak=..23", false, ""},
		{"semua busui di pamulang", "anak=..23 & kecamatan=Pamulang", false, ""},
		{"ibu yang masih menyusui eksklusif", "anak=..5", false, ""},
		{"ibu menyusui bayi", "anak=..11", false, ""},
		{"ibu menyusui dengan anak umur 6-11 bulan", "anak=6..11", false, ""},
		{"ibu menyusui anak di bawah 6 bulan", "anak=..5", false, ""},
		{"ibu hamil dan menyusui", "hamil | anak=..23", false, ""},
		{"ibu hamil yang masih menyusui", "hamil & anak=..23", false, ""},
		{"ibu dengan bayi yang menyusui", "anak=..11 & anak=..23", false, ""},
		{"semua ibu kecuali yang menyusui", "!anak=..23", false, ""},
		{"ibu yang tidak menyusui", "semua", false, "tidak menyusui"},
		{"ibu yang berhenti menyusui", "semua", false, "berhenti menyusui"},
		{"kader yang belum lapor", "peran=kader", false, "belum lapor"},
		{"ibu hamil 7 bulan", "hamil", false, "7 bulan"},
		{"ibu hamil di bogor", "hamil", false, "bogor"},
		{"semua ibu yang belum imunisasi", "semua", false, "belum imunisasi"},
		{"ibu ibu hamil se pamulang barat ada senam hamil", "hamil & kelurahan=Pamulang Barat", false, "senam hamil"},
		{"selamat pagi", "", false, "selamat pagi"},
		{"", "", false, ""},
	} {
		got := ReadAudience(row.text, c)
		if got.Expr != row.expr || got.Doubt != row.doubt || !slices.Equal(got.Rest, strings.Fields(row.rest)) {
			t.Errorf("%q: %+v, want %q, doubt %v, rest %q", row.text, got, row.expr, row.doubt, row.rest)
		}
	}
}

// TestNursingIsSaid: where mothers who breastfeed are named, it is told apart: the record
// does not hold it.
func TestNursingIsSaid(t *testing.T) {
	c := audienceCity(t)
	for text, want := range map[string]bool{"ibu menyusui": true, "busui 0-6 bulan": true, "ibu hamil dan menyusui": true, "ibu dengan anak 6-11 bulan": false, "ibu yang tidak menyusui": false} {
		if got := ReadAudience(text, c); got.Nursing != want {
			t.Errorf("%q: %+v, want nursing %v", text, got, want)
		}
	}
}

// TestRestThatNarrows: a place among what was not understood is told, so that nobody outside
// it is offered.
func TestRestThatNarrows(t *testing.T) {
	c := audienceCity(t)
	for text, want := range map[string]bool{"ibu hamil tua di ciputat": true, "kader senior kelurahan serua": true, "kader yang belum lapor": false, "kader pamulang yang belum lapor": false, "ibu hamil di pamulang": false} {
		if got := ReadAudience(text, c); got.Place != want {
			t.Errorf("%q: %+v, want Place %v", text, got, want)
		}
	}
}

// TestAudienceKnowsEveryPlace: each place of the city, by its kind and name, among other words.
func TestAudienceKnowsEveryPlace(t *testing.T) {
	c := audienceCity(t)
	for kind, list := range map[string][]store.Place{"kelurahan": c.Kelurahan, "kecamatan": c.Kecamatan, "puskesmas": c.Puskesmas} {
		for _, p := range list {
			if got := ReadAudience("semua kader "+kind+" "+strings.ToUpper(p.Name)+" ya", c); got.Expr != "peran=kader & "+kind+"="+p.Name || got.Doubt || len(got.Rest) > 0 {
				t.Errorf("%s %s: %+v", kind, p.Name, got)
			}
		}
	}
}

// TestOnlyPlaceLeavesNoneOut: the quick look at the first letters parts no name from what
// people call it.
func TestOnlyPlaceLeavesNoneOut(t *testing.T) {
	c := audienceCity(t)
	var names []string
	for _, list := range [][]store.Place{c.Kelurahan, c.Kecamatan, c.Puskesmas} {
		for _, p := range list {
			names = append(append(names, p.Name), p.Aliases...)
		}
	}
	texts := append(slices.Clone(names), "kel. pd benda ya bu", "di pdk aren", "jurmang tim", "rmj", "ciput tmr", "srpong", "kota tangerang selatan", "bu", "", "posyandu 2", "Ä")
	hits := 0
	for _, text := range texts {
		for _, name := range names {
			want := placeKey(placeLead.ReplaceAllString(Normalise(text)+" ", "")) == placeKey(Normalise(name)) && placeKey(Normalise(name)) != ""
			if got := SamePlace(text, name); got != want {
				t.Errorf("%q, %q: %v, want %v", text, name, got, want)
			}
			if want {
				hits++
			}
		}
	}
	if hits < len(names) {
		t.Errorf("%d hits for %d names", hits, len(names))
	}
}

// FuzzReadAudience: whatever is written, an expression that comes out can be read.
func FuzzReadAudience(f *testing.F) {
	c, err := store.LoadCity("36.74")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"ibu hamil 28-40 minggu di pamulang dan kader ciputat kecuali setu lewat wa", "anak < < 3 - - 4", "kel . kec . \" & |"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a := ReadAudience(s, c); a.Expr != "" {
			if _, err := store.ParseAudience(a.Expr, c); err != nil {
				t.Fatalf("%q: %q: %v", s, a.Expr, err)
			}
		}
	})
}
