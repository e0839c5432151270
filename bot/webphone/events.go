package webphone

import (
	"strconv"
	"sync"
	"time"

	"tumbuh/bot"
)

// kept is how many events a page that comes back can be told again.
const kept = 2000

// event is one thing the page is told.
type event struct {
	Seq      int       `json:"-"`
	Kind     string    `json:"kind"` // "pesan", "ketik", "jam"
	Phone    string    `json:"phone,omitempty"`
	ID       string    `json:"id,omitempty"`
	Text     string    `json:"text,omitempty"`
	Choices  []choice  `json:"choices,omitempty"`
	Question string    `json:"question,omitempty"`
	Contact  string    `json:"contact,omitempty"`
	File     string    `json:"file,omitempty"`
	FileName string    `json:"fileName,omitempty"`
	Picture  bool      `json:"picture,omitempty"`
	At       time.Time `json:"at,omitzero"`
	Busy     bool      `json:"busy,omitempty"`
}

type choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// events is a ring that pages listen to.
type events struct {
	mu    sync.Mutex
	seq   int
	ring  []event
	more  chan struct{} // closed and replaced at each event
	done  chan struct{}
	files map[string]bot.File
}

func newEvents() *events {
	return &events{more: make(chan struct{}), done: make(chan struct{}), files: map[string]bot.File{}}
}

func (e *events) add(v event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.seq++
	v.Seq = e.seq
	e.ring = append(e.ring, v)
	if len(e.ring) > kept {
		e.ring = append([]event(nil), e.ring[len(e.ring)-kept:]...)
	}
	close(e.more)
	e.more = make(chan struct{})
}

// after returns the events behind a sequence number, and what to wait on when
// there are none.
func (e *events) after(seq int) ([]event, <-chan struct{}) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, v := range e.ring {
		if v.Seq > seq {
			return append([]event(nil), e.ring[i:]...), e.more
		}
	}
	return nil, e.more
}

// keep holds a file's bytes while the page may ask for them.
func (e *events) keep(f bot.File) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.files) > 200 {
		clear(e.files)
	}
	id := strconv.Itoa(e.seq+1) + "-" + strconv.Itoa(len(e.files))
	e.files[id] = f
	return id
}

func (e *events) file(id string) (bot.File, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f, ok := e.files[id]
	return f, ok
}

func (e *events) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case <-e.done:
	default:
		close(e.done)
	}
}
