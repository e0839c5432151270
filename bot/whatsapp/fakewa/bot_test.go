package fakewa_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/store/sqlstore"
	"go.mau.fi/whatsmeow/types/events"
	waLog "go.mau.fi/whatsmeow/util/log"
	"google.golang.org/protobuf/proto"
	_ "modernc.org/sqlite"
	"tumbuh/bot/whatsapp/fakewa"
)

const (
	botPhone = "6281100000001"
	ibu      = "6281234567890"
	kader    = "6281298765432"
)

// dsn is the SQLite address used by the bot. Every part matters; see
// TestSQLiteLocking.
func dsn(path string) string {
	return "file:" + path + "?_txlock=immediate&_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)" +
		"&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"
}

// bot is a minimal echo bot: the thing under test in this module is whatsmeow
// and the fake server, so it does nothing clever.
type bot struct {
	t    testing.TB
	cli  *whatsmeow.Client
	db   *sqlstore.Container
	echo bool

	mu   sync.Mutex
	evts []any
	msgs []*events.Message
	ch   chan struct{}
}

func openStore(t testing.TB, path string) *sqlstore.Container {
	t.Helper()
	c, err := sqlstore.New(context.Background(), "sqlite", dsn(path), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// newBot pairs (when the store is empty) and returns a client that is not
// connected yet.
func newBot(t testing.TB, srv *fakewa.Server, path string, echo bool) *bot {
	t.Helper()
	ctx := context.Background()
	b := &bot{t: t, db: openStore(t, path), echo: echo, ch: make(chan struct{}, 1)}
	dev, err := b.db.GetFirstDevice(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if dev.ID == nil {
		if err = srv.Pair(ctx, dev, botPhone); err != nil {
			t.Fatal(err)
		}
	}
	b.cli = whatsmeow.NewClient(dev, waLog.Noop)
	srv.Attach(b.cli)
	b.cli.AddEventHandler(b.handle)
	t.Cleanup(func() {
		b.cli.Disconnect()
		_ = b.db.Close()
	})
	return b
}

func startBot(t testing.TB, srv *fakewa.Server, echo bool) *bot {
	t.Helper()
	b := newBot(t, srv, filepath.Join(t.TempDir(), "wa.db"), echo)
	b.connect(srv)
	return b
}

func (b *bot) connect(srv *fakewa.Server) {
	b.t.Helper()
	if err := b.cli.Connect(); err != nil {
		b.t.Fatal(err)
	}
	srv.WaitOnline(b.t)
	waitEvent[*events.Connected](b)
}

func (b *bot) handle(evt any) {
	b.mu.Lock()
	b.evts = append(b.evts, evt)
	m, ok := evt.(*events.Message)
	if ok {
		b.msgs = append(b.msgs, m)
	}
	b.mu.Unlock()
	select {
	case b.ch <- struct{}{}:
	default:
	}
	if ok && b.echo {
		text := m.Message.GetConversation()
		_, err := b.cli.SendMessage(context.Background(), m.Info.Chat,
			&waE2E.Message{Conversation: proto.String("echo: " + text)})
		if err != nil {
			b.t.Logf("echo: %v", err)
		}
	}
}

func (b *bot) messages() []*events.Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]*events.Message(nil), b.msgs...)
}

func (b *bot) waitMessages(n int) []*events.Message {
	b.t.Helper()
	eventually(b.t, fmt.Sprintf("%d messages", n), func() bool { return len(b.messages()) >= n })
	return b.messages()
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	stop, tick := time.After(20*time.Second), time.NewTicker(2*time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-stop:
			t.Fatalf("timed out: %s", what)
		}
	}
}

// roundTrip asks the server something and waits for the answer: what the client sent
// before is there.
func roundTrip(b *bot) {
	b.t.Helper()
	eventually(b.t, "a line", b.cli.IsConnected)
	if _, err := b.cli.IsOnWhatsApp(context.Background(), []string{"+" + kader}); err != nil {
		b.t.Fatal(err)
	}
}

// waitEvent waits for the first event of type T.
func waitEvent[T any](b *bot) T {
	b.t.Helper()
	var out T
	eventually(b.t, fmt.Sprintf("event %T", out), func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, e := range b.evts {
			if v, ok := e.(T); ok {
				out = v
				return true
			}
		}
		return false
	})
	return out
}

func countEvents[T any](b *bot) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, e := range b.evts {
		if _, ok := e.(T); ok {
			n++
		}
	}
	return n
}

func noProblems(t testing.TB, srv *fakewa.Server) {
	t.Helper()
	if p := srv.Problems(); len(p) > 0 {
		t.Errorf("server problems:\n%s", strings.Join(p, "\n"))
	}
}

func textMsg(s string) *waE2E.Message { return &waE2E.Message{Conversation: proto.String(s)} }
