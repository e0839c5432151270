package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
)

// private signs go to bidan and duty officer only, without her words.
func private(sign string) bool { return sign == "ingin-menyakiti" || sign == "kekerasan" }

// alert tells those on duty about a danger sign: a record in the wake index, so
// that its ladder goes on after any crash. The answer to the mother never waits for it.
func (c *Ctx) alert(sign, level, words string) {
	staff := c.Staff(c.Family.Posyandu)
	if c.need != nil {
		return
	}
	a := store.Alert{V: 1, Sign: sign, Level: level, About: c.v.ID(), Via: c.in.From, Name: or(c.Family.MotherName, c.Person.Name),
		Phone: c.Person.Phone, Words: clip(words, 500), Posyandu: c.Family.Posyandu, Kelurahan: c.Family.Kelurahan, Made: c.v.Now}
	if private(sign) {
		a.Words = ""
	}
	id := shortID(c.v.ID(), sign, c.v.Today().String())
	ref := store.Ref{Kind: store.KindAlert, ID: id}
	if !c.Want(store.Need{Kind: store.NeedAlert, ID: id}) {
		return
	}
	if d := c.v.Have.Alert; d != nil && d.Version > 0 {
		return // told today already; the ladder of that alert goes on
	}
	ladder := c.e.ladder(staff, a)
	if len(ladder) > 0 {
		c.askRung(&a, ref, ladder[0])
	}
	c.extra.Writes = append(c.extra.Writes, store.Write{Ref: ref, Value: a})
	c.index(store.IndexAlerts(), id, false)
	c.index(store.IndexAbout(c.v.ID()), ref.String(), false)
	wait := time.Duration(c.v.Settings.Int("tangga-menit", c.v.Today())) * time.Minute
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: ref, At: c.v.Now.Add(wait)})
	c.audit("alert", ref, sign)
}

// askRung asks one person to take the alert.
func (c *Ctx) askRung(a *store.Alert, ref store.Ref, m store.Member) {
	a.Asked = append(a.Asked, store.AlertAsk{Person: m.ID(), At: c.v.Now})
	if msg, ok := c.e.alertMessage(c.v, *a, ref, m); ok {
		c.others = append(c.others, msg)
	}
}

// ladder orders who is asked: kader of the posyandu, bidan of the puskesmas, then
// the city's duty officers; nobody on leave, nobody without an address, and for a
// private sign no kader.
func (e *Engine) ladder(staff []store.Member, a store.Alert) []store.Member {
	var list []store.Member
	for _, role := range []store.Role{store.Kader, store.Bidan, store.TPG, store.Admin} {
		if private(a.Sign) && (role == store.Kader || role == store.TPG) {
			continue
		}
		for _, m := range staff {
			_, ok := m.Person.Value.Reachable(store.Address{})
			if m.Person.Value.Has(role) && ok && !m.Person.Value.Leave.After(store.DateOf(a.Made)) && !member(list, m.ID()) {
				list = append(list, m)
			}
		}
	}
	return list
}

func member(list []store.Member, id store.PersonID) bool {
	for _, m := range list {
		if m.ID() == id {
			return true
		}
	}
	return false
}

func (e *Engine) alertMessage(v store.View, a store.Alert, ref store.Ref, m store.Member) (store.Message, bool) {
	via, ok := m.Person.Value.Reachable(store.Address{})
	if !ok {
		return store.Message{}, false
	}
	key := "alarm.tanya"
	if private(a.Sign) {
		key = "alarm.tanya-pribadi"
	}
	kel, _ := v.City.FindKelurahan(a.Kelurahan)
	py, _ := v.City.FindPosyandu(a.Posyandu)
	unknown := e.Texts.Say("umum.belum-diketahui").Text
	s := e.Texts.Say(key, "tanda", e.signTitle(a.Sign), "nama", or(a.Name, unknown), "kelurahan", or(kel.Name, unknown),
		"posyandu", or(py.Name, unknown), "kata", a.Words)
	msg := store.Message{To: m.ID(), Via: via, Lane: store.Urgent, Text: s.Text, Question: "alarm", About: ref.ID, Made: v.Now}
	for _, ch := range s.Choices {
		msg.Choices = append(msg.Choices, store.Choice{ID: ch.ID + ":" + ref.ID, Label: ch.Label})
	}
	return msg, true
}

