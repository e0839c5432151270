package whatsapp

import (
	"context"
	"sync"
	"time"
)

// scribe writes, a batch in one transaction, what need not be on the disk before anything
// else happens: plain text to forget, receipts.
type scribe struct {
	mu     sync.Mutex
	hashes [][32]byte
	marks  []mark
	kick   chan struct{}
}

// mark is one receipt: these messages were delivered, or seen.
type mark struct {
	ids  []string
	seen bool
	at   time.Time
}

func newScribe() *scribe { return &scribe{kick: make(chan struct{}, 1)} }

func (s *scribe) forget(h [32]byte) {
	s.mu.Lock()
	s.hashes = append(s.hashes, h)
	s.mu.Unlock()
	s.nudge()
}

func (s *scribe) mark(m mark) {
	s.mu.Lock()
	s.marks = append(s.marks, m)
	s.mu.Unlock()
	s.nudge()
}

func (s *scribe) nudge() {
	select {
	case s.kick <- struct{}{}:
	default:
	}
}

func (s *scribe) take() ([][32]byte, []mark) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, m := s.hashes, s.marks
	s.hashes, s.marks = nil, nil
	return h, m
}

// write runs until ctx ends, and once more.
func (l *line) write(ctx context.Context) {
	for done := false; !done; {
		select {
		case <-ctx.Done():
			done = true
		case <-l.scribe.kick:
		}
		hashes, marks := l.scribe.take()
		work := context.WithoutCancel(ctx)
		if len(hashes) > 0 {
			_ = l.cli.Store.EventBuffer.DoDecryptionTxn(work, func(tx context.Context) error {
				for _, h := range hashes {
					if err := l.cli.Store.EventBuffer.ClearBufferedEventPlaintext(tx, h); err != nil {
						return err // the library drops them after two weeks
					}
				}
				return nil
			})
		}
		if len(marks) > 0 {
			_ = l.box.receipts(work, marks) // a lost tick is no lost message
			l.passOn(work, marks)
		}
	}
}

// passOn tells the program of receipts of messages whose id names nobody.
func (l *line) passOn(ctx context.Context, marks []mark) {
	if l.door.cfg.Receipt == nil {
		return
	}
	for _, m := range marks {
		for _, ref := range l.box.refs(ctx, m.ids) {
			l.door.cfg.Receipt(ctx, ref, m.seen)
		}
	}
}
