package naskah

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func must(t *testing.T, files map[string]string) *Texts {
	t.Helper()
	texts, err := load(t, files)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func said(faults []Fault) string {
	var b strings.Builder
	for _, f := range faults {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

func TestLintNamesEachFault(t *testing.T) {
	texts := must(t, map[string]string{
		"faq/a.md": "## faq.a\nMinum air putih delapan gelas sehari. Tanya bidan ya Bu.\n\n> sumber: KIA24 §1; XYZ §2\n> ditinjau: 2026-01-01 lembar ab #000000000000\n> terkait: tak-ada, a\n\n" +
			"## faq.b\nminum air putih delapan gelas sehari!\nTutup.\n\n## faq.c\n{nama\n> sumber: tanpa fakta\n> ditinjau: belum\n",
		"pengingat/p.md": "## pengingat.a\nSudah diminum, Bu?\n## pengingat.a.diam\nAda kegiatan besok.\n## pengingat.b\nMinum tablet.\n",
		"umum.md":        "## u.panjang\n" + strings.Repeat("kata ", 200) + "\n## u.yatim\nx **tebal**\n## u.isi\n{nama} {umur}\n## v @1-3bln\nx\n## v @3-4bln\ny\n",
	})
	used := []Use{{Key: "u.hilang"}, {Key: "u.isi", Vars: []string{"nama"}, VarsKnown: true}, {Key: "faq.*", Pattern: true}, {Key: "u.panjang", Maybe: true}}
	got := said(Lint(texts, used))
	for _, want := range []string{
		"faq.a: source code XYZ", "faq.a: the signature is not", "faq.a: related topic tak-ada", "faq.a: related topic a does",
		"faq.b: says the same as faq.a", "faq.b: health advice without > sumber", "faq.b: health advice without > ditinjau", "faq.c: a brace",
		"u.panjang: 999 characters", "u.yatim: is written but never said", "u.yatim: Markdown", "u.hilang: is said but not written",
		"pengingat.b: health advice without > sumber", "u.isi: says nothing for {umur}", "v: variants @1-3bln and @3-4bln overlap",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not reported: %s\n%s", want, got)
		}
	}
	if strings.Contains(got, "pengingat.a: health") || strings.Contains(got, "pengingat.a.diam: health") {
		t.Errorf("a bare question or a discreet text is no advice:\n%s", got)
	}
}

func TestLoadFaults(t *testing.T) {
	for name, s := range map[string]string{
		"note":            "## a\nx\n> sumbr: KIA24\n",
		"variant":         "## a @6bln\nx\n",
		"level 3":         "## a\nx\n### b\ny\n",
		"day like":        "## a\nx\n> berlaku sampai: besok\n",
		"choice ya stand": "## a\nx\n- [ya] Ya\n- [ya] Iya\n",
	} {
		if _, err := load(t, map[string]string{"x.md": s}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestUses(t *testing.T) {
	src := `package x
//naskah: prefix edukasi.
func f() {
	c.Say("a.b", "nama", n, "umur", 3)
	c.Say("a." + k, "nama", n)
	c.Say(key, "lain", n)
	c.SayTo(p, lane, "tentang", "s.t", "hp", h)
	c.Say("e.f", vars...)
	x := Step{ID: "langkah", Ask: "t.ask", Text: "bukan kunci"}
	y := k + ".judul" + z + "."
	d := Dialog{ID: "dialog", Steps: []Step{part("bagian")}}
}`
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.go"), []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := Uses(dir)
	if err != nil {
		t.Fatal(err)
	}
	find := func(key string, maybe bool) *Use {
		for i := range list {
			if list[i].Key == key && list[i].Maybe == maybe {
				return &list[i]
			}
		}
		return nil
	}
	for _, key := range []string{"a.b", "edukasi.*", "a.*", "s.t", "e.f", "t.ask", "*.judul"} {
		if find(key, false) == nil {
			t.Errorf("use of %s not found", key)
		}
	}
	if u := find("a.b", false); u == nil || strings.Join(u.Vars, " ") != "nama umur" || !u.VarsKnown || u.Line != 4 {
		t.Errorf("a.b = %+v", u)
	}
	if u := find("e.f", false); u == nil || u.VarsKnown {
		t.Errorf("vars handed on with ... are not known: %+v", u)
	}
	if find("nama", false) != nil || find("lain", false) != nil {
		t.Error("a placeholder's name was taken for a key")
	}
	if find("dialog.langkah.contoh", true) == nil || find("dialog.bagian", true) == nil {
		t.Error("the texts of steps are not found")
	}
}

func TestReviewRoundTrip(t *testing.T) {
	src := "## faq.a\nMakan \"telur\"\ntiap hari.\n\n- [ya] Ya\n\n> sumber: KIA24 §1\n> ditinjau: belum\n\n## faq.b\nDua.\n> sumber: UNV\n> ditinjau: belum\n"
	texts := must(t, map[string]string{"faq/a.md": src, "umum.md": "## sapa\nHalo\n"})
	sheet := string(ReviewSheet(texts))
	if strings.Contains(sheet, "sapa") || !strings.Contains(sheet, "faq.b") {
		t.Fatalf("sheet:\n%s", sheet)
	}
	filled := strings.Replace(sheet, "[ya]", "", 1)
	filled = strings.Replace(filled, "Ya\"\t\t\t", "Ya\"\tsetuju\t2026-03-01\tBidan Yuni", 1)
	list, err := Signed([]byte(filled))
	if err != nil || len(list) != 1 || list[0].Key != "faq.a" {
		t.Fatalf("signed = %v, %v\n%s", list, err, filled)
	}
	after, stale := texts.WithSigned(append(list, Signature{Key: "hilang"}))
	if e, _ := after.Get("faq.a"); !strings.HasPrefix(e.Reviewed, "2026-03-01 lembar ") || !e.Usable("2026-03-02", false) {
		t.Errorf("faq.a = %+v", e)
	}
	if e, _ := texts.Get("faq.a"); e.Reviewed != "" || e.Usable("2026-03-02", false) {
		t.Error("the first texts changed")
	}
	if len(stale) != 1 || stale[0].Key != "hilang" {
		t.Errorf("stale = %v", stale)
	}
	stamped := Stamp(src, list)
	if e, _ := must(t, map[string]string{"faq/a.md": stamped}).Get("faq.a"); e.Reviewed == "" {
		t.Errorf("stamped text is unreviewed:\n%s", stamped)
	}
	changed := strings.Replace(stamped, "tiap hari", "tiap minggu", 1)
	if e, _ := must(t, map[string]string{"faq/a.md": changed}).Get("faq.a"); e.Reviewed != "" {
		t.Error("a changed text kept its review")
	}
	if strings.Count(stamped, "belum") != 1 {
		t.Errorf("another entry was stamped:\n%s", stamped)
	}
	expired := must(t, map[string]string{"faq/a.md": strings.Replace(stamped, "> sumber: KIA24 §1", "> sumber: KIA24 §1\n> berlaku sampai: 2026-12-31", 1)})
	if e, _ := expired.Get("faq.a"); e.Usable("2027-01-01", true) || !e.Usable("2026-12-31", false) {
		t.Error("an expired review is sent, or one of its last day is not")
	}
}

func TestSignedRefuses(t *testing.T) {
	head := strings.Join(sheetHead, "\t") + "\n"
	for _, s := range []string{"", "a\tb\n", head + "k\t\tabc\t\tx\tsetuju\t\t\n", head + "k\t\tabc\t\tx\tsetuju\t1 Maret\tYuni\n"} {
		if list, err := Signed([]byte(s)); err == nil {
			t.Errorf("%q was taken: %v", s, list)
		}
	}
	if list, err := Signed([]byte(head + "k\t\tabc\t\tx\tubah\t\t\n")); err != nil || len(list) != 0 {
		t.Errorf("a text not agreed to: %v, %v", list, err)
	}
}

// The texts by themselves have no fault.
func TestTextsAreClean(t *testing.T) {
	texts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if faults := Lint(texts, nil); len(faults) > 0 {
		t.Errorf("%d faults:\n%s", len(faults), said(faults))
	}
}
