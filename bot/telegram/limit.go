package telegram

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"tumbuh/store"
)

// limiter keeps what Telegram bears, without being told to: so many messages a second
// over all chats, one a second for one chat with a burst of three. And what it is told:
// a 429 stops that chat; 429s of two chats within moments stop all.
type limiter struct {
	mu    sync.Mutex
	now   func() time.Time // machine time
	all   *rate.Limiter
	until time.Time // all wait
	told  string    // the chat of the last 429
	at    time.Time
	chats map[string]*chatLimit
	many  int // so many chats are looked through for those to forget
}

type chatLimit struct {
	rate  *rate.Limiter
	until time.Time
}

// Bounds of waiting. A wait for the whole channel's turn is taken here while it is
// short; longer ones go back to the outbox.
const (
	shortWait   = time.Second
	manyChats   = 1000
	togetherFor = 5 * time.Second
)

// newLimiter spends a tenth of the rate as a burst, so that no second has more than
// the rate.
func newLimiter(perSecond float64, now func() time.Time) *limiter {
	burst := max(1, int(perSecond/10))
	return &limiter{all: rate.NewLimiter(rate.Limit(max(perSecond-float64(burst), perSecond/2)), burst), chats: map[string]*chatLimit{}, now: now}
}

// take spends a message of the chat. wait > 0: nothing was spent, its turn comes then.
// rest is a short time the caller must rest before it sends. Reminders and broadcasts
// never book ahead, so a reply waits for nothing but replies.
func (l *limiter) take(chat string, lane store.Lane) (wait, rest time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	c := l.chat(chat, now)
	if until := later(l.until, c.until); until.After(now) {
		return until.Sub(now), 0
	}
	own := c.rate.ReserveN(now, 1)
	if d := own.DelayFrom(now); d > 0 {
		own.CancelAt(now)
		return d, 0
	}
	every := l.all.ReserveN(now, 1)
	d := every.DelayFrom(now)
	if d > shortWait || d > 0 && (lane == store.Reminder || lane == store.Broadcast) {
		every.CancelAt(now)
		own.CancelAt(now)
		return d, 0
	}
	return 0, d
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (l *limiter) chat(chat string, now time.Time) *chatLimit {
	c := l.chats[chat]
	if c == nil {
		if len(l.chats) >= max(l.many, manyChats) {
			l.forget(now)
			l.many = 2 * len(l.chats) // else who has many chats would look through all for each
		}
		c = &chatLimit{rate: rate.NewLimiter(1, 3)}
		l.chats[chat] = c
	}
	return c
}

// forget drops the chats that have their whole burst again: nothing is known of them.
func (l *limiter) forget(now time.Time) {
	for id, c := range l.chats {
		if !c.until.After(now) && c.rate.TokensAt(now) >= 3 {
			delete(l.chats, id)
		}
	}
}

// told429 notes that Telegram asked to wait; it returns whether all must.
func (l *limiter) told429(chat string, d time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.chat(chat, now).until = now.Add(d)
	all := l.told != "" && l.told != chat && now.Sub(l.at) < togetherFor
	l.told, l.at = chat, now
	if all {
		l.until = later(l.until, now.Add(d))
	}
	return all
}
