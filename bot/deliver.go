package bot

import (
	"context"
	"math/rand/v2"
	"time"

	"tumbuh/store"
)

// chat sends one chat's messages in order and stops at the first that must wait.
func (o *Outbox) chat(ctx context.Context, c store.Claimed) sent {
	out := sent{chat: c}
	for _, q := range c.Messages {
		if ctx.Err() != nil || !o.expired(q) && !o.paces.take(c.Lane) {
			break
		}
		s, fate := o.message(ctx, c, q)
		out.done = append(out.done, s)
		if o.Seen != nil {
			o.Seen(c.Lane, s.Verdict, o.Now().Sub(q.Made))
		}
		out.closed = fate == Offline
		if s.Verdict == store.Again || s.Verdict == store.Held {
			break
		}
	}
	return out
}

// message sends one message and says how it leaves the outbox, or that it stays. A
// reply that a killed process may have sent is sent: a kill costs one repeat at most.
func (o *Outbox) message(ctx context.Context, c store.Claimed, q store.Queued) (store.Settled, Fate) {
	s := store.Settled{Person: c.Person, Lane: c.Lane, ID: q.ID}
	lim := o.Channel.Limits()
	routine := c.Lane == store.Reminder || c.Lane == store.Broadcast
	switch {
	case o.expired(q):
		s.Verdict = store.Expired
		return s, Sent
	case q.Maybe && !lim.Idempotent && routine:
		s.Verdict = store.Uncertain
		return s, Sent
	}
	out, ok := o.send(ctx, q, lim)
	if !ok {
		return o.fate(s, q, out, lim, routine), out.Fate
	}
	s.Verdict = store.Done
	return s, Sent
}

// expired tells whether a message is past its use; it takes nothing of a lane's pace.
func (o *Outbox) expired(q store.Queued) bool {
	return !q.NotAfter.IsZero() && o.Now().After(q.NotAfter)
}

// send renders and sends all parts; it stops at the first that is not sent.
func (o *Outbox) send(ctx context.Context, q store.Queued, lim Limits) (Outcome, bool) {
	ctx, cancel := outlive(ctx)
	defer cancel()
	parts := Render(q.Message, lim)
	if q.Report != nil && o.Draw != nil {
		f, err := o.Draw(ctx, *q.Report)
		switch {
		case err != nil && q.Tries < drawTries: // the store may be away for a moment
			return Outcome{Fate: Retry, After: time.Second, Code: "report"}, false
		case err != nil: // the words are worth more than the picture
			o.Log.Error("a report could not be drawn", "channel", o.Channel.Name(), "report", q.Report.Name, "cause", err.Error())
			if o.Alarm != nil {
				o.Alarm("report")
			}
		case len(f.Bytes) > 0:
			parts = attach(parts, &f, lim)
		}
	}
	var last Outcome
	for i, p := range parts {
		last = o.Channel.Send(ctx, p)
		for i > 0 && last.Paced && Pause(ctx, last.After) { // what began is brought to its end
			last = o.Channel.Send(ctx, p)
		}
		if last.Fate != Sent {
			last.MaybeSent = last.MaybeSent || i > 0
			return last, false
		}
	}
	return last, true
}

// attach puts a file under the last part, or after it where the words are too long for
// a caption.
func attach(parts []Outgoing, f *File, lim Limits) []Outgoing {
	last := &parts[len(parts)-1]
	if Units(last.Text) <= lim.CaptionUnits {
		last.File = f
		return parts
	}
	return append(parts, Outgoing{ID: last.ID + "~f", To: last.To, Lane: last.Lane, File: f})
}

// Pause waits a while of machine time; false where ctx ended first.
func Pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// outlive bounds a send, and lets one that is under way end when the program is told
// to stop: cut off, nobody would know whether it was shown.
func outlive(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTimeout)
	stop := context.AfterFunc(ctx, func() {
		last := time.NewTimer(lastWords)
		defer last.Stop()
		select {
		case <-last.C:
			cancel()
		case <-out.Done():
		}
	})
	return out, func() { stop(); cancel() }
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
		s.Verdict, s.Retry = untried(out), doorWait
		s.Maybe = s.Verdict == store.Again
	default:
		maybe := out.MaybeSent && !lim.Idempotent
		switch {
		case out.Paced:
			s.Verdict, s.Retry = untried(out), out.After
			s.Maybe = s.Verdict == store.Again
		case maybe && (routine || q.Maybe), out.MaybeSent && q.Maybe && lim.Repeats > 0 && q.Tries >= repeats(lim, routine):
			s.Verdict = store.Uncertain
		case q.Tries >= maxTries && routine && q.NotAfter.IsZero():
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

// untried is the verdict of what was not tried; where an earlier part went out, it was.
func untried(out Outcome) store.Verdict {
	if out.MaybeSent {
		return store.Again
	}
	return store.Held
}

// repeats is how often a message of unknown fate is sent again: an answer three times as
// often as a reminder, so that a line that hangs for minutes does not lose it.
func repeats(lim Limits, routine bool) int {
	if routine {
		return lim.Repeats
	}
	return 3 * lim.Repeats
}

// backoff grows from half a second to five minutes, with jitter of a half.
func backoff(tries int) time.Duration {
	d := min(500*time.Millisecond<<min(tries, 12), maxBackoff)
	return d/2 + time.Duration(rand.Int64N(int64(d/2)+1))
}
