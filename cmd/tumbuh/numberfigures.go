package main

import (
	"context"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tumbuh/bot"
	"tumbuh/bot/whatsapp"
)

// numberFigures tells of the WhatsApp numbers that this process serves, by the name the
// operator gave them, and of what the families ask of them.
type numberFigures struct {
	door   *whatsapp.Door // nil: another process serves the numbers
	scales *weigher       // nil: another process weighs
	dir    string         // folder of the numbers
	now    func() time.Time
}

// watchNumbers adds them to the figures; nothing where WhatsApp is off.
func (m *metrics) watchNumbers(a *app, channels []bot.Channel, scales *weigher, dataDir string) {
	n := &numberFigures{scales: scales, dir: filepath.Join(dataDir, "whatsapp"), now: a.clock.machine}
	for _, ch := range channels {
		if d, ok := ch.(*whatsapp.Door); ok {
			n.door = d
		}
	}
	if n.door != nil || n.scales != nil {
		m.registry.MustRegister(n)
	}
}

// Describe sends nothing: what is there depends on what is linked.
func (n *numberFigures) Describe(chan<- *prometheus.Desc) {}

// Collect reads the numbers' files and the last weighing.
func (n *numberFigures) Collect(out chan<- prometheus.Metric) {
	if n.door != nil && !n.door.Elsewhere() {
		n.numbers(out)
		n.counts(out)
	}
	if n.scales == nil {
		return
	}
	if b := n.scales.last.Load(); b != nil {
		put := func(name, help string, v int) {
			out <- prometheus.MustNewConstMetric(gauge("whatsapp_"+name, help), prometheus.GaugeValue, float64(v))
		}
		put("families", "Families who are written to on WhatsApp.", b.load.Pregnant+b.load.Others)
		put("wanted_messages", "Unasked messages of an average day, when nothing gives way.", b.load.Messages(0))
		put("carried_messages", "Unasked messages that the numbers carry today.", b.perDay)
		put("missing_numbers", "Numbers that would have to be linked so that nothing gives way.", b.missing)
		put("shed_step", "What gives way: 0 nothing, 1 hours spread, 2 no lessons, 3 tablet every third day, 4 once a week.", int(b.shed))
	}
}

func (n *numberFigures) numbers(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	list, err := whatsapp.Numbers(ctx, n.dir, n.now())
	if err != nil {
		return // the alert for what is absent tells
	}
	for _, p := range list {
		put := func(name, help string, v float64, more ...string) {
			labels := []string{"number", "state"}[:1+len(more)]
			out <- prometheus.MustNewConstMetric(gauge("whatsapp_"+name, help, labels...), prometheus.GaugeValue, v, append([]string{p.Number}, more...)...)
		}
		connected, carries := 0.0, 0.0
		if p.Well() {
			connected = 1
			if p.Stopped.IsZero() {
				carries = float64(p.PerDay)
			}
		}
		put("state", "1 for what a number is now.", 1, string(p.Code))
		put("connected", "1 while messages go through.", connected)
		put("number_carries_messages", "Unasked messages a number may send today; 0 while it is stopped.", carries)
		put("people", "People who wrote to a number.", float64(p.People))
	}
}

func (n *numberFigures) counts(out chan<- prometheus.Metric) {
	c := n.door.Count()
	for _, f := range []struct {
		name, help string
		n          int64
	}{
		{"delivered", "Receipts that a message reached a phone.", c.Delivered.Load()},
		{"read", "Receipts that a message was read.", c.Seen.Load()},
		{"malformed", "Stanzas that were refused because they would end the process.", c.Malformed.Load()},
		{"undecryptable", "Tries at messages that could not be decrypted.", c.Unreadable.Load()},
	} {
		out <- prometheus.MustNewConstMetric(gauge("whatsapp_"+f.name+"_total", f.help), prometheus.CounterValue, float64(f.n))
	}
}
