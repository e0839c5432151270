package fakewa_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types/events"
	"tumbuh/bot/whatsapp/fakewa"
)

// TestStaleLoggedIn: IsLoggedIn stays true after a plain disconnect.
func TestStaleLoggedIn(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	srv.SetBehaviour(fakewa.Behaviour{HTTP: 503})
	srv.Drop()
	waitEvent[*events.Disconnected](b)
	eventually(t, "the line's end", func() bool { return !b.cli.IsConnected() })
	if b.cli.IsConnected() || !b.cli.IsLoggedIn() {
		t.Error("behaviour changed")
	}
}

// TestPreKeyRefill: the server says that few one-time keys are left.
func TestPreKeyRefill(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	uploads := func() int {
		return countStanzas(srv, func(n waBinary.Node) bool {
			return n.Tag == "iq" && n.Attrs["xmlns"] == "encrypt" && n.Attrs["type"] == "set"
		})
	}
	first := uploads()
	srv.LowPreKeys(2)
	eventually(t, "upload", func() bool { return uploads() == first+1 })
	srv.WaitIdle(t)
	noProblems(t, srv)
	_ = b
}

func TestLogout(t *testing.T) {
	t.Parallel()
	srv := fakewa.Start(t, time.Now)
	b := startBot(t, srv, false)
	err := b.cli.Logout(context.Background())
	if err != nil || b.cli.Store.ID != nil {
		t.Error("logout")
	}
	if _, err = send(b, ibuPN, "x"); !errors.Is(err, whatsmeow.ErrNotLoggedIn) {
		t.Error(err)
	}
}
