package faq

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
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

// TestSealed holds the evaluation sets to the hashes taken before the rules were
// tuned on them.
func TestSealed(t *testing.T) {
	b, err := os.ReadFile("testdata/sealed.sha256")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		want, file, _ := strings.Cut(line, "  ")
		data, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != want {
			t.Errorf("%s was changed after it was sealed", file)
		}
	}
}

// tally counts how a detector does on a set.
type tally struct{ n, hit, right, asked int }

func (c tally) share(of int) float64 { return float64(of) / float64(max(c.n, 1)) }

func run(t *testing.T, d *Detector, file string, text, sign int, fields int) tally {
	var c tally
	for _, f := range readCases(t, file, fields) {
		got, ok := d.Detect(f[text], Profile{PostpartumDays: -1})
		c.n++
		if ok {
			c.hit++
		}
		if got.Ask {
			c.asked++
		}
		if sign >= 0 && got.Sign == f[sign] {
			c.right++
		} else if testing.Verbose() && (sign >= 0 || ok) {
			t.Logf("%s: found %q ask %v: %v", file, got.Sign, got.Ask, f)
		}
	}
	return c
}

// TestDangerEval measures recall and false alarms of a stranger's messages.
func TestDangerEval(t *testing.T) {
	d := newDetector(t)
	for _, file := range []string{"danger-eval.tsv", "danger-eval-2.tsv"} {
		c := run(t, d, file, 2, 0, 3)
		t.Logf("%s: %d, found %.3f, right sign %.3f, asked %.3f", file, c.n, c.share(c.hit), c.share(c.right), c.share(c.asked))
		if c.share(c.hit) < 0.99 || c.share(c.right) < 0.95 || c.share(c.asked) > 0.1 {
			t.Errorf("%s: below the aims 0.99 found, 0.95 right sign, at most 0.1 asked", file)
		}
	}
	for _, file := range []string{"near-eval.tsv", "near-eval-2.tsv"} {
		c := run(t, d, file, 1, -1, 2)
		t.Logf("%s: %d, cried %.3f", file, c.n, c.share(c.hit))
		if c.share(c.hit) > 0.05 {
			t.Errorf("%s: cried at %.3f, at most 0.05", file, c.share(c.hit))
		}
	}
	c := run(t, d, "ordinary-eval.txt", 0, -1, 1)
	t.Logf("ordinary: %d, cried %.3f", c.n, c.share(c.hit))
	if c.share(c.hit) > 0.01 {
		t.Errorf("ordinary: cried at %.3f, at most 0.01", c.share(c.hit))
	}
}
