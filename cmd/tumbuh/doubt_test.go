package main

import (
	"context"
	"testing"
	"time"

	"tumbuh/store"
)

// A wake index made anew lets a sign that was asked back, and never answered, speak up.
func TestRebuildWakesDoubts(t *testing.T) {
	s := ward(t, nil)
	s.say("melati", "bayi demam 38,5")
	s.fake.Take()
	ctx := context.Background()
	var ref store.Ref
	err := s.app.db.People(ctx, func(ids []store.PersonID) error {
		views, err := s.app.db.Views(ctx, ids, s.clock.Now())
		for _, v := range views {
			if ask := v.Session.Value.Danger; ask != nil {
				ref = store.Ref{Kind: store.KindAlert, ID: ask.Alert}
			}
		}
		return err
	})
	if err != nil || ref.ID == "" {
		t.Fatalf("nothing was asked back: %v", err)
	}
	if _, err := s.app.db.Commit(ctx, store.Turn{Wake: []store.Wake{{Ref: ref}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.app.Walk(ctx, s.clock.Now().Add(time.Hour), nil); err != nil {
		t.Fatal(err)
	}
	if n := to(s.fake.Take(), "dewi", "demam"); n != 0 {
		t.Fatalf("spoke up %d times without a wake time", n)
	}
	if _, err := rebuild(ctx, s.app.db, s.clock.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	if n := to(s.fake.Take(), "dewi", "demam"); n != 1 {
		t.Errorf("spoke up %d times after the index was made anew", n)
	}
}
