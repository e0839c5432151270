package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tumbuh/dialogs/faq"
	"tumbuh/store"
)

// BenchmarkSession measures a kader's message of forty children: read, matched, assessed,
// answered and on the disk. The children are of forty families, weighed each month.
func BenchmarkSession(b *testing.B) {
	ctx := context.Background()
	w := benchWorld(b, 0)
	if err := seedSample(ctx, w.app, w.clock.Now()); err != nil {
		b.Fatal(err)
	}
	file, lines := "nama_anak,tgl_lahir,jenis_kelamin,nama_ortu\n", make([]string, 40)
	for i := range lines {
		name := fmt.Sprintf("Anak%c%c", 'a'+i%26, 'a'+i/26)
		file += fmt.Sprintf("%s,2025-0%d-08,%s,Ibu%d\n", name, 1+i%6, []string{"L", "P"}[i%2], i)
		lines[i] = fmt.Sprintf("%s %d,%d/%d lila 14", name, 8, i%10, 70+i%4)
	}
	v, err := w.app.db.ViewOf(ctx, "operator", w.clock.Now())
	if err != nil {
		b.Fatal(err)
	}
	records := parsedSheet(b, file, v.Today())
	if _, err := (importCmd{Apply: true, Posyandu: "Posyandu Pondok Benda (contoh)"}).people(ctx, w.app.db, v, records); err != nil {
		b.Fatal(err)
	}
	w.app.engine.Find("berapa kali makan", faq.Profile{}) // learnt before, as in a serve that runs
	n := 0
	say := func(text string) time.Duration {
		n++
		from := time.Now()
		in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: "ratna"}, ID: fmt.Sprint("s", n), At: w.clock.Now(), Kind: store.InText, Text: text}
		if err := w.app.gateway.Handle(ctx, in); err != nil {
			b.Fatal(err)
		}
		return time.Since(from)
	}
	var took []time.Duration
	var spent time.Duration
	for b.Loop() {
		b.StopTimer()
		say("mulai posyandu")
		b.StartTimer()
		cpu := cpuTime()
		took = append(took, say(strings.Join(lines, "\n")))
		spent += cpuTime() - cpu
		b.StopTimer()
		d, err := w.app.db.ViewOf(ctx, "operator", w.clock.Now())
		if err != nil {
			b.Fatal(err)
		}
		if d, err = w.app.db.Fetch(ctx, d, store.Need{Kind: store.NeedGrowth, ID: d.City.PosyanduOf("36.74.06.1003")[0].ID}); err != nil {
			b.Fatal(err)
		}
		today := store.DateOf(w.clock.Now())
		kept := slices.IndexFunc(d.Have.Growth, func(g store.Doc[store.Growth]) bool { return g.Value.On(today) == nil && g.Version > 0 })
		if kept >= 0 {
			b.Fatalf("%s was not kept", d.Have.Growth[kept].Ref)
		}
		w.clock.MoveTo(w.clock.Now().AddDate(0, 0, 1))
		b.StartTimer()
	}
	slices.Sort(took)
	b.ReportMetric(float64(spent.Microseconds())/1000/float64(len(took)), "cpu-ms/message")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// cpuTime is what this process has spent of its processors: on a machine that others use
// too it says more than the clock.
func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // never fails for oneself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
