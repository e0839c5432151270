package whatsapp

import (
	"testing"
	"time"

	"go.mau.fi/whatsmeow/types"

	"tumbuh/bot"
	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
)

// TestReachedIsNotSentAgain: a process was killed after a message left and before it noted
// so. Her phone could not read it and asked the next process, which answered; then the
// outbox brings it as well: it is not sent, her phone has confirmed it. Before it did, the
// outbox sends it, under the same id.
func TestReachedIsNotSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.SetBehaviour(fakewa.Behaviour{Receipts: []types.ReceiptType{types.ReceiptTypeDelivered}})
	var in inbox
	stop := run(t, w.door, in.handle)
	w.srv.DeliverText(siti, "halo")
	until(t, "her message", func() bool { return len(in.all()) == 1 })
	w.srv.WaitIdle(t)
	w.srv.SetBehaviour(fakewa.Behaviour{CutInAck: true, HTTP: 503}) // taken, never acknowledged
	w.srv.FailDecrypt(siti, 1)
	out := make(chan bot.Outcome, 1)
	go func() { out <- w.send(store.Reply, "m", siti) }()
	w.srv.WaitSent(t, 1)
	stop()
	if o := <-out; o.Fate == bot.Sent {
		t.Fatalf("the cut send: %+v", o)
	}

	w.srv.SetBehaviour(fakewa.Behaviour{Receipts: []types.ReceiptType{types.ReceiptTypeDelivered}})
	w.door = w.make()
	run(t, w.door, in.handle)
	w.connected()
	w.srv.AskRetry(siti, w.srv.Peer(siti).PN, networkID("m"), 1)
	until(t, "the receipt of the second copy", func() bool { return w.door.Count().Delivered.Load() == 1 })
	until(t, "the outbox's turn to be nothing", func() bool {
		before := len(w.srv.Sent())
		o := w.send(store.Reply, "m", siti)
		return o.Fate == bot.Sent && o.NetworkID == networkID("m") && len(w.srv.Sent()) == before
	})
	if o := w.send(store.Reply, "n", siti); o.Fate != bot.Sent {
		t.Errorf("another message: %+v", o)
	}
	if sent := w.srv.Sent(); sent[len(sent)-1].ID != networkID("n") {
		t.Errorf("another message was not sent: %+v", sent)
	}
	w.healthy()
}

// TestWaitingInLineIsNoTry: while a send hangs, those behind it are not tried: nothing of
// theirs is in doubt, however long it takes, and they go when it ended.
func TestWaitingInLineIsNoTry(t *testing.T) {
	t.Parallel()
	w := openWorld(t, func(c *Config) { c.AckTimeout = 1500 * time.Millisecond })
	w.srv.SetBehaviour(fakewa.Behaviour{NoAck: true})
	hangs := make(chan bot.Outcome, 1)
	go func() { hangs <- w.send(store.Reply, "hangs", siti) }()
	w.srv.WaitSent(t, 1)
	if out := w.send(store.Reply, "behind", rina); out.Fate != bot.Retry || !out.Paced || out.MaybeSent || out.After <= 0 {
		t.Errorf("behind a send that hangs: %+v", out)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	if out := <-hangs; out.Fate != bot.Retry || !out.MaybeSent {
		t.Errorf("the one that hangs: %+v", out)
	}
	if out := w.send(store.Reply, "behind", rina); out.Fate != bot.Sent {
		t.Errorf("its turn: %+v", out)
	}
	if n := len(w.srv.Sent()); n != 2 {
		t.Errorf("%d messages with the network, want 2", n)
	}
}

// TestAskingIsHeardWhenAnswered: the line is cut while a phone that asked again is being
// answered (its keys are looked up and do not come). The network was not told that the
// asking was heard, so it comes with the next line and is answered there.
func TestAskingIsHeardWhenAnswered(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	if out := w.send(store.Reply, "m", siti); out.Fate != bot.Sent {
		t.Fatalf("%+v", out)
	}
	asked := make(chan struct{}, 9)
	w.srv.SetBehaviour(fakewa.Behaviour{NoIQ: func(ns string) bool {
		if ns == "encrypt" {
			asked <- struct{}{}
		}
		return ns == "encrypt"
	}})
	w.srv.AskRetry(siti, w.srv.Peer(siti).PN, networkID("m"), 2) // for the second time: with new keys
	<-asked
	if len(w.srv.Pending()) != 1 || len(w.srv.Sent()) != 1 {
		t.Errorf("heard before it was answered: pending %v, %d messages", w.srv.Pending(), len(w.srv.Sent()))
	}
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.srv.Drop()
	until(t, "the copy by the next line", func() bool {
		sent := w.srv.Sent()
		last := sent[len(sent)-1]
		return len(sent) == 2 && last.ID == networkID("m") && last.Retry == 2 && last.Err == nil
	})
	w.srv.WaitIdle(t)
	w.healthy()
}
