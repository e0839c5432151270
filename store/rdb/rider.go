package rdb

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

// riders are settlements that wait a moment for a commit: written with it they cost no
// round trip and no fsync of their own, and whoever writes again in that commit finds
// her chat free.
type riders struct {
	mu   sync.Mutex
	wait []*rider
}

type rider struct {
	settlement
	done chan error
}

func (r *riders) add(s settlement) *rider {
	one := &rider{s, make(chan error, 1)}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wait = append(r.wait, one)
	return one
}

// all takes those that wait, those of one channel as one.
func (r *riders) all() (list []*party) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range r.wait {
		i := slices.IndexFunc(list, func(p *party) bool { return p.args[1] == one.args[1] })
		if i < 0 {
			list = append(list, &party{one.settlement, []*rider{one}})
			continue
		}
		list[i].join(one.settlement)
		list[i].of = append(list[i].of, one)
	}
	r.wait = nil
	return list
}

// party is riders that are written as one settlement.
type party struct {
	settlement
	of []*rider
}

// told tells all of a party what became of it.
func (d *DB) told(p *party, err error) {
	d.wrote(p.settlement, err)
	for _, r := range p.of {
		r.done <- err
	}
}

// SettleSoon settles as Settle does, with the next commit that begins within a time, or
// at its end by itself.
func (d *DB) SettleSoon(ctx context.Context, ch store.Channel, within time.Duration, chats []store.Claimed, done []store.Settled) error {
	one := d.riders.add(d.settlementOf(ch, chats, done))
	patience := time.NewTimer(within)
	defer patience.Stop()
	select {
	case err := <-one.done:
		return err
	case <-patience.C:
	case <-ctx.Done():
	}
	for _, p := range d.riders.all() {
		_, err := d.run(ctx, "settle", d.settle, p.keys, p.args)
		d.told(p, err)
	}
	return <-one.done // else it is under way, and bounded
}

// call is a script to be run, and what came of it.
type call struct {
	name   string
	script *redis.Script
	keys   []string
	args   []any
	cmd    *redis.Cmd
	err    error
}

// runWith runs settlements and a commit in one round trip, in this order.
func (d *DB) runWith(ctx context.Context, list []*party, keys []string, args []any) (any, error) {
	if len(list) == 0 {
		return d.runKept(ctx, "commit", d.commit, keys, args)
	}
	calls := make([]*call, 0, len(list)+1)
	for _, p := range list {
		calls = append(calls, &call{name: "settle", script: d.settle, keys: p.keys, args: p.args})
	}
	last := &call{name: "commit", script: d.commit, keys: keys, args: args}
	d.together(ctx, append(calls, last))
	for i, p := range list {
		d.told(p, calls[i].err)
	}
	if last.err != nil {
		return nil, last.err
	}
	return last.cmd.Val(), nil
}

// together runs scripts in one round trip, with the boundaries' hooks around each.
func (d *DB) together(ctx context.Context, calls []*call) {
	pipe := d.client.Pipeline()
	for _, c := range calls {
		if c.err = d.at(c.name + " before"); c.err == nil {
			c.cmd = c.script.EvalSha(ctx, pipe, c.keys, c.args...)
		}
	}
	_, _ = pipe.Exec(ctx) // each command carries its own error
	for _, c := range calls {
		if c.err != nil {
			continue
		}
		if err := c.cmd.Err(); err != nil && strings.HasPrefix(err.Error(), "NOSCRIPT") {
			c.cmd = c.script.Eval(ctx, d.client, c.keys, c.args...)
		}
		if c.err = d.down(c.name, nilOK(c.cmd.Err())); c.err == nil {
			c.err = d.at(c.name + " after")
		}
	}
}
