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
// answered and on the disk. The children are of forty families and are weighed each month
// for two years; then others take their place.
func BenchmarkSession(b *testing.B) {
	const months = 24
	var took []time.Duration
	var spent time.Duration
	var p *posyanduOf40
	for b.Loop() {
		b.StopTimer()
		if len(took)%months == 0 {
			if p != nil {
				_ = p.w.app.db.Close()
			}
			p = newPosyandu(b)
		}
		p.say("mulai posyandu")
		text := p.weighed()
		b.StartTimer()
		cpu := cpuTime()
		took = append(took, p.say(text))
		spent += cpuTime() - cpu
		b.StopTimer()
		p.kept()
		p.w.clock.MoveTo(p.w.clock.Now().AddDate(0, 1, 0))
		p.month++
		b.StartTimer()
	}
	slices.Sort(took)
	b.ReportMetric(float64(spent.Microseconds())/1000/float64(len(took)), "cpu-ms/message")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// posyanduOf40 is a posyandu of forty children and what its kader writes of them.
type posyanduOf40 struct {
	b     *testing.B
	w     *benched
	names []string
	month int
	said  int
}

func newPosyandu(b *testing.B) *posyanduOf40 {
	b.Helper()
	ctx := context.Background()
	p := &posyanduOf40{b: b, w: benchWorld(b, 0), names: make([]string, 40)}
	if err := seedSample(ctx, p.w.app, p.w.clock.Now()); err != nil {
		b.Fatal(err)
	}
	file := "nama_anak,tgl_lahir,jenis_kelamin,nama_ortu\n"
	for i := range p.names {
		p.names[i] = fmt.Sprintf("Anak%c%c", 'a'+i%26, 'a'+i/26)
		file += fmt.Sprintf("%s,2025-0%d-08,%s,Ibu%d\n", p.names[i], 1+i%6, []string{"L", "P"}[i%2], i)
	}
	v, err := p.w.app.db.ViewOf(ctx, "operator", p.w.clock.Now())
	if err != nil {
		b.Fatal(err)
	}
	records := parsedSheet(b, file, v.Today())
	if _, err := (importCmd{Apply: true, Posyandu: "Posyandu Pondok Benda (contoh)"}).people(ctx, p.w.app.db, v, records); err != nil {
		b.Fatal(err)
	}
	p.w.app.engine.Find("berapa kali makan", faq.Profile{}) // learnt before, as in a serve that runs
	return p
}

// weighed is what the kader writes of this month: each child has grown as it should.
func (p *posyanduOf40) weighed() string {
	lines := make([]string, len(p.names))
	for i, name := range p.names {
		weight, length := 80+i%10+2*p.month, 70+i%4+p.month // in 100 g and in cm
		lines[i] = fmt.Sprintf("%s %d,%d/%d lila 14", name, weight/10, weight%10, length)
	}
	return strings.Join(lines, "\n")
}

// say delivers a message of the kader, and gives how long its turn took.
func (p *posyanduOf40) say(text string) time.Duration {
	p.said++
	from := time.Now()
	in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: "ratna"}, ID: fmt.Sprint("s", p.said), At: p.w.clock.Now(), Kind: store.InText, Text: text}
	if err := p.w.app.gateway.Handle(context.Background(), in); err != nil {
		p.b.Fatal(err)
	}
	return time.Since(from)
}

// kept fails when a child of today is not kept.
func (p *posyanduOf40) kept() {
	ctx := context.Background()
	d, err := p.w.app.db.ViewOf(ctx, "operator", p.w.clock.Now())
	if err != nil {
		p.b.Fatal(err)
	}
	if d, err = p.w.app.db.Fetch(ctx, d, store.Need{Kind: store.NeedGrowth, ID: d.City.PosyanduOf("36.74.06.1003")[0].ID}); err != nil {
		p.b.Fatal(err)
	}
	today := store.DateOf(p.w.clock.Now())
	kept := slices.IndexFunc(d.Have.Growth, func(g store.Doc[store.Growth]) bool { return g.Value.On(today) == nil && g.Version > 0 })
	if kept >= 0 {
		p.b.Fatalf("%s was not kept", d.Have.Growth[kept].Ref)
	}
}

// cpuTime is what this process has spent of its processors: on a machine that others use
// too it says more than the clock.
func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // never fails for oneself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
