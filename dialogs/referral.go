package dialogs

import (
	"slices"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// Referrals is the loop posyandu → puskesmas → hospital: taken and answered with one
// tap by bidan, TPG and hospital; mother and kader hear the end.
func Referrals() Dialog {
	return Dialog{
		ID:    "rujukan",
		Opens: []string{"rujukan", "daftar rujukan", "rujukan saya", "rujukan masuk"},
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Done:  listReferrals,
		Pick:  pickReferral,
	}
}

// refer drafts a child's referral where the card's rule sends it to the puskesmas or
// further, and takes the draft back where a correction says otherwise. One a child is open.
func (w *dayWork) refer(f found, list []growth.Referral) {
	c := w.c
	list = slices.DeleteFunc(slices.Clone(list), func(r growth.Referral) bool { return r.To == growth.ToNakes })
	if len(list) == 0 && !w.growthReferred(f) || !c.Want(store.Need{Kind: store.NeedReferrals, ID: w.posyandu.Puskesmas}) {
		return
	}
	d := w.openReferral(f)
	open := d.Version > 0
	switch {
	case len(list) == 0 && open && d.Value.Taken == "" && d.Value.By == c.v.ID():
		c.withdrawReferral(d)
		return
	case len(list) == 0, open && d.Value.Taken != "":
		return // somebody takes care of her already
	}
	due := c.v.Today()
	if list[0].Days > 0 {
		due = due.Add(list[0].Days)
	} else if list[0].Days < 0 {
		due = due.Add(7)
	}
	made, told, was := c.v.Now, 0, d.Value
	if open {
		made, told = was.Made, was.Told
	}
	d.Value = store.Referral{V: 1, Family: store.PersonID(f.m.Family.Ref.ID), Child: f.child.ID, Name: c.childName(*f.child), Mother: f.m.Family.Value.MotherName,
		To: "puskesmas", Posyandu: w.posyandu.ID, Puskesmas: w.posyandu.Puskesmas, By: c.v.ID(), Made: made, Due: due, Told: told}
	for _, r := range list {
		d.Value.Why = append(d.Value.Why, r.Why)
	}
	if open && slices.Equal(was.Why, d.Value.Why) && was.Due == d.Value.Due {
		return // a "ralat" that changes nothing of it: nobody is told again, and nothing climbs
	}
	c.keepReferral(d)
	at := eveningOf(w.date, c.v.Now) // time for a "ralat" first
	if list[0].Days == 0 {
		at = c.v.Now
	}
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: at})
}

// openReferral is the child's open referral, or a new one.
func (w *dayWork) openReferral(f found) store.Doc[store.Referral] {
	family := store.PersonID(f.m.Family.Ref.ID)
	for _, d := range w.c.v.Have.Referrals {
		if d.Value.Family == family && d.Value.Child == f.child.ID && d.Value.Closed.IsZero() {
			return d
		}
	}
	return store.Doc[store.Referral]{Ref: store.Ref{Kind: store.KindReferral, ID: shortID(family, f.child.ID, w.c.in.Once())}}
}

// growthReferred tells whether an earlier line of the day may have drafted a referral.
func (w *dayWork) growthReferred(f found) bool {
	m := w.measurement(f.ref())
	return m != nil && len(m.Was) > 0
}

// referral is the record as it was fetched, new where there is none.
func (c *Ctx) referral(ref store.Ref) store.Doc[store.Referral] {
	if d := c.v.Have.Referral; d != nil && d.Ref == ref {
		return *d
	}
	return store.Doc[store.Referral]{Ref: ref}
}

func (c *Ctx) keepReferral(d store.Doc[store.Referral]) {
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexReferrals(d.Value.Puskesmas), d.Ref.ID, false)
	c.index(store.IndexAbout(d.Value.Family), d.Ref.String(), false)
}

