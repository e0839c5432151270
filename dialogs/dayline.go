package dialogs

import (
	"slices"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// dayWork is one message of a kader on a posyandu day in the making.
type dayWork struct {
	c         *Ctx
	posyandu  store.Posyandu
	date      store.Date
	roster    []store.Member
	elsewhere []store.Member // families of her other posyandu
	day       store.Doc[store.Day]
	growth    map[string]*store.Doc[store.Growth]
	checks    map[string]*store.Doc[store.Checks]
	dirty     map[string]bool // records to write, by id
	families  map[string]*store.Member
	said      []string // one line a child
	queue     []pending
	waited    bool // something was open before this message
	goesOnNow bool // an answer is being taken
	askAnew   bool // what waits is put to her once more
	told      bool // she reads that a line waits
	onTop     bool // the day itself is the dialog under way
	changed   bool
	opens     map[string]string   // the registration to open after this message
	alerted   []string            // signs for which an alert was raised
	words     map[string][]string // of names, cut once
	many      bool                // many lines in one message: what is normal is not spelt out
}

// loadDay fetches what a line may mean: the families of the posyandu, what was
// measured before, the day; false while that is on its way.
func (c *Ctx) loadDay() (*dayWork, bool) {
	return c.loadDayOf(c.Answer("posyandu") + "." + c.Answer("hari"))
}

// loadDayOf does so for a day by its reference; a message looks into one day only.
func (c *Ctx) loadDayOf(ref string) (*dayWork, bool) {
	id, day, ok := readDayRef(ref)
	p, known := c.v.City.FindPosyandu(id)
	if !ok || !known || !store.May(c.v.Person, store.Measure, store.Area{Posyandu: p.ID, Puskesmas: p.Puskesmas}) {
		c.Leave()
		c.Say("umum.tidak-boleh")
		return nil, false
	}
	for _, n := range []store.Need{{Kind: store.NeedRoster, ID: c.rosterID(id)}, {Kind: store.NeedGrowth, ID: id}, {Kind: store.NeedDay, ID: store.DayRef(id, day).ID}} {
		if !c.Want(n) {
			return nil, false
		}
	}
	w := &dayWork{c: c, posyandu: p, date: day, day: c.dayDoc(p, day), growth: map[string]*store.Doc[store.Growth]{},
		checks: map[string]*store.Doc[store.Checks]{}, dirty: map[string]bool{}, families: map[string]*store.Member{}, queue: readQueue(c.Answer("antri"))}
	w.roster, w.elsewhere = atHome(c.v.Have.Roster, id)
	w.waited, w.onTop = len(w.queue) > 0, w.c.inDay()
	for _, d := range c.v.Have.Growth {
		d.Value.Measures = slices.Clone(d.Value.Measures)
		w.growth[d.Ref.ID] = &d
	}
	for _, d := range c.v.Have.Checks {
		d.Value.List = slices.Clone(d.Value.List)
		w.checks[d.Ref.ID] = &d
	}
	return w, true
}

// manyLines is how many lines in a message are answered in full.
const manyLines = 5

// hearDay takes a message of the day: the answer to what was asked back, or lines.
// False: it is talk, for somebody else to answer.
func hearDay(c *Ctx, text string) bool { return c.hearDayAfter(nil, text) }

// hearDayAfter takes a message after a child that was begun otherwise, so that nothing
// answered of it is lost.
func (c *Ctx) hearDayAfter(begun *pending, text string) bool {
	if !c.inDay() {
		return false
	}
	if bare := strings.TrimSpace(answers.Bare(text)); !slices.Contains(dayOver, bare) && !asksMissing(bare) && c.answersOther(text) {
		return true
	}
	w, ok := c.loadDay()
	if !ok {
		return true
	}
	if begun != nil {
		w.go_(*begun)
	}
	switch bare := strings.TrimSpace(answers.Bare(text)); {
	case slices.Contains(dayOver, bare):
		w.close()
		return true
	case asksMissing(bare):
		w.sayMissing()
		return true
	}
	c.Set("tutup", "") // what is unclear from now on was not yet told of
	if strings.Count(text, "\n") >= manyLines && !c.Want(store.Need{Kind: store.NeedReferrals, ID: w.posyandu.Puskesmas}) {
		return true // most likely needed: forty lines are not read twice for it
	}
	lines := answers.CadreLines(text, w.date)
	w.many = len(lines) > manyLines
	if !namesSomebody(lines) && w.answerPending(text) {
		w.finish()
		return true
	}
	heard := false
	for _, l := range lines {
		heard = w.line(l) || heard
	}
	if heard = heard || w.aside(text, lines); heard {
		w.finish()
	}
	return heard
}

// namesSomebody tells a line about a child ("rizki ga dtg, sakit") from a bare yes or no
// to what is asked.
func namesSomebody(lines []answers.Line) bool {
	return slices.ContainsFunc(lines, func(l answers.Line) bool {
		return slices.ContainsFunc(l.Records, func(r answers.Record) bool { return r.Named() })
	})
}

// line deals with one line; false where it is none of a posyandu day's.
func (w *dayWork) line(l answers.Line) bool {
	if w.danger(l) {
		return true
	}
	switch l.Kind {
	case answers.LineEmpty, answers.LineHeading:
		return false
	case answers.LineMeasure, answers.LineAbsent:
		for _, r := range l.Records {
			w.record(l.Text, r)
			if size := r.Same(); size != "" {
				w.say("hari.ukur-juga", "ukuran", size, "nama", r.Name, "label", map[string]string{"tinggi": "tb", "berat": "bb"}[size])
			}
		}
	case answers.LineCorrect:
		w.correct(l)
	case answers.LineUndo:
		w.undo(l)
	case answers.LineStock, answers.LineSKDN, answers.LinePresent:
		w.counted(l)
	case answers.LinePregnant, answers.LineNifas:
		for _, r := range l.Records {
			w.woman(l, r)
		}
	case answers.LineSame:
		w.say("hari.sama-lalu", "baris", short(l.Text))
	case answers.LinePhoto:
		w.say("hari.foto")
	case answers.LineVisit:
		return w.visited(l)
	case answers.LineSchedule:
		return w.c.answerMoveDay()
	case answers.LineElse:
		w.sayOnce("hari.lain-sasaran")
	default:
		return w.unread(l)
	}
	return true
}

// record deals with one child of a line: who is it, is it plausible, then it is kept.
func (w *dayWork) record(line string, r answers.Record) {
	p := pending{Line: short(line), Rec: r, At: w.writtenAt()}
	switch list := w.findChildren(r); {
	case len(list) == 1:
		p.Ref = list[0].ref()
		w.go_(p)
	case len(list) > 1:
		p.Kind = askWho
		for _, f := range list {
			p.Cands = append(p.Cands, f.ref())
		}
		w.ask(p)
	case r.Name == "" && r.Mother == "":
		w.say("hari.tanpa-nama", "baris", short(line))
	default:
		w.ask(w.unknown(p))
	}
}

func (w *dayWork) writtenAt() time.Time {
	if w.c.in.At.IsZero() || w.c.in.At.After(w.c.v.Now) {
		return w.c.v.Now
	}
	return w.c.in.At
}

// child finds by its reference ("family.c1"); nil where it is not in the roster.
func (w *dayWork) child(ref string) *found {
	family, id, _ := strings.Cut(ref, ".")
	for i := range w.roster {
		m := &w.roster[i]
		if m.Family.Ref.ID != family {
			continue
		}
		if other := w.families[family]; other != nil {
			m = other
		}
		if ch := m.Family.Value.Child(id); ch != nil {
			return &found{m: m, child: ch}
		}
		for j := range m.Family.Value.Pregnancies {
			if p := &m.Family.Value.Pregnancies[j]; p.ID == id {
				return &found{m: m, preg: p}
			}
		}
	}
	return nil
}

// finish writes what changed and says it, then asks the first thing that is open.
func (w *dayWork) finish() {
	c := w.c
	for id, d := range w.growth {
		if w.dirty["growth:"+id] {
			c.extra.Writes = append(c.extra.Writes, d.Put())
		}
	}
	for id, d := range w.checks {
		if w.dirty["checks:"+id] {
			c.extra.Writes = append(c.extra.Writes, d.Put())
		}
	}
	slices.SortFunc(c.extra.Writes, func(a, b store.Write) int { return strings.Compare(a.Ref.String(), b.Ref.String()) })
	for _, id := range sortedKeys(w.families) {
		m := w.families[id]
		c.extra.Writes = append(c.extra.Writes, m.Family.Put())
		c.wakeMember(*m)
	}
	if w.changed {
		c.keepDay(w.day)
	}
	if len(w.said) > 0 {
		c.said = append(c.said, strings.Join(w.said, "\n"))
	}
	if w.onTop && !c.inDay() { // a line opened something else, which asks now
		if i := slices.IndexFunc(c.Session.Stack, func(f store.Frame) bool { return f.Dialog == dayDialog }); i >= 0 {
			c.Session.Stack[i].Answers = copyMap(c.Session.Stack[i].Answers)
			c.Session.Stack[i].Answers["antri"] = writeQueue(w.queue)
		}
		return
	}
	c.Set("antri", writeQueue(w.queue))
	if w.opens != nil {
		c.Open("warga", w.opens) // the day waits beneath, with what is still open
		return
	}
	w.askFirst()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// editFamily returns the family of a member for changing, once a message.
func (w *dayWork) editFamily(m *store.Member) *store.Family {
	if w.families[m.Family.Ref.ID] == nil {
		own := *m
		own.Family.Value = clone(own.Family.Value)
		w.families[m.Family.Ref.ID] = &own
	}
	return &w.families[m.Family.Ref.ID].Family.Value
}
