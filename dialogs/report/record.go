package report

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// Record is one row that came in, read as far as it can be.
type Record struct {
	Line     int // in the file, from 1
	Kind     InKind
	Cells    map[string]string
	Child    store.Child
	Measure  *store.Measurement
	More     []store.Measurement // the other months of a wide register
	ASI      string              // exclusive breast milk in month 0–6, a letter a month
	HPHT     store.Date
	Mother   string
	Father   string
	Phone    string
	Posyandu string   // as the file names it
	Faults   []string // why the row is not taken
	Notes    []string // what of it was left out, or should be looked at
}

func (r *Record) fault(format string, a ...any) {
	r.Faults = append(r.Faults, fmt.Sprintf(format, a...))
}
func (r *Record) note(format string, a ...any) { r.Notes = append(r.Notes, fmt.Sprintf(format, a...)) }

// Records reads a sheet that came in. Empty rows are left out; a row that cannot be
// used has Faults.
func Records(rows [][]string, today store.Date) (InKind, []Record, error) {
	h, err := findHeader(rows)
	if err != nil {
		return "", nil, err
	}
	var list []Record
	for i, row := range rows[h.row+1:] {
		r := Record{Line: h.row + i + 2, Kind: h.kind, Cells: h.cells(row)}
		if len(r.Cells) == 0 || len(r.Cells) == 1 && r.Cells["order"]+r.Cells["rt"] != "" {
			continue
		}
		r.people()
		r.oneCell()
		switch h.kind {
		case InChildren:
			r.child(today)
			r.served()
			r.measure(today)
			r.months(today)
		case InMeasures:
			if r.Child.NIK = digits(r.Cells["nik"]); !GoodNIK(r.Child.NIK) {
				r.fault("NIK %q: without its 16 digits a measurement cannot be matched for sure", r.Cells["nik"])
			}
			r.served()
			r.measure(today)
			r.months(today)
		case InMothers:
			r.pregnancy(today)
		}
		list = append(list, r)
	}
	return h.kind, list, nil
}

// people reads who the parents are; "AYAH / IBU" in one cell are two.
func (r *Record) people() {
	r.Mother, r.Father, r.Posyandu = r.Cells["mother"], r.Cells["father"], r.Cells["posyandu"]
	if p := r.Cells["parent"]; r.Mother == "" && p != "" {
		father, mother, two := strings.Cut(p, "/")
		r.Mother = strings.TrimSpace(father)
		if two {
			r.Father, r.Mother = strings.TrimSpace(father), strings.TrimSpace(mother)
		}
	}
	r.Phone = phone(r.Cells["phone"])
}

// oneCell takes "03/05" of a column RT/RW apart.
func (r *Record) oneCell() {
	if rt, rw, _ := strings.Cut(r.Cells["rt-rw"], "/"); rt != "" && r.Cells["rt"] == "" {
		r.Cells["rt"] = strings.TrimSpace(rt)
		if rw = strings.TrimSpace(rw); rw != "" {
			r.Cells["rw"] = rw
		}
	}
}

// phone keeps a number of digits that can be one of this country: 62…
func phone(s string) string {
	d := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
	switch {
	case strings.HasPrefix(d, "0"):
		d = "62" + d[1:]
	case strings.HasPrefix(d, "8"):
		d = "62" + d
	}
	if !strings.HasPrefix(d, "62") || len(d) < 10 || len(d) > 15 {
		return ""
	}
	return d
}

// digits is a NIK or family card as text. A number in Excel's scientific form is written
// out only where all of its digits stand there: of 3,67401E+15 ten are lost.
func digits(s string) string {
	s = strings.Trim(s, "' ")
	if head, _, sci := strings.Cut(strings.ToUpper(s), "E"); sci {
		head = strings.ReplaceAll(head, ",", ".")
		f, _, err := big.ParseFloat(strings.ReplaceAll(s, ",", "."), 10, 80, big.ToNearestEven)
		if err != nil || !f.IsInt() || len(strings.ReplaceAll(head, ".", "")) < 15 {
			return s
		}
		return f.Text('f', 0)
	}
	s = strings.TrimSuffix(s, ".0")
	return strings.NewReplacer(" ", "", ".", "", "-", "").Replace(s)
}

// child reads the identity.
func (r *Record) child(today store.Date) {
	c := &r.Child
	c.Name = r.Cells["name"]
	if c.Name == "" {
		r.fault("no name")
	}
	var err error
	if c.Birth, err = Day(r.Cells["birth"]); err != nil || c.Birth.IsZero() {
		r.fault("birth date %q: want a day like 2025-06-08", r.Cells["birth"])
	} else if c.Birth.After(today) || c.AgeMonths(today) > 72 {
		r.fault("birth date %s: not a child under six on %s", c.Birth, today)
	}
	if c.Sex, err = Sex(r.Cells["sex"]); err != nil {
		r.fault("sex %q: want L or P", r.Cells["sex"])
	}
	if n := digits(r.Cells["nik"]); n != "" {
		if c.NIK = n; !GoodNIK(n) {
			c.NIK = ""
			r.note("NIK %q is not 16 digits: left out", r.Cells["nik"])
		}
	}
	c.BirthWeight = r.within("birth-weight", 1000, 100, 500, 6000)
	c.BirthLength = r.within("birth-length", 10, 0, 300, 600)
	c.BirthHead = r.within("birth-head", 10, 0, 200, 450)
	c.BornWeeks = r.within("born-weeks", 1, 0, 22, 44)
	c.Order = r.within("order", 1, 0, 1, 20)
	for key, to := range map[string]*string{"book": &c.Book, "small-book": &c.SmallBook, "imd": &c.IMD} {
		if *to, err = YesNo(r.Cells[key]); err != nil {
			r.note("%s %q: left out", key, r.Cells[key])
		}
	}
}