// withdrawReferral takes back a draft that a correction made needless.
func (c *Ctx) withdrawReferral(d store.Doc[store.Referral]) {
	c.extra.Writes = append(c.extra.Writes, d.Delete())
	c.index(store.IndexReferrals(d.Value.Puskesmas), d.Ref.ID, true)
	c.index(store.IndexAbout(d.Value.Family), d.Ref.String(), true)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
}

// closeReferral ends a referral; the record stays as long as her growth does.
func (c *Ctx) closeReferral(d store.Doc[store.Referral], outcome string) {
	d.Value.Closed, d.Value.Outcome = c.v.Now, outcome
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexReferrals(d.Value.Puskesmas), d.Ref.ID, true)
	c.index(store.IndexHospital(), d.Ref.ID, true)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
	c.audit("referral-"+outcome, d.Ref, "")
}

// mayRefer tells whether the person may answer a referral: those of the puskesmas,
// and a hospital that is asked for it.
func (c *Ctx) mayRefer(r store.Referral) bool {
	area := store.Area{Family: string(r.Family), Posyandu: r.Posyandu, Puskesmas: r.Puskesmas, Case: r.To == "rs"}
	if c.Person.Has(store.RS) && r.To == "rs" {
		return store.May(c.v.Person, store.SeeChild, area)
	}
	return (c.Person.Has(store.Bidan) || c.Person.Has(store.TPG)) && store.May(c.v.Person, store.SeeChild, area)
}

// listReferrals lists what is open where the person works.
func listReferrals(c *Ctx) {
	id := "rs"
	if !c.Person.Has(store.RS) {
		id = c.watched().puskesmas
	}
	if !c.Want(store.Need{Kind: store.NeedReferrals, ID: id}) {
		return
	}
	defer c.takeUp()
	n := 0
	for _, d := range c.v.Have.Referrals {
		kader := c.Person.Has(store.Kader) && store.May(c.v.Person, store.SeeChild, store.Area{Posyandu: d.Value.Posyandu, Puskesmas: d.Value.Puskesmas})
		if !d.Value.Closed.IsZero() || !kader && !c.mayRefer(d.Value) {
			continue
		}
		if n++; n > listed {
			continue
		}
		key := "rujukan.baris"
		if d.Value.Taken != "" {
			key = "rujukan.baris-diterima"
		}
		c.said = append(c.said, c.line(key, c.e.referralVars(c.v, d.Value)...))
		if c.mayRefer(d.Value) {
			verb := "terima"
			if d.Value.Taken == c.v.ID() {
				verb = "selesai"
			}
			c.choices = append(c.choices, store.Choice{ID: verb + ":" + d.Ref.ID, Label: c.line("rujukan.tombol-"+verb, "anak", d.Value.Name)})
		}
	}
	if n == 0 {
		c.Say("rujukan.kosong")
	}
	c.question = "rujukan"
}

func (e *Engine) referralVars(v store.View, r store.Referral) []string {
	p, _ := v.City.FindPosyandu(r.Posyandu)
	var why []string
	for _, w := range r.Why {
		why = append(why, e.Texts.Say("rujuk."+w).Text)
	}
	return []string{"anak", r.Name, "ibu", r.Mother, "posyandu", p.Name, "sebab", strings.Join(why, ", "), "tanggal", shortDate(r.Due)}
}

func pickReferral(c *Ctx, choice string) bool {
	verb, id, ok := strings.Cut(choice, ":")
	if !ok || !slices.Contains([]string{"terima", "selesai", "rs", "tidak"}, verb) {
		return false
	}
	if !c.Want(store.Need{Kind: store.NeedReferral, ID: id}) {
		return true
	}
	d := c.referral(store.Ref{Kind: store.KindReferral, ID: id})
	switch {
	case d.Version == 0 || !d.Value.Closed.IsZero():
		c.Say("rujukan.sudah-selesai")
	case !c.mayRefer(d.Value):
		c.Say("umum.tidak-boleh")
	case d.Value.Taken != "" && d.Value.Taken != c.v.ID() && verb == "terima":
		c.Say("rujukan.sudah-diterima")
	case verb == "terima":
		c.takeReferral(d)
	case verb == "rs":
		c.passToHospital(d)
	default:
		c.endReferral(d, map[string]string{"selesai": "ditangani", "tidak": "tidak-perlu"}[verb])
	}
	return true
}

