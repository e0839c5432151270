package reminders

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"tumbuh/store"
)

// pageSize is how many people are planned and committed together.
const pageSize = 100

// Store is what a sweep needs.
type Store interface {
	Due(ctx context.Context, now time.Time, n int) ([]store.Ref, error)
	Views(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error)
	Fetch(ctx context.Context, v store.View, n store.Need) (store.View, error)
	Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error)
}

// Sweep takes everybody whose time has come through a plan. Records of other kinds
// in the wake index (alerts, tasks) go to Other.
type Sweep struct {
	Store                        Store
	Plan                         Planner
	Now                          func() time.Time
	Forget                       func(v store.View) store.Turn // removes a stranger
	Other                        map[store.Kind]func(ctx context.Context, ref store.Ref, now time.Time) error
	Kick                         func()
	Log                          *slog.Logger
	Said, Expired, Stale, Failed atomic.Int64
}

// Run sweeps until nothing is due; it returns how many records were looked at.
func (s *Sweep) Run(ctx context.Context) (int, error) {
	total := 0
	stuck := map[store.Ref]int{}
	for ctx.Err() == nil {
		refs, err := s.Store.Due(ctx, s.Now(), pageSize+len(stuck))
		if err != nil {
			return total, err
		}
		var fresh []store.Ref
		for _, r := range refs {
			if stuck[r] < 3 {
				stuck[r]++
				fresh = append(fresh, r)
			}
		}
		if len(fresh) == 0 {
			return total, nil
		}
		if err := s.page(ctx, fresh); err != nil {
			return total, err
		}
		total += len(fresh)
		if s.Kick != nil {
			s.Kick()
		}
	}
	return total, ctx.Err()
}

func (s *Sweep) page(ctx context.Context, refs []store.Ref) error {
	now := s.Now()
	var ids []store.PersonID
	for _, r := range refs {
		if r.Kind == store.KindPerson {
			ids = append(ids, store.PersonID(r.ID))
			continue
		}
		other := s.Other[r.Kind]
		if other == nil {
			return fmt.Errorf("sweep: nobody takes care of a woken %s", r.Kind)
		}
		if err := other(ctx, r, now); err != nil {
			s.Failed.Add(1)
			s.Log.Error("a woken record failed", "record", r.Kind, "cause", err.Error())
		}
	}
	if len(ids) == 0 {
		return nil
	}
	views, err := s.Store.Views(ctx, ids, now)
	if err != nil {
		return err
	}
	turns := make([]store.Turn, 0, len(views))
	for _, v := range views {
		t, err := s.turn(ctx, v)
		if err != nil {
			return err
		}
		turns = append(turns, t)
	}
	results, err := s.Store.Commit(ctx, turns...)
	if err != nil {
		return err
	}
	for _, r := range results {
		if r == store.Stale {
			s.Stale.Add(1) // still in the index: the next round looks again
		}
	}
	return nil
}

// turn decides for one person.
func (s *Sweep) turn(ctx context.Context, v store.View) (store.Turn, error) {
	if v.Person.Version == 0 {
		return store.Turn{Wake: []store.Wake{{Ref: wakeRef(v)}}}, nil
	}
	if Stranger(v) {
		if forgetAt(v).After(v.Now) || s.Forget == nil {
			return store.Turn{Reads: []store.Read{v.Person.Read()}, Wake: []store.Wake{{Ref: wakeRef(v), At: forgetAt(v)}}}, nil
		}
		return s.Forget(v), nil
	}
	for range 3 {
		p := s.Plan.Plan(v)
		if p.Need == nil {
			s.Said.Add(int64(len(p.Said)))
			s.Expired.Add(int64(p.Expired))
			return p.Turn, nil
		}
		var err error
		if v, err = s.Store.Fetch(ctx, v, *p.Need); err != nil {
			return store.Turn{}, err
		}
	}
	return store.Turn{}, fmt.Errorf("sweep: a plan asked for too much")
}
