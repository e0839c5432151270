package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tumbuh/dialogs"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// gone marks an address that cannot be reached, until the person writes again.
func (a *app) gone(ctx context.Context, _ store.PersonID, addr store.Address) {
	if err := addressGone(ctx, a.db, a.clock, addr); err != nil { // the next message to it says so again
		a.log.Error("marking an address as gone", "cause", err.Error())
	}
}

// addressGone marks the address in the record of whoever it points to.
func addressGone(ctx context.Context, db *rdb.DB, c *clock, addr store.Address) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for range 5 {
		v, err := db.View(ctx, addr, c.Now())
		if err != nil || v.Person.Version == 0 {
			return err
		}
		d := v.Person
		d.Value.Addresses = append([]store.Reach(nil), d.Value.Addresses...)
		for i := range d.Value.Addresses {
			if d.Value.Addresses[i].Address == addr {
				d.Value.Addresses[i].Gone = c.Now()
			}
		}
		r, err := db.Commit(ctx, store.Turn{Person: v.ID(), Now: c.Now(), Writes: []store.Write{d.Put()}})
		if err != nil {
			return err
		}
		if r[0] == store.OK {
			if err := askNext(ctx, db, v.ID(), c.Now()); err != nil {
				return fmt.Errorf("asking the next in line: %w", err)
			}
			return nil
		}
	}
	return errors.New("the record moved at every try")
}

// askNext makes every open alert and question that waits for somebody who cannot be reached go to
// the next in line at once. Where this fails the ladder does it when its time comes.
func askNext(ctx context.Context, db *rdb.DB, gone store.PersonID, now time.Time) error {
	for range 5 {
		open, err := rdb.List[store.Alert](ctx, db, store.KindAlert, store.IndexAlerts())
		if err != nil {
			return err
		}
		var turns []store.Turn
		for _, d := range open {
			if t, ok := dialogs.ContactGone(d, gone, now); ok {
				turns = append(turns, t)
			}
		}
		asked, err := rdb.List[store.Question](ctx, db, store.KindQuestion, store.IndexQuestions())
		if err != nil {
			return err
		}
		for _, d := range asked {
			if t, ok := dialogs.AskedGone(d, gone, now); ok {
				turns = append(turns, t)
			}
		}
		if len(turns) == 0 {
			return nil
		}
		if _, err := db.Commit(ctx, turns...); err != nil {
			return err
		}
	}
	return nil
}