// takeReferral notes who takes care, tells the kader, and offers how it may end.
func (c *Ctx) takeReferral(d store.Doc[store.Referral]) {
	for _, id := range c.heard(d.Value) {
		if !c.Want(store.Need{Kind: store.NeedPerson, Person: id}) {
			return
		}
	}
	first := d.Value.Taken == ""
	d.Value.Taken, d.Value.TakenAt = c.v.ID(), c.v.Now
	c.keepReferral(d)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: d.Value.Due.Add(7).At(8, 0)})
	c.audit("referral-taken", d.Ref, "")
	for _, id := range c.heard(d.Value) {
		m, said := c.v.Have.Person(id), "rujukan.kabar-diterima"
		if d.Value.To == "rs" {
			said = "rujukan.kabar-diterima-rs"
		}
		if first && m != nil {
			c.SayTo(m.Person, store.Reply, "", said, "anak", d.Value.Name, "petugas", or(c.Person.Name, "–"))
		}
	}
	key := "rujukan.diterima"
	if d.Value.To == "rs" {
		key = "rujukan.diterima-rs"
	}
	c.Say(key, c.e.referralVars(c.v, d.Value)...)
	for i := range c.choices {
		c.choices[i].ID += ":" + d.Ref.ID
	}
	c.question = "rujukan"
}

// heard are those who hear what becomes of a referral: the kader, and who passed it on to the
// hospitals; never the one who acts just now.
func (c *Ctx) heard(r store.Referral) []store.PersonID {
	var list []store.PersonID
	for _, id := range []store.PersonID{r.By, r.Passed} {
		if id != "" && id != c.v.ID() && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// passToHospital asks the hospitals' nutrition-care teams.
func (c *Ctx) passToHospital(d store.Doc[store.Referral]) {
	if !c.Want(store.Need{Kind: store.NeedHospital}) {
		return
	}
	if !slices.ContainsFunc(c.v.Have.Hospital, func(m store.Member) bool { _, ok := m.Person.Value.Reachable(store.Address{}); return ok }) {
		c.Say("rujukan.tanpa-rs", "anak", d.Value.Name)
		return
	}
	d.Value.To, d.Value.Taken, d.Value.Told, d.Value.Passed = "rs", "", 0, c.v.ID()
	c.keepReferral(d)
	c.index(store.IndexHospital(), d.Ref.ID, false)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: c.v.Now})
	c.audit("referral-hospital", d.Ref, "")
	c.Say("rujukan.ke-rs", "anak", d.Value.Name)
}

// endReferral closes it and tells kader and mother.
func (c *Ctx) endReferral(d store.Doc[store.Referral], outcome string) {
	for _, id := range append(c.heard(d.Value), d.Value.Family) {
		if !c.Want(store.Need{Kind: store.NeedPerson, Person: id}) {
			return
		}
	}
	c.closeReferral(d, outcome)
	for _, id := range c.heard(d.Value) {
		if m := c.v.Have.Person(id); m != nil {
			c.SayTo(m.Person, store.Reply, "", "rujukan.kabar-"+outcome, "anak", d.Value.Name)
		}
	}
	if m := c.v.Have.Person(d.Value.Family); m != nil && m.Family.Value.PausedUntil.Before(c.v.Now) {
		key := "rujukan.kabar-ibu"
		if outcome == "tidak-perlu" { // she need not have come
			key = "rujukan.kabar-ibu-tidak-perlu"
		}
		c.SayTo(m.Person, store.Reminder, d.Value.Child, key, "anak", d.Value.Name)
	}
	c.Say("rujukan.ditutup", "anak", d.Value.Name)
}
