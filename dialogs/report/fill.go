package report

import (
	"strconv"

	"tumbuh/store"
)

// field is one value a file may fill: how it is read as text, and how it is taken over.
type field[T any] struct {
	name string
	get  func(T) string
	set  func(to *T, from T)
}

func childFields() []field[store.Child] {
	str := func(name string, at func(*store.Child) *string) field[store.Child] {
		return field[store.Child]{name, func(c store.Child) string { return *at(&c) }, func(to *store.Child, from store.Child) { *at(to) = *at(&from) }}
	}
	num := func(name string, at func(*store.Child) *int) field[store.Child] {
		return field[store.Child]{name, func(c store.Child) string {
			if v := *at(&c); v > 0 {
				return strconv.Itoa(v)
			}
			return ""
		}, func(to *store.Child, from store.Child) { *at(to) = *at(&from) }}
	}
	return []field[store.Child]{
		str("name", func(c *store.Child) *string { return &c.Name }), str("sex", func(c *store.Child) *string { return &c.Sex }),
		{"birth", func(c store.Child) string { return c.Birth.String() }, func(to *store.Child, from store.Child) { to.Birth = from.Birth }},
		str("nik", func(c *store.Child) *string { return &c.NIK }), num("birth-weight", func(c *store.Child) *int { return &c.BirthWeight }),
		num("birth-length", func(c *store.Child) *int { return &c.BirthLength }), num("birth-head", func(c *store.Child) *int { return &c.BirthHead }),
		num("born-weeks", func(c *store.Child) *int { return &c.BornWeeks }), num("order", func(c *store.Child) *int { return &c.Order }),
		str("book", func(c *store.Child) *string { return &c.Book }), str("small-book", func(c *store.Child) *string { return &c.SmallBook }),
		str("imd", func(c *store.Child) *string { return &c.IMD }),
	}
}

func familyFields() []field[store.Family] {
	str := func(name string, at func(*store.Family) *string) field[store.Family] {
		return field[store.Family]{name, func(f store.Family) string { return *at(&f) }, func(to *store.Family, from store.Family) { *at(to) = *at(&from) }}
	}
	return []field[store.Family]{
		str("mother", func(f *store.Family) *string { return &f.MotherName }), str("father", func(f *store.Family) *string { return &f.FatherName }),
		str("mother-nik", func(f *store.Family) *string { return &f.MotherNIK }), str("kk", func(f *store.Family) *string { return &f.KK }),
		str("street", func(f *store.Family) *string { return &f.Street }), str("rt", func(f *store.Family) *string { return &f.RT }), str("rw", func(f *store.Family) *string { return &f.RW }),
	}
}

// fillIn takes from a file what is not known, and what a file said before and nobody
// has corrected since. It returns what was taken and what was kept against the file.
func fillIn[T any](to *T, from T, fields []field[T], filled map[string]string) (taken, kept []string) {
	for _, f := range fields {
		is, says := f.get(*to), f.get(from)
		switch {
		case says == "" || says == is || fold(is) != "" && fold(is) == fold(says): // another spelling is no news
		case is == "" || filled[f.name] == is:
			f.set(to, from)
			filled[f.name] = says
			taken = append(taken, f.name)
		default:
			kept = append(kept, f.name)
		}
	}
	return taken, kept
}
