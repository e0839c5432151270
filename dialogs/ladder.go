package dialogs

import (
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// localRungs bounds how many pairs of bidan and kader are asked before the city's
// duty officer is: with a quarter of an hour each nobody waits longer than that.
const localRungs = 3

// rungs orders who is asked about an alert, those of one rung at the same time: a
// bidan and a kader on duty, the next pair, at last the city's duty officer (where
// none is named, the admins). Of a private sign the bidan and the duty officer only.
// Whoever belongs to no posyandu has the duty officer on the first rung.
func rungs(staff []store.Member, duty store.PersonID, a store.Alert) [][]store.Member {
	var bidan, kader, last, admins []store.Member
	for _, m := range staff {
		p := m.Person.Value
		if _, ok := p.Reachable(store.Address{}); !ok || m.ID() == a.About {
			continue
		}
		on := onDuty(p, store.DateOf(a.Made))
		switch {
		case m.ID() == duty:
			last = append(last, m)
		case on && p.Has(store.Bidan):
			bidan = append(bidan, m)
		case on && p.Has(store.Kader) && !private(a.Sign):
			kader = append(kader, m)
		case p.Has(store.Admin):
			admins = append(admins, m)
		}
	}
	if len(last) == 0 {
		last = admins
	}
	var list [][]store.Member
	for i := range min(localRungs, max(len(bidan), len(kader))) {
		var rung []store.Member
		if i < len(bidan) {
			rung = append(rung, bidan[i])
		}
		if i < len(kader) {
			rung = append(rung, kader[i])
		}
		list = append(list, rung)
	}
	if a.Posyandu == "" && len(list) > 0 {
		list[0] = append(list[0], last...)
		return list
	}
	if len(last) > 0 {
		list = append(list, last)
	}
	return list
}

// onDuty tells whether a person works on a day: not on leave, and one of her days
// where she named some.
func onDuty(p store.Person, day store.Date) bool {
	if p.Leave.After(day) && !p.LeaveFrom.After(day) {
		return false
	}
	return p.DutyDays == "" || strings.Contains(p.DutyDays, strconv.Itoa(int(day.Weekday())))
}

// nextUp are those of the first rung somebody of which was not asked yet.
func nextUp(list [][]store.Member, a store.Alert) []store.Member {
	for _, rung := range list {
		var up []store.Member
		for _, m := range rung {
			if !asked(a, m.ID()) {
				up = append(up, m)
			}
		}
		if len(up) > 0 {
			return up
		}
	}
	return nil
}

func asked(a store.Alert, id store.PersonID) bool {
	for _, r := range a.Asked {
		if r.Person == id {
			return true
		}
	}
	return false
}

// WakeAlert takes an alert one rung further: v is the view of the moment of the
// mother (its Have.Staff and Have.Duty hold who watches). It is called when the
// alert's time in the wake index has come, so a crash or a month down changes
// nothing but the hour.
func (e *Engine) WakeAlert(v store.View, d store.Doc[store.Alert]) store.Turn {
	a := d.Value
	t := store.Turn{Once: "alert:" + d.Ref.ID + ":" + strconv.Itoa(int(d.Version)), Person: a.About, Now: v.Now, Reads: []store.Read{d.Read()}}
	switch {
	case d.Version == 0 || a.Outcome == "keliru" || a.Outcome == "bukan":
		t.Wake = []store.Wake{{Ref: d.Ref}}
	case a.Taken != "" || !a.Closed.IsZero() || a.Outcome == unanswered:
		e.followUp(v, d, &t)
	default:
		if a.Doubt {
			e.noAnswer(v, &d, &t)
		}
		e.nextRung(v, d, &t)
	}
	if len(t.Writes) > 0 {
		t.Reads = nil // a write holds its own version
	}
	for i := range t.Say {
		t.Say[i].ID = t.Once + "#" + strconv.Itoa(i)
	}
	return t
}

// noAnswer goes on as if she had said yes to a sign that was asked back. Of a
// private sign nothing more is written to a phone that others may hold.
func (e *Engine) noAnswer(v store.View, d *store.Doc[store.Alert], t *store.Turn) {
	a := &d.Value
	a.Doubt = false
	t.Index = append(t.Index, store.IndexOp{Index: store.IndexAlerts(), Member: d.Ref.ID})
	t.Audit = append(t.Audit, store.Audit{At: v.Now, Act: "alert", On: d.Ref, Detail: a.Sign})
	if s := v.Session; s.Value.Danger != nil && s.Value.Danger.Alert == d.Ref.ID {
		s.Value.Danger = nil
		t.Writes = append(t.Writes, s.Put())
	}
	if private(a.Sign) {
		return
	}
	parts := []string{e.Texts.Say("bahaya-diam").Text, e.Texts.Say("bahaya." + a.Sign).Text}
	if where := e.where(v, watch{puskesmas: a.Puskesmas}, a.Level); where != "" {
		parts = append(parts, where)
	}
	t.Say = append(t.Say, store.Message{To: a.About, Via: a.Via, Lane: store.Urgent, Text: strings.Join(parts, "\n\n"), About: d.Ref.ID, Made: v.Now})
}

// nextRung asks the next in line, or tells the admins that nobody took it.
func (e *Engine) nextRung(v store.View, d store.Doc[store.Alert], t *store.Turn) {
	a := &d.Value
	for _, m := range nextUp(rungs(v.Have.Staff, v.Have.Duty, *a), *a) {
		if msg, ok := e.ask(v, a, d.Ref, m); ok {
			t.Say = append(t.Say, msg)
		}
	}
	wait := time.Duration(v.Settings.Int("tangga-menit", v.Today())) * time.Minute
	next := v.Now.Add(wait)
	if n := len(a.Asked); n == 0 || a.Asked[n-1].At.Before(v.Now) {
		e.nobody(v, a, d.Ref, t)
		next = followAt(*a, v.Now)
	}
	t.Writes = append(t.Writes, d.Put())
	t.Wake = []store.Wake{{Ref: d.Ref, At: next}}
}

// nobody is the end of the ladder: the alert stands on the admins' list as not taken
// care of, and stays open. Of a private sign those who were asked are told again.
func (e *Engine) nobody(v store.View, a *store.Alert, ref store.Ref, t *store.Turn) {
	a.Outcome = unanswered
	t.Audit = append(t.Audit, store.Audit{At: v.Now, Act: "alert-unanswered", On: ref})
	for _, m := range v.Have.Staff {
		via, ok := m.Person.Value.Reachable(store.Address{})
		if !ok || !m.Person.Value.Has(store.Admin) || private(a.Sign) && !asked(*a, m.ID()) {
			continue
		}
		r := store.AlertAsk{Person: m.ID(), At: v.Now, Via: via}
		t.Say = append(t.Say, e.alertLine(v, r, ref, "alarm.tidak-tertangani", "tanda", e.signTitle(a.Sign), "jam", clockOf(a.Made)))
	}
}

// ContactGone notes that somebody who was asked cannot be reached, so that the next
// in line is asked at once; false where that changes nothing.
func ContactGone(d store.Doc[store.Alert], gone store.PersonID, now time.Time) (store.Turn, bool) {
	a := d.Value
	if d.Version == 0 || a.Taken != "" || !a.Closed.IsZero() || a.Outcome == unanswered {
		return store.Turn{}, false
	}
	a.Asked = append([]store.AlertAsk(nil), a.Asked...)
	found := false
	for i := range a.Asked {
		if a.Asked[i].Person == gone && !a.Asked[i].Gone {
			a.Asked[i].Gone, found = true, true
		}
	}
	d.Value = a
	return store.Turn{Person: a.About, Now: now, Writes: []store.Write{d.Put()}, Wake: []store.Wake{{Ref: d.Ref, At: now}}}, found
}

// followAt is the morning after she wrote, or where that is over the next one.
func followAt(a store.Alert, now time.Time) time.Time {
	if at := nextMorning(a.Made); at.After(now) {
		return at
	}
	return nextMorning(now)
}

func nextMorning(now time.Time) time.Time { return store.DateOf(now).Add(1).At(8, 0) }
