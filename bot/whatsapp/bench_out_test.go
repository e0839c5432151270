package whatsapp

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// people let so many write once, so that they may be written to.
func (w *world) people(n int) []string {
	w.t.Helper()
	var in inbox
	run(w.t, w.door, in.handle)
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("62812555%05d", i)
		w.srv.DeliverText(list[i], "halo")
	}
	until(w.t, "everybody's first words", func() bool { return len(in.all()) == n })
	w.srv.WaitIdle(w.t)
	return list
}

// BenchmarkOutbound is what one number sends, each message kept and acknowledged, by one
// sender and by eight: they stand in one line. The first message to a person costs the
// lookup of her devices and keys besides; it is shown apart.
func BenchmarkOutbound(b *testing.B) {
	for _, senders := range []int{1, 8} {
		b.Run(fmt.Sprintf("senders=%d", senders), func(b *testing.B) {
			w := newWorld(b, func(c *Config) { c.Log = slog.New(slog.DiscardHandler) })
			w.srv.KeepStanzas(false)
			to := w.people(50)
			first := time.Now()
			for i, p := range to {
				if out := w.send(store.Reply, fmt.Sprint("first ", i), p); out.Fate != bot.Sent {
					b.Fatalf("%+v", out)
				}
			}
			each := float64(time.Since(first).Microseconds()) / float64(len(to))
			b.ResetTimer()
			var all sync.WaitGroup
			for s := range senders {
				all.Go(func() {
					for i := s; i < b.N; i += senders {
						if out := w.send(store.Reply, fmt.Sprint("m ", i), to[i%len(to)]); out.Fate != bot.Sent {
							b.Errorf("%+v", out)
						}
					}
				})
			}
			all.Wait()
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
			b.ReportMetric(each, "µs/first")
		})
	}
}

// BenchmarkEcho is a message in and its answer out by the same number.
func BenchmarkEcho(b *testing.B) {
	w := newWorld(b, func(c *Config) { c.Log = slog.New(slog.DiscardHandler) })
	w.srv.KeepStanzas(false)
	run(b, w.door, func(_ context.Context, in store.Incoming) error {
		go w.door.Send(context.Background(), bot.Outgoing{ID: "answer to " + in.ID, To: in.From.ID, Lane: store.Reply, Text: "baik"})
		return nil
	})
	write := func(n int) {
		for i := range n {
			w.srv.DeliverText(fmt.Sprintf("62812555%05d", i%20), "halo")
		}
	}
	write(20)
	w.srv.WaitSent(b, 20)
	b.ResetTimer()
	write(b.N)
	w.srv.WaitSent(b, 20+b.N)
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "echoes/s")
}
