package dialogs

import (
	"strconv"
	"time"

	"tumbuh/store"
)

// WakeReferral tells those who are asked to take a child in, again after the days of
// the setting, and the admins once nobody did; one that was taken and not closed is
// asked about. v is any view of the moment with Have.Staff (of the posyandu) and
// Have.Hospital.
func (e *Engine) WakeReferral(v store.View, d store.Doc[store.Referral]) store.Turn {
	r := d.Value
	t := store.Turn{Once: "rujukan:" + d.Ref.ID + ":" + strconv.FormatInt(d.Version, 10), Person: r.Family, Now: v.Now}
	if d.Version == 0 || !r.Closed.IsZero() {
		t.Reads, t.Wake = []store.Read{d.Read()}, []store.Wake{{Ref: d.Ref}}
		return t
	}
	days := v.Settings.Int("rujukan-hari", v.Today())
	again := store.DateOf(v.Now).Add(max(days, 1)).At(8, 0)
	switch {
	case r.Taken != "":
		key := "rujukan.bagaimana"
		if r.To == "rs" {
			key = "rujukan.bagaimana-rs"
		}
		e.tellReferral(v, d, &t, key, func(m store.Member) bool { return m.ID() == r.Taken })
	case r.Told < 2:
		e.tellReferral(v, d, &t, "rujukan.baru", func(m store.Member) bool { return receives(m, r) })
	case r.Climbed.IsZero():
		e.tellReferral(v, d, &t, "rujukan.belum-diterima", func(m store.Member) bool {
			return receives(m, r) || m.Person.Value.Has(store.Admin)
		})
		r.Climbed = v.Now
	default:
		again = store.DateOf(v.Now).Add(7).At(8, 0) // it stays on the list of open ones
	}
	r.Told++
	d.Value = r
	t.Writes = []store.Write{d.Put()}
	t.Wake = []store.Wake{{Ref: d.Ref, At: again}}
	for i := range t.Say {
		t.Say[i].ID = t.Once + "#" + strconv.Itoa(i)
	}
	return t
}

// receives tells whether a member is asked to take the child in.
func receives(m store.Member, r store.Referral) bool {
	p := m.Person.Value
	if r.To == "rs" {
		return p.Has(store.RS)
	}
	return p.Has(store.TPG) || p.Has(store.Bidan)
}

func (e *Engine) tellReferral(v store.View, d store.Doc[store.Referral], t *store.Turn, key string, to func(store.Member) bool) {
	seen := map[store.PersonID]bool{}
	for _, m := range append(append([]store.Member(nil), v.Have.Staff...), v.Have.Hospital...) {
		via, ok := m.Person.Value.Reachable(store.Address{})
		if !ok || seen[m.ID()] || !to(m) {
			continue
		}
		seen[m.ID()] = true
		s := e.Texts.Say(key, e.referralVars(v, d.Value)...)
		msg := store.Message{To: m.ID(), Via: via, Lane: store.Reply, Text: s.Text, Question: "rujukan", About: d.Ref.ID, Made: v.Now, NotAfter: v.Now.Add(7 * 24 * time.Hour)}
		for _, ch := range s.Choices {
			msg.Choices = append(msg.Choices, store.Choice{ID: ch.ID + ":" + d.Ref.ID, Label: ch.Label})
		}
		t.Say = append(t.Say, msg)
	}
}
