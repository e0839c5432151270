package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// go_ takes a line on whose child is known: absent or moved, unclear, measured
// already, implausible, or kept.
func (w *dayWork) go_(p pending) {
	f := w.child(p.Ref)
	if f == nil || f.child == nil {
		w.say("hari.tidak-terbaca", "baris", p.Line)
		return
	}
	switch p.Rec.Status {
	case answers.Absent, answers.Moved, answers.Died:
		w.absent(*f, p)
		return
	}
	if p.Rec.Unlabelled > 0 {
		w.unlabelled(p)
		return
	}
	if w.asksBack(p) {
		return
	}
	m := measurementOf(p.Rec)
	m.Given = givenIn(p.Rec.Note, f.child.AgeMonths(w.date))
	if !p.Rec.Measured() && isZeroGiven(m.Given) && oedemaIn(p.Rec.Note) == 0 {
		w.say("hari.tanpa-ukuran", "nama", w.label(*f))
		return
	}
	m.Day, m.Posyandu, m.From, m.By, m.At = w.date, w.posyandu.ID, store.FromPosyandu, w.c.v.ID(), p.At
	m.Note, m.Oedema = p.Rec.Note, oedemaIn(p.Rec.Note)
	now := w.measurement(p.Ref)
	if now != nil && !p.Over && differs(*now, m) && !slipped(*now, m, p.Rec.Instead) {
		p.Kind = askAgain
		w.ask(p)
		return
	}
	if !p.Sure && p.Rec.Measured() {
		if list := w.doubts(*f, now, m); len(list) > 0 {
			p.Kind, p.Try, p.Field = askDoubt, list[0].Try, list[0].Field
			w.ask(p)
			return
		}
	}
	w.keep(*f, m, p.Rec.Status)
	if len(p.Rec.Instead) > 0 {
		w.say("hari.bukan-itu", "lama", strings.Join(p.Rec.Instead, ", "))
	}
}

// doubts lists what speaks against a measurement; of what stands and this line leaves as it
// is, nothing: she was asked.
func (w *dayWork) doubts(f found, now *store.Measurement, m store.Measurement) []growth.Doubt {
	list := growth.Doubts(*f.child, w.earlier(f), merged(now, m))
	if now == nil {
		return list
	}
	says := map[string]bool{"weight": m.Weight != 0, "length": m.Length != 0, "head": m.Head != 0, "arm": m.Arm != 0, "position": m.Position != ""}
	return slices.DeleteFunc(list, func(d growth.Doubt) bool { return !says[d.Field] })
}

// slipped tells whether what stands differs only in what the line itself says was wrong.
func slipped(now, m store.Measurement, instead []string) bool {
	same := func(has, is, unit int) bool {
		return has == 0 || is == 0 || has == is || slices.ContainsFunc(instead, func(s string) bool {
			v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
			return err == nil && int(v*float64(unit)+0.5) == has
		})
	}
	return same(now.Weight, m.Weight, 1000) && same(now.Length, m.Length, 10) && same(now.Head, m.Head, 10) && same(now.Arm, m.Arm, 10)
}

// asksBack asks what the line itself leaves open.
func (w *dayWork) asksBack(p pending) bool {
	for _, a := range p.Rec.Ask {
		field, why, _ := strings.Cut(a, ":")
		if why == answers.NamesMother || why == answers.NeedsKin { // the child is found
			continue
		}
		if kind := map[string]string{answers.TOrT: askT, answers.Comma: askComma, answers.Gram: askComma}[why]; kind != "" && (kind == askT || p.Rec.Measured()) {
			p.Kind = kind
			w.ask(p)
			return true
		}
		w.say("hari.perlu-jelas", "nama", or(p.Rec.Name, p.Rec.Mother), "baris", p.Line, "apa", w.c.line("hari.bidang-"+fieldWord(field)))
		return true
	}
	return false
}

func fieldWord(field string) string {
	if word := map[string]string{"berat": "weight", "tinggi": "length", "kepala": "head", "lila": "arm"}[field]; word != "" {
		return word
	}
	return "angka"
}

// measurementOf is a record as the noun that is kept.
func measurementOf(r answers.Record) store.Measurement {
	return store.Measurement{Weight: r.Weight, Length: r.Length, Head: r.Head, Arm: r.Arm, Position: r.Position}
}

// measurement is what was measured of the child today, or nil.
func (w *dayWork) measurement(ref string) *store.Measurement {
	if d := w.growth[ref]; d != nil {
		return d.Value.On(w.date)
	}
	return nil
}

// earlier are the child's valid measurements before the day.
func (w *dayWork) earlier(f found) []store.Measurement {
	d := w.growth[f.ref()]
	if d == nil {
		return nil
	}
	list := d.Value.Valid()
	end := slices.IndexFunc(list, func(m store.Measurement) bool { return !m.Day.Before(w.date) })
	if end < 0 {
		end = len(list)
	}
	return list[:end:end]
}

