package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Visit keeps a kader's home visit in the order she was taught, SAJI: salam, ajak
// bicara, jelaskan dan bantu, ingatkan (programme.md §1.3).
func Visit() Dialog {
	return Dialog{
		ID:    "kunjungan",
		Opens: []string{"kunjungan", "kunjungan rumah", "catat kunjungan", "lapor kunjungan"},
		May:   func(c *Ctx) bool { return len(c.measuring()) > 0 },
		Steps: []Step{
			{ID: "posyandu", Read: readOwnPosyandu, Choices: ownPosyandu, Skip: func(c *Ctx) bool { return len(c.measuring()) == 1 }},
			{ID: "ibu", Read: readMotherHere},
			{ID: "keadaan", Read: readNote},
			{ID: "bantuan", Read: readNote, Optional: true},
			{ID: "ingatkan", Read: readNote, Optional: true},
		},
		Done: saveVisit,
	}
}

// readNote takes her words as they are.
func readNote(_ *Ctx, text string) Reading {
	s := strings.TrimSpace(text)
	return Reading{OK: s != "", Value: clip(s, 400)}
}

func readMotherHere(c *Ctx, text string) Reading {
	m, many := c.motherHere(text)
	switch {
	case m != nil:
		return Reading{OK: true, Value: m.Family.Ref.ID}
	case len(many) > 0:
		return Reading{Say: "kunjungan.banyak", Vars: []string{"siapa", strings.Join(many, ", ")}}
	}
	return Reading{Say: "kunjungan.tidak-ada", Vars: []string{"nama", short(text)}}
}

// motherHere finds one mother of the posyandu by id or name; several come as names.
func (c *Ctx) motherHere(text string) (*store.Member, []string) {
	id := c.Given("posyandu")
	if list := c.measuring(); id == "" && len(list) == 1 {
		id = list[0].ID
	}
	if !c.Want(store.Need{Kind: store.NeedRoster, ID: id}) {
		return nil, nil
	}
	w := &dayWork{c: c, roster: c.v.Have.Roster, date: c.v.Today()}
	for i := range w.roster {
		if w.roster[i].Family.Ref.ID == text {
			return &w.roster[i], nil
		}
	}
	list := best(w.everyMother(), func(f found) int { return nameScore(text, f.m.Family.Value.MotherName) })
	if len(list) == 1 {
		return list[0].m, nil
	}
	var names []string
	for _, f := range list {
		names = append(names, c.line("hari.ibu-rt", "nama", f.m.Family.Value.MotherName, "rt", or(f.m.Family.Value.RT, "–")))
	}
	return nil, names
}

func (w *dayWork) everyMother() []found {
	list := make([]found, len(w.roster))
	for i := range w.roster {
		list[i] = found{m: &w.roster[i]}
	}
	return list
}

// saveVisit keeps the visit as a task that is done: it stands among what was done for
// the family and goes when she is erased.
func saveVisit(c *Ctx) {
	m, _ := c.motherHere(c.Answer("ibu"))
	if c.need != nil {
		return
	}
	if m == nil || !store.May(c.v.Person, store.SeeChild, c.area(m.Family)) {
		c.Say("umum.tidak-boleh")
		return
	}
	var parts []string
	for _, id := range []string{"keadaan", "bantuan", "ingatkan"} {
		if v := c.Given(id); v != "" {
			parts = append(parts, v)
		}
	}
	c.keepVisit(*m, strings.Join(parts, " | "))
	c.Say("kunjungan.selesai", "nama", m.Family.Value.MotherName)
}

func (c *Ctx) keepVisit(m store.Member, note string) {
	t := store.Task{V: 1, Kind: "kunjungan", For: c.v.ID(), About: m.ID(), Name: m.Family.Value.MotherName, Posyandu: m.Family.Value.Posyandu, Made: c.v.Now,
		Due: c.v.Today(), Done: c.v.Now, Outcome: "selesai", Note: clip(note, 1200)}
	ref := store.Ref{Kind: store.KindTask, ID: shortID(m.ID(), "kunjungan", c.in.Once())}
	c.extra.Writes = append(c.extra.Writes, store.Write{Ref: ref, Value: t})
	c.index(store.IndexAbout(m.ID()), ref.String(), false)
	c.audit("visit", m.Family.Ref, "")
}

// visited takes a visit written as one line ("kunjungan rmh Bu Ani: anak mencret 3x").
func (w *dayWork) visited(l answers.Line) bool {
	if len(l.Records) != 1 {
		return false
	}
	r := l.Records[0]
	list := best(w.everyMother(), func(f found) int { return nameScore(or(r.Mother, r.Name), f.m.Family.Value.MotherName) })
	if len(list) != 1 {
		w.say("hari.ibu-tidak-ada", "nama", or(r.Mother, r.Name))
		return true
	}
	w.c.keepVisit(*list[0].m, l.Text)
	w.say("kunjungan.selesai", "nama", list[0].m.Family.Value.MotherName)
	return true
}

// visitDanger hears a danger sign in what a kader saw at a home: it is the family's,
// not her own. The visit goes on with what she wrote.
func (c *Ctx) visitDanger() bool {
	if c.Session.Dialog != "kunjungan" || c.Session.Step == "ibu" || c.Answer("ibu") == "" || c.in.Kind != store.InText {
		return false
	}
	m, _ := c.motherHere(c.Answer("ibu"))
	if m == nil {
		return c.need != nil
	}
	d, seen := c.e.Detect(c.in.Text, profileOf(m.Family.Value, c.v.Today()))
	if !seen || d.Ask {
		return false
	}
	p, _ := c.v.City.FindPosyandu(m.Family.Value.Posyandu)
	w := &dayWork{c: c, posyandu: p, date: c.v.Today()}
	w.dangerOf(found{m: m}, d.Sign, c.in.Text)
	if c.need != nil {
		return true
	}
	c.lane = store.Urgent
	c.said = append(c.said, strings.Join(w.said, "\n"))
	c.Set(c.Session.Step, clip(c.in.Text, 400))
	c.advance()
	return true
}
