package reminders

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tumbuh/store"
)

// Store is what a sweep needs.
type Store interface {
	Due(ctx context.Context, now time.Time, n int) ([]store.Ref, error)
	Views(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error)
	Homes(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error) // without sessions
	Fetch(ctx context.Context, v store.View, n store.Need) (store.View, error)
	Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error)
}

// Sweep takes everybody whose wake time has come through a plan. Records of other
// kinds in the wake index (alerts, tasks) go to Other.
type Sweep struct {
	Store     Store
	Plan      Planner
	Now       func() time.Time
	Forget    func(v store.View) store.Turn // removes a stranger
	Other     map[store.Kind]func(ctx context.Context, ref store.Ref, now time.Time) error
	Kick      func()
	Log       *slog.Logger
	Committed func(d Decision) // called with every decision that was written; nil = nobody asks
	Workers   int              // pages under way at once; 0 = 4
	Page      int              // people in a page; 0 = 100

	Shed func() store.Shed    // what gives way for families on WhatsApp; nil = nothing
	Rush func() (ease func()) // called when more is due than one round takes, and ease when all is done; nil = nobody asks

	Said        atomic.Int64 // reminders in messages (a message may hold several)
	Expired     atomic.Int64 // past their use
	Silent      atomic.Int64 // silenced by her or by law
	Unreachable atomic.Int64 // no address
	Stale       atomic.Int64 // decided again
	Failed      atomic.Int64
}

// Delays until a record that could not be dealt with is looked at again.
const (
	soon   = time.Minute
	inTime = 10 * time.Minute
)

// again is how many rounds in a row may fail before a sweep gives up.
const again = 3

// Run sweeps until nothing is due; it returns how many records were looked at. Two
// sweeps at once do no harm: the versions in the turns let one of them win. Nor does
// looking again after a commit of which it is not known whether it was written: who was
// decided is not due any more, or her versions moved.
func (s *Sweep) Run(ctx context.Context) (int, error) {
	total, failed, tries := 0, 0, map[store.Ref]int{}
	var ease func()
	for ctx.Err() == nil {
		now := s.Now()
		refs, err := s.Store.Due(ctx, now, s.page()*s.workers())
		if err != nil || len(refs) == 0 {
			return total, err
		}
		if ease == nil && s.Rush != nil && len(refs) == s.page()*s.workers() {
			ease = s.Rush()
			defer ease()
		}
		err = s.round(ctx, refs, now, tries)
		if s.Kick != nil {
			s.Kick()
		}
		if err != nil {
			if failed++; failed == again {
				return total, err
			}
			continue
		}
		failed = 0
		total += len(refs)
		tries = repeated(refs, tries)
	}
	return total, ctx.Err()
}

// repeated counts in how many rounds in a row a record came; what stays is stuck.
func repeated(refs []store.Ref, before map[store.Ref]int) map[store.Ref]int {
	now := make(map[store.Ref]int, len(refs))
	for _, r := range refs {
		now[r] = before[r] + 1
	}
	return now
}

func (s *Sweep) workers() int { return orInt(s.Workers, 4) }
func (s *Sweep) page() int    { return orInt(s.Page, 100) }

func orInt(n, other int) int {
	if n > 0 {
		return n
	}
	return other
}

// patience is how many rounds in a row a record may come before it is put off.
const patience = 4

// round deals with what is due, page by page, several pages at once.
func (s *Sweep) round(ctx context.Context, refs []store.Ref, now time.Time, tries map[store.Ref]int) error {
	var people []store.PersonID
	for _, r := range refs {
		switch {
		case tries[r] >= patience:
			s.fail(r, "stays in the wake index", nil)
			if err := s.putOff(ctx, r, now.Add(soon)); err != nil {
				return err
			}
		case r.Kind == store.KindPerson:
			people = append(people, store.PersonID(r.ID))
		default:
			if err := s.other(ctx, r, now); err != nil {
				return err
			}
		}
	}
	return s.pages(ctx, people, now)
}

