package rdb

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tumbuh/store"
)

// maxMessage bounds a message's words, in bytes; longer ones are our fault.
const maxMessage = 64 << 10

// encoded is one turn as commit.lua reads it.
type encoded struct {
	keys []string
	args []any
}

// builder collects the keys and arguments of one turn. Its first argument names the
// sections that are not empty, so that an empty one costs nothing.
type builder struct {
	d    *DB
	e    encoded
	has  []byte
	fail error
}

func (b *builder) key(k string)    { b.e.keys = append(b.e.keys, k) }
func (b *builder) arg(args ...any) { b.e.args = append(b.e.args, args...) }

// section begins a section of n entries; it tells whether there is anything in it.
func (b *builder) section(letter byte, n int) bool {
	if n > 0 {
		b.has = strconv.AppendInt(append(b.has, letter), int64(n), 10)
	}
	return n > 0
}

func (b *builder) sealed(key, head string, v any) []byte {
	blob, err := b.d.encode(key, head, v)
	if err != nil {
		b.refuse(err)
	}
	return blob
}

func (b *builder) refuse(err error) {
	if b.fail == nil {
		b.fail = fmt.Errorf("%w: %w", ErrRefused, err)
	}
}

func (d *DB) encodeTurn(t store.Turn) (encoded, error) {
	b := &builder{d: d, has: make([]byte, 0, 16)}
	if t.Tomb != nil {
		t = buried(t)
	}
	b.e.keys, b.e.args = make([]string, 0, 8), make([]any, 1, 16)
	b.records(t)
	b.links(t)
	b.queues(t)
	b.rest(t)
	b.e.args[0] = string(b.has)
	return b.e, b.fail
}

// records writes the ledger's entry and the records that are read and written.
func (b *builder) records(t store.Turn) {
	d := b.d
	if t.Once != "" && b.section('o', 1) {
		b.key(d.keys.once())
		b.arg(d.seal.mac("once:"+t.Once), t.Now.Unix())
	}
	b.section('r', len(t.Reads))
	for _, r := range t.Reads {
		b.key(d.recKey(r.Ref))
		b.arg(r.Seen)
	}
	b.section('w', len(t.Writes))
	blobs := make([][]byte, len(t.Writes))
	err := beside(len(blobs), func(i int) (err error) {
		if w := t.Writes[i]; w.Value != nil {
			blobs[i], err = d.encode(d.recKey(w.Ref), strconv.FormatInt(w.Seen+1, 10)+"\n", w.Value)
		}
		return err
	})
	if err != nil {
		b.refuse(err)
	}
	for i, w := range t.Writes {
		b.key(d.recKey(w.Ref))
		b.arg(w.Seen, blobs[i])
	}
}

// links writes bindings, index entries and wake times.
func (b *builder) links(t store.Turn) {
	d := b.d
	b.section('b', len(t.Bind))
	for _, bind := range t.Bind {
		b.key(d.addrKey(bind.Address))
		b.arg(string(bind.Was), string(bind.Person))
	}
	var index []store.IndexOp
	for _, op := range t.Index {
		if op.Index.ID != "" && op.Member != "" {
			index = append(index, op)
		}
	}
	b.section('i', len(index))
	for _, op := range index {
		b.key(d.keys.index(op.Index))
		b.arg(op.Member, flag(op.Drop))
	}
	b.section('k', len(t.Wake))
	for _, w := range t.Wake {
		b.key(d.keys.wake())
		b.arg(w.Ref.String(), score(w.At))
	}
}

// queues writes withdrawals, silences and messages.
func (b *builder) queues(t store.Turn) {
	d := b.d
	queues := 0
	for i, w := range t.Withdraw {
		lanes := w.Lanes
		if len(lanes) == 0 {
			lanes = []store.Lane{store.Reminder, store.Broadcast}
		}
		if i == 0 {
			b.arg(d.keys.bcasts())
		}
		for _, l := range lanes {
			for _, ch := range channels() {
				b.key(d.keys.out(l, ch, w.Person))
				b.key(d.keys.ready(ch, l))
				b.key(d.keys.lease(ch))
				b.arg(string(w.Person), w.Broadcast)
				queues++
			}
		}
	}
	b.section('d', queues)
	b.section('q', len(t.Quiet))
	for _, q := range t.Quiet {
		b.key(d.keys.quiet())
		b.arg(string(q.Person), score(q.Until))
	}
	b.section('s', len(t.Say))
	for _, m := range t.Say {
		b.message(m)
	}
}

func (b *builder) message(m store.Message) {
	d := b.d
	if m.Via.Channel == "" || m.Via.ID == "" || m.To == "" || m.ID == "" || !slices.Contains(store.Lanes(), m.Lane) || len(m.Text) > maxMessage || !utf8.ValidString(m.Text) {
		b.refuse(fmt.Errorf("a message of lane %q needs id, person, address, lane and at most %d bytes of valid text", m.Lane, maxMessage))
		return
	}
	list := d.keys.out(m.Lane, m.Via.Channel, m.To)
	b.key(list)
	b.key(d.keys.ready(m.Via.Channel, m.Lane))
	b.arg(string(m.To), b.sealed(list, d.entryID(m.ID)+"|0|0|", m))
}

// rest writes that an inbound message may answer a broadcast, audit lines and the tomb.
func (b *builder) rest(t store.Turn) {
	d := b.d
	if strings.HasPrefix(t.Once, "in:") && t.Person != "" && b.section('h', 1) {
		b.key(d.keys.heard())
		b.arg(string(t.Person), d.keys.bcasts())
	}
	b.section('a', len(t.Audit))
	for _, a := range t.Audit {
		key := d.keys.audit(a.At.In(store.WIB).Format("2006-01"))
		b.key(key)
		b.arg(b.sealed(key, "", a))
	}
	if t.Tomb != nil && b.section('t', 1) {
		key := d.keys.tomb(t.Tomb.Receipt)
		b.key(key)
		b.key(d.keys.tombs())
		b.key(d.keys.dead())
		b.key(d.keys.meta())
		b.arg(b.sealed(key, "", d.tombOf(*t.Tomb)), t.Tomb.Receipt, t.Tomb.At.Unix(), string(t.Tomb.Person))
	}
}

// entryID names a message in its queue: a keyed name, and for one of a broadcast which,
// so that its outcome can be counted where it is written.
func (d *DB) entryID(message string) string {
	id := d.seal.mac("msg:" + message)
	if bc, _, ok := store.BroadcastOf(message); ok {
		id += "." + bc
	}
	return id
}

// buried adds to the turn of an erasure what this room knows of the person: whatever
// waits for her, her silence and when she would be looked at.
func buried(t store.Turn) store.Turn {
	id := t.Tomb.Person
	t.Withdraw = append(slices.Clip(t.Withdraw), store.Withdraw{Person: id, Lanes: store.Lanes()})
	t.Quiet = append(slices.Clip(t.Quiet), store.Quiet{Person: id})
	t.Wake = append(slices.Clip(t.Wake), store.Wake{Ref: store.Ref{Kind: store.KindPerson, ID: string(id)}})
	return t
}

func channels() []store.Channel {
	return []store.Channel{store.Telegram, store.WhatsApp, store.WebPhone}
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// score is a moment as unix seconds; "" for none.
func score(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.Unix(), 10)
}
