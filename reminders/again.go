package reminders

import (
	"time"

	"tumbuh/store"
)

// What was answered with "nanti" or "belum" is asked once more: the tablet two hours
// later, a visit, a vaccine or the capsule after a week, while it is still of use. One who
// says "belum" again becomes a task of her kader (dialogs), and so does one who does not
// answer any more (here).

// againWait is how long the answer to a question that was asked once more is awaited.
const againWait = 5 * day

// followRows ask once more what she said "belum" to; they are made from the open question.
func followRows() []Row {
	row := func(dialog, kind string, who Whom, reader, source string) Row {
		return Row{ID: dialog + "-lagi", Kind: kind, For: who, Reader: reader, Asks: dialog, Hour: morning, Use: 3 * day, Wait: againWait,
			Text: "pengingat." + dialog + "-lagi", Quiet: "pengingat.lagi.diam", Ends: "jawaban, dicatat", Source: source}
	}
	return []Row{
		row("periksa", "anc", Pregnant, "ibu", "ANC10 §1.3"),
		row("nifas", "nifas", Nursing, "ibu", "KIA24 §1.7; KN §1.7"),
		row("imunisasi", "imunisasi", Infant, "anak", "IMTAB §4.1; design §4.2"),
		row("vitamin-a", "vitamin-a", Infant, "anak", "VITA §5"),
	}
}

// unansweredRow asks the kader to help one who was asked once more and is silent.
func unansweredRow() Row {
	return Row{ID: "belum-kabar", Kind: "belum", For: Home, Reader: "kader", Does: "belum-kabar", Ends: "jawaban, dicatat", Source: "design §1.3"}
}

// lastDay is the last day on which what the row asks for is still of use: the end of its
// window, or the rest of the month of a posyandu day.
func (r *Row) lastDay(x Due) store.Date {
	const rest = 20
	switch {
	case r.Late > 0 && (r.Anchor == HPHT || r.Anchor == Birth):
		return store.DateNumber(r.at(x.s, r.Late))
	case r.Anchor == Month:
		return x.Day.Add(rest)
	}
	return store.Date{}
}

// again adds the questions that were put off.
func (p *planning) again(subs []subject) {
	f := &p.v.Family.Value
	for i := range f.Open {
		o := &f.Open[i]
		if o.Again.IsZero() {
			continue
		}
		row, s := asker(subs, o)
		if s == nil || !s.waitsFor(o) {
			continue
		}
		moment, until := o.Again.Unix(), o.Again.Add(row.Use)
		if row.Own {
			moment = min(moment, at(o.Day.Number(), ownLast))
			until = row.until(time.Unix(moment, 0).In(store.WIB), o.Day.Number(), 0)
		}
		d := Due{Rule: row.ID, About: o.About, Day: o.Day, At: time.Unix(moment, 0).In(store.WIB), Until: until, row: row, s: s, meet: o.Day.Number()}
		if moment <= o.Asked.Unix() || p.wasSaid(d) {
			continue
		}
		if moment > p.to {
			p.wake = min(p.wake, moment)
			continue
		}
		p.pending = append(p.pending, d)
	}
}

// asker is the row that asks an open question once more, and of whom it asks; nil where
// she is none of them any more.
func asker(subs []subject, o *store.Open) (*Row, *subject) {
	if o.Dialog == lagi.Asks {
		return &lagi, find(subs, Pregnant, o.About)
	}
	for i := range susul {
		if r := &susul[i]; r.Asks == o.Dialog {
			return r, find(subs, r.For, o.About)
		}
	}
	return nil, nil
}

// waitsFor tells whether what the question asks for is still not recorded.
func (s *subject) waitsFor(o *store.Open) bool {
	switch o.Dialog {
	case "ttd":
		return s.preg.Log.Get(o.Day) == '.'
	case "periksa":
		return !visited(s.preg, store.ContactOf(o.Rule))
	case "nifas":
		return !s.examined(o.Rule)
	case "imunisasi":
		return s.waits(o.Day.Add(-1).Number())
	}
	return !s.hasCapsule(o.Day.Number())
}

// unanswered adds the task for one who was asked once more and let it pass.
func (p *planning) unanswered(subs []subject) {
	f := &p.v.Family.Value
	for i := range f.Open {
		o := &f.Open[i]
		if !o.Twice || o.Task != "" || p.out.Why != "" {
			continue
		}
		row, s := asker(subs, o)
		if s == nil || p.muted(row) || !s.waitsFor(o) {
			continue
		}
		if o.Expires.Unix() > p.to {
			p.wake = min(p.wake, o.Expires.Unix())
			continue
		}
		now := time.Unix(p.to, 0).In(store.WIB)
		p.pending = append(p.pending, Due{Rule: sepi.ID, About: o.ID, Day: o.Day, At: now, Until: now.Add(day), row: &sepi, s: s})
	}
}

// unanswered leaves the task; an answer that comes later still finds its question.
func unanswered(d *Decision, v *store.View, f *store.Family, x Due) {
	for i := range f.Open {
		if o := &f.Open[i]; o.ID == x.About {
			o.Task = task(d, v, store.Task{Kind: o.Dialog + "-belum", Subject: o.About, Note: o.Why})
			o.Twice, o.Expires = false, v.Now.Add(store.TaskWait)
		}
	}
}

// askAgain takes back the wish to be asked again: it was heard, or is past.
func askAgain(f *store.Family, x Due, now time.Time, offered []store.Choice) string {
	for i := range f.Open {
		o := &f.Open[i]
		if o.Dialog != x.row.Asks || o.About != x.About || o.Day != x.Day {
			continue
		}
		o.Again = time.Time{}
		if len(offered) == 0 {
			return o.ID
		}
		o.Offered = offered
		if x.row != &lagi {
			o.Asked, o.Expires, o.Twice = now, now.Add(x.row.Wait), true
		}
		return o.ID
	}
	return ""
}
