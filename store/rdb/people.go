package rdb

import (
	"context"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

// viewPage is how many people one call reads.
const viewPage = 128

// Views reads the views of a page of people in as few round trips as it takes. It does
// not use view.lua: Lua hashes every value it is shown from end to end.
func (d *DB) Views(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error) {
	return d.viewsOf(ctx, ids, now, store.KindPerson, store.KindFamily, store.KindSession)
}

// Homes reads views without their sessions, for those who decide from what is on record
// and not from where a talk stands: a third less to read. Nothing may be written from
// them to a session, whose version they do not know.
func (d *DB) Homes(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error) {
	return d.viewsOf(ctx, ids, now, store.KindPerson, store.KindFamily)
}

func (d *DB) viewsOf(ctx context.Context, ids []store.PersonID, now time.Time, kinds ...store.Kind) ([]store.View, error) {
	views := make([]store.View, len(ids))
	done := 0
	for page := range slices.Chunk(ids, viewPage) {
		answers, err := d.readPeople(ctx, page, kinds)
		if err != nil {
			return nil, err
		}
		if err := d.build(ctx, answers, views[done:done+len(page)], now); err != nil {
			return nil, err
		}
		done += len(page)
	}
	return views, nil
}

// readPeople reads people, their families and, where wanted, sessions, in this order. A
// session that is of a wrong type reads as none here; a turn that would write it is told so.
func (d *DB) readPeople(ctx context.Context, ids []store.PersonID, kinds []store.Kind) ([]viewAnswer, error) {
	per := len(kinds)
	keys := make([]string, 0, per*len(ids))
	for _, id := range ids {
		for _, k := range kinds {
			keys = append(keys, d.keys.rec(k, string(id)))
		}
	}
	var register, settings *redis.StringCmd
	var recs *redis.SliceCmd
	err := d.around("view", func() error {
		pipe := d.client.Pipeline()
		register = pipe.GetRange(ctx, d.keys.rec(store.KindRegister, "all"), 0, 20)
		settings = pipe.GetRange(ctx, d.keys.rec(store.KindSettings, "all"), 0, 20)
		recs = pipe.MGet(ctx, keys...)
		_, err := pipe.Exec(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	page := make([]viewAnswer, len(ids))
	var unsure []string
	var whose []int
	for i, id := range ids {
		r := recs.Val()[per*i : per*i+per]
		page[i] = viewAnswer{register: register.Val(), settings: settings.Val(), id: string(id), person: str(r[0]), family: str(r[1])}
		if per > 2 {
			page[i].session = str(r[2])
		}
		for n := range 2 {
			if r[n] == nil {
				unsure, whose = append(unsure, keys[per*i+n]), append(whose, i)
			}
		}
	}
	wrong, err := d.otherThan(ctx, "string", unsure)
	for n, is := range wrong {
		page[whose[n]].wrong = page[whose[n]].wrong || is
	}
	return page, err
}

// otherThan tells of each key whether it holds something of another type: MGET takes that
// for nothing.
func (d *DB) otherThan(ctx context.Context, want string, keys []string) ([]bool, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	out := make([]bool, len(keys))
	err := d.around("view", func() error {
		pipe := d.client.Pipeline()
		types := make([]*redis.StatusCmd, len(keys))
		for i, k := range keys {
			types[i] = pipe.Type(ctx, k)
		}
		_, err := pipe.Exec(ctx)
		for i, t := range types {
			out[i] = t.Val() != "none" && t.Val() != want
		}
		return err
	})
	return out, err
}
