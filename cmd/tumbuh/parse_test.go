package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"tumbuh/store"
)

// TestParseCommand holds the shape that interfaces.md promises: one JSON line for
// each line in, sizes in kg and cm, what was not written left out.
func TestParseCommand(t *testing.T) {
	in := "Aisyah 8.4/70 lila 14\nAlif (kembar) 8.1 69, Alifa 7.8 68.5\n\nsama kyk bln lalu\r\nhalo <b>\nbu mau lapor anaknya bu siti RT 2, 9,2 / 74 tlntang lk 44\n\xff\xfe\n" + strings.Repeat("x", 200_000) + "\nlast 9 74"
	var out bytes.Buffer
	if err := parseLines(strings.NewReader(in), &out, store.Date{Year: 2026, Month: 3, Day: 3}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if want := strings.Count(in, "\n") + 1; len(lines) != want {
		t.Fatalf("%d lines out of %d", len(lines), want)
	}
	for i, want := range map[int]string{
		0: `{"line":"Aisyah 8.4/70 lila 14","kind":"ukur","records":[{"name":"Aisyah","weight_kg":8.4,"length_cm":70,"muac_cm":14}]}`,
		1: `{"line":"Alif (kembar) 8.1 69, Alifa 7.8 68.5","kind":"ukur","records":[{"name":"Alif","weight_kg":8.1,"length_cm":69,"note":"kembar"},{"name":"Alifa","weight_kg":7.8,"length_cm":68.5}]}`,
		2: `{"line":"","kind":"kosong","records":[]}`,
		3: `{"line":"sama kyk bln lalu","kind":"sama","records":[],"ask":"sama-seperti-lalu"}`,
		4: `{"line":"halo <b>","kind":"lain","records":[],"error":"bukan-ukuran"}`,
		5: `{"line":"bu mau lapor anaknya bu siti RT 2, 9,2 / 74 tlntang lk 44","kind":"ukur","records":[{"mother":"Siti","rt":"2","weight_kg":9.2,"length_cm":74,"head_cm":44,"position":"baring"}],"ask":"nama:nama-ibu"}`,
	} {
		if lines[i] != want {
			t.Errorf("line %d\n got %s\nwant %s", i, lines[i], want)
		}
	}
	for i, l := range lines {
		if !json.Valid([]byte(l)) {
			t.Errorf("line %d is no JSON: %.80s", i, l)
		}
	}
}
