package telegram

import (
	"context"
	"sync"
	"time"
)

// progress knows which updates are done, so that the offset passes only those whose
// every predecessor is done too, and runs one chat's things one after another.
type progress struct {
	mu    sync.Mutex
	open  map[int]bool // begun and not done
	last  int          // highest begun
	kept  int          // how many turns were committed
	chats map[string]chan struct{}
	wg    sync.WaitGroup
	idle  chan struct{} // told when nothing is open any more
}

func newProgress() *progress {
	return &progress{open: map[int]bool{}, chats: map[string]chan struct{}{}, idle: make(chan struct{}, 1)}
}

// begin notes an update; false when it is under way or done already.
func (p *progress) begin(id int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id <= p.last {
		return false
	}
	p.open[id], p.last = true, id
	return true
}

// anew forgets the numbers: Telegram began a new series.
func (p *progress) anew() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.open) == 0 {
		p.last = 0
	}
}

// committed counts a turn; count tells how many there were.
func (p *progress) committed() { p.mu.Lock(); defer p.mu.Unlock(); p.kept++ }

func (p *progress) count() int { p.mu.Lock(); defer p.mu.Unlock(); return p.kept }

// beside runs f beside everything; wait waits for it too.
func (p *progress) beside(f func()) {
	p.wg.Add(1)
	go func() { defer p.wg.Done(); f() }()
}

func (p *progress) end(id int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, id)
	if len(p.open) == 0 {
		select {
		case p.idle <- struct{}{}:
		default:
		}
	}
}

// rest waits until nothing is open, or for the time given: whatever is open when the
// next poll begins comes with it once more.
func (p *progress) rest(ctx context.Context, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	for {
		p.mu.Lock()
		n := len(p.open)
		p.mu.Unlock()
		if n == 0 {
			return
		}
		select {
		case <-p.idle:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// offset is one past the last update before the earliest that is not done.
func (p *progress) offset() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	low := p.last + 1
	if p.last == 0 {
		return 0
	}
	for id := range p.open {
		low = min(low, id)
	}
	return low
}

// chat runs f after everything of the chat that came before.
func (p *progress) chat(chat string, f func()) {
	p.mu.Lock()
	before, mine := p.chats[chat], make(chan struct{})
	p.chats[chat] = mine
	p.mu.Unlock()
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		if before != nil {
			<-before
		}
		f()
		p.mu.Lock()
		if p.chats[chat] == mine {
			delete(p.chats, chat)
		}
		p.mu.Unlock()
		close(mine)
	}()
}

func (p *progress) wait() { p.wg.Wait() }
