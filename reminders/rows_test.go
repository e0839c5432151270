package reminders

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tumbuh/store"
)

// scenes are the imaginary families of testdata/baris.txt.
var scenes = map[string]struct {
	family   func(tn *town) store.Family
	settings map[string]string
	from, to string
}{
	"hamil":     {func(tn *town) store.Family { return tn.pregnant("2026-01-05") }, nil, "2026-01-05 00:00", "2026-10-31 23:00"},
	"hamil-8":   {func(tn *town) store.Family { return tn.pregnant("2026-01-05") }, map[string]string{"anc": "8"}, "2026-01-05 00:00", "2026-10-31 23:00"},
	"hamil-mms": {func(tn *town) store.Family { return tn.pregnant("2026-01-05") }, map[string]string{"supplement": "mms"}, "2026-01-05 00:00", "2026-10-31 23:00"},
	"hamil-telat": {func(tn *town) store.Family {
		f := tn.pregnant("2026-01-05")
		f.Pregnancies[0].Visits = nil
		return f
	}, nil, "2026-04-20 10:00", "2026-06-30 23:00"},
	"nifas-ttd": {func(tn *town) store.Family { return tn.born("2026-01-05") }, map[string]string{"ttd-nifas": "20"}, "2026-01-05 00:00", "2026-02-20 23:00"},
	"anak":      {func(tn *town) store.Family { return tn.born("2026-01-05") }, nil, "2026-01-05 00:00", "2031-01-06 23:00"},
	"remaja":    {func(tn *town) store.Family { return tn.withChild("2014-06-04", "P") }, nil, "2026-05-01 00:00", "2026-07-01 23:00"},
}

// born is a family whose child came of a pregnancy we knew.
func (tn *town) born(birth string) store.Family {
	f := tn.withChild(birth, "P")
	f.Children[0].From = "p1"
	f.Pregnancies = []store.Pregnancy{{ID: "p1", HPHT: f.Children[0].Birth.Add(-280), End: store.EndBirth, Ended: f.Children[0].Birth}}
	return f
}

// elsewhere are rows that depend on what happened; each has a test of its own.
var elsewhere = map[string]string{
	"tanpa-kabar": "TestExpectedDayPasses", "ttd-gambar": "TestTabletCalendarOnceAMonth", "imunisasi-tanya": "TestAskedWhichVaccinesSheHad",
	"imunisasi-hasil": "TestAskedWhetherVaccinated", "posyandu-absen": "TestAbsentFamiliesAreAsked", "edukasi-43": "TestWeightNotGained",
}

// Every row is said on the days the fact sheet gives, and on no other; every row has its line.
func TestEveryRow(t *testing.T) {
	b, err := os.ReadFile("testdata/baris.txt")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]map[string][]string{}
	for name, scene := range scenes {
		tn := newTown(t, scene.from)
		for key, value := range scene.settings {
			tn.settings.Values = map[string][]store.Setting{key: {{From: date(t, "2026-01-01"), Value: value}}}
		}
		tn.put("siti", siti(), scene.family(tn), tn.now)
		said[name] = map[string][]string{}
		v := tn.view("siti", tn.now)
		for _, step := range tn.sweep.Plan.Journey(v, tn.now, moment(t, scene.to)) {
			said[name][step.Rule] = append(said[name][step.Rule], step.At.Format("2006-01-02T15:04"))
		}
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, " | ")
		seen[f[0]] = true
		t.Run(f[0]+"/"+f[1], func(t *testing.T) {
			if got := shorten(said[f[1]][f[0]]); got != f[2] {
				t.Errorf("said at\n  %s\nwant\n  %s", got, f[2])
			}
		})
	}
	for _, r := range Rows() {
		if !seen[r.ID] && elsewhere[r.ID] == "" {
			t.Errorf("%s has no line in testdata/baris.txt", r.ID)
		}
	}
}

func shorten(times []string) string {
	if len(times) > 12 {
		return fmt.Sprintf("%s .. %s (%d)", times[0], times[len(times)-1], len(times))
	}
	return strings.Join(times, " ")
}

// Nothing but the weekly tablet is said to a girl, nothing of pregnancy to a child's
// family, nothing of food before its time.
func TestRowsKeepToTheirSubject(t *testing.T) {
	for name, scene := range scenes {
		tn := newTown(t, scene.from)
		tn.put("siti", siti(), scene.family(tn), tn.now)
		for _, step := range tn.sweep.Plan.Journey(tn.view("siti", tn.now), tn.now, moment(t, scene.to)) {
			rule := step.Rule
			switch {
			case name == "remaja" && rule != "ttd-remaja",
				name == "anak" && (strings.HasPrefix(rule, "anc") || rule == "ttd" || strings.HasPrefix(rule, "lahir")),
				strings.HasPrefix(name, "hamil") && (strings.HasPrefix(rule, "kf") || strings.HasPrefix(rule, "kn1") || strings.HasPrefix(rule, "imunisasi")):
				t.Errorf("%s: %s at %v", name, rule, step.At)
			case slices.Contains([]string{"mpasi-mulai", "mpasi-6-8"}, rule) && store.DateOf(step.At).Sub(date(t, "2026-01-05")) < 180:
				t.Errorf("food at %v", step.At)
			}
			if strings.Contains(step.Text, "⟦") || strings.Contains(step.Text, "{") {
				t.Errorf("%s: a placeholder stays: %q", rule, step.Text)
			}
			if n := len([]rune(step.Text)); n > 1600 {
				t.Errorf("%s: %d characters in one message", rule, n)
			}
		}
	}
}
