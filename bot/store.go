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

// Queue is what the outbox sender needs of the store.
type Queue interface {
	// Claim leases up to n chats that are due on the channel, most urgent of the
	// lanes first, with the messages at the head of each lane, in order.
	Claim(ctx context.Context, ch store.Channel, lanes []store.Lane, n int, now time.Time) ([]store.Claimed, error)
	// Settle writes what became of claimed messages and releases the chats.
	Settle(ctx context.Context, ch store.Channel, chats []store.Claimed, done []store.Settled) error
}

// Decide is the pure step: a turn, or a need that must be fetched first.
type Decide func(v store.View, in store.Incoming) (store.Turn, *store.Need)

// Draw makes the bytes of a report just before it is sent.
type Draw func(ctx context.Context, r store.Report) (File, error)
