package report

import (
	"slices"
	"strings"

	"tumbuh/store"
)

// add makes room for a child: in the family of her brothers and sisters where a number
// or both parents and the RT say so, else in a family of its own: two mothers called
// Siti in one RT are nothing rare.
func (im *Importer) add(r Record, place store.Posyandu) found {
	h := im.household(r, place)
	f := &h.family.Value
	id := f.NextChildID()
	f.Children = append(f.Children, store.Child{ID: id, Since: im.now})
	h.growth[id] = store.Doc[store.Growth]{Ref: store.GrowthRef(store.PersonID(h.family.Ref.ID), id)}
	h.dirty = true
	return found{h, id}
}

func (im *Importer) household(r Record, place store.Posyandu) *home {
	want := familyOf(r)
	for _, h := range im.homes {
		f := h.family.Value
		switch {
		case f.Posyandu != place.ID || !h.imported():
			continue
		case want.KK != "" && want.KK == f.KK, want.MotherNIK != "" && want.MotherNIK == f.MotherNIK:
			return h
		case want.KK == "" && want.MotherNIK == "" && want.MotherName != "" && want.FatherName != "" && want.RT != "" &&
			fold(want.MotherName) == fold(f.MotherName) && fold(want.FatherName) == fold(f.FatherName) && want.RT == f.RT:
			return h
		}
	}
	id := im.newID()
	h := &home{growth: map[string]store.Doc[store.Growth]{}, moved: map[string]bool{}, dirty: true,
		person: store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: string(id)}, Value: store.Person{V: 1, Name: r.Mother, Phone: r.Phone, Family: string(id), FirstSeen: im.now}},
		family: store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: string(id)}, Value: store.Family{V: 1, Mother: id, Posyandu: place.ID, Kelurahan: place.Kelurahan}}}
	im.homes = append(im.homes, h)
	return h
}

// measurement takes a row of measurements alone.
func (im *Importer) measurement(r Record) (Action, string) {
	f, ok, doubt := im.match(r.Child)
	switch {
	case doubt != "":
		return Refused, doubt
	case !ok:
		return Refused, "no child with this NIK here: import the identities first, or name the posyandu"
	}
	if taken := im.allMeasured(f.home, f.child, r); len(taken) > 0 {
		return Filled, strings.Join(taken, ", ")
	}
	return Same, ""
}

// allMeasured adds every measurement of a row and says which were.
func (im *Importer) allMeasured(h *home, child string, r Record) (taken []string) {
	if r.Measure == nil {
		if d := h.growth[child]; fed(d.Value.ASI, r.ASI) != d.Value.ASI {
			d.Value.V, d.Value.Family, d.Value.Child, d.Value.ASI = 1, store.PersonID(h.family.Ref.ID), child, fed(d.Value.ASI, r.ASI)
			h.growth[child], h.moved[child] = d, true
			return []string{"months of breast milk"}
		}
		return nil
	}
	for _, m := range append([]store.Measurement{*r.Measure}, r.More...) {
		one := r
		one.Measure = &m
		if im.measured(h, child, one) {
			taken = append(taken, "measurement of "+m.Day.String())
		}
	}
	return taken
}

// fed fills the months of exclusive breast milk that are not known.
func fed(is, says string) string {
	b := []byte(is)
	for len(b) < len(says) {
		b = append(b, '.')
	}
	for i := range says {
		if b[i] == '.' {
			b[i] = says[i]
		}
	}
	return string(b)
}

// measured adds the row's measurement. One of the same day that a person entered
// stands; one that came from a file is corrected, keeping what it was.
func (im *Importer) measured(h *home, child string, r Record) bool {
	if r.Measure == nil {
		return false
	}
	d := h.growth[child]
	d.Value.V, d.Value.Family, d.Value.Child = 1, store.PersonID(h.family.Ref.ID), child
	d.Value.Measures = slices.Clone(d.Value.Measures)
	m := *r.Measure
	m.At, m.Posyandu = im.now, h.family.Value.Posyandu
	asi := d.Value.ASI
	if d.Value.ASI = fed(asi, r.ASI); d.Value.ASI != asi {
		h.growth[child], h.moved[child] = d, true
	}
	if old := d.Value.On(m.Day); old != nil {
		if old.From != store.FromFile || !fresher(*old, m) {
			return d.Value.ASI != asi
		}
		old.Correct("", im.now, func(o *store.Measurement) { o.Overlay(m) })
	} else {
		d.Value.Add(m)
	}
	h.growth[child] = d
	h.moved[child] = true
	return true
}

