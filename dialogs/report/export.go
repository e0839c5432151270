package report

import (
	"fmt"
	"strconv"
	"strings"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// Place is a posyandu with its households.
type Place struct {
	Posyandu store.Posyandu
	Homes    []Household
}

// Exports lists what [Export] can make.
func Exports() []string {
	return []string{"sigizi-identitas", "sigizi-ukur", "sigizi-pmt", "sigizi-mpasi", "balita", "rekap-balita", "rekap-bumil", "kohort", "skdn"}
}

// Export makes the sheets of a month: the form itself first, then what it needs: for
// Sigizi the rows to be looked at, for recaps of several posyandu a row for each.
func Export(texts *naskah.Texts, what string, places []Place, m Month) ([]Sheet, error) {
	columns, err := form(what)
	if err != nil {
		return nil, err
	}
	e := exporter{texts: texts, what: what, columns: columns, month: m, rules: growth.DefaultRules()}
	switch what {
	case "sigizi-identitas", "sigizi-ukur", "sigizi-pmt", "sigizi-mpasi", "balita", "kohort":
		return e.people(places)
	case "skdn":
		return e.skdn(places)
	}
	return e.recap(places)
}

type exporter struct {
	texts   *naskah.Texts
	what    string
	columns []column
	month   Month
	rules   growth.Rules
}

func (e exporter) sheet(name string) Sheet {
	s := Sheet{Name: name}
	for _, c := range e.columns {
		s.Header = append(s.Header, c.name)
	}
	return s
}

// people makes a row per child, and a second sheet of what to look at.
func (e exporter) people(places []Place) ([]Sheet, error) {
	main := e.sheet(e.what)
	doubtful := Sheet{Name: e.texts.Say("lembar.perlu-dicek").Text, Header: []string{"No", "NIK", "nama_anak", "tgl_lahir", e.texts.Say("lembar.alasan").Text}}
	for _, p := range places {
		for _, k := range kids(p.Homes, e.month, e.rules) {
			for _, k := range e.rows(k) {
				no := len(main.Rows) + 1
				row, err := e.row(k, no)
				if err != nil {
					return nil, err
				}
				main.Rows = append(main.Rows, row)
				if why := e.doubts(k); len(why) > 0 {
					doubtful.Rows = append(doubtful.Rows, []Cell{num(no), txt(k.child.NIK), txt(k.child.Name), txt(k.child.Birth.String()), txt(strings.Join(why, "; "))})
				}
			}
		}
	}
	if e.what == "kohort" {
		return []Sheet{main}, nil
	}
	return []Sheet{main, doubtful}, nil
}

func (e exporter) row(k kid, no int) (row []Cell, err error) {
	for _, col := range e.columns {
		c, ok := k.cell(col.key, no, e.month)
		if !ok {
			return nil, fmt.Errorf("form %s: no value %q", e.what, col.key)
		}
		row = append(row, c)
	}
	return row, nil
}

// doubts says why a row should be looked at before it is handed in.
func (e exporter) doubts(k kid) (why []string) {
	say := func(yes bool, words string) {
		if yes {
			why = append(why, words)
		}
	}
	say(k.child.NIK == "", e.texts.Say("lembar.tanpa-nik").Text)
	say(k.child.NIK != "" && !GoodNIK(k.child.NIK), e.texts.Say("lembar.nik-salah").Text)
	say(k.child.Sex == "", e.texts.Say("lembar.tanpa-jk").Text)
	say(k.child.BirthGuess, e.texts.Say("lembar.tanggal-kira").Text)
	if e.what == "sigizi-identitas" {
		say(k.home.Family.MotherName == "", e.texts.Say("lembar.tanpa-ortu").Text)
		return why
	}
	if k.now == nil {
		return append(why, e.texts.Say("lembar.belum-diukur").Text)
	}
	why = append(why, e.foodDoubts(k)...)
	r, _ := growth.Of(k.child, *k.now)
	for _, z := range []struct {
		wild   bool
		column string
	}{{r.WAZ.Wild, "BERAT"}, {r.HAZ.Wild, "TINGGI"}, {!r.WAZ.Wild && !r.HAZ.Wild && (r.WHZ.Wild || r.BAZ.Wild), "BERAT/TINGGI"}, {r.HCZ.Wild, "lingkar_kepala"}, {r.ACZ.Wild, "LILA"}} {
		say(z.wild, e.texts.Say("lembar.tidak-wajar", "kolom", z.column).Text)
	}
	return why
}

// recap sums the month over all places; a second sheet has a row for each place.
func (e exporter) recap(places []Place) ([]Sheet, error) {
	tallies, all := make([]tally, len(places)), tally{}
	for i, p := range places {
		if e.what == "rekap-bumil" {
			tallies[i] = mothers(p.Homes, e.month)
		} else {
			tallies[i] = children(kids(p.Homes, e.month, e.rules), e.month)
		}
		for k, n := range tallies[i] {
			all[k] += n
		}
	}
	main := e.sheet(e.what)
	main.Rows = [][]Cell{e.counted(all)}
	if len(places) < 2 {
		return []Sheet{main}, nil
	}
	each := Sheet{Name: "Per posyandu", Header: append([]string{"posyandu"}, main.Header...)}
	for i, p := range places {
		each.Rows = append(each.Rows, append([]Cell{txt(p.Posyandu.Name)}, e.counted(tallies[i])...))
	}
	return []Sheet{main, each}, nil
}

func (e exporter) counted(t tally) []Cell {
	var row []Cell
	for _, c := range e.columns {
		if c.key == "month" {
			row = append(row, txt(e.month.String()))
			continue
		}
		row = append(row, num(t[c.key]))
	}
	return row
}

// skdn makes a row per posyandu, and one of all where there are several.
func (e exporter) skdn(places []Place) ([]Sheet, error) {
	s := e.sheet(e.what)
	var all []growth.ChildMonth
	add := func(name string, list []growth.ChildMonth) {
		s.Rows = append(s.Rows, e.skdnRow(name, growth.Count(list)))
	}
	for _, p := range places {
		var list []growth.ChildMonth
		for _, k := range kids(p.Homes, e.month, e.rules) {
			list = append(list, growth.ChildMonth{Child: k.child, Book: k.child.HasBook(), Mark: k.mark})
		}
		all = append(all, list...)
		add(p.Posyandu.Name, list)
	}
	if len(places) > 1 {
		add(e.texts.Say("lembar.jumlah").Text, all)
	}
	return []Sheet{s}, nil
}

func (e exporter) skdnRow(name string, c growth.Counts) []Cell {
	values := map[string]Cell{"posyandu": txt(name), "month": txt(e.month.String())}
	for k, n := range map[string]int{"S": c.S, "K": c.K, "D": c.D, "N": c.N, "T": c.T, "O": c.O, "B": c.B, "D'": c.DPrime(), "2T": c.TwoT, "BGM": c.BGM} {
		values[k] = num(n)
	}
	for _, r := range c.Ratios() {
		values[r.Name] = txt("–")
		if p, ok := r.Percent(); ok {
			values[r.Name] = Cell{strconv.FormatFloat(p, 'f', 1, 64), true}
		}
	}
	var row []Cell
	for _, col := range e.columns {
		row = append(row, values[col.key])
	}
	return row
}
