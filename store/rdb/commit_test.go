package rdb_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// TestOneFaultOfAPage: a turn that meets a wrong type, or cannot be written as it is,
// holds up no other turn, in its own page or in those that share its round trip.
func TestOneFaultOfAPage(t *testing.T) {
	for name, server := range map[string]storetest.Server{"in-process": storetest.InProcess(t), "redis-server": storetest.RealServer(t)} {
		t.Run(name, func(t *testing.T) {
			db, client, ctx := openServer(t, server), dialServer(t, server), context.Background()
			defer db.Close()
			plant(t, client, "{36.74}:rec:person:p1")
			write := func(i int) store.Turn {
				return store.Turn{Once: fmt.Sprint("o", i), Now: storetest.Now, Writes: []store.Write{{Ref: store.Ref{Kind: store.KindPerson, ID: fmt.Sprint("p", i)}, Value: store.Person{V: 1}}}}
			}
			long := write(3)
			long.Say = []store.Message{{ID: "m", To: "p3", Via: storetest.Siti, Lane: store.Reply, Text: strings.Repeat("x", 65<<10)}}
			r, err := db.Commit(ctx, write(0), write(1), write(2), long, write(4))
			want := []store.Result{store.OK, store.Stale, store.OK, store.Stale, store.OK}
			if !errors.Is(err, rdb.ErrWrongType) || !errors.Is(err, rdb.ErrRefused) || fmt.Sprint(r) != fmt.Sprint(want) {
				t.Fatalf("%v %v, want %v", r, err, want)
			}
			var all sync.WaitGroup
			for i := 10; i < 60; i++ {
				all.Go(func() {
					turn, bad := write(i), i%10 == 0
					if bad {
						turn.Writes[0].Ref.ID = "p1"
					}
					if r, err := db.Commit(ctx, turn); bad != errors.Is(err, rdb.ErrWrongType) || !bad && (err != nil || r[0] != store.OK) {
						t.Errorf("turn %d: %v %v", i, r, err)
					}
				})
			}
			all.Wait()
			if _, err := db.ViewOf(ctx, "p1", storetest.Now); !errors.Is(err, rdb.ErrWrongType) {
				t.Errorf("view of the damaged person: %v", err)
			}
			if v, err := db.ViewOf(ctx, "p2", storetest.Now); err != nil || v.Person.Version != 1 {
				t.Errorf("view of another: %+v %v", v.Person, err)
			}
		})
	}
}

// TestPageSeesItself: a later turn of a page sees what an earlier one wrote.
func TestPageSeesItself(t *testing.T) {
	db, ctx := openServer(t, storetest.RealServer(t)), context.Background()
	defer db.Close()
	ref := store.Ref{Kind: store.KindFamily, ID: "f"}
	var page []store.Turn
	for i := range 300 { // more than one script call takes
		page = append(page, store.Turn{Writes: []store.Write{{Ref: ref, Seen: int64(i), Value: store.Family{V: 1, RT: fmt.Sprint(i)}}}})
	}
	page = append(page, store.Turn{Writes: []store.Write{{Ref: ref, Seen: 5, Value: store.Family{V: 1}}}})
	r, err := db.Commit(ctx, page...)
	if err != nil || r[299] != store.OK || r[300] != store.Stale {
		t.Fatalf("%v %v", r, err)
	}
	if d, err := rdb.Get[store.Family](ctx, db, ref); err != nil || d.Version != 300 || d.Value.RT != "299" {
		t.Fatalf("%+v %v", d, err)
	}
}

