package faq

import (
	"os"
	"strings"
	"testing"
)

type dangerCase struct{ sign, style, text string }

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

func TestDangerEval(t *testing.T) {
	d := newDetector(t)
	stranger := Profile{PostpartumDays: -1}
	var hit, right, asked, near, nearAsk, ord int
	cases := readCases(t, "danger-eval.tsv", 3)
	for _, c := range cases {
		got, ok := d.Detect(c[2], stranger)
		if !ok {
			t.Logf("MISS %s %s: %s", c[0], c[1], c[2])
			continue
		}
		hit++
		if got.Ask {
			asked++
			t.Logf("ASK %s->%s: %s", c[0], got.Sign, c[2])
		}
		if got.Sign == c[0] {
			right++
		} else {
			t.Logf("OTHER %s->%s: %s", c[0], got.Sign, c[2])
		}
	}
	nears := readCases(t, "near-eval.tsv", 2)
	for _, c := range nears {
		if got, ok := d.Detect(c[1], stranger); ok {
			if got.Ask {
				nearAsk++
			}
			near++
			t.Logf("FALSE %v %s->%s: %s", got.Ask, c[0], got.Sign, c[1])
		}
	}
	ords := readCases(t, "ordinary-eval.txt", 1)
	for _, c := range ords {
		if got, ok := d.Detect(c[0], stranger); ok {
			ord++
			t.Logf("FALSE ordinary->%s: %s", got.Sign, c[0])
		}
	}
	t.Logf("recall %d/%d sign right %d asked %d; near false %d/%d (asked %d); ordinary false %d/%d",
		hit, len(cases), right, asked, near, len(nears), nearAsk, ord, len(ords))
}
