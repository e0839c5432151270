package reminders

import (
	"slices"
	"time"

	"tumbuh/store"
)

// Due is one reminder with its day.
type Due struct {
	Rule  string
	About string     // "p1", "c2", "" for the family
	Day   store.Date // the due day it is known by
	At    time.Time  // when it should be said
	Until time.Time  // past its use

	row  *Row
	s    *subject
	meet int        // the posyandu day it speaks of
	was  store.Date // the day that was moved
}

// For is whom the message concerns: "ibu", "anak", "ayah", "keluarga".
func (d Due) For() string { return d.row.Reader }

// Planned is what is to be done with a family now, and when to look again.
type Planned struct {
	Say     []Due     // in one message, in this order
	Acts    []Due     // without words
	Expired []Due     // past their use: counted, never said
	Silent  []Due     // silenced: counted, never said
	Later   []Due     // wait for the window, the ceiling or the next message
	Through time.Time // decided up to here
	Wake    time.Time // look again then; zero = never
	Why     string    // what silences all, "" for nothing
}

// Idle tells whether the plan changes nothing but the wake time.
func (p Planned) Idle() bool {
	return len(p.Say)+len(p.Acts)+len(p.Expired)+len(p.Silent) == 0
}

// planning is one Plan in the making.
type planning struct {
	by       Planner
	v        *store.View
	from, to int64
	today    int
	minute   int
	win      window
	out      Planned
	pending  []Due
	wake     int64 // unix seconds, the earliest found
	ownAt    int64 // a reminder at her own hour that still comes today, 0 = none
	laterAt  int64 // the first that is no advice and still comes today at our hour, 0 = none
}

// Plan computes from the view alone what is due in (from, to] and when to look
// again. Nothing is due before its subject was registered. It does not know which
// texts are reviewed; [Planner.Plan] does.
func Plan(v store.View, from, to time.Time) Planned { return Planner{}.Plan(v, from, to) }

// Plan is the plan with what may not be said unreviewed left out.
func (by Planner) Plan(v store.View, from, to time.Time) Planned { return by.plan(&v, from, to) }

// plan keeps nothing of the view but what is due of it.
func (by Planner) plan(v *store.View, from, to time.Time) Planned {
	subs := subjects(v)
	if len(subs) == 0 {
		return Planned{Through: to}
	}
	p := &planning{by: by, v: v, from: from.Unix(), to: to.Unix(), wake: to.Add(30 * day).Unix()}
	p.today, p.minute = dayOf(p.to)
	p.win = windowOn(v.Settings, store.DateOf(to))
	p.out.Why = silence(v, to)
	first, _ := dayOf(max(p.from, subs[0].since))
	cal := calendarOf(v.City, v.Family.Value.Posyandu, min(first, p.today), p.today)
	for i := range subs {
		list := rows[subs[i].whom]
		for j := range list {
			p.row(&list[j], &subs[i], &cal)
		}
	}
	p.again(subs)
	p.unanswered(subs)
	p.changes(subs, &cal)
	p.missed(subs)
	p.choose()
	p.finish(to)
	return p.out
}

// row collects the row's due days for one subject.
func (p *planning) row(r *Row, s *subject, c *calendar) {
	if r.Opens != "" && p.by.Opens != nil && !p.by.Opens(r.Opens) {
		return // nobody would hear the answer
	}
	low, _ := dayOf(max(p.from, s.since))
	for {
		due, meet, which := r.next(s, c, low)
		if due > s.last+r.Over {
			return
		}
		low = due + 1
		plain := at(due, r.hour(s, due, which))
		moment := p.spread(r, due, plain)
		if plain <= s.since || max(plain, moment) <= p.from {
			continue
		}
		if moment > p.to {
			p.future(r, s, due, moment, meet)
			return
		}
		d := Due{Rule: r.ID, About: s.about, Day: store.DateNumber(due), At: time.Unix(moment, 0).In(store.WIB), row: r, s: s, meet: meet}
		if p.wasSaid(d) {
			continue
		}
		d.Until = r.until(d.At, due, meet)
		p.pending = append(p.pending, d)
	}
}

