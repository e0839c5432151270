package whatsapp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// Sealer closes and opens what a number keeps of other people's words.
type Sealer interface {
	// Seal closes plain so that only Open with the same name opens it.
	Seal(name string, plain []byte) ([]byte, error)
	// Open opens what Seal closed.
	Open(name string, sealed []byte) ([]byte, error)
}

// Config says where the numbers are and what they may do.
type Config struct {
	Dir     string // folder of the numbers' files
	Hook    Hook
	Version string // web version to announce; empty: the library's
	Log     *slog.Logger
	Now     func() time.Time          // machine time
	Shift   func(time.Time) time.Time // a network timestamp as program time
	Manners func() Manners
	Seal    Sealer
	Ready   func(ctx context.Context) error                      // nil when the store takes writes
	Changed func(ctx context.Context, a store.Address)           // another person may hold the address now; optional
	Receipt func(ctx context.Context, message string, seen bool) // a broadcast's message was delivered, or seen; optional
	Tell    func(s State)                                        // a number's state changed; optional
	// Known tells of each address whether the store holds somebody of it; who is not known
	// any more leaves the number's file. Optional.
	Known func(ctx context.Context, list []store.Address) ([]bool, error)

	AckTimeout time.Duration // how long the network may take to acknowledge a send; 15 s when zero
	ReadyEvery time.Duration // how often Ready is asked while it fails; 2 s when zero
	ScanEvery  time.Duration // how often the folder is looked at for new numbers; 3 s when zero
}

// Counters are plain figures without anything personal.
type Counters struct {
	Unreadable, Malformed, Delivered, Seen atomic.Int64
}

// Door is the channel: all numbers of one folder. One process at a time serves a folder.
type Door struct {
	cfg    Config
	handle bot.Handle
	count  Counters

	mu    sync.Mutex
	mine  bool // this process serves the folder
	lines map[string]*line
}

// New makes the door; it dials nobody yet.
func New(cfg Config) (*Door, error) {
	if cfg.Dir == "" || cfg.Seal == nil || cfg.Ready == nil || cfg.Manners == nil {
		return nil, errors.New("whatsapp: want a folder, Seal, Ready and Manners")
	}
	if err := settle(cfg.Hook, cfg.Version); err != nil {
		return nil, fmt.Errorf("whatsapp: %w", err)
	}
	if cfg.ReadyEvery == 0 {
		cfg.ReadyEvery = 2 * time.Second
	}
	if cfg.AckTimeout == 0 {
		cfg.AckTimeout = ackTimeout
	}
	if cfg.ScanEvery == 0 {
		cfg.ScanEvery = 3 * time.Second
	}
	return &Door{cfg: cfg, lines: map[string]*line{}}, nil
}

// Name is the channel of its addresses.
func (d *Door) Name() store.Channel { return store.WhatsApp }

// Limits: plain text that still fits a phone. Every number keeps its own pace; the rates
// here only bound how often waiting messages are looked at.
func (d *Door) Limits() bot.Limits {
	return bot.Limits{TextUnits: 4096, CaptionUnits: 1024, Idempotent: true, Repeats: 2,
		Lanes: map[store.Lane]bot.Pace{store.Reminder: {Rate: 1, Burst: 4}, store.Broadcast: {Rate: 1, Burst: 4}}}
}

// Count are the door's figures.
func (d *Door) Count() *Counters { return &d.count }

// Elsewhere tells whether another process serves the folder: this one then claims nothing.
func (d *Door) Elsewhere() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.mine
}

// Run serves the folder's numbers until ctx ends. Another process that serves them already
// is waited for; a number that is linked meanwhile joins.
func (d *Door) Run(ctx context.Context, handle bot.Handle) error {
	d.handle = handle
	var wg sync.WaitGroup
	defer wg.Wait()
	var role interface{ Close() error }
	for ctx.Err() == nil {
		if role == nil {
			if f, err := d.serveLock(); err == nil {
				role = f
				defer f.Close()
			}
		}
		if role != nil {
			d.scan(ctx, &wg)
		}
		bot.Pause(ctx, d.cfg.ScanEvery)
	}
	return nil
}

// scan starts every linked number that is not at work.
func (d *Door) scan(ctx context.Context, wg *sync.WaitGroup) {
	for _, name := range names(d.cfg.Dir) {
		d.mu.Lock()
		busy := d.lines[name] != nil
		d.mu.Unlock()
		if busy {
			continue
		}
		l, err := d.open(ctx, name)
		if err != nil && !errors.Is(err, ErrInUse) && ctx.Err() == nil {
			d.cfg.Log.Error("whatsapp: opening a number", "number", name, "cause", plain(err))
		}
		if l == nil {
			continue
		}
		d.mu.Lock()
		d.lines[name] = l
		d.mu.Unlock()
		wg.Add(1)
		go func() {
			defer wg.Done()
			l.run(ctx)
			d.mu.Lock()
			delete(d.lines, name)
			d.mu.Unlock()
			l.box.close()
		}()
	}
}

// open opens a number's file; nil when no phone is linked to it.
func (d *Door) open(ctx context.Context, name string) (*line, error) {
	b, err := openBox(ctx, d.cfg.Dir, name, d.cfg.Log)
	if err != nil {
		return nil, err
	}
	dev, err := b.device(ctx)
	if err == nil && dev != nil {
		var l *line
		if l, err = newLine(ctx, d, b, dev); err == nil {
			return l, nil
		}
	}
	b.close()
	return nil, err
}

// route finds the number that serves a person: of those she wrote to, an open one, the
// one she wrote to last. Nothing unasked goes to anybody who did not write to the number.
func (d *Door) route(to string, routine bool) (*line, contact, bot.Outcome) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var best *line
	var who contact
	open, known := 0, false
	for _, l := range d.lines {
		well := l.now().Well()
		if well {
			open++
		}
		c, ok := l.contacts.find(to)
		known = known || ok
		if ok && well && (best == nil || c.wrote.After(who.wrote)) {
			best, who = l, c
		}
	}
	switch {
	case best != nil:
		return best, who, bot.Outcome{}
	case open == 0:
		return nil, who, bot.Outcome{Fate: bot.Offline, Code: "closed"}
	case !known && !routine && open == 1: // its file is new: it was linked again
		for _, l := range d.lines {
			if l.now().Well() {
				return l, contact{first: to}, bot.Outcome{}
			}
		}
	case !known:
		return nil, who, bot.Outcome{Fate: bot.Retry, Paced: true, After: longestHold, Code: "never-wrote"}
	}
	return nil, who, bot.Outcome{Fate: bot.Retry, Paced: true, After: closedWait, Code: "closed"}
}

// States are the states of the numbers at work here.
func (d *Door) States() []State {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []State
	for _, l := range d.lines {
		list = append(list, l.now())
	}
	return list
}

func (d *Door) serveLock() (interface{ Close() error }, error) {
	if err := mkdir(d.cfg.Dir); err != nil {
		return nil, err
	}
	f, err := flock(filepath.Join(d.cfg.Dir, "serve.lock"))
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	d.mine = true
	d.mu.Unlock()
	return f, nil
}
