package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
)

// unanswered is the outcome of an alert whose ladder came to its end. It stays open
// until somebody takes it.
const unanswered = "tidak-tertangani"

// private signs go to bidan and duty officer only, without her words.
func private(sign string) bool { return sign == "ingin-menyakiti" || sign == "kekerasan" }

// watch is who watches over the writer and where, as far as she said it.
type watch struct{ name, posyandu, kelurahan, puskesmas string }

// watched looks at her family, at a registration under way once she agreed to it,
// and of a kader at the posyandu she works for.
func (c *Ctx) watched() watch {
	w := watch{name: or(c.Family.MotherName, c.Person.Name), posyandu: c.Family.Posyandu, kelurahan: c.Family.Kelurahan}
	if c.Person.Consent.Given() && c.Family.Mother == "" && (c.Session.Dialog == "hamil" || c.Session.Dialog == "anak") {
		name := map[string]string{"hamil": "nama", "anak": "nama-ibu"}[c.Session.Dialog] // "nama" of "anak" is the child's
		w.name, w.kelurahan, w.posyandu = or(w.name, c.Given(name)), c.Given("kelurahan"), c.Given("posyandu")
	}
	for _, g := range c.Person.Grants {
		w.posyandu, w.puskesmas = or(w.posyandu, g.Posyandu), or(w.puskesmas, g.Puskesmas)
	}
	if p, ok := c.v.City.FindPosyandu(w.posyandu); ok {
		w.kelurahan, w.puskesmas = or(w.kelurahan, p.Kelurahan), p.Puskesmas
	} else if k, ok := c.v.City.FindKelurahan(w.kelurahan); ok {
		w.puskesmas = k.Puskesmas
	}
	return w
}

// place is the id under which those who watch are found.
func (w watch) place() string { return or(w.posyandu, w.puskesmas) }

// alertID names the alert of a sign: one a person, sign and day.
func alertID(p store.PersonID, sign string, day store.Date) string {
	return shortID(p, sign, day.String())
}

// alertDoc brings the alert as it is kept; nil while it is being fetched.
func (c *Ctx) alertDoc(id string) *store.Doc[store.Alert] {
	if !c.Want(store.Need{Kind: store.NeedAlert, ID: id}) {
		return nil
	}
	d := c.v.Have.Alert
	if d == nil || d.Ref.ID != id {
		d = &store.Doc[store.Alert]{Ref: store.Ref{Kind: store.KindAlert, ID: id}}
	}
	return d
}

func (c *Ctx) newAlert(sign, level, words string) store.Alert {
	w := c.watched()
	a := store.Alert{V: 1, Sign: sign, Level: level, About: c.v.ID(), Via: c.in.From, Name: w.name, Phone: c.Person.Phone, Words: clip(words, 500),
		Posyandu: w.posyandu, Kelurahan: w.kelurahan, Puskesmas: w.puskesmas, Made: c.v.Now}
	if private(sign) {
		a.Words = ""
	}
	if c.reportsOther(words) {
		a.Name, a.Phone, a.By = "", "", c.alertBy()
	}
	return a
}

// doubt leaves the record that speaks up when she does not answer a question back;
// false while it is being fetched. Where the alert of this sign is out already
// nothing is left.
func (c *Ctx) doubt(ask *store.DangerAsk) bool {
	d := c.alertDoc(ask.Alert)
	if d == nil {
		return false
	}
	if d.Version > 0 && d.Value.Closed.IsZero() && !d.Value.Doubt {
		return true
	}
	d.Value = c.newAlert(ask.Sign, c.level(ask.Sign), ask.Text)
	d.Value.Doubt = true
	c.keepAlert(*d, c.minutes("tanya-balik-menit"))
	return true
}

// noDanger closes the doubt.
func (c *Ctx) noDanger(ask *store.DangerAsk) {
	d := c.alertDoc(ask.Alert)
	if d == nil {
		return
	}
	if d.Version > 0 && d.Value.Doubt {
		d.Value.Doubt, d.Value.Closed, d.Value.Outcome = false, c.v.Now, "bukan"
		c.extra.Writes = append(c.extra.Writes, d.Put())
		c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
	}
	c.Session.Danger = nil
	c.lane = store.Urgent
	c.Alone("bahaya-tidak")
}

// alert tells those on duty about a danger sign: a record in the wake index, so
// that its ladder goes on after any crash. The answer to the mother never waits for
// it. The same sign again, while somebody takes care of it, reaches her; once it is
// closed, or nobody took it, the ladder begins anew.
func (c *Ctx) alert(id, sign, level, words string) {
	staff := c.Staff(c.watched().place())
	d := c.alertDoc(id)
	if c.need != nil {
		return
	}
	old := d.Value
	running := d.Version > 0 && old.Closed.IsZero() && !old.Doubt && old.Outcome != unanswered
	if running && old.Taken == "" {
		return // its ladder goes on
	}
	a := c.newAlert(sign, level, words)
	if running {
		old.Words = or(a.Words, old.Words)
		d.Value = old
		c.extra.Writes = append(c.extra.Writes, d.Put())
		c.tellTaker(old, d.Ref, "alarm.lagi", "nama", c.e.alertName(old), "kata", old.Words)
		return
	}
	for _, m := range nextUp(rungs(staff, c.v.Have.Duty, a), a) {
		if msg, ok := c.e.ask(c.v, &a, d.Ref, m); ok {
			c.others = append(c.others, msg)
		}
	}
	d.Value = a
	c.index(store.IndexAlerts(), id, false)
	c.keepAlert(*d, c.minutes("tangga-menit"))
	c.audit("alert", d.Ref, sign)
}

