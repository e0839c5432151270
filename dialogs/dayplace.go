package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// A kader of several posyandu: which one a line is for, going from one to another in the
// middle of the day, and a child that is at home in the other one.

// askElsewhere asks whether a child of another posyandu of hers is meant.
const askElsewhere = "lain"

// goesTo is "mulai posyandu melati", "ganti posyandu", "pindah ke pondok benda".
var goesTo = regexp.MustCompile(`^(?:mulai|buka|isi|input|lanjut|ganti|pindah|sekarang)(?: (?:ke|di|untuk|input|isi|buat))*(?: (?:posyandu|pos))?(?: (?:ke|di|untuk|yang|yg))*( .+)?$`)

// answerOpenDay opens a posyandu day by the name of the posyandu, or goes to another one; what
// waits goes along.
func (c *Ctx) answerOpenDay() bool {
	if c.in.Kind != store.InText || len(c.measuring()) == 0 || len(strings.Fields(c.in.Text)) > 8 {
		return false
	}
	bare := strings.ToLower(strings.Join(strings.Fields(answers.Bare(c.in.Text)), " "))
	opening := slices.Contains(c.e.byID[dayDialog].Opens, bare)
	id := ""
	if m := goesTo.FindStringSubmatch(bare); !opening && m != nil && len(c.measuring()) > 1 {
		rest := strings.TrimSpace(m[1])
		if rest != "" {
			id, _ = findPosyandu(rest, c.measuring())
		}
		opening = id != "" && !strings.ContainsAny(rest, "0123456789/") || bare == "ganti posyandu" || bare == "pindah posyandu"
	}
	if !opening || c.Session.Dialog != dayDialog && id == "" { // the ordinary way opens it
		return false
	}
	fill := map[string]string{"posyandu": id}
	switch {
	case c.inDay():
		fill["antri"] = c.ofThisDay()
	case c.Answer("baris") != "": // lines wait: she opens the day for them
		fill["baris"], fill["ditulis"], fill["susul"], fill["antri"] = c.Answer("baris"), c.Answer("ditulis"), c.Answer("susul"), c.Answer("antri")
		if !c.heldOver() {
			fill["luar"] = "ya"
		}
	}
	if c.Session.Dialog == dayDialog {
		c.Leave()
	}
	c.Open(dayDialog, fill)
	return true
}

// bringAlong takes up what waits from another day or posyandu in the one just opened: lines of
// children who are at home here are kept now, the rest is asked on.
func (c *Ctx) bringAlong() {
	if c.Answer("antri") == "" {
		return
	}
	w, ok := c.loadDay()
	if !ok {
		return
	}
	queue := w.queue
	w.queue = nil
	for _, p := range queue {
		if p.Day != w.day.Ref.ID {
			w.queue = append(w.queue, p)
			continue
		}
		if p.Day = ""; p.Kind == askElsewhere {
			w.record(p.Line, p.Rec)
			continue
		}
		w.queue = append(w.queue, p)
	}
	w.askAnew = true
	w.finish()
}

// rosterID is the need that brings the families of all posyandu she works for, so that a child
// of another one is known; of one, of a whole puskesmas, only that posyandu.
func (c *Ctx) rosterID(id string) string {
	ids := c.ownPosyanduIDs()
	if len(ids) < 2 || !slices.Contains(ids, id) {
		return id
	}
	return strings.Join(ids, ",")
}

// atHome parts the families fetched into those of a posyandu and the others.
func atHome(list []store.Member, posyandu string) (here, elsewhere []store.Member) {
	for _, m := range list {
		if f := m.Family.Value.Posyandu; f == posyandu || f == "" {
			here = append(here, m)
		} else {
			elsewhere = append(elsewhere, m)
		}
	}
	return here, elsewhere
}

// knownElsewhere is the one other posyandu of hers where a child of exactly this name is, ""
// where there is none.
func (w *dayWork) knownElsewhere(r answers.Record) string {
	if len(w.elsewhere) == 0 || r.Name == "" && r.Mother == "" {
		return ""
	}
	other := &dayWork{c: w.c, roster: w.elsewhere, date: w.date, families: w.families}
	at := ""
	for _, f := range other.findChildren(r) {
		if r.Name != "" && sureScore(w.score(r.Name, w.c.childName(*f.child))) == 0 {
			continue
		}
		p := f.m.Family.Value.Posyandu
		if at != "" && at != p {
			return ""
		}
		at = p
	}
	return at
}

// askBack asks whether a child that was said to have moved is here again.
const askBack = "kembali"

// movedAway is the one child of exactly this name that moved away, "" for none.
func (w *dayWork) movedAway(r answers.Record) string {
	ref := ""
	for i := range w.roster {
		m := &w.roster[i]
		for j := range m.Family.Value.Children {
			ch := &m.Family.Value.Children[j]
			if ch.End != store.EndMoved || ch.GoesOn != "" || ch.AgeMonths(w.date) >= 72 || sureScore(w.score(r.Name, w.c.childName(*ch))) == 0 {
				continue
			}
			if ref != "" {
				return ""
			}
			ref = found{m: m, child: ch}.ref()
		}
	}
	return ref
}

// isBack makes a child that had moved one of the posyandu's again.
func (w *dayWork) isBack(p pending) {
	f := w.child(p.Ref)
	if f == nil || f.child == nil {
		w.say("hari.tidak-terbaca", "baris", p.Line)
		return
	}
	ch := w.editFamily(f.m).Child(f.child.ID)
	ch.End, ch.Ended = "", store.Date{}
	w.c.audit("child-back", f.m.Family.Ref, ch.ID)
	w.go_(p)
}

// unknown asks about a line whose child nobody here is called: is it of another posyandu, one
// whose name only begins so, or new?
func (w *dayWork) unknown(p pending) pending {
	p.Kind = askNew
	if ref := w.movedAway(p.Rec); ref != "" {
		p.Kind, p.Ref = askBack, ref
	} else if at := w.knownElsewhere(p.Rec); at != "" {
		p.Kind, p.Day = askElsewhere, store.DayRef(at, w.date).ID
	} else if p.Cands = w.named(p.Rec); len(p.Cands) > 0 {
		p.Kind = askWho
	}
	return p
}

// whereNamed is the one posyandu of hers in which everybody is known whom these lines name, ""
// where it is not one, or where she has only one.
func (c *Ctx) whereNamed(lines []answers.Line) string {
	ids := c.ownPosyanduIDs()
	if len(ids) < 2 || !c.Want(store.Need{Kind: store.NeedRoster, ID: strings.Join(ids, ",")}) {
		return ""
	}
	at := ""
	for _, id := range ids {
		here, _ := atHome(c.v.Have.Roster, id)
		w := &dayWork{c: c, roster: here, date: c.v.Today(), families: map[string]*store.Member{}}
		if w.knowsAll(lines) {
			if at != "" {
				return ""
			}
			at = id
		}
	}
	return at
}

func (w *dayWork) knowsAll(lines []answers.Line) bool {
	named := 0
	for _, l := range lines {
		for _, r := range l.Records {
			if !r.Named() {
				continue
			}
			named++
			if l.Kind == answers.LinePregnant || l.Kind == answers.LineNifas {
				if len(w.findMothers(or(r.Name, r.Mother), r.RT, true)) == 0 {
					return false
				}
			} else if len(w.findChildren(r)) == 0 {
				return false
			}
		}
	}
	return named > 0
}

// placeName is the name of a posyandu by its id.
func (c *Ctx) placeName(id string) string {
	p, _ := c.v.City.FindPosyandu(id)
	return p.Name
}
