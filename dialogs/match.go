package dialogs

import (
	"slices"
	"strings"
	"time"

	"tumbuh/store"
)

// A child may stand in a posyandu twice: as its mother registered it, and as a file or a
// kader brought it, or as she registered it once more from another number or network
// (matchtwice.go). Two such records of one name and birth date are shown to the kader, who
// says whether they are one. Until then nothing of one is seen in the other.

// matchTask is the kind of task that asks.
const matchTask = "cocok"

// twinRecord is a child, or a pregnancy, of a family that registered itself, with the
// record beside it.
type twinRecord struct {
	own, other        store.Member
	child, otherChild store.Child
	preg, otherPreg   store.Pregnancy // where the subject is one
	otherRef          string          // "family.c1"
}

// OfferMatches asks about the records of a posyandu that may be one child; v is any view of
// the moment with Have.Roster and Have.Staff of the posyandu. Nothing is asked twice, and
// nothing outside the hours in which we choose to speak.
func (e *Engine) OfferMatches(v store.View, posyandu string) []store.Turn {
	ref := store.MatchRef(posyandu)
	if at := nextHours(v); at.After(v.Now) {
		return []store.Turn{{Now: v.Now, Wake: []store.Wake{{Ref: ref, At: at}}}}
	}
	turns := []store.Turn{{Now: v.Now, Wake: []store.Wake{{Ref: ref}}}}
	asked := map[string]bool{} // one question a family at a time: its record is written
	for _, t := range twinRecords(v.Have.Roster) {
		who := store.Responsible(t.other.Family, v.Have.Staff)
		i := slices.IndexFunc(v.Have.Staff, func(m store.Member) bool { return m.ID() == who })
		if i < 0 || asked[t.own.Family.Ref.ID] {
			continue
		}
		asked[t.own.Family.Ref.ID] = true
		turns = append(turns, e.offerMatch(v, t, v.Have.Staff[i], posyandu))
	}
	if len(turns) > 1 { // look again: the same family may have another child
		turns[0].Wake[0].At = v.Now.Add(time.Minute)
	}
	return turns
}

// twinRecords lists the pairs nobody was asked about yet, each child once.
func twinRecords(roster []store.Member) []twinRecord {
	var list []twinRecord
	for _, own := range roster {
		if !registeredHerself(own) {
			continue
		}
		for _, ch := range own.Family.Value.Children {
			if t, ok := twinRecordOf(own, ch, roster); ok {
				list = append(list, t)
			}
		}
		if t, ok := twinPregnancy(own, roster); ok {
			list = append(list, t)
		}
	}
	return list
}

func registeredHerself(m store.Member) bool { return len(m.Person.Value.Addresses) > 0 }

func twinRecordOf(own store.Member, ch store.Child, roster []store.Member) (twinRecord, bool) {
	if !ch.Active() || ch.Name == "" || ch.Birth.IsZero() {
		return twinRecord{}, false
	}
	for _, other := range roster {
		if !mayBeTwin(own, other) {
			continue
		}
		for _, x := range other.Family.Value.Children {
			ref := other.Family.Ref.ID + "." + x.ID
			if x.Active() && ch.Same[ref] == "" && x.Same[own.Family.Ref.ID+"."+ch.ID] == "" && store.NameKey(x.Name, x.Birth) == store.NameKey(ch.Name, ch.Birth) {
				return twinRecord{own: own, other: other, child: ch, otherChild: x, otherRef: ref}, true
			}
		}
	}
	return twinRecord{}, false
}

