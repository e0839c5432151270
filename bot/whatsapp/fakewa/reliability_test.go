package fakewa_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"
	"tumbuh/bot/whatsapp/fakewa"
)

func isReceiptOrAckFor(id string) func(waBinary.Node) bool {
	return func(n waBinary.Node) bool {
		return (n.Tag == "receipt" || n.Tag == "ack") && n.Attrs["id"] == id
	}
}

func countStanzas(srv *fakewa.Server, match func(waBinary.Node) bool) (n int) {
	for _, s := range srv.Stanzas("") {
		if match(s.Node) {
			n++
		}
	}
	return n
}

// TestAckAfterHandler shows that in both modes nothing acknowledges a normal
// message before the handler returned.
func TestAckAfterHandler(t *testing.T) {
	t.Parallel()
	for _, sync := range []bool{false, true} {
		t.Run(map[bool]string{false: "async", true: "sync"}[sync], func(t *testing.T) {
			srv := fakewa.Start(t, time.Now)
			b := newBot(t, srv, filepath.Join(t.TempDir(), "wa.db"), false)
			b.cli.SynchronousAck = sync
			release := make(chan struct{})
			b.cli.AddEventHandler(func(evt any) {
				if _, ok := evt.(*events.Message); ok {
					<-release
				}
			})
			b.connect(srv)
			id := srv.DeliverText(ibu, "lama")
			b.waitMessages(1)
			roundTrip(b)
			before := countStanzas(srv, isReceiptOrAckFor(id))
			close(release)
			srv.WaitStanza(t, "receipt", isReceiptOrAckFor(id))
			srv.WaitIdle(t)
			if before != 0 {
				t.Errorf("acknowledged before the handler returned")
			}
			noProblems(t, srv)
		})
	}
}

// TestCrashInHandler kills the client while its handler works on a message and
// starts a new one on the same database.
func TestCrashInHandler(t *testing.T) {
	t.Parallel()
	for _, buffer := range []bool{false, true} {
		t.Run(map[bool]string{false: "no-buffer", true: "event-buffer"}[buffer], func(t *testing.T) {
			srv := fakewa.Start(t, time.Now)
			path := filepath.Join(t.TempDir(), "wa.db")
			b := newBot(t, srv, path, false)
			b.cli.EnableAutoReconnect = false
			b.cli.EnableDecryptedEventBuffer = buffer
			release := make(chan struct{})
			defer close(release)
			b.cli.AddEventHandler(func(evt any) {
				if _, ok := evt.(*events.Message); ok {
					<-release
				}
			})
			b.connect(srv)
			id := srv.DeliverText(ibu, "penting")
			b.waitMessages(1)
			srv.Drop()
			waitEvent[*events.Disconnected](b)
			_ = b.db.Close()
			if got := srv.Pending(); len(got) != 1 || got[0] != id {
				t.Fatalf("pending: %v", got)
			}

			b2 := newBot(t, srv, path, false)
			b2.cli.EnableDecryptedEventBuffer = buffer
			b2.connect(srv)
			srv.WaitIdle(t)
			roundTrip(b2)
			n := len(b2.messages())
			if buffer && n != 1 {
				t.Errorf("message lost in spite of the buffer")
			}
			if !buffer && n != 0 {
				t.Errorf("unexpected: message seen again without the buffer")
			}
		})
	}
}

// TestHandlerReturnsFalse: a handler that reports failure keeps the message on
// the server; whether the next delivery reaches it depends on the buffer.
func TestHandlerReturnsFalse(t *testing.T) {
	t.Parallel()
	for _, buffer := range []bool{false, true} {
		t.Run(map[bool]string{false: "no-buffer", true: "event-buffer"}[buffer], func(t *testing.T) {
			srv := fakewa.Start(t, time.Now)
			b := newBot(t, srv, filepath.Join(t.TempDir(), "wa.db"), false)
			b.cli.EnableDecryptedEventBuffer = buffer
			var calls atomic.Int32
			b.cli.AddEventHandlerWithSuccessStatus(func(evt any) bool {
				if _, ok := evt.(*events.Message); ok {
					return calls.Add(1) > 1 // the first call fails
				}
				return true
			})
			b.connect(srv)
			id := srv.DeliverText(ibu, "coba")
			b.waitMessages(1)
			roundTrip(b)
			pending := srv.Pending()
			acks := countStanzas(srv, isReceiptOrAckFor(id))
			srv.Drop()
			srv.WaitOnline(t)
			srv.WaitIdle(t)
			roundTrip(b)
			if len(pending) != 1 || acks != 0 {
				t.Errorf("failed message was acknowledged")
			}
			want := int32(1)
			if buffer {
				want = 2
			}
			if calls.Load() != want {
				t.Errorf("calls = %d, want %d", calls.Load(), want)
			}
		})
	}
}

