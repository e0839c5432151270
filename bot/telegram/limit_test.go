package telegram

import (
	"fmt"
	"testing"
	"time"

	"tumbuh/store"
)

// hand is a clock moved by hand.
type hand struct{ at time.Time }

func (h *hand) now() time.Time { return h.at }

func handLimiter(rate float64) (*limiter, *hand) {
	h := &hand{time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)}
	return newLimiter(rate, h.now), h
}

// TestOneChat: three at once, then one a second; the wait that is told is exact.
func TestOneChat(t *testing.T) {
	l, h := handLimiter(30)
	sent := 0
	for range 100 {
		wait, rest := l.take("1", store.Reply)
		if wait == 0 && rest == 0 {
			sent++
			continue
		}
		if wait == 0 {
			h.at = h.at.Add(rest)
			sent++
			continue
		}
		if sent < 3 {
			t.Fatalf("told to wait %s after %d", wait, sent)
		}
		if h.at = h.at.Add(wait); sent == 10 {
			break
		}
	}
	if took := h.at.Sub(time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)); took < 7*time.Second || took > 8100*time.Millisecond {
		t.Errorf("ten messages took %s", took)
	}
}

// TestAllChats: no second of a flood has more messages than the rate; reminders do not
// book ahead, so a reply that comes after them still goes at once or soon.
func TestAllChats(t *testing.T) {
	l, h := handLimiter(30)
	start := h.at
	var times []time.Duration
	for i := 0; h.at.Sub(start) < 10*time.Second; i++ {
		wait, rest := l.take(fmt.Sprint(i), store.Reminder)
		if rest > 0 {
			t.Fatal("a reminder booked ahead")
		}
		if wait > 0 {
			h.at = h.at.Add(min(wait, 10*time.Millisecond))
			continue
		}
		times = append(times, h.at.Sub(start))
	}
	if n := len(times); n < 250 || n > 300 {
		t.Errorf("%d messages in ten seconds", n)
	}
	for i := 30; i < len(times); i++ {
		if times[i]-times[i-30] < 999*time.Millisecond {
			t.Fatalf("31 messages within %s", times[i]-times[i-30])
		}
	}
	if wait, rest := l.take("ibu", store.Reply); wait > 0 || rest > 100*time.Millisecond {
		t.Errorf("a reply behind reminders waits %s and %s", wait, rest)
	}
}

// TestToldToWait: a 429 stops its chat for as long as it says, those of two chats
// within moments stop all, and then all go on.
func TestToldToWait(t *testing.T) {
	l, h := handLimiter(30)
	if l.told429("1", 5*time.Second) {
		t.Error("one chat stops all")
	}
	if wait, _ := l.take("1", store.Urgent); wait != 5*time.Second {
		t.Errorf("the chat waits %s", wait)
	}
	if wait, _ := l.take("2", store.Reply); wait != 0 {
		t.Errorf("another chat waits %s", wait)
	}
	h.at = h.at.Add(time.Second)
	if !l.told429("3", 7*time.Second) {
		t.Error("two chats do not stop all")
	}
	if wait, _ := l.take("4", store.Reply); wait != 7*time.Second {
		t.Errorf("all wait %s", wait)
	}
	h.at = h.at.Add(7 * time.Second)
	if wait, _ := l.take("4", store.Reply); wait != 0 {
		t.Errorf("later still %s", wait)
	}
	for i := range manyChats + 10 {
		l.take(fmt.Sprint("x", i), store.Reply)
		h.at = h.at.Add(10 * time.Second)
	}
	if len(l.chats) > manyChats+1 {
		t.Errorf("%d chats are remembered", len(l.chats))
	}
}
