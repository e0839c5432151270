package dialogs

import (
	"strconv"
	"time"

	"tumbuh/store"
)

// WakeAlert takes an alert one rung further: v is any view of the moment (its
// Have.Staff holds who watches the posyandu). It is called when the alert's time
// in the wake index has come, so a crash or a month down changes nothing but the hour.
func (e *Engine) WakeAlert(v store.View, d store.Doc[store.Alert]) store.Turn {
	a := d.Value
	t := store.Turn{Once: "alert:" + d.Ref.ID + ":" + strconv.Itoa(int(d.Version)), Person: a.About, Now: v.Now}
	switch {
	case d.Version == 0 || a.Outcome == "keliru":
		t.Wake = []store.Wake{{Ref: d.Ref}}
	case a.Taken != "" || !a.Closed.IsZero():
		e.followUp(v, d, &t)
	default:
		e.nextRung(v, d, &t)
	}
	for i := range t.Say {
		t.Say[i].ID = t.Once + "#" + strconv.Itoa(i)
	}
	return t
}

// nextRung asks the next in line, or tells the admins that nobody took it.
func (e *Engine) nextRung(v store.View, d store.Doc[store.Alert], t *store.Turn) {
	a := d.Value
	wait := time.Duration(v.Settings.Int("tangga-menit", v.Today())) * time.Minute
	for _, m := range e.ladder(v.Have.Staff, a) {
		if asked(a, m.ID()) {
			continue
		}
		msg, ok := e.alertMessage(v, a, d.Ref, m)
		if !ok {
			continue
		}
		a.Asked = append(append([]store.AlertAsk(nil), a.Asked...), store.AlertAsk{Person: m.ID(), At: v.Now})
		t.Say = []store.Message{msg}
		t.Wake = []store.Wake{{Ref: d.Ref, At: v.Now.Add(wait)}}
		d.Value = a
		t.Writes = []store.Write{d.Put()}
		return
	}
	a.Outcome, a.Closed = "tidak-tertangani", v.Now
	d.Value = a
	t.Writes = []store.Write{d.Put()}
	t.Wake = []store.Wake{{Ref: d.Ref, At: nextMorning(v.Now)}}
	t.Audit = []store.Audit{{At: v.Now, Act: "alert-unanswered", On: d.Ref}}
	for _, m := range v.Have.Staff {
		if via, ok := m.Person.Value.Reachable(store.Address{}); ok && m.Person.Value.Has(store.Admin) {
			s := e.Texts.Say("alarm.tidak-tertangani", "tanda", e.signTitle(a.Sign))
			t.Say = append(t.Say, store.Message{To: m.ID(), Via: via, Lane: store.Urgent, Text: s.Text, About: d.Ref.ID, Made: v.Now})
		}
	}
}

func asked(a store.Alert, id store.PersonID) bool {
	for _, r := range a.Asked {
		if r.Person == id {
			return true
		}
	}
	return false
}

// followUp asks her the next day how she is; not after a private sign.
func (e *Engine) followUp(v store.View, d store.Doc[store.Alert], t *store.Turn) {
	t.Wake = []store.Wake{{Ref: d.Ref}}
	if !d.Value.Followed.IsZero() || private(d.Value.Sign) {
		return
	}
	d.Value.Followed = v.Now
	t.Writes = []store.Write{d.Put()}
	s := e.Texts.Say("alarm.kabar-besok")
	m := store.Message{To: d.Value.About, Via: d.Value.Via, Lane: store.Reply, Text: s.Text, Question: "alarm.kabar-besok", Made: v.Now,
		NotAfter: v.Now.Add(24 * time.Hour), About: d.Ref.ID}
	for _, ch := range s.Choices {
		m.Choices = append(m.Choices, store.Choice(ch))
	}
	t.Say = append(t.Say, m)
}
