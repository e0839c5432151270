package main

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"tumbuh/store/rdb"
)

// TestCity lives some months with a thousand families through the real sweep, commit and
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
	days := 120 // two outages and two closed doors fall into any span; a year: TUMBUH_CITY_DAYS=365, or tumbuh simulate
	if raceDetector {
		days = 30
	}
	if s := os.Getenv("TUMBUH_CITY_DAYS"); s != "" {
		if days, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
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
