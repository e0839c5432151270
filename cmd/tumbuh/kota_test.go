package main

import (
	"context"
	"testing"
	"time"

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
		days = 30 // ten times the work an hour
	}
	l, err := openCity(ctx, db, 1000, days, 1)
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
