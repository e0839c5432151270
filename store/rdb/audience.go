package rdb

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

// Whom looks at everybody and calls each with who is meant by the audience: the view,
// the address and why she gets nothing all the same ("" = she gets it).
func (d *DB) Whom(ctx context.Context, a store.Audience, now time.Time, each func(v store.View, via store.Address, why store.Why) error) error {
	seen := map[store.PersonID]bool{} // a scan may bring one twice
	return d.People(ctx, func(ids []store.PersonID) error {
		fresh := ids[:0:0]
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				fresh = append(fresh, id)
			}
		}
		views, err := d.Homes(ctx, fresh, now)
		if err != nil {
			return err
		}
		for _, v := range views {
			via, why := a.Whom(v)
			if why == store.NotMeant {
				continue
			}
			if err := each(v, via, why); err != nil {
				return err
			}
		}
		return nil
	})
}

// samples is how many of those meant are shown before anything is sent.
const samples = 5

// audience counts who is meant by an expression and brings some of them; nil when it
// is none.
func (d *DB) audience(ctx context.Context, v store.View, expr string) (*store.Heads, error) {
	a, err := store.ParseAudience(expr, v.City)
	if err != nil {
		return nil, nil // the dialog has said what is wrong with it
	}
	h := &store.Heads{By: map[store.Channel]int{}, Left: map[store.Why]int{}}
	err = d.Whom(ctx, a, v.Now, func(w store.View, via store.Address, why store.Why) error {
		if why != store.Reached {
			h.Left[why]++
			return nil
		}
		h.By[via.Channel]++
		at, _ := slices.BinarySearchFunc(h.Samples, w, func(a, b store.View) int { return strings.Compare(string(a.ID()), string(b.ID())) })
		h.Samples = slices.Insert(h.Samples, at, w) // the same ones every time, whatever the order of the scan
		h.Samples = h.Samples[:min(len(h.Samples), samples)]
		return nil
	})
	return h, err
}

// Tally returns the outcomes of a broadcast's messages: sent, uncertain, expired, dead,
// blocked, silenced, withdrawn, delivered, read, replied.
func (d *DB) Tally(ctx context.Context, id string) (map[string]int, error) {
	out := map[string]int{}
	var cursor uint64
	for {
		// letters of people are beside the counts: only those that begin with # are wanted
		kv, next, err := d.client.HScan(ctx, d.keys.bcast(id), cursor, "#*", 1000).Result()
		if err != nil {
			return nil, d.down("reading a broadcast's outcomes", err)
		}
		for i := 0; i+1 < len(kv); i += 2 {
			out[strings.TrimPrefix(kv[i], "#")], _ = strconv.Atoi(kv[i+1])
		}
		if cursor = next; cursor == 0 {
			return out, nil
		}
	}
}

// Heard returns who was sent a broadcast's message, or may have been.
func (d *DB) Heard(ctx context.Context, id string) ([]store.PersonID, error) {
	fields, err := d.client.HKeys(ctx, d.keys.bcast(id)).Result()
	if err != nil {
		return nil, d.down("reading who heard a broadcast", err)
	}
	ids := make([]store.PersonID, 0, len(fields))
	for _, f := range fields {
		if !strings.HasPrefix(f, "#") {
			ids = append(ids, store.PersonID(f))
		}
	}
	return ids, nil
}

// Receipt notes that a network says of a message that it was delivered ("d") or read
// ("r"). Of messages that belong to no broadcast nothing is kept.
func (d *DB) Receipt(ctx context.Context, message, letter string) error {
	bc, person, ok := store.BroadcastOf(message)
	if !ok {
		return nil
	}
	_, err := d.run(ctx, "receipt", d.receipt, []string{d.keys.bcast(bc), d.keys.rec(store.KindBroadcast, bc)}, []any{string(person), letter})
	return err
}

// ForgetBroadcast drops what is counted of a broadcast that is kept no longer.
func (d *DB) ForgetBroadcast(ctx context.Context, id string) error {
	return d.down("dropping a broadcast's outcomes", d.client.Unlink(ctx, d.keys.bcast(id)).Err())
}

// OpenBroadcasts lists the broadcasts that are not at their end.
func (d *DB) OpenBroadcasts(ctx context.Context) ([]store.Doc[store.Announcement], error) {
	return list[store.Announcement](ctx, d, store.KindBroadcast, store.IndexBroadcasts())
}

// Broadcasts lists all broadcasts that are kept.
func (d *DB) Broadcasts(ctx context.Context) ([]store.Doc[store.Announcement], error) {
	return d.broadcasts(ctx)
}

// BroadcastPage reads a page of people of a broadcast.
func (d *DB) BroadcastPage(ctx context.Context, ref store.Ref) (store.Doc[store.Page], error) {
	return get[store.Page](ctx, d, ref)
}
