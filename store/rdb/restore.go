package rdb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrRestoring says that a restore was begun and did not end.
var ErrRestoring = errors.New("a restore was begun and did not end; run 'tumbuh restore' again")

// Verified is what the look at a backup found.
type Verified struct {
	Keys, Values int // keys of the backup; sealed values that were opened
	Same, Newer  int // records that are the same now; that moved on or are gone since
}

// Verify loads a backup into a scratch server, opens every record with our key and
// compares it with what is kept now: one that has the same version must be the same.
func (d *DB) Verify(ctx context.Context, path string) (Verified, error) {
	var v Verified
	s, head, err := openScratch(ctx, path)
	if err != nil {
		return v, err
	}
	defer s.close()
	if head.Fingerprint != d.Fingerprint() {
		return v, fmt.Errorf("%w (backup: %s, key in use: %s)", ErrWrongKey, head.Fingerprint, d.Fingerprint())
	}
	err = d.keysOf(ctx, s.client, func(keys []string) error {
		v.Keys += len(keys)
		var recs []string
		for _, k := range keys {
			if strings.HasPrefix(k, d.keys.recs()) {
				recs = append(recs, k)
			}
		}
		return d.compare(ctx, s.client, recs, &v)
	})
	if err == nil && v.Values == 0 {
		err = fmt.Errorf("%w: it holds no record of city %s", ErrBackup, d.cfg.City)
	}
	return v, err
}

func (d *DB) compare(ctx context.Context, old *redis.Client, recs []string, v *Verified) error {
	if len(recs) == 0 {
		return nil
	}
	then, err := old.MGet(ctx, recs...).Result()
	if err != nil {
		return d.down("reading the scratch server", err)
	}
	now, err := d.client.MGet(ctx, recs...).Result()
	if err != nil {
		return d.down("reading records", err)
	}
	for i, key := range recs {
		a, b := str(then[i]), str(now[i])
		version, blob, err := split(a)
		if err != nil {
			return fmt.Errorf("%w: a record has no version", ErrBackup)
		}
		if _, err := d.unseal(key, blob); err != nil {
			return fmt.Errorf("%w: a record does not open", ErrBackup)
		}
		v.Values++
		if later, blob2, err := split(b); a != b && err == nil && later == version {
			plain1, _ := d.unseal(key, blob)
			plain2, _ := d.unseal(key, blob2) // sealed again by a newer key: the same words
			if string(plain1) != string(plain2) {
				return fmt.Errorf("%w: a record of the same version differs", ErrBackup)
			}
		}
		if a == b {
			v.Same++
		} else {
			v.Newer++
		}
	}
	return nil
}

// Empty tells whether nobody is known here.
func (d *DB) Empty(ctx context.Context) (bool, error) {
	n, err := d.Counts(ctx)
	return n.People == 0, err
}

// Others tells whether another process uses these data now. One that was killed left a sign
// of life, which the first process to come renews: only who gives another one lives.
func (d *DB) Others(ctx context.Context) (bool, error) {
	first, _, err := d.signs(ctx)
	tick := time.NewTicker(beatEvery / 4)
	defer tick.Stop()
	for err == nil {
		var now map[string]float64
		var oldest float64
		if now, oldest, err = d.signs(ctx); err != nil {
			break
		}
		unsure := false
		for who, at := range now {
			switch {
			case who == d.owner || at <= oldest:
			case at > first[who]:
				return true, nil
			default:
				unsure = true
			}
		}
		if !unsure {
			return false, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	return false, d.down("looking for other processes", err)
}

// signs are the signs of life, and from when on one counts.
func (d *DB) signs(ctx context.Context) (map[string]float64, float64, error) {
	list, err := d.client.ZRangeWithScores(ctx, d.keys.alive(), 0, -1).Result()
	if err != nil {
		return nil, 0, err
	}
	now, err := d.client.Time(ctx).Result()
	signs := map[string]float64{}
	for _, z := range list {
		if who, ok := z.Member.(string); ok {
			signs[who] = z.Score
		}
	}
	return signs, float64(now.Add(-deadAfter).UnixMilli()), err
}

// Restore replaces everything by what a backup holds, but what was waiting to be sent:
// that was sent, or is past its use. Until [DB.Restored] is called no other process
// opens these data. The store must be closed and opened again afterwards.
func (d *DB) Restore(ctx context.Context, path string, progress func(keys int)) (int, error) {
	s, head, err := openScratch(ctx, path)
	if err != nil {
		return 0, err
	}
	defer s.close()
	switch {
	case head.City != d.cfg.City:
		return 0, fmt.Errorf("the backup is of city %s, not %s", head.City, d.cfg.City)
	case head.Fingerprint != d.Fingerprint():
		return 0, fmt.Errorf("%w (backup: %s, key given: %s)", ErrWrongKey, head.Fingerprint, d.Fingerprint())
	}
	if err := d.client.HSet(ctx, d.keys.meta(), "restore", "1").Err(); err != nil {
		return 0, d.down("beginning the restore", err)
	}
	if err := d.clear(ctx); err != nil {
		return 0, err
	}
	total := 0
	err = d.keysOf(ctx, s.client, func(keys []string) error {
		n, err := d.copyKeys(ctx, s.client, keys)
		total += n
		if progress != nil {
			progress(total)
		}
		return err
	})
	return total, err
}

// clear removes every key of ours but meta.
func (d *DB) clear(ctx context.Context) error {
	node, err := d.node(ctx)
	if err != nil {
		return d.down("clearing", err)
	}
	return d.keysOf(ctx, node, func(keys []string) error {
		kept := keys[:0:0]
		for _, k := range keys {
			if k != d.keys.meta() {
				kept = append(kept, k)
			}
		}
		if len(kept) == 0 {
			return nil
		}
		return d.down("clearing", d.client.Unlink(ctx, kept...).Err())
	})
}

// copyKeys moves a page of keys as the server itself writes them.
func (d *DB) copyKeys(ctx context.Context, from *redis.Client, keys []string) (int, error) {
	var wanted []string
	for _, k := range keys {
		if d.restores(strings.TrimPrefix(k, d.keys.tag)) {
			wanted = append(wanted, k)
		}
	}
	if len(wanted) == 0 {
		return 0, nil
	}
	dumps := make([]*redis.StringCmd, len(wanted))
	read := from.Pipeline()
	for i, k := range wanted {
		dumps[i] = read.Dump(ctx, k)
	}
	if _, err := read.Exec(ctx); err != nil {
		return 0, d.down("reading the scratch server", err)
	}
	write := d.client.Pipeline()
	for i, k := range wanted {
		write.RestoreReplace(ctx, k, 0, dumps[i].Val())
	}
	_, err := write.Exec(ctx)
	return len(wanted), d.down("writing the restored keys", err)
}

// restores tells whether a key comes back: not the queues and what belongs to processes.
func (d *DB) restores(rest string) bool {
	for _, p := range []string{"meta", "out:", "ready:", "lease:", "alive", "hold", "heard"} {
		if rest == p || strings.HasSuffix(p, ":") && strings.HasPrefix(rest, p) {
			return false
		}
	}
	return true
}

// Restored says that the restore is at its end: other processes may open these data.
func (d *DB) Restored(ctx context.Context) error {
	return d.down("ending the restore", d.client.HDel(ctx, d.keys.meta(), "restore").Err())
}
