package reminders

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// Decision is what one look at a family comes to.
type Decision struct {
	Turn Turn
	Need *store.Need // must be fetched first; then decide again
	Plan Planned
	Said []Due // what the message says
	Gone []Due // was due, but no address reaches her
}

// Turn is the store's turn.
type Turn = store.Turn

// Decide makes the turn of one person whose wake time has come. It reads the
// person's version, so that a STOP in between makes it stale, and writes the family.
func (p Planner) Decide(v store.View) Decision { return p.decide(&v) }

// decide changes nothing of the view.
func (p Planner) decide(v *store.View) Decision {
	d := Decision{Plan: p.plan(v, from(v), v.Now)}
	ref := store.Ref{Kind: store.KindPerson, ID: string(v.ID())}
	d.Turn = Turn{Person: v.ID(), Now: v.Now, Reads: []store.Read{v.Person.Read()}, Wake: []store.Wake{{Ref: ref, At: d.Plan.Wake}}}
	if d.Plan.Idle() {
		d.Turn.Reads = append(d.Turn.Reads, v.Family.Read())
		return d
	}
	via, reached := v.Person.Value.Reachable(store.Address{})
	if n := wants(&d, v, reached); n != nil {
		d.Need = n
		return d
	}
	d.absent(v)
	f := copyFamily(v.Family.Value)
	if reached {
		p.say(&d, v, &f, via)
	} else {
		p.passOn(&d, v)
	}
	for _, a := range d.Plan.Acts {
		switch a.row.Does {
		case "tanpa-kabar":
			endSilent(&d, v, &f, a)
		case "ttd-terlewat":
			f.MarkSent(a.row.key(), a.About, a.Day)
			task(&d, v, store.Task{Kind: "ttd-terlewat", Subject: a.About})
		case sepi.Does:
			unanswered(&d, v, &f, a)
		}
	}
	close(&d, v, &f)
	doc := v.Family
	doc.Value = f
	d.Turn.Writes = append(d.Turn.Writes, doc.Put())
	if len(d.Plan.Acts) > 0 {
		after := *v
		after.Family.Value = f
		d.Turn.Wake[0].At = p.plan(&after, f.Planned, v.Now).Wake
	}
	return d
}

// wants is what must be fetched before the turn can be made: who looks after the
// family, and the posyandu day it may have stayed away from.
func wants(d *Decision, v *store.View, reached bool) *store.Need {
	kader := len(d.Plan.Acts) > 0
	for _, x := range d.Plan.Say {
		kader = kader || !reached && x.row.Pass
		if n := (store.Need{Kind: store.NeedDay, ID: dayID(v, x)}); x.row.Absent && !v.Have.Has(n) {
			return &n
		}
	}
	if n := (store.Need{Kind: store.NeedStaff, ID: v.Family.Value.Posyandu}); kader && !v.Have.Has(n) {
		return &n
	}
	return nil
}

func dayID(v *store.View, x Due) string {
	return store.DayRef(v.Family.Value.Posyandu, store.DateNumber(x.meet)).ID
}

// absent leaves out the question for those who came, whose reason is known, or whose
// posyandu day is not over: nobody is taken for absent on a guess.
func (d *Decision) absent(v *store.View) {
	kept := d.Plan.Say[:0:0]
	for _, x := range d.Plan.Say {
		if x.row.Absent && !stayedAway(v, dayID(v, x)) {
			d.Plan.Silent = append(d.Plan.Silent, x)
			continue
		}
		kept = append(kept, x)
	}
	d.Plan.Say = kept
}

func stayedAway(v *store.View, id string) bool {
	day := v.Have.Day
	if day == nil || day.Ref.ID != id || day.Version == 0 || !day.Value.Over() {
		return false
	}
	return !slices.ContainsFunc(day.Value.Lines, func(l store.DayLine) bool { return l.Family == v.ID() && !l.Void }) // came, or the reason is known
}

// copyFamily copies the parts of a family that are changed in place.
func copyFamily(f store.Family) store.Family {
	f.V = 1
	f.Pregnancies = append([]store.Pregnancy(nil), f.Pregnancies...)
	f.Open = append([]store.Open(nil), f.Open...)
	f.Sent = maps.Clone(f.Sent)
	return f
}

// close enters what was decided: how far, and what is past although we stay behind it.
func close(d *Decision, v *store.View, f *store.Family) {
	f.Planned = d.Plan.Through
	for _, list := range [][]Due{d.Plan.Expired, d.Plan.Silent, d.Gone} {
		for _, x := range list {
			if x.At.After(f.Planned) {
				f.MarkSent(x.row.key(), x.About, x.Day)
			}
			if x.row.Asks != "" {
				askAgain(f, x, v.Now, nil) // the wish is past too
			}
		}
	}
	prune(f, v.Now)
	if n := len(d.Plan.Expired); n > 0 {
		d.Turn.Audit = append(d.Turn.Audit, store.Audit{At: v.Now, Act: "reminders-expired", On: v.Family.Ref, Detail: summary(d.Plan.Expired)})
	}
}

