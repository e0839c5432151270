package rdb

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"tumbuh/store"
)

// callTimeout bounds one round trip.
const callTimeout = 5 * time.Second

// maxMessage bounds a message's words, in bytes; longer ones are our fault.
const maxMessage = 64 << 10

type commitJob struct {
	ctx   context.Context
	turns []encoded
	done  chan commitAnswer
}

type commitAnswer struct {
	results []store.Result
	err     error
}

// encoded is one turn as commit.lua reads it.
type encoded struct {
	keys []string
	args []any
}

// Commit writes a page of turns, each all or nothing, and says of each what became
// of it. Turns that come at the same time share one round trip and one fsync.
func (d *DB) Commit(ctx context.Context, turns ...store.Turn) ([]store.Result, error) {
	page, compact, err := d.encodeAll(turns)
	if err != nil {
		return nil, err
	}
	j := commitJob{ctx: ctx, turns: page, done: make(chan commitAnswer, 1)}
	select {
	case d.commits.jobs <- j:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	// Once handed over the commit is not given up: whether it was written must be known.
	a := <-j.done
	if a.err == nil && compact {
		go d.compact()
	}
	return a.results, a.err
}

// commitNow writes without the batcher (at start).
func (d *DB) commitNow(ctx context.Context, turns []store.Turn) ([]store.Result, error) {
	page, _, err := d.encodeAll(turns)
	if err != nil {
		return nil, err
	}
	return d.write(ctx, page)
}

func (d *DB) encodeAll(turns []store.Turn) ([]encoded, bool, error) {
	page := make([]encoded, len(turns))
	compact := false
	for i, t := range turns {
		e, err := d.encodeTurn(t)
		if err != nil {
			return nil, false, err
		}
		page[i] = e
		compact = compact || t.Tomb != nil
	}
	return page, compact, nil
}

func (d *DB) runCommits(jobs []commitJob) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	var page []encoded
	for _, j := range jobs {
		page = append(page, j.turns...)
	}
	results, err := d.write(ctx, page)
	for _, j := range jobs {
		a := commitAnswer{err: err}
		if err == nil {
			a.results, results = results[:len(j.turns)], results[len(j.turns):]
		}
		if errors.Is(err, ErrWrongType) && len(jobs) > 1 {
			a.results, a.err = d.write(ctx, j.turns) // one person's fault is not the page's
		}
		j.done <- a
	}
}

func (d *DB) write(ctx context.Context, page []encoded) ([]store.Result, error) {
	args := []any{len(page)}
	var keys []string
	for _, e := range page {
		keys, args = append(keys, e.keys...), append(args, e.args...)
	}
	out, err := d.run(ctx, "commit", d.commit, keys, args)
	if err != nil {
		return nil, err
	}
	if d.replicas > 0 {
		if err := d.client.Do(ctx, "WAIT", 1, 200).Err(); err != nil {
			return nil, d.down("waiting for a replica", err)
		}
	}
	letters := str(out)
	if len(letters) != len(page) {
		return nil, fmt.Errorf("commit: unexpected answer")
	}
	results := make([]store.Result, len(page))
	for i, l := range letters {
		switch l {
		case 'O':
			results[i] = store.OK
		case 'D':
			results[i] = store.Dup
		case 'S':
			results[i] = store.Stale
		default:
			return nil, fmt.Errorf("commit: %w", ErrWrongType)
		}
	}
	return results, nil
}

// builder collects the keys and arguments of one turn.
type builder struct {
	d    *DB
	e    encoded
	fail error
}

func (b *builder) key(k string)    { b.e.keys = append(b.e.keys, k) }
func (b *builder) arg(args ...any) { b.e.args = append(b.e.args, args...) }

func (b *builder) sealed(key string, v any) string {
	blob, err := b.d.encode(key, v)
	if err != nil && b.fail == nil {
		b.fail = err
	}
	return string(blob)
}

func (d *DB) encodeTurn(t store.Turn) (encoded, error) {
	b := &builder{d: d}
	if t.Once == "" {
		b.arg("")
	} else {
		b.key(d.keys.once())
		b.arg(d.seal.mac("once:"+t.Once), t.Now.Unix())
	}
	b.arg(len(t.Reads))
	for _, r := range t.Reads {
		b.key(d.recKey(r.Ref))
		b.arg(r.Seen)
	}
	b.arg(len(t.Writes))
	for _, w := range t.Writes {
		key := d.recKey(w.Ref)
		b.key(key)
		b.arg(w.Seen)
		if w.Value == nil {
			b.arg("")
		} else {
			b.arg(b.sealed(key, w.Value))
		}
	}
	b.links(t)
	b.queues(t)
	b.rest(t)
	return b.e, b.fail
}

// links writes bindings, index entries and wake times.
func (b *builder) links(t store.Turn) {
	d := b.d
	b.arg(len(t.Bind))
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
	b.arg(len(index))
	for _, op := range index {
		b.key(d.keys.index(op.Index))
		b.arg(op.Member, flag(op.Drop))
	}
	b.arg(len(t.Wake))
	for _, w := range t.Wake {
		b.key(d.keys.wake())
		b.arg(w.Ref.String(), score(w.At))
	}
}

// queues writes withdrawals, silences and messages.
func (b *builder) queues(t store.Turn) {
	d := b.d
	var gone []string
	for _, w := range t.Withdraw {
		lanes := w.Lanes
		if len(lanes) == 0 {
			lanes = []store.Lane{store.Reminder, store.Broadcast}
		}
		for _, l := range lanes {
			for _, ch := range channels() {
				gone = append(gone, d.keys.out(l, ch, w.Person))
			}
		}
	}
	b.arg(len(gone))
	for _, k := range gone {
		b.key(k)
	}
	b.arg(len(t.Quiet))
	for _, q := range t.Quiet {
		b.key(d.keys.quiet())
		b.arg(string(q.Person), score(q.Until))
	}
	b.arg(len(t.Say))
	for _, m := range t.Say {
		b.message(m)
	}
}

func (b *builder) message(m store.Message) {
	d := b.d
	if m.Via.IsZero() || m.To == "" || m.ID == "" || m.Lane == "" || len(m.Text) > maxMessage || !utf8.ValidString(m.Text) {
		b.fail = fmt.Errorf("encoding a message of lane %q: it needs id, person, address, lane and at most %d bytes", m.Lane, maxMessage)
		return
	}
	list := d.keys.out(m.Lane, m.Via.Channel, m.To)
	b.key(list)
	b.key(d.keys.ready(m.Via.Channel, m.Lane))
	b.arg(string(m.To), d.seal.mac("msg:"+m.ID)+"|0|0|"+b.sealed(list, m))
}

// rest writes audit lines and the tomb.
func (b *builder) rest(t store.Turn) {
	d := b.d
	b.arg(len(t.Audit))
	for _, a := range t.Audit {
		key := d.keys.audit(a.At.In(store.WIB).Format("2006-01"))
		b.key(key)
		b.arg(b.sealed(key, a))
	}
	if t.Tomb == nil {
		b.arg("")
		return
	}
	key := d.keys.tomb(t.Tomb.Receipt)
	b.key(key)
	b.key(d.keys.tombs())
	b.arg(b.sealed(key, d.tombOf(*t.Tomb)), t.Tomb.Receipt, t.Tomb.At.Unix())
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

func (d *DB) decodeMessage(key string, blob string) (store.Message, error) {
	var m store.Message
	plain, err := d.seal.open(key, []byte(blob))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(plain, &m)
}
