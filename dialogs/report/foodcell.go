package report

import (
	"slices"
	"strconv"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// courseGap is how many days without recovery food end a course: more than a month between
// two posyandu days.
const courseGap = 45

// Codes of the PMT sheet (PROG §2.1c).
var (
	courseKind = map[string]int{"pabrikan": 1, "lokal": 2}
	courseFund = map[string]int{"dak": 1, "apbd": 2, "mitra": 3, "desa": 4}
	courseNext = map[string]int{"lanjut": 1, "selesai": 2, "rs": 3}
	courseTook = map[store.Position]int{store.Standing: 1, store.Lying: 2}
)

// fedDays makes a row of each day of the month on which the child was on recovery food.
func (k kid) fedDays(m Month) []kid {
	var list []kid
	for i := range k.list {
		if x := &k.list[i]; m.Has(x.Day) && x.Given.PMT == "ya" {
			day := k
			day.now = x
			list = append(list, day)
		}
	}
	return list
}

// courseOf finds the course a day belongs to: its first measurement, and which it is.
func (k kid) courseOf(day store.Date) (first store.Measurement, cycle int) {
	open := false
	var last store.Measurement
	for _, x := range k.list {
		if x.Given.PMT == "" || x.Day.After(day) {
			continue
		}
		if x.Given.PMT != "ya" {
			open = false
			continue
		}
		if !open || x.Day.Sub(last.Day) > courseGap || last.Given.Course.Next == "selesai" {
			first, cycle = x, cycle+1
		}
		open, last = true, x
	}
	return first, cycle
}

// courseWhy is why the course began: wasting, underweight, or a weight that did not rise; 0
// where none of them is known.
func (k kid) courseWhy(first store.Measurement) int {
	_, s := growth.Of(k.child, first)
	switch {
	case s.WeightForHeight == growth.Wasted || s.WeightForHeight == growth.SeverelyWasted:
		return 1
	case s.WeightForAge == growth.Underweight || s.WeightForAge == growth.SeverelyUnderweight:
		return 2
	}
	for _, m := range k.marks {
		if m.Day == first.Day && m.Letter == growth.T {
			return 3
		}
	}
	return 0
}

// course gives the cells of the PMT sheet; what nobody said is blank.
func (k kid) course(key string, _ Month) (Cell, bool) {
	name, ok := strings.CutPrefix(key, "pmt-")
	if !ok || k.now == nil {
		return Cell{}, ok
	}
	first, cycle := k.courseOf(k.now.Day)
	c := k.now.Given.Course
	switch name {
	case "first":
		return txt(first.Day.String()), true
	case "cycle":
		return num(cycle), true
	case "kind":
		return count(courseKind[c.Kind]), true
	case "fund":
		return count(courseFund[c.Fund]), true
	case "why":
		return count(k.courseWhy(first)), true
	case "week":
		return num(k.now.Day.Sub(first.Day)/7 + 1), true
	case "eaten": // all seven days; which of fewer they were is not known
		if c.Days == 7 {
			return num(1), true
		}
		return Cell{}, true
	case "position":
		return count(courseTook[growth.PositionOf(k.child, *k.now)]), true
	case "next":
		return count(courseNext[c.Next]), true
	}
	return Cell{}, false
}

// meal gives the food groups of the day before: 1 eaten, 0 not, blank where it was not asked.
func (k kid) meal(key string, _ Month) (Cell, bool) {
	name, ok := strings.CutPrefix(key, "food-")
	if !ok || k.now == nil {
		return Cell{}, ok
	}
	g := k.now.Given
	switch name {
	case "asi":
		return yesDigit(g.Nursed), true
	case "helped":
		return yesDigit(g.PMT), true
	}
	if !slices.Contains(store.FoodGroups(), name) {
		return Cell{}, false
	}
	if len(g.Food) == 0 {
		return Cell{}, true
	}
	return yesDigit(map[bool]string{true: "ya", false: "tidak"}[slices.Contains(g.Food, name)]), true
}

func yesDigit(answer string) Cell {
	switch answer {
	case "ya":
		return num(1)
	case "tidak":
		return num(0)
	}
	return Cell{}
}

// plain gives what only the simple template of a posyandu asks.
func (k kid) plain(key string, m Month) (Cell, bool) {
	switch key {
	case "sex-letter":
		return txt(k.child.Sex), true
	case "exclusive":
		if k.now == nil {
			return Cell{}, true
		}
		return txt(k.now.Given.Breast), true
	case "vaccines-now":
		var list []string
		for code, d := range k.child.Vaccines {
			if m.Has(d) {
				list = append(list, strings.ToUpper(code))
			}
		}
		slices.Sort(list)
		return txt(strings.Join(list, ", ")), true
	case "note":
		if k.now == nil {
			return Cell{}, true
		}
		return txt(k.now.Note), true
	}
	return Cell{}, false
}

// rows are the rows a child has in a form.
func (e exporter) rows(k kid) []kid {
	switch months := k.months(e.month); e.what {
	case "sigizi-identitas":
		if !e.month.Has(store.DateOf(k.child.Since)) {
			return nil
		}
	case "sigizi-pmt":
		return k.fedDays(e.month)
	case "sigizi-mpasi":
		if months < 6 || months > 23 {
			return nil
		}
	}
	return []kid{k}
}

// foodDoubts says what of recovery food and meals is still to be asked.
func (e exporter) foodDoubts(k kid) (why []string) {
	say := func(yes bool, key string, vars ...string) {
		if yes {
			why = append(why, e.texts.Say(key, vars...).Text)
		}
	}
	g := k.now.Given
	switch e.what {
	case "sigizi-pmt":
		first, _ := k.courseOf(k.now.Day)
		say(g.Course.Kind == "", "lembar.pmt-jenis")
		say(g.Course.Fund == "", "lembar.pmt-dana")
		say(k.courseWhy(first) == 0, "lembar.pmt-alasan")
		say(g.Course.Days > 0 && g.Course.Days < 7, "lembar.pmt-hari", "jumlah", strconv.Itoa(g.Course.Days))
	case "sigizi-mpasi":
		say(len(g.Food) == 0, "lembar.makan")
		say(g.Nursed == "", "lembar.makan-asi")
	}
	return why
}
