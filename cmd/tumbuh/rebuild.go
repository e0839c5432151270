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
	n, err := everybody(ctx, db, now, func(v store.View) (store.Turn, bool) {
		wake := []store.Wake{{Ref: v.Person.Ref, At: reminders.NextWake(v)}}
		if ask := v.Session.Value.Danger; ask != nil && ask.Alert != "" { // a sign in doubt stands on no list
			wait := time.Duration(v.Settings.Int("tanya-balik-menit", v.Today())) * time.Minute
			wake = append(wake, store.Wake{Ref: store.Ref{Kind: store.KindAlert, ID: ask.Alert}, At: ask.At.Add(wait)})
		}
		return store.Turn{Now: now, Reads: []store.Read{v.Person.Read(), v.Family.Read(), v.Session.Read()}, Wake: wake}, true
	})
	if err != nil {
		return n, err
	}
	open, err := rebuildOpen(ctx, db, now)
	return n + open, err
}

// everybody commits what is decided for each person, page by page, and counts the turns;
// a stale one is left to who changed the record meanwhile.
func everybody(ctx context.Context, db *rdb.DB, now time.Time, decide func(store.View) (store.Turn, bool)) (n int, err error) {
	err = db.People(ctx, func(ids []store.PersonID) error {
		views, err := db.Views(ctx, ids, now)
		if err != nil {
			return err
		}
		var turns []store.Turn
		for _, v := range views {
			if t, ok := decide(v); ok {
				turns = append(turns, t)
			}
		}
		if len(turns) == 0 {
			return nil
		}
		n += len(turns)
		_, err = db.Commit(ctx, turns...)
		return err
	})
	return n, err
}

// rebuildOpen does the same for the alerts and questions that are open: what nobody
// took is looked at now, the rest in the morning.
func rebuildOpen(ctx context.Context, db *rdb.DB, now time.Time) (int, error) {
	alerts, err := rdb.List[store.Alert](ctx, db, store.KindAlert, store.IndexAlerts())
	if err != nil {
		return 0, err
	}
	questions, err := rdb.List[store.Question](ctx, db, store.KindQuestion, store.IndexQuestions())
	if err != nil {
		return 0, err
	}
	morning := store.DateOf(now).Add(1).At(8, 0)
	var turns []store.Turn
	add := func(ref store.Ref, read store.Read, waits bool) {
		at := morning
		if waits {
			at = now
		}
		turns = append(turns, store.Turn{Now: now, Reads: []store.Read{read}, Wake: []store.Wake{{Ref: ref, At: at}}})
	}
	for _, d := range alerts {
		add(d.Ref, d.Read(), d.Value.Taken == "" && d.Value.Outcome == "")
	}
	for _, d := range questions {
		add(d.Ref, d.Read(), false)
	}
	turns = append(turns, store.Turn{Now: now, Wake: []store.Wake{calendarWake(now)}})
	_, err = db.Commit(ctx, turns...)
	return len(turns), err
}
