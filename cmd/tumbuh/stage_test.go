package main

import (
	"context"
	"strings"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// duty names the city's duty officer, as TUMBUH_DUTY does.
func (s *stage) duty(who string) {
	ctx := context.Background()
	v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: who}, s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	if err := keepDuty(ctx, s.app.db, store.Duty{Officer: v.ID()}, s.clock.Now()); err != nil {
		s.t.Fatal(err)
	}
}

// setting sets "KEY VALUE" for the city from today on.
func (s *stage) setting(line string) {
	key, value, _ := strings.Cut(line, " ")
	ctx := context.Background()
	d, err := rdb.Get[store.Settings](ctx, s.app.db, store.Ref{Kind: store.KindSettings, ID: "all"})
	if err != nil {
		s.t.Fatal(err)
	}
	if d.Value.Values == nil {
		d.Value.Values = map[string][]store.Setting{}
	}
	d.Value.V = 1
	d.Value.Values[key] = append(d.Value.Values[key], store.Setting{From: store.DateOf(s.clock.Now()), Value: value})
	if _, err := s.app.db.Commit(ctx, store.Turn{Now: s.clock.Now(), Writes: []store.Write{d.Put()}}); err != nil {
		s.t.Fatal(err)
	}
}
