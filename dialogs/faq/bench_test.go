package faq

import (
	"strings"
	"testing"
)

// BenchmarkDetect must stay under 50 µs a message.
func BenchmarkDetect(b *testing.B) {
	d := newDetector(b)
	list := readCases(b, "danger-eval.tsv", 3)
	list = append(list, readCases(b, "danger-eval-2.tsv", 3)...)
	p := Profile{PostpartumDays: -1}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.Detect(list[i%len(list)][2], p)
	}
}

func BenchmarkNewDetector(b *testing.B) {
	for b.Loop() {
		if _, err := NewDetector(); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzDetect: no text makes it panic, hang, or answer with a sign that does not exist.
func FuzzDetect(f *testing.F) {
	for _, s := range []string{"", "kejang", "39 , 3", "160/110", strings.Repeat("kejang ga ", 1000), "\xff\xfe", "1/2/3/4", "ga ga ga", "sembuh sudah",
		strings.Repeat("9", 10000), strings.Repeat("a", 10000), "ke 4", "½ ° – ’", "belas puluh", "hamil 7", "sejam setahun"} {
		f.Add(s, 0)
	}
	d := newDetector(f)
	f.Fuzz(func(t *testing.T, s string, n int) {
		p := Profile{Pregnant: n%2 == 0, PregWeeks: n % 45, PostpartumDays: n%60 - 1, ChildAgesDays: []int{n % 2000}}
		got, ok := d.Detect(s, p)
		if ok && (d.level[got.Sign] == "" || got.Level == "" || got.For == "") {
			t.Errorf("%q gave %+v", s, got)
		}
	})
}

// BenchmarkFind must stay under 500 µs a question.
func BenchmarkFind(b *testing.B) {
	f := newFinder(b)
	list := readCases(b, "topics-eval.tsv", 3)
	p := Profile{PostpartumDays: -1}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		f.Find(list[i%len(list)][2], p)
	}
}

// BenchmarkTriage is what every message costs before it is answered.
func BenchmarkTriage(b *testing.B) {
	f := newFinder(b)
	list := append(readCases(b, "near-eval.tsv", 2), readCases(b, "near-eval-2.tsv", 2)...)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		f.Triage(list[i%len(list)][1], stranger)
	}
}

// BenchmarkNewFinder is what a start waits for.
func BenchmarkNewFinder(b *testing.B) {
	for b.Loop() {
		newFinder(b)
	}
}
