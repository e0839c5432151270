package bot

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tumbuh/store"
)

// given is what commits give an outbox: chats that they claimed, to be sent at once and
// beside what the outbox claims itself.
type given struct {
	mu    sync.Mutex
	ctx   context.Context // of Run; nil: nobody takes
	busy  int
	door  time.Time // closed until then
	ended sync.WaitGroup
	kicks atomic.Int64 // how often something was committed that was not given
}

// open lets commits give from now on.
func (g *given) open(ctx context.Context) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ctx = ctx
}

// shut takes nothing more and waits until what was taken is settled.
func (g *given) shut() {
	g.mu.Lock()
	g.ctx = nil
	g.mu.Unlock()
	g.ended.Wait()
}

// close notes that the door is closed.
func (g *given) close(until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.door = until
}

// begin takes a chat and returns under what it is sent; nil: nobody takes any more.
func (g *given) begin() context.Context {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ctx != nil {
		g.busy++
		g.ended.Add(1)
	}
	return g.ctx
}

func (g *given) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy--
	g.ended.Done()
}

// Takes tells whether a commit may give a chat now: while the outbox runs, and not while
// the door is closed, another process serves the network, the lanes have no pace left
// or too many are under way.
func (o *Outbox) Takes() bool {
	o.init()
	o.given.mu.Lock()
	ok := o.given.ctx != nil && o.given.ctx.Err() == nil && o.given.busy < busyChats && !o.Machine().Before(o.given.door)
	o.given.mu.Unlock()
	return ok && o.may(waitedLanes(), 1) > 0
}

// Take sends a chat that a commit claimed. It is called inside the commit and does not
// wait, but for what comes after the end: that is given back there and then.
func (o *Outbox) Take(c store.Claimed) {
	ctx := o.given.begin()
	if ctx == nil {
		o.settle(context.Background(), 0, []sent{{chat: c}})
		return
	}
	before := o.given.kicks.Load()
	go func() {
		defer o.given.end()
		o.Send(ctx, c, gather)
		if o.given.kicks.Load() != before {
			o.look() // what was said to her meanwhile waited for this
		}
	}()
}

// Send sends a chat that was claimed, and settles it: with a commit that comes within a
// time, or by itself.
func (o *Outbox) Send(ctx context.Context, c store.Claimed, within time.Duration) {
	o.init()
	s := o.chat(ctx, c)
	if s.closed {
		o.given.close(o.Machine().Add(doorWait))
	}
	o.settle(ctx, within, []sent{s})
}

func waitedLanes() []store.Lane { return []store.Lane{store.Urgent, store.Reply} }