// TestHandlerPanic: a panic is swallowed and counts as success.
func TestHandlerPanic(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := newBot(t, srv, filepath.Join(t.TempDir(), "wa.db"), false)
	b.cli.SynchronousAck, b.cli.EnableDecryptedEventBuffer = true, true
	b.cli.AddEventHandlerWithSuccessStatus(func(evt any) bool {
		if _, ok := evt.(*events.Message); ok {
			panic("boom")
		}
		return true
	})
	b.connect(srv)
	id := srv.DeliverText(ibu, "meledak")
	srv.WaitStanza(t, "receipt", isReceiptOrAckFor(id)) // so a handler must recover by itself
	srv.WaitIdle(t)
}

func send(b *bot, to types.JID, text string, extra ...whatsmeow.SendRequestExtra) (whatsmeow.SendResponse, error) {
	return b.cli.SendMessage(context.Background(), to, &waE2E.Message{Conversation: proto.String(text)}, extra...)
}

var ibuPN = types.NewJID(ibu, types.DefaultUserServer)

func TestAckErrors(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	for _, code := range []int{463, 429, 479, 400, 500} {
		srv.SetBehaviour(fakewa.Behaviour{AckError: code})
		_, err := send(b, ibuPN, "x")
		if !errors.Is(err, whatsmeow.ErrServerReturnedError) {
			t.Errorf("code %d: %v", code, err)
		}
	}
	srv.SetBehaviour(fakewa.Behaviour{AckDelay: 150 * time.Millisecond})
	start := time.Now()
	if _, err := send(b, ibuPN, "lambat"); err != nil || time.Since(start) < 150*time.Millisecond {
		t.Errorf("delayed ack: %v after %v", err, time.Since(start))
	}
	noProblems(t, srv)
}

func TestSendTimeoutAndRepeat(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	srv.SetBehaviour(fakewa.Behaviour{NoAck: true})
	id := b.cli.GenerateMessageID()
	_, err := send(b, ibuPN, "sekali", whatsmeow.SendRequestExtra{ID: id, Timeout: 200 * time.Millisecond})
	if !errors.Is(err, whatsmeow.ErrMessageTimedOut) {
		t.Fatalf("err = %v", err)
	}
	srv.SetBehaviour(fakewa.Behaviour{})
	if _, err = send(b, ibuPN, "sekali", whatsmeow.SendRequestExtra{ID: id}); err != nil {
		t.Fatal(err)
	}
	sent := srv.WaitSent(t, 2)
	if sent[0].ID != id || sent[1].ID != id || sent[0].Repeat || !sent[1].Repeat || sent[1].Err != nil {
		t.Fatalf("sent: %+v", sent)
	}
	noProblems(t, srv)
}

// TestCutInAck: the server takes the message, the line breaks before the ack.
func TestCutInAck(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	if _, err := send(b, ibuPN, "pemanasan"); err != nil {
		t.Fatal(err)
	}
	srv.SetBehaviour(fakewa.Behaviour{CutInAck: true})
	_, err := send(b, ibuPN, "putus")
	sent := srv.WaitSent(t, 3)
	if err != nil || sent[1].ID != sent[2].ID || !sent[2].Repeat {
		t.Fatalf("sent: %+v", sent)
	}
}

func TestReceipts(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	srv.SetBehaviour(fakewa.Behaviour{Receipts: []types.ReceiptType{types.ReceiptTypeDelivered, types.ReceiptTypeRead}})
	b := startBot(t, srv, false)
	resp, err := send(b, ibuPN, "halo")
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "two receipts", func() bool { return countEvents[*events.Receipt](b) == 2 })
	b.mu.Lock()
	for _, e := range b.evts {
		if r, ok := e.(*events.Receipt); ok {
			if r.MessageIDs[0] != resp.ID {
				t.Errorf("wrong ID")
			}
		}
	}
	b.mu.Unlock()
	srv.WaitIdle(t) // the client acknowledges receipts with <ack class="receipt">
	noProblems(t, srv)
}

