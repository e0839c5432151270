// Package storetest holds what every server behind store/rdb must do. The same
// suite runs on the in-process server, for speed, and on a real redis-server.
package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// Now is the program time of the suite.
var Now = time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)

// Siti is the address most tests write from.
var Siti = store.Address{Channel: store.WebPhone, ID: "siti"}

// Open opens a store over the same data each time it is called with the same dir.
type Open func(t *testing.T, cfg rdb.Config) *rdb.DB

// Suite runs every promise of the store.
func Suite(t *testing.T, open Open) {
	tests := map[string]func(*testing.T, *rdb.DB){
		"a stranger is nobody until committed": stranger,
		"a turn is written once":               once,
		"a moved version is stale":             stale,
		"of twenty writers one wins":           race,
		"an address has one person":            binding,
		"unknown fields survive":               unknownFields,
		"order, overtaking, settling":          order,
		"silence drops what waits":             silence,
		"withdrawing takes back":               withdraw,
		"a retry stays at the head":            retry,
		"wake index":                           wake,
		"erasure leaves a receipt only":        erase,
		"a broadcast at its end is one":        ending,
		"singleton roles":                      hold,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			db := open(t, rdb.Config{City: "36.74"})
			test(t, db)
		})
	}
}

func commit(t *testing.T, db *rdb.DB, turns ...store.Turn) []store.Result {
	t.Helper()
	r, err := db.Commit(context.Background(), turns...)
	if err != nil {
		t.Fatalf("commit: %v", err)
	}
	return r
}

func view(t *testing.T, db *rdb.DB, a store.Address) store.View {
	t.Helper()
	v, err := db.View(context.Background(), a, Now)
	if err != nil {
		t.Fatalf("view: %v", err)
	}
	return v
}

// Register is the turn that makes a person of a stranger's view.
func Register(v store.View, once string) store.Turn {
	v.Person.Value.V, v.Person.Value.Name = 1, "Siti"
	v.Person.Value.Addresses = []store.Reach{{Address: v.From}}
	return store.Turn{Once: once, Person: v.ID(), Now: Now, Writes: []store.Write{v.Person.Put()},
		Bind:  []store.Binding{{Address: v.From, Person: v.ID()}},
		Index: []store.IndexOp{{Index: store.IndexPeople(), Member: string(v.ID())}}}
}

func say(v store.View, lane store.Lane, id string) store.Message {
	return store.Message{ID: id, To: v.ID(), Via: v.From, Lane: lane, Text: "isi " + id}
}

func stranger(t *testing.T, db *rdb.DB) {
	v, w := view(t, db, Siti), view(t, db, Siti)
	if v.Bound != "" || v.Person.Version != 0 || v.ID() == w.ID() || len(v.ID()) != 16 {
		t.Fatalf("stranger = %q %q bound %q", v.ID(), w.ID(), v.Bound)
	}
	if len(v.City.Posyandu) != 54 {
		t.Fatalf("%d posyandu in the register, want the 54 examples", len(v.City.Posyandu))
	}
	if r := commit(t, db, Register(v, "a")); r[0] != store.OK {
		t.Fatal(r)
	}
	if got := view(t, db, Siti); got.Bound != v.ID() || got.Person.Value.Name != "Siti" || got.Person.Version != 1 {
		t.Fatalf("after the commit: %q %+v", got.Bound, got.Person)
	}
}

func once(t *testing.T, db *rdb.DB) {
	v := view(t, db, Siti)
	turn := Register(v, "same")
	turn.Say = []store.Message{say(v, store.Reply, "m1")}
	if r := commit(t, db, turn, turn); r[0] != store.OK || r[1] != store.Dup {
		t.Fatalf("in one page: %v, want OK DUP", r)
	}
	if r := commit(t, db, turn); r[0] != store.Dup {
		t.Fatalf("again: %v, want DUP", r)
	}
	if n := drain(t, db, 10); len(n) != 1 {
		t.Fatalf("%d messages, want 1", len(n))
	}
}

func stale(t *testing.T, db *rdb.DB) {
	v := view(t, db, Siti)
	commit(t, db, Register(v, "1"))
	seen := view(t, db, Siti)
	commit(t, db, store.Turn{Once: "2", Writes: []store.Write{seen.Person.Put()}})
	bad := store.Turn{Once: "3", Writes: []store.Write{seen.Person.Put()}, Say: []store.Message{say(seen, store.Reply, "x")}}
	if r := commit(t, db, bad); r[0] != store.Stale {
		t.Fatalf("write: %v, want STALE", r)
	}
	if r := commit(t, db, store.Turn{Once: "4", Reads: []store.Read{seen.Person.Read()}}); r[0] != store.Stale {
		t.Fatalf("read: %v, want STALE", r)
	}
	if n := drain(t, db, 10); len(n) != 0 {
		t.Fatal("a stale turn said something")
	}
}

