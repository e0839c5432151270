package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// correct changes the named child's measurement of the day, or that of the last line.
func (w *dayWork) correct(l answers.Line) {
	if len(l.Records) == 0 {
		w.say("hari.tidak-ada-ralat", "baris", short(l.Text))
	}
	for _, r := range l.Records {
		if r.Name != "" && !r.Measured() && r.Status == "" && w.renameWaiting(r.Name) {
			continue
		}
		if w.correctWoman(l, r) {
			continue
		}
		ref := w.lastRef()
		if f := w.namedIn(l.Text); !r.Named() && f != nil && f.child != nil {
			ref = f.ref()
		}
		if r.Named() {
			if list := w.findChildren(r); len(list) == 1 {
				ref = list[0].ref()
			} else {
				p := pending{Kind: askWho, Line: short(l.Text), Rec: r, Over: true, At: w.writtenAt()}
				for _, f := range list {
					p.Cands = append(p.Cands, f.ref())
				}
				if len(list) == 0 {
					p.Kind = askNew
				}
				w.ask(p)
				continue
			}
		}
		if w.putRightWaiting(ref, r) {
			continue
		}
		if ref != "" && r.Named() && (r.Status == answers.Absent || r.Status == answers.Moved) && w.measurement(ref) == nil {
			w.queue = slices.DeleteFunc(w.queue, func(p pending) bool { return p.Ref == ref }) // "tadi salah, Jihan ga dateng"
			w.go_(pending{Line: short(l.Text), Rec: r, Ref: ref, At: w.writtenAt()})
			continue
		}
		if ref != "" && r.Name != "" && r.Weight > 0 && r.Length > 0 && w.measurement(ref) == nil { // "eh kelupaan Bilqis 8,2/71"
			w.go_(pending{Line: short(l.Text), Rec: r, Ref: ref, At: w.writtenAt()})
			continue
		}
		if ref == "" || w.measurement(ref) == nil && (r.Name == "" || len(r.Instead) == 0) { // "Rafa bukan 9,1 tapi 9,2" may be the first we hear
			w.say("hari.tidak-ada-ralat", "baris", short(l.Text))
			continue
		}
		w.go_(pending{Line: short(l.Text), Rec: r, Ref: ref, Over: true, At: w.writtenAt()})
	}
}

// correctionWords begin a correction.
var correctionWords = regexp.MustCompile(`(?i)^\s*(?:(?:maaf|eh|aduh|ralat|koreksi|revisi|salah|keliru|ganti|ubah|betulin)[\s,:.]+)+(?:(?:ibu|bu|bumil|ny)[\s.]+)*`)

// correctWoman puts a woman's values of today right, where the name is hers and no child's.
func (w *dayWork) correctWoman(l answers.Line, r answers.Record) bool {
	name := or(r.Name, r.Mother)
	if name == "" || r.Name != "" && len(w.findChildren(r)) > 0 {
		return false
	}
	list := w.findMothers(name, r.RT, true)
	if len(list) != 1 || list[0].preg == nil || w.checks[list[0].ref()] == nil {
		return false
	}
	again := answers.CadreLine("bumil "+correctionWords.ReplaceAllString(l.Text, ""), w.date)
	if len(again.Records) != 1 || again.Kind != answers.LinePregnant {
		return false
	}
	again.Records[0].Name, again.Text = name, l.Text
	w.woman(again, again.Records[0])
	return true
}

// renameWaiting takes "nabila maksudnya" for the last line whose name nobody here has.
func (w *dayWork) renameWaiting(name string) bool {
	for i := len(w.queue) - 1; i >= 0; i-- {
		if p := w.queue[i]; p.Kind == askNew {
			w.queue = slices.Delete(w.queue, i, i+1)
			p.Rec.Name, p.Rec.Mother, p.Rec.Kin = name, "", ""
			w.record(p.Line, p.Rec)
			return true
		}
	}
	return false
}

