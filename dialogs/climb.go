package dialogs

import (
	"strconv"
	"time"

	"tumbuh/store"
)

// askQuestion puts the question to one person and enters it in the record; false when
// she cannot be reached.
func (e *Engine) askQuestion(v store.View, q *store.Question, ref store.Ref, m store.Member) (store.Message, bool) {
	via, ok := m.Person.Value.Reachable(store.Address{})
	if !ok {
		return store.Message{}, false
	}
	r := store.AlertAsk{Person: m.ID(), At: v.Now, Via: via}
	q.Asked = append(q.Asked[:len(q.Asked):len(q.Asked)], r)
	if q.Text == "" {
		return e.questionLine(v, r, ref, "tanya.masuk-hubungi", "nama", e.questionName(*q), "tempat", e.whereabouts(v, placeOf(*q))), true
	}
	return e.questionLine(v, r, ref, "tanya.masuk", "nama", e.questionName(*q), "tempat", e.whereabouts(v, placeOf(*q)), "kata", q.Text), true
}

// placeOf lets a question be placed as an alert is.
func placeOf(q store.Question) store.Alert {
	return store.Alert{Kelurahan: q.Kelurahan, Posyandu: q.Posyandu}
}

func (e *Engine) questionName(q store.Question) string {
	return e.alertName(store.Alert{Name: q.Name})
}

func (e *Engine) questionLine(v store.View, r store.AlertAsk, ref store.Ref, key string, vars ...string) store.Message {
	m := e.alertLine(v, r, ref, key, vars...)
	m.Lane = store.Reply
	if m.Question != "" {
		m.Question = "tanya"
	}
	return m
}

func hours(v store.View, setting string) time.Duration {
	return time.Duration(v.Settings.Int(setting, v.Today())) * time.Hour
}

// nextClimb is when a question that nobody answered is looked at next; the zero time
// after the last rung.
func (e *Engine) nextClimb(v store.View, q store.Question) time.Time {
	at := time.Time{}
	switch q.Rung {
	case 0:
		at = q.Made.Add(hours(v, "tanya-naik-jam"))
	case 1:
		at = q.Made.Add(hours(v, "tanya-akhir-jam"))
	default:
		return at
	}
	if !at.After(v.Now) {
		at = v.Now.Add(time.Minute)
	}
	v.Now = at
	return nextHours(v)
}

// WakeQuestion takes a question that nobody answered one rung further: to all bidan of
// the puskesmas, then it is told to the duty officer, without her name and words, and
// she hears that it still waits. v is her view, with Have.Staff and Have.Duty.
func (e *Engine) WakeQuestion(v store.View, d store.Doc[store.Question]) store.Turn {
	q := &d.Value
	t := store.Turn{Once: "question:" + d.Ref.ID + ":" + strconv.Itoa(int(d.Version)), Person: q.From, Now: v.Now, Reads: []store.Read{d.Read()}}
	if d.Version == 0 || !q.Closed.IsZero() || q.Rung >= 2 {
		t.Wake = []store.Wake{{Ref: d.Ref}}
		return t
	}
	if at := nextHours(v); at.After(v.Now) { // its hour fell in a night or a downtime
		t.Wake = []store.Wake{{Ref: d.Ref, At: at}}
		return t
	}
	q.Rung++
	if q.Taken != "" {
		e.remindTaker(v, d, &t)
	} else {
		e.climb(v, d.Ref, q, &t)
	}
	t.Reads, t.Writes = nil, []store.Write{d.Put()}
	t.Wake = []store.Wake{{Ref: d.Ref, At: e.nextClimb(v, *q)}}
	for i := range t.Say {
		t.Say[i].ID = t.Once + "#" + strconv.Itoa(i)
	}
	return t
}

func (e *Engine) remindTaker(v store.View, d store.Doc[store.Question], t *store.Turn) {
	for _, r := range d.Value.Asked {
		if r.Person == d.Value.Taken {
			t.Say = append(t.Say, e.questionLine(v, r, d.Ref, "tanya.belum-dihubungi", "nama", e.questionName(d.Value)))
			return
		}
	}
}

func (e *Engine) climb(v store.View, ref store.Ref, q *store.Question, t *store.Turn) {
	day := v.Today()
	for _, m := range v.Have.Staff {
		p := m.Person.Value
		via, ok := p.Reachable(store.Address{})
		if !ok || m.ID() == q.From {
			continue
		}
		switch {
		case p.Has(store.Bidan) && !questionAsked(*q, m.ID()) && onDuty(p, day):
			if msg, ok := e.askQuestion(v, q, ref, m); ok {
				t.Say = append(t.Say, msg)
			}
		case q.Rung == 2 && p.Has(store.Bidan) && onDuty(p, day):
			t.Say = append(t.Say, e.questionLine(v, store.AlertAsk{Person: m.ID(), Via: via}, ref, "tanya.masih-menunggu", "nama", e.questionName(*q)))
		case q.Rung == 2 && p.Has(store.Admin) && (v.Have.Duty == "" || v.Have.Duty == m.ID()):
			t.Say = append(t.Say, e.questionLine(v, store.AlertAsk{Person: m.ID(), Via: via}, ref, "tanya.lapor", "tempat", e.whereabouts(v, placeOf(*q)),
				"hari", shortDate(store.DateOf(q.Made)), "jam", clockOf(q.Made)))
		}
	}
	if q.Rung == 2 {
		t.Audit = append(t.Audit, store.Audit{At: v.Now, Act: "question-unanswered", On: ref})
		t.Say = append(t.Say, store.Message{To: q.From, Via: q.Via, Lane: store.Reply, Text: e.Texts.Say("tanya.masih-dicari").Text, About: ref.ID, Made: v.Now})
	}
}

func questionAsked(q store.Question, id store.PersonID) bool {
	return asked(store.Alert{Asked: q.Asked}, id)
}

// AskedGone notes that somebody a question waits for cannot be reached: when nobody
// else was asked it climbs at once. False where that changes nothing.
func AskedGone(d store.Doc[store.Question], gone store.PersonID, now time.Time) (store.Turn, bool) {
	q := d.Value
	if d.Version == 0 || !q.Closed.IsZero() || q.Rung >= 2 {
		return store.Turn{}, false
	}
	q.Asked = append([]store.AlertAsk(nil), q.Asked...)
	found, others := false, false
	for i := range q.Asked {
		r := &q.Asked[i]
		if r.Person == gone && !r.Gone {
			r.Gone, found = true, true
		}
		others = others || !r.Gone
	}
	if q.Taken == gone {
		q.Taken = ""
	}
	d.Value = q
	t := store.Turn{Person: q.From, Now: now, Writes: []store.Write{d.Put()}}
	if !others {
		t.Wake = []store.Wake{{Ref: d.Ref, At: now}}
	}
	return t, found
}
