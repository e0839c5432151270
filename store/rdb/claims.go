package rdb

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"tumbuh/store"
)

// claims remembers what this incarnation has claimed and not settled.
//
// A claim whose answer never came, because Redis was stopped meanwhile, is not open:
// the next one takes its chats back. A settlement that could not be written is kept and
// written before the next claim, so that what was sent is known to be sent.
type claims struct {
	mu    sync.Mutex
	last  int64
	open  map[int64]int  // claim -> chats not yet settled
	of    map[chat]int64 // chat -> claim
	later []settlement

	flushing sync.Mutex // one writes what is later, in order
}

type chat struct {
	channel store.Channel
	lane    store.Lane
	person  store.PersonID
}

// leased is a chat under one claim. The next claim may bring the chat again before the
// answer to its settlement is heard, so a chat alone does not say which claim ends.
type leased struct {
	chat
	claim int64
}

// settlement is a call of settle.lua.
type settlement struct {
	keys  []string
	args  []any
	chats []leased
}

func newClaims() *claims { return &claims{open: map[int64]int{}, of: map[chat]int64{}} }

// begin opens a claim; it returns its number and those of all that are open.
func (c *claims) begin() (int64, []any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last++
	c.open[c.last] = 0
	open := make([]any, 0, len(c.open))
	for n := range c.open {
		open = append(open, strconv.FormatInt(n, 10))
	}
	return c.last, open
}

// brought says what a claim brought; nothing ends it.
func (c *claims) brought(n int64, chats []chat) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(chats) == 0 {
		delete(c.open, n)
		return
	}
	c.open[n] = len(chats)
	for _, k := range chats {
		c.of[k] = n
	}
}

func (c *claims) number(k chat) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of[k]
}

// settled ends what chats were claimed by.
func (c *claims) settled(chats []leased) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, l := range chats {
		if c.of[l.chat] == l.claim {
			delete(c.of, l.chat)
		}
		if c.open[l.claim]--; c.open[l.claim] <= 0 {
			delete(c.open, l.claim)
		}
	}
}

// flush writes the settlements that could not be written when they were made, in
// order. One that the store does not take (a wrong type) holds up the rest: sending on
// would show a message twice.
func (d *DB) flush(ctx context.Context) error {
	d.claims.flushing.Lock()
	defer d.claims.flushing.Unlock()
	for {
		d.claims.mu.Lock()
		var next settlement
		waits := len(d.claims.later) > 0
		if waits {
			next = d.claims.later[0]
		}
		d.claims.mu.Unlock()
		if !waits {
			return nil
		}
		if _, err := d.run(ctx, "settle", d.settle, next.keys, next.args); err != nil {
			return err
		}
		d.claims.settled(next.chats)
		d.claims.mu.Lock()
		d.claims.later = d.claims.later[1:]
		d.claims.mu.Unlock()
	}
}

// writeSettlement makes a settlement, or keeps it for later when the store is down.
func (d *DB) writeSettlement(ctx context.Context, s settlement) error {
	_, err := d.run(ctx, "settle", d.settle, s.keys, s.args)
	switch {
	case err == nil:
		d.claims.settled(s.chats)
	case !errors.As(err, new(hooked)):
		d.claims.mu.Lock()
		d.claims.later = append(d.claims.later, s)
		d.claims.mu.Unlock()
	}
	return err
}
