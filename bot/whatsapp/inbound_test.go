package whatsapp

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"tumbuh/bot"
	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
)

// inbox keeps what was handled.
type inbox struct {
	mu  sync.Mutex
	got []store.Incoming
}

func (i *inbox) handle(_ context.Context, in store.Incoming) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.got = append(i.got, in)
	return nil
}

func (i *inbox) all() []store.Incoming { i.mu.Lock(); defer i.mu.Unlock(); return slices.Clone(i.got) }

func (i *inbox) texts() (list []string) {
	for _, in := range i.all() {
		list = append(list, in.Text)
	}
	return list
}

func acks(srv *fakewa.Server, id string) (n int) {
	for _, s := range srv.Stanzas("") {
		if (s.Node.Tag == "receipt" || s.Node.Tag == "ack") && s.Node.Attrs["id"] == id {
			n++
		}
	}
	return n
}

// TestReceiptAfterCommit: nothing acknowledges a message before its commit, and one chat
// that waits holds up no other.
func TestReceiptAfterCommit(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	var others atomic.Int32
	run(t, w.door, func(_ context.Context, in store.Incoming) error {
		if in.Phone == siti {
			<-release
		} else {
			others.Add(1)
		}
		return nil
	})
	id := w.srv.DeliverText(siti, "lama")
	for range 5 {
		w.srv.DeliverText(rina, "cepat")
	}
	until(t, "the other chat", func() bool { return others.Load() == 5 })
	if n := acks(w.srv, id); n != 0 || !slices.Contains(w.srv.Pending(), id) {
		t.Errorf("acknowledged %d times before the commit", n)
	}
	close(release)
	w.srv.WaitIdle(t)
	if n := acks(w.srv, id); n != 1 {
		t.Errorf("acknowledged %d times, want once", n)
	}
	w.healthy()
}

// TestKilledBeforeCommit: a process that ends while a message waits for its commit loses
// nothing: the next one gets it, though the session moved on when it was decrypted.
func TestKilledBeforeCommit(t *testing.T) {
	w := newWorld(t)
	reached := make(chan struct{}, 8)
	stop := run(t, w.door, func(ctx context.Context, _ store.Incoming) error {
		reached <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	})
	w.srv.DeliverText(siti, "penting")
	<-reached
	w.srv.DeliverText(siti, "dua")
	stop()
	w.srv.DeliverText(siti, "tiga")
	var in inbox
	run(t, w.make(), in.handle)
	w.srv.WaitIdle(t)
	if got := in.texts(); !slices.Equal(got, []string{"penting", "dua", "tiga"}) {
		t.Errorf("the next process got %q", got)
	}
	w.healthy()
}

// TestPanicIsNoSuccess: the library takes a panic for success and acknowledges; ours do not.
func TestPanicIsNoSuccess(t *testing.T) {
	w := newWorld(t)
	var calls atomic.Int32
	run(t, w.door, func(context.Context, store.Incoming) error {
		if calls.Add(1) == 1 {
			panic("words of a person")
		}
		return nil
	})
	w.srv.DeliverText(siti, "halo")
	w.srv.WaitIdle(t)
	if calls.Load() != 2 {
		t.Errorf("handled %d times, want again after the panic", calls.Load())
	}
}

// TestStoreDown: what cannot be committed stays with the network, also what comes behind
// it; when the store is back the line reconnects and all comes in order.
func TestStoreDown(t *testing.T) {
	var down atomic.Bool
	down.Store(true)
	errDown := errors.New("down")
	w := newWorld(t, func(c *Config) {
		c.Ready = func(context.Context) error {
			if down.Load() {
				return errDown
			}
			return nil
		}
	})
	var in inbox
	var refused atomic.Int32
	run(t, w.door, func(ctx context.Context, i store.Incoming) error {
		if down.Load() {
			refused.Add(1)
			return errDown // the gateway gave up holding it
		}
		return in.handle(ctx, i)
	})
	want := []string{"satu", "dua", "tiga", "empat"}
	for _, text := range want {
		w.srv.DeliverText(siti, text)
	}
	until(t, "a refusal", func() bool { return refused.Load() > 0 })
	w.srv.DeliverText(siti, "lima")
	if n := len(w.srv.Pending()); n != 5 {
		t.Fatalf("%d messages with the network, want 5", n)
	}
	down.Store(false)
	w.srv.WaitIdle(t)
	if got := in.texts(); !slices.Equal(got, append(want, "lima")) {
		t.Errorf("came %q", got)
	}
	w.healthy()
}

// TestBroughtTwice: the same message while it is being handled, under another ciphertext,
// or under her other name has the same ledger key.
func TestBroughtTwice(t *testing.T) {
	w := newWorld(t)
	var in inbox
	run(t, w.door, in.handle)
	text := &waE2E.Message{Conversation: proto.String("dobel")}
	for _, a := range []fakewa.Addressing{fakewa.ByPN, fakewa.ByLID, fakewa.ByPNOnly, fakewa.ByLIDOnly} {
		w.srv.SetAddressing(siti, a)
		w.srv.Deliver(siti, text, fakewa.Delivery{ID: "3A99"})
		w.srv.WaitIdle(t)
	}
	got := in.all()
	if len(got) != 4 {
		t.Fatalf("came %d times, want 4 (the ledger knows the key)", len(got))
	}
	for _, i := range got {
		if i.Once() != got[0].Once() {
			t.Errorf("another ledger key: %s and %s", i.Once(), got[0].Once())
		}
	}
}