// offerMatch writes the task, marks the child as asked about, and asks.
func (e *Engine) offerMatch(v store.View, t twinRecord, who store.Member, posyandu string) store.Turn {
	own := t.own.Family
	own.Value = clone(own.Value)
	t.mark(store.SameAsked)
	t.keepOwn(&own.Value)
	task := store.Task{V: 1, Kind: matchTask, For: who.ID(), About: t.own.ID(), Subject: t.subject(), Other: t.otherRef, Name: t.name(), Posyandu: posyandu,
		Made: v.Now, Due: v.Today()}
	ref := store.Ref{Kind: store.KindTask, ID: shortID(task.About, matchTask, task.Subject, t.otherRef, v.Now.String())}
	turn := store.Turn{Person: t.own.ID(), Now: v.Now, Writes: []store.Write{own.Put(), {Ref: ref, Value: task}},
		Reads: []store.Read{t.other.Family.Read()},
		Index: []store.IndexOp{{Index: store.IndexTasks(task.For), Member: ref.ID}, {Index: store.IndexAbout(task.About), Member: ref.String()},
			{Index: store.IndexAbout(t.other.ID()), Member: ref.String()}},
		Wake: []store.Wake{{Ref: ref, At: v.Today().Add(1).At(8, 0)}}}
	if via, ok := who.Person.Value.Reachable(store.Address{}); ok {
		m := store.Message{ID: "cocok:" + ref.ID, To: who.ID(), Via: via, Lane: store.Reply, Question: "tugas", Made: v.Now, About: ref.ID}
		e.askMatch(&m, newCtx(e, v, store.Incoming{}), ref.ID, t)
		turn.Say = []store.Message{m}
	}
	return turn
}

// askMatch words the question with its buttons.
func (e *Engine) askMatch(m *store.Message, c *Ctx, id string, t twinRecord) {
	s := e.Texts.Say(t.words().ask, t.vars(c)...)
	m.Text = s.Text
	for _, ch := range s.Choices {
		m.Choices = append(m.Choices, store.Choice{ID: ch.ID + ":" + id, Label: ch.Label})
	}
}

func with(m map[string]string, key, value string) map[string]string {
	out := copyMap(m)
	out[key] = value
	return out
}

// pickMatch answers a task that asks whether two records are one child: yes, no, and the
// way back.
func (c *Ctx) pickMatch(d *store.Doc[store.Task], verb string) bool {
	t, g, og, ok := c.twinRecord(d.Value)
	if !ok {
		return true
	}
	if verb == "sama" && d.Value.Outcome != store.SameYes && !mayBeTwin(t.own, t.other) { // she wrote from the other meanwhile
		t, g, og = t.turned(), og, g
		d.Value.About, d.Value.Subject, d.Value.Other = t.own.ID(), t.subject(), t.otherRef
	}
	from := t.other.ID()
	if verb == "pisah" {
		from = t.own.ID()
	}
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: from}) {
		return true
	}
	words := t.words()
	switch {
	case verb == "sama" && d.Value.Outcome != store.SameYes && t.bothActive():
		d.Value.Taken = t.join(&g.Value, og.Value)
		d.Value.Taken = append(d.Value.Taken, c.moveWork(t)...)
		c.closeMatch(d, store.SameYes)
		c.tellTwice(t, "cocok.kabar-satu", "cocok.kabar-pindah")
	case verb == "beda" && d.Value.Outcome == "":
		c.closeMatch(d, store.SameNo)
	case verb == "pisah" && d.Value.Outcome == store.SameYes:
		t.unjoin(&g.Value, og.Value, d.Value.Taken)
		c.giveWorkBack(t, d.Value.Taken)
		c.openMatch(d)
		c.tellTwice(t, "", "cocok.kabar-pisah")
	case d.Value.Outcome != "" || verb == "sama":
		c.Say("tugas.sudah-selesai")
		return true
	default: // "selesai" of the list of tasks, or once more
		c.showMatch(d, words.ask, t)
		return true
	}
	t.mark(or(d.Value.Outcome, store.SameAsked))
	c.keepMatch(t, g)
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.audit("match-"+verb, d.Ref, t.otherRef)
	c.showMatch(d, map[string]string{"sama": words.same, "beda": words.apart, "pisah": words.ask}[verb], t)
	return true
}

