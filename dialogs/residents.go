package dialogs

import (
	"slices"
	"strings"
)

// mostNames is how many names fit a message that is still read on a phone.
const mostNames = 40

// Residents lists for those who measure who belongs to a posyandu: its pregnant women
// and its children under five, by name.
func Residents() Dialog {
	return Dialog{
		ID: "sasaran",
		Opens: []string{"sasaran", "daftar sasaran", "data warga", "data sasaran", "lihat warga", "semua warga", "warga posyandu", "data ibu hamil", "data bumil", "data balita",
			"semua balita", "semua ibu hamil", "semua bumil"},
		May:   func(c *Ctx) bool { return len(c.measuring()) > 0 },
		Start: func(c *Ctx) { c.Set("siapa", residentsMeant(c.in.Text)) },
		Steps: []Step{
			{ID: "posyandu", Read: readOwnPosyandu, Choices: ownPosyandu, Skip: func(c *Ctx) bool { return len(c.measuring()) == 1 }},
		},
		Done: listResidents,
	}
}

// residentsMeant: "data bumil" wants no children, "semua balita" no women.
func residentsMeant(text string) string {
	if s := who(text); s == "hamil" || s == "anak" {
		return s
	}
	return "semua"
}

func listResidents(c *Ctx) {
	w, ok := c.loadToday()
	if !ok {
		return
	}
	c.audit("list-residents", c.v.Person.Ref, w.posyandu.ID+" "+c.Answer("siapa"))
	if c.Answer("siapa") != "anak" {
		c.Say("sasaran.hamil", namesOf(c, w.carrying(), w.posyandu.Name)...)
	}
	if c.Answer("siapa") != "hamil" {
		c.Say("sasaran.anak", namesOf(c, w.children(), w.posyandu.Name)...)
	}
}

func namesOf(c *Ctx, lines []string, posyandu string) []string {
	n := len(lines)
	slices.Sort(lines)
	if n > mostNames {
		lines = append(lines[:mostNames], c.line("sasaran.lagi", "jumlah", itoa(n-mostNames)))
	}
	if n == 0 {
		lines = []string{c.line("sasaran.kosong")}
	}
	return []string{"posyandu", posyandu, "jumlah", itoa(n), "isi", strings.Join(lines, "\n")}
}

// carrying words each active pregnancy of the posyandu.
func (w *dayWork) carrying() (lines []string) {
	for i := range w.roster {
		f := &w.roster[i].Family.Value
		if p := f.Pregnancy(); p != nil {
			weeks, _ := p.Weeks(w.c.v.Today())
			lines = append(lines, w.c.line("sasaran.baris-hamil", "nama", f.MotherName, "minggu", itoa(weeks), "hpl", shortDate(p.HPL())))
		}
	}
	return lines
}

// children words each child under five of the posyandu.
func (w *dayWork) children() (lines []string) {
	for i := range w.roster {
		for j := range w.roster[i].Family.Value.Children {
			if ch := &w.roster[i].Family.Value.Children[j]; ch.Active() && ch.AgeMonths(w.c.v.Today()) < 60 {
				lines = append(lines, w.c.line("sasaran.baris-anak", "anak", w.label(found{m: &w.roster[i], child: ch})))
			}
		}
	}
	return lines
}
