package dialogs

import (
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Bounds that the mothers' card prints in red (PROG §1.4; health-facts §1.6, §2.2, §3).
const (
	thinArm      = 235 // LiLA in millimetres below which KEK is looked into
	lowHb        = 110 // tenths of g/dL
	highSystolic = 140
	highLow      = 90
	sureSystolic = 160 // with 110 below: a danger sign
	sureLow      = 110
)

// woman deals with a line about a pregnant woman or one after birth.
func (w *dayWork) woman(l answers.Line, r answers.Record) {
	list := w.findMothers(or(r.Name, r.Mother), r.RT, l.Kind == answers.LinePregnant)
	switch {
	case len(list) == 0 && l.Kind == answers.LinePregnant && r.Name != "" && r.Status == "":
		w.ask(pending{Kind: askNewMother, Line: short(l.Text), Rec: r, At: w.writtenAt()})
		return
	case len(list) == 0 || list[0].preg == nil:
		w.say("hari.ibu-tidak-ada", "nama", or(r.Name, r.Mother))
		return
	case len(list) > 1:
		var names []string
		for _, f := range list {
			names = append(names, w.c.line("hari.ibu-rt", "nama", f.m.Family.Value.MotherName, "rt", or(f.m.Family.Value.RT, "–")))
		}
		w.say("hari.ibu-banyak", "nama", or(r.Name, r.Mother), "siapa", strings.Join(names, ", "))
		return
	}
	f := list[0]
	if r.Status == answers.Absent {
		w.say("hari.tidak-datang", "nama", f.m.Family.Value.MotherName, "apa", or(r.Note, answers.Absent))
		return
	}
	unclear := unclearOf(&r)
	k := w.checkOf(r, w.writtenAt(), l.Kind == answers.LineNifas)
	if k.Weight|k.Arm|k.Systolic|k.Hb|k.Tablets != 0 || k.Daily != "" || k.Note != "" || unclear == "" {
		w.keepCheck(f, k)
	}
	if unclear != "" {
		w.say("hari.ibu-perlu-jelas", "nama", f.m.Family.Value.MotherName, "apa", w.c.line("hari.bidang-"+unclear), "baris", short(l.Text))
	}
	if len(r.Instead) > 0 {
		w.say("hari.bukan-itu", "lama", strings.Join(r.Instead, ", "))
	}
	if !k.Nifas {
		w.antenatal(f, l.Text)
	}
}

// unclearOf takes out of a record what must be asked back, and names the first of it; the
// weeks are known by her record.
func unclearOf(r *answers.Record) (field string) {
	for _, a := range r.Ask {
		name, _, _ := strings.Cut(a, ":")
		switch name {
		case "uk", "nama", "tinggi":
			continue
		case "berat":
			r.Weight = 0
		case "lila":
			r.Arm = 0
		case "hb":
			r.Hb = 0
		case "tensi":
			r.Systolic, r.Diastolic = 0, 0
		}
		if field == "" {
			field = fieldWord(name)
			if name == "hb" || name == "tensi" {
				field = name
			}
		}
	}
	return field
}

// checkOf is a line as the noun that is kept.
func (w *dayWork) checkOf(r answers.Record, at time.Time, nifas bool) store.Check {
	k := store.Check{Day: w.date, Nifas: nifas, Weight: r.Weight, Arm: r.Arm, Systolic: r.Systolic, Diastolic: r.Diastolic, Hb: r.Hb,
		Tablets: r.Tablets, Note: r.Note, Posyandu: w.posyandu.ID, By: w.c.v.ID(), At: at}
	if r.Status == answers.NoPills {
		k.Daily = "tidak"
	}
	womanGiven(&k, r.Note)
	return k
}

// keepCheck writes a woman's check; a second line of the day completes the first.
func (w *dayWork) keepCheck(f found, k store.Check) {
	ref := f.ref()
	d := w.checks[ref]
	if d == nil {
		d = &store.Doc[store.Checks]{Ref: store.ChecksRef(store.PersonID(f.m.Family.Ref.ID), f.preg.ID)}
		w.checks[ref] = d
	}
	if d.Version == 0 && d.Value.V == 0 {
		d.Value = store.Checks{V: 1, Family: store.PersonID(f.m.Family.Ref.ID), Pregnancy: f.preg.ID}
	}
	kept := -1
	for i := range d.Value.List {
		if x := &d.Value.List[i]; x.Day == w.date && x.Void.IsZero() {
			kept = i
		}
	}
	if kept < 0 {
		k.ID = "k" + itoa(len(d.Value.List)+1)
		d.Value.List = append(d.Value.List, k)
		kept = len(d.Value.List) - 1
	} else {
		completeCheck(&d.Value.List[kept], k)
	}
	w.dirty["checks:"+ref], w.changed = true, true
	entry := d.Value.List[kept]
	w.day.Value.Lines = append(w.day.Value.Lines, store.DayLine{Family: store.PersonID(f.m.Family.Ref.ID), Child: f.preg.ID, Entry: entry.ID, By: w.c.v.ID(), At: k.At})
	w.echoCheck(f, entry)
}

// completeCheck puts a later line over an earlier one of the day; what it replaces is kept.
func completeCheck(x *store.Check, k store.Check) {
	put := func(field string, to *int, v int) {
		if v == 0 || *to == v {
			return
		}
		if *to != 0 {
			x.Was = append(x.Was, store.Correction{Field: field, Old: itoa(*to), By: k.By, At: k.At})
		}
		*to = v
	}
	put("weight", &x.Weight, k.Weight)
	put("arm", &x.Arm, k.Arm)
	put("systolic", &x.Systolic, k.Systolic)
	put("diastolic", &x.Diastolic, k.Diastolic)
	put("hb", &x.Hb, k.Hb)
	put("tablets", &x.Tablets, k.Tablets)
	x.Daily, x.Note = or(k.Daily, x.Daily), strings.TrimSpace(x.Note+" "+k.Note)
	completeGiven(x, k)
}

// echoCheck says what was kept and what the card prints in red.
func (w *dayWork) echoCheck(f found, k store.Check) {
	c := w.c
	var parts []string
	add := func(yes bool, key string, value string) {
		if yes {
			parts = append(parts, c.line("hari."+key, "nilai", value))
		}
	}
	add(k.Weight > 0, "bb", c.amount("weight", k.Weight))
	add(k.Arm > 0, "lila", c.amount("arm", k.Arm))
	add(k.Systolic > 0, "tensi", itoa(k.Systolic)+"/"+itoa(k.Diastolic))
	add(k.Hb > 0, "hb", strings.ReplaceAll(itoa(k.Hb/10)+","+itoa(k.Hb%10), ",0", ""))
	add(k.Tablets > 0, "tablet", itoa(k.Tablets))
	parts = append(parts, w.givenParts(k)...)
	sure := k.Systolic >= sureSystolic || k.Diastolic >= sureLow
	if sure {
		w.dangerOf(f, "tensi-tinggi-hamil", c.line("hari.tensi", "nilai", itoa(k.Systolic)+"/"+itoa(k.Diastolic)))
	}
	w.say("hari.ibu-tercatat", "nama", f.m.Family.Value.MotherName, "ukuran", strings.Join(parts, " · "))
	if !sure && (k.Systolic >= highSystolic || k.Diastolic >= highLow) {
		w.say("hari.rujuk-ibu", "sebab", c.line("rujuk.tensi"))
	}
	if k.Arm > 0 && k.Arm < thinArm {
		w.say("hari.rujuk-ibu", "sebab", c.line("rujuk.kek"))
	}
	if k.Hb > 0 && k.Hb < lowHb {
		w.say("hari.rujuk-ibu", "sebab", c.line("rujuk.hb"))
	}
}
