package whatsapp

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"

	"tumbuh/bot"
	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
)

// quickPings has the library look after its line in milliseconds, not minutes.
func quickPings(t *testing.T) {
	lo, hi, wait, most := whatsmeow.KeepAliveIntervalMin, whatsmeow.KeepAliveIntervalMax, whatsmeow.KeepAliveResponseDeadline, whatsmeow.KeepAliveMaxFailTime
	whatsmeow.KeepAliveIntervalMin, whatsmeow.KeepAliveIntervalMax = 40*time.Millisecond, 60*time.Millisecond
	whatsmeow.KeepAliveResponseDeadline, whatsmeow.KeepAliveMaxFailTime = 100*time.Millisecond, 400*time.Millisecond
	t.Cleanup(func() {
		whatsmeow.KeepAliveIntervalMin, whatsmeow.KeepAliveIntervalMax, whatsmeow.KeepAliveResponseDeadline, whatsmeow.KeepAliveMaxFailTime = lo, hi, wait, most
	})
}

// came waits until a message with the text was handled.
func (i *inbox) came(t *testing.T, text string) {
	t.Helper()
	until(t, text, func() bool {
		for _, got := range i.texts() {
			if got == text {
				return true
			}
		}
		return false
	})
}

// TestUnansweredPings: a line over which nothing comes any more, though nobody cut it, is
// given up; the door stands closed meanwhile and opens with the next line.
func TestUnansweredPings(t *testing.T) {
	quickPings(t)
	var closed atomic.Bool
	w := newWorld(t, func(c *Config) {
		c.Tell = func(s State) { closed.Store(closed.Load() || s.Code == Offline) }
	})
	var in inbox
	run(t, w.door, in.handle)
	w.connected()
	first := w.srv.Lines()
	w.srv.SetBehaviour(fakewa.Behaviour{NoIQ: func(ns string) bool { return ns == "w:p" }})
	until(t, "another line", func() bool { return w.srv.Lines() > first && closed.Load() })
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.connected()
	w.srv.DeliverText(siti, "sesudah")
	in.came(t, "sesudah")
	w.srv.WaitIdle(t)
	w.healthy()
}

// TestCutFrame: a frame that comes in two pieces is more than the library's reader bears,
// and all behind it is lost to it. Nothing of it was acknowledged: it comes with the next
// line.
func TestCutFrame(t *testing.T) {
	quickPings(t)
	for _, at := range []int{1, 2, 3, 4, 40} {
		t.Run(fmt.Sprint(at), func(t *testing.T) {
			w := newWorld(t)
			var in inbox
			run(t, w.door, in.handle)
			w.connected()
			w.srv.SetBehaviour(fakewa.Behaviour{CutFrame: at})
			w.srv.DeliverText(siti, "terpotong")
			w.srv.DeliverText(siti, "di belakangnya")
			in.came(t, "terpotong")
			in.came(t, "di belakangnya")
			w.srv.WaitIdle(t)
			if got := in.texts(); got[0] != "terpotong" {
				t.Errorf("came as %q", got)
			}
		})
	}
}

// TestWrongRoot: a server whose certificate another root signed is told nothing, not even
// the number; the door stays closed.
func TestWrongRoot(t *testing.T) {
	w := newWorld(t)
	good := whatsmeow.WACertPubKey
	t.Cleanup(func() { whatsmeow.WACertPubKey = good })
	hook, err := ParseHook(w.srv.Hook())
	if err != nil {
		t.Fatal(err)
	}
	hook.Root[0] ^= 1
	before := w.srv.Tries()
	stop := run(t, w.make(func(c *Config) { c.Hook = hook }), new(inbox).handle)
	until(t, "three tries", func() bool { return w.srv.Tries() >= before+3 })
	stop()
	if n := w.srv.Lines(); n != 0 {
		t.Errorf("%d logins at a server of another root", n)
	}
}

// TestStaysDown: the line is cut before the acknowledgement, and the network stays away
// longer than the library repeats by itself. What was taken is of unknown fate, what comes
// later waits for the door, and both are shown once when it is back.
func TestStaysDown(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	w.srv.SetBehaviour(fakewa.Behaviour{CutInAck: true, HTTP: 503})
	if out := w.send(store.Reply, "putus", siti); out.Fate != bot.Retry || !out.MaybeSent {
		t.Errorf("cut off: %+v", out)
	}
	if out := w.send(store.Reply, "nanti", siti); out.Fate != bot.Offline || out.MaybeSent {
		t.Errorf("while it is away: %+v", out)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.connected()
	for _, id := range []string{"putus", "nanti"} {
		if out := w.send(store.Reply, id, siti); out.Fate != bot.Sent {
			t.Errorf("%s afterwards: %+v", id, out)
		}
	}
	if got := w.Seen("siti"); len(got) != 2 {
		t.Errorf("shown %q", got)
	}
}

// TestBroughtWhileHandled: the line is cut while a message waits for its commit, and the
// network brings it once more meanwhile: it is one by its key, never two at a time, and
// received in the end.
func TestBroughtWhileHandled(t *testing.T) {
	w := newWorld(t)
	var mu sync.Mutex
	var keys []string
	var now, most atomic.Int32
	began, release := make(chan struct{}, 9), make(chan struct{})
	run(t, w.door, func(_ context.Context, in store.Incoming) error {
		if in.Phone == siti {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
		}
		mu.Lock()
		keys = append(keys, in.Once())
		mu.Unlock()
		began <- struct{}{}
		<-release
		return nil
	})
	id := w.srv.DeliverText(siti, "pelan")
	<-began
	first := w.srv.Lines()
	w.srv.Drop()
	until(t, "another line", func() bool { return w.srv.Lines() > first && w.state().Code == Connected })
	w.srv.DeliverText(rina, "di belakangnya") // comes behind what is brought again
	until(t, "who writes meanwhile", func() bool { mu.Lock(); defer mu.Unlock(); return len(keys) >= 2 })
	close(release)
	w.srv.WaitIdle(t)
	mu.Lock()
	defer mu.Unlock()
	same := 0
	for _, k := range keys {
		if k == keys[0] {
			same++
		}
	}
	if same > 2 || most.Load() > 1 || len(keys)-same != 1 || acks(w.srv, id) == 0 {
		t.Errorf("keys %q, %d at a time, acknowledged %d times", keys, most.Load(), acks(w.srv, id))
	}
	w.healthy()
}

// TestBothWaysAtOnce: messages come and go at the same time over one file, and none needs a
// second try: without its settings (dsn) a third of them would.
func TestBothWaysAtOnce(t *testing.T) {
	const n = 150
	w := openWorld(t)
	stop := make(chan struct{})
	go func() {
		defer close(stop)
		for i := range n {
			w.srv.DeliverText(phoneOf(fmt.Sprint("orang", i%10)), "masuk")
		}
	}()
	for i := range n {
		if out := w.send(store.Reply, fmt.Sprint("keluar", i), []string{siti, rina}[i%2]); out.Fate != bot.Sent {
			t.Errorf("message %d: %+v", i, out)
		}
	}
	<-stop
	w.srv.WaitIdle(t)
	if u := w.door.count.Unreadable.Load(); u != 0 {
		t.Errorf("%d tries to read failed", u)
	}
	for _, m := range w.srv.Sent() {
		if m.Err != nil || m.Retry > 0 {
			t.Errorf("%s: %v, asked again %d times", m.Text, m.Err, m.Retry)
		}
	}
	w.healthy()
}
