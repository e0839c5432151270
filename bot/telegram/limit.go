package telegram

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter keeps what Telegram bears: so many messages a second over all chats, one a
// second for one chat with a burst of three. It is kept without being told to.
type limiter struct {
	mu    sync.Mutex
	all   *rate.Limiter
	chats map[string]*rate.Limiter
	now   func() time.Time
}

func newLimiter(perSecond float64, now func() time.Time) *limiter {
	return &limiter{all: rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond/4))), chats: map[string]*rate.Limiter{}, now: now}
}

// wait returns when one message may go to the chat; an error when ctx ends first.
func (l *limiter) wait(ctx context.Context, chat string) error {
	l.mu.Lock()
	c := l.chats[chat]
	if c == nil {
		if len(l.chats) > 10000 {
			clear(l.chats) // a new burst for everyone, once in a long while
		}
		c = rate.NewLimiter(1, 3)
		l.chats[chat] = c
	}
	l.mu.Unlock()
	if err := c.Wait(ctx); err != nil {
		return err
	}
	return l.all.Wait(ctx)
}