func (p *planning) future(r *Row, s *subject, due int, moment int64, meet int) {
	if r.Absent && meet > p.today {
		return // the end of the day wakes those who did not come
	}
	p.wake = min(p.wake, moment)
	if !r.Own && !r.Advice && !r.Absent && due == p.today && p.out.Why == "" && (p.laterAt == 0 || moment < p.laterAt) && !p.muted(r) {
		p.laterAt = moment
	}
	if r.Own && due == p.today && p.out.Why == "" && !p.muted(r) && !p.v.Shed.DropsTablet(p.v.ID(), due) {
		if said := (Due{About: s.about, Day: store.DateNumber(due), row: r}); !p.wasSaid(said) {
			p.ownAt = moment
		}
	}
}

// until is the end of a reminder's use. The tablet's is the day itself; what speaks of a
// posyandu day to come ends when that begins.
func (r *Row) until(moment time.Time, due, meet int) time.Time {
	if r.Own {
		end := time.Unix(at(due, ownLast), 0).In(store.WIB)
		if g := moment.Add(grace); g.After(end) {
			return g
		}
		return end
	}
	end := moment.Add(r.Use)
	if begins := time.Unix(at(meet, opening), 0); meet > due && begins.Before(end) {
		return begins.In(store.WIB)
	}
	return end
}

// opening is when a posyandu day begins (programme.md §1.2), in minutes.
const opening = 8 * 60

// wasSaid looks into the ledger. A row that speaks once in the life of its subject
// is not said again when its day was corrected.
func (p *planning) wasSaid(d Due) bool {
	days := p.v.Family.Value.Sent[d.row.key()+"/"+d.About]
	if len(days) == 0 {
		return false
	}
	n := d.Day.Number()
	once := d.row.Every == 0 && len(d.row.On) == 1 && d.row.Anchor != Posyandu && d.row.Anchor != Month
	return once || slices.ContainsFunc(days, func(m int) bool { return m == n || m < n && n-m <= d.row.Gap })
}

func (p *planning) muted(r *Row) bool {
	mute := p.v.Family.Value.Prefs.Mute
	return slices.Contains(mute, r.Kind) || slices.Contains(mute, r.ID) || r.Advice && !p.by.usable(p.v, r)
}

// missed adds what many days without a tablet and without an answer ask for: a visit of
// the kader, once a run of such days.
func (p *planning) missed(subs []subject) {
	for i := range subs {
		s := &subs[i]
		if s.whom != Pregnant || p.out.Why != "" || p.v.Shed >= store.ShedThird || // asked too seldom to say that nothing was answered
			!s.silentlyMissed(p.today) {
			continue
		}
		told := p.v.Family.Value.Sent[seven.ID+"/"+s.about]
		if n := len(told); n > 0 && !s.preg.Log.Since(store.DateNumber(told[n-1]), store.TabletTaken) {
			continue // the run is longer than the ledger
		}
		now := time.Unix(p.to, 0).In(store.WIB)
		p.pending = append(p.pending, Due{Rule: seven.ID, About: s.about, Day: store.DateNumber(p.today), At: now, Until: now.Add(day), row: &seven, s: s})
	}
}

func find(subs []subject, whom Whom, about string) *subject {
	for i := range subs {
		if subs[i].whom == whom && subs[i].about == about {
			return &subs[i]
		}
	}
	return nil
}

// silence says what keeps everything unasked from this person, "" for nothing.
func silence(v *store.View, now time.Time) string {
	f, p := &v.Family.Value, &v.Person.Value
	switch {
	case !p.Stopped.IsZero():
		return "stop"
	case !p.Consent.Given() || !p.Consent.Reminders:
		return "tanpa-izin"
	case f.PausedUntil.After(now):
		return "jeda"
	case f.Prefs.Snoozed.After(now):
		return "tunda"
	case !f.Moved.IsZero() && !f.Moved.After(store.DateOf(now)):
		return "pindah"
	}
	return ""
}

// finish sets how far all is decided and when to look again.
func (p *planning) finish(to time.Time) {
	p.out.Through = to
	for _, d := range p.out.Later {
		if before := d.At.Add(-time.Second); before.Before(p.out.Through) {
			p.out.Through = before
		}
	}
	p.out.Wake = time.Unix(max(p.wake, p.to+1), 0).In(store.WIB)
}