// TestMessagesAreChecked refuses what could never be sent, before anything is written.
func TestMessagesAreChecked(t *testing.T) {
	db, ctx := openServer(t, storetest.InProcess(t)), context.Background()
	defer db.Close()
	good := store.Message{ID: "m", To: "p", Via: storetest.Siti, Lane: store.Reply, Text: "halo"}
	for name, spoil := range map[string]func(*store.Message){
		"no address": func(m *store.Message) { m.Via = store.Address{} }, "no person": func(m *store.Message) { m.To = "" },
		"no id": func(m *store.Message) { m.ID = "" }, "no lane": func(m *store.Message) { m.Lane = "" },
		"unknown lane": func(m *store.Message) { m.Lane = "fast" }, "bad text": func(m *store.Message) { m.Text = "\xff" },
	} {
		m := good
		spoil(&m)
		if r, err := db.Commit(ctx, store.Turn{Say: []store.Message{m}}); !errors.Is(err, rdb.ErrRefused) || r[0] != store.Stale {
			t.Errorf("%s: %v %v", name, r, err)
		}
	}
	if n, err := db.Depth(ctx, store.WebPhone); err != nil || n[store.Reply] != 0 {
		t.Fatalf("queued %v %v", n, err)
	}
}

// TestServerHangs: while the server does not answer every call ends with the caller's
// patience, and all works again by itself. What was under way is not written twice.
func TestServerHangs(t *testing.T) {
	server := storetest.RealServer(t)
	db, client, ctx := openServer(t, server), dialServer(t, server), context.Background()
	defer db.Close()
	v, err := db.View(ctx, storetest.Siti, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	turn := storetest.Register(v, "1")
	turn.Say = []store.Message{{ID: "m", To: v.ID(), Via: v.From, Lane: store.Reply, Text: "halo"}}
	on := hang(t, client)
	calls := map[string]func(context.Context) error{
		"view":  func(c context.Context) error { _, err := db.View(c, storetest.Siti, storetest.Now); return err },
		"views": func(c context.Context) error { _, err := db.Views(c, []store.PersonID{"x"}, storetest.Now); return err },
		"fetch": func(c context.Context) error {
			_, err := db.Fetch(c, v, store.Need{Kind: store.NeedAlerts})
			return err
		},
		"commit": func(c context.Context) error { _, err := db.Commit(c, turn); return err },
		"due":    func(c context.Context) error { _, err := db.Due(c, storetest.Now, 1); return err },
		"claim": func(c context.Context) error {
			_, err := db.Claim(c, store.WebPhone, store.Lanes(), 1, storetest.Now)
			return err
		},
		"hold":   func(c context.Context) error { _, err := db.Hold(c, "x", time.Second); return err },
		"stats":  func(c context.Context) error { _, err := db.Stats(c); return err },
		"counts": func(c context.Context) error { _, err := db.Counts(c); return err },
	}
	for name, call := range calls {
		late, stop := context.WithTimeout(ctx, 2*time.Second)
		if err := call(brief(t)); !errors.Is(err, rdb.ErrDown) || late.Err() != nil {
			t.Errorf("%s of a server that hangs: %v, %v", name, err, late.Err())
		}
		stop()
	}
	on()
	waitFor(t, func() bool { _, err := db.View(ctx, storetest.Siti, storetest.Now); return err == nil })
	if _, err := db.Commit(ctx, turn); err != nil {
		t.Fatal(err)
	}
	var got []store.Claimed
	waitFor(t, func() bool { got = append(got, claim(t, db, store.Lanes(), 9)...); return len(got) > 0 })
	if ids(got) != "m" {
		t.Fatalf("claimed %q", ids(got))
	}
}

// TestClosed: a call after Close says so.
func TestClosed(t *testing.T) {
	db := openServer(t, storetest.InProcess(t))
	db.Close()
	if _, err := db.View(context.Background(), storetest.Siti, storetest.Now); !errors.Is(err, rdb.ErrDown) {
		t.Errorf("view: %v", err)
	}
	if _, err := db.Commit(context.Background(), store.Turn{Wake: []store.Wake{{Ref: store.Ref{Kind: "person", ID: "x"}}}}); !errors.Is(err, rdb.ErrDown) {
		t.Errorf("commit: %v", err)
	}
}