// summary counts reminders by rule: "ttd 4, posyandu-h1 1".
func summary(list []Due) string {
	var words []string
	count := map[string]int{}
	for _, d := range list {
		if count[d.Rule]++; count[d.Rule] == 1 {
			words = append(words, d.Rule)
		}
	}
	for i, w := range words {
		words[i] = w + " " + strconv.Itoa(count[w])
	}
	return strings.Join(words, ", ")
}

// ledgerDays is how long the ledger keeps a reminder past its due day.
const ledgerDays = 60

// late is how long buttons of a question still count for its own day.
const late = 2 * day

// prune drops ledger entries and questions that nobody needs any more.
func prune(f *store.Family, now time.Time) {
	old := store.DateOf(now).Number() - ledgerDays
	for key, days := range f.Sent {
		if len(days) == 0 || days[len(days)-1] < old && !(f.Pregnancy() != nil && key == seven.ID+"/"+f.Pregnancy().ID) {
			delete(f.Sent, key) // that the kader was told lives as long as the run of days it told of
		}
	}
	kept := f.Open[:0]
	for _, o := range f.Open {
		if !o.Expires.After(now) {
			o.Offered = nil // its buttons are still heard, numbers no more
		}
		if o.Expires.Add(late).After(now) {
			kept = append(kept, o)
		}
	}
	f.Open = kept
}

// say makes the message and enters it in the ledger.
func (p Planner) say(d *Decision, v *store.View, f *store.Family, via store.Address) {
	list := d.Plan.Say
	if len(list) == 0 {
		return
	}
	m := p.compose(v, list)
	m.Via = via
	asked := false
	for _, x := range list {
		f.MarkSent(x.row.key(), x.About, x.Day)
		asked = asked || x.row != &lagi
		if x.row.Opens != "" {
			m.Question = open(f, x, v.Now, m.Choices)
		}
		if x.row.Asks != "" {
			m.Question = askAgain(f, x, v.Now, m.Choices)
		}
	}
	if asked {
		count(f, store.DateOf(v.Now))
	}
	d.Said = list
	d.Turn.Say = append(d.Turn.Say, m)
	p.share(d, v)
}

// passOn is for one whom no address reaches: what a kader can pass on becomes a task
// of the day for hers, the rest is counted.
func (p Planner) passOn(d *Decision, v *store.View) {
	d.Gone = d.Plan.Say
	var list []Due
	for _, x := range d.Plan.Say {
		if x.row.Pass {
			list = append(list, x)
		}
	}
	if len(list) > 0 {
		m := p.compose(v, list)
		task(d, v, store.Task{Kind: "sampaikan", Subject: list[0].About, Note: m.Text})
	}
}

// open leaves the question, so that an answer an hour later finds it.
func open(f *store.Family, x Due, now time.Time, offered []store.Choice) string {
	about := x.Day
	if x.row.Absent {
		about = store.DateNumber(x.meet) // asked in the evening or on the morning after, it is about that day
	}
	o := store.Open{ID: x.row.Opens + "/" + x.About + "/" + about.String(), Rule: x.Rule, About: x.About, Day: about,
		Asked: now, Expires: now.Add(x.row.Wait), Dialog: x.row.Opens, Offered: offered, Until: x.row.lastDay(x)}
	f.Open = append(f.Open, o)
	return o.ID
}

func count(f *store.Family, today store.Date) {
	if f.Today.Day != today {
		f.Today = store.DayCount{Day: today}
	}
	f.Today.Sent++
}

// endSilent ends a pregnancy of which nothing was heard by HPL+14 and asks the kader
// (else the bidan) to visit.
func endSilent(d *Decision, v *store.View, f *store.Family, x Due) {
	for i := range f.Pregnancies {
		if p := &f.Pregnancies[i]; p.ID == x.About && p.Active() {
			p.End, p.Ended = store.EndSilent, store.DateOf(v.Now)
		}
	}
	kept := f.Open[:0]
	for _, o := range f.Open {
		if o.About != x.About {
			kept = append(kept, o)
		}
	}
	f.Open = kept
	d.Turn.Withdraw = append(d.Turn.Withdraw, store.Withdraw{Person: v.ID(), Lanes: []store.Lane{store.Reminder}})
	d.Turn.Audit = append(d.Turn.Audit, store.Audit{At: v.Now, Act: "silent-end", On: v.Family.Ref, Detail: x.About})
	task(d, v, store.Task{Kind: "lahir-tanpa-kabar", Subject: x.About})
}
