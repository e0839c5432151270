package main

import (
	"fmt"
	"testing"
	"time"

	"tumbuh/bot/whatsapp/fakewa"
)

// BenchmarkNumbers shows what one more WhatsApp number costs `serve` in memory: its client,
// its keys, its SQLite file. Run it with -benchtime 1x.
func BenchmarkNumbers(b *testing.B) {
	const more = 8
	srv := fakewa.Start(b, time.Now)
	srv.KeepStanzas(false)
	h := waHouse(b, srv)
	held := func(numbers int) float64 {
		before := srv.Lines()
		p := h.start("serve")
		until(b, "every number's line", time.Minute, func() bool { return srv.Lines()-before == numbers })
		p.answers("/readyz", 200)
		kb := float64(resident(b, p.cmd.Process.Pid))
		if rc := p.stop(); rc != 0 {
			b.Fatalf("exit %d\n%s", rc, p.err.String())
		}
		return kb
	}
	link := func(i int) { pairByCode(b, h, srv, fmt.Sprint("n", i), fmt.Sprintf("6281100%06d", i)) }
	for b.Loop() {
		link(0)
		one := held(1)
		for i := range more {
			link(1 + i)
		}
		b.ReportMetric((held(1+more)-one)/more, "KiB/number")
	}
}
