package rdb

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

// ledgerDays is how long an inbound message's Once is kept: WhatsApp redelivers
// for 14 days.
const ledgerDays = 15

// Due returns up to n records whose wake time has come, earliest first.
func (d *DB) Due(ctx context.Context, now time.Time, n int) ([]store.Ref, error) {
	if err := d.at("due before"); err != nil {
		return nil, err
	}
	raw, err := d.client.ZRangeArgs(ctx, redis.ZRangeArgs{Key: d.keys.wake(), Start: "-inf", Stop: strconv.FormatInt(now.Unix(), 10),
		ByScore: true, Count: int64(n)}).Result()
	if err != nil {
		return nil, d.down("reading the wake index", err)
	}
	refs := make([]store.Ref, 0, len(raw))
	for _, s := range raw {
		if r, ok := store.ParseRef(s); ok {
			refs = append(refs, r)
		}
	}
	return refs, nil
}

// NextWake returns the earliest wake time of anything; false when nothing waits.
func (d *DB) NextWake(ctx context.Context) (time.Time, bool, error) {
	z, err := d.client.ZRangeWithScores(ctx, d.keys.wake(), 0, 0).Result()
	if err != nil {
		return time.Time{}, false, d.down("reading the wake index", err)
	}
	if len(z) == 0 {
		return time.Time{}, false, nil
	}
	return time.Unix(int64(z[0].Score), 0).In(store.WIB), true, nil
}

// Waiting returns how many records are in the wake index.
func (d *DB) Waiting(ctx context.Context) (int64, error) {
	n, err := d.client.ZCard(ctx, d.keys.wake()).Result()
	return n, d.down("reading the wake index", err)
}

// People calls each with pages of person ids, in no order. An id may come twice.
func (d *DB) People(ctx context.Context, each func([]store.PersonID) error) error {
	var cursor uint64
	for {
		ids, next, err := d.client.SScan(ctx, d.keys.index(store.IndexPeople()), cursor, "", 200).Result()
		if err != nil {
			return d.down("listing people", err)
		}
		page := make([]store.PersonID, len(ids))
		for i, id := range ids {
			page[i] = store.PersonID(id)
		}
		if err := each(page); err != nil {
			return err
		}
		if cursor = next; cursor == 0 {
			return nil
		}
	}
}

// Prune drops what program time has outlived: ledger keys after 15 days, tombs
// after 35.
func (d *DB) Prune(ctx context.Context, now time.Time) error {
	old := strconv.FormatInt(now.AddDate(0, 0, -ledgerDays).Unix(), 10)
	if err := d.client.ZRemRangeByScore(ctx, d.keys.once(), "-inf", old).Err(); err != nil {
		return d.down("pruning the ledger", err)
	}
	old = strconv.FormatInt(now.AddDate(0, 0, -tombDays).Unix(), 10)
	receipts, err := d.client.ZRangeByScore(ctx, d.keys.tombs(), &redis.ZRangeBy{Min: "-inf", Max: old}).Result()
	if err != nil {
		return d.down("pruning erasures", err)
	}
	for _, r := range receipts {
		if err := d.client.Del(ctx, d.keys.tomb(r)).Err(); err != nil {
			return d.down("pruning erasures", err)
		}
		if err := d.client.ZRem(ctx, d.keys.tombs(), r).Err(); err != nil {
			return d.down("pruning erasures", err)
		}
	}
	return nil
}
