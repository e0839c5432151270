package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Vaccine is one dose of the schedule as the dialogs need it.
type Vaccine struct{ ID, Name string }

// Vaccines hears what a child has really had: the history after registration, and the
// day after a posyandu day. It records and never advises; the officer decides.
func Vaccines() Dialog {
	return Dialog{
		ID:    "imunisasi",
		Steps: []Step{{ID: "yang", Read: readVaccines, Vars: func(c *Ctx) []string { return []string{"daftar", c.vaccineList()} }}},
		Done:  saveVaccines,
		Pick:  func(c *Ctx, choice string) bool { return c.vaccinesAnswered(choice) },
		Word:  vaccineWord,
	}
}

// vaccineWord maps a written answer to a choice of the question that is open.
func vaccineWord(c *Ctx, text string) string {
	history := c.open.Rule == "imunisasi-tanya"
	s := " " + answers.Bare(text) + " "
	switch {
	case strings.Contains(s, " lengkap ") && !strings.Contains(s, " belum "):
		return map[bool]string{true: "lengkap", false: "sudah"}[history]
	case strings.Contains(s, " sebagian "):
		return map[bool]string{true: "belum", false: "sebagian"}[history]
	case history && (answers.DontKnow(text) && !strings.Contains(s, " belum ")):
		return "lupa"
	}
	switch yesNo(text) {
	case yes:
		return map[bool]string{true: "lengkap", false: "sudah"}[history]
	case no:
		return "belum"
	}
	return ""
}

// vaccinesAnswered takes a button of one of the two questions.
func (c *Ctx) vaccinesAnswered(choice string) bool {
	o, ok := c.heardOpen("imunisasi")
	if !ok {
		return false
	}
	ch := c.Family.Child(o.About)
	if ch == nil || !ch.Active() {
		c.Say("umum.tombol-lama", "apa", c.title("imunisasi"))
		return true
	}
	history := o.Rule == "imunisasi-tanya"
	switch {
	case history && choice == "lengkap":
		c.giveVaccines(o.About, c.e.DosesUpTo(ch.Birth, store.DateOf(ch.Since)), store.Date{}, true)
		c.Say("imunisasi.lengkap", "anak", c.childName(*ch))
	case history && choice == "belum", choice == "sebagian":
		c.Open("imunisasi", map[string]string{"anak": o.About, "hari": o.Day.String(), "aturan": o.Rule})
	case history && choice == "lupa":
		c.Say("imunisasi.lupa", "anak", c.childName(*ch))
	case choice == "sudah":
		meet := o.Day.Add(-1)
		given := meet
		if o.Why != "" {
			given = c.v.Today() // it was not that day; not before today is sure
		}
		c.giveVaccines(o.About, c.e.NamedDoses(c.Family, o.About, meet), given, false)
		c.Say("imunisasi.sudah", "anak", c.childName(*ch))
	case choice == "belum":
		c.notYet(o)
		return true
	default:
		return c.because(o, choice)
	}
	c.done(o)
	return true
}

// giveVaccines enters doses; a day that is known already stays.
func (c *Ctx) giveVaccines(child string, doses []string, day store.Date, all bool) {
	ch := c.EditFamily().Child(child)
	v := copyMap(ch.Vaccines)
	for _, id := range doses {
		if _, known := v[id]; !known {
			v[id] = day
		}
	}
	ch.Vaccines, ch.VaccinesAll = v, ch.VaccinesAll || all
	c.audit("vaccines", c.v.Family.Ref, child)
}

// asked are the doses the list offers: of the history all up to her age, of a
// posyandu day those that were named.
func (c *Ctx) askedDoses() []string {
	ch := c.Family.Child(c.Answer("anak"))
	day, err := store.ParseDate(c.Answer("hari"))
	if ch == nil || err != nil {
		return nil
	}
	if c.Answer("aturan") == "imunisasi-tanya" {
		return c.e.DosesUpTo(ch.Birth, store.DateOf(ch.Since))
	}
	return c.e.NamedDoses(c.Family, ch.ID, day.Add(-1))
}

// vaccineList numbers the doses, as names an officer writes.
func (c *Ctx) vaccineList() string {
	var lines []string
	for i, id := range c.askedDoses() {
		lines = append(lines, c.line("imunisasi.baris", "nomor", itoa(i+1), "nama", c.e.doseName(id)))
	}
	return strings.Join(lines, "\n")
}

func (e *Engine) doseName(id string) string {
	for _, d := range e.Doses {
		if d.ID == id {
			return d.Name
		}
	}
	return strings.ToUpper(id)
}

// readVaccines reads the doses that were not given: numbers of the list, names with a
// number or without, or "semua" and "tidak ada".
func readVaccines(c *Ctx, text string) Reading {
	list := c.askedDoses()
	s := answers.Normalise(text)
	switch strings.TrimSpace(answers.Bare(text)) {
	case "semua", "semuanya", "belum semua", "semua belum":
		return Reading{OK: true, Value: strings.Join(list, ",")}
	case "tidak ada", "gak ada", "ga ada", "lengkap", "sudah semua", "udah semua":
		return Reading{OK: true, Value: "-0"}
	}
	var missing []string
	add := func(id string) {
		if slices.Contains(list, id) && !slices.Contains(missing, id) {
			missing = append(missing, id)
		}
	}
	for _, m := range vaccine.FindAllString(s, -1) {
		if id := vaccineCode(m); id != "" {
			add(id)
			continue
		}
		series := vaccineNames[strings.TrimSpace(m)] // "rotavirus belum": those of it that are in question
		for _, id := range list {
			if series != "" && strings.TrimRight(id, "1234") == series {
				add(id)
			}
		}
	}
	if len(missing) == 0 {
		for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
			if n := number(f); n >= 1 && n <= len(list) {
				add(list[n-1])
			}
		}
	}
	return Reading{OK: len(missing) > 0, Value: strings.Join(missing, ",")}
}

// saveVaccines enters what was offered and not named as missing.
func saveVaccines(c *Ctx) {
	missing := strings.Split(c.Answer("yang"), ",")
	var given []string
	for _, id := range c.askedDoses() {
		if !slices.Contains(missing, id) {
			given = append(given, id)
		}
	}
	history := c.Answer("aturan") == "imunisasi-tanya"
	day := store.Date{}
	if d, err := store.ParseDate(c.Answer("hari")); err == nil && !history {
		day = d.Add(-1)
	}
	child := c.Answer("anak")
	ch := c.Family.Child(child)
	if ch == nil {
		return
	}
	c.giveVaccines(child, given, day, history)
	c.Say("imunisasi.dicatat", "anak", c.childName(*ch), "jumlah", itoa(len(given)))
}
