package main

import (
	"os"
	"regexp"
	"strings"
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
	typed := 0
	for i, block := range strings.Split(string(text), "```") {
		for _, line := range strings.Split(block, "\n") {
			line = strings.TrimPrefix(line, "$ ")
			if i%2 == 0 || !strings.HasPrefix(line, "tumbuh ") {
				continue
			}
			line, _, _ = strings.Cut(line, " #")
			line, _, _ = strings.Cut(line, " >")
			if _, err := parser.Parse(strings.Fields(line)[1:]); err != nil {
				t.Errorf("the README has %q typed: %v", line, err)
			}
			typed++
		}
	}
	if typed < 4 {
		t.Errorf("%d commands to be typed in the README", typed)
	}
}
