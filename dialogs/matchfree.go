package dialogs

import (
	"slices"
	"strings"

	"tumbuh/store"
)

// freeTwins gives the records that went on in this family their own life again, when it is
// erased: what is gone can carry on nothing. False while they are fetched. She is told in
// the other chat, where that is hers too, that it still stands and how to erase it.
func (c *Ctx) freeTwins(t *store.Turn) bool {
	if c.Family.Mother != c.v.ID() {
		return true
	}
	for _, id := range c.joinedHere() {
		if !c.Want(store.Need{Kind: store.NeedPerson, Person: id}) {
			return false
		}
		m := c.v.Have.Person(id)
		if m == nil || m.Family.Version == 0 {
			continue
		}
		family := m.Family
		family.Value = clone(family.Value)
		if !c.free(&family.Value, m.Family.Ref.ID) {
			continue
		}
		t.Writes = append(t.Writes, family.Put())
		t.Wake = append(t.Wake, store.Wake{Ref: m.Person.Ref, At: c.v.Now})
		if registeredHerself(*m) && m.Person.Value.Stopped.IsZero() {
			c.SayTo(m.Person, store.Reply, "", "cocok.dilepas")
		}
	}
	return true
}

// joinedHere are the people whose records were joined into this family.
func (c *Ctx) joinedHere() []store.PersonID {
	var list []store.PersonID
	add := func(same map[string]string) {
		for ref, said := range same {
			family, _, _ := strings.Cut(ref, ".")
			if id := store.PersonID(family); said == store.SameYes && !slices.Contains(list, id) {
				list = append(list, id)
			}
		}
	}
	for _, ch := range c.Family.Children {
		add(ch.Same)
	}
	for _, p := range c.Family.Pregnancies {
		add(p.Same)
	}
	slices.Sort(list)
	return list
}

// free makes active in a family what had been joined into this one.
func (c *Ctx) free(f *store.Family, id string) bool {
	freed := false
	for i := range f.Children {
		ch := &f.Children[i]
		if family, _, _ := strings.Cut(ch.GoesOn, "."); ch.End == store.EndJoined && family == c.v.Family.Ref.ID {
			ch.End, ch.GoesOn, freed = "", "", true
		}
	}
	for i := range f.Pregnancies {
		p := &f.Pregnancies[i]
		here := slices.ContainsFunc(c.Family.Pregnancies, func(own store.Pregnancy) bool { return own.Same[id+"."+p.ID] == store.SameYes })
		if p.End == store.EndJoined && here {
			p.End, freed = "", true
		}
	}
	return freed
}
