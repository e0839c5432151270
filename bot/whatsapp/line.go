package whatsapp

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	waStore "go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"

	"tumbuh/bot"
)

var errPanic = errors.New("panic while handling")

// line is one number at work.
type line struct {
	door     *Door
	name     string
	log      *slog.Logger
	box      *box
	cli      *whatsmeow.Client
	contacts *contacts
	keeper   *keeper
	intake   *intake
	scribe   *scribe
	handle   bot.Handle

	turn    chan struct{} // held by the one that sends
	refuses atomic.Bool   // nothing is taken until the store is back
	wake    chan struct{} // look at refuses or state
	news    chan struct{} // the state changed
	failed  int           // connections in a row that could not be made; of run

	mu      sync.Mutex
	current *waBinary.Node // the message stanza being handled
	tries   map[string]int // of unreadable messages, by id
	state   State
	login   bool // the network took the login of the newest connection
}

// newLine makes a number ready over its open file.
func newLine(ctx context.Context, d *Door, b *box, dev *waStore.Device) (*line, error) {
	l := &line{door: d, name: b.name, log: d.cfg.Log, box: b, intake: newIntake(), scribe: newScribe(), handle: d.handle,
		turn: make(chan struct{}, 1), wake: make(chan struct{}, 1), news: make(chan struct{}, 1), tries: map[string]int{}}
	var err error
	if l.contacts, err = loadContacts(ctx, b); err != nil {
		return nil, err
	}
	if err := b.keys.LIDMap.FillCache(ctx); err != nil { // or the first message after a start may not reach a phone with linked devices
		return nil, err
	}
	if b.getInt(ctx, "linked") == 0 {
		_ = b.setInt(ctx, "linked", d.cfg.Now().Unix())
	}
	if b.getInt(ctx, "seen") == 0 {
		_ = b.setInt(ctx, "seen", d.cfg.Now().Unix())
	}
	l.keeper = newKeeper(ctx, b, d.cfg.Manners, d.cfg.Now)
	l.state = State{Number: b.name, Code: Connecting, Since: d.cfg.Now(), Phone: dev.ID.User, Linked: l.keeper.linked, Seen: unix(b.getInt(ctx, "seen"))}
	l.cli = newClient(dev, d.cfg.Hook, quiet{d.cfg.Log, b.name}, l.dials)
	l.cli.Store.EventBuffer, l.cli.Store.Contacts = closed{l.cli.Store.EventBuffer, d.cfg.Seal}, nameless{l.cli.Store.Contacts}
	l.cli.BackgroundEventCtx = ctx
	l.cli.GetMessageForRetry = func(_, _ types.JID, id types.MessageID) *waE2E.Message { return l.box.recall(ctx, id, d.cfg.Seal) }
	l.cli.AddEventHandlerWithSuccessStatus(func(evt any) (ok bool) {
		defer func() {
			if recover() != nil { // a panic here would count as success
				l.log.Error("whatsapp: an event panicked", "number", l.name)
				ok = false
			}
		}()
		return l.event(ctx, evt)
	})
	return l, guard(l.cli, l.stanza, func(tag string) {
		d.count.Malformed.Add(1)
		l.log.Warn("whatsapp: a malformed stanza was refused", "number", l.name, "stanza", tag)
	})
}

// newClient makes a client with the settings without which a crash loses messages. dials
// is called before each connection is made.
func newClient(dev *waStore.Device, h Hook, log quiet, dials func()) *whatsmeow.Client {
	if dev.EventBuffer != nil {
		dev.EventBuffer = rollback{dev.EventBuffer}
	}
	if dev.PushName == "" {
		dev.PushName = "Tumbuh"
	}
	cli := whatsmeow.NewClient(dev, log)
	h.attach(cli, dials)
	cli.EnableDecryptedEventBuffer = true
	cli.SynchronousAck = true
	cli.ManualHistorySyncDownload = true
	cli.InitialAutoReconnect = true
	cli.AutoReconnectHook = func(error) bool { // the library waits two seconds longer each time, without an end
		cli.AutoReconnectErrors = min(cli.AutoReconnectErrors, 15)
		return true
	}
	return cli
}

// run keeps the number connected until ctx ends, it is lost, or it must begin anew.
func (l *line) run(ctx context.Context) {
	scribing, stop := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	wg.Go(func() { l.write(scribing) })
	wg.Go(func() { l.tellAll(scribing) })
	wg.Go(func() { l.forgetting(scribing) })
	defer func() {
		l.cli.Disconnect()
		l.intake.wg.Wait()
		stop()
		wg.Wait()
	}()
	l.connect(ctx)
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for ctx.Err() == nil {
		s := l.now()
		if s.Lost() {
			return
		}
		retry := time.NewTimer(orLong(l.retryIn(s)))
		select {
		case <-ctx.Done():
		case <-hourly.C:
			l.box.prune(ctx, l.door.cfg.Now())
			l.report()
		case <-retry.C:
			l.connect(ctx)
		case <-l.wake:
			if l.refuses.Load() {
				l.untilReady(ctx)
				retry.Stop()
				return // begun anew: of this client some stanzas of the old connection may still be under way
			}
		}
		retry.Stop()
	}
}

// retryIn is when to connect again what the library does not; 0 = never.
func (l *line) retryIn(s State) time.Duration {
	if l.failed > 0 {
		return min(250*time.Millisecond<<min(l.failed, 10), time.Minute)
	}
	return again(s, l.door.cfg.Now())
}

func orLong(d time.Duration) time.Duration {
	if d == 0 {
		return 24 * time.Hour
	}
	return d
}

func (l *line) connect(ctx context.Context) {
	if l.cli.IsConnected() || l.now().Code == Replaced {
		l.failed = 0
		return
	}
	err := l.cli.ConnectContext(ctx)
	if err == nil || errors.Is(err, whatsmeow.ErrAlreadyConnected) {
		l.failed = 0
		return
	}
	if ctx.Err() == nil { // a line cut in the handshake, for one: the library gives up then
		l.failed++
		l.log.Warn("whatsapp: connecting", "number", l.name, "cause", plain(err), "try", l.failed)
		l.become(Offline, 0)
	}
}

// untilReady waits until the store takes writes. Then the number reconnects, so that the
// network brings again, in its order, what was not acknowledged.
func (l *line) untilReady(ctx context.Context) {
	for ctx.Err() == nil && l.door.cfg.Ready(ctx) != nil {
		bot.Pause(ctx, l.door.cfg.ReadyEvery)
	}
}
