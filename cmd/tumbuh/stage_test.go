package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"tumbuh/dialogs"
	"tumbuh/dialogs/naskah"
	"tumbuh/dialogs/report"
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

// made is an engine with its texts. It keeps nothing between decisions, so all
// conversations share one: learning the topics takes a second each time.
type made struct {
	engine *dialogs.Engine
	texts  *naskah.Texts
}

func makeOnce(unreviewed bool) func() (made, error) {
	return sync.OnceValues(func() (made, error) {
		engine, texts, err := newEngine(unreviewed)
		return made{engine, texts}, err
	})
}

var lenient, strict = makeOnce(true), makeOnce(false)

// sharedEngine is the engine of the mode.
func sharedEngine(t *testing.T, unreviewed bool) made {
	t.Helper()
	get := strict
	if unreviewed {
		get = lenient
	}
	m, err := get()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sheet imports a file for the posyandu of the samples, as `tumbuh import --apply` does.
func (s *stage) sheet(file string) {
	ctx := context.Background()
	v, err := s.app.db.ViewOf(ctx, "operator", s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	id := func() store.PersonID { s.people++; return store.PersonID(fmt.Sprintf("berkas%010d", s.people)) }
	list, err := importCmd{Apply: true, Posyandu: "Posyandu Pondok Benda (contoh)", newID: id}.people(ctx, s.app.db, v, recordsOf(s.t, strings.ReplaceAll(file, `\n`, "\n"), v.Today()))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, o := range list {
		if o.Action == report.Refused {
			s.t.Fatalf("line %d: %s", o.Line, o.Detail)
		}
	}
}
