package webphone

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// Clock is what the page may do with program time; nil: the clock bar is hidden.
type Clock interface {
	Now() time.Time
	// Walk moves to a moment, stopping at everything that is due between.
	Walk(ctx context.Context, to time.Time, progress func(time.Time)) error
	// Next is when something is due next.
	Next(ctx context.Context) (time.Time, bool)
}

// Phone is one telephone of the page.
type Phone struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Config says what the page shows.
type Config struct {
	Phones []Phone
	Clock  Clock
	Now    func() time.Time // program time, for the stamps
	Log    *slog.Logger
	Note   string // shown on the page: "nothing is kept", the sort of store
}

// Web is the channel and its page.
type Web struct {
	cfg    Config
	events *events
	mu     sync.Mutex
	handle bot.Handle
	ready  chan struct{}
	once   sync.Once
	walk   sync.Mutex
}

// New makes the channel.
func New(cfg Config) *Web {
	return &Web{cfg: cfg, events: newEvents(), ready: make(chan struct{})}
}

// Name is the channel of its addresses.
func (w *Web) Name() store.Channel { return store.WebPhone }

// Limits are a browser's: wide. The page shows a message id once.
func (w *Web) Limits() bot.Limits {
	return bot.Limits{TextUnits: 4096, CaptionUnits: 1024, Buttons: true, ButtonRunes: 40, Idempotent: true}
}

// Run takes what the page posts until ctx ends.
func (w *Web) Run(ctx context.Context, handle bot.Handle) error {
	w.mu.Lock()
	w.handle = handle
	w.mu.Unlock()
	w.once.Do(func() { close(w.ready) })
	<-ctx.Done()
	w.events.close()
	return nil
}

// Send shows a message on its phone.
func (w *Web) Send(_ context.Context, m bot.Outgoing) bot.Outcome {
	e := event{Kind: "pesan", Phone: m.To, ID: m.ID, Text: m.Text, Question: m.Question, Contact: m.Contact, At: w.cfg.Now().In(store.WIB)}
	for _, c := range m.Choices {
		e.Choices = append(e.Choices, choice(c))
	}
	if m.File != nil {
		e.File, e.FileName, e.Picture = w.events.keep(*m.File), m.File.Name, m.File.Picture
	}
	w.events.add(e)
	return bot.Outcome{Fate: bot.Sent, NetworkID: m.ID}
}

// deliver hands one posted thing to the gateway; it returns after the commit.
func (w *Web) deliver(ctx context.Context, in store.Incoming) error {
	select {
	case <-w.ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	w.mu.Lock()
	handle := w.handle
	w.mu.Unlock()
	w.events.add(event{Kind: "ketik", Phone: in.From.ID})
	return handle(ctx, in)
}