// within reads a number as whole units (grams, millimetres); above big it is taken as
// units already (2900 is grams). What is outside the limits is left out with a note.
func (r *Record) within(key string, unit, big float64, low, high int) int {
	v, err := Number(r.Cells[key])
	if err == nil && v == 0 {
		return 0
	}
	if big == 0 || v <= big {
		v *= unit
	}
	n := int(v + 0.5)
	if err != nil || n < low || n > high {
		r.note("%s %q: left out", key, r.Cells[key])
		return 0
	}
	return n
}

// measure reads what was measured, where the sheet has it.
func (r *Record) measure(today store.Date) {
	day, err := Day(r.Cells["measured"])
	if err != nil || day.IsZero() {
		if r.Cells["measured"] != "" || r.Cells["weight"]+r.Cells["length"] != "" {
			r.note("measured on %q: the measurement is left out", r.Cells["measured"])
		}
		return
	}
	if day.After(today) || !r.Child.Birth.IsZero() && day.Before(r.Child.Birth) {
		r.note("measured on %s: not between birth and today, left out", day)
		return
	}
	m := store.Measurement{Day: day, From: store.FromFile, Weight: r.within("weight", 1000, 100, 300, 60000), Length: r.within("length", 10, 0, 250, 1500),
		Arm: r.within("arm", 10, 0, 50, 400), Head: r.within("head", 10, 0, 200, 700)}
	if m.Position, err = Position(r.Cells["position"]); err != nil {
		r.note("position %q: left out", r.Cells["position"])
	}
	if m.Oedema, err = Oedema(r.Cells["oedema"]); err != nil {
		r.note("oedema %q: left out", r.Cells["oedema"])
	}
	r.given(&m)
	if m.Weight == 0 && m.Length == 0 && m.Arm == 0 && m.Head == 0 && m.Oedema == 0 {
		return
	}
	if z, _ := growth.Of(r.Child, m); r.Kind == InChildren && (z.WAZ.Wild || z.HAZ.Wild || z.WHZ.Wild) {
		r.note("the measurement of %s is outside WHO's plausible range: taken, to be measured again", day)
	}
	r.Measure = &m
}

// months reads a wide register: a set of columns for each month of the year.
func (r *Record) months(today store.Date) {
	plain := r.Cells
	for m := 1; m <= 12; m++ {
		cells, some := map[string]string{}, false
		for _, key := range []string{"measured", "weight", "length", "position", "arm", "head", "oedema", "vitamin-a"} {
			if v := plain[key+"@"+strconv.Itoa(m)]; v != "" {
				cells[key], some = v, true
			}
		}
		if !some {
			continue
		}
		first := r.Measure
		r.Cells, r.Measure = cells, nil
		r.measure(today)
		switch {
		case first == nil:
		case r.Measure != nil:
			r.More = append(r.More, *r.Measure)
			r.Measure = first
		default:
			r.Measure = first
		}
	}
	r.Cells = plain
}

// given reads what the child got.
func (r *Record) given(m *store.Measurement) {
	if v := strings.ToLower(r.Cells["vitamin-a"]); v == "merah" || v == "biru" {
		m.Given.VitaminA = v
	}
	m.Given.Class, _ = YesNo(r.Cells["class"])
	m.Given.MBG, _ = YesNo(r.Cells["mbg"])
	m.Given.Breast, _ = YesNo(r.Cells["exclusive"])
}

// pregnancy reads the dates of a mother's row.
func (r *Record) pregnancy(today store.Date) {
	if r.Mother == "" {
		r.Mother = r.Cells["name"]
	}
	if r.Mother == "" {
		r.fault("no name")
	}
	hpht, err1 := Day(r.Cells["hpht"])
	hpl, err2 := Day(r.Cells["hpl"])
	if hpht.IsZero() && !hpl.IsZero() {
		hpht = hpl.Add(-280)
	}
	switch n := today.Sub(hpht); {
	case err1 != nil || err2 != nil && hpht.IsZero() || hpht.IsZero():
		r.fault("HPHT %q, HPL %q: want a day like 2026-01-05", r.Cells["hpht"], r.Cells["hpl"])
	case n < 0 || n > 301:
		r.fault("HPHT %s: not a pregnancy on %s", hpht, today)
	}
	r.HPHT = hpht
}
