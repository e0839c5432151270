package main

import (
	"context"
	"time"

	"tumbuh/reminders"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// rebuild writes everybody's wake time anew from the records.
func rebuild(ctx context.Context, db *rdb.DB, now time.Time) (int, error) {
	n := 0
	err := db.People(ctx, func(ids []store.PersonID) error {
		views, err := db.Views(ctx, ids, now)
		if err != nil {
			return err
		}
		var turns []store.Turn
		for _, v := range views {
			turns = append(turns, store.Turn{Now: now, Reads: []store.Read{v.Person.Read(), v.Family.Read()},
				Wake: []store.Wake{{Ref: v.Person.Ref, At: reminders.NextWake(v)}}})
		}
		if len(turns) == 0 {
			return nil
		}
		_, err = db.Commit(ctx, turns...) // a stale one was rewritten by who changed it
		n += len(turns)
		return err
	})
	return n, err
}