// keepAlert writes the alert and when it is looked at next.
func (c *Ctx) keepAlert(d store.Doc[store.Alert], wait time.Duration) {
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexAbout(c.v.ID()), d.Ref.String(), false)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: c.v.Now.Add(wait)})
}

func (c *Ctx) minutes(setting string) time.Duration {
	return time.Duration(c.v.Settings.Int(setting, c.v.Today())) * time.Minute
}

// tellTaker says something to the one who took the alert.
func (c *Ctx) tellTaker(a store.Alert, ref store.Ref, key string, vars ...string) {
	for _, r := range a.Asked {
		if r.Person == a.Taken && !r.Via.IsZero() {
			c.others = append(c.others, c.e.alertLine(c.v, r, ref, key, vars...))
			return
		}
	}
}

// tellAsked says something to all others who were asked.
func (c *Ctx) tellAsked(a store.Alert, ref store.Ref, key string, vars ...string) {
	for _, r := range a.Asked {
		if r.Person != c.v.ID() && !r.Via.IsZero() && !r.Gone {
			c.others = append(c.others, c.e.alertLine(c.v, r, ref, key, vars...))
		}
	}
}

// alertLine is a message about an alert to somebody who was asked, with the buttons
// of its text.
func (e *Engine) alertLine(v store.View, r store.AlertAsk, ref store.Ref, key string, vars ...string) store.Message {
	s := e.Texts.Say(key, vars...)
	m := store.Message{To: r.Person, Via: r.Via, Lane: store.Urgent, Text: s.Text, About: ref.ID, Made: v.Now}
	for _, ch := range s.Choices {
		m.Question = "alarm"
		m.Choices = append(m.Choices, store.Choice{ID: ch.ID + ":" + ref.ID, Label: ch.Label})
	}
	return m
}

// ask puts the alert to one person and enters it in the record; false when she
// cannot be reached.
func (e *Engine) ask(v store.View, a *store.Alert, ref store.Ref, m store.Member) (store.Message, bool) {
	via, ok := m.Person.Value.Reachable(store.Address{})
	if !ok {
		return store.Message{}, false
	}
	r := store.AlertAsk{Person: m.ID(), At: v.Now, Via: via}
	a.Asked = append(a.Asked[:len(a.Asked):len(a.Asked)], r)
	key := "alarm.tanya"
	switch {
	case private(a.Sign):
		key = "alarm.tanya-pribadi"
	case a.By != nil:
		return e.alertLine(v, r, ref, "alarm.tanya-lapor", "tanda", e.signTitle(a.Sign), "tentang", e.alertAbout(*a), "pelapor", a.By.Name,
			"tempat", e.whereabouts(v, *a), "kata", or(a.Words, "–"), "jam", clockOf(a.Made)), true
	}
	return e.alertLine(v, r, ref, key, "tanda", e.signTitle(a.Sign), "nama", e.alertName(*a),
		"tempat", e.whereabouts(v, *a), "kata", or(a.Words, "–"), "jam", clockOf(a.Made)), true
}

func (e *Engine) alertName(a store.Alert) string {
	if a.Name == "" && a.By != nil {
		return e.Texts.Say("alarm.dari-laporan", "pelapor", a.By.Name).Text
	}
	return or(a.Name, e.Texts.Say("alarm.tanpa-nama").Text)
}

// alertAbout is whom a report is about: the child and its mother, the mother, or somebody the
// reporter's own words name.
func (e *Engine) alertAbout(a store.Alert) string {
	switch {
	case a.Name == "":
		return e.Texts.Say("alarm.tentang-siapa").Text
	case a.Child != "":
		return e.Texts.Say("alarm.tentang-anak", "anak", a.Child, "nama", a.Name).Text
	}
	return e.Texts.Say("alarm.tentang-ibu", "nama", a.Name).Text
}

// whereabouts are her kelurahan and posyandu, as far as they are known.
func (e *Engine) whereabouts(v store.View, a store.Alert) string {
	var parts []string
	if k, ok := v.City.FindKelurahan(a.Kelurahan); ok {
		parts = append(parts, k.Name)
	}
	if p, ok := v.City.FindPosyandu(a.Posyandu); ok {
		parts = append(parts, p.Name)
	}
	if len(parts) == 0 {
		return e.Texts.Say("alarm.tanpa-tempat").Text
	}
	return strings.Join(parts, ", ")
}