// differs tells whether two measurements of a day say different things of one size.
func differs(a, b store.Measurement) bool {
	other := func(x, y int) bool { return x != 0 && y != 0 && x != y }
	return other(a.Weight, b.Weight) || other(a.Length, b.Length) || other(a.Head, b.Head) || other(a.Arm, b.Arm)
}

// merged is a measurement with what was measured earlier on the same day.
func merged(now *store.Measurement, m store.Measurement) store.Measurement {
	if now == nil {
		return m
	}
	out := *now
	overlay(&out, m)
	return out
}

func overlay(out *store.Measurement, m store.Measurement) {
	out.Overlay(m)
	if m.Note != "" && !strings.Contains(out.Note, m.Note) {
		out.Note = strings.TrimSpace(out.Note + " " + m.Note)
	}
}

// keep writes the measurement and the line of the day, and echoes it.
func (w *dayWork) keep(f found, m store.Measurement, opinion string) {
	ref := f.ref()
	d := w.growth[ref]
	if d == nil {
		d = &store.Doc[store.Growth]{Ref: store.GrowthRef(store.PersonID(f.m.Family.Ref.ID), f.child.ID)}
		w.growth[ref] = d
	}
	if d.Version == 0 && d.Value.V == 0 {
		d.Value = store.Growth{V: 1, Family: store.PersonID(f.m.Family.Ref.ID), Child: f.child.ID}
	}
	var id string
	if now := d.Value.On(w.date); now != nil {
		had := len(now.Was)
		now.Correct(w.c.v.ID(), m.At, func(x *store.Measurement) { overlay(x, m) })
		id = now.ID
		for _, x := range now.Was[had:] {
			w.c.audit("measure-corrected", d.Ref, id+" "+x.Field+" "+x.Old)
		}
	} else {
		id = d.Value.Add(m)
	}
	w.dirty["growth:"+ref], w.changed = true, true
	w.day.Value.Lines = append(w.day.Value.Lines, store.DayLine{Family: store.PersonID(f.m.Family.Ref.ID), Child: f.child.ID, Entry: id, By: w.c.v.ID(), At: m.At})
	w.vaccinated(f, m)
	marks := growth.Card(*f.child, d.Value.Valid(), growth.DefaultRules())
	w.gained(f, marks)
	w.echo(f, d.Value, marks, opinion)
}

// gained notes in the child's own record that it did not gain enough today, for the
// reminders that speak of it; a day on which it gained, or that is taken back, ends that.
func (w *dayWork) gained(f found, marks []growth.Mark) {
	last := f.child.NotGained
	if fam := w.families[f.m.Family.Ref.ID]; fam != nil && fam.Family.Value.Child(f.child.ID) != nil {
		last = fam.Family.Value.Child(f.child.ID).NotGained
	}
	now := last
	if now == w.date {
		now = store.Date{}
	}
	if len(marks) > 0 && marks[len(marks)-1].Day == w.date {
		switch marks[len(marks)-1].Letter {
		case growth.T:
			now = w.date
		case growth.N:
			now = store.Date{}
		}
	}
	if now != last {
		w.editFamily(f.m).Child(f.child.ID).NotGained = now
	}
}

// vaccinated enters vaccines given today in the child's own list, and the capsule.
func (w *dayWork) vaccinated(f found, m store.Measurement) {
	if m.Given.VitaminA != "" {
		w.editFamily(f.m).Child(f.child.ID).VitaminA = w.date
	}
	if len(m.Given.Vaccines) == 0 {
		return
	}
	ch := w.editFamily(f.m).Child(f.child.ID)
	v := copyMap(ch.Vaccines)
	for _, code := range m.Given.Vaccines {
		if v[code].IsZero() {
			v[code] = w.date
		}
	}
	ch.Vaccines = v
}

// absent notes that a child did not come, and why; one that moved away or died ends.
func (w *dayWork) absent(f found, p pending) {
	why := p.Rec.Status
	if why == answers.Died {
		p.Kind = askDied
		w.ask(p)
		return
	}
	w.queue = slices.DeleteFunc(w.queue, func(q pending) bool { return q.Kind == askDied && q.Ref == p.Ref }) // it was a slip
	if why == answers.Absent {
		why = or(p.Rec.Note, why)
	}
	w.day.Value.Lines = append(w.day.Value.Lines, store.DayLine{Family: store.PersonID(f.m.Family.Ref.ID), Child: f.child.ID, Absent: clip(why, 80), By: w.c.v.ID(), At: p.At})
	w.changed = true
	if p.Rec.Status == answers.Moved {
		ch := w.editFamily(f.m).Child(f.child.ID)
		ch.End, ch.Ended = store.EndMoved, w.date
		w.c.audit("child-moved", f.m.Family.Ref, f.child.ID)
		w.say("hari.pindah", "nama", w.label(f))
		return
	}
	w.say("hari.tidak-datang", "nama", w.label(f), "apa", why)
}
