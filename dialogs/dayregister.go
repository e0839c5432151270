package dialogs

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// RegisterByKader enters a child whose mother has no telephone, or has not registered
// herself, or a pregnant woman: the kader records the spoken consent ("persetujuan lisan
// dicatat kader").
func RegisterByKader() Dialog {
	return Dialog{
		ID: "warga",
		Opens: []string{"daftar warga", "daftarkan warga", "daftar anak warga", "daftar warga tanpa hp", "warga baru",
			"daftarkan ibu", "daftarkan ibu tanpa hp", "daftar ibu tanpa hp", "ibu tanpa hp", "daftarkan anak warga", "daftarkan balita warga",
			"daftar bumil warga", "daftarkan bumil", "daftarkan ibu hamil", "daftarkan bumil warga", "daftar ibu hamil warga", "bumil baru", "ibu hamil baru"},
		May: func(c *Ctx) bool { return len(c.measuring()) > 0 },
		Start: func(c *Ctx) {
			if bare := answers.Bare(c.in.Text); strings.Contains(bare, "hamil") || strings.Contains(bare, "bumil") {
				c.Set("untuk", forMother)
			}
		},
		Steps: []Step{
			{ID: "posyandu", Read: readOwnPosyandu, Choices: ownPosyandu, Skip: func(c *Ctx) bool { return len(c.measuring()) == 1 }},
			{ID: "ibu", Read: readName},
			{ID: "setuju", Read: readYesNo, Vars: func(c *Ctx) []string { return []string{"ibu", c.Given("ibu")} }},
			{ID: "hamil", Read: readHPHT, Skip: func(c *Ctx) bool { return refusedOrally(c) || !pregnantWarga(c) }},
			{ID: "nama", Read: readChildName, Skip: noChild},
			{ID: "kelamin", Read: readSex, Skip: noChild},
			{ID: "lahir", Read: readBirth, Skip: noChild},
			{ID: "rt", Read: readRT, Optional: true, Skip: refusedOrally},
		},
		Done: saveByKader,
	}
}

func refusedOrally(c *Ctx) bool { return c.Answer("setuju") == "tidak" }

// forMother is what a registration is for where it is a pregnant woman.
const forMother = "ibu"

func pregnantWarga(c *Ctx) bool { return c.Answer("untuk") == forMother }

func noChild(c *Ctx) bool { return refusedOrally(c) || pregnantWarga(c) }

func readRT(_ *Ctx, text string) Reading {
	s := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "rt"))
	if n := number(s); n > 0 && n < 100 {
		return Reading{OK: true, Value: itoa(n)}
	}
	return Reading{}
}

// register opens the registration of somebody a line named and nobody knows; what was
// measured waits in it.
func (w *dayWork) register(p pending) {
	b, err := json.Marshal(p)
	if err != nil { // plain data: this cannot be
		return
	}
	fill := map[string]string{"baris": string(b), "hari": w.date.String(), "posyandu": w.posyandu.ID}
	if p.Kind == askElsewhere { // a new one of the same name, here
		fill["posyandu"] = w.c.Answer("posyandu")
	}
	put := func(id, v string) {
		if v != "" {
			fill[id] = v
		}
	}
	if p.Kind == askNewMother {
		fill["untuk"] = forMother
		put("ibu", or(p.Rec.Name, p.Rec.Mother))
		if r := readHPHT(w.c, itoa(p.Rec.Weeks)+" minggu"); r.OK {
			put("hamil", r.Value)
		}
	} else {
		put("nama", p.Rec.Name)
		put("ibu", p.Rec.Mother)
	}
	put("kelamin", p.Rec.Sex)
	put("rt", trimZero(p.Rec.RT))
	if p.Rec.Newborn && p.Rec.Name == "" {
		fill["nama"] = "tanpa-nama"
	}
	if !p.Rec.Birth.IsZero() {
		fill["lahir"] = p.Rec.Birth.String()
	}
	w.opens = fill
}

// sayLineDropped says which line goes with a registration that is called off.
func (c *Ctx) sayLineDropped() {
	var p pending
	if c.Session.Dialog == "warga" && json.Unmarshal([]byte(c.Answer("baris")), &p) == nil && p.Line != "" {
		c.Say("warga.baris-dilewati", "baris", p.Line)
	}
}