// twinRecord brings both records of a task; false while they are being fetched, and where
// one is gone or not the person's to decide about.
func (c *Ctx) twinRecord(d store.Task) (t twinRecord, g, og store.Doc[store.Growth], ok bool) {
	family, id, _ := strings.Cut(d.Other, ".")
	other := store.PersonID(family)
	for _, n := range []store.Need{{Kind: store.NeedPerson, Person: d.About}, {Kind: store.NeedPerson, Person: other},
		{Kind: store.NeedGrowth, Person: d.About}, {Kind: store.NeedGrowth, Person: other}} {
		if !c.Want(n) {
			return t, g, og, false
		}
	}
	a, b := c.v.Have.Person(d.About), c.v.Have.Person(other)
	if a != nil && b != nil {
		t, ok = recordOf(*a, *b, d.Subject, id)
	}
	if !ok {
		c.Say("tugas.sudah-selesai")
		return t, g, og, false
	}
	if !store.May(c.v.Person, store.EditFamily, c.area(a.Family)) || !store.May(c.v.Person, store.EditFamily, c.area(b.Family)) {
		c.Say("umum.tidak-boleh")
		return t, g, og, false
	}
	return t, c.growthOf(d.About, d.Subject), c.growthOf(other, id), true
}

// growthOf is a child's measurements as they were fetched, new where there are none.
func (c *Ctx) growthOf(family store.PersonID, child string) store.Doc[store.Growth] {
	d := store.Doc[store.Growth]{Ref: store.GrowthRef(family, child)}
	if got := c.v.Have.GrowthOf(family, child); got != nil {
		d = *got
	}
	d.Value.V, d.Value.Family, d.Value.Child = 1, family, child
	return d
}

// keepMatch writes both families and the measurements, and looks at what is due anew.
func (c *Ctx) keepMatch(t twinRecord, g store.Doc[store.Growth]) {
	t.own.Family.Value, t.other.Family.Value = clone(t.own.Family.Value), clone(t.other.Family.Value)
	t.keepOwn(&t.own.Family.Value)
	t.keepOther(&t.other.Family.Value)
	for _, m := range []store.Member{t.own, t.other} {
		if m.ID() == c.v.ID() { // a kader who is a mother here
			*c.EditFamily() = m.Family.Value
			continue
		}
		c.extra.Writes = append(c.extra.Writes, m.Family.Put())
		c.wakeMember(m)
	}
	if t.child.ID != "" {
		c.extra.Writes = append(c.extra.Writes, g.Put())
	}
}

func (c *Ctx) closeMatch(d *store.Doc[store.Task], outcome string) {
	d.Value.Done, d.Value.Outcome = c.v.Now, outcome
	c.index(store.IndexTasks(d.Value.For), d.Ref.ID, true)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
}

// openMatch makes the task as it was before it was answered.
func (c *Ctx) openMatch(d *store.Doc[store.Task]) {
	d.Value.Done, d.Value.Outcome, d.Value.Taken = time.Time{}, "", nil
	c.index(store.IndexTasks(d.Value.For), d.Ref.ID, false)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: c.v.Today().Add(1).At(8, 0)})
}

func (c *Ctx) showMatch(d *store.Doc[store.Task], key string, t twinRecord) {
	c.Say(key, t.vars(c)...)
	c.choices = slices.Clone(c.choices)
	for i := range c.choices {
		c.choices[i].ID += ":" + d.Ref.ID
	}
	c.question = "tugas"
}

// looksForMatches has the posyandu looked through once a family there is new to it or
// names a child otherwise.
func (c *Ctx) looksForMatches(t *store.Turn) {
	was, is := c.v.Family.Value, c.Family
	if is.Posyandu == "" || !c.familyDirty {
		return
	}
	same := was.Posyandu == is.Posyandu && slices.EqualFunc(was.Children, is.Children, func(a, b store.Child) bool {
		return a.Name == b.Name && a.Birth == b.Birth && a.End == b.End
	}) && was.MotherName == is.MotherName && slices.EqualFunc(was.Pregnancies, is.Pregnancies, func(a, b store.Pregnancy) bool {
		return a.HPHT == b.HPHT && a.End == b.End
	})
	if !same && len(is.Children)+len(is.Pregnancies) > 0 {
		t.Wake = append(t.Wake, store.Wake{Ref: store.MatchRef(is.Posyandu), At: c.v.Now})
	}
}
