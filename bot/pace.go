package bot

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"tumbuh/store"
)

// paces bounds the lanes of one channel on machine time.
type paces struct {
	state *paceState
}

type paceState struct {
	mu      sync.Mutex
	lanes   map[store.Lane]*rate.Limiter
	machine func() time.Time
	until   time.Time // the whole channel must wait
}

func newPaces(lanes map[store.Lane]Pace, machine func() time.Time) paces {
	s := &paceState{lanes: map[store.Lane]*rate.Limiter{}, machine: machine}
	for l, p := range lanes {
		if p.Rate > 0 {
			s.lanes[l] = rate.NewLimiter(rate.Limit(p.Rate), max(p.Burst, 1))
		}
	}
	return paces{s}
}

// room is how many chats may be claimed now for these lanes; none while the whole
// channel waits. Tokens are spent by take, when a message really leaves.
func (p paces) room(lanes []store.Lane, most int) int {
	s := p.state
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.machine()
	if now.Before(s.until) {
		return 0
	}
	room := 0
	for _, l := range lanes {
		lim := s.lanes[l]
		if lim == nil {
			return most
		}
		room += int(lim.TokensAt(now))
	}
	return min(room, most)
}

// take spends a token for a message; false: the lane has none now.
func (p paces) take(l store.Lane) bool {
	lim := p.state.lanes[l]
	return lim == nil || lim.AllowN(p.state.machine(), 1)
}

// stop makes the whole channel wait.
func (p paces) stop(d time.Duration) {
	s := p.state
	s.mu.Lock()
	defer s.mu.Unlock()
	if until := s.machine().Add(d); until.After(s.until) {
		s.until = until
	}
}
