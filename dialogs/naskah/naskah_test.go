package naskah

import (
	"strings"
	"testing"
	"testing/fstest"
)

const sample = "# Judul\n\n## a.b\nHalo {nama}.\n- butir\n\n- [ya] Ya, {nama}\n- [tidak] Tidak\n\n> sumber: KIA24 §1\n> ditinjau: belum\n\n## mpasi\nUmum.\n\n## mpasi @6-8bln\nLumat.\n\n## janin @28-40mgg\nGerak.\n"

func load(t *testing.T, files map[string]string) (*Texts, error) {
	t.Helper()
	m := fstest.MapFS{}
	for name, s := range files {
		m[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return LoadFS(m)
}

func TestParse(t *testing.T) {
	texts, err := load(t, map[string]string{"x.md": sample})
	if err != nil {
		t.Fatal(err)
	}
	e, ok := texts.Get("a.b")
	if !ok || e.Body != "Halo {nama}.\n• butir" || e.Source != "KIA24 §1" || e.Reviewed != "" || e.Line != 3 {
		t.Fatalf("entry = %+v", e)
	}
	said := texts.Say("a.b", "nama", "{x} - [ya] Siti")
	if said.Text != "Halo {x} - [ya] Siti.\n• butir" {
		t.Errorf("a value was read for placeholders or choices: %q", said.Text)
	}
	if len(said.Choices) != 2 || said.Choices[0] != (Choice{"ya", "Ya, {x} - [ya] Siti"}) {
		t.Errorf("choices = %v", said.Choices)
	}
	if e, _ := texts.Variant("mpasi", 7, -1); e.Body != "Lumat." {
		t.Errorf("7 months: %q", e.Body)
	}
	if e, _ := texts.Variant("mpasi", 12, -1); e.Body != "Umum." {
		t.Errorf("12 months: %q", e.Body)
	}
	if !strings.Contains(texts.Say("tidak.ada").Text, "tidak.ada") || !strings.Contains(texts.Say("a.b").Text, "{nama}") {
		t.Error("a missing key or value must be visible")
	}
}

func TestFaultsAreAllReported(t *testing.T) {
	_, err := load(t, map[string]string{"x.md": "## A B\nx\n\n## kosong\n\n## dua\nx\n\n## dua\ny\n"})
	if err == nil {
		t.Fatal("faulty texts were loaded")
	}
	for _, want := range []string{"A B", "kosong", "dua"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("fault of %s is not reported: %v", want, err)
		}
	}
}

func TestEmbeddedTextsLoad(t *testing.T) {
	if _, err := Load(); err != nil {
		t.Fatal(err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(sample)
	f.Add("## a\n> x\n- [")
	f.Add("a\n---\n## b @6-8bln\n{x}{")
	f.Fuzz(func(t *testing.T, s string) {
		texts, err := LoadFS(fstest.MapFS{"faq/f.md": {Data: []byte(s)}})
		if err != nil {
			return
		}
		Lint(texts, nil)
		list, err := Signed(ReviewSheet(texts))
		if err != nil || len(list) != 0 {
			t.Fatalf("an empty sheet is read back as %v, %v", list, err)
		}
		for _, e := range texts.All() {
			e.Say("nama", "{nama}")
		}
		Stamp(s, nil)
	})
}
