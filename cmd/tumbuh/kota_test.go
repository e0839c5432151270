package main

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/reminders"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// TestCity lives a year with a thousand families through the real sweep, commit and
// outbox on a real redis-server, with a network that fails and people who answer, stop,
// give birth, lose a child, block and leave; the program is down twice. No promise is
// broken, and every reminder that was due is accounted for.
func TestCity(t *testing.T) {
	ctx := context.Background()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), NeedDisk: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	days := 365
	if raceDetector {
		days = 30 // two outages and two closed doors fall into any span; the year runs without the detector (.ci/run)
	}
	if s := os.Getenv("TUMBUH_CITY_DAYS"); s != "" {
		if days, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	l, err := openCity(ctx, db, 1000, days, 1, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := l.live(ctx, func(time.Time) {}); err != nil {
		t.Fatal(err)
	}
	l.check()
	sum, err := l.sum(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s in %s", sum, time.Since(began).Round(time.Second))
	for _, f := range l.net.Faults {
		t.Error(f)
	}
	if l.net.Sent < 80*days || l.net.Breaches > len(l.net.Faults) {
		t.Errorf("%d messages sent, %d promises broken", l.net.Sent, l.net.Breaches)
	}
}

// Who stops the city after some days is told what they came to, held to the same promises.
func TestCityStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), InProc: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	l, err := openCity(ctx, db, 60, 365, 1, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	enough := l.city.start.AddDate(0, 0, 6)
	if err := l.live(ctx, func(now time.Time) {
		if now.After(enough) {
			stop()
		}
	}); err != nil {
		t.Fatal(err)
	}
	l.check()
	if over := l.city.end.Sub(enough); over < 0 || over > 24*time.Hour || l.net.Sent == 0 || l.net.Breaches != 0 {
		t.Errorf("ended %s after it was stopped; %d messages sent, %d promises broken: %v", over, l.net.Sent, l.net.Breaches, l.net.Faults)
	}
}

// The city's promises are really held: each one, broken on purpose, is reported.
func TestCityReportsWhatIsBroken(t *testing.T) {
	base, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 3, 3, 12, 0, 0, 0, store.WIB)
	night := noon.Add(-9 * time.Hour)
	type sent struct {
		at time.Time
		id string
	}
	for name, c := range map[string]struct {
		prepare func(*citizen)
		sent    []sent
		want    int
	}{
		"nothing":                      {nil, []sent{{noon, "a:posyandu-h3:"}, {noon, "a:ttd:"}, {noon.Add(24 * time.Hour), "b:posyandu-h3:"}}, 0},
		"at night":                     {nil, []sent{{night, "a:posyandu-h3:"}}, 1},
		"at an hour she chose":         {func(p *citizen) { p.own = 4 * 60 }, []sent{{night.Add(time.Hour), "a:ttd:"}}, 0},
		"long after an hour she chose": {func(p *citizen) { p.own = 4 * 60 }, []sent{{night.Add(150 * time.Minute), "a:ttd:"}}, 1},
		"a third one on a day":         {nil, []sent{{noon, "a:anc-k3:"}, {noon, "a:posyandu-h3:"}, {noon.Add(time.Hour), "a:mms:"}}, 1},
		"asked once more is no third":  {nil, []sent{{noon, "a:anc-k3:"}, {noon, "a:ttd:"}, {noon.Add(time.Hour), "a:ttd-lagi:"}}, 0},
		"after stop":                   {func(p *citizen) { p.stopped = true }, []sent{{noon, "a:ttd:"}}, 1},
		"after a loss":                 {func(p *citizen) { p.resting = noon.Add(time.Hour) }, []sent{{noon, "a:kpsp-3:"}}, 1},
		"after erasure":                {func(p *citizen) { p.erased = true }, []sent{{noon, "a:ttd:"}}, 1},
		"twice":                        {nil, []sent{{noon, "a:ttd:"}, {noon, "a:ttd:"}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			city := newCity(base, 1, noon.AddDate(0, 0, -2), 365, 1)
			now := noon
			n := newCityNet(city, func() time.Time { return now }, func() bool { return false })
			if c.prepare != nil {
				c.prepare(&city.people[0])
			}
			for _, m := range c.sent {
				now = m.at
				n.Send(context.Background(), bot.Outgoing{To: city.address(0), Lane: store.Reminder, ID: m.id})
			}
			if n.Breaches != c.want {
				t.Errorf("%d promises broken, want %d: %v", n.Breaches, c.want, n.Faults)
			}
		})
	}
}

// What was due and is neither said nor accounted for, and what was committed and never
// left the outbox, is reported at the end of the year.
func TestCityReportsWhatIsMissing(t *testing.T) {
	base, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 3, 1, 8, 0, 0, 0, store.WIB)
	l := newCityLife(&app{sweep: &reminders.Sweep{}, out: []*bot.Outbox{{}}}, newCity(base, 40, start, 60, 1), newCityNet(nil, nil, nil))
	for i := range l.city.people {
		for _, key := range l.due(i) {
			l.fate[key] = "said"
		}
	}
	l.check()
	if len(l.fate) < 100 || l.net.Breaches != 0 {
		t.Fatalf("%d reminders were due, %d promises broken", len(l.fate), l.net.Breaches)
	}
	for key := range l.fate {
		delete(l.fate, key)
		break
	}
	l.words["ingat:kota000000000001:ttd:p1:2026-03-02"] = start.Add(time.Hour)
	if l.check(); l.net.Breaches != 2 {
		t.Errorf("%d promises broken, want the missing one and the one that never left: %v", l.net.Breaches, l.net.Faults)
	}
}
