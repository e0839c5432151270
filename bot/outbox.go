package bot

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tumbuh/store"
)

// Bounds of sending. Times are machine time.
const (
	claimChats  = 64                     // chats a claim brings at most
	busyChats   = 192                    // chats under way at once in one loop
	drainChats  = 128                    // chats a claim brings at most where all is sent at once and a repeat is shown once
	drains      = 2                      // batches under way at once there; each looks past what the others hold
	idleWait    = 500 * time.Millisecond // between looks when nobody kicks
	gather      = 5 * time.Millisecond   // what ends within it is settled together
	routineWait = 100 * time.Millisecond // between looks at what nobody waits for
	drawTries   = 3                      // then the words go without their picture
	sendTimeout = 30 * time.Second
	lastWords   = 5 * time.Second // how long a send may go on after the program was told to stop
	doorWait    = 2 * time.Second // until a closed door is tried again
	maxTries    = 12
	maxBackoff  = 5 * time.Minute
)

// Outbox sends what was committed: it claims chats, renders, sends each chat's
// messages in order and different chats beside each other, and settles what became of
// them. A chat that must wait or a send that hangs holds up no other. What someone
// waits for has a loop of its own: replies never wait behind reminders or broadcasts.
type Outbox struct {
	Queue   Queue
	Channel Channel
	Draw    Draw
	Now     func() time.Time // program time
	Machine func() time.Time // machine time, for pacing
	Log     *slog.Logger
	Gone    func(ctx context.Context, p store.PersonID, a store.Address) // the address is gone
	Alarm   func(code string)                                            // a message was invalid: our bug

	Seen func(lane store.Lane, verdict store.Verdict, waited time.Duration) // what became of one message, since it was decided

	waited  chan struct{} // kicks the loop of what someone waits for
	routine chan struct{} // kicks the loop of reminders and broadcasts
	once    sync.Once
	paces   paces
	down    atomic.Bool // the store did not answer
}

func (o *Outbox) init() {
	o.once.Do(func() {
		o.waited, o.routine = make(chan struct{}, 1), make(chan struct{}, 1)
		o.paces = newPaces(o.Channel.Limits().Lanes, o.Machine)
	})
}

