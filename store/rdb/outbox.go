package rdb

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"tumbuh/store"
)

// errAnswer says that a script answered what it never answers.
var errAnswer = errors.New("unexpected answer")

// perChat is how many messages of one chat are claimed at once. Telegram cannot be
// asked whether it showed a message, so of one chat at most one is under way there: a
// crash then leaves one message in doubt, not several.
func perChat(ch store.Channel) int {
	if ch == store.Telegram {
		return 1
	}
	return 8
}

// group is the lease a lane falls under: what silence may stop, and the rest.
func group(l store.Lane) string {
	if l == store.Reminder || l == store.Broadcast {
		return "s"
	}
	return "d"
}

// Claim leases up to n chats that are due on a channel, most urgent lane first,
// with the messages at the head of their lanes in order. A message that a dead
// process was sending comes back with Maybe. What cannot be opened any more goes to the
// dead letters, so that it holds up nothing.
func (d *DB) Claim(ctx context.Context, ch store.Channel, lanes []store.Lane, n int, now time.Time) ([]store.Claimed, error) {
	if err := d.flush(ctx); err != nil {
		return nil, err
	}
	number, open := d.claims.begin()
	list, damaged, err := d.claimNow(ctx, ch, lanes, n, now, number, open)
	chats := make([]chat, 0, len(list)+len(damaged))
	for _, c := range list {
		chats = append(chats, chat{ch, c.Lane, c.Person})
	}
	for _, f := range damaged {
		chats = append(chats, chat{ch, f.Lane, f.Person})
	}
	d.claims.brought(number, chats)
	if len(damaged) > 0 {
		_ = d.settleAll(ctx, ch, damaged) // kept for later when it fails
	}
	return list, err
}

// fault is a chat whose first entry cannot be opened; ID is already a HMAC.
type fault struct {
	Person store.PersonID
	Lane   store.Lane
	ID     string
}

func (d *DB) claimNow(ctx context.Context, ch store.Channel, lanes []store.Lane, n int, now time.Time, number int64, open []any) ([]store.Claimed, []fault, error) {
	keys := []string{d.keys.lease(ch), d.keys.alive(), d.keys.quiet(), d.keys.stat()}
	args := append([]any{d.owner, number, n, perChat(ch), now.Unix(), deadAfter.Milliseconds(), d.keys.bcasts(), len(open)}, open...)
	for _, l := range lanes {
		keys = append(keys, d.keys.ready(ch, l))
		args = append(args, d.keys.outPrefix(l, ch), string(l), flag(group(l) == "s"))
	}
	out, err := d.run(ctx, "claim", d.claim, keys, args)
	if err != nil {
		return nil, nil, err
	}
	rows, _ := out.([]any)
	list := make([]store.Claimed, 0, len(rows))
	var damaged []fault
	for _, r := range rows {
		row, ok := r.([]any)
		if !ok || len(row) < 4 {
			return nil, nil, d.down("claim", errAnswer)
		}
		c, bad := d.claimed(ch, row)
		if len(c.Messages) > 0 {
			list = append(list, c)
		} else {
			damaged = append(damaged, fault{c.Person, c.Lane, bad})
		}
	}
	return list, damaged, nil
}

// claimed opens a chat's messages up to the first that cannot be opened.
func (d *DB) claimed(ch store.Channel, row []any) (c store.Claimed, bad string) {
	c = store.Claimed{Person: store.PersonID(str(row[0])), Lane: store.Lane(str(row[1]))}
	maybe, _ := row[2].(int64)
	key := d.keys.out(c.Lane, ch, c.Person)
	for i, e := range row[3:] {
		f := strings.SplitN(str(e), "|", 4)
		if len(f) != 4 {
			return c, f[0]
		}
		m, err := d.decodeMessage(key, f[3])
		if err != nil {
			return c, f[0]
		}
		tries, _ := strconv.Atoi(f[1])
		c.Messages = append(c.Messages, store.Queued{Message: m, Tries: tries, Maybe: f[2] == "1" || int64(i) < maybe})
	}
	return c, ""
}

func (d *DB) decodeMessage(key string, blob string) (store.Message, error) {
	var m store.Message
	plain, err := d.unseal(key, blob)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(plain, &m)
}

// Settle writes what became of claimed messages and releases their chats; it must
// name every chat of the claim once, with its messages in order. Chats without any
// settled message are released as they are. When the store is down it says so, keeps
// what it was told and writes it before the next claim.
func (d *DB) Settle(ctx context.Context, ch store.Channel, chats []store.Claimed, done []store.Settled) error {
	by := make(map[chat][]store.Settled, len(chats))
	for _, s := range done {
		k := chat{ch, s.Lane, s.Person}
		by[k] = append(by[k], s)
	}
	s := d.settlement(ch, len(chats))
	for _, c := range chats {
		k := chat{ch, c.Lane, c.Person}
		d.add(&s, k, len(by[k]))
		for _, m := range by[k] {
			s.args = append(s.args, d.entryID(m.ID), m.Verdict.String(), m.Retry.Milliseconds(), flag(m.Maybe))
		}
	}
	return d.writeSettlement(ctx, s)
}

// settleAll moves damaged entries to the dead letters.
func (d *DB) settleAll(ctx context.Context, ch store.Channel, list []fault) error {
	s := d.settlement(ch, len(list))
	for _, f := range list {
		d.add(&s, chat{ch, f.Lane, f.Person}, 1)
		s.args = append(s.args, f.ID, store.Dead.String(), 0, "0")
	}
	return d.writeSettlement(ctx, s)
}

func (d *DB) settlement(ch store.Channel, chats int) settlement {
	return settlement{keys: []string{d.keys.lease(ch), d.keys.stat(), d.keys.dead(), d.keys.heard()}, args: []any{d.owner, string(ch), chats, d.keys.bcasts()}}
}

// add begins a chat in a settlement; its messages follow.
func (d *DB) add(s *settlement, k chat, messages int) {
	claim := d.claims.number(k)
	s.chats = append(s.chats, leased{k, claim})
	s.keys = append(s.keys, d.keys.out(k.lane, k.channel, k.person), d.keys.ready(k.channel, k.lane))
	s.args = append(s.args, string(k.person), string(k.lane), group(k.lane), claim, messages)
}
