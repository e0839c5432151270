package whatsapp

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
)

const (
	botPhone = "6281100000001"
	siti     = "6281234567890"
	rina     = "6281298765432"
	others   = "628977" // begin the numbers of everybody else
)

// open keeps bytes as they are: sealing is store/rdb's.
type open struct{}

func (open) Seal(_ string, b []byte) ([]byte, error) { return b, nil }
func (open) Open(_ string, b []byte) ([]byte, error) { return b, nil }

// logs collects what is logged, to hold that nothing personal is in it.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(b []byte) (int, error) { l.mu.Lock(); defer l.mu.Unlock(); return l.buf.Write(b) }
func (l *logs) String() string              { l.mu.Lock(); defer l.mu.Unlock(); return l.buf.String() }

// clock is machine time moved by hand from the real one.
type clock struct {
	mu     sync.Mutex
	offset time.Duration
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return time.Now().Add(c.offset) }
func (c *clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
}

// world is a door with the far side of its network.
type world struct {
	t     testing.TB
	srv   *fakewa.Server
	door  *Door
	dir   string
	clock *clock
	logs  *logs
}

func easy() Manners { return Manners{PerMinute: 60000, NewChats: 1000, StopFor: time.Hour} }

// link links a number in a folder to the server without the QR dance.
func link(t testing.TB, srv *fakewa.Server, dir, name, phone string) {
	t.Helper()
	b, err := openBox(context.Background(), dir, name, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	if err := srv.Pair(context.Background(), b.keys.NewDevice(), phone); err != nil {
		t.Fatal(err)
	}
}

func newWorld(t testing.TB, change ...func(*Config)) *world {
	t.Helper()
	w := &world{t: t, srv: fakewa.Start(t, time.Now), dir: filepath.Join(t.TempDir(), "wa"), clock: &clock{}, logs: &logs{}}
	link(t, w.srv, w.dir, "main", botPhone)
	w.door = w.make(change...)
	return w
}

// make makes a door over the world's folder; several may be made one after another.
func (w *world) make(change ...func(*Config)) *Door {
	w.t.Helper()
	hook, err := ParseHook(w.srv.Hook())
	if err != nil {
		w.t.Fatal(err)
	}
	cfg := Config{Dir: w.dir, Hook: hook, Log: slog.New(slog.NewTextHandler(w.logs, &slog.HandlerOptions{Level: slog.LevelDebug})), Now: w.clock.Now,
		Shift: func(t time.Time) time.Time { return t }, Manners: easy, Seal: open{}, Ready: func(context.Context) error { return nil },
		ReadyEvery: 10 * time.Millisecond, ScanEvery: 20 * time.Millisecond}
	for _, f := range change {
		f(&cfg)
	}
	d, err := New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		for _, secret := range []string{siti, rina, others, "lid:", "@s.whatsapp.net", "@lid"} {
			if strings.Contains(w.logs.String(), secret) {
				w.t.Errorf("%q was logged:\n%s", secret, w.logs.String())
			}
		}
	})
	return d
}

// run runs a door until the test ends or stop is called.
func run(t testing.TB, d *Door, h bot.Handle) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = d.Run(ctx, h) }()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	stop, tick := time.After(60*time.Second), time.NewTicker(3*time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-stop:
			t.Fatalf("%s did not happen", what)
		}
	}
}

func (w *world) state() State {
	if s := w.door.States(); len(s) > 0 {
		return s[0]
	}
	return State{}
}

func (w *world) connected() {
	w.t.Helper()
	until(w.t, "the connection", func() bool { return w.state().Code == Connected })
}

func (w *world) healthy() {
	w.t.Helper()
	if p := w.srv.Problems(); len(p) > 0 {
		w.t.Errorf("the server saw problems: %s", strings.Join(p, "\n"))
	}
}

// Channel, Write, Again, Seen, Address and Fail make the world one of the suites.
func (w *world) Channel() bot.Channel { return w.door }

func phoneOf(who string) string {
	switch who {
	case "siti":
		return siti
	case "rina":
		return rina
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(who))
	return fmt.Sprintf("%s%07d", others, h.Sum32()%10_000_000)
}

func (w *world) Write(who, id, text string) {
	w.srv.Deliver(phoneOf(who), &waE2E.Message{Conversation: proto.String(text)}, fakewa.Delivery{ID: id})
}

func (w *world) Again() {} // what is not received comes with the next connection, which the door makes itself

func (w *world) Seen(who string) []string {
	var list []string
	shown := map[string]bool{}
	for _, m := range w.srv.Sent() {
		if m.Phone == phoneOf(who) && m.Err == nil && m.Rejected == 0 && !shown[m.ID] {
			shown[m.ID] = true
			list = append(list, m.Text)
		}
	}
	return list
}

func (w *world) Address(who string) string { return phoneOf(who) + "@s.whatsapp.net" }

// Fail makes the server refuse every message, or the line, so that a fate follows.
func (w *world) Fail(f bot.Fate) bool {
	if f == bot.Offline {
		w.srv.SetBehaviour(fakewa.Behaviour{HTTP: 503})
		w.srv.Drop()
		until(w.t, "a closed door", func() bool { return w.state().Code == Offline })
		return true
	}
	refusal := map[bot.Fate]int{bot.Retry: 500, bot.Gone: 404, bot.Invalid: 400}
	w.srv.SetBehaviour(fakewa.Behaviour{AckError: refusal[f]})
	w.connected()
	return true
}

// TestFaults: and what they owe each other when things go wrong.
func TestFaults(t *testing.T) {
	bottest.Faults(t, func(t *testing.T) bottest.Rough {
		w := newWorld(t)
		t.Cleanup(w.healthy)
		return w
	})
}

// TestSuite: the door keeps what the gateway and the outbox rely on.
func TestSuite(t *testing.T) {
	bottest.Suite(t, func(t *testing.T) bottest.World {
		w := newWorld(t)
		t.Cleanup(w.healthy)
		return w
	})
}

// TestEcho: a text comes in and its answer goes out, typing first.
func TestEcho(t *testing.T) {
	w := newWorld(t)
	got := make(chan store.Incoming, 1)
	run(t, w.door, func(_ context.Context, in store.Incoming) error { got <- in; return nil })
	id := w.srv.DeliverText(siti, "halo")
	in := <-got
	if in.Text != "halo" || in.ID != id || in.From.ID != siti+"@s.whatsapp.net" || in.Phone != siti || len(in.Aliases) != 1 {
		t.Errorf("came in as %+v", in)
	}
	w.srv.WaitIdle(t)
	out := w.door.Send(context.Background(), bot.Outgoing{ID: "x", To: in.From.ID, Lane: store.Reply, Text: "Halo Ibu", Typing: true})
	if out.Fate != bot.Sent || out.NetworkID != networkID("x") {
		t.Fatalf("send: %+v", out)
	}
	if m := w.srv.WaitSent(t, 1)[0]; m.Text != "Halo Ibu" || m.ID != networkID("x") || m.Phone != siti {
		t.Errorf("sent %+v", m)
	}
	if s := w.srv.Stanzas("chatstate"); len(s) != 1 {
		t.Errorf("%d typing stanzas, want 1", len(s))
	}
	w.healthy()
}

var none types.JID
