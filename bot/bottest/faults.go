package bottest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// Rough is a world whose network can be made to fail.
type Rough interface {
	World
	// Fail makes the network answer every send so that this fate must follow; [bot.Sent]
	// makes it well again, and the door is open when it returns. It returns false for a
	// fate that this network cannot bring.
	Fail(f bot.Fate) bool
}

// Faults holds a channel to what it owes when things go wrong, after [Suite].
func Faults(t *testing.T, make func(t *testing.T) Rough) {
	t.Run("killed before the commit: it comes again", func(t *testing.T) { killed(t, make(t)) })
	t.Run("written twice is known by its name", func(t *testing.T) { twice(t, make(t)) })
	t.Run("order under load, one who hangs holds up no other", func(t *testing.T) { load(t, make(t)) })
	t.Run("every fate", func(t *testing.T) { fates(t, make(t)) })
	t.Run("a closed door opens again", func(t *testing.T) { closed(t, make(t)) })
	t.Run("limits are what the network takes", func(t *testing.T) { limits(t, make(t)) })
}

// killed: a process that dies in the middle of a turn leaves it to the next one.
func killed(t *testing.T, w Rough) {
	first, kill := context.WithCancel(context.Background())
	began := make(chan struct{}, 100)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = w.Channel().Run(first, func(ctx context.Context, _ store.Incoming) error {
			began <- struct{}{}
			<-first.Done()
			return errors.New("killed")
		})
	}()
	go w.Write("siti", "k1", "halo")
	<-began
	kill()
	<-ended
	got := make(chan string, 100)
	serve(t, w, func(_ context.Context, in store.Incoming) error { got <- in.Text; return nil })
	eventually(t, "the delivery to the next process", func() bool {
		w.Again()
		select {
		case text := <-got:
			return text == "halo"
		default:
			return false
		}
	})
}

// twice: the ledger knows a message that comes again by channel, chat and message id.
func twice(t *testing.T, w Rough) {
	var mu sync.Mutex
	var names []string
	serve(t, w, func(_ context.Context, in store.Incoming) error {
		mu.Lock()
		defer mu.Unlock()
		names = append(names, in.Once())
		if len(names) == 1 {
			return errors.New("committed, and killed before the network was told")
		}
		return nil
	})
	go w.Write("siti", "t1", "halo")
	eventually(t, "a second delivery", func() bool { w.Again(); mu.Lock(); defer mu.Unlock(); return len(names) >= 2 })
	mu.Lock()
	defer mu.Unlock()
	if names[0] != names[1] || strings.Contains(names[0], "halo") {
		t.Errorf("names of one message: %q", names)
	}
}

func load(t *testing.T, w Rough) {
	const people, each = 11, 8 // below a hundred: some networks show no more behind one that is not received
	var mu sync.Mutex
	got, open := map[string][]string{}, make(chan struct{})
	hung := w.Address("hang")
	serve(t, w, func(ctx context.Context, in store.Incoming) error {
		if in.From.ID == hung {
			select {
			case <-open:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		mu.Lock()
		defer mu.Unlock()
		got[in.From.ID] = append(got[in.From.ID], in.Text)
		return nil
	})
	go w.Write("hang", "h0", "0")
	writeAll(w, people, each)
	eventually(t, "everybody's things", func() bool {
		mu.Lock()
		defer mu.Unlock()
		for p := range people {
			if len(got[w.Address(fmt.Sprint("ibu", p))]) < each {
				return false
			}
		}
		return true
	})
	close(open)
	eventually(t, "the one who hung", func() bool { mu.Lock(); defer mu.Unlock(); return len(got[hung]) == 1 })
	mu.Lock()
	defer mu.Unlock()
	for who, list := range got {
		for i, text := range list {
			if text != fmt.Sprint(i) {
				t.Fatalf("%s: %v", who, list)
			}
		}
	}
}

func fates(t *testing.T, w Rough) {
	serve(t, w, func(context.Context, store.Incoming) error { return nil })
	for i, f := range []bot.Fate{bot.Sent, bot.Retry, bot.Gone, bot.Invalid, bot.Offline} {
		if !w.Fail(f) {
			continue
		}
		out := w.Channel().Send(context.Background(), bot.Outgoing{ID: fmt.Sprint("f", i), To: w.Address(fmt.Sprint("ibu", i)), Lane: store.Reply, Text: "Halo"})
		if out.Fate != f {
			t.Errorf("fate %d, want %d: %+v", out.Fate, f, out)
		}
		if f != bot.Sent && out.Code == "" {
			t.Errorf("fate %d has no code", f)
		}
		if out.MaybeSent {
			t.Errorf("fate %d: refused by the network, and yet %+v", f, out)
		}
	}
}

func closed(t *testing.T, w Rough) {
	serve(t, w, func(context.Context, store.Incoming) error { return nil })
	if !w.Fail(bot.Offline) {
		return
	}
	m := bot.Outgoing{ID: "c1", To: w.Address("siti"), Lane: store.Reply, Text: "Halo"}
	for range 3 {
		if out := w.Channel().Send(context.Background(), m); out.Fate != bot.Offline {
			t.Fatalf("a closed door: %+v", out)
		}
	}
	w.Fail(bot.Sent)
	eventually(t, "an open door", func() bool {
		return len(w.Seen("siti")) > 0 || w.Channel().Send(context.Background(), m).Fate == bot.Sent
	})
	eventually(t, "the message", func() bool { return len(w.Seen("siti")) > 0 })
	if seen := w.Seen("siti"); len(seen) != 1 {
		t.Errorf("shown %d times", len(seen))
	}
}

// writeAll makes people write side by side, each of them in order.
func writeAll(w World, people, each int) {
	var writing sync.WaitGroup
	for p := range people {
		writing.Add(1)
		go func() {
			defer writing.Done()
			for i := range each {
				w.Write(fmt.Sprint("ibu", p), fmt.Sprint("l", i), fmt.Sprint(i))
			}
		}()
	}
	writing.Wait()
}

// limits: the longest text that the limits allow goes through whole, in characters
// that are one unit, two units, and markup of many networks.
func limits(t *testing.T, w Rough) {
	serve(t, w, func(context.Context, store.Incoming) error { return nil })
	w.Fail(bot.Sent)
	l := w.Channel().Limits()
	for i, unit := range []string{"a", "😀", "<", "&"} {
		who := fmt.Sprint("ibu", i)
		long := strings.Repeat(unit, l.TextUnits/bot.Units(unit))
		for _, p := range bot.Render(store.Message{ID: fmt.Sprint("x", i), Lane: store.Reply, Via: store.Address{ID: w.Address(who)}, Text: long + "\n\n" + long}, l) {
			out := w.Channel().Send(context.Background(), p)
			for deadline := 0; out.Paced && deadline < 5; deadline++ {
				wait := time.NewTimer(out.After)
				<-wait.C
				out = w.Channel().Send(context.Background(), p)
			}
			if out.Fate != bot.Sent {
				t.Fatalf("%d units of %q: %+v", bot.Units(p.Text), unit, out)
			}
		}
		eventually(t, "both parts", func() bool { return len(w.Seen(who)) == 2 })
		if got := strings.Join(w.Seen(who), ""); got != long+long {
			t.Errorf("of %d units of %q %d were shown", 2*l.TextUnits, unit, bot.Units(got))
		}
	}
}
