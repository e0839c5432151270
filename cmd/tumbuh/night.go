package main

import (
	"context"
	"time"

	"tumbuh/dialogs"
	"tumbuh/reminders"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// nightHold is how long the work of a night may take.
const nightHold = time.Hour

// night is the work of a night, by the one process that gets the role: what is kept no
// longer goes, then everything is backed up, restored in a scratch server and compared.
func (l *loops) night(ctx context.Context) {
	mine, err := l.app.db.Hold(ctx, "night", nightHold)
	if err != nil || !mine {
		return
	}
	if n, err := retain(ctx, l.app.db, l.app.clock.Now()); err != nil {
		l.log.Error("retention", "cause", err.Error())
	} else {
		l.log.Info("retention", "removed", n)
	}
	n := backupNight(ctx, l.app.db, l.dir, l.app.clock.Now(), time.Now(), l.log)
	n.Took = time.Since(n.At).Seconds()
	if err := writeFile(nightlyFile(l.dir), n); err != nil {
		l.log.Error("noting the backup", "cause", err.Error())
	}
	_, _ = l.app.db.Hold(context.WithoutCancel(ctx), "night", 0) // else it ends by itself
}

// marks keeps the erasure marks beside the data, where a lost Redis does not take them along.
func (l *loops) marks(ctx context.Context) {
	if err := keepMarks(ctx, l.app.db, l.dir); err != nil && ctx.Err() == nil {
		l.log.Warn("keeping erasure marks", "cause", err.Error())
	}
}

// retain removes what the settings say is kept no longer; it returns of how many.
func retain(ctx context.Context, db *rdb.DB, now time.Time) (int, error) {
	n := 0
	version := func(ref store.Ref) int64 {
		v, err := db.Version(ctx, ref)
		if err != nil {
			return 0 // it stays, and goes another night
		}
		return v
	}
	commit := func(t store.Turn, ok bool) error {
		if !ok {
			return nil
		}
		n++
		_, err := db.Commit(ctx, t) // stale: another night
		return err
	}
	err := db.People(ctx, func(ids []store.PersonID) error {
		views, err := db.Views(ctx, ids, now)
		if err != nil {
			return err
		}
		for _, v := range views {
			t, ok := reminders.Retain(v, version)
			if err := commit(t, ok); err != nil {
				return err
			}
			if ok { // the rest of her goes another night, where nothing is left
				continue
			}
			if err := commit(outlived(ctx, db, v)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	v, err := db.ViewOf(ctx, "operator", now)
	if err != nil {
		return n, err
	}
	if err := retainBroadcasts(ctx, db, v, version, commit); err != nil {
		return n, err
	}
	return n, db.DropAudits(ctx, now.AddDate(0, -v.Settings.Int("simpan-audit", store.DateOf(now)), 0))
}

// outlived is the turn for one of whom no record is kept any more.
func outlived(ctx context.Context, db *rdb.DB, v store.View) (store.Turn, bool) {
	var cared store.Doc[store.Family]
	var err error
	if id := v.Person.Value.Caring; id != "" {
		cared, err = rdb.Get[store.Family](ctx, db, store.Ref{Kind: store.KindFamily, ID: string(id)})
	}
	if err != nil || !reminders.Outlived(v, cared) {
		return store.Turn{}, false // unread: it stays, and goes another night
	}
	for _, n := range []store.Need{{Kind: store.NeedAbout, Person: v.ID()}, {Kind: store.NeedGrowth, Person: v.ID()}} {
		if v, err = db.Fetch(ctx, v, n); err != nil {
			return store.Turn{}, false
		}
	}
	return dialogs.Outlived(v), true
}

// retainBroadcasts removes broadcasts that are kept no longer, with what is counted of them.
func retainBroadcasts(ctx context.Context, db *rdb.DB, v store.View, version func(store.Ref) int64, commit func(store.Turn, bool) error) error {
	all, err := db.Broadcasts(ctx)
	if err != nil {
		return err
	}
	for _, d := range all {
		t, ok := reminders.RetainBroadcast(d, version, v.Settings, v.Now)
		if err := commit(t, ok); err != nil {
			return err
		}
		if ok {
			if err := db.ForgetBroadcast(ctx, d.Ref.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