// Alerts handles "Saya tangani" and the end of an alert.
func Alerts() Dialog {
	return Dialog{
		ID:    "alarm",
		Opens: []string{"alarm", "daftar alarm", "tanda bahaya masuk"},
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Done:  listAlerts,
		Pick:  pickAlert,
	}
}

func listAlerts(c *Ctx) {
	if !c.Want(store.Need{Kind: store.NeedAlerts}) {
		return
	}
	c.Session.Dialog = ""
	n := 0
	for _, d := range c.v.Have.Alerts {
		if !store.May(c.v.Person, store.TakeAlert, c.alertArea(d.Value)) {
			continue
		}
		n++
		c.said = append(c.said, c.line("alarm.baris", "tanda", c.e.signTitle(d.Value.Sign), "nama", or(d.Value.Name, "–"), "jam", clockOf(d.Value.Made)))
		c.choices = append(c.choices, store.Choice{ID: "tangani:" + d.Ref.ID, Label: c.line("alarm.tombol", "nama", or(d.Value.Name, "–"))})
	}
	if n == 0 {
		c.Say("alarm.kosong")
	}
	c.question = "alarm"
}

func (c *Ctx) alertArea(a store.Alert) store.Area {
	p, _ := c.v.City.FindPosyandu(a.Posyandu)
	return store.Area{Family: string(a.About), Posyandu: a.Posyandu, Puskesmas: p.Puskesmas, Case: true}
}

func pickAlert(c *Ctx, choice string) bool {
	verb, id, ok := strings.Cut(choice, ":")
	if !ok || (verb != "tangani" && verb != "selesai" && verb != "keliru") {
		return false
	}
	if !c.Want(store.Need{Kind: store.NeedAlert, ID: id}) {
		return true
	}
	d := c.v.Have.Alert
	if d == nil || d.Version == 0 || !d.Value.Closed.IsZero() {
		c.Say("alarm.sudah-selesai")
		return true
	}
	if !c.wasAsked(d.Value) && !store.May(c.v.Person, store.TakeAlert, c.alertArea(d.Value)) {
		c.Say("umum.tidak-boleh")
		return true
	}
	if verb == "tangani" {
		c.takeAlert(d)
		return true
	}
	c.closeAlert(d, verb)
	return true
}

func (c *Ctx) wasAsked(a store.Alert) bool {
	for _, ask := range a.Asked {
		if ask.Person == c.v.ID() {
			return true
		}
	}
	return false
}

// takeAlert gives the case, with her number, to the one who takes it, and only
// now she reads that somebody knows.
func (c *Ctx) takeAlert(d *store.Doc[store.Alert]) {
	a := &d.Value
	if a.Taken != "" && a.Taken != c.v.ID() {
		c.Say("alarm.sudah-diambil")
		return
	}
	first := a.Taken == ""
	a.Taken, a.TakenAt = c.v.ID(), c.v.Now
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: nextMorning(c.v.Now)})
	c.audit("alert-taken", d.Ref, "")
	c.Say("alarm.diambil", "nama", or(a.Name, "–"), "hp", or(showPhone(a.Phone), c.line("alarm.tanpa-nomor")))
	for i := range c.choices {
		c.choices[i].ID += ":" + d.Ref.ID
	}
	c.question = "alarm"
	if first && !private(a.Sign) {
		s := c.e.Texts.Say("alarm.kabar-ibu", "nama", or(c.Person.Name, "–"))
		c.others = append(c.others, store.Message{To: a.About, Via: a.Via, Lane: store.Urgent, Text: s.Text, About: d.Ref.ID, Made: c.v.Now})
	}
}

func (c *Ctx) closeAlert(d *store.Doc[store.Alert], outcome string) {
	d.Value.Closed, d.Value.Outcome = c.v.Now, outcome
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexAlerts(), d.Ref.ID, true)
	if outcome == "keliru" {
		c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
	}
	c.audit("alert-closed", d.Ref, outcome)
	c.Say("alarm.ditutup")
}

func nextMorning(now time.Time) time.Time { return store.DateOf(now).Add(1).At(8, 0) }
