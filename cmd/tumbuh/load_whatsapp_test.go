package main

import (
	"fmt"
	"testing"
	"time"

	"tumbuh/bot/whatsapp/fakewa"
)

// BenchmarkWhatsApp drives the built program through the loopback WhatsApp server: people
// register at once, each writing the next line when the last one is answered. Turns a
// second, the CPU of `serve` and its redis-server for a thousand turns, the most memory that
// `serve` held; the server that stands in for WhatsApp is not counted. Run it as
//
//	go test ./cmd/tumbuh -run ^$ -bench WhatsApp -benchtime 1500x
func BenchmarkWhatsApp(b *testing.B) {
	const people, most = 50, 3 // at once, lines of each: as through Telegram's door
	srv := fakewa.Start(b, time.Now)
	srv.KeepStanzas(false)
	h := waHouse(b, srv)
	pairByCode(b, h, srv, "main", botNumber)
	p := h.start("serve")
	p.answers("/readyz", 200)
	srv.WaitOnline(b)
	redis := redisIn(h.dir + "/redis")
	forgetPeak(b, p.cmd.Process.Pid)
	own, others := cpuOf(b, p.cmd.Process.Pid), cpuOf(b, redis...)
	b.ResetTimer()
	for turns, group := 0, 0; turns < b.N; group++ {
		for line := range most {
			wrote := min(people, b.N-turns)
			for i := range wrote {
				srv.DeliverText(fmt.Sprintf("62812%08d", group*people+i), benchScript[line])
			}
			turns += wrote
			srv.WaitSent(b, turns)
		}
	}
	b.StopTimer()
	thousands := float64(b.N) / 1000
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "turns/s")
	b.ReportMetric((cpuOf(b, p.cmd.Process.Pid)-own)/thousands, "serve-cpu-s/1000")
	b.ReportMetric((cpuOf(b, redis...)-others)/thousands, "redis-cpu-s/1000")
	b.ReportMetric(peakMB(b, p.cmd.Process.Pid), "serve-peak-MB")
	p.kill()
}