// fresher tells whether a file says anything of a day that is not kept so; what it leaves
// out says nothing.
func fresher(old, m store.Measurement) bool {
	now := old
	now.Overlay(m)
	return now.Weight != old.Weight || now.Length != old.Length || now.Arm != old.Arm || now.Head != old.Head || now.Position != old.Position || now.Oedema != old.Oedema ||
		now.Given.VitaminA != old.Given.VitaminA || now.Given.Class != old.Given.Class || now.Given.MBG != old.Given.MBG || now.Given.Breast != old.Given.Breast
}

// mother takes a pregnancy. A mother who wrote to us herself is never changed by a file.
func (im *Importer) mother(r Record, place store.Posyandu) (Action, string) {
	want := familyOf(r)
	nik := digits(r.Cells["nik"])
	var same *home
	for _, h := range im.homes {
		f := h.family.Value
		if f.Posyandu != place.ID || fold(f.MotherName) != fold(r.Mother) && (nik == "" || nik != f.MotherNIK) {
			continue
		}
		if p := f.Pregnancy(); p != nil && near(p.HPHT, r.HPHT) {
			return Same, ""
		}
		if !h.imported() {
			return Refused, "a mother of this name registered herself: to be matched by hand"
		}
		if f.Pregnancy() != nil {
			return Refused, "her pregnancy has another date here: to be cleared by hand"
		}
		same = h
	}
	action := Filled
	if same == nil {
		same, action = im.household(r, place), Added
	}
	f := &same.family.Value
	if f.MotherName == "" {
		f.MotherName = r.Mother
	}
	if f.MotherNIK == "" && GoodNIK(nik) {
		f.MotherNIK = nik
	}
	if f.RT == "" {
		f.RT, f.RW, f.Street = want.RT, want.RW, want.Street
	}
	f.Pregnancies = append(f.Pregnancies, store.Pregnancy{ID: f.NextPregnancyID(), HPHT: r.HPHT, From: "berkas", Since: im.now})
	same.dirty = true
	return action, "pregnancy of HPHT " + r.HPHT.String()
}

func near(a, b store.Date) bool { return a.Sub(b) <= 14 && b.Sub(a) <= 14 }

// Turns are the writes of all that changed, a family each: all or nothing by family,
// and done again they change nothing.
func (im *Importer) Turns() []store.Turn {
	var list []store.Turn
	for _, h := range im.homes {
		if !h.dirty && len(h.moved) == 0 {
			continue
		}
		id := store.PersonID(h.family.Ref.ID)
		t := store.Turn{Person: id, Now: im.now, Audit: []store.Audit{{At: im.now, Act: "import", On: h.family.Ref}}}
		if h.dirty {
			t.Writes = append(t.Writes, h.family.Put())
		}
		for _, c := range h.family.Value.Children {
			if h.moved[c.ID] {
				t.Writes = append(t.Writes, h.growth[c.ID].Put())
			}
		}
		if h.dirty {
			t.Wake = append(t.Wake, store.Wake{Ref: store.MatchRef(h.family.Value.Posyandu), At: im.now})
		}
		if h.fresh() {
			t.Writes = append(t.Writes, h.person.Put())
			for _, i := range []store.Index{store.IndexPeople(), store.IndexFamilies(h.family.Value.Posyandu), store.IndexKelurahan(h.family.Value.Kelurahan)} {
				t.Index = append(t.Index, store.IndexOp{Index: i, Member: string(id)})
			}
		} else {
			t.Wake = append(t.Wake, store.Wake{Ref: h.person.Ref, At: im.now}) // what is due may have changed
		}
		list = append(list, t)
	}
	return list
}

// Places are the posyandu whose families an import must know: those its rows name, and
// the one given.
func Places(city *store.City, place store.Posyandu, records []Record) []store.Posyandu {
	im := Importer{city: city, place: place}
	var list []store.Posyandu
	for _, r := range records {
		if p, ok := im.posyandu(r); ok && !slices.ContainsFunc(list, func(x store.Posyandu) bool { return x.ID == p.ID }) {
			list = append(list, p)
		}
	}
	return list
}
