package reminders

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write testdata/jadwal.golden.md anew")

// The table a midwife signs: every rule with its day, hour, use, words, source and
// whether its words were reviewed. It changes only on purpose.
func TestTableOfRules(t *testing.T) {
	const file = "testdata/jadwal.golden.md"
	got := table(t)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the table differs: go test ./reminders -run TableOfRules -update, then read it")
	}
}

func table(t *testing.T) string {
	p := planner(t)
	var b strings.Builder
	b.WriteString("# Jadwal pengingat\n\nDiperiksa oleh: ____________________  Tanggal: ____________\n\n" +
		"| aturan | untuk | pembaca | dihitung dari | hari | jam | berguna | daftar terlambat sampai | berhenti bila | dialog | sumber | ditinjau | isi pesan |\n" +
		"|---|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range append(Rows(), Special()...) {
		review, words := "–", r.Does
		if e, ok := p.Texts.Get(r.Text); ok {
			words = strings.Join(strings.Fields(e.Body), " ")
			if review = e.Reviewed; review == "" {
				review = "belum"
			}
		}
		name := r.ID
		if r.Profile != "" {
			name += " (" + r.Profile + ")"
		}
		if r.Item != "" {
			words = "… " + r.Item
		}
		anchor := r.Anchor.String()
		switch {
		case len(r.On) == 0:
			anchor = "kejadian"
		case r.For == Girl:
			anchor = "umur 12 tahun"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", name, r.For, r.Reader, anchor, when(r), hours(r), use(r),
			until(r), r.Ends, or(r.Opens), r.Source, review, words)
	}
	return b.String()
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// when writes the days: "+3", "18 mgg", "tiap 7 hari".
func when(r Row) string {
	var list []string
	for _, n := range r.On {
		list = append(list, offset(r, n))
	}
	if r.Every > 0 {
		list = append(list, fmt.Sprintf("tiap %d hari", r.Every))
	}
	return or(strings.Join(list, ", "))
}

func offset(r Row, n int) string {
	switch {
	case r.Anchor == BirthMonths:
		return fmt.Sprintf("%d bulan", n)
	case r.Anchor == HPHT && n%7 == 0:
		return fmt.Sprintf("%d mgg", n/7)
	case r.Anchor == HPHT:
		return fmt.Sprintf("%d mgg %d hari", n/7, n%7)
	}
	return fmt.Sprintf("%+d", n)
}

func hours(r Row) string {
	if r.Own {
		return "jam pilihan ibu"
	}
	switch {
	case r.Asks != "":
		return "09.00, seminggu sesudah belum"
	case len(r.On) == 0:
		return "segera"
	}
	var list []string
	for i := range r.On {
		h := r.Hour
		if i < len(r.Hours) {
			h = r.Hours[i]
		}
		if s := fmt.Sprintf("%02d.%02d", h/60, h%60); len(list) == 0 || list[len(list)-1] != s {
			list = append(list, s)
		}
	}
	return strings.Join(list, ", ")
}

func use(r Row) string {
	switch {
	case r.Own:
		return "hari itu"
	case r.Use == 0:
		return "–"
	case r.Use%day == 0 && r.Use < 1000*day:
		return fmt.Sprintf("%d hari", r.Use/day)
	case r.Use >= 1000*day:
		return "selalu"
	}
	return fmt.Sprintf("%d jam", r.Use/time.Hour)
}

func until(r Row) string {
	if r.Late == 0 {
		return "–"
	}
	return offset(r, r.Late)
}
