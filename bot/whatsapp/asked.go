package whatsapp

import (
	"context"
	"errors"

	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
)

// askedAgain answers a phone that could not read a message, and only then tells the network
// that the asking was heard. The library tells it first: a process killed in between, or a
// line cut, left her without the message for good, as the outbox holds it for sent.
func (l *line) askedAgain(n *waBinary.Node) {
	ctx, cancel := context.WithTimeout(l.cli.BackgroundEventCtx, l.door.cfg.AckTimeout+sendExtra)
	defer cancel()
	defer func() {
		if recover() != nil { // beyond the guard's reach, in a goroutine of its own
			l.door.count.Malformed.Add(1)
			l.log.Error("whatsapp: answering a phone that asked again panicked", "number", l.name)
		}
	}()
	select { // a number sends one message at a time
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return // it comes with the next line
	}
	lib := l.cli.DangerousInternals()
	receipt, err := lib.ParseReceipt(n)
	if err == nil && receipt != nil {
		l.receipt(receipt)
		err = lib.HandleRetryReceipt(ctx, receipt, n)
	}
	if lineFailed(err) {
		return
	}
	if err != nil { // forgotten, or nothing of ours: asking once more would not help
		l.log.Warn("whatsapp: a phone asked for a message that it cannot be given", "number", l.name)
	}
	lib.SendAck(ctx, n, 0)
}

// lineFailed tells whether an error is one of the line, so that another line may do better.
func lineFailed(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.Is(err, whatsmeow.ErrNotConnected) ||
		errors.Is(err, whatsmeow.ErrIQTimedOut) || errors.Is(err, whatsmeow.ErrIQDisconnected) || errors.As(err, new(*whatsmeow.DisconnectedError))
}
