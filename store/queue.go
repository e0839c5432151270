package store

import "time"

// Claimed is one chat's lane with its next messages, leased to a sender.
type Claimed struct {
	Person   PersonID
	Lane     Lane
	Messages []Queued
}

// Queued is one message in the outbox.
type Queued struct {
	Message
	Tries int
	Maybe bool // an earlier try may have reached the person
}

// Settled is what became of one claimed message.
type Settled struct {
	Person  PersonID
	Lane    Lane
	ID      string
	Verdict Verdict
	Retry   time.Duration // Again: not before this long from now
	Maybe   bool          // Again: it may have been shown
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
	Held                     // stays at the head of its lane; nothing was tried
)

func (v Verdict) String() string {
	return [...]string{"sent", "again", "expired", "uncertain", "dead", "blocked", "held"}[v]
}