// putRightWaiting puts right a line of the child that still waits for an answer: it is
// judged again as it should have been.
func (w *dayWork) putRightWaiting(ref string, r answers.Record) bool {
	i := slices.IndexFunc(w.queue, func(p pending) bool {
		return ref != "" && p.Ref == ref && p.Kind != askDied && (r.Named() || w.measurement(ref) == nil)
	})
	if i < 0 {
		return false
	}
	p := w.queue[i]
	w.queue = slices.Delete(w.queue, i, i+1)
	m := measurementOf(p.Rec)
	overlay(&m, measurementOf(r))
	p.Rec.Weight, p.Rec.Length, p.Rec.Head, p.Rec.Arm, p.Rec.Position = m.Weight, m.Length, m.Head, m.Arm, m.Position
	p.Rec.Status, p.Rec.Ask, p.Asked = or(r.Status, p.Rec.Status), r.Ask, false
	w.go_(p)
	return true
}

// lastRef is the child of her last line with a measurement.
func (w *dayWork) lastRef() string {
	for i := len(w.day.Value.Lines) - 1; i >= 0; i-- {
		if l := w.day.Value.Lines[i]; !l.Void && l.Entry != "" && l.By == w.c.v.ID() && strings.HasPrefix(l.Child, "c") {
			return w.goesOn(string(l.Family) + "." + l.Child)
		}
	}
	return ""
}

// goesOn is the record in which a child goes on that was joined with another since.
func (w *dayWork) goesOn(ref string) string {
	if f := w.child(ref); f != nil && f.child != nil && f.child.GoesOn != "" {
		return f.child.GoesOn
	}
	return ref
}

// undo takes back her last line, or the named child's; what stood there is kept, void.
func (w *dayWork) undo(l answers.Line) {
	want := ""
	if len(l.Records) == 1 && l.Records[0].Named() {
		list := w.findChildren(l.Records[0])
		if len(list) != 1 {
			w.say("hari.tidak-ada-batal")
			return
		}
		want = list[0].ref()
	}
	at := len(w.queue) - 1
	if want != "" {
		at = slices.IndexFunc(w.queue, func(p pending) bool { return p.Ref == want })
	}
	if at >= 0 {
		p := w.queue[at]
		w.queue = slices.Delete(w.queue, at, at+1)
		w.say("hari.batal", "nama", or(p.Rec.Name, p.Rec.Mother))
		return
	}
	for i := len(w.day.Value.Lines) - 1; i >= 0; i-- {
		x := &w.day.Value.Lines[i]
		if x.Void || x.By != w.c.v.ID() || want != "" && want != string(x.Family)+"."+x.Child {
			continue
		}
		w.takeBack(x)
		return
	}
	w.say("hari.tidak-ada-batal")
}

func (w *dayWork) takeBack(x *store.DayLine) {
	ref := string(x.Family) + "." + x.Child
	name := w.c.line("umum.belum-diketahui")
	if f := w.child(ref); f != nil {
		name = w.label(*f)
		if f.child != nil && f.child.End == store.EndMoved && x.Absent != "" {
			ch := w.editFamily(f.m).Child(f.child.ID)
			ch.End, ch.Ended = "", store.Date{}
		}
	}
	for i := range w.day.Value.Lines { // with it the lines that corrected it
		y := &w.day.Value.Lines[i]
		y.Void = y.Void || x.Entry != "" && y.Family == x.Family && y.Child == x.Child && y.Entry == x.Entry
	}
	x.Void, w.changed = true, true
	if d := w.growth[ref]; d != nil {
		if m := d.Value.Find(x.Entry); m != nil {
			m.Void = w.c.v.Now
			w.dirty["growth:"+ref] = true
			if f := w.child(ref); f != nil && f.child != nil {
				w.gained(*f, growth.Card(*f.child, d.Value.Valid(), growth.DefaultRules()))
			}
		}
	}
	if to := w.goesOn(ref); to != ref && w.growth[to] != nil {
		if m := w.growth[to].Value.On(w.date); m != nil {
			m.Void = w.c.v.Now
			w.dirty["growth:"+to] = true
		}
	}
	if d := w.checks[ref]; d != nil {
		for i := range d.Value.List {
			if d.Value.List[i].ID == x.Entry {
				d.Value.List[i].Void = w.c.v.Now
				w.dirty["checks:"+ref] = true
			}
		}
	}
	w.say("hari.batal", "nama", name)
}

// counted keeps what the kader counted herself, to be compared at the end.
func (w *dayWork) counted(l answers.Line) {
	for k, n := range l.Counts {
		if l.Kind == answers.LineStock {
			w.day.Value.Stock[k] = n
		} else {
			w.day.Value.Said[k] = n
		}
	}
	w.changed = true
	w.say("hari.dicatat", "baris", short(l.Text))
}
