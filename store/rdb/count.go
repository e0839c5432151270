package rdb

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

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

// Lag returns for how long what is due longest in each lane of a channel has been
// due, by the server's clock; 0 where nothing is due.
func (d *DB) Lag(ctx context.Context, ch store.Channel) (map[store.Lane]time.Duration, error) {
	node, err := d.node(ctx)
	if err != nil {
		return nil, d.down("reading the outbox", err)
	}
	pipe := node.Pipeline()
	now := pipe.Time(ctx)
	heads := map[store.Lane]*redis.ZSliceCmd{}
	for _, l := range store.Lanes() {
		heads[l] = pipe.ZRangeWithScores(ctx, d.keys.ready(ch, l), 0, 0)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, d.down("reading the outbox", err)
	}
	lag := map[store.Lane]time.Duration{}
	for l, h := range heads {
		if z := h.Val(); len(z) > 0 {
			lag[l] = max(0, now.Val().Sub(time.UnixMilli(int64(z[0].Score))))
		}
	}
	return lag, nil
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

// Counts are sizes, without anything personal.
type Counts struct {
	People, Alerts, Invites int64 // members of the indexes
	Wake                    int64 // records in the wake index
	Ledger                  int64 // messages of the last 15 days
	Dead                    int64 // dead letters
	Tombs                   int64 // erasures of the last 35 days
	Unreplicated            int64 // commits since the start that no replica answered in time
	Unsettled               int64 // settlements that wait for the store
}

// Counts asks the server for all sizes in one round trip.
func (d *DB) Counts(ctx context.Context) (Counts, error) {
	pipe := d.client.Pipeline()
	people, alerts := pipe.SCard(ctx, d.keys.index(store.IndexPeople())), pipe.SCard(ctx, d.keys.index(store.IndexAlerts()))
	invites, wake := pipe.SCard(ctx, d.keys.index(store.IndexInvites())), pipe.ZCard(ctx, d.keys.wake())
	ledger, dead, tombs := pipe.ZCard(ctx, d.keys.once()), pipe.LLen(ctx, d.keys.dead()), pipe.ZCard(ctx, d.keys.tombs())
	if _, err := pipe.Exec(ctx); err != nil {
		return Counts{}, d.down("counting", err)
	}
	d.claims.mu.Lock()
	defer d.claims.mu.Unlock()
	return Counts{People: people.Val(), Alerts: alerts.Val(), Invites: invites.Val(), Wake: wake.Val(), Ledger: ledger.Val(), Dead: dead.Val(),
		Tombs: tombs.Val(), Unreplicated: d.unreplicated.Load(), Unsettled: int64(len(d.claims.later))}, nil
}

// DeadLetter is a message that could not be sent because of a fault of ours.
type DeadLetter struct {
	store.Message
	Damaged bool // it cannot be opened: only To, lane and channel are known

	raw string
}

// DeadLetters returns up to n dead letters, oldest first.
func (d *DB) DeadLetters(ctx context.Context, n int) ([]DeadLetter, error) {
	raw, err := d.client.LRange(ctx, d.keys.dead(), 0, int64(n)-1).Result()
	if err != nil {
		return nil, d.down("reading dead letters", err)
	}
	list := make([]DeadLetter, 0, len(raw))
	for _, s := range raw {
		f := strings.SplitN(s, "|", 4)
		if len(f) != 4 {
			continue
		}
		l := DeadLetter{raw: s}
		l.To, l.Via.Channel, l.Lane = store.PersonID(f[0]), store.Channel(f[1]), store.Lane(f[2])
		if m, err := d.decodeMessage(d.keys.out(l.Lane, l.Via.Channel, l.To), f[3]); err == nil {
			l.Message = m
		} else {
			l.Damaged = true
		}
		list = append(list, l)
	}
	return list, nil
}

// DropDead removes a dead letter that somebody has looked at.
func (d *DB) DropDead(ctx context.Context, l DeadLetter) error {
	return d.down("dropping a dead letter", d.client.LRem(ctx, d.keys.dead(), 1, l.raw).Err())
}
