package reminders

import (
	"slices"
	"strings"
	"testing"

	"tumbuh/store"
)

// named lists the doses that are named for the posyandu day a reminder speaks of.
func named(tn *town, day string) []string {
	tn.t.Helper()
	var list []string
	for _, m := range tn.said {
		if m.Made.In(store.WIB).Format("2006-01-02") != day {
			continue
		}
		for _, r := range split(m.Rule) {
			if dose, ok := strings.CutPrefix(r, "imunisasi-"); ok && dose != "hasil" && dose != "tanya" && dose != "hb0" {
				list = append(list, dose)
			}
		}
	}
	slices.Sort(list)
	return list
}

func (tn *town) wantDoses(day string, doses ...string) {
	tn.t.Helper()
	slices.Sort(doses)
	if got := named(tn, day); !slices.Equal(got, doses) {
		tn.t.Errorf("%s: named %v, want %v", day, got, doses)
	}
}

// child puts a child with what it has had; all tells that this is its whole history.
func (tn *town) child(birth string, all bool, had map[string]string) {
	f := tn.withChild(birth, "P")
	f.Children[0].VaccinesAll = all
	for dose, day := range had {
		if f.Children[0].Vaccines == nil {
			f.Children[0].Vaccines = map[string]store.Date{}
		}
		d, _ := store.ParseDate(day)
		f.Children[0].Vaccines[dose] = d
	}
	tn.put("siti", siti(), f, tn.now)
}

// give records doses as a kader would.
func (tn *town) give(day string, doses ...string) {
	tn.edit("siti", tn.now, func(_ *store.Person, f *store.Family) {
		for _, d := range doses {
			if f.Children[0].Vaccines == nil {
				f.Children[0].Vaccines = map[string]store.Date{}
			}
			f.Children[0].Vaccines[d] = date(tn.t, day)
		}
	})
}

// A series is never begun again: after a long gap the next dose is named, one at a
// time, at the least four weeks apart.
func TestSeriesGoesOn(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.child("2025-05-05", true, map[string]string{"hb0": "", "bcg": "2025-06-10", "opv1": "2025-06-10", "dpt1": "2025-07-10", "opv2": "2025-07-10", "pcv1": "2025-07-10"})
	tn.walk("2026-03-07 10:00")
	tn.wantDoses("2026-03-07", "dpt2", "opv3", "pcv2", "ipv1", "mr1") // no RV any more at ten months
	tn.walk("2026-03-10 12:00")
	tn.give("2026-03-10", "dpt2", "opv3", "pcv2", "ipv1", "mr1")
	tn.walk("2026-04-07 10:00")
	tn.wantDoses("2026-04-07", "dpt3", "opv4", "ipv2")
	m := tn.first("imunisasi-dpt2")
	for _, w := range []string{"DPT-HB-Hib 2", "campak-rubela 1 (MR1)", "petugas yang memutuskan", "Aisyah"} {
		if !strings.Contains(m.Text, w) {
			t.Errorf("%q lacks %q", m.Text, w)
		}
	}
}

// What was not given is named again month by month until it is given or closed.
func TestNamedUntilClosed(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.child("2025-05-05", true, map[string]string{"bcg": "2025-06-10"})
	tn.walk("2026-05-20 10:00")
	tn.wantDoses("2026-04-07", "opv1", "dpt1", "pcv1", "ipv1", "mr1")
	tn.wantDoses("2026-05-07", "opv1", "dpt1", "pcv1", "ipv1", "mr1")
	late := newTown(t, "2026-03-01 08:00")
	late.child("2025-05-05", true, nil) // BCG not given: closed at twelve months
	late.walk("2026-05-20 10:00")
	if !slices.Contains(named(late, "2026-04-07"), "bcg") || slices.Contains(named(late, "2026-05-07"), "bcg") {
		t.Error("BCG is named to eleven months and not at twelve")
	}
	rv := newTown(t, "2026-03-01 08:00")
	rv.child("2025-09-05", true, map[string]string{"rv1": "2025-11-10", "rv2": "2025-12-10"})
	rv.walk("2026-05-20 10:00")
	if !slices.Contains(named(rv, "2026-03-07"), "rv3") || slices.Contains(named(rv, "2026-04-07"), "rv3") {
		t.Error("RV3 is named at six months and not at seven")
	}
}

// Of a child whose history nobody told, only what has its time now is named.
func TestUnknownHistoryIsNotNagged(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.child("2025-05-25", false, nil) // nine months
	tn.walk("2026-03-20 10:00")
	tn.wantDoses("2026-03-07", "mr1", "ipv2")
}

