package report

import (
	"maps"
	"slices"
	"strings"
	"time"

	"tumbuh/store"
)

// Action is what became of a row.
type Action string

// The actions.
const (
	Added   Action = "new"
	Filled  Action = "filled"
	Same    Action = "same"
	Refused Action = "refused"
)

// Outcome is one row of the import's report.
type Outcome struct {
	Line   int
	Action Action
	Name   string
	Detail string
}

// home is a family in the making.
type home struct {
	person store.Doc[store.Person]
	family store.Doc[store.Family]
	growth map[string]store.Doc[store.Growth]
	dirty  bool
	moved  map[string]bool // children whose measurements changed
}

func (h *home) fresh() bool { return h.family.Version == 0 }

// imported tells whether nobody of the family ever wrote to us.
func (h *home) imported() bool { return len(h.person.Value.Addresses) == 0 }

// found is a child of a home.
type found struct {
	home  *home
	child string
}

// Importer takes rows into families. It is pure: what it decided comes out of Turns.
type Importer struct {
	city  *store.City
	place store.Posyandu // of rows that name none; empty ID: they are refused
	now   time.Time
	newID func() store.PersonID

	homes  []*home
	byNIK  map[string][]found
	byName map[string][]found
}

// NewImporter begins with the families of the posyandu a file may speak of.
func NewImporter(city *store.City, place store.Posyandu, have store.Have, now time.Time, newID func() store.PersonID) *Importer {
	im := &Importer{city: city, place: place, now: now, newID: newID, byNIK: map[string][]found{}, byName: map[string][]found{}}
	for _, m := range have.Roster {
		h := &home{person: m.Person, family: m.Family, growth: map[string]store.Doc[store.Growth]{}, moved: map[string]bool{}}
		h.family.Value.Children = slices.Clone(m.Family.Value.Children)
		h.family.Value.Pregnancies = slices.Clone(m.Family.Value.Pregnancies)
		for _, c := range m.Family.Value.Children {
			if d := have.GrowthOf(store.PersonID(m.Family.Ref.ID), c.ID); d != nil {
				h.growth[c.ID] = *d
			}
			im.index(h, c)
		}
		im.homes = append(im.homes, h)
	}
	return im
}

func nameKey(name string, birth store.Date) string { return store.NameKey(name, birth) }

// known tells whether the office knows the child: a file or a kader brought it, a kader
// measured it, or said that it is the one of a file. Of what a family wrote about itself
// name and birth date alone are no proof.
func (f found) known() bool {
	if f.home.imported() {
		return true
	}
	for _, said := range f.home.family.Value.Child(f.child).Same {
		if said == store.SameYes {
			return true
		}
	}
	g := f.home.growth[f.child].Value
	return slices.ContainsFunc(g.Valid(), func(m store.Measurement) bool { return m.From == store.FromPosyandu || m.From == store.FromVisit })
}

func (im *Importer) index(h *home, c store.Child) {
	put := func(m map[string][]found, key string) {
		if f := (found{h, c.ID}); !slices.Contains(m[key], f) {
			m[key] = append(m[key], f)
		}
	}
	if c.End == store.EndJoined {
		return // it goes on in another record, which has its number
	}
	if c.NIK != "" {
		put(im.byNIK, c.NIK)
	}
	put(im.byName, nameKey(c.Name, c.Birth))
}

