package report

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"tumbuh/store"
)

// dose is a vaccine as sheets name it, with its number where there are several.
var dose = regexp.MustCompile(`\b(hb ?0|bcg|(?:opv|polio|dpt(?:[ -]hb(?:[ -]hib)?)?|penta(?:bio)?|pcv|rv|rotavirus|rota|ipv|mr|campak) ?-?[1-4])\b`)

// doseSeries is the id of a series by its names.
var doseSeries = map[string]string{"opv": "opv", "polio": "opv", "dpt": "dpt", "penta": "dpt", "pentabio": "dpt", "pcv": "pcv", "rv": "rv", "rota": "rv", "rotavirus": "rv",
	"ipv": "ipv", "mr": "mr", "campak": "mr"}

// served reads what a row says beside sizes: the months of exclusive breast milk, and the
// vaccines given on the day of the row.
func (r *Record) served() {
	letters := []byte(".......")
	for i := range letters {
		if a, err := YesNo(r.Cells[fmt.Sprint("asi-", i)]); err == nil && a != "" {
			letters[i] = a[0]
		}
	}
	r.ASI = strings.TrimRight(string(letters), ".")
	day, err := Day(r.Cells["measured"])
	if err != nil || day.IsZero() {
		return
	}
	for _, m := range dose.FindAllString(strings.ToLower(r.Cells["vaccines"]), -1) {
		if r.Child.Vaccines == nil {
			r.Child.Vaccines = map[string]store.Date{}
		}
		r.Child.Vaccines[doseID(m)] = day
	}
}

// doseID is the id of a dose: "DPT-HB-Hib 2" is dpt2.
func doseID(s string) string {
	s = strings.NewReplacer(" ", "", "-", "").Replace(s)
	if s == "hb0" || s == "bcg" {
		return s
	}
	name, n := s[:len(s)-1], s[len(s)-1:]
	if strings.HasPrefix(name, "dpt") {
		name = "dpt"
	}
	return doseSeries[name] + n
}

// vaccinated enters the doses of a row that the child's own list does not have, and names them.
func vaccinated(c *store.Child, given map[string]store.Date) []string {
	list := maps.Clone(c.Vaccines)
	var taken []string
	for _, code := range slices.Sorted(maps.Keys(given)) {
		if _, has := list[code]; has {
			continue
		}
		if list == nil {
			list = map[string]store.Date{}
		}
		list[code] = given[code]
		taken = append(taken, code)
	}
	c.Vaccines = list
	return taken
}
