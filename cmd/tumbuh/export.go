package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"tumbuh/dialogs/naskah"
	"tumbuh/dialogs/report"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

type exportCmd struct {
	What      string `required:"" help:"sigizi-identitas, sigizi-ukur, sigizi-pmt, sigizi-mpasi, balita, rekap-balita, rekap-bumil, kohort or skdn." enum:"sigizi-identitas,sigizi-ukur,sigizi-pmt,sigizi-mpasi,balita,rekap-balita,rekap-bumil,kohort,skdn"`
	Posyandu  string `help:"Id or name of one posyandu." xor:"place"`
	Puskesmas string `help:"Id or name of a puskesmas: all its posyandu." xor:"place"`
	Month     string `required:"" help:"Like 2026-03."`
	XLSX      string `name:"xlsx" help:"Write a workbook to this file instead of CSV to standard output." placeholder:"FILE"`
}

// Run writes a form of one month: CSV of the form itself to standard output, or a
// workbook that also has the sheet of what to look at.
func (e exportCmd) Run(ctx context.Context, cfg config) error {
	m, err := report.MonthOf(e.Month)
	if err != nil {
		return fmt.Errorf("%w: --month wants a month like 2026-03", errUsage)
	}
	texts, err := naskah.Load()
	if err != nil {
		return err
	}
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		chosen, err := choosePosyandu(v.City, e.Posyandu, e.Puskesmas)
		if err != nil {
			return err
		}
		places, err := placesOf(ctx, db, v, chosen)
		if err != nil {
			return err
		}
		sheets, err := report.Export(texts, e.What, places, m)
		if err != nil {
			return err
		}
		return e.write(sheets)
	})
}

func (e exportCmd) write(sheets []report.Sheet) error {
	if e.XLSX != "" {
		b, err := report.XLSX(sheets)
		if err == nil {
			err = os.WriteFile(e.XLSX, b, 0o600) // names of children: nobody else's to read
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", e.XLSX, err)
		}
	} else {
		b, err := sheets[0].CSV()
		if err == nil {
			_, err = os.Stdout.Write(b)
		}
		if err != nil {
			return fmt.Errorf("writing: %w", err)
		}
	}
	for i, s := range sheets {
		where := "written"
		if i > 0 && e.XLSX == "" {
			where = "only in a workbook (--xlsx FILE)"
		}
		fmt.Fprintf(os.Stderr, "%s: %d rows, %s\n", s.Name, len(s.Rows), where)
	}
	return nil
}

// choosePosyandu finds one posyandu, or all of a puskesmas, by id or name.
func choosePosyandu(c *store.City, posyandu, puskesmas string) ([]store.Posyandu, error) {
	if (posyandu == "") == (puskesmas == "") {
		return nil, fmt.Errorf("%w: want --posyandu or --puskesmas", errUsage)
	}
	var list []store.Posyandu
	for _, p := range c.Posyandu {
		if posyandu != "" && (p.ID == posyandu || strings.EqualFold(p.Name, posyandu)) {
			list = append(list, p)
		}
		if u, ok := c.FindPuskesmas(p.Puskesmas); ok && puskesmas != "" && (u.ID == puskesmas || strings.EqualFold(u.Name, puskesmas)) {
			list = append(list, p)
		}
	}
	switch {
	case len(list) == 0 && posyandu != "":
		return nil, fmt.Errorf("%w: no posyandu %q; see 'tumbuh posyandu list'", errUsage, posyandu)
	case len(list) == 0:
		return nil, fmt.Errorf("%w: no puskesmas %q with a posyandu; one of: %s", errUsage, puskesmas, placeNames(c.Puskesmas))
	case len(list) > 1 && posyandu != "":
		return nil, fmt.Errorf("%w: %d posyandu are called %q; give the id", errUsage, len(list), posyandu)
	}
	return list, nil
}

// placesOf reads the households of posyandu, one posyandu in memory after another.
func placesOf(ctx context.Context, db *rdb.DB, v store.View, list []store.Posyandu) ([]report.Place, error) {
	var places []report.Place
	for _, p := range list {
		w := v
		w.Have = store.Have{}
		for _, n := range []store.Need{{Kind: store.NeedRoster, ID: p.ID}, {Kind: store.NeedGrowth, ID: p.ID}} {
			var err error
			if w, err = db.Fetch(ctx, w, n); err != nil {
				return nil, err
			}
		}
		places = append(places, report.Place{Posyandu: p, Homes: homesOf(w.Have)})
	}
	return places, nil
}

// homesOf puts families together with what was measured of them.
func homesOf(h store.Have) []report.Household {
	var homes []report.Household
	for _, m := range h.Roster {
		home := report.Household{Person: m.Person.Value, Family: m.Family.Value, Growth: map[string]store.Growth{}, Checks: map[string]store.Checks{}}
		id := store.PersonID(m.Family.Ref.ID)
		for _, c := range m.Family.Value.Children {
			if d := h.GrowthOf(id, c.ID); d != nil {
				home.Growth[c.ID] = d.Value
			}
		}
		for _, p := range m.Family.Value.Pregnancies {
			if d := h.ChecksOf(id, p.ID); d != nil {
				home.Checks[p.ID] = d.Value
			}
		}
		homes = append(homes, home)
	}
	return homes
}
