package rdb

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// perChat is how many messages of one chat are claimed at once.
const perChat = 8

// Claim leases up to n chats that are due on a channel, most urgent lane first,
// with the messages at the head of their lanes in order. A message that a dead
// process was sending comes back with Maybe.
func (d *DB) Claim(ctx context.Context, ch store.Channel, lanes []store.Lane, n int, now time.Time) ([]store.Claimed, error) {
	keys := []string{d.keys.lease(ch), d.keys.alive(), d.keys.quiet(), d.keys.stat()}
	args := []any{d.owner, n, perChat, now.Unix(), deadAfter.Milliseconds()}
	for _, l := range lanes {
		keys = append(keys, d.keys.ready(ch, l))
		args = append(args, d.keys.outPrefix(l, ch), string(l), flag(l == store.Reminder || l == store.Broadcast))
	}
	out, err := d.run(ctx, "claim", d.claim, keys, args)
	if err != nil {
		return nil, err
	}
	rows, _ := out.([]any)
	list := make([]store.Claimed, 0, len(rows))
	for _, r := range rows {
		c, err := d.claimed(ch, r.([]any))
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func (d *DB) claimed(ch store.Channel, row []any) (store.Claimed, error) {
	c := store.Claimed{Person: store.PersonID(str(row[0])), Lane: store.Lane(str(row[1]))}
	maybe, _ := row[2].(int64)
	key := d.keys.out(c.Lane, ch, c.Person)
	for i, e := range row[3:] {
		f := strings.SplitN(str(e), "|", 4)
		if len(f) != 4 {
			return c, fmt.Errorf("claim: damaged entry")
		}
		m, err := d.decodeMessage(key, f[3])
		if err != nil {
			return c, fmt.Errorf("claim: %w", err)
		}
		tries, _ := strconv.Atoi(f[1])
		c.Messages = append(c.Messages, store.Queued{Message: m, Tries: tries, Maybe: f[2] == "1" || int64(i) < maybe})
	}
	return c, nil
}

// Settle writes what became of claimed messages and releases their chats; it must
// name every chat of the claim once, with its messages in order. Chats without any
// settled message are released as they are.
func (d *DB) Settle(ctx context.Context, ch store.Channel, chats []store.Claimed, done []store.Settled) error {
	keys := []string{d.keys.lease(ch), d.keys.stat(), d.keys.dead()}
	args := []any{d.owner, len(chats)}
	for _, c := range chats {
		keys = append(keys, d.keys.out(c.Lane, ch, c.Person), d.keys.ready(ch, c.Lane))
		var mine []store.Settled
		for _, s := range done {
			if s.Person == c.Person && s.Lane == c.Lane {
				mine = append(mine, s)
			}
		}
		args = append(args, string(c.Person), string(c.Lane), len(mine))
		for _, s := range mine {
			args = append(args, d.seal.mac("msg:"+s.ID), s.Verdict.String(), s.Retry.Milliseconds(), flag(s.Maybe))
		}
	}
	_, err := d.run(ctx, "settle", d.settle, keys, args)
	return err
}

// Depth returns how many people wait in each lane of a channel.
func (d *DB) Depth(ctx context.Context, ch store.Channel) (map[store.Lane]int64, error) {
	depth := map[store.Lane]int64{}
	for _, l := range store.Lanes() {
		n, err := d.client.ZCard(ctx, d.keys.ready(ch, l)).Result()
		if err != nil {
			return nil, d.down("reading the outbox", err)
		}
		depth[l] = n
	}
	return depth, nil
}

// Stats returns the counters of outcomes, "<lane>:<verdict>" -> count.
func (d *DB) Stats(ctx context.Context) (map[string]int64, error) {
	raw, err := d.client.HGetAll(ctx, d.keys.stat()).Result()
	if err != nil {
		return nil, d.down("reading counters", err)
	}
	out := map[string]int64{}
	for k, v := range raw {
		out[k], _ = strconv.ParseInt(v, 10, 64)
	}
	return out, nil
}
