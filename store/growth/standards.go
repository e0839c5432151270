package growth

import (
	_ "embed"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run generate.go

//go:embed who.tsv
var whoTable string

//go:embed extra.tsv
var extraTable string

// Bounds of the standards.
const (
	Month       = 30.4375 // days of WHO's month
	LastDay     = 1826    // last day before 60 months
	ChangeDay   = 731     // from this day on height, before it length
	armFirstDay = 91
)

// lms are the three values of one age or length.
type lms struct{ l, m, s float64 }

// days holds a value for every day from first on.
type days struct {
	first int
	row   []lms
}

func (d days) at(day int) (lms, bool) {
	i := day - d.first
	if i < 0 || i >= len(d.row) {
		return lms{}, false
	}
	return d.row[i], true
}

// lengths holds a value for every millimetre from first on.
type lengths struct {
	first int // millimetres
	row   []lms
}

// at interpolates between millimetres, as WHO does; cm outside the table has no value.
func (t lengths) at(cm float64) (lms, bool) {
	mm := cm*10 - float64(t.first)
	if near := math.Round(mm); math.Abs(mm-near) < 1e-6 {
		mm = near // 84.7 + 0.7 is not 85.4 in binary
	}
	i := int(math.Floor(mm))
	if i < 0 || mm > float64(len(t.row)-1) {
		return lms{}, false
	}
	a := t.row[i]
	f := mm - float64(i)
	if f == 0 {
		return a, true
	}
	b := t.row[i+1]
	return lms{a.l + f*(b.l-a.l), a.m + f*(b.m-a.m), a.s + f*(b.s-a.s)}, true
}

// sexTables are the standards of one sex.
type sexTables struct {
	weight, length, bmi, head, arm days
	byLength, byHeight             lengths
}

// tables are made once, on the first question, and never changed.
var tables = sync.OnceValue(func() map[string]*sexTables {
	knots := map[string]*knotList{}
	for _, text := range []string{whoTable, extraTable} {
		if err := readKnots(knots, text); err != nil {
			panic(err) // embedded data: a test reads them
		}
	}
	for _, k := range knots {
		sort.Sort(k)
	}
	out := map[string]*sexTables{}
	for _, sex := range []string{Boy, Girl} {
		of := func(index string, first, last int) days { return knots[index+sex].daily(first, last) }
		both := func(index string) days {
			young, old := of(index+"-baring", 0, ChangeDay-1), of(index+"-berdiri", ChangeDay, LastDay)
			return days{0, append(young.row, old.row...)}
		}
		out[sex] = &sexTables{
			weight: of("waz", 0, LastDay), head: of("hcz", 0, LastDay), arm: of("acz", armFirstDay, LastDay),
			length: both("lhaz"), bmi: both("baz"),
			byLength: knots["wlz"+sex].byMillimetre(450, 1100), byHeight: knots["whz"+sex].byMillimetre(650, 1200),
		}
	}
	return out
})

// knotList are the rows of one index and sex.
type knotList struct{ x, l, m, s []float64 }

func (k *knotList) Len() int           { return len(k.x) }
func (k *knotList) Less(i, j int) bool { return k.x[i] < k.x[j] }
func (k *knotList) Swap(i, j int) {
	for _, v := range [][]float64{k.x, k.l, k.m, k.s} {
		v[i], v[j] = v[j], v[i]
	}
}

func readKnots(into map[string]*knotList, text string) error {
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return fmt.Errorf("reading growth standards: line %d has %d fields, want 6", n+1, len(f))
		}
		var v [4]float64
		for i := range v {
			var err error
			if v[i], err = strconv.ParseFloat(f[i+2], 64); err != nil {
				return fmt.Errorf("reading growth standards: line %d: %w", n+1, err)
			}
		}
		k := into[f[0]+f[1]]
		if k == nil {
			k = &knotList{}
			into[f[0]+f[1]] = k
		}
		k.x, k.l, k.m, k.s = append(k.x, v[0]), append(k.l, v[1]), append(k.m, v[2]), append(k.s, v[3])
	}
	return nil
}

// fill interpolates at n points from first on, step apart.
func (k *knotList) fill(first, step float64, n int) []lms {
	l, m, s := newSpline(k.x, k.l), newSpline(k.x, k.m), newSpline(k.x, k.s)
	rows := make([]lms, n)
	for i := range rows {
		x := min(first+float64(i)*step, k.x[len(k.x)-1])
		at := max(sort.SearchFloat64s(k.x, x+1e-9)-1, 0)
		rows[i] = lms{l.at(at, x), m.at(at, x), s.at(at, x)}
	}
	return rows
}

func (k *knotList) daily(first, last int) days {
	return days{first, k.fill(float64(first), 1, last-first+1)}
}

func (k *knotList) byMillimetre(first, last int) lengths {
	return lengths{first, k.fill(float64(first)/10, 0.1, last-first+1)}
}
