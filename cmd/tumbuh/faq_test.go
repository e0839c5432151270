package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"tumbuh/dialogs/faq"
)

// TestFaqLines: every line is answered by one JSON line with the fields the outside
// relies on; danger goes before a control word, a control word before a topic.
func TestFaqLines(t *testing.T) {
	d, err := faq.NewDetector()
	if err != nil {
		t.Fatal(err)
	}
	f, err := faq.NewFinder(d)
	if err != nil {
		t.Fatal(err)
	}
	want := []faqLine{
		{Q: "bayi 6 bulan makan apa bun", Kind: "answer", Topic: "mpasi-6-8-bulan"},
		{Q: "  anak saya lagi kejang <tolong> & cepat", Kind: "danger", Sign: "kejang-anak", Level: "M"},
		{Q: "Stop", Kind: "command", Topic: "stop"},
		{Q: "dataku", Kind: "command", Topic: "data saya"},
		{Q: "harga motor bekas berapa", Kind: "unknown"},
		{Q: "boleh ga ya", Kind: "unknown"},
	}
	var in strings.Builder
	for _, w := range want {
		in.WriteString(w.Q + "\r\n\n")
	}
	var out bytes.Buffer
	if err := findAll(strings.NewReader(in.String()), &out, f); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d lines for %d questions", len(lines), len(want))
	}
	for i, w := range want {
		var got faqLine
		if err := json.Unmarshal([]byte(lines[i]), &got); err != nil {
			t.Fatal(err)
		}
		if n := len(got.Candidates); n != 3 && w.Kind != "command" || n != 0 && w.Kind == "command" {
			t.Errorf("%q has %d candidates", w.Q, n)
		}
		got.Candidates = nil
		if got.Q != w.Q || got.Kind != w.Kind || got.Topic != w.Topic || got.Sign != w.Sign || got.Level != w.Level || got.Ask != w.Ask {
			t.Errorf("got %+v, want %+v", got, w)
		}
		if !strings.Contains(lines[i], `"ask":`) {
			t.Errorf("%s does not say whether it asks", lines[i])
		}
	}
}
