package main

import (
	"context"
	"slices"
	"time"

	"tumbuh/reminders"
	"tumbuh/store"
)

// Bounds of looking for the next reminder: how far ahead, and at how many records.
const (
	lookAhead = 100 * 24 * time.Hour
	lookMost  = 1000
)

// nextSaying is when the program will next say something by itself: many wake times
// only move a plan on. Where nothing will be said for long it is the next wake time.
func (a *app) nextSaying(ctx context.Context) (time.Time, bool, error) {
	wake, ok, err := a.nextDue(ctx)
	if err != nil || !ok {
		return wake, ok, err
	}
	now := a.clock.Now()
	limit := now.Add(lookAhead)
	refs, err := a.db.Due(ctx, limit, lookMost)
	if err != nil || len(refs) == 0 {
		return wake, true, err
	}
	refs = slices.DeleteFunc(refs, func(r store.Ref) bool { return r.Kind == store.KindRegister || r.Kind == store.KindMatch }) // looked at, speak seldom
	if len(refs) == 0 || refs[0].Kind != store.KindPerson {                                                                     // an alert or a task speaks when it wakes
		return wake, true, nil
	}
	var ids []store.PersonID
	for _, r := range refs {
		if r.Kind == store.KindPerson {
			ids = append(ids, store.PersonID(r.ID))
		}
	}
	views, err := a.db.Views(ctx, ids, now)
	if err != nil {
		return wake, true, err
	}
	best := limit
	for _, v := range views {
		if v.Family.Version == 0 || reminders.Stranger(v) {
			continue
		}
		if steps := a.sweep.Plan.Journey(v, now, best); len(steps) > 0 {
			best = steps[0].At
		}
	}
	if best.Equal(limit) {
		return wake, true, nil
	}
	return best, true, nil
}
