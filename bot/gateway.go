package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"tumbuh/store"
)

// Bounds of one incoming thing.
const (
	maxNeeds   = 8    // fetches a decision may ask for
	maxStale   = 40   // times a decision is made anew because a version moved
	maxText    = 4000 // runes of a text a decision sees; nobody types more
	maxPanics  = 3    // tries at a thing whose decision panics, before it is parked
	holdDelay  = 50 * time.Millisecond
	holdLonger = time.Second
)

// Gateway takes what comes in to a committed turn: view, decide, commit, and only
// then does it return, so that the network may be told "received".
type Gateway struct {
	Store  Store
	Decide Decide
	Now    func() time.Time                                 // program time
	Poison func(v store.View, in store.Incoming) store.Turn // the answer to a thing no decision survives
	Hold   time.Duration                                    // how long a thing is held while the store is down
	Kick   func()                                           // something was committed: the outbox may look
	Log    *slog.Logger
	Count  Counters

	people keyed
}

// Counters are plain figures without anything personal.
type Counters struct {
	Turns, Dups, Stales, Panics, Down atomic.Int64
}

// Handle is a [Handle]. Things of one address are taken one after another, in the
// order in which they came; different people at the same time.
func (g *Gateway) Handle(ctx context.Context, in store.Incoming) error {
	in = cleaned(in)
	release, err := g.people.wait(ctx, string(in.From.Channel)+":"+in.From.ID)
	if err != nil {
		return err
	}
	defer release()
	return g.held(ctx, in)
}

// held tries until the turn is committed; while the store is down the thing is
// kept here, so that the network need not bring it again, for a bounded time.
func (g *Gateway) held(ctx context.Context, in store.Incoming) error {
	patience := time.NewTimer(g.Hold)
	defer patience.Stop()
	delay, panics := holdDelay, 0
	for {
		err := g.once(ctx, in, panics >= maxPanics)
		if err == nil {
			return nil
		}
		if errors.As(err, new(panicked)) {
			panics++
			g.Count.Panics.Add(1)
			g.Log.Error("a decision panicked", "message", in.ID, "channel", in.From.Channel, "try", panics, "cause", err.Error())
		} else {
			g.Count.Down.Add(1)
		}
		timer := time.NewTimer(delay)
		select {
		case <-ctx.Done():
		case <-patience.C:
		case <-timer.C:
			delay = min(2*delay, holdLonger)
			continue
		}
		timer.Stop()
		return fmt.Errorf("handling a message: %w", err)
	}
}

// once takes the thing through view, decision and commit. A version that moved
// meanwhile means a new look and a new decision.
func (g *Gateway) once(ctx context.Context, in store.Incoming, poison bool) error {
	for range maxStale {
		v, err := g.view(ctx, in)
		if err != nil {
			return err
		}
		t, err := g.decide(ctx, v, in, poison)
		if err != nil {
			return err
		}
		r, err := g.Store.Commit(ctx, t)
		if err != nil {
			return err
		}
		switch r[0] {
		case store.OK:
			g.Count.Turns.Add(1)
			g.kick()
			return nil
		case store.Dup:
			g.Count.Dups.Add(1)
			return nil
		}
		g.Count.Stales.Add(1)
	}
	return errors.New("the record moved at every try")
}

// panicked is a decision that panicked; it carries no words.
type panicked struct{ cause string }

func (p panicked) Error() string { return "panic: " + p.cause }

func (g *Gateway) decide(ctx context.Context, v store.View, in store.Incoming, poison bool) (t store.Turn, err error) {
	if poison && g.Poison != nil {
		return g.Poison(v, in), nil
	}
	defer func() {
		if r := recover(); r != nil {
			cause := "in a decision"
			if e, ok := r.(error); ok {
				cause = e.Error() // a run-time error names types and indexes, not people
			}
			err = panicked{cause}
		}
	}()
	for range maxNeeds {
		turn, need := g.Decide(v, in)
		if need == nil {
			return turn, nil
		}
		if v, err = g.Store.Fetch(ctx, v, *need); err != nil {
			return turn, err
		}
	}
	return t, panicked{"a decision asked for too much"}
}

func (g *Gateway) kick() {
	if g.Kick != nil {
		g.Kick()
	}
}

// cleaned bounds a text and makes it valid, before anything looks at it.
func cleaned(in store.Incoming) store.Incoming {
	in.Text = strings.ToValidUTF8(in.Text, "")
	in.Text = strings.Map(func(r rune) rune {
		if r == 0 || r == '\uFEFF' || (r < 0x20 && r != '\n' && r != '\t') {
			return -1
		}
		return r
	}, in.Text)
	if utf8.RuneCountInString(in.Text) > maxText {
		in.Text = string([]rune(in.Text)[:maxText])
	}
	in.Choice, in.Question = strings.ToValidUTF8(in.Choice, ""), strings.ToValidUTF8(in.Question, "")
	return in
}
