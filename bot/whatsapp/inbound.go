package whatsapp

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"

	"tumbuh/store"
)

// The commit is the inbox. whatsmeow hands messages over one after another and would
// acknowledge each when its handler returns; a commit for each would then take its turn on
// the disk alone. So the handler tells the library "not kept" (it acknowledges nothing and
// keeps the plain text in its buffer, in the transaction that moved the session), chats
// are committed side by side, and the receipt leaves from here, after the commit.
// Whatever is killed on the way is brought again and recognised by its id.

// underWay is how many messages of a number may wait for their commit.
const underWay = 256

// job is one message on its way to a commit.
type job struct {
	in   store.Incoming
	info types.MessageInfo
	node *waBinary.Node
	hash [32]byte // of the ciphertext: the key of the library's buffer
}

// intake runs chats side by side and each chat in order.
type intake struct {
	mu    sync.Mutex
	chats map[string][]job // waiting; a chat that is here has a worker
	room  chan struct{}
	wg    sync.WaitGroup
}

func newIntake() *intake {
	return &intake{chats: map[string][]job{}, room: make(chan struct{}, underWay)}
}

// put takes a job in; it blocks while too many are under way, false when ctx ends first.
func (q *intake) put(ctx context.Context, j job, work func(job)) bool {
	select {
	case q.room <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	waiting, running := q.chats[j.in.From.ID]
	q.chats[j.in.From.ID] = append(waiting, j)
	if !running {
		q.wg.Add(1)
		go q.chat(j.in.From.ID, work)
	}
	return true
}

func (q *intake) chat(id string, work func(job)) {
	defer q.wg.Done()
	for {
		q.mu.Lock()
		if len(q.chats[id]) == 0 {
			delete(q.chats, id)
			q.mu.Unlock()
			return
		}
		j := q.chats[id][0]
		q.chats[id] = q.chats[id][1:]
		q.mu.Unlock()
		work(j)
		<-q.room
	}
}

// stanza sees what the network says, in its order, before the library does. A message's
// stanza is remembered until the handler takes it: the receipt is made from it.
func (l *line) stanza(n *waBinary.Node) (wanted bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch n.Tag {
	case "message":
		l.current = n
	case "receipt":
		if n.Attrs["type"] == string(types.ReceiptTypeRetry) {
			l.intake.wg.Go(func() { l.askedAgain(n) })
			return false
		}
	case "success":
		l.login = true
	case "failure", "stream:error":
		l.login = false
	}
	return true
}

// message takes one decrypted message; true: nothing is to be kept of it.
func (l *line) message(ctx context.Context, ev *events.Message) bool {
	if ev.Info.IsFromMe && ev.Info.Sender.Device == 0 {
		l.seenPhone()
	}
	if !private(ev.Info) {
		return true
	}
	return l.take(ctx, ev.Info, func(c contact) (store.Incoming, bool) {
		in, ok := incoming(ev.Info, ev.Message, c, l.door.cfg.Shift)
		return l.withFile(ownContact(in, ev.Message), ev.Message), ok
	})
}

// take hands a message on; its receipt follows the commit.
func (l *line) take(ctx context.Context, info types.MessageInfo, convert func(contact) (store.Incoming, bool)) bool {
	l.mu.Lock()
	node := l.current
	l.mu.Unlock()
	if l.refuses.Load() || ctx.Err() != nil || node == nil {
		return false
	}
	c, err := l.contacts.meet(ctx, info.Sender, l.alt(ctx, info), l.door.cfg.Now())
	if err != nil {
		l.log.Error("whatsapp: a contact could not be kept", "number", l.name, "cause", plain(err))
		l.refuse()
		return false
	}
	in, ok := convert(c)
	if !ok {
		return true
	}
	j := job{in: in, info: info, node: node, hash: ciphertext(node)}
	l.intake.put(ctx, j, func(j job) { l.commit(ctx, j) })
	return false
}

// alt is the sender's other name, as far as it is known.
func (l *line) alt(ctx context.Context, info types.MessageInfo) types.JID {
	if !info.SenderAlt.IsEmpty() || info.Sender.Server != types.HiddenUserServer {
		return info.SenderAlt
	}
	pn, err := l.cli.Store.LIDs.GetPNForLID(ctx, info.Sender.ToNonAD())
	if err != nil {
		return types.EmptyJID
	}
	return pn
}

// ciphertext is the hash by which the library's buffer knows a message.
func ciphertext(n *waBinary.Node) [32]byte {
	for _, child := range n.GetChildren() {
		if body, ok := child.Content.([]byte); ok && child.Tag == "enc" {
			return sha256.Sum256(body)
		}
	}
	return [32]byte{}
}

// commit brings one message to its commit and only then acknowledges it. When that cannot
// be, nothing more is taken until the store is back; then the line reconnects, and the
// network brings everything again in its order.
func (l *line) commit(ctx context.Context, j job) {
	if l.refuses.Load() {
		return
	}
	if err := l.safely(ctx, j.in); err != nil {
		if ctx.Err() == nil {
			l.log.Warn("whatsapp: a message could not be kept; it stays with the network", "number", l.name)
			l.refuse()
		}
		return
	}
	if j.in.Changed {
		l.contacts.change(ctx, j.in.From.ID, false)
	}
	l.cli.DangerousInternals().SendMessageReceipt(ctx, &j.info, j.node)
	l.scribe.forget(j.hash)
}

// safely keeps a panic from counting as success.
func (l *line) safely(ctx context.Context, in store.Incoming) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return l.handle(ctx, in)
}

// refuse stops taking messages until the store takes writes again.
func (l *line) refuse() {
	if l.refuses.CompareAndSwap(false, true) {
		select {
		case l.wake <- struct{}{}:
		default:
		}
	}
}

// giveUp is after how many tries the library asks no more for a message it cannot read.
const giveUp = 5

// unreadable counts the tries at a message that cannot be decrypted; after the last one
// she is asked to send it again.
func (l *line) unreadable(ctx context.Context, ev *events.UndecryptableMessage) {
	l.door.count.Unreadable.Add(1)
	if !private(ev.Info) || ev.DecryptFailMode == events.DecryptFailHide {
		return
	}
	l.mu.Lock()
	if len(l.tries) > 1000 {
		clear(l.tries)
	}
	l.tries[ev.Info.ID]++
	last := l.tries[ev.Info.ID] == giveUp || ev.IsUnavailable
	l.mu.Unlock()
	if !last {
		return
	}
	c, err := l.contacts.meet(ctx, ev.Info.Sender, l.alt(ctx, ev.Info), l.door.cfg.Now())
	if err != nil {
		return
	}
	in := store.Incoming{From: c.address(), Aliases: c.aliases(), ID: ev.Info.ID + "!", At: l.door.cfg.Shift(ev.Info.Timestamp), Kind: store.InUnreadable, Changed: c.changed}
	go func() {
		hold, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		_ = l.safely(hold, in) // the words are lost already; this only says so
	}()
}
