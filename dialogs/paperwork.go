package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/report"
	"tumbuh/store"
)

// Paperwork brings who serves a posyandu or puskesmas the forms of a month as a
// workbook: Sigizi, recaps, register, SKDN.
func Paperwork() Dialog {
	return Dialog{
		ID:    "berkas",
		Opens: []string{"berkas", "minta berkas", "laporan", "minta laporan", "rekap", "rekap bulanan", "sigizi", "eppgbm", "ekspor", "export", "unduh laporan", "skdn", "laporan skdn", "rekap skdn"},
		May:   func(c *Ctx) bool { p, k := c.servesFor(); return p != "" || k != "" },
		Steps: []Step{{ID: "apa", Read: readForm}, {ID: "bulan", Read: readMonth, Choices: func(c *Ctx) []store.Choice { return c.formMonths() }}},
		Done:  bringForm,
		Start: func(c *Ctx) { // "laporan skdn bulan lalu" asks nothing more
			words := slices.DeleteFunc(strings.Fields(answers.Normalise(c.in.Text)), func(w string) bool { return askedAs[w] })
			if r := readForm(c, strings.Join(words, " ")); r.OK {
				c.Set("apa", r.Value)
			}
			if r := readMonth(c, c.in.Text); r.OK {
				c.Set("bulan", r.Value)
			}
		},
	}
}

var askedAs = wordSet("laporan laporannya berkas minta kirim kirimin unduh ekspor export rekap bulanan bulan ini lalu")

// readMonth reads "bulan ini", "bulan lalu" or a month by name: the last that has begun.
func readMonth(c *Ctx, text string) Reading {
	first := store.Date{Year: c.v.Today().Year, Month: c.v.Today().Month, Day: 1}
	s := " " + strings.Join(strings.Fields(answers.Normalise(text)), " ") + " "
	switch {
	case strings.Contains(s, " bulan ini ") || strings.Contains(s, " sekarang "):
		return Reading{OK: true, Value: first.String()[:7]}
	case strings.Contains(s, " bulan lalu ") || strings.Contains(s, " bulan kemarin ") || strings.Contains(s, " kemarin "):
		return Reading{OK: true, Value: first.AddMonths(-1).String()[:7]}
	}
	for i := range 12 {
		if d := first.AddMonths(-i); strings.Contains(s, " "+strings.ToLower(months[d.Month-1])+" ") {
			return Reading{OK: true, Value: d.String()[:7]}
		}
	}
	return Reading{}
}

// readForm finds a form by the words people use for it.
func readForm(_ *Ctx, text string) Reading {
	s := " " + strings.NewReplacer("-", "", "/", " ").Replace(answers.Bare(text)) + " "
	for _, f := range []struct{ id, words string }{{"sigizi-pmt", "pmt"}, {"sigizi-mpasi", "mpasi mp"}, {"sigizi-identitas", "identitas"}, {"sigizi-ukur", "ukur pengukuran"}, {"skdn", "skdn"},
		{"rekap-bumil", "bumil nifas hamil"}, {"rekap-balita", "rekap"}, {"kohort", "kohort register setahun"}, {"balita", "balita biasa"}} {
		for w := range strings.FieldsSeq(f.words) {
			if strings.Contains(s, " "+w+" ") {
				return Reading{OK: true, Value: f.id}
			}
		}
	}
	return Reading{}
}

// servesFor is the posyandu or else the puskesmas of which she may see the children.
func (c *Ctx) servesFor() (posyandu, puskesmas string) {
	for _, g := range c.v.Person.Value.Grants {
		if g.Posyandu != "" && store.May(c.v.Person, store.SeeChild, store.Area{Posyandu: g.Posyandu}) {
			return g.Posyandu, ""
		}
	}
	for _, g := range c.v.Person.Value.Grants {
		if g.Puskesmas != "" && store.May(c.v.Person, store.SeeChild, store.Area{Puskesmas: g.Puskesmas}) {
			return "", g.Puskesmas
		}
	}
	return "", ""
}

// formMonths offers this month and the two before.
func (c *Ctx) formMonths() []store.Choice {
	var list []store.Choice
	first := store.Date{Year: c.v.Today().Year, Month: c.v.Today().Month, Day: 1}
	for i := range 3 {
		d := first.AddMonths(-i)
		list = append(list, store.Choice{ID: d.String()[:7], Label: months[d.Month-1] + " " + strconv.Itoa(d.Year)})
	}
	return list
}

func bringForm(c *Ctx) {
	posyandu, puskesmas := c.servesFor()
	m, err := report.MonthOf(c.Answer("bulan"))
	if err != nil || posyandu == "" && puskesmas == "" {
		c.Say("berkas.tidak-bisa")
		return
	}
	c.audit("export", c.v.Person.Ref, c.Answer("apa")+" "+m.String())
	c.Say("berkas.isi", "bulan", months[m.First.Month-1]+" "+strconv.Itoa(m.First.Year))
	c.report = report.Lembar(c.Answer("apa"), posyandu, puskesmas, m)
}
