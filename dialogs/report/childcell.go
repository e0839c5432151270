package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// cell gives the value of a form's key for a child; unknown keys are a fault of the
// form, which a test finds.
func (k kid) cell(key string, no int, m Month) (Cell, bool) {
	for _, of := range []func(string, Month) (Cell, bool){k.identity, k.birth, k.month, k.year, k.course, k.meal, k.plain} {
		if c, ok := of(key, m); ok {
			return c, true
		}
	}
	if key == "no" {
		return num(no), true
	}
	return Cell{}, key == "empty"
}

func (k kid) identity(key string, _ Month) (Cell, bool) {
	f, c := k.home.Family, k.child
	switch key {
	case "kk":
		return txt(f.KK), true
	case "nik":
		return txt(c.NIK), true
	case "name":
		return txt(c.Name), true
	case "sex":
		return txt(map[string]string{"L": "Laki-laki", "P": "Perempuan"}[c.Sex]), true
	case "parent":
		return txt(f.MotherName), true
	case "parent-nik":
		return txt(f.MotherNIK), true
	case "phone":
		if k.home.Person.Phone == "" {
			return txt("-"), true
		}
		return txt(k.home.Person.Phone), true
	case "street":
		return txt(f.Street), true
	case "rt":
		return txt(f.RT), true
	case "rw":
		return txt(f.RW), true
	case "ended":
		return txt(string(c.End)), true
	}
	return Cell{}, false
}

func (k kid) birth(key string, _ Month) (Cell, bool) {
	c := k.child
	switch key {
	case "order":
		return count(c.Order), true
	case "birth":
		return txt(c.Birth.String()), true
	case "born-weeks":
		return count(c.BornWeeks), true
	case "birth-weight":
		return tenths(c.BirthWeight, 1000), true
	case "birth-length":
		return tenths(c.BirthLength, 10), true
	case "birth-head":
		return tenths(c.BirthHead, 10), true
	case "book":
		return txt(c.Book), true
	case "small-book":
		return txt(c.SmallBook), true
	case "imd":
		return txt(c.IMD), true
	}
	return Cell{}, false
}

// month gives what was measured in the month; all blank for who was not measured.
func (k kid) month(key string, _ Month) (Cell, bool) {
	if n, err := strconv.Atoi(strings.TrimPrefix(key, "asi-")); err == nil && strings.HasPrefix(key, "asi-") {
		return txt(k.home.Growth[k.child.ID].ExclusiveIn(k.child, n)), true
	}
	if !slices.Contains([]string{"measured", "weight", "length", "arm", "head", "oedema", "position", "vitamin-a", "class", "mbg"}, key) {
		return Cell{}, false
	}
	if k.now == nil {
		return Cell{}, true
	}
	n := *k.now
	switch key {
	case "measured":
		return txt(n.Day.String()), true
	case "weight":
		return tenths(n.Weight, 1000), true
	case "length":
		return tenths(n.Length, 10), true
	case "arm":
		return tenths(n.Arm, 10), true
	case "head":
		return tenths(n.Head, 10), true
	case "oedema":
		if n.Oedema > 0 {
			return txt(strconv.Itoa(n.Oedema)), true
		}
		return txt("tidak"), true
	case "position":
		return txt(map[store.Position]string{store.Lying: "terlentang", store.Standing: "berdiri"}[growth.PositionOf(k.child, n)]), true
	case "vitamin-a":
		return txt(n.Given.VitaminA), true
	case "class":
		return txt(n.Given.Class), true
	}
	return txt(n.Given.MBG), true
}

// year gives the months of the cohort register up to the one asked for.
func (k kid) year(key string, m Month) (Cell, bool) {
	name, number, _ := cutLast(key, "-")
	month, err := strconv.Atoi(number)
	switch {
	case key == "vaccines":
		return txt(k.vaccines(m)), true
	case key == "dewormed":
		return txt(k.given(store.Date{Year: m.First.Year, Month: 1, Day: 1}, m.Last(), func(g store.Given) bool { return g.Deworming })), true
	case err != nil || month < 1 || month > 12:
		return Cell{}, false
	}
	at := Month{store.Date{Year: m.First.Year, Month: time.Month(month), Day: 1}}
	if at.First.After(m.First) {
		return Cell{}, true
	}
	then := newKid(k.home, k.child, at, growth.DefaultRules())
	switch name {
	case "weight", "length":
		c, _ := then.month(name, at)
		return c, true
	case "mark":
		if then.mark == nil {
			return Cell{}, true
		}
		return txt(then.mark.String()), true
	case "vitamin-a":
		return txt(k.given(at.First, at.Last(), func(g store.Given) bool { return g.VitaminA != "" })), true
	}
	return Cell{}, false
}

// given is the last day from one to another on which something was given.
func (k kid) given(from, to store.Date, what func(store.Given) bool) string {
	day := ""
	for _, x := range k.list {
		if !x.Day.Before(from) && !x.Day.After(to) && what(x.Given) {
			day = x.Day.String()
		}
	}
	return day
}

// vaccines lists what the child has had up to the end of the month.
func (k kid) vaccines(m Month) string {
	var list []string
	for code, d := range k.child.Vaccines {
		if !d.After(m.Last()) {
			list = append(list, d.String()+" "+code)
		}
	}
	slices.Sort(list)
	return strings.Join(list, "; ")
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func count(n int) Cell {
	if n <= 0 {
		return Cell{}
	}
	return num(n)
}
