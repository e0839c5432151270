package bottest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// World is a channel under test with the far side of its network.
type World interface {
	Channel() bot.Channel
	// Write makes a person send a text; id is the network's id of the message.
	Write(who, id, text string)
	// Again makes the network deliver once more what it was not told was received.
	Again()
	// Seen is what a person was shown, in order.
	Seen(who string) []string
	// Address is a person's address on the network.
	Address(who string) string
}

// Suite holds a channel to what the gateway and the outbox rely on. make starts a
// world and stops it at the test's end; the channel's Run is called by the suite.
func Suite(t *testing.T, make func(t *testing.T) World) {
	t.Run("received is told after the commit only", func(t *testing.T) { ackAfterCommit(t, make(t)) })
	t.Run("one chat's things come in order", func(t *testing.T) { inOrder(t, make(t)) })
	t.Run("what is sent is shown once, with its text", func(t *testing.T) { shownOnce(t, make(t)) })
	t.Run("an end of the context ends Run", func(t *testing.T) { ends(t, make(t)) })
}

// serve runs the channel until the test ends.
func serve(t *testing.T, w World, h bot.Handle) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Channel().Run(ctx, h) }()
	t.Cleanup(func() { cancel(); <-done })
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	stop, tick := time.After(20*time.Second), time.NewTicker(5*time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-stop:
			t.Fatalf("%s did not happen", what)
		}
	}
}

func ackAfterCommit(t *testing.T, w World) {
	var mu sync.Mutex
	tries, kept := 0, 0
	serve(t, w, func(_ context.Context, in store.Incoming) error {
		mu.Lock()
		defer mu.Unlock()
		if tries++; tries < 3 {
			return errors.New("killed before the commit")
		}
		kept++
		return nil
	})
	go w.Write("siti", "m1", "halo")
	eventually(t, "a delivery that was kept", func() bool {
		w.Again()
		mu.Lock()
		defer mu.Unlock()
		return kept >= 1
	})
}

func inOrder(t *testing.T, w World) {
	var mu sync.Mutex
	var got []string
	serve(t, w, func(_ context.Context, in store.Incoming) error {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, in.Text)
		return nil
	})
	for i := range 20 {
		w.Write("siti", fmt.Sprint("o", i), fmt.Sprint(i))
	}
	eventually(t, "twenty deliveries", func() bool { mu.Lock(); defer mu.Unlock(); return len(got) >= 20 })
	for i := range 20 {
		if got[i] != fmt.Sprint(i) {
			t.Fatalf("order: %v", got)
		}
	}
}

func shownOnce(t *testing.T, w World) {
	serve(t, w, func(context.Context, store.Incoming) error { return nil })
	m := bot.Outgoing{ID: "x1", To: w.Address("siti"), Lane: store.Reply, Text: "Halo Ibu <Siti> & keluarga", Question: "q", Choices: []store.Choice{{ID: "ya", Label: "Ya"}}}
	if !w.Channel().Limits().Buttons {
		m.Choices = nil
	}
	sends := 1
	if w.Channel().Limits().Idempotent {
		sends = 3
	}
	for range sends {
		var out bot.Outcome
		eventually(t, "an open door", func() bool {
			out = w.Channel().Send(context.Background(), m)
			return out.Fate != bot.Offline
		})
		if out.Fate != bot.Sent {
			t.Fatalf("send: %+v", out)
		}
	}
	eventually(t, "the message", func() bool { return len(w.Seen("siti")) >= 1 })
	if seen := w.Seen("siti"); len(seen) != 1 || seen[0] != m.Text {
		t.Fatalf("shown: %q", seen)
	}
}

func ends(t *testing.T, w World) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Channel().Run(ctx, func(context.Context, store.Incoming) error { return nil }) }()
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("Run returned %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("Run goes on after its context ended")
	}
}
