package reminders

import (
	"sort"
	"strings"
	"time"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// horizon bounds how far ahead a wake time is looked for.
const horizon = 400 * 24 * time.Hour

// Planner decides with the texts it says. It holds nothing else.
type Planner struct{ Texts *naskah.Texts }

// Silent tells whether routine messages must rest now: no consent to them, STOP, a
// pause after a loss, a family that moved away. It is asked before anything else.
func Silent(v store.View, at time.Time) bool {
	p, f := v.Person.Value, v.Family.Value
	return !p.Consent.Reminders || !p.Stopped.IsZero() || f.PausedUntil.After(at) || !f.Moved.IsZero() || f.Prefs.Snoozed.After(at)
}

// NextWake returns when reminders must look at the person next; the zero time when
// never. A stranger without consent is looked at when she is to be forgotten.
func NextWake(v store.View) time.Time {
	p, f := v.Person.Value, v.Family.Value
	if Stranger(v) {
		return forgetAt(v)
	}
	if !p.Consent.Reminders || !p.Stopped.IsZero() || !f.Moved.IsZero() {
		return time.Time{}
	}
	after := v.Now
	if f.PausedUntil.After(after) {
		after = f.PausedUntil
	}
	if f.Prefs.Snoozed.After(after) {
		after = f.Prefs.Snoozed
	}
	var first time.Time
	note := func(t time.Time) {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	for _, d := range upcoming(v, after) {
		note(d.At)
	}
	return first
}

// upcoming lists the next time of each rule and subject after a moment.
func upcoming(v store.View, after time.Time) []Due {
	var list []Due
	f := &v.Family.Value
	for _, r := range Rules() {
		if muted(f, r.ID) {
			continue
		}
		for _, s := range subjects(r, f) {
			if d, ok := r.next(v, s, after); ok && d.At.Before(after.Add(horizon)) {
				list = append(list, d)
			}
		}
	}
	for _, o := range f.Open {
		if !o.Again.IsZero() && o.Again.After(after) {
			list = append(list, again(o))
		}
	}
	return list
}

func again(o store.Open) Due {
	return Due{Rule: Rule{ID: o.Rule, Dialog: o.Dialog, Late: 2 * time.Hour}, About: o.About, Day: o.Day, At: o.Again, Again: true, Open: o.ID}
}

func muted(f *store.Family, rule string) bool {
	for _, m := range f.Prefs.Mute {
		if m == rule {
			return true
		}
	}
	return false
}

// Stranger tells whether the person gave no consent and has no role, so that
// nothing but the fact of a chat is known.
func Stranger(v store.View) bool {
	return !v.Person.Value.Consent.Given() && v.Family.Version == 0 && !v.Person.Value.Staff()
}

func forgetAt(v store.View) time.Time {
	days := v.Settings.Int("simpan-orang-asing", v.Today())
	return v.Person.Value.FirstSeen.Add(time.Duration(days) * 24 * time.Hour)
}

// due lists what became due in (from, to], soonest first; one time for each rule and
// subject, the last one: an earlier one that was missed is past its use.
func due(v store.View, from, to time.Time) (list []Due, missed int) {
	f := &v.Family.Value
	for _, r := range Rules() {
		if muted(f, r.ID) {
			continue
		}
		for _, s := range subjects(r, f) {
			var last *Due
			at := from
			for range 400 {
				d, ok := r.next(v, s, at)
				if !ok || d.At.After(to) {
					break
				}
				if last != nil {
					missed++
				}
				last, at = &d, d.At
			}
			if last != nil {
				list = append(list, *last)
			}
		}
	}
	for _, o := range f.Open {
		if !o.Again.IsZero() && !o.Again.After(to) {
			list = append(list, again(o))
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].At.Before(list[j].At) })
	return list, missed
}

// Planned is what a plan came to.
type Planned struct {
	Turn    store.Turn
	Said    []Due // in the message
	Expired int   // past their use
	Need    *store.Need
}

// Plan decides what is due to the person up to now and when to look again. What is
// due together is one message. Nothing is said at night: it waits for the morning
// as long as it is of use.
func (p Planner) Plan(v store.View) Planned {
	f := v.Family.Value
	out := Planned{Turn: store.Turn{Person: v.ID(), Now: v.Now, Reads: []store.Read{v.Person.Read()}}}
	from := f.Planned
	if from.IsZero() || from.After(v.Now) {
		from = v.Now.Add(-time.Minute)
	}
	next := cloneFamily(f)
	if !Silent(v, v.Now) {
		list, missed := due(v, from, v.Now)
		out.Expired = missed
		if need := p.ends(v, list, &next, &out.Turn); need != nil {
			return Planned{Need: need}
		}
		if hold, until := p.say(v, list, &next, &out); hold {
			out.Turn.Wake = []store.Wake{{Ref: wakeRef(v), At: until}}
			return out
		}
	}
	next.Planned = v.Now
	next.V = 1
	doc := v.Family
	doc.Value = next
	v.Family.Value = next
	if doc.Version > 0 {
		out.Turn.Writes = append(out.Turn.Writes, doc.Put())
	}
	out.Turn.Wake = append(out.Turn.Wake, store.Wake{Ref: wakeRef(v), At: NextWake(v)})
	return out
}

func wakeRef(v store.View) store.Ref { return store.Ref{Kind: store.KindPerson, ID: v.Person.Ref.ID} }

func cloneFamily(f store.Family) store.Family {
	f.Pregnancies = append([]store.Pregnancy(nil), f.Pregnancies...)
	f.Open = append([]store.Open(nil), f.Open...)
	sent := make(map[string][]int, len(f.Sent))
	for k, days := range f.Sent {
		sent[k] = append([]int(nil), days...)
	}
	f.Sent = sent
	return f
}

// window is when we may speak: the city's hours, or wider for an hour she chose.
func window(v store.View, own bool) (open, shut time.Time) {
	day := v.Today()
	at := func(key string) time.Time {
		h, m, _ := store.ParseClock(v.Settings.Get(key, "", day)) // checked when set
		return day.At(h, m)
	}
	if own {
		return day.At(4, 0), day.At(22, 30)
	}
	return at("jam-mulai"), at("jam-akhir")
}

// say puts what is still of use into one message. hold: the night is on, look again
// at until, nothing is decided yet.
func (p Planner) say(v store.View, list []Due, next *store.Family, out *Planned) (hold bool, until time.Time) {
	via, ok := v.Person.Value.Reachable(store.Address{})
	var speak []Due
	for _, d := range list {
		open, shut := window(v, d.Rule.Hour == "")
		late := d.At.Add(d.Rule.Late)
		switch {
		case d.Rule.Ends:
		case v.Now.After(late):
			out.Expired++
			next.MarkSent(d.Rule.ID, d.About, d.Day)
		case !ok:
			out.Expired++
			next.MarkSent(d.Rule.ID, d.About, d.Day)
		case v.Now.Before(open) || v.Now.After(shut):
			morning := open
			if v.Now.After(shut) {
				morning = open.Add(24 * time.Hour)
			}
			if morning.After(late) {
				out.Expired++
				next.MarkSent(d.Rule.ID, d.About, d.Day)
				continue
			}
			if until.IsZero() || morning.Before(until) {
				until = morning
			}
		default:
			speak = append(speak, d)
		}
	}
	if len(speak) == 0 {
		return !until.IsZero() && out.Expired == 0, until
	}
	speak = p.ceiling(v, speak, next, out)
	if len(speak) > 0 {
		out.Turn.Say = append(out.Turn.Say, p.message(v, via, speak, next))
		out.Said = speak
	}
	return false, time.Time{}
}

// ceiling keeps what she did not ask for to the city's number a day; what she chose
// the hour of herself does not count.
func (p Planner) ceiling(v store.View, speak []Due, next *store.Family, out *Planned) []Due {
	if next.Today.Day != v.Today() {
		next.Today = store.DayCount{Day: v.Today()}
	}
	unasked := false
	for _, d := range speak {
		unasked = unasked || d.Rule.Hour != "" && !d.Again
	}
	if !unasked {
		return speak
	}
	if next.Today.Sent >= v.Settings.Int("batas-harian", v.Today()) {
		var own []Due
		for _, d := range speak {
			if d.Rule.Hour == "" || d.Again {
				own = append(own, d)
				continue
			}
			out.Expired++
			next.MarkSent(d.Rule.ID, d.About, d.Day)
		}
		return own
	}
	next.Today.Sent++
	return speak
}

// message makes the one message of what is due, the one that asks something last,
// and leaves the open questions it asks.
func (p Planner) message(v store.View, via store.Address, speak []Due, next *store.Family) store.Message {
	sort.SliceStable(speak, func(i, j int) bool { return speak[i].Rule.Dialog == "" && speak[j].Rule.Dialog != "" })
	first := speak[0]
	m := store.Message{ID: "r:" + v.Person.Ref.ID + ":" + first.Rule.ID + ":" + first.About + ":" + first.Day.String(), To: v.ID(), Via: via,
		Lane: store.Reminder, Rule: first.Rule.ID, About: first.About, Made: v.Now}
	var texts []string
	for _, d := range speak {
		s := p.text(v, d)
		texts = append(texts, s.Text)
		if len(s.Choices) > 0 {
			m.Choices = m.Choices[:0:0]
			for _, c := range s.Choices {
				m.Choices = append(m.Choices, store.Choice(c))
			}
		}
		if d.Again {
			m.ID += ":lagi"
			closeAgain(next, d.Open)
			m.Question = d.Open
		} else if d.Rule.Dialog != "" {
			m.Question = openQuestion(next, d, v.Now)
		}
		next.MarkSent(d.Rule.ID, d.About, d.Day)
		if after := d.At.Add(d.Rule.Late); m.NotAfter.IsZero() || after.After(m.NotAfter) {
			m.NotAfter = after
		}
	}
	m.Text = strings.Join(texts, "\n\n")
	return m
}

func closeAgain(f *store.Family, id string) {
	for i := range f.Open {
		if f.Open[i].ID == id {
			f.Open[i].Again = time.Time{}
		}
	}
}

// openQuestion leaves the record that lets "sudah" an hour later find its question;
// old ones are dropped.
func openQuestion(f *store.Family, d Due, now time.Time) string {
	id := d.Rule.ID + "/" + d.About + "/" + d.Day.String()
	kept := f.Open[:0:0]
	for _, o := range f.Open {
		if o.Expires.After(now.AddDate(0, 0, -14)) && o.ID != id {
			kept = append(kept, o)
		}
	}
	f.Open = append(kept, store.Open{ID: id, Rule: d.Rule.ID, About: d.About, Day: d.Day, Asked: now, Expires: now.Add(36 * time.Hour), Dialog: d.Rule.Dialog})
	return id
}

// text renders a reminder; a discreet one says nothing of health.
func (p Planner) text(v store.View, d Due) naskah.Said {
	key := "pengingat." + d.Rule.ID
	if d.Again {
		key += "-lagi"
	}
	if d.Rule.About == OfFamily && !hasChild(v.Family.Value) {
		key += "-hamil"
	}
	if v.Person.Value.Discreet {
		if _, ok := p.Texts.Get(key + ".diam"); ok {
			key += ".diam"
		}
	}
	f := v.Family.Value
	py, _ := v.City.FindPosyandu(f.Posyandu)
	name := f.MotherName
	if name == "" {
		name = v.Person.Value.Name
	}
	return p.Texts.Say(key, "nama", name, "posyandu", py.Name, "hari", dayName(d.Day.Add(-d.Rule.Offset)), "anak", p.children(f))
}

// children names the children in our care, for "bawa Aisyah dan Kenzo".
func (p Planner) children(f store.Family) string {
	var names []string
	for _, c := range f.Children {
		if c.Active() && c.Name != "" {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return p.Texts.Say("pengingat.si-kecil").Text
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " & " + names[len(names)-1]
}

func hasChild(f store.Family) bool {
	for _, c := range f.Children {
		if c.Active() {
			return true
		}
	}
	return false
}

var dayNames = [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
var monthNames = [...]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}

// dayName writes a day as "Selasa, 10 Maret".
func dayName(d store.Date) string {
	return dayNames[d.Weekday()] + ", " + itoa(d.Day) + " " + monthNames[d.Month-1]
}