func saveByKader(c *Ctx) {
	if refusedOrally(c) {
		c.Say("warga.tidak-setuju")
		return
	}
	p, ok := c.v.City.FindPosyandu(c.Given("posyandu"))
	if list := c.measuring(); !ok && len(list) == 1 {
		p, ok = list[0], true
	}
	if !ok || !store.May(c.v.Person, store.Measure, store.Area{Posyandu: p.ID, Puskesmas: p.Puskesmas}) {
		c.Say("umum.tidak-boleh")
		return
	}
	m := c.newFamily(p)
	if raw := c.Answer("baris"); raw != "" && !c.keepWaiting(m, raw) {
		return // still being fetched
	}
	c.writeFamily(m, p)
	if pregnantWarga(c) {
		c.Say("warga.selesai-hamil", "ibu", m.Family.Value.MotherName, "hpl", longDate(m.Family.Value.Pregnancies[0].HPL()))
		return
	}
	c.Say("warga.selesai", "anak", c.childName(m.Family.Value.Children[0]), "ibu", m.Family.Value.MotherName)
}

// newFamily makes the person and the family; the person has no address.
func (c *Ctx) newFamily(p store.Posyandu) store.Member {
	sum := sha256.Sum256([]byte("warga|" + string(c.v.ID()) + "|" + c.in.Once()))
	id := hex.EncodeToString(sum[:8])
	words := sha256.Sum256([]byte(c.line("warga.setuju", "ibu", c.Given("ibu"))))
	m := store.Member{Person: store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: id}}, Family: store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: id}}}
	m.Person.Value = store.Person{V: 1, Name: c.Given("ibu"), Grants: []store.Grant{{Role: store.Ibu, From: c.v.Today()}}, Family: id, FirstSeen: c.v.Now,
		Consent: store.Consent{Version: ConsentVersion, Hash: hex.EncodeToString(words[:]), At: c.v.Now, Channel: c.in.From.Channel, Data: true, Reminders: true, Oral: c.v.ID()}}
	m.Family.Value = store.Family{V: 1, Mother: store.PersonID(id), MotherName: c.Given("ibu"), Kelurahan: p.Kelurahan, Posyandu: p.ID, RT: c.Given("rt"), Kader: c.v.ID(), Planned: c.v.Now}
	if pregnantWarga(c) {
		hpht, from, estimate := splitHPHT(c.Answer("hamil"))
		m.Family.Value.Pregnancies = []store.Pregnancy{{ID: m.Family.Value.NextPregnancyID(), HPHT: hpht, From: from, Estimate: estimate, Since: c.v.Now}}
		return m
	}
	birth, guess := splitBirth(c.Answer("lahir"))
	m.Family.Value.Children = []store.Child{{ID: "c1", Name: named(c.Given("nama")), Sex: c.Given("kelamin"), Birth: birth, BirthGuess: guess, Since: c.v.Now}}
	return m
}

func (c *Ctx) writeFamily(m store.Member, p store.Posyandu) {
	id := m.Person.Ref.ID
	c.extra.Writes = append(c.extra.Writes, m.Person.Put(), m.Family.Put())
	c.index(store.IndexPeople(), id, false)
	c.index(store.IndexRole(store.Ibu), id, false)
	c.index(store.IndexFamilies(p.ID), id, false)
	c.index(store.IndexKelurahan(p.Kelurahan), id, false)
	c.wakeMember(m)
	c.audit("register-by-kader", m.Family.Ref, "")
}

// keepWaiting keeps what was measured of the child before she was known; false while
// the day is being fetched.
func (c *Ctx) keepWaiting(m store.Member, raw string) bool {
	var p pending
	if json.Unmarshal([]byte(raw), &p) != nil || !p.Rec.Measured() && p.Kind != askNewMother {
		return true
	}
	w, ok := c.loadDay()
	if !ok {
		return false
	}
	w.roster = append(w.roster, m)
	if p.Kind == askNewMother {
		last := &w.roster[len(w.roster)-1]
		w.keepCheck(found{m: last, preg: last.Family.Value.Pregnancy()}, w.checkOf(p.Rec, p.At, false))
		w.queue = nil
		w.finish()
		return true
	}
	f := found{m: &w.roster[len(w.roster)-1], child: &w.roster[len(w.roster)-1].Family.Value.Children[0]}
	x := measurementOf(p.Rec)
	x.Day, x.Posyandu, x.From, x.By, x.At, x.Note = w.date, w.posyandu.ID, store.FromPosyandu, c.v.ID(), p.At, p.Rec.Note
	if list := growth.Doubts(*f.child, nil, x); len(list) > 0 && list[0].Kind != growth.DoubtPosition {
		w.say("hari.silakan-ulang", "nama", c.childName(*f.child))
	} else {
		w.keep(f, x, p.Rec.Status)
	}
	w.queue = nil
	w.finish()
	return true
}
