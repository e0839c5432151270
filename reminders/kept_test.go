package reminders

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// kept is a store in memory with versions, as strict as the real one about them.
type kept struct {
	mu       sync.Mutex
	people   map[string]store.Doc[store.Person]
	families map[string]store.Doc[store.Family]
	tasks    map[string]store.Task
	wake     map[store.Ref]time.Time
	said     []store.Message
	turns    []store.Turn
	staff    []store.Member
	city     *store.City
	settings *store.Settings
	before   func() // runs before a commit takes effect: what races it
	unread   map[store.PersonID]bool
	days     map[string]store.Day
	results  []store.Result
	fetched  atomic.Int64
}

func newKept(t testing.TB) *kept {
	t.Helper()
	city, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	city = city.With(store.Register{Posyandu: []store.Posyandu{
		{ID: "py-10", Name: "Posyandu Mawar", Days: store.Meeting{Date: 10}},
		{ID: "py-30", Name: "Posyandu Kenanga", Days: store.Meeting{Date: 30}},
		{ID: "py-sel", Name: "Posyandu Melati", Days: store.Meeting{Nth: 2, Weekday: time.Tuesday}},
	}}, 1)
	return &kept{people: map[string]store.Doc[store.Person]{}, families: map[string]store.Doc[store.Family]{}, tasks: map[string]store.Task{},
		wake: map[store.Ref]time.Time{}, city: city, settings: &store.Settings{}, unread: map[store.PersonID]bool{}}
}

func ref(id string) store.Ref { return store.Ref{Kind: store.KindPerson, ID: id} }

// put writes a person and a family as a dialog would, and sets the wake time.
func (k *kept) put(id string, p store.Person, f store.Family, now time.Time) {
	pd, fd := k.people[id], k.families[id]
	pd.Ref, fd.Ref = ref(id), store.Ref{Kind: store.KindFamily, ID: id}
	pd.Version++
	fd.Version++
	pd.Value, fd.Value = p, f
	k.people[id], k.families[id] = pd, fd
	k.wake[ref(id)] = NextWake(k.view(id, now))
	if k.wake[ref(id)].IsZero() {
		delete(k.wake, ref(id))
	}
}

// edit changes both records as a dialog would.
func (k *kept) edit(id string, now time.Time, change func(p *store.Person, f *store.Family)) {
	p, f := k.people[id].Value, copyFamily(k.families[id].Value)
	f.Children = slices.Clone(f.Children)
	for i := range f.Children {
		f.Children[i].Vaccines = maps.Clone(f.Children[i].Vaccines)
	}
	change(&p, &f)
	k.put(id, p, f, now)
}

func (k *kept) view(id string, now time.Time) store.View {
	v := store.View{Now: now, Bound: store.PersonID(id), Person: k.people[id], Family: k.families[id], City: k.city, Settings: k.settings}
	v.Person.Ref, v.Family.Ref = ref(id), store.Ref{Kind: store.KindFamily, ID: id}
	return v
}

func (k *kept) Due(_ context.Context, now time.Time, n int) ([]store.Ref, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var refs []store.Ref
	for r, at := range k.wake {
		if !at.After(now) {
			refs = append(refs, r)
		}
	}
	sort.Slice(refs, func(i, j int) bool {
		if a, b := k.wake[refs[i]], k.wake[refs[j]]; !a.Equal(b) {
			return a.Before(b)
		}
		return refs[i].ID < refs[j].ID
	})
	return refs[:min(n, len(refs))], nil
}

var errSealed = errors.New("a sealed value does not open")

func (k *kept) Homes(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error) {
	return k.Views(ctx, ids, now)
}

func (k *kept) Views(_ context.Context, ids []store.PersonID, now time.Time) ([]store.View, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	views := make([]store.View, len(ids))
	for i, id := range ids {
		if k.unread[id] {
			return nil, errSealed
		}
		views[i] = k.view(string(id), now)
	}
	return views, nil
}

func (k *kept) Fetch(_ context.Context, v store.View, n store.Need) (store.View, error) {
	k.fetched.Add(1)
	v.Have.Got = append(v.Have.Got, n)
	if n.Kind == store.NeedStaff {
		v.Have.Staff = k.staff
	}
	if n.Kind == store.NeedDay {
		d, ok := k.days[n.ID]
		v.Have.Day = &store.Doc[store.Day]{Ref: store.Ref{Kind: store.KindDay, ID: n.ID}, Value: d}
		if ok {
			v.Have.Day.Version = 1
		}
	}
	return v, nil
}

func (k *kept) Commit(_ context.Context, turns ...store.Turn) ([]store.Result, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.before != nil {
		race := k.before
		k.before = nil
		race()
	}
	out := make([]store.Result, len(turns))
	for i, t := range turns {
		out[i] = k.commit(t)
	}
	k.results = append(k.results, out...)
	return out, nil
}

