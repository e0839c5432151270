package whatsapp

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"tumbuh/store"
)

// Manners are what a number may do unasked. Answers are never bound by them.
type Manners struct {
	PerMinute int           // messages a minute
	NewChats  int           // people a day who did not write that day
	Warmup    []int         // percent of NewChats in the first, second, … week of a number
	StopFor   time.Duration // rest after the network refused to open a chat (463)
}

// perDay is how many people a number may open a chat with on a day of its life.
func (m Manners) perDay(linked, now time.Time) int {
	week := int(now.Sub(linked) / (7 * 24 * time.Hour))
	if linked.IsZero() || week < 0 {
		week = 0
	}
	if week < len(m.Warmup) {
		return m.NewChats * m.Warmup[week] / 100
	}
	return m.NewChats
}

// gap is the time to the next unasked message: never more than PerMinute in any minute,
// and never like a clock.
func (m Manners) gap() time.Duration {
	even := time.Minute / time.Duration(max(m.PerMinute, 1))
	return even + rand.N(even/2+1)
}

// lately is how long a chat counts as open after she wrote.
const lately = 24 * time.Hour

// longestHold bounds how far ahead a held message is looked at again.
const longestHold = 10 * time.Minute

// keeper keeps a number's manners on machine time. What must survive a restart (the stop,
// the day's count) is written before it is relied on.
type keeper struct {
	box     *box
	manners func() Manners
	now     func() time.Time

	sending sync.Mutex // one unasked message at a time, over all lanes of the number

	mu      sync.Mutex
	next    time.Time
	held    int
	stopped time.Time
	linked  time.Time
	day     int
	used    int
}

func newKeeper(ctx context.Context, b *box, manners func() Manners, now func() time.Time) *keeper {
	k := &keeper{box: b, manners: manners, now: now}
	k.stopped, k.linked = unix(b.getInt(ctx, "stopped")), unix(b.getInt(ctx, "linked"))
	k.day, k.used = int(b.getInt(ctx, "day")), int(b.getInt(ctx, "used"))
	return k
}

func unix(s int64) time.Time {
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(s, 0)
}

// ask begins an unasked message to somebody who last wrote at the given time. held > 0:
// not now, look again after that long. Else done must be called with what became of it.
func (k *keeper) ask(ctx context.Context, wrote time.Time) (done func(sent bool), held time.Duration, code string) {
	k.sending.Lock()
	if ctx.Err() != nil { // the one before took all the time: nothing of this one was tried
		k.sending.Unlock()
		return nil, closedWait, "busy"
	}
	if held, code = k.may(wrote); held > 0 {
		k.sending.Unlock()
		return nil, held, code
	}
	return func(sent bool) {
		defer k.sending.Unlock()
		if sent {
			k.spend(ctx, wrote)
		}
	}, 0, ""
}

func (k *keeper) may(wrote time.Time) (time.Duration, string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now, m := k.now(), k.manners()
	if now.Before(k.stopped) {
		return min(k.stopped.Sub(now), longestHold), "stopped"
	}
	if day := store.DateOf(now).Number(); day != k.day {
		k.day, k.used = day, 0
	}
	if now.Sub(wrote) > lately && k.used >= m.perDay(k.linked, now) {
		return longestHold, "budget"
	}
	if wait := k.next.Sub(now); wait > 0 {
		k.held++
		return min(wait+time.Duration(k.held-1)*time.Minute/time.Duration(max(m.PerMinute, 1)), longestHold), "pace"
	}
	k.held = 0
	return 0, ""
}

func (k *keeper) spend(ctx context.Context, wrote time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	k.next = now.Add(k.manners().gap())
	if now.Sub(wrote) > lately {
		k.used++
		_ = k.box.setInt(ctx, "day", int64(k.day)) // a lost count sends a few more on one day
		_ = k.box.setInt(ctx, "used", int64(k.used))
	}
}

// stop ends every unasked message of the number for a while, at least as long as its
// manners say.
func (k *keeper) stop(ctx context.Context, d time.Duration) time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	if until := k.now().Add(max(d, k.manners().StopFor)); until.After(k.stopped) {
		k.stopped = until
		_ = k.box.setInt(ctx, "stopped", until.Unix())
	}
	return k.stopped
}

// figures are what the number carries a day now, and until when it is stopped.
func (k *keeper) figures() (perDay int, stopped time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	if now.Before(k.stopped) {
		stopped = k.stopped
	}
	return k.manners().perDay(k.linked, now), stopped
}
