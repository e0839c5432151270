package bot_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
	"tumbuh/store/storetest"
)

// counted is a queue that counts what it is asked.
type counted struct {
	bot.Queue
	claims atomic.Int64
	chats  atomic.Int64
}

func (q *counted) Claim(ctx context.Context, ch store.Channel, lanes []store.Lane, n int, now time.Time) ([]store.Claimed, error) {
	q.claims.Add(1)
	list, err := q.Queue.Claim(ctx, ch, lanes, n, now)
	q.chats.Add(int64(len(list)))
	return list, err
}

// direct joins a gateway with an outbox that takes what commits give.
func direct(g *bot.Gateway, o *bot.Outbox) {
	g.Kick = o.Kick
	g.Direct = func(store.Channel) func(store.Claimed) {
		if o.Takes() {
			return o.Take
		}
		return nil
	}
}

// TestGivenIsSentAtOnce: an answer leaves with its commit, without a claim; thirty messages
// of each of several people, handed over at once, are answered once each and in order.
func TestGivenIsSentAtOnce(t *testing.T) {
	db := open(t, nil)
	f, q := bottest.NewFake(store.WebPhone, false, true), &counted{Queue: db}
	o := &bot.Outbox{Queue: q, Channel: f, Now: func() time.Time { return storetest.Now }, Machine: func() time.Time { return storetest.Now }, Log: quiet()}
	g := gateway(db, echo)
	direct(g, o)
	runOutbox(t, o)
	if err := g.Handle(context.Background(), text("rina", "1", "halo")); err != nil {
		t.Fatal(err)
	}
	shownTo(t, f, "rina", 1)
	if n := q.chats.Load(); n != 0 {
		t.Errorf("%d chats were claimed for an answer that was given", n)
	}
	var all sync.WaitGroup
	for _, who := range []string{"ani", "budi", "citra"} {
		for i := range 30 {
			started := make(chan struct{})
			all.Go(func() {
				close(started)
				if err := g.Handle(context.Background(), text(who, fmt.Sprint(i), who)); err != nil {
					t.Error(err)
				}
			})
			<-started
		}
	}
	all.Wait()
	for _, who := range []string{"ani", "budi", "citra"} {
		shownTo(t, f, who, 30)
	}
	seen := map[string]bool{}
	for _, m := range f.Shown() {
		if seen[m.ID] {
			t.Fatalf("%s was shown twice", m.ID)
		}
		seen[m.ID] = true
	}
	if len(seen) != 91 {
		t.Fatalf("%d answers, want 91", len(seen))
	}
}

// TestGivenAfterTheEnd: an outbox that does not run takes nothing; what it is given all the
// same it gives back, and the next one sends it.
func TestGivenAfterTheEnd(t *testing.T) {
	db := open(t, nil)
	f := bottest.NewFake(store.WebPhone, true, true)
	o := &bot.Outbox{Queue: db, Channel: f, Now: func() time.Time { return storetest.Now }, Machine: time.Now, Log: quiet()}
	g := gateway(db, echo)
	if o.Takes() {
		t.Fatal("an outbox that does not run takes")
	}
	g.Direct = func(store.Channel) func(store.Claimed) { return o.Take }
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	o.Run(ctx)
	if o.Takes() {
		t.Fatal("an outbox that has ended takes")
	}
	if err := g.Handle(context.Background(), text("siti", "1", "halo")); err != nil {
		t.Fatal(err)
	}
	if got := drain(t, db, f); len(got) != 1 {
		t.Fatalf("shown %d, want 1", len(got))
	}
}
