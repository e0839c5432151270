// Package bottest holds a fake channel and the suite that every real channel must
// pass: what the gateway and the outbox rely on.
package bottest

import (
	"context"
	"errors"
	"sync"

	"tumbuh/bot"
	"tumbuh/store"
)

// Fake is a channel in memory. Its zero value of everything works; Fates scripts
// what sends answer.
type Fake struct {
	Chan       store.Channel
	Idempotent bool
	Buttons    bool
	Units      int
	Files      map[string][]byte                // what people send, by its handle
	Fate       func(m bot.Outgoing) bot.Outcome // nil = sent
	Before     func(m bot.Outgoing) error       // a kill between claim and send; the error ends the send as Offline

	mu    sync.Mutex
	shown []bot.Outgoing
	seen  map[string]int
	off   bool
	in    chan store.Incoming
}

// NewFake makes a fake of a channel.
func NewFake(ch store.Channel, idempotent, buttons bool) *Fake {
	return &Fake{Chan: ch, Idempotent: idempotent, Buttons: buttons, seen: map[string]int{}, in: make(chan store.Incoming)}
}

// Name is the channel it stands for.
func (f *Fake) Name() store.Channel { return f.Chan }

// Limits are generous.
func (f *Fake) Limits() bot.Limits {
	units := f.Units
	if units == 0 {
		units = 4096
	}
	return bot.Limits{TextUnits: units, CaptionUnits: 1024, Buttons: f.Buttons, ButtonRunes: 40, Idempotent: f.Idempotent}
}

// Run hands over what Deliver brings.
func (f *Fake) Run(ctx context.Context, handle bot.Handle) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case in := <-f.in:
			_ = handle(ctx, in)
		}
	}
}

// Deliver brings one thing to Run.
func (f *Fake) Deliver(ctx context.Context, in store.Incoming) {
	select {
	case f.in <- in:
	case <-ctx.Done():
	}
}

// Offline closes or opens the door.
func (f *Fake) Offline(off bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.off = off
}

// Send shows the message, unless the script or the switch says otherwise.
func (f *Fake) Send(_ context.Context, m bot.Outgoing) bot.Outcome {
	if f.Before != nil {
		if err := f.Before(m); err != nil {
			return bot.Outcome{Fate: bot.Offline, Code: "killed"}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.off {
		return bot.Outcome{Fate: bot.Offline, Code: "offline"}
	}
	out := bot.Outcome{Fate: bot.Sent}
	if f.Fate != nil {
		out = f.Fate(m)
	}
	if out.Fate == bot.Sent || out.MaybeSent {
		f.seen[m.ID]++
		if !f.Idempotent || f.seen[m.ID] == 1 {
			f.shown = append(f.shown, m)
		}
	}
	return out
}

// File brings what a person sent.
func (f *Fake) File(_ context.Context, handle string, most int64) ([]byte, error) {
	b, ok := f.Files[handle]
	switch {
	case !ok:
		return nil, errors.New("no such file")
	case int64(len(b)) > most:
		return nil, bot.ErrTooBig
	}
	return b, nil
}

// Shown returns what people saw, in order.
func (f *Fake) Shown() []bot.Outgoing {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]bot.Outgoing(nil), f.shown...)
}

// Take returns what people saw since the last Take.
func (f *Fake) Take() []bot.Outgoing {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := f.shown
	f.shown = nil
	return out
}

// Sends returns how often a message id was handed to the network.
func (f *Fake) Sends(id string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seen[id]
}
