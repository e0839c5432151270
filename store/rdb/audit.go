package rdb

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/sys/unix"

	"tumbuh/store"
)

// auditPage is how many audit lines are read at once.
const auditPage = 500

// Audits calls each with the audit lines of the months from one moment to another, in
// the order in which they were written. A line that cannot be opened is passed over.
func (d *DB) Audits(ctx context.Context, from, to time.Time, each func(store.Audit) error) error {
	month := store.DateOf(from)
	month.Day = 1
	for ; !month.After(store.DateOf(to)); month = month.AddMonths(1) {
		key := d.keys.audit(month.At(0, 0).Format("2006-01"))
		for at := int64(0); ; at += auditPage {
			raw, err := d.client.LRange(ctx, key, at, at+auditPage-1).Result()
			if err != nil {
				return d.down("reading audit lines", err)
			}
			for _, blob := range raw {
				var a store.Audit
				plain, err := d.seal.open(key, []byte(blob))
				if err != nil || json.Unmarshal(plain, &a) != nil || a.At.Before(from) || a.At.After(to) {
					continue
				}
				if err := each(a); err != nil {
					return err
				}
			}
			if len(raw) < auditPage {
				break
			}
		}
	}
	return nil
}

// auditPast is how far back months of audit lines are looked for when they are dropped.
const auditPast = 240

// DropAudits removes the audit lines of months before the one of the moment.
func (d *DB) DropAudits(ctx context.Context, before time.Time) error {
	month := store.DateOf(before)
	month.Day = 1
	keys := make([]string, 0, auditPast)
	for range auditPast {
		month = month.AddMonths(-1)
		keys = append(keys, d.keys.audit(month.At(0, 0).Format("2006-01")))
	}
	return d.down("dropping audit lines", d.client.Unlink(ctx, keys...).Err())
}

// CompactingSince returns since when something erased waits to leave the disk; false
// when nothing does.
func (d *DB) CompactingSince(ctx context.Context) (time.Time, bool, error) {
	token, err := d.client.HGet(ctx, d.keys.meta(), "compact").Result()
	if token == "" {
		return time.Time{}, false, d.down("reading meta", nilOK(err))
	}
	ms := int64(0)
	for i := 0; i < len(token) && token[i] >= '0' && token[i] <= '9' && i < 13; i++ {
		ms = ms*10 + int64(token[i]-'0')
	}
	return time.UnixMilli(ms), true, nil
}

// leastRoom is what the disk of a private server must have free for a commit, in bytes.
// Redis ends when it cannot keep a word (appendfsync always); so nothing new is taken a
// little before, and what was sent can still be noted.
const leastRoom = 1 << 20

// full tells that the disk of a private server has no room for a commit.
func (d *DB) full() error {
	if d.server == nil || d.server.folder == nil {
		return nil
	}
	var fs unix.Statfs_t
	if err := unix.Statfs(d.server.folder.data(), &fs); err == nil && int64(fs.Bavail)*fs.Bsize < leastRoom {
		return fmt.Errorf("%w: the disk is full", ErrDown)
	}
	return nil
}

// Writable tells whether the store takes writes now: it makes one.
func (d *DB) Writable(ctx context.Context) error {
	if err := d.full(); err != nil {
		return err
	}
	_, err := d.beat(ctx)
	return err
}

// Time is the server's clock.
func (d *DB) Time(ctx context.Context) (time.Time, error) {
	node, err := d.node(ctx)
	if err != nil {
		return time.Time{}, d.down("reading the server's clock", err)
	}
	t, err := node.Time(ctx).Result()
	return t, d.down("reading the server's clock", err)
}

// Memory is what the data take in the server's memory, in bytes.
func (d *DB) Memory(ctx context.Context) (int64, error) {
	node, err := d.node(ctx)
	if err != nil {
		return 0, d.down("reading the server's memory", err)
	}
	info, err := node.Info(ctx, "memory").Result()
	if err != nil {
		return 0, d.down("reading the server's memory", err)
	}
	return strconv.ParseInt(field(info, "used_memory_dataset"), 10, 64)
}
