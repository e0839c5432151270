package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// breach walks the runbook of the README.
type breach struct {
	t      *testing.T
	h      *house
	serve  *process
	id     string // of the case
	next   string // file of the next key
	walked []string
}

// at sets the time at which the commands that follow are typed.
func (b *breach) at(day, hour string) {
	b.h.env = append(b.h.env, "TUMBUH_CLOCK=2026-03-"+day+"T"+hour+":00+07:00")
}

// TestBreachRunbook: what the README says of a breach is done as it is written: each command
// is run in its place and does what is said of it, each setting and figure exists, and the 72
// hours are counted down, warned of, and over.
func TestBreachRunbook(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "**A breach.**")
	book, _, end := strings.Cut(rest, "**What is not sealed.**")
	if !ok || !end {
		t.Fatal("the README has no runbook")
	}
	b := &breach{t: t, h: newHouse(t, "TUMBUH_WEBPHONE=on", "TUMBUH_METRICS_ADDR="+freeAddr(t))}
	b.at("04", "09:30")
	b.start()
	for i, line := range []string{"daftar hamil", "setuju", "Mawar Lestari", "27 tahun", "20 minggu", "rempoa", "belum tahu", "081255501234", "19.00", "ya"} {
		b.serve.say(fmt.Sprint("m", i), line)
	}
	b.serve.sees("terdaftar")
	for _, span := range regexp.MustCompile("`[^`]+`").FindAllString(strings.ReplaceAll(book, "\n   ", " "), -1) {
		b.do(strings.Trim(span, "`"))
	}
	if all := strings.Join(b.walked, ", "); all != "stop, case open, case list, doctor, key rotate, key next, key reseal, access, export, start, case close" {
		t.Errorf("the runbook is walked as: %s", all)
	}
	if out := b.run("privacy", "case", "list"); strings.Contains(out, b.id) {
		t.Errorf("the case is closed and listed:\n%s", out)
	}
	b.serve.say("z", "data saya")
	b.serve.sees("Mawar Lestari")
}

func (b *breach) start() {
	b.serve = b.h.start("serve")
	b.serve.answers("/readyz", 200)
}

// run runs one command and wants it to do its work.
func (b *breach) run(args ...string) string {
	b.t.Helper()
	code, out, errs := b.h.run(args...)
	if code != 0 && args[0] != "doctor" {
		b.t.Fatalf("%v: exit %d\n%s%s", args, code, out, errs)
	}
	return out
}

// do does what stands between two backticks.
func (b *breach) do(span string) {
	b.t.Helper()
	words := splitWords(span)
	switch {
	case words[0] == "systemctl" && words[2] == "tumbuh":
		b.walked = append(b.walked, words[1])
		if words[1] == "start" {
			b.start()
		} else if code := b.serve.stop(); code != 0 {
			b.t.Errorf("stop: exit %d", code)
		}
	case strings.HasPrefix(span, "TUMBUH_"):
		for i := range reflect.TypeFor[config]().NumField() {
			if reflect.TypeFor[config]().Field(i).Tag.Get("env") == span {
				return
			}
		}
		b.t.Errorf("there is no setting %s", span)
	case strings.HasPrefix(span, "tumbuh_"):
		if !strings.Contains(alertRules, span+" > 48 * 3600") {
			b.t.Errorf("no alert speaks of %s after 48 hours", span)
		}
	case words[0] == "tumbuh":
		b.typed(words[1:])
	default:
		b.t.Errorf("%q is nothing that can be done", span)
	}
}

// typed types a command and looks at what it is to show.
func (b *breach) typed(words []string) {
	b.t.Helper()
	for i, w := range words {
		switch w {
		case "62…":
			words[i] = "6281255501234"
		case "ID":
			words[i] = b.id
		case "FILE":
			b.next = filepath.Join(b.t.TempDir(), "next.key")
			words[i] = b.next
		}
	}
	name := strings.Join(words[:min(2, len(words))], " ")
	if words[0] == "privacy" {
		name = strings.TrimSpace(words[1] + " " + map[bool]string{true: words[2]}[words[1] == "case"])
	}
	b.walked = append(b.walked, name)
	if name == "key reseal" { // set everywhere to what stands in the file
		key, err := os.ReadFile(b.next)
		if err != nil {
			b.t.Fatal(err)
		}
		b.h.env = append(b.h.env, "TUMBUH_DATA_KEY="+string(key))
	}
	out := b.run(words...)
	want := map[string]string{"case open": "71 h left, until 2026-03-07 09:00 WIB", "doctor": "ok    requests about data: 1 open, oldest 0 h of 72 h", "key rotate": "values sealed again: ",
		"key reseal": "values sealed again: ", "access": "", "export": `"Mawar Lestari"`}[name]
	if !strings.Contains(out, want) {
		b.t.Errorf("%s shows no %q but:\n%s", name, want, out)
	}
	switch name {
	case "case open":
		b.id = strings.Fields(out)[0]
	case "doctor":
		b.count()
	}
}

// count lets the 72 hours run.
func (b *breach) count() {
	b.t.Helper()
	for _, row := range []struct{ day, hour, list, doctor string }{
		{"06", "08:30", "24 h left", "ok    requests about data: 1 open, oldest 47 h of 72 h"},
		{"06", "09:30", "23 h left", "FAULT requests about data: 1 open, oldest 48 h of 72 h"},
		{"07", "10:30", "OVER by 1 h", "FAULT requests about data: 1 open, oldest 73 h of 72 h"},
	} {
		b.at(row.day, row.hour)
		if out := b.run("privacy", "case", "list"); !strings.Contains(out, row.list) || !strings.Contains(out, b.id) {
			b.t.Errorf("on the %s at %s the list says no %q but:\n%s", row.day, row.hour, row.list, out)
		}
		if out := b.run("doctor"); !strings.Contains(out, row.doctor) {
			b.t.Errorf("on the %s at %s doctor says no %q but:\n%s", row.day, row.hour, row.doctor, out)
		}
	}
	b.at("04", "09:30")
}

// splitWords reads a line as a shell does that knows double quotes only.
func splitWords(line string) (words []string) {
	for _, w := range regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(line, -1) {
		words = append(words, strings.Trim(w, `"`))
	}
	return words
}