// Take takes one row of children or mothers.
func (im *Importer) Take(r Record) Outcome {
	o := Outcome{Line: r.Line, Name: r.Cells["name"], Action: Refused}
	place, ok := im.posyandu(r)
	if !ok && r.Kind != InMeasures {
		r.fault("posyandu %q: none of that name in the register, and no --posyandu given", r.Posyandu)
	}
	if len(r.Faults) > 0 {
		o.Detail = strings.Join(r.Faults, "; ")
		return o
	}
	var said string
	switch r.Kind {
	case InMothers:
		o.Action, said = im.mother(r, place)
	case InMeasures:
		o.Action, said = im.measurement(r)
	default:
		o.Action, said = im.child(r, place)
	}
	o.Detail = strings.Join(append(nonEmpty(said), r.Notes...), "; ")
	return o
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// posyandu finds the row's posyandu by name, with or without the word before it and, of
// equal names, by kelurahan.
func (im *Importer) posyandu(r Record) (store.Posyandu, bool) {
	if r.Posyandu == "" {
		return im.place, im.place.ID != ""
	}
	want := strings.TrimPrefix(fold(r.Posyandu), "posyandu ")
	var list []store.Posyandu
	for _, p := range im.city.Posyandu {
		if p.ID == r.Posyandu || strings.TrimPrefix(fold(p.Name), "posyandu ") == want {
			k, _ := im.city.FindKelurahan(p.Kelurahan)
			if in := r.Cells["kelurahan"]; in == "" || fold(in) == fold(k.Name) {
				list = append(list, p)
			}
		}
	}
	if len(list) == 1 {
		return list[0], true
	}
	return im.place, im.place.ID != ""
}

// match finds the child: by NIK, else by name and birth date.
func (im *Importer) match(c store.Child) (f found, ok bool, doubt string) {
	if list := im.byNIK[c.NIK]; c.NIK != "" && len(list) > 0 {
		if len(list) > 1 {
			return f, false, "two children have this NIK: to be cleared by hand"
		}
		return list[0], true, ""
	}
	list := im.byName[nameKey(c.Name, c.Birth)]
	if known := slices.DeleteFunc(slices.Clone(list), func(f found) bool { return !f.known() }); len(known) > 0 {
		list = known
	}
	switch {
	case len(list) == 0:
		return f, false, ""
	case len(list) > 1:
		return f, false, "two children have this name and birth date: to be cleared by hand"
	}
	if nik := list[0].home.family.Value.Child(list[0].child).NIK; nik != "" && c.NIK != "" && nik != c.NIK {
		return f, false, "a child of this name and birth date has another NIK: to be cleared by hand"
	}
	return list[0], true, ""
}

func (im *Importer) child(r Record, place store.Posyandu) (Action, string) {
	f, ok, doubt := im.match(r.Child)
	if doubt != "" {
		return Refused, doubt
	}
	action, asks := Filled, false
	if ok && r.Child.NIK != f.nik() && !f.known() { // only she says so: what is new stands apart until her kader was asked
		if !im.brings(f, r) {
			return Same, ""
		}
		ok, asks = false, true
	}
	if !ok {
		f, action = im.add(r, place), Added
	}
	h := f.home
	c, fam := h.family.Value.Child(f.child), &h.family.Value
	c.Filled, fam.Filled = cloned(c.Filled), cloned(fam.Filled)
	taken, kept := fillIn(c, r.Child, childFields(), c.Filled)
	more, keptToo := fillIn(fam, familyOf(r), familyFields(), fam.Filled)
	taken, kept = append(taken, more...), append(kept, keptToo...)
	taken = append(taken, vaccinated(c, r.Child.Vaccines)...)
	if len(taken) > 0 || action == Added {
		h.dirty = true
		im.index(h, *c)
	}
	taken = append(taken, im.allMeasured(h, f.child, r)...)
	said := ""
	if action == Filled && len(taken) > 0 {
		said = "filled " + strings.Join(taken, ", ")
	}
	if len(kept) > 0 {
		said = strings.TrimPrefix(said+"; kept by hand: "+strings.Join(kept, ", "), "; ")
	}
	if action == Filled && len(taken) == 0 {
		action = Same
	}
	if asks {
		said = "a family that registered itself has a child of this name and birth date: its kader is asked whether they are one"
	}
	return action, said
}

func cloned(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return maps.Clone(m)
}

func (f found) nik() string {
	if n := f.home.family.Value.Child(f.child).NIK; n != "" {
		return n
	}
	return "-"
}

// brings tells whether a row says anything the family's record does not hold.
func (im *Importer) brings(f found, r Record) bool {
	c, fam := *f.home.family.Value.Child(f.child), f.home.family.Value
	taken, _ := fillIn(&c, r.Child, childFields(), map[string]string{})
	more, _ := fillIn(&fam, familyOf(r), familyFields(), map[string]string{})
	g := f.home.growth[f.child].Value
	return len(taken)+len(more)+len(r.More) > 0 || r.Measure != nil && g.On(r.Measure.Day) == nil
}

// familyOf is what a row says of the family.
func familyOf(r Record) store.Family {
	f := store.Family{MotherName: r.Mother, FatherName: r.Father, Street: r.Cells["street"], RT: r.Cells["rt"], RW: r.Cells["rw"]}
	if n := digits(r.Cells["kk"]); GoodNIK(n) {
		f.KK = n
	}
	if n := digits(r.Cells["parent-nik"]); GoodNIK(n) {
		f.MotherNIK = n
	}
	return f
}
