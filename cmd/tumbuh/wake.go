package main

import (
	"context"
	"slices"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// wakeAlert takes an alert one rung further.
func (a *app) wakeAlert(ctx context.Context, ref store.Ref, now time.Time) error {
	doc, err := rdb.Get[store.Alert](ctx, a.db, ref)
	if err != nil {
		return err
	}
	v, err := a.db.ViewOf(ctx, doc.Value.About, now)
	if err != nil {
		return err
	}
	if v, err = a.db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: or(doc.Value.Posyandu, doc.Value.Puskesmas)}); err != nil {
		return err
	}
	return a.commit(ctx, a.engine.WakeAlert(v, doc))
}

// wakeTask reminds the one who has a task.
func (a *app) wakeTask(ctx context.Context, ref store.Ref, now time.Time) error {
	doc, err := rdb.Get[store.Task](ctx, a.db, ref)
	if err != nil {
		return err
	}
	v, err := a.db.ViewOf(ctx, doc.Value.For, now)
	if err != nil {
		return err
	}
	if v, err = a.db.Fetch(ctx, v, store.Need{Kind: store.NeedTasks, Person: doc.Value.For}); err != nil {
		return err
	}
	return a.commit(ctx, a.engine.WakeTask(v, doc))
}

// wakeQuestion takes a question that nobody answered one rung further.
func (a *app) wakeQuestion(ctx context.Context, ref store.Ref, now time.Time) error {
	doc, err := rdb.Get[store.Question](ctx, a.db, ref)
	if err != nil {
		return err
	}
	v, err := a.db.ViewOf(ctx, doc.Value.From, now)
	if err != nil {
		return err
	}
	if v, err = a.db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: or(doc.Value.Posyandu, doc.Value.Puskesmas)}); err != nil {
		return err
	}
	return a.commit(ctx, a.engine.WakeQuestion(v, doc))
}

// wakeGaps reports a week's unanswered questions to the admins and removes them.
func (a *app) wakeGaps(ctx context.Context, ref store.Ref, now time.Time) error {
	monday, err := store.ParseDate(ref.ID)
	if err != nil {
		return err
	}
	index := store.IndexGaps(monday)
	gaps, err := rdb.List[store.Gap](ctx, a.db, store.KindGap, index)
	if err != nil {
		return err
	}
	v, err := a.db.Fetch(ctx, store.View{Now: now, City: &store.City{}}, store.Need{Kind: store.NeedStaff})
	if err != nil {
		return err
	}
	if err := a.commit(ctx, a.engine.WakeGaps(now, monday, gaps, v.Have.Staff)); err != nil {
		return err
	}
	for page := range slices.Chunk(gaps, 100) {
		t := store.Turn{Now: now}
		for _, d := range page {
			t.Writes = append(t.Writes, d.Delete())
			t.Index = append(t.Index, store.IndexOp{Index: index, Member: d.Ref.ID, Drop: true})
		}
		if err := a.commit(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
