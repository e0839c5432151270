package rdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

// tombDays is how long the proof of an erasure is kept.
const tombDays = 35

// Grave is all that stays of an erased person: HMACs of her addresses, the consent's
// hash and times, a receipt number.
type Grave struct {
	V         int       `json:"v"`
	Receipt   string    `json:"receipt,omitempty"`
	Addresses []string  `json:"addresses"` // HMACs
	Version   string    `json:"version,omitempty"`
	Hash      string    `json:"hash,omitempty"`
	Consented time.Time `json:"consented,omitzero"`
	Erased    time.Time `json:"erased"`
}

func (d *DB) tombOf(t store.Tomb) Grave {
	r := Grave{V: 1, Receipt: t.Receipt, Version: t.Consent.Version, Hash: t.Consent.Hash, Consented: t.Consent.At, Erased: t.At}
	for _, a := range t.Addresses {
		r.Addresses = append(r.Addresses, d.addrMAC(a))
	}
	return r
}

// Erased returns the proof of an erasure by its receipt number; false when there is
// none, or none any more.
func (d *DB) Erased(ctx context.Context, receipt string) (Grave, bool, error) {
	receipt = strings.ToUpper(strings.TrimSpace(receipt))
	key := d.keys.tomb(receipt)
	blob, err := d.client.Get(ctx, key).Result()
	if errors.Is(err, redis.Nil) {
		return Grave{}, false, nil
	}
	if err != nil {
		return Grave{}, false, d.down("reading an erasure", err)
	}
	plain, err := d.seal.open(key, []byte(blob))
	if err != nil {
		return Grave{}, false, err
	}
	g := Grave{Receipt: receipt}
	return g, true, json.Unmarshal(plain, &g)
}

// Graves returns the proofs of all erasures of the last 35 days. Kept beside a backup
// (they hold nothing personal) they make the erasures hold after it is restored: see
// [DB.Rebury].
func (d *DB) Graves(ctx context.Context) ([]Grave, error) {
	receipts, err := d.client.ZRange(ctx, d.keys.tombs(), 0, -1).Result()
	if err != nil {
		return nil, d.down("listing erasures", err)
	}
	var list []Grave
	for _, r := range receipts {
		g, ok, err := d.Erased(ctx, r)
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, g)
		}
	}
	return list, nil
}

// Rebury erases once more who is back because an older backup was restored. Who has
// registered again since she was erased is not touched. forget makes the turn of an
// erasure from a view that has the needs about and growth; its receipt and time are those of the grave. It returns how many were erased.
func (d *DB) Rebury(ctx context.Context, graves []Grave, now time.Time, forget func(store.View) store.Turn) (int, error) {
	n := 0
	for _, g := range graves {
		for _, mac := range g.Addresses {
			erased, err := d.reburyOne(ctx, g, mac, now, forget)
			if err != nil {
				return n, err
			}
			if erased {
				n++
			}
		}
	}
	return n, nil
}

func (d *DB) reburyOne(ctx context.Context, g Grave, mac string, now time.Time, forget func(store.View) store.Turn) (bool, error) {
	for range 20 { // a version may move meanwhile
		id, err := d.client.Get(ctx, d.keys.addr(mac)).Result()
		if errors.Is(err, redis.Nil) {
			return false, nil
		}
		if err != nil {
			return false, d.down("reading an address", err)
		}
		v, err := d.ViewOf(ctx, store.PersonID(id), now)
		if err != nil {
			return false, err
		}
		if p := v.Person.Value; v.Person.Version == 0 || p.FirstSeen.After(g.Erased) || p.Consent.At.After(g.Erased) {
			return false, nil
		}
		for _, n := range []store.Need{{Kind: store.NeedAbout, Person: v.ID()}, {Kind: store.NeedGrowth, Person: v.ID()}} {
			if v, err = d.Fetch(ctx, v, n); err != nil {
				return false, err
			}
		}
		t := forget(v)
		t.Once = "rebury:" + g.Receipt + ":" + id
		if t.Tomb != nil {
			tomb := *t.Tomb
			tomb.Receipt, tomb.At, t.Tomb = g.Receipt, g.Erased, &tomb
		}
		r, err := d.Commit(ctx, t)
		if err != nil {
			return false, err
		}
		if r[0] != store.Stale {
			return r[0] == store.OK, nil
		}
	}
	return false, fmt.Errorf("erasing again: the record moved at every try")
}

// compaction takes the rewriting of the AOF after erasures to its end, so that what
// was erased is gone from the disk too. What is to be done stands in Redis, so a
// restart goes on with it.
type compaction struct{ begun string }

// step goes one step further: token is what stands in Redis, "" when nothing is to be done.
func (c *compaction) step(ctx context.Context, d *DB, token string) error {
	if token == "" {
		return nil
	}
	if d.Ephemeral() {
		return d.compacted(ctx, token)
	}
	node, err := d.node(ctx)
	if err != nil {
		return err
	}
	info, err := node.Info(ctx, "persistence").Result()
	if err != nil {
		return d.down("reading the server's state", err)
	}
	switch {
	case field(info, "aof_rewrite_in_progress") == "1" || field(info, "aof_rewrite_scheduled") == "1":
		return nil // ours, or one that began before: then once more after it
	case c.begun == token && field(info, "aof_last_bgrewrite_status") == "ok":
		return d.compacted(ctx, token)
	}
	if err := node.Do(ctx, "BGREWRITEAOF").Err(); err != nil {
		return d.down("rewriting the AOF", err)
	}
	c.begun = token
	return nil
}

// compacted notes that the rewriting is done, unless more was erased meanwhile.
func (d *DB) compacted(ctx context.Context, token string) error {
	_, err := d.run(ctx, "compacted", d.swap, []string{d.keys.meta()}, []any{"hash", "compact", token, ""})
	return err
}

// Compacting tells whether something erased may still be in the AOF on the disk.
func (d *DB) Compacting(ctx context.Context) (bool, error) {
	on, err := d.client.HExists(ctx, d.keys.meta(), "compact").Result()
	return on, d.down("reading meta", err)
}

// Prune drops what program time has outlived: ledger keys after 15 days, graves
// after 35.
func (d *DB) Prune(ctx context.Context, now time.Time) error {
	old := scoreBefore(now, ledgerDays)
	if err := d.client.ZRemRangeByScore(ctx, d.keys.once(), "-inf", old).Err(); err != nil {
		return d.down("pruning the ledger", err)
	}
	receipts, err := d.client.ZRangeByScore(ctx, d.keys.tombs(), &redis.ZRangeBy{Min: "-inf", Max: scoreBefore(now, tombDays), Count: 1000}).Result()
	if err != nil {
		return d.down("pruning erasures", err)
	}
	for page := range slices.Chunk(receipts, 100) {
		pipe := d.client.Pipeline()
		for _, r := range page {
			pipe.Del(ctx, d.keys.tomb(r))
			pipe.ZRem(ctx, d.keys.tombs(), r)
		}
		if _, err := pipe.Exec(ctx); err != nil {
			return d.down("pruning erasures", err)
		}
	}
	return nil
}
