package bot

import (
	"context"
	"time"

	"tumbuh/store"
)

// Store is what the gateway needs of the place where nouns are kept.
type Store interface {
	// View reads all a decision about one incoming thing may look at.
	View(ctx context.Context, from store.Address, now time.Time) (store.View, error)
	// Fetch adds what the need asks for to the view.
	Fetch(ctx context.Context, v store.View, n store.Need) (store.View, error)
	// Commit writes a page of turns; each is all or nothing.
	Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error)
}

// Decide is the pure step: a turn, or a need that must be fetched first.
type Decide func(v store.View, in store.Incoming) (store.Turn, *store.Need)

// Draw makes the bytes of a report just before it is sent.
type Draw func(ctx context.Context, r store.Report) (File, error)

// Queue is what the outbox sender needs of the store.
type Queue interface {
	// Claim leases up to n chats that are due on the channel, most urgent lane
	// first, with the messages at the head of their lanes, in order.
	Claim(ctx context.Context, ch store.Channel, owner string, n int, now time.Time) ([]Claimed, error)
	// Settle writes what became of claimed messages and releases the chats.
	Settle(ctx context.Context, ch store.Channel, owner string, done []Settled, now time.Time) error
}

// Claimed is one chat's lane with its next messages.
type Claimed struct {
	Person   store.PersonID
	Lane     store.Lane
	Messages []Queued
}

// Queued is one message in the outbox.
type Queued struct {
	store.Message
	Tries int
	Maybe bool // an earlier try may have reached the person
}

// Settled is what became of one claimed message.
type Settled struct {
	Person  store.PersonID
	Lane    store.Lane
	ID      string
	Verdict Verdict
	Retry   time.Time // Again: not before this moment (machine time)
	Maybe   bool      // Again: it may have been shown
	Code    string
}

// Verdict is how a message leaves the outbox, or that it stays.
type Verdict int

// The verdicts.
const (
	Done      Verdict = iota // sent
	Again                    // stays at the head of its lane
	Expired                  // past its use
	Uncertain                // "tidak pasti": may have been sent, is not repeated
	Dead                     // invalid: dead letter
	Blocked                  // the address is gone
)
