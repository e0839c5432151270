package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tumbuh/store"
)

// TestMistyped: what was typed wrong is named, with the help of the very command, exit 2.
func TestMistyped(t *testing.T) {
	h := newHouse(t)
	for _, row := range []struct{ args, says string }{
		{"invite --role raja", `one of "kader","bidan","tpg","rs","admin" but got "raja"`},
		{"invite --role raja", "'tumbuh invite --help'"},
		{"settings set anc 8", "'tumbuh settings set --help'"},
		{"ngawur", "'tumbuh --help'"},
		{"restore " + filepath.Join(h.dir, "nothing"), "no such file"},
		{"handover --posyandu py-01-1001 --kader Nobody", "there are: none"},
	} {
		if code, out, errs := h.run(strings.Fields(row.args)...); code != 2 || out != "" || !strings.Contains(errs, row.says) {
			t.Errorf("%s: exit %d, %q, %q; want %q", row.args, code, out, errs, row.says)
		}
	}
	for name, args := range map[string][]string{"broadcast": {"broadcast", "--help"}, "make": {"broadcast", "make", "--help"}} {
		if _, out, _ := h.run(args...); !strings.Contains(out, "--audience EXPR") && !strings.Contains(out, "--audience=EXPR") || !strings.Contains(out, "hamil=28..40 (weeks)") {
			t.Errorf("%s --help does not say what an audience is:\n%s", name, out)
		}
	}
}

// TestWrongAudience: every fault of an expression is said in words, with its place and an
// example that is an expression itself.
func TestWrongAudience(t *testing.T) {
	h := newHouse(t)
	words := filepath.Join(h.dir, "words.txt")
	if err := os.WriteFile(words, []byte("Halo {nama}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := h.run("broadcast", "--audience", "hamil & kelurahan=Pamulang", "--text", words); code != 2 || !strings.Contains(errs, "character 9") || !strings.Contains(errs, "did you mean 'kecamatan=Pamulang'?") {
		t.Errorf("exit %d, %q", code, errs)
	}
	c, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	for _, expr := range []string{"", "hamil &", "umur=3", "kelurahan=Bogor", "kelurahan=", "hamil=a..b", "anak=", "kanal=fax", "peran=raja", "(hamil", "hamil)", `posyandu="a`, "peran=kader hamil=3", strings.Repeat("!", 60) + "hamil", strings.Repeat("é", 2000), "\xff"} {
		_, wrong := store.ParseAudience(expr, c)
		said := wrongAudience(expr, wrong).Error()
		_, example, _ := strings.Cut(said, "like '")
		example, _, _ = strings.Cut(example, "'")
		if _, err := store.ParseAudience(example, c); err != nil || !strings.Contains(said, "character ") || strings.Contains(said, "audience:") {
			t.Errorf("%.40q: %s (its example: %v)", expr, said, err)
		}
	}
}
