package whatsapp

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/proto"

	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
)

// TestReceiptLost: the line is cut when the message is committed and its receipt has not
// left. The network brings it again, it has the same ledger key, and it is received then.
func TestReceiptLost(t *testing.T) {
	w := newWorld(t)
	var in inbox
	var cut sync.Once
	run(t, w.door, func(ctx context.Context, i store.Incoming) error {
		cut.Do(w.srv.Drop)
		return in.handle(ctx, i)
	})
	w.srv.DeliverText(siti, "halo")
	w.srv.WaitIdle(t)
	w.srv.DeliverText(siti, "lagi")
	w.srv.WaitIdle(t)
	got := in.all()
	if last := got[len(got)-1]; last.Text != "lagi" || len(got) > 3 {
		t.Fatalf("came %q", in.texts())
	}
	for _, i := range got[:len(got)-1] {
		if i.Once() != got[0].Once() {
			t.Errorf("brought again under another ledger key: %s and %s", i.Once(), got[0].Once())
		}
	}
	w.healthy()
}

// TestStoreOfKeysBusy: another program holds the number's file for a moment while messages
// come in: none is undecryptable, all come in their order.
func TestStoreOfKeysBusy(t *testing.T) {
	w := newWorld(t)
	var in inbox
	run(t, w.door, in.handle)
	w.connected()
	w.door.mu.Lock()
	l := w.door.lines["main"]
	w.door.mu.Unlock()
	tx, err := l.box.db.BeginTx(context.Background(), nil) // immediate: the only writer's place
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"satu", "dua", "tiga"} {
		w.srv.DeliverText(siti, text)
	}
	hold := time.NewTimer(300 * time.Millisecond) // machine time of another program
	<-hold.C
	if n := len(in.all()); n != 0 {
		t.Errorf("%d messages came while nothing could be written", n)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	w.srv.WaitIdle(t)
	if got := in.texts(); len(got) != 3 || got[0] != "satu" || got[1] != "dua" || got[2] != "tiga" {
		t.Errorf("came %q", got)
	}
	if n := w.door.count.Unreadable.Load(); n != 0 {
		t.Errorf("%d tries failed", n)
	}
	w.healthy()
}

// TestHostileShells: empty and odd messages of a stranger end nothing and are received;
// what comes behind them is handled.
func TestHostileShells(t *testing.T) {
	w := newWorld(t)
	var handled atomic.Int32
	var in inbox
	run(t, w.door, func(ctx context.Context, i store.Incoming) error { handled.Add(1); return in.handle(ctx, i) })
	for _, m := range []*waE2E.Message{{}, {ExtendedTextMessage: &waE2E.ExtendedTextMessage{}}, {ProtocolMessage: &waE2E.ProtocolMessage{}},
		{ProtocolMessage: &waE2E.ProtocolMessage{Type: waE2E.ProtocolMessage_MESSAGE_EDIT.Enum()}}, {ReactionMessage: &waE2E.ReactionMessage{Text: proto.String("👍")}},
		{EphemeralMessage: &waE2E.FutureProofMessage{}}, {ViewOnceMessage: &waE2E.FutureProofMessage{Message: &waE2E.Message{}}},
		{DeviceSentMessage: &waE2E.DeviceSentMessage{}}, {ImageMessage: &waE2E.ImageMessage{}}, {ContactMessage: &waE2E.ContactMessage{}}, {LocationMessage: &waE2E.LocationMessage{}}} {
		w.srv.Deliver(siti, m, fakewa.Delivery{})
	}
	w.srv.DeliverText(siti, "sesudah")
	w.srv.WaitIdle(t)
	got := in.all()
	if len(got) == 0 || got[len(got)-1].Text != "sesudah" {
		t.Fatalf("came %q", in.texts())
	}
	for _, i := range got {
		if i.Kind == store.InText && i.Text == "" {
			t.Errorf("an empty text came as words: %+v", i)
		}
	}
	w.healthy()
}
