package rdb

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"

	"tumbuh/store"
)

// ErrKeyGiven says that the key came from the environment and cannot be changed here.
var ErrKeyGiven = errors.New("the data key comes from TUMBUH_DATA_KEY: set it to the next key everywhere, restart, then seal again")

// NextKey returns the key with a new data key that seals from now on; those before
// it stay, to open what they sealed. It is a secret: the contents of a data.key.
func (d *DB) NextKey() (string, error) {
	r := d.seal.ring.Load()
	data, err := handle(r.file.Data)
	if err != nil {
		return "", err
	}
	lookup, err := handle(r.file.Lookup)
	if err != nil {
		return "", err
	}
	m := keyset.NewManagerFromHandle(data)
	id, err := m.Add(aead.AES256GCMKeyTemplate())
	if err == nil {
		err = m.SetPrimary(id)
	}
	if err != nil {
		return "", fmt.Errorf("making a data key: %w", err)
	}
	if data, err = m.Handle(); err != nil {
		return "", fmt.Errorf("making a data key: %w", err)
	}
	b, err := keyText(data, lookup)
	return string(b), err
}

// Rotate makes a new data key and seals everything again with it; other processes
// that use the key file take it up by themselves. It returns how many values were sealed
// again. It may be broken off and run again. Older keys stay in the file: they open
// backups.
func (d *DB) Rotate(ctx context.Context) (int, error) {
	if d.seal.path == "" {
		return 0, ErrKeyGiven
	}
	next, err := d.NextKey()
	if err != nil {
		return 0, err
	}
	if err := writeKeyFile(d.seal.path, []byte(next)); err != nil {
		return 0, err
	}
	if err := d.seal.reload(); err != nil {
		return 0, err
	}
	timer := time.NewTimer(beatEvery + beatEvery/2) // the others read the file with each sign of life
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	return d.Reseal(ctx)
}

// Reseal seals again, page by page, what the newest data key did not seal. Values that
// change meanwhile are left for the next pass; it ends when a pass finds none.
func (d *DB) Reseal(ctx context.Context) (int, error) {
	total := 0
	for range 20 {
		n, left, err := d.resealAll(ctx)
		total += n
		if err != nil || left == 0 {
			return total, err
		}
	}
	return total, errors.New("sealing again: values keep changing; run it once more")
}

// page collects replacements for swap.lua.
type page struct {
	keys []string
	args []any
	n    int // values that want sealing
}

const resealPage = 100

func (d *DB) resealAll(ctx context.Context) (done, left int, err error) {
	var p page
	send := func(least int) error {
		if len(p.keys) < max(least, 1) {
			return nil
		}
		out, err := d.run(ctx, "reseal", d.swap, p.keys, p.args)
		n, _ := out.(int64)
		done, left = done+int(n), left+len(p.keys)
		p = page{}
		return err
	}
	node, err := d.node(ctx)
	if err != nil {
		return 0, 0, d.down("listing keys", err)
	}
	var cursor uint64
	for {
		keys, next, err := node.Scan(ctx, cursor, d.keys.all(), 500).Result()
		if err != nil {
			return done, left, d.down("listing keys", err)
		}
		for _, k := range keys {
			if err := d.resealKey(ctx, k, &p); err != nil {
				return done, left, err
			}
			if err := send(resealPage); err != nil {
				return done, left, err
			}
		}
		if cursor = next; cursor == 0 {
			return done, left, send(1)
		}
	}
}

// resealKey adds the values of one key that want sealing.
func (d *DB) resealKey(ctx context.Context, key string, p *page) error {
	rest := strings.TrimPrefix(key, d.keys.tag)
	switch {
	case strings.HasPrefix(rest, "rec:"), strings.HasPrefix(rest, "tomb:"):
		raw, err := d.client.Get(ctx, key).Result()
		if err != nil {
			return nil // gone meanwhile
		}
		head := 0
		if strings.HasPrefix(rest, "rec:") { // its version
			head = strings.IndexByte(raw[:min(len(raw), 24)], '\n') + 1
		}
		return d.resealValue(p, key, "string", "", raw, key, head)
	case strings.HasPrefix(rest, "out:"), strings.HasPrefix(rest, "audit:"), rest == "dead":
		return d.resealList(ctx, key, rest, p)
	case rest == "meta":
		raw, err := d.client.HGet(ctx, key, "probe").Result()
		if err != nil {
			return d.down("reading meta", err)
		}
		return d.resealValue(p, key, "hash", "probe", raw, key, 0)
	}
	return nil
}

func (d *DB) resealList(ctx context.Context, key, rest string, p *page) error {
	entries, err := d.client.LRange(ctx, key, 0, -1).Result()
	if err != nil {
		return d.down("reading a list", err)
	}
	for i, e := range entries {
		ad, head := key, 0
		if !strings.HasPrefix(rest, "audit:") { // three fields in front of the blob
			f := strings.SplitN(e, "|", 4)
			if len(f) != 4 {
				continue
			}
			head = len(e) - len(f[3])
			if rest == "dead" {
				ad = d.keys.out(store.Lane(f[2]), store.Channel(f[1]), store.PersonID(f[0]))
			}
		}
		if err := d.resealValue(p, key, "list", strconv.Itoa(i), e, ad, head); err != nil {
			return err
		}
	}
	return nil
}

// resealValue adds one value: head bytes in the clear, then the blob, bound to ad.
// What no key opens is left as it is.
func (d *DB) resealValue(p *page, key, kind, at, raw, ad string, head int) error {
	if raw == "" || d.seal.current(raw[head:]) {
		return nil
	}
	plain, err := d.seal.open(ad, []byte(raw[head:]))
	if err != nil {
		return nil
	}
	blob, err := d.seal.seal(ad, plain)
	if err != nil {
		return err
	}
	p.keys = append(p.keys, key)
	p.args = append(p.args, kind, at, raw, raw[:head]+string(blob))
	return nil
}
