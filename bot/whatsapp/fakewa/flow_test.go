package fakewa_test

import (
	"testing"
	"time"

	"go.mau.fi/whatsmeow/types/events"
	"tumbuh/bot/whatsapp/fakewa"
)

func TestEcho(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	srv.SetBehaviour(fakewa.Behaviour{})
	b := startBot(t, srv, true)

	id := srv.DeliverText(ibu, "halo")
	m := srv.WaitSent(t, 1)[0]
	if m.Text != "echo: halo" || m.Phone != ibu || m.Err != nil || m.Repeat {
		t.Fatalf("reply: %+v", m)
	}
	if got := b.messages()[0].Info; got.ID != id || got.Sender.User != ibu || got.PushName != "Peer "+ibu {
		t.Fatalf("info: %+v", got)
	}
	srv.DeliverText(ibu, "dua")
	srv.DeliverText(kader, "tiga")
	sent := srv.WaitSent(t, 3)
	if sent[1].Text != "echo: dua" || sent[2].Text != "echo: tiga" || sent[2].Phone != kader {
		t.Fatalf("replies: %+v", sent)
	}
	srv.WaitIdle(t)
	noProblems(t, srv)
}

func TestOfflineQueue(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, true)
	srv.DeliverText(ibu, "satu")
	srv.WaitSent(t, 1)
	srv.WaitIdle(t)

	srv.SetBehaviour(fakewa.Behaviour{HTTP: 503})
	srv.Drop()
	waitEvent[*events.Disconnected](b)
	srv.DeliverText(ibu, "dua")
	srv.DeliverText(kader, "tiga")
	srv.SetBehaviour(fakewa.Behaviour{})
	sent := srv.WaitSent(t, 3)
	srv.WaitIdle(t)
	if sent[1].Text != "echo: dua" || sent[2].Text != "echo: tiga" {
		t.Fatalf("replies: %+v", sent)
	}
	if n := len(b.messages()); n != 3 {
		t.Fatalf("handler saw %d messages, want 3", n)
	}
	waitEvent[*events.OfflineSyncPreview](b)
	noProblems(t, srv)
}
