package main

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// TestFiftyAtOnce: fifty messages of one person arrive at the same moment, each twice;
// fifty answers come, in the order in which the messages were taken.
func TestFiftyAtOnce(t *testing.T) {
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: t.TempDir(), NeedDisk: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	var mu sync.Mutex
	taken := map[string]int{} // message -> place in the order of taking
	decide := func(v store.View, in store.Incoming) (store.Turn, *store.Need) {
		mu.Lock()
		if _, ok := taken[in.ID]; !ok {
			taken[in.ID] = len(taken)
		}
		mu.Unlock()
		v.Person.Value.V, v.Person.Value.Addresses = 1, []store.Reach{{Address: in.From}}
		return store.Turn{Once: in.Once(), Person: v.ID(), Now: v.Now, Writes: []store.Write{v.Person.Put()},
			Bind: []store.Binding{{Address: in.From, Was: v.Bound, Person: v.ID()}},
			Say:  []store.Message{{ID: in.Once() + "#0", To: v.ID(), Via: in.From, Lane: store.Reply, Text: in.ID}}}, nil
	}
	fake := bottest.NewFake(store.WebPhone, true, true)
	c := newClock(func() time.Time { return now }, now)
	a, err := newApp(parts{db: db, clock: c, log: quiet(), channels: []bot.Channel{fake}, hold: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	a.gateway.Decide = decide
	ctx, cancel := context.WithCancel(context.Background())
	var sending, all sync.WaitGroup
	sending.Add(1)
	go func() { defer sending.Done(); a.out[0].Run(ctx) }()
	for i := range 50 {
		for range 2 {
			all.Add(1)
			go func() {
				defer all.Done()
				in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: "siti"}, ID: fmt.Sprint("m", i), At: now, Kind: store.InText, Text: "halo"}
				if err := a.gateway.Handle(ctx, in); err != nil {
					t.Error(err)
				}
			}()
		}
	}
	all.Wait()
	until(t, "fifty answers", 20*time.Second, func() bool { return len(fake.Shown()) >= 50 })
	cancel()
	sending.Wait()
	if err := a.out[0].Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
	shown := fake.Shown()
	if len(shown) != 50 {
		t.Fatalf("%d answers, want 50", len(shown))
	}
	for i, m := range shown {
		if taken[m.Text] != i {
			t.Fatalf("answer %d is to the message taken as number %d", i, taken[m.Text])
		}
	}
}
