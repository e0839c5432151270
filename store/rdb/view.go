package rdb

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"tumbuh/store"
)

type viewJob struct {
	ctx  context.Context
	addr store.Address  // asked by address …
	id   store.PersonID // … or by person
	done chan viewAnswer
}

type viewAnswer struct {
	id, person, session, family string
	register, settings          string
	err                         error
}

// cache holds what all views share, by the versions of its records.
type cache struct {
	mu                 sync.Mutex
	register, settings string // heads as read
	city               *store.City
	set                *store.Settings
}

// View reads all a decision about something from this address may look at. A
// stranger gets a fresh random id and Bound = "".
func (d *DB) View(ctx context.Context, from store.Address, now time.Time) (store.View, error) {
	a, err := d.ask(viewJob{ctx: ctx, addr: from})
	if err != nil {
		return store.View{}, err
	}
	v, err := d.build(ctx, a, now)
	v.From = from
	return v, err
}

// ViewOf reads the view of a known person.
func (d *DB) ViewOf(ctx context.Context, id store.PersonID, now time.Time) (store.View, error) {
	a, err := d.ask(viewJob{ctx: ctx, id: id})
	if err != nil {
		return store.View{}, err
	}
	return d.build(ctx, a, now)
}

// Views reads the views of a page of people in one round trip.
func (d *DB) Views(ctx context.Context, ids []store.PersonID, now time.Time) ([]store.View, error) {
	jobs := make([]viewJob, len(ids))
	for i, id := range ids {
		jobs[i] = viewJob{ctx: ctx, id: id, done: make(chan viewAnswer, 1)}
	}
	d.runViews(jobs)
	views := make([]store.View, len(ids))
	for i := range jobs {
		a := <-jobs[i].done
		if a.err != nil {
			return nil, a.err
		}
		v, err := d.build(ctx, a, now)
		if err != nil {
			return nil, err
		}
		views[i] = v
	}
	return views, nil
}

func (d *DB) ask(j viewJob) (viewAnswer, error) {
	j.done = make(chan viewAnswer, 1)
	select {
	case d.views.jobs <- j:
	case <-j.ctx.Done():
		return viewAnswer{}, j.ctx.Err()
	}
	select {
	case a := <-j.done:
		return a, a.err
	case <-j.ctx.Done():
		return viewAnswer{}, j.ctx.Err()
	}
}

// runViews answers a page of view jobs with one script call.
func (d *DB) runViews(jobs []viewJob) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	keys := make([]string, len(jobs))
	args := make([]any, len(jobs)+1)
	args[0] = d.keys.tag + "rec:"
	for i, j := range jobs {
		keys[i] = d.keys.addr("-")
		if j.id == "" {
			keys[i] = d.addrKey(j.addr)
		}
		args[i+1] = string(j.id)
	}
	out, err := d.run(ctx, "view", d.view, keys, args)
	rows, ok := out.([]any)
	if err == nil && (!ok || len(rows) != len(jobs)+2) {
		err = fmt.Errorf("view: unexpected answer")
	}
	for i, j := range jobs {
		if err != nil {
			j.done <- viewAnswer{err: err}
			continue
		}
		row := rows[i+2].([]any)
		j.done <- viewAnswer{register: str(rows[0]), settings: str(rows[1]),
			id: str(row[0]), person: str(row[1]), session: str(row[2]), family: str(row[3])}
	}
}

func str(v any) string { s, _ := v.(string); return s }

func (d *DB) addrKey(a store.Address) string {
	return d.keys.addr(d.seal.mac("addr:" + string(a.Channel) + ":" + a.ID))
}

// build decodes what a view script brought.
func (d *DB) build(ctx context.Context, a viewAnswer, now time.Time) (store.View, error) {
	v := store.View{Now: now, Bound: store.PersonID(a.id)}
	id := a.id
	if id == "" {
		id = string(d.cfg.NewID())
	}
	var err error
	if v.Person, err = decode[store.Person](d, store.Ref{Kind: store.KindPerson, ID: id}, a.person); err != nil {
		return v, err
	}
	if v.Session, err = decode[store.Session](d, store.Ref{Kind: store.KindSession, ID: id}, a.session); err != nil {
		return v, err
	}
	family := store.Ref{Kind: store.KindFamily, ID: id}
	if f := v.Person.Value.Family; f != "" && f != id {
		family.ID = f
		v.Family, err = get[store.Family](ctx, d, family)
	} else {
		v.Family, err = decode[store.Family](d, family, a.family)
	}
	if err != nil {
		return v, err
	}
	v.City, v.Settings, err = d.shared(ctx, a.register, a.settings)
	return v, err
}

// shared returns the register and settings, read anew only when their versions moved.
func (d *DB) shared(ctx context.Context, register, settings string) (*store.City, *store.Settings, error) {
	register, _, _ = strings.Cut(register, "\n")
	settings, _, _ = strings.Cut(settings, "\n")
	d.cache.mu.Lock()
	defer d.cache.mu.Unlock()
	if d.cache.city == nil || d.cache.register != register {
		doc, err := get[store.Register](ctx, d, store.Ref{Kind: store.KindRegister, ID: "all"})
		if err != nil {
			return nil, nil, err
		}
		d.cache.city, d.cache.register = d.base.With(doc.Value, doc.Version), version(doc.Version)
	}
	if d.cache.set == nil || d.cache.settings != settings {
		doc, err := get[store.Settings](ctx, d, store.Ref{Kind: store.KindSettings, ID: "all"})
		if err != nil {
			return nil, nil, err
		}
		d.cache.set, d.cache.settings = &doc.Value, version(doc.Version)
	}
	return d.cache.city, d.cache.set, nil
}

func version(v int64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatInt(v, 10)
}
