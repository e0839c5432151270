package main

import (
	"context"
	"fmt"
	"time"
)

// settle does everything that is due now and sends what it says: a broadcast slice by
// slice, each sent before the next is queued.
func (a *app) settle(ctx context.Context) error {
	if _, err := a.sweep.Run(ctx); err != nil {
		return fmt.Errorf("sweeping: %w", err)
	}
	for idle := 0; idle < 2; idle++ { // once more after the last: sending makes room for a slice
		n, err := a.feed.Run(ctx)
		if err != nil {
			return fmt.Errorf("feeding broadcasts: %w", err)
		}
		if n > 0 {
			idle = -1
		}
		for _, o := range a.out {
			if err := o.Drain(ctx); err != nil {
				return fmt.Errorf("sending: %w", err)
			}
		}
	}
	return nil
}

// nextDue is when something is due next: a wake time, or a broadcast's.
func (a *app) nextDue(ctx context.Context) (time.Time, bool, error) {
	next, ok, err := a.db.NextWake(ctx)
	if err != nil {
		return next, ok, err
	}
	at, err := a.feed.Next(ctx)
	if err == nil && at.After(a.clock.Now()) && (!ok || at.Before(next)) {
		return at, true, nil
	}
	return next, ok, err
}
