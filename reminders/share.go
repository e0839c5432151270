package reminders

import "tumbuh/store"

// share tells the second caregivers whom she chose that it is time for her tablet: her
// name and the tablet, nothing of the pregnancy. What is queued for one who said STOP is
// skipped by the outbox like everything else.
func (p Planner) share(d *Decision, v *store.View) {
	if len(d.Turn.Say) == 0 {
		return
	}
	m := d.Turn.Say[len(d.Turn.Say)-1]
	for _, x := range d.Said {
		if x.row.Ledger != "ttd" || x.row == &lagi {
			continue
		}
		for _, g := range v.Family.Value.Caregivers {
			if !g.Tablet || g.Via.IsZero() {
				continue
			}
			d.Turn.Say = append(d.Turn.Say, store.Message{ID: m.ID + ":" + string(g.Person), To: g.Person, Via: g.Via, Lane: store.Reminder,
				Text: p.Texts.Say("pengingat.ttd-pendamping", "nama", g.Name, "ibu", motherName(v)).Text, Rule: "ttd-pendamping", NotAfter: m.NotAfter, Made: v.Now})
		}
	}
}
