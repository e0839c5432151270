package main

import (
	"strings"
	"testing"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// TestSettingsSayWhatTheyChange: an admin reads of every setting in the chat what it changes.
func TestSettingsSayWhatTheyChange(t *testing.T) {
	texts, err := naskah.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range store.SettingKeys() {
		if _, ok := texts.Get("atur.arti-" + k.Key); !ok {
			t.Errorf("%s has no text atur.arti-%s", k.Key, k.Key)
		}
	}
}

// TestSettingsRefused: what an operator mistypes is refused with what would fit, and
// changes nothing; what he sets is listed with its day and place, and audited.
func TestSettingsRefused(t *testing.T) {
	h := newHouse(t)
	_, before, _ := h.run("settings", "list")
	for _, args := range [][]string{
		{"warna", "biru", "--from", "2026-01-01"}, {"ANC", "8", "--from", "2026-01-01"}, {"anc", "delapan", "--from", "2026-01-01"}, {"anc", "8"}, {"anc", "8", "--from", "besok"},
		{"anc", "8", "--from", "2026-02-30"}, {"anc", "8", "--from", "2026-01-01", "--puskesmas", "Antah"}, {"jeda-duka", "40", "--from", "2026-01-01", "--puskesmas", "Ciputat"},
		{"jam-mulai", "02:00", "--from", "2026-01-01"}, {"jam-mulai", "7 pagi", "--from", "2026-01-01"}, {"jeda-salat", "00:00-23:59", "--from", "2026-01-01"}, {"batas-harian", "99", "--from", "2026-01-01"},
		{"rujukan", "RSUD {nama}", "--from", "2026-01-01"}, {"cacing", "2,13", "--from", "2026-01-01"}, {"anc", "", "--from", "2026-01-01"},
	} {
		if code, out, errs := h.run(append([]string{"settings", "set"}, args...)...); code != 2 || out != "" || errs == "" {
			t.Errorf("settings set %q: exit %d, %q, %q", args, code, out, errs)
		}
	}
	if _, after, _ := h.run("settings", "list"); after != before || !strings.Contains(before, "antenatal visits") {
		t.Errorf("a refused value changed something:\n%s", after)
	}
	for _, args := range [][]string{{"anc", "8", "--from", "2026-04-01"}, {"anc", "6", "--from", "2026-04-01", "--puskesmas", "ciputat"}, {"anc", "6", "--from", "2026-05-01"}} {
		if code, _, errs := h.run(append([]string{"settings", "set"}, args...)...); code != 0 {
			t.Errorf("settings set %q: exit %d %s", args, code, errs)
		}
	}
	_, list, _ := h.run("settings", "list")
	for _, line := range []string{"from 2026-04-01: 8", "from 2026-04-01: 6", "puskesmas Ciputat", "from 2026-05-01: 6"} {
		if !strings.Contains(list, line) {
			t.Errorf("the list lacks %q:\n%s", line, list)
		}
	}
}