// Kick says that something was committed.
func (o *Outbox) Kick() {
	o.init()
	for _, c := range []chan struct{}{o.waited, o.routine} {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// Run sends until ctx ends; then what is under way may end, and is settled.
func (o *Outbox) Run(ctx context.Context) {
	o.init()
	var both sync.WaitGroup
	both.Add(2)
	go func() {
		defer both.Done()
		o.loop(ctx, []store.Lane{store.Urgent, store.Reply}, o.waited, 0)
	}()
	go func() {
		defer both.Done()
		o.loop(ctx, []store.Lane{store.Reminder, store.Broadcast}, o.routine, routineWait)
	}()
	both.Wait()
}

// sent is a chat whose messages were sent, as far as they could be.
type sent struct {
	chat   store.Claimed
	done   []store.Settled
	closed bool // the door is: the lanes wait, not each chat by itself
}

// loop claims while there is room and settles what has ended. Claims and settlements
// alternate: they are made here and nowhere else for these lanes.
func (o *Outbox) loop(ctx context.Context, lanes []store.Lane, kick <-chan struct{}, rest time.Duration) {
	ended := make(chan sent, busyChats)
	busy, closed := 0, time.Time{}
	for ctx.Err() == nil {
		room := busyChats - busy
		if o.Machine().Before(closed) {
			room = 0
		}
		n, err := o.claim(ctx, lanes, min(room, claimChats), ended)
		if ctx.Err() == nil && (err != nil || n > 0) {
			o.note(err)
		}
		busy += n
		longest := idleWait
		if n == claimChats {
			longest = rest // there may be more
		}
		batch := o.wait(ctx, kick, ended, busy > 0, longest, rest)
		busy -= len(batch)
		o.settle(ctx, batch)
		if slices.ContainsFunc(batch, func(s sent) bool { return s.closed }) {
			closed = o.Machine().Add(doorWait)
		}
	}
	var batch []sent
	for ; busy > 0; busy-- {
		batch = append(batch, <-ended)
	}
	o.settle(ctx, batch)
}

// wait returns when it is worth looking again, with what has ended meanwhile. While
// chats are under way it waits a little for others, so that they are written together.
func (o *Outbox) wait(ctx context.Context, kick <-chan struct{}, ended <-chan sent, busy bool, longest, rest time.Duration) (batch []sent) {
	timer := time.NewTimer(longest)
	defer timer.Stop()
	soon := func(d time.Duration) {
		if d < longest {
			longest = d
			timer.Reset(d)
		}
	}
	for len(batch) < claimChats {
		select {
		case <-ctx.Done():
			return batch
		case <-timer.C:
			return batch
		case <-kick:
			kick = nil // one is enough
			if busy {
				soon(max(rest, gather))
			} else {
				soon(rest)
			}
		case s := <-ended:
			batch = append(batch, s)
			soon(gather)
		}
	}
	return batch
}

// claim takes chats that are due and begins to send to each.
func (o *Outbox) claim(ctx context.Context, lanes []store.Lane, room int, ended chan<- sent) (int, error) {
	most := o.paces.room(lanes, room)
	if e, ok := o.Channel.(Elsewhere); most <= 0 || ok && e.Elsewhere() {
		return 0, nil
	}
	chats, err := o.Queue.Claim(ctx, o.Channel.Name(), lanes, most, o.Now())
	for _, c := range chats {
		go func() { ended <- o.chat(ctx, c) }()
	}
	return len(chats), err
}

// settle writes what became of chats, also when the program stops.
func (o *Outbox) settle(ctx context.Context, batch []sent) {
	if len(batch) == 0 {
		return
	}
	chats := make([]store.Claimed, len(batch))
	var done []store.Settled
	for i, s := range batch {
		chats[i], done = s.chat, append(done, s.done...)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := o.Queue.Settle(ctx, o.Channel.Name(), chats, done); err != nil {
		o.note(err) // written before the next claim
		return
	}
	o.note(nil)
}

// note says once that the store does not answer, and once that it does again: a log that
// repeats it fills the very disk that is full.
func (o *Outbox) note(err error) {
	switch before := o.down.Swap(err != nil); {
	case err != nil && !before:
		o.Log.Warn("outbox waits for the store", "channel", o.Channel.Name(), "cause", err.Error())
	case err == nil && before:
		o.Log.Info("outbox goes on", "channel", o.Channel.Name())
	}
}

// Drain sends until nothing is due any more; the hand-moved clock uses it. While what a
// claim brings is all it may, others are under way beside it: the store works on one
// batch while another is sent. Of what is left, little, one follows the other; so do all
// where a crash leaves in doubt what was shown: one small batch then, and no more.
func (o *Outbox) Drain(ctx context.Context) error {
	o.init()
	most := claimChats
	if o.Channel.Limits().Idempotent {
		most = drainChats
	}
	for {
		n, left, err := o.batch(ctx, most)
		if err != nil || left == 0 {
			return err
		}
		if n < drainChats {
			continue
		}
		var beside sync.WaitGroup
		for range drains {
			beside.Go(func() {
				for n, left := drainChats, 1; n == drainChats && left > 0; {
					n, left, _ = o.batch(ctx, most) // a fault ends it here and is told by the batch that follows
				}
			})
		}
		beside.Wait()
	}
}

// batch claims, sends and settles once; n chats were claimed, and left messages left
// the outbox.
func (o *Outbox) batch(ctx context.Context, most int) (n, left int, err error) {
	ended := make(chan sent, most)
	n, err = o.claim(ctx, store.Lanes(), most, ended)
	if n == 0 {
		return 0, 0, err
	}
	chats, done := make([]store.Claimed, n), make([]store.Settled, 0, n)
	for i := range n {
		s := <-ended
		chats[i], done = s.chat, append(done, s.done...)
		for _, m := range s.done {
			if m.Verdict != store.Again && m.Verdict != store.Held {
				left++
			}
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return n, left, o.Queue.Settle(ctx, o.Channel.Name(), chats, done)
}
