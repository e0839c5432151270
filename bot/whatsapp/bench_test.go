package whatsapp

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types/events"
	waLog "go.mau.fi/whatsmeow/util/log"

	"tumbuh/bot"
	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// backlog fills the network's queue with messages of fifty people.
func backlog(b *testing.B, srv *fakewa.Server, n int) {
	b.Helper()
	srv.KeepStanzas(false)
	for i := range n {
		srv.DeliverText("6281255500"+string(rune('0'+i%50/10))+string(rune('0'+i%10)), "halo")
	}
}

// BenchmarkInboundBare is the library alone, acknowledging at once, with the same SQLite
// settings: the figure to hold ours against.
func BenchmarkInboundBare(b *testing.B) {
	srv := fakewa.Start(b, time.Now)
	dir := filepath.Join(b.TempDir(), "wa")
	link(b, srv, dir, "main", botPhone)
	box, err := openBox(context.Background(), dir, "main", slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer box.close()
	dev, err := box.device(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	hook, _ := ParseHook(srv.Hook())
	if err := settle(hook, ""); err != nil {
		b.Fatal(err)
	}
	cli := whatsmeow.NewClient(dev, waLog.Noop)
	hook.attach(cli, func() {})
	cli.EnableDecryptedEventBuffer, cli.SynchronousAck, cli.EnableAutoReconnect = true, true, false
	var got atomic.Int64
	cli.AddEventHandler(func(evt any) {
		if _, ok := evt.(*events.Message); ok {
			got.Add(1)
		}
	})
	warm(b, srv, cli.Connect, cli.IsConnected, &got)
	backlog(b, srv, b.N)
	if err := cli.Connect(); err != nil {
		b.Fatal(err)
	}
	srv.WaitOnline(b)
	b.ResetTimer()
	srv.WaitIdle(b)
	b.StopTimer()
	cli.Disconnect()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// warm lets the client upload its keys, then takes it off the line.
func warm(b *testing.B, srv *fakewa.Server, connect func() error, up func() bool, got *atomic.Int64) {
	b.Helper()
	if err := connect(); err != nil {
		b.Fatal(err)
	}
	srv.WaitOnline(b)
	backlog(b, srv, 50)
	srv.WaitIdle(b)
	got.Store(0)
	srv.Drop()
	until(b, "the line's end", func() bool { return !up() })
}

// BenchmarkInbound is the door with a real store behind it: each message is committed to
// Redis (appendfsync always) before it is acknowledged.
func BenchmarkInbound(b *testing.B) {
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: b.TempDir(), NeedDisk: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	w := newWorld(b, func(c *Config) { c.Log = slog.New(slog.DiscardHandler) })
	g := &bot.Gateway{Store: db, Now: time.Now, Hold: time.Minute, Log: slog.New(slog.DiscardHandler), Decide: func(v store.View, in store.Incoming) (store.Turn, *store.Need) {
		v.Session.Value.V = 1
		v.Session.Value.Tries++
		t := store.Turn{Once: in.Once(), Person: v.ID(), Now: v.Now, Writes: []store.Write{v.Session.Put()}}
		if v.Bound == "" {
			v.Person.Value = store.Person{V: 1, Addresses: []store.Reach{{Address: in.From}}}
			t.Writes = append(t.Writes, v.Person.Put())
			t.Bind = []store.Binding{{Address: in.From, Person: v.ID()}}
		}
		return t, nil
	}}
	run(b, w.door, g.Handle)
	w.connected()
	backlog(b, w.srv, 50)
	w.srv.WaitIdle(b)
	w.srv.SetBehaviour(fakewa.Behaviour{HTTP: 503})
	w.srv.Drop()
	backlog(b, w.srv, b.N)
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.srv.WaitOnline(b)
	b.ResetTimer()
	w.srv.WaitIdle(b)
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}