func (k *kept) version(r store.Ref) int64 {
	switch r.Kind {
	case store.KindPerson:
		return k.people[r.ID].Version
	case store.KindFamily:
		return k.families[r.ID].Version
	}
	return 0
}

func (k *kept) commit(t store.Turn) store.Result {
	for _, r := range t.Reads {
		if k.version(r.Ref) != r.Seen {
			return store.Stale
		}
	}
	for _, w := range t.Writes {
		if k.version(w.Ref) != w.Seen {
			return store.Stale
		}
	}
	for _, w := range t.Writes {
		switch value := w.Value.(type) {
		case store.Family:
			k.families[w.Ref.ID] = store.Doc[store.Family]{Ref: w.Ref, Version: w.Seen + 1, Value: value}
		case store.Task:
			k.tasks[w.Ref.ID] = value
		}
	}
	for _, w := range t.Wake {
		if k.wake[w.Ref] = w.At; w.At.IsZero() {
			delete(k.wake, w.Ref)
		}
	}
	k.said = append(k.said, t.Say...)
	k.turns = append(k.turns, t)
	return store.OK
}

// planner holds the real texts; unreviewed ones may be said.
func planner(t testing.TB) Planner {
	t.Helper()
	texts, err := naskah.Load()
	if err != nil {
		t.Fatal(err)
	}
	return Planner{Texts: texts, Unreviewed: true}
}

// town is a store, its sweep and a clock moved by hand.
type town struct {
	*kept
	sweep *Sweep
	now   time.Time
	t     testing.TB
}

func newTown(t testing.TB, now string) *town {
	t.Helper()
	k := newKept(t)
	tn := &town{kept: k, t: t, now: moment(t, now)}
	tn.sweep = &Sweep{Store: k, Plan: planner(t), Now: func() time.Time { return tn.now }, Workers: 1}
	return tn
}

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, store.WIB)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func date(t testing.TB, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// run sweeps at the moment.
func (tn *town) run() {
	tn.t.Helper()
	if _, err := tn.sweep.Run(context.Background()); err != nil {
		tn.t.Fatal(err)
	}
}

// walk goes from wake to wake until a moment, as the running program does.
func (tn *town) walk(to string) {
	tn.t.Helper()
	end := moment(tn.t, to)
	for range 200_000 {
		next := end.Add(time.Second)
		for _, at := range tn.wake {
			if at.Before(next) {
				next = at
			}
		}
		if next.After(end) {
			tn.now = end
			return
		}
		if next.After(tn.now) {
			tn.now = next
		}
		tn.run()
	}
	tn.t.Fatal("the walk does not end: a wake time does not move on")
}

// sleep is downtime: the clock goes on and nothing runs until then.
func (tn *town) sleep(to string) {
	tn.t.Helper()
	tn.now = moment(tn.t, to)
	tn.run()
}

func siti() store.Person {
	return store.Person{V: 1, Name: "Siti Aminah", Consent: store.Consent{Data: true, Reminders: true},
		Addresses: []store.Reach{{Address: store.Address{Channel: store.WebPhone, ID: "siti"}}}}
}

// pregnant is a family whose mother registered her pregnancy at a moment.
func (tn *town) pregnant(hpht string) store.Family {
	p := store.Pregnancy{ID: "p1", HPHT: date(tn.t, hpht), Since: tn.now}
	if today := store.DateOf(tn.now); today.Sub(p.HPHT) > 90 {
		p.Visits = map[string]store.Date{"k1": today.Add(-30)}
	}
	return store.Family{V: 1, Mother: "siti", MotherName: "Siti Aminah", Posyandu: "py-10", Prefs: store.Prefs{TTDHour: "19:00"}, Pregnancies: []store.Pregnancy{p}}
}

func (tn *town) withChild(birth, sex string) store.Family {
	return store.Family{V: 1, Mother: "siti", MotherName: "Siti Aminah", Posyandu: "py-10",
		Children: []store.Child{{ID: "c1", Name: "Aisyah", Sex: sex, Birth: date(tn.t, birth), Since: tn.now}}}
}

// times lists the moments at which a rule was said, "03-03 19:00".
func (tn *town) times(rule string) []string {
	var list []string
	for _, m := range tn.said {
		if slices.Contains(split(m.Rule), rule) {
			list = append(list, m.Made.In(store.WIB).Format("01-02 15:04"))
		}
	}
	return list
}

func (tn *town) want(rule string, times ...string) {
	tn.t.Helper()
	if got := tn.times(rule); !slices.Equal(got, times) {
		tn.t.Errorf("%s was said at %v, want %v", rule, got, times)
	}
}

// first returns the first message that says the rule.
func (tn *town) first(rule string) store.Message {
	tn.t.Helper()
	for _, m := range tn.said {
		if slices.Contains(split(m.Rule), rule) {
			return m
		}
	}
	tn.t.Errorf("%s was never said", rule)
	return store.Message{}
}
