package main

import (
	"os"
	"regexp"
	"testing"

	"github.com/alecthomas/kong"
)

// TestCommandsOfReadme: what the README's table of commands promises can be typed.
func TestCommandsOfReadme(t *testing.T) {
	parser, err := kong.New(&commands{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, n := range parser.Model.Children {
		known[n.Name] = true
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z]+)[ `]").FindAllSubmatch(text, -1)
	if len(rows) < 12 {
		t.Fatalf("%d commands in the README's table", len(rows))
	}
	for _, r := range rows {
		if !known[string(r[1])] {
			t.Errorf("the README names %s, which cannot be typed", r[1])
		}
	}
}
