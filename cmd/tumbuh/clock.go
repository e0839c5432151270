package main

import (
	"sync"
	"time"
)

// clock tells the two times. Program time (plans, quiet hours, ledger, retention)
// may start anywhere and be moved; machine time (leases, backoff, pacing) is the
// machine's and is never moved.
type clock struct {
	mu      sync.Mutex
	machine func() time.Time
	offset  time.Duration
}

// newClock starts program time at start; the zero start is now.
func newClock(machine func() time.Time, start time.Time) *clock {
	c := &clock{machine: machine}
	if !start.IsZero() {
		c.offset = start.Sub(machine())
	}
	return c
}

// Now is program time.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.machine().Add(c.offset)
}

// Shift turns a network's timestamp into program time.
func (c *clock) Shift(t time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return t.Add(c.offset)
}

// MoveTo sets program time.
func (c *clock) MoveTo(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = t.Sub(c.machine())
}
