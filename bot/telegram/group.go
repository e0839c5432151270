package telegram

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// groups bounds how often a group is told that this is no place to talk: three times,
// then once a minute.
type groups struct {
	mu   sync.Mutex
	now  func() time.Time // machine time
	rate map[string]*rate.Limiter
}

func (g *groups) may(chat string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.rate[chat]
	if l == nil {
		if len(g.rate) >= manyChats {
			clear(g.rate)
		}
		l = rate.NewLimiter(rate.Every(time.Minute), 3)
		g.rate[chat] = l
	}
	return l.AllowN(g.now(), 1)
}