// TestNames: under whichever of her names she writes, she is one; a stranger with a
// hidden id only can be answered, and is the same when her number becomes known.
func TestNames(t *testing.T) {
	w := newWorld(t)
	var in inbox
	run(t, w.door, in.handle)
	last := func() store.Incoming { w.srv.WaitIdle(t); l := in.all(); return l[len(l)-1] }
	w.srv.SetAddressing(siti, fakewa.ByLIDOnly)
	w.srv.DeliverText(siti, "a")
	hidden := last()
	if hidden.Phone != "" || len(hidden.Aliases) != 0 || hidden.From.ID != w.srv.Peer(siti).LID.String() {
		t.Fatalf("a hidden stranger came as %+v", hidden)
	}
	if out := w.door.Send(context.Background(), bot.Outgoing{ID: "r", To: hidden.From.ID, Lane: store.Reply, Text: "jawab"}); out.Fate != bot.Sent {
		t.Errorf("answering her: %+v", out)
	}
	for _, a := range []fakewa.Addressing{fakewa.ByLID, fakewa.ByPN, fakewa.ByPNOnly, fakewa.ByLIDOnly} {
		w.srv.SetAddressing(siti, a)
		w.srv.DeliverText(siti, "b")
		if now := last(); now.From != hidden.From || now.Phone != siti || len(now.Aliases) != 1 || now.Aliases[0].ID != w.srv.Peer(siti).PN.String() {
			t.Errorf("addressing %d: came as %+v", a, now)
		}
	}
	if m := w.srv.Sent()[0]; m.Phone != siti || m.Text != "jawab" || m.Err != nil {
		t.Errorf("she was sent %+v", m)
	}
	w.healthy()
}

// TestTwoContactsBecomeOne: the number first, the hidden id on its own later, then both.
func TestTwoContactsBecomeOne(t *testing.T) {
	w := newWorld(t)
	b, err := openBox(context.Background(), w.dir, "second", w.door.cfg.Log)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	ctx := context.Background()
	c, err := loadContacts(ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	p := w.srv.Peer(siti)
	now := time.Unix(1000, 0)
	one, err1 := c.meet(ctx, p.PN, none, now)
	two, err2 := c.meet(ctx, p.LID, none, now)
	both, err3 := c.meet(ctx, p.LID, p.PN, now)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	if one.first == two.first || both.first != one.first || both.aliases()[0].ID != p.LID.String() {
		t.Errorf("one %+v, two %+v, both %+v", one, two, both)
	}
	again, err := loadContacts(ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{p.PN.String(), p.LID.String()} {
		if k, ok := again.find(id); !ok || k.first != one.first {
			t.Errorf("after a restart %s is %+v", id, k)
		}
	}
}

// TestChangedKeys: who moved WhatsApp to another phone is said to be changed, at once and
// with her next message, until that was committed.
func TestChangedKeys(t *testing.T) {
	changed := make(chan store.Address, 4)
	w := newWorld(t, func(c *Config) { c.Changed = func(_ context.Context, a store.Address) { changed <- a } })
	var in inbox
	run(t, w.door, in.handle)
	w.srv.DeliverText(siti, "a")
	w.srv.WaitIdle(t)
	w.srv.Reinstall(siti)
	w.srv.DeliverText(siti, "b")
	w.srv.WaitIdle(t)
	if a := <-changed; a != in.all()[0].From {
		t.Errorf("changed: %v", a)
	}
	w.srv.DeliverText(siti, "c")
	w.srv.WaitIdle(t) // committed: what follows is not said to be changed any more
	w.srv.DeliverText(siti, "d")
	w.srv.WaitIdle(t)
	got := in.all()
	if got[0].Changed || !got[1].Changed && !got[2].Changed || got[len(got)-1].Changed {
		t.Errorf("changed: %v %v %v %v", got[0].Changed, got[1].Changed, got[2].Changed, got[3].Changed)
	}
}

// TestUnreadable: a message that cannot be decrypted is asked for again, and after the
// last try she is told.
func TestUnreadable(t *testing.T) {
	w := newWorld(t)
	var in inbox
	run(t, w.door, in.handle)
	w.srv.Deliver(siti, &waE2E.Message{Conversation: proto.String("rusak")}, fakewa.Delivery{Corrupt: true})
	w.srv.WaitIdle(t)
	if got := in.all(); len(got) != 1 || got[0].Text != "rusak" || got[0].Kind != store.InText {
		t.Fatalf("the second try came as %+v", got)
	}
	if w.door.count.Unreadable.Load() != 1 {
		t.Errorf("%d counted", w.door.count.Unreadable.Load())
	}
}