// TestRetryIn: the client cannot decrypt, asks again, and gets the message.
func TestRetryIn(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	srv.DeliverText(ibu, "satu")
	b.waitMessages(1)
	srv.WaitIdle(t)
	id := srv.Deliver(ibu, &waE2E.Message{Conversation: proto.String("rusak")}, fakewa.Delivery{Corrupt: true})
	m := b.waitMessages(2)[1]
	srv.WaitIdle(t)
	if m.Info.ID != id || m.Message.GetConversation() != "rusak" {
		t.Fatalf("got %+v", m)
	}
	noProblems(t, srv)
}

// TestRetryOut: a phone cannot decrypt and asks the client again.
func TestRetryOut(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	srv.FailDecrypt(ibu, 1)
	resp, err := send(b, ibuPN, "ulang")
	if err != nil {
		t.Fatal(err)
	}
	sent := srv.WaitSent(t, 2)
	if sent[1].ID != resp.ID || sent[1].Text != "ulang" || sent[1].Retry != 1 {
		t.Fatalf("sent: %+v", sent)
	}
	noProblems(t, srv)
}

// TestRetryOutAfterRestart: the message is no longer in the memory of the
// client; only GetMessageForRetry can answer.
func TestRetryOutAfterRestart(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	path := filepath.Join(t.TempDir(), "wa.db")
	b := newBot(t, srv, path, false)
	b.connect(srv)
	resp, err := send(b, ibuPN, "simpan")
	if err != nil {
		t.Fatal(err)
	}
	b.cli.Disconnect()
	_ = b.db.Close()

	b2 := newBot(t, srv, path, false)
	b2.cli.GetMessageForRetry = func(_, _ types.JID, _ types.MessageID) *waE2E.Message {
		return &waE2E.Message{Conversation: proto.String("dari outbox")}
	}
	b2.connect(srv)
	srv.AskRetry(ibu, ibuPN, resp.ID, 1)
	sent := srv.WaitSent(t, 2)
	if sent[1].Text != "dari outbox" {
		t.Fatal(sent[1])
	}
}

// TestLostDatabaseSession: the client lost its Signal session (restored an old
// backup, say), the phone still has one.
func TestLostSession(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, true)
	srv.DeliverText(ibu, "satu")
	srv.WaitSent(t, 1)
	srv.WaitIdle(t)
	ctx := context.Background()
	if err := b.cli.Store.Sessions.DeleteAllSessions(ctx, srv.Peer(ibu).LID.SignalAddressUser()); err != nil {
		t.Fatal(err)
	}
	id := srv.DeliverText(ibu, "dua")
	sent := srv.WaitSent(t, 2)
	srv.WaitIdle(t)
	retries := countStanzas(srv, func(n waBinary.Node) bool {
		return n.Tag == "receipt" && n.Attrs["type"] == "retry" && n.Attrs["id"] == id
	})
	if m := b.messages()[1]; sent[1].Text != "echo: dua" || m.RetryCount != 2 || retries != 2 {
		t.Errorf("answered %q after %d tries, %d retry receipts", sent[1].Text, m.RetryCount, retries)
	}
	noProblems(t, srv)
}

// TestReinstall: the phone's owner reinstalled WhatsApp, its identity changed.
func TestReinstall(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, true)
	srv.DeliverText(ibu, "satu")
	srv.WaitSent(t, 1)
	srv.WaitIdle(t)
	srv.Reinstall(ibu)
	srv.DeliverText(ibu, "hp baru")
	if m := srv.WaitSent(t, 2)[1]; m.Text != "echo: hp baru" || m.Err != nil {
		t.Errorf("answer to the new phone: %+v", m)
	}
	srv.WaitIdle(t)
	if ev := waitEvent[*events.IdentityChange](b); !ev.Implicit {
		t.Errorf("identity change: %+v", ev)
	}
	noProblems(t, srv)
}
