package rdb

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// beatEvery is how often a process shows that it lives; deadAfter is when its
// claims are taken over. Both are machine time, never moved.
const (
	beatEvery = 2 * time.Second
	deadAfter = 7 * time.Second
)

// beat writes the sign of life, by the server's clock.
func (d *DB) beat(ctx context.Context) error {
	t, err := d.client.Time(ctx).Result()
	if err != nil {
		return d.down("reading the server's time", err)
	}
	pipe := d.client.Pipeline()
	pipe.ZAdd(ctx, d.keys.alive(), redis.Z{Score: float64(t.UnixMilli()), Member: d.owner})
	pipe.ZRemRangeByScore(ctx, d.keys.alive(), "-inf", strconv.FormatInt(t.Add(-10*deadAfter).UnixMilli(), 10))
	_, err = pipe.Exec(ctx)
	return d.down("writing a sign of life", err)
}

// aloneNow ends the claims of every other incarnation: called when the folder lock
// proves that no other process uses these data.
func (d *DB) aloneNow(ctx context.Context) error {
	return d.down("ending old claims", d.client.Del(ctx, d.keys.alive(), d.keys.hold()).Err())
}

// Hold takes or keeps a singleton role ("sweep", "telegram") for ttl of machine
// time; a ttl of 0 lets it go. It returns whether the role is ours.
func (d *DB) Hold(ctx context.Context, name string, ttl time.Duration) (bool, error) {
	out, err := d.run(ctx, "hold", d.hold, []string{d.keys.hold()}, []any{name, d.owner, ttl.Milliseconds()})
	if err != nil {
		return false, err
	}
	n, _ := out.(int64)
	return n == 1, nil
}