func race(t *testing.T, db *rdb.DB) {
	v := view(t, db, Siti)
	commit(t, db, Register(v, "1"))
	seen := view(t, db, Siti)
	var wg sync.WaitGroup
	results := make([]store.Result, 20)
	for i := range results {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r, err := db.Commit(context.Background(), store.Turn{Once: fmt.Sprint("r", i), Writes: []store.Write{seen.Person.Put()}})
			if err != nil {
				t.Error(err)
				return
			}
			results[i] = r[0]
		}()
	}
	wg.Wait()
	won := 0
	for _, r := range results {
		if r == store.OK {
			won++
		}
	}
	if won != 1 {
		t.Fatalf("%d writers won, want 1", won)
	}
}

func binding(t *testing.T, db *rdb.DB) {
	v, w := view(t, db, Siti), view(t, db, Siti)
	if r := commit(t, db, Register(v, "1"), Register(w, "2")); r[0] != store.OK || r[1] != store.Stale {
		t.Fatalf("two strangers at one address: %v, want OK STALE", r)
	}
}

func unknownFields(t *testing.T, db *rdb.DB) {
	ref := store.Ref{Kind: store.KindPerson, ID: "p"}
	commit(t, db, store.Turn{Writes: []store.Write{{Ref: ref, Value: map[string]any{"v": 2, "name": "Siti", "future": map[string]any{"x": "y"}}}}})
	doc, err := rdb.Get[store.Person](context.Background(), db, ref)
	if err != nil {
		t.Fatal(err)
	}
	doc.Value.Name = "Siti Aminah"
	commit(t, db, store.Turn{Writes: []store.Write{doc.Put()}})
	raw, err := rdb.Get[map[string]any](context.Background(), db, ref)
	if err != nil {
		t.Fatal(err)
	}
	if raw.Value["name"] != "Siti Aminah" || fmt.Sprint(raw.Value["future"]) != "map[x:y]" {
		t.Fatalf("record = %v", raw.Value)
	}
}

func wake(t *testing.T, db *rdb.DB) {
	ctx := context.Background()
	a, b := store.Ref{Kind: store.KindPerson, ID: "a"}, store.Ref{Kind: store.KindAlert, ID: "b"}
	commit(t, db, store.Turn{Wake: []store.Wake{{Ref: a, At: Now.Add(time.Hour)}, {Ref: b, At: Now}}})
	if due, err := db.Due(ctx, Now, 10); err != nil || len(due) != 1 || due[0] != b {
		t.Fatalf("due now: %v %v", due, err)
	}
	if due, _ := db.Due(ctx, Now.Add(time.Hour), 10); len(due) != 2 || due[0] != b {
		t.Fatalf("due in an hour: %v", due)
	}
	commit(t, db, store.Turn{Wake: []store.Wake{{Ref: b}}})
	at, ok, err := db.NextWake(ctx)
	if err != nil || !ok || !at.Equal(Now.Add(time.Hour)) {
		t.Fatalf("next wake %v %v %v", at, ok, err)
	}
}

func erase(t *testing.T, db *rdb.DB) {
	v := view(t, db, Siti)
	commit(t, db, Register(v, "1"))
	v = view(t, db, Siti)
	turn := store.Turn{Once: "2", Now: Now, Writes: []store.Write{v.Person.Delete()}, Bind: []store.Binding{{Address: Siti, Was: v.ID()}},
		Tomb: &store.Tomb{Person: v.ID(), Addresses: []store.Address{Siti}, Receipt: "ABC", At: Now}}
	commit(t, db, turn)
	after := view(t, db, Siti)
	if after.Bound != "" || after.Person.Version != 0 || after.ID() == v.ID() {
		t.Fatalf("she is still known: %+v", after.Person)
	}
	if err := db.Prune(context.Background(), Now.AddDate(0, 0, 36)); err != nil {
		t.Fatal(err)
	}
}

func hold(t *testing.T, db *rdb.DB) {
	ctx := context.Background()
	if ok, err := db.Hold(ctx, "sweep", time.Minute); err != nil || !ok {
		t.Fatalf("hold: %v %v", ok, err)
	}
	if ok, err := db.Hold(ctx, "sweep", time.Minute); err != nil || !ok {
		t.Fatalf("keep: %v %v", ok, err)
	}
	if ok, err := db.Hold(ctx, "sweep", 0); err != nil || !ok {
		t.Fatalf("let go: %v %v", ok, err)
	}
}

// ending: whoever lists broadcasts while one moves from the open to the past reads it in both.
func ending(t *testing.T, db *rdb.DB) {
	doc := store.Doc[store.Announcement]{Ref: store.Ref{Kind: store.KindBroadcast, ID: "kabar"}}
	doc.Value = store.Announcement{V: 1, Audience: "semua", Text: "x", Made: Now, Stage: store.Finished, Ended: Now}
	commit(t, db, store.Turn{Now: Now, Writes: []store.Write{doc.Put()}, Index: []store.IndexOp{
		{Index: store.IndexBroadcasts(), Member: "kabar"}, {Index: store.IndexPastBroadcasts(), Member: "kabar"}}})
	all, err := db.Broadcasts(context.Background())
	if err != nil || len(all) != 1 || all[0].Ref != doc.Ref {
		t.Errorf("listed %d broadcasts, want the one: %v %v", len(all), all, err)
	}
}
