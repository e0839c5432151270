package dialogs

import (
	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/faq"
	"tumbuh/store"
)

// danger looks for a danger sign in a line before anything else. What a kader writes
// is about the one she names; where nobody is named it is taken as her own.
func (w *dayWork) danger(l answers.Line) bool {
	c := w.c
	f := w.about(l)
	if f == nil {
		f = w.namedIn(l.Text)
	}
	profile := faq.Profile{PostpartumDays: -1}
	if f != nil {
		profile = profileOf(f.m.Family.Value, w.date)
	}
	d, ok := c.e.Detect(l.Text, profile)
	if !ok || d.Sign == "tensi-tinggi-hamil" && (d.Level == "K" || f != nil) && measuredPressure(l) {
		return false // the card's own rule speaks of what she measured
	}
	switch {
	case f == nil && d.Ask:
		return false
	case f == nil:
		c.danger(d.Sign, d.Level, l.Text)
	case d.Ask:
		w.say("hari.bahaya-ragu", "nama", w.label(*f), "tanda", c.e.signTitle(d.Sign))
	default:
		w.dangerOf(*f, d.Sign, l.Text)
	}
	return l.Kind != answers.LineMeasure || len(l.Records) == 0 || !l.Records[0].Measured()
}

// measuredPressure tells a woman's line with her blood pressure.
func measuredPressure(l answers.Line) bool {
	return (l.Kind == answers.LinePregnant || l.Kind == answers.LineNifas) && len(l.Records) == 1 && l.Records[0].Systolic > 0
}

// about is the one person a line is surely about, or nil.
func (w *dayWork) about(l answers.Line) *found {
	if len(l.Records) != 1 {
		return nil
	}
	r := l.Records[0]
	var list []found
	if l.Kind == answers.LinePregnant || l.Kind == answers.LineNifas {
		list = w.findMothers(or(r.Name, r.Mother), r.RT, l.Kind == answers.LinePregnant)
	} else {
		list = w.findChildren(r)
	}
	if len(list) != 1 {
		return nil
	}
	return &list[0]
}

// dangerOf raises the alert of a family's danger sign, once a message, and says to
// the kader what to do now.
func (w *dayWork) dangerOf(f found, sign, words string) {
	c, m := w.c, f.m
	w.say("hari.bahaya", "nama", m.Family.Value.MotherName, "tanda", c.e.signTitle(sign))
	if len(w.alerted) > 0 {
		return // one alert a message; the words above are said for each
	}
	staff := c.Staff(w.posyandu.ID)
	d := c.alertDoc(alertID(m.ID(), sign, c.v.Today()))
	if c.need != nil || d == nil {
		return
	}
	w.alerted = append(w.alerted, sign)
	if d.Version > 0 && d.Value.Closed.IsZero() && !d.Value.Doubt {
		return // its ladder goes on
	}
	via := c.in.From
	if a, ok := m.Person.Value.Reachable(store.Address{}); ok {
		via = a
	}
	d.Value = store.Alert{V: 1, Sign: sign, Level: c.level(sign), About: m.ID(), Via: via, Name: m.Family.Value.MotherName, Phone: m.Person.Value.Phone,
		Words: clip(words, 500), By: c.alertBy(), Posyandu: w.posyandu.ID, Kelurahan: m.Family.Value.Kelurahan, Puskesmas: w.posyandu.Puskesmas, Made: c.v.Now}
	if f.child != nil {
		d.Value.Child = w.c.line("hari.anak-umur", "nama", c.childName(*f.child), "umur", c.ageOn(*f.child, w.date))
	}
	if private(sign) {
		d.Value.Words = ""
	}
	for _, next := range nextUp(rungs(staff, c.v.Have.Duty, d.Value), d.Value) {
		if next.ID() == c.v.ID() {
			d.Value.Asked = append(d.Value.Asked, store.AlertAsk{Person: next.ID(), At: c.v.Now}) // she raised it: she knows
			continue
		}
		if msg, ok := c.e.ask(c.v, &d.Value, d.Ref, next); ok {
			c.others = append(c.others, msg)
		}
	}
	c.index(store.IndexAlerts(), d.Ref.ID, false)
	c.index(store.IndexAbout(m.ID()), d.Ref.String(), false)
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: c.v.Now.Add(c.minutes("tangga-menit"))})
	c.audit("alert", d.Ref, sign)
}
