package whatsapp

import (
	"context"
	"log/slog"
	"testing"
	"time"
)

func keeperAt(t *testing.T, m Manners, now *time.Time) *keeper {
	t.Helper()
	b, err := openBox(context.Background(), t.TempDir(), "main", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.close)
	if err := b.setInt(context.Background(), "linked", now.Unix()); err != nil {
		t.Fatal(err)
	}
	return newKeeper(context.Background(), b, func() Manners { return m }, func() time.Time { return *now })
}

// try asks once; true when the message was sent.
func try(k *keeper, wrote time.Time) (bool, time.Duration) {
	done, held, _ := k.ask(context.Background(), wrote)
	if held > 0 {
		return false, held
	}
	done(true)
	return true, 0
}

// TestPaceOfANumber: with a hundred waiting, never more than four in any minute, not like a
// clock, and at least two and a half a minute.
func TestPaceOfANumber(t *testing.T) {
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	k := keeperAt(t, Manners{PerMinute: 4, NewChats: 10000}, &now)
	var at []time.Time
	gaps := map[time.Duration]bool{}
	for range 3600 {
		if ok, _ := try(k, now); ok {
			if n := len(at); n > 0 {
				gaps[now.Sub(at[n-1])] = true
			}
			at = append(at, now)
		}
		now = now.Add(time.Second)
	}
	for i := 4; i < len(at); i++ {
		if at[i].Sub(at[i-4]) < time.Minute {
			t.Fatalf("five within %s", at[i].Sub(at[i-4]))
		}
	}
	if len(at) < 150 || len(at) > 240 || len(gaps) < 4 {
		t.Errorf("%d in an hour, %d different gaps", len(at), len(gaps))
	}
}

// TestHeldOnesAreSpread: those who wait are not all looked at again at the same moment.
func TestHeldOnesAreSpread(t *testing.T) {
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	k := keeperAt(t, Manners{PerMinute: 4, NewChats: 10000}, &now)
	try(k, now)
	_, first := try(k, now)
	_, third := func() (bool, time.Duration) { try(k, now); return try(k, now) }()
	if first < 15*time.Second || third < first+29*time.Second || third > longestHold {
		t.Errorf("held %s and %s", first, third)
	}
}

// TestWarmup: a young number opens few chats, whoever wrote today counts for nothing, and
// the count survives a restart and ends with the day.
func TestWarmup(t *testing.T) {
	now := time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)
	linked := now
	m := Manners{PerMinute: 60000, NewChats: 100, Warmup: []int{10, 25, 50}}
	k := keeperAt(t, m, &now)
	sent := func(k *keeper) (n int) {
		for range 200 {
			if ok, _ := try(k, now.Add(-48*time.Hour)); ok {
				n++
			}
			now = now.Add(time.Second)
		}
		return n
	}
	for _, want := range []int{10, 25, 50, 100, 100} {
		if got := sent(k); got != want || m.perDay(linked, now) != want {
			t.Errorf("%s after the linking: %d chats, want %d", now.Sub(linked), got, want)
		}
		if ok, _ := try(k, now.Add(-time.Hour)); !ok {
			t.Error("somebody who wrote today was counted as a new chat")
		}
		again := newKeeper(context.Background(), k.box, k.manners, k.now)
		if got := sent(again); got != 0 {
			t.Errorf("%d more after a restart", got)
		}
		now = now.Add(7 * 24 * time.Hour)
	}
}

// TestStopIsTheLonger: a second refusal does not shorten the rest, and it ends.
func TestStopIsTheLonger(t *testing.T) {
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	k := keeperAt(t, Manners{PerMinute: 60000, NewChats: 10, StopFor: time.Hour}, &now)
	k.stop(context.Background(), 24*time.Hour)
	k.stop(context.Background(), 0)
	now = now.Add(23 * time.Hour)
	if ok, held := try(k, now); ok || held > longestHold {
		t.Errorf("sent %v, held %s", ok, held)
	}
	now = now.Add(2 * time.Hour)
	if ok, _ := try(k, now); !ok {
		t.Error("the rest does not end")
	}
}