func (s *Sweep) pages(ctx context.Context, people []store.PersonID, now time.Time) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var first error
	size := min(s.page(), (len(people)+s.workers()-1)/s.workers())
	for len(people) > 0 {
		n := min(max(size, 1), len(people))
		page := people[:n]
		people = people[n:]
		wg.Go(func() {
			if err := s.people(ctx, page, now); err != nil {
				mu.Lock()
				first = err
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return first
}

// other hands a woken record of another kind to whom it concerns. Where that fails,
// the record is put off so that it does not hold up the rest.
func (s *Sweep) other(ctx context.Context, r store.Ref, now time.Time) error {
	take := s.Other[r.Kind]
	if take == nil {
		s.fail(r, "nobody takes care of it", nil)
		return s.putOff(ctx, r, now.Add(inTime))
	}
	if err := take(ctx, r, now); err != nil {
		s.fail(r, "failed", err)
		return s.putOff(ctx, r, now.Add(soon))
	}
	return nil
}

func (s *Sweep) fail(r store.Ref, what string, err error) {
	s.Failed.Add(1)
	if s.Log == nil {
		return
	}
	cause := ""
	if err != nil {
		cause = err.Error()
	}
	s.Log.Error("a woken record "+what, "kind", r.Kind, "id", r.ID, "cause", cause)
}

func (s *Sweep) putOff(ctx context.Context, r store.Ref, until time.Time) error {
	_, err := s.Store.Commit(ctx, store.Turn{Wake: []store.Wake{{Ref: r, At: until}}})
	return err
}

// people decides and commits a page. A record that cannot be read puts off its own
// person only; when none can be read the store is down.
func (s *Sweep) people(ctx context.Context, ids []store.PersonID, now time.Time) error {
	views, err := s.Store.Homes(ctx, ids, now)
	if err != nil {
		return s.singly(ctx, ids, now, err)
	}
	turns := make([]store.Turn, 0, len(views))
	done := make([]Decision, 0, len(views))
	kept := shared{}
	for i := range views {
		d, err := s.decide(ctx, &views[i], kept)
		if err != nil {
			return err
		}
		turns, done = append(turns, d.Turn), append(done, d)
	}
	results, err := s.Store.Commit(ctx, turns...)
	if err != nil && len(results) == 0 {
		return fmt.Errorf("committing reminders: %w", err)
	}
	if err != nil && s.Log != nil { // who could not be written stays due and is put off in her turn
		s.Log.Error("a page of reminders was not written whole", "cause", err.Error())
	}
	for i, r := range results {
		s.count(r, done[i])
	}
	return nil
}

func (s *Sweep) singly(ctx context.Context, ids []store.PersonID, now time.Time, cause error) error {
	if len(ids) > 1 {
		for i := range ids {
			if err := s.people(ctx, ids[i:i+1], now); err != nil {
				return err
			}
		}
		return nil
	}
	r := store.Ref{Kind: store.KindPerson, ID: string(ids[0])}
	if err := s.putOff(ctx, r, now.Add(time.Hour)); err != nil {
		return cause
	}
	s.fail(r, "could not be read", cause)
	return nil
}

// count adds up what a committed turn did. A stale one is still in the wake index:
// the next round decides again.
func (s *Sweep) count(r store.Result, d Decision) {
	if r == store.Stale {
		s.Stale.Add(1)
		return
	}
	if s.Committed != nil {
		s.Committed(d)
	}
	s.Said.Add(int64(len(d.Said)))
	s.Expired.Add(int64(len(d.Plan.Expired)))
	s.Silent.Add(int64(len(d.Plan.Silent)))
	s.Unreachable.Add(int64(len(d.Gone)))
}

// forget makes the turn that removes a stranger, with her session and all about her:
// alerts hold her words.
func (s *Sweep) forget(ctx context.Context, v *store.View) (Decision, error) {
	whole, err := s.Store.Views(ctx, []store.PersonID{v.ID()}, v.Now)
	if err != nil {
		return Decision{}, err
	}
	full, err := s.Store.Fetch(ctx, whole[0], store.Need{Kind: store.NeedAbout, Person: v.ID()})
	if err != nil {
		return Decision{}, err
	}
	return Decision{Turn: s.Forget(full)}, nil
}

// decide makes one person's turn.
func (s *Sweep) decide(ctx context.Context, v *store.View, kept shared) (Decision, error) {
	wake := func(at time.Time) Decision {
		ref := store.Ref{Kind: store.KindPerson, ID: string(v.ID())}
		return Decision{Turn: store.Turn{Now: v.Now, Reads: []store.Read{v.Person.Read()}, Wake: []store.Wake{{Ref: ref, At: at}}}}
	}
	switch {
	case v.Person.Version == 0:
		return wake(time.Time{}), nil
	case stranger(v) && (forgetAt(v).After(v.Now) || s.Forget == nil):
		return wake(forgetAt(v)), nil
	case stranger(v):
		return s.forget(ctx, v)
	}
	if via, ok := v.Person.Value.Reachable(store.Address{}); ok && via.Channel == store.WhatsApp && s.Shed != nil {
		v.Shed = s.Shed()
	}
	for range 4 {
		d := s.Plan.decide(v)
		if d.Need == nil {
			return d, nil
		}
		full, err := s.fetch(ctx, *v, *d.Need, kept)
		if err != nil {
			return Decision{}, err
		}
		v = &full
	}
	return Decision{}, fmt.Errorf("deciding reminders: a plan asked for too much")
}
