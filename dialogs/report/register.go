package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tumbuh/store"
)

// TakePosyandu takes rows of posyandu into the register: found by name and kelurahan,
// days filled where none are known, never changed.
func TakePosyandu(city *store.City, register store.Register, records []Record) (store.Register, []Outcome) {
	register.Posyandu = slices.Clone(register.Posyandu)
	var list []Outcome
	for _, r := range records {
		o := Outcome{Line: r.Line, Name: r.Posyandu, Action: Refused}
		k, ok := kelurahan(city, r.Cells["kelurahan"])
		days, known := meeting(r.Cells["meets"])
		at := slices.IndexFunc(register.Posyandu, func(p store.Posyandu) bool {
			return p.Kelurahan == k.ID && strings.TrimPrefix(fold(p.Name), "posyandu ") == strings.TrimPrefix(fold(r.Posyandu), "posyandu ")
		})
		switch {
		case r.Posyandu == "":
			o.Detail = "no name"
		case !ok:
			o.Detail = fmt.Sprintf("kelurahan %q: not in the city", r.Cells["kelurahan"])
		case at < 0:
			id := fmt.Sprintf("py-%s-%d", strings.ReplaceAll(strings.TrimPrefix(k.ID, city.Code+"."), ".", "-"), len(register.Posyandu)+1)
			register.Posyandu = append(register.Posyandu, store.Posyandu{ID: id, Name: r.Posyandu, Kelurahan: k.ID, Puskesmas: k.Puskesmas, Days: days, Address: r.Cells["street"]})
			o.Action, o.Detail = Added, id
		case known && register.Posyandu[at].Days.IsZero():
			register.Posyandu[at].Days = days
			o.Action, o.Detail = Filled, "days"
		default:
			o.Action = Same
		}
		if r.Cells["meets"] != "" && !known && o.Action != Refused {
			o.Detail = strings.TrimSpace(o.Detail + fmt.Sprintf(" day %q is not read: use 'tumbuh posyandu day'", r.Cells["meets"]))
		}
		list = append(list, o)
	}
	return register, list
}

func kelurahan(city *store.City, name string) (store.Place, bool) {
	squeeze := func(s string) string { return strings.ReplaceAll(strings.TrimPrefix(fold(s), "kelurahan "), " ", "") }
	for _, k := range city.Kelurahan {
		if name != "" && (k.ID == name || squeeze(k.Name) == squeeze(name) || slices.ContainsFunc(k.Aliases, func(a string) bool { return squeeze(a) == squeeze(name) })) {
			return k, true
		}
	}
	return store.Place{}, false
}

var monthly = regexp.MustCompile(`^(?:(?i:tgl|tanggal|setiap tanggal)\.? *)?(\d{1,2})$`)

// meeting reads a fixed date of each month; other patterns are left to the command.
func meeting(s string) (store.Meeting, bool) {
	if m := monthly.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		if n, _ := strconv.Atoi(m[1]); n >= 1 && n <= 31 {
			return store.Meeting{Date: n}, true
		}
	}
	return store.Meeting{}, false
}
