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
	"go.mau.fi/whatsmeow/types/events"

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

	refuses atomic.Bool   // nothing is taken until the store is back
	wake    chan struct{} // look at refuses or state
	news    chan struct{} // the state changed
	failed  int           // connections in a row that could not be made; of run

	mu      sync.Mutex
	current *waBinary.Node // the message stanza being handled
	tries   map[string]int // of unreadable messages, by id
	state   State
}

// newLine makes a number ready over its open file.
func newLine(ctx context.Context, d *Door, b *box, dev *waStore.Device) (*line, error) {
	l := &line{door: d, name: b.name, log: d.cfg.Log, box: b, intake: newIntake(), scribe: newScribe(), handle: d.handle,
		wake: make(chan struct{}, 1), news: make(chan struct{}, 1), tries: map[string]int{}}
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
	l.cli = newClient(dev, d.cfg.Hook, quiet{d.cfg.Log, b.name})
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

// newClient makes a client with the settings without which a crash loses messages.
func newClient(dev *waStore.Device, h Hook, log quiet) *whatsmeow.Client {
	if dev.PushName == "" {
		dev.PushName = "Tumbuh"
	}
	cli := whatsmeow.NewClient(dev, log)
	h.attach(cli)
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
		pause(ctx, l.door.cfg.ReadyEvery)
	}
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// event takes everything the library tells. It is called from several goroutines.
func (l *line) event(ctx context.Context, evt any) bool {
	code, lasts := after(evt)
	if code == BannedUntil {
		l.keeper.stop(ctx, lasts)
	}
	if code != "" {
		l.become(code, lasts)
	}
	switch e := evt.(type) {
	case *events.Message:
		return l.message(ctx, e)
	case *events.UndecryptableMessage:
		l.unreadable(ctx, e)
	case *events.Connected:
		_ = l.cli.SendPresence(ctx, types.PresenceAvailable) // else senders see one tick only
	case *events.Receipt:
		l.receipt(e)
	case *events.IdentityChange:
		if c, ok := l.contacts.change(ctx, e.JID.ToNonAD().String(), true); ok && l.door.cfg.Changed != nil {
			go l.door.cfg.Changed(ctx, c.address())
		}
	case *events.AppState, *events.HistorySync, *events.OfflineSyncCompleted:
		if _, sync := evt.(*events.OfflineSyncCompleted); !sync {
			l.seenPhone()
		}
	}
	return true
}

func (l *line) receipt(e *events.Receipt) {
	own := l.cli.Store.ID
	if e.IsFromMe && e.Sender.Device == 0 || own != nil && e.Sender.User == own.User && e.Sender.Device == 0 {
		l.seenPhone()
		return
	}
	switch e.Type {
	case types.ReceiptTypeDelivered:
		l.door.count.Delivered.Add(int64(len(e.MessageIDs)))
		l.scribe.mark(mark{ids: e.MessageIDs, at: e.Timestamp})
	case types.ReceiptTypeRead, types.ReceiptTypePlayed:
		l.door.count.Seen.Add(int64(len(e.MessageIDs)))
		l.scribe.mark(mark{ids: e.MessageIDs, seen: true, at: e.Timestamp})
	}
}

// seenPhone notes that the linked phone is alive, at most once an hour.
func (l *line) seenPhone() {
	now := l.door.cfg.Now()
	l.mu.Lock()
	fresh := now.Sub(l.state.Seen) > time.Hour
	if fresh {
		l.state.Seen = now
	}
	l.mu.Unlock()
	if fresh {
		_ = l.box.setInt(context.Background(), "seen", now.Unix())
		l.report()
	}
}

// now is the number's state, with what time alone changes.
func (l *line) now() State {
	l.mu.Lock()
	s := l.state
	l.mu.Unlock()
	s.PerDay, s.Stopped = l.keeper.figures()
	if s.Code == Connected && l.door.cfg.Now().Sub(s.Seen) > unseenAfter {
		s.Code = PhoneUnseen
	}
	return s
}

// become changes the state and tells whoever must know.
func (l *line) become(c Code, lasts time.Duration) {
	now := l.door.cfg.Now()
	l.mu.Lock()
	was := l.state.Code
	if terminal := (State{Code: was}).Lost() || was == Replaced || was == BannedUntil && now.Before(l.state.Until); terminal && c == Offline {
		l.mu.Unlock()
		return // the line going down says less than why it went
	}
	if was != c {
		l.state.Code, l.state.Since, l.state.Until = c, now, time.Time{}
		if lasts > 0 {
			l.state.Until = now.Add(lasts)
		}
	}
	l.mu.Unlock()
	if was == c {
		return
	}
	l.log.Info("whatsapp", "number", l.name, "state", string(c))
	l.report()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// report has the state kept and told; not in the library's own goroutine.
func (l *line) report() {
	select {
	case l.news <- struct{}{}:
	default: // the one that waits tells the newest
	}
}

// tellAll keeps the state for other processes and tells it, in order, until ctx ends and
// once more.
func (l *line) tellAll(ctx context.Context) {
	for done := false; !done; {
		select {
		case <-ctx.Done():
			done = true
		case <-l.news:
		}
		s := l.now()
		l.box.keepState(context.WithoutCancel(ctx), s)
		if l.door.cfg.Tell != nil {
			l.door.cfg.Tell(s)
		}
	}
}
