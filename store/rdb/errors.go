package rdb

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// ErrDown says that Redis cannot be reached or does not take writes now. Nothing
// may be acknowledged; trying again later is right.
var ErrDown = errors.New("store is not available")

// ErrWrongType says that a key holds something else than the map says. Nothing of
// the turn was written.
var ErrWrongType = errors.New("a key in the store holds a wrong type")

// ErrRefused says that a turn cannot be written as it is (a message without an
// address, a record that is too large): a fault of who made it. Nothing of it was written.
var ErrRefused = errors.New("the turn cannot be written")

// ErrWrongKey says that the data key is not the one this store was made with.
var ErrWrongKey = errors.New("the data key is not the one these data were sealed with")

// hooked is an error of the hook: it goes through as it is.
type hooked struct{ error }

func (h hooked) Unwrap() error { return h.error }

// down tells trouble of the server from faults of ours.
func (d *DB) down(doing string, err error) error {
	if err == nil {
		return nil
	}
	msg := err.Error()
	if strings.HasPrefix(msg, "WRONGTYPE") {
		return fmt.Errorf("%s: %w", doing, ErrWrongType)
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s: %w: %w", doing, ErrDown, context.Canceled)
	}
	return fmt.Errorf("%s: %w: %s", doing, ErrDown, clean(msg))
}

// given is what a caller hears whose patience ended: whether the store did what it
// was asked is not known.
func given(doing string, ctx context.Context) error {
	return fmt.Errorf("%s: %w: %w", doing, ErrDown, ctx.Err())
}

// clean keeps what a server's message says of its state, never a value.
func clean(msg string) string {
	for _, known := range []string{"MISCONF", "READONLY", "LOADING", "OOM", "NOAUTH", "WRONGPASS", "CLUSTERDOWN", "NOREPLICAS", "BUSY", "connection refused",
		"timeout", "deadline exceeded", "EOF", "no such file", "broken pipe", "connection reset"} {
		if strings.Contains(msg, known) {
			return known
		}
	}
	if strings.HasPrefix(msg, "ERR") {
		return msg[:min(len(msg), 160)]
	}
	return "unreachable"
}
