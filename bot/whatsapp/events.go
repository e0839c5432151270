package whatsapp

import (
	"context"
	"time"

	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
)

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

// dials notes that a connection is made anew: there is none now, whatever was said before.
func (l *line) dials() {
	l.mu.Lock()
	l.login = false
	up := l.state.Code == Connected
	l.mu.Unlock()
	if up {
		l.become(Offline, 0)
	}
}

// become changes the state and tells whoever must know. The library tells of connections
// from goroutines of their own: "connected" may come after the ban that followed it, and
// "disconnected" after the next connection. Both are held against what the network itself
// said last.
func (l *line) become(c Code, lasts time.Duration) {
	now := l.door.cfg.Now()
	l.mu.Lock()
	was := l.state.Code
	if late := c == Connected && !l.login || c == Offline && l.login; late {
		l.mu.Unlock()
		return
	}
	if said := (State{Code: was}).Lost() || was == Replaced || was == Outdated || was == Refused || was == BannedUntil && now.Before(l.state.Until); said && c == Offline {
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