func TestAskedWhichVaccinesSheHad(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.child("2025-05-25", false, nil)
	tn.walk("2026-03-20 10:00")
	tn.want("imunisasi-tanya", "03-03 09:00")
	if m := tn.first("imunisasi-tanya"); m.Question != "imunisasi/c1/2026-03-03" || len(m.Choices) != 3 {
		t.Errorf("message %+v", m)
	}
	for name, put := range map[string]func(tn *town){
		"known":   func(tn *town) { tn.child("2025-05-25", true, nil) },
		"some":    func(tn *town) { tn.child("2025-05-25", false, map[string]string{"bcg": ""}) },
		"newborn": func(tn *town) { tn.child("2026-02-20", false, nil) },
	} {
		tn := newTown(t, "2026-03-01 08:00")
		put(tn)
		tn.walk("2026-03-20 10:00")
		if got := tn.times("imunisasi-tanya"); len(got) > 0 {
			t.Errorf("%s: asked at %v", name, got)
		}
	}
}

func TestAskedWhetherVaccinated(t *testing.T) {
	tn := newTown(t, "2026-03-01 08:00")
	tn.child("2025-05-25", false, nil)
	tn.walk("2026-03-20 10:00")
	tn.want("imunisasi-hasil", "03-11 16:00")
	if got := Named(tn.families["siti"].Value, "c1", date(t, "2026-03-10")); !slices.Equal(got, []string{"mr1", "ipv2"}) {
		t.Errorf("named %v", got)
	}
	given := newTown(t, "2026-03-01 08:00")
	given.child("2025-05-25", false, nil)
	given.walk("2026-03-10 12:00")
	given.give("2026-03-10", "mr1", "ipv2")
	given.walk("2026-03-20 10:00")
	given.want("imunisasi-hasil")
	given.wantDoses("2026-04-07")
}

// The hexavalent vaccine is a dated setting for a birth cohort, per puskesmas.
func TestHexavalent(t *testing.T) {
	had := map[string]string{"bcg": "2026-02-10", "opv1": "2026-02-10", "dpt1": "2026-03-10", "opv2": "2026-03-10", "pcv1": "2026-03-10", "rv1": "2026-03-10",
		"dpt2": "2026-04-10", "opv3": "2026-04-10", "pcv2": "2026-04-10", "rv2": "2026-04-10"}
	for from, want := range map[string][]string{"2026-01-01": {"dpt3", "opv4", "rv3"}, "2026-02-01": {"dpt3", "opv4", "rv3", "ipv1"}, "off": {"dpt3", "opv4", "rv3", "ipv1"}} {
		tn := newTown(t, "2026-05-01 08:00")
		tn.settings.Values = map[string][]store.Setting{"heksavalen": {{From: date(t, "2026-01-01"), Value: from}}}
		tn.child("2026-01-05", true, had)
		tn.walk("2026-05-08 10:00")
		tn.wantDoses("2026-05-07", want...)
		if six := strings.Contains(tn.first("imunisasi-dpt3").Text, "DPT-HB-Hib-IPV 3"); six != (from == "2026-01-01") {
			t.Errorf("from %s: %q", from, tn.first("imunisasi-dpt3").Text)
		}
	}
}

func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		birth string
		had   map[string]string
		dose  string
		want  bool
	}{
		{"2024-12-25", map[string]string{"pcv1": "2026-01-01", "pcv2": ""}, "pcv3", false}, // began in the second year: two doses
		{"2024-12-25", map[string]string{"pcv1": "2026-02-01"}, "pcv2", false},             // eight weeks apart then
		{"2024-12-25", map[string]string{"pcv1": "2026-01-01"}, "pcv2", true},
		{"2023-12-25", map[string]string{"pcv1": "2026-01-01"}, "pcv2", false}, // began after two years: one dose
		{"2024-08-25", map[string]string{"mr1": "2025-10-10"}, "mr2", false},   // six months after the first
		{"2024-08-25", map[string]string{"mr1": "2025-08-10"}, "mr2", true},
		{"2024-08-25", map[string]string{"dpt3": "2025-06-10"}, "dpt4", false}, // a year after the third
		{"2024-08-25", map[string]string{"dpt3": "2025-02-10"}, "dpt4", true},
		{"2024-08-25", map[string]string{"dpt3": ""}, "dpt4", true}, // day not known: the officer looks
	} {
		tn := newTown(t, "2026-03-01 08:00")
		tn.child(c.birth, true, c.had)
		tn.walk("2026-03-08 10:00")
		if got := slices.Contains(named(tn, "2026-03-07"), c.dose); got != c.want {
			t.Errorf("%s after %v: %v, want %v", c.dose, c.had, got, c.want)
		}
	}
}

func TestDosesUpTo(t *testing.T) {
	got := DosesUpTo(date(t, "2026-01-05"), date(t, "2026-03-10"))
	if want := []string{"hb0", "bcg", "opv1", "dpt1", "opv2", "pcv1", "rv1"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n := len(Doses()); n != 20 {
		t.Errorf("%d doses", n)
	}
}
