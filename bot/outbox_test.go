package bot_test

import (
	"context"
	"errors"
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

// runOutbox sends until the test ends.
func runOutbox(t *testing.T, o *bot.Outbox) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); o.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

// shownTo waits until a chat was shown n messages.
func shownTo(t *testing.T, f *bottest.Fake, who string, n int) {
	t.Helper()
	stop, tick := time.After(20*time.Second), time.NewTicker(2*time.Millisecond)
	defer tick.Stop()
	for {
		seen := 0
		for _, m := range f.Shown() {
			if m.To == who {
				seen++
			}
		}
		if seen >= n {
			return
		}
		select {
		case <-tick.C:
		case <-stop:
			t.Fatalf("%s was shown %d messages, want %d", who, seen, n)
		}
	}
}

// TestOneHangingSend: a send that hangs holds up its own chat alone; when it ends the
// chat goes on in order.
func TestOneHangingSend(t *testing.T) {
	db := open(t, nil)
	f := bottest.NewFake(store.Telegram, false, true)
	hang := make(chan struct{})
	f.Before = func(m bot.Outgoing) error {
		if m.To == "lambat" {
			<-hang
		}
		return nil
	}
	o := &bot.Outbox{Queue: db, Channel: f, Now: func() time.Time { return storetest.Now }, Machine: time.Now, Log: quiet()}
	g := gateway(db, echo)
	g.Kick = o.Kick
	runOutbox(t, o)
	var release sync.Once
	t.Cleanup(func() { release.Do(func() { close(hang) }) })
	for i := range 3 {
		for _, who := range []string{"lambat", "ani", "budi"} {
			in := text(who, fmt.Sprint(i), fmt.Sprint(i))
			in.From.Channel = store.Telegram
			if err := g.Handle(context.Background(), in); err != nil {
				t.Fatal(err)
			}
		}
	}
	shownTo(t, f, "ani", 3)
	shownTo(t, f, "budi", 3)
	release.Do(func() { close(hang) })
	shownTo(t, f, "lambat", 3)
	next := 0
	for _, m := range f.Shown() {
		if m.To == "lambat" {
			if want := fmt.Sprint("jawab ", next); m.Text != want {
				t.Fatalf("shown %q, want %q", m.Text, want)
			}
			next++
		}
	}
}

// TestReplyIsNotLostBetweenFaults: a reply of unknown fate, then told to wait, is
// repeated once and no more; a pace that must be kept is no try.
func TestReplyIsNotLostBetweenFaults(t *testing.T) {
	db := open(t, nil)
	f := bottest.NewFake(store.Telegram, false, true)
	fates := []bot.Outcome{{Fate: bot.Retry, MaybeSent: true}, {Fate: bot.Retry}, {Fate: bot.Retry, Paced: true, After: time.Millisecond}, {Fate: bot.Sent}}
	tries := 0
	f.Fate = func(bot.Outgoing) bot.Outcome {
		tries++
		return fates[min(tries, len(fates))-1]
	}
	o := &bot.Outbox{Queue: db, Channel: f, Now: func() time.Time { return storetest.Now }, Machine: time.Now, Log: quiet()}
	g := gateway(db, echo)
	g.Kick = o.Kick
	in := text("siti", "1", "halo")
	in.From.Channel = store.Telegram
	if err := g.Handle(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	runOutbox(t, o)
	shownTo(t, f, "siti", 2) // once of unknown fate, once for sure
}

// TestDrainOverlaps: where much waits, a batch is sent while another is claimed and
// settled; each message once, each chat in order.
func TestDrainOverlaps(t *testing.T) {
	const people, each, batch, chat = 400, 10, 128, 8
	db := open(t, nil)
	var turns []store.Turn
	for n := range people * each {
		who := fmt.Sprint("ibu", n%people)
		turns = append(turns, store.Turn{Now: storetest.Now, Say: []store.Message{{ID: fmt.Sprint("m", n), To: store.PersonID(who),
			Via: store.Address{Channel: store.WebPhone, ID: who}, Lane: store.Reminder, Text: fmt.Sprint(n / people)}}})
	}
	if _, err := db.Commit(context.Background(), turns...); err != nil {
		t.Fatal(err)
	}
	f := bottest.NewFake(store.WebPhone, true, true)
	var sends, under atomic.Int64
	both := make(chan struct{})
	f.Before = func(bot.Outgoing) error {
		if sends.Add(1) <= batch*chat { // the first batch tells that much waits
			return nil
		}
		if under.Add(1) == batch+1 {
			close(both)
		}
		select {
		case <-both:
			return nil
		case <-time.After(20 * time.Second):
			return errors.New("one batch was sent alone")
		}
	}
	next := map[string]int{}
	for _, m := range drain(t, db, f) {
		if want := fmt.Sprint(next[m.To]); m.Text != want {
			t.Fatalf("%s was shown %q, want %q", m.To, m.Text, want)
		}
		next[m.To]++
	}
	if total := len(f.Shown()); total != people*each {
		t.Fatalf("%d messages were shown, want %d", total, people*each)
	}
}
