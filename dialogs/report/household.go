package report

import (
	"slices"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// Household is a family with what was measured of it.
type Household struct {
	Person store.Person
	Family store.Family
	Growth map[string]store.Growth // by child id
	Checks map[string]store.Checks // by pregnancy id
}

// Month is a calendar month, by its first day.
type Month struct{ First store.Date }

// MonthOf reads "2026-03".
func MonthOf(s string) (Month, error) {
	d, err := store.ParseDate(s + "-01")
	return Month{d}, err
}

// Last is the month's last day.
func (m Month) Last() store.Date { return m.First.AddMonths(1).Add(-1) }

// Has tells whether the day falls in the month.
func (m Month) Has(d store.Date) bool { return d.Year == m.First.Year && d.Month == m.First.Month }

func (m Month) String() string { return m.First.String()[:7] }

// kid is one child of a sheet with her month.
type kid struct {
	home  Household
	child store.Child
	list  []store.Measurement // all that count, by day
	now   *store.Measurement  // the month's last; nil: not measured
	marks []growth.Mark
	mark  *growth.Mark // of the month's last weighing
}

// months is the age in completed months at the end of the month.
func (k kid) months(m Month) int { return k.child.AgeMonths(m.Last()) }

// kids lists the children who were under five on the month's first day and belong to
// the place at its end, by name; the order never depends on how records are kept.
func kids(homes []Household, m Month, rules growth.Rules) []kid {
	var list []kid
	for _, h := range homes {
		if moved := h.Family.Moved; !moved.IsZero() && !moved.After(m.Last()) {
			continue
		}
		for _, c := range h.Family.Children {
			if c.End == store.EndJoined || c.Birth.IsZero() || c.Birth.After(m.Last()) || c.AgeMonths(m.First) > 59 || !c.Ended.IsZero() && !c.Ended.After(m.Last()) || c.End != "" && c.Ended.IsZero() {
				continue
			}
			list = append(list, newKid(h, c, m, rules))
		}
	}
	slices.SortStableFunc(list, func(a, b kid) int {
		return strings.Compare(fold(a.child.Name)+a.child.Birth.String()+a.child.NIK, fold(b.child.Name)+b.child.Birth.String()+b.child.NIK)
	})
	return list
}

func newKid(h Household, c store.Child, m Month, rules growth.Rules) kid {
	k := kid{home: h, child: c, list: h.Growth[c.ID].Valid()}
	for i := range k.list {
		if m.Has(k.list[i].Day) {
			k.now = &k.list[i]
		}
	}
	k.marks = growth.Card(c, k.list, rules)
	for i := range k.marks {
		if m.Has(k.marks[i].Day) {
			k.mark = &k.marks[i]
		}
	}
	return k
}

// fold is a name as it is compared: small letters and spaces only.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r > 127) }), " ")
}

// GoodNIK tells whether a NIK has the sixteen digits it must have.
func GoodNIK(s string) bool { return len(s) == 16 && strings.Trim(s, "0123456789") == "" }
