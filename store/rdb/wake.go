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
	var raw []string
	err := d.around("due", func() (err error) {
		raw, err = d.client.ZRangeArgs(ctx, redis.ZRangeArgs{Key: d.keys.wake(), Start: "-inf", Stop: scoreBefore(now, 0),
			ByScore: true, Count: int64(n)}).Result()
		return err
	})
	if err != nil {
		return nil, err
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

// scoreBefore is the moment so many days before now, as a score.
func scoreBefore(now time.Time, days int) string {
	return strconv.FormatInt(now.AddDate(0, 0, -days).Unix(), 10)
}
