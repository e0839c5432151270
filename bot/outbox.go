package bot

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"tumbuh/store"
)

// Bounds of sending.
const (
	claimChats  = 64
	idleWait    = 500 * time.Millisecond // machine time between looks when nobody kicks
	sendTimeout = 30 * time.Second
	maxTries    = 12
	maxBackoff  = 5 * time.Minute
)

// Outbox sends what was committed: it claims a batch, renders it, sends each chat's
// messages in order and different chats at once, and settles what became of them.
// A lane of its own loop: replies never wait behind reminders or broadcasts.
type Outbox struct {
	Queue   Queue
	Channel Channel
	Draw    Draw
	Now     func() time.Time // program time
	Machine func() time.Time // machine time, for pacing
	Log     *slog.Logger
	Gone    func(ctx context.Context, p store.PersonID, a store.Address) // the address is gone
	Alarm   func(code string)                                            // a message was invalid: our bug

	kick  chan struct{}
	once  sync.Once
	paces paces
}

func (o *Outbox) init() {
	o.once.Do(func() {
		o.kick = make(chan struct{}, 1)
		o.paces = newPaces(o.Channel.Limits().Lanes, o.Machine)
	})
}

// Kick says that something was committed.
func (o *Outbox) Kick() {
	o.init()
	select {
	case o.kick <- struct{}{}:
	default:
	}
}

// Run sends until ctx ends. Urgent and reply lanes have a loop, the paced ones another.
func (o *Outbox) Run(ctx context.Context) {
	o.init()
	var wg sync.WaitGroup
	for _, lanes := range [][]store.Lane{{store.Urgent, store.Reply}, {store.Reminder, store.Broadcast}} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			o.loop(ctx, lanes)
		}()
	}
	wg.Wait()
}

func (o *Outbox) loop(ctx context.Context, lanes []store.Lane) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-o.kick:
			if lanes[0] != store.Urgent {
				o.Kick() // meant for both loops: pass it on
			}
		}
		n, err := o.pass(ctx, lanes)
		wait := idleWait
		if err != nil && ctx.Err() == nil {
			o.Log.Warn("outbox", "channel", o.Channel.Name(), "cause", err.Error())
		} else if n > 0 {
			wait = 0
		}
		timer.Reset(wait)
	}
}

// Drain sends until nothing is due any more; the hand-moved clock uses it.
func (o *Outbox) Drain(ctx context.Context) error {
	o.init()
	for {
		n, err := o.pass(ctx, store.Lanes())
		if err != nil || n == 0 {
			return err
		}
	}
}

// pass claims, sends and settles one batch; it returns how many messages left.
func (o *Outbox) pass(ctx context.Context, lanes []store.Lane) (int, error) {
	most := o.paces.room(lanes, claimChats)
	if most == 0 {
		return 0, nil
	}
	chats, err := o.Queue.Claim(ctx, o.Channel.Name(), lanes, most, o.Now())
	if err != nil || len(chats) == 0 {
		return 0, err
	}
	results := make([][]store.Settled, len(chats))
	var wg sync.WaitGroup
	for i, c := range chats {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results[i] = o.chat(ctx, c)
		}()
	}
	wg.Wait()
	var done []store.Settled
	left := 0
	for _, r := range results {
		for _, s := range r {
			if s.Verdict != store.Again {
				left++
			}
		}
		done = append(done, r...)
	}
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return left, o.Queue.Settle(settle, o.Channel.Name(), chats, done)
}

// chat sends one chat's messages in order and stops at the first that must wait.
func (o *Outbox) chat(ctx context.Context, c store.Claimed) []store.Settled {
	var done []store.Settled
	for _, q := range c.Messages {
		if ctx.Err() != nil || !o.paces.take(c.Lane) {
			return done
		}
		s := o.message(ctx, c, q)
		done = append(done, s)
		if s.Verdict == store.Again {
			return done
		}
	}
	return done
}

// message sends one message and says how it leaves the outbox, or that it stays.
func (o *Outbox) message(ctx context.Context, c store.Claimed, q store.Queued) store.Settled {
	s := store.Settled{Person: c.Person, Lane: c.Lane, ID: q.ID}
	lim := o.Channel.Limits()
	routine := c.Lane == store.Reminder || c.Lane == store.Broadcast
	switch {
	case !q.NotAfter.IsZero() && o.Now().After(q.NotAfter):
		s.Verdict = store.Expired
		return s
	case q.Maybe && !lim.Idempotent && (routine || q.Tries > 1):
		s.Verdict = store.Uncertain
		return s
	}
	out, ok := o.send(ctx, q, lim)
	if !ok {
		return o.fate(s, q, out, lim, routine)
	}
	s.Verdict = store.Done
	return s
}

// send renders and sends all parts; it stops at the first that is not sent.
func (o *Outbox) send(ctx context.Context, q store.Queued, lim Limits) (Outcome, bool) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	parts := Render(q.Message, lim)
	if q.Report != nil && o.Draw != nil {
		f, err := o.Draw(ctx, *q.Report)
		if err != nil {
			return Outcome{Fate: Invalid, Code: "report"}, false
		}
		parts[len(parts)-1].File = &f
	}
	var last Outcome
	for i, p := range parts {
		last = o.Channel.Send(ctx, p)
		if last.Fate != Sent {
			last.MaybeSent = last.MaybeSent || i > 0
			return last, false
		}
	}
	return last, true
}

// fate turns an outcome into a verdict. Of unknown fate: an idempotent channel is
// asked again with the same id; else replies and urgent ones may repeat once, and
// reminders and broadcasts are counted uncertain.
func (o *Outbox) fate(s store.Settled, q store.Queued, out Outcome, lim Limits, routine bool) store.Settled {
	switch out.Fate {
	case Gone:
		s.Verdict = store.Blocked
		if o.Gone != nil {
			o.Gone(context.Background(), s.Person, q.Via)
		}
	case Invalid:
		s.Verdict = store.Dead
		o.Log.Error("a message was invalid", "channel", o.Channel.Name(), "lane", s.Lane, "code", out.Code)
		if o.Alarm != nil {
			o.Alarm(out.Code)
		}
	case Offline:
		s.Verdict, s.Retry = store.Again, 2*time.Second
	default:
		maybe := out.MaybeSent && !lim.Idempotent
		switch {
		case maybe && (routine || q.Maybe):
			s.Verdict = store.Uncertain
		case q.Tries >= maxTries && routine:
			s.Verdict = store.Uncertain
		default:
			s.Verdict, s.Maybe, s.Retry = store.Again, out.MaybeSent, max(out.After, backoff(q.Tries))
		}
		if out.Everyone {
			o.paces.stop(out.After)
		}
	}
	return s
}

// backoff grows from half a second to five minutes, with jitter of a half.
func backoff(tries int) time.Duration {
	d := min(500*time.Millisecond<<min(tries, 12), maxBackoff)
	return d/2 + time.Duration(rand.Int64N(int64(d/2)+1))
}
