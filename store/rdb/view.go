package rdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	wrong                       bool // a key of hers holds a wrong type
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
	v, err := d.viewOne(ctx, viewJob{ctx: ctx, addr: from}, now)
	v.From = from
	return v, err
}

// ViewOf reads the view of a known person.
func (d *DB) ViewOf(ctx context.Context, id store.PersonID, now time.Time) (store.View, error) {
	return d.viewOne(ctx, viewJob{ctx: ctx, id: id}, now)
}

func (d *DB) viewOne(ctx context.Context, j viewJob, now time.Time) (store.View, error) {
	j.done = make(chan viewAnswer, 1)
	a, err := ask(ctx, d.views, "view", j, j.done)
	if err == nil {
		err = a.err
	}
	if err != nil {
		return store.View{}, err
	}
	var views [1]store.View
	err = d.build(ctx, []viewAnswer{a}, views[:], now)
	return views[0], err
}

// runViews answers a page of view jobs with one script call.
func (d *DB) runViews(jobs []viewJob) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	wanted := slices.DeleteFunc(jobs, func(j viewJob) bool { return j.ctx.Err() != nil }) // nobody waits for these
	if len(wanted) == 0 {
		return
	}
	answers, err := d.readViews(ctx, wanted)
	for i, j := range wanted {
		if err != nil {
			j.done <- viewAnswer{err: err}
			continue
		}
		j.done <- answers[i]
	}
}

func (d *DB) readViews(ctx context.Context, jobs []viewJob) ([]viewAnswer, error) {
	keys := make([]string, len(jobs))
	args := make([]any, len(jobs)+1)
	args[0] = d.keys.recs()
	for i, j := range jobs {
		keys[i] = d.keys.meta() // of a known person no address is looked up
		if j.id == "" {
			keys[i] = d.addrKey(j.addr)
		}
		args[i+1] = string(j.id)
	}
	out, err := d.run(ctx, "view", d.view, keys, args)
	if err != nil {
		return nil, err
	}
	rows, ok := out.([]any)
	if !ok || len(rows) != len(jobs)+2 {
		return nil, errors.New("view: unexpected answer")
	}
	answers := make([]viewAnswer, len(jobs))
	for i := range jobs {
		row, ok := rows[i+2].([]any)
		if !ok || len(row) != 5 {
			return nil, errors.New("view: unexpected answer")
		}
		answers[i] = viewAnswer{register: str(rows[0]), settings: str(rows[1]), id: str(row[0]), person: str(row[1]),
			session: str(row[2]), family: str(row[3]), wrong: str(row[4]) != ""}
	}
	return answers, nil
}

// addrMAC is the keyed name of an address.
func (d *DB) addrMAC(a store.Address) string {
	return d.seal.mac("addr:" + string(a.Channel) + ":" + a.ID)
}

// Known tells of each address whether somebody of it is on record.
func (d *DB) Known(ctx context.Context, list []store.Address) ([]bool, error) {
	known := make([]bool, len(list))
	if len(list) == 0 {
		return known, nil
	}
	keys := make([]string, len(list))
	for i, a := range list {
		keys[i] = d.addrKey(a)
	}
	values, err := d.client.MGet(ctx, keys...).Result()
	if err != nil {
		return nil, d.down("looking for addresses", err)
	}
	for i, v := range values {
		known[i] = v != nil
	}
	return known, nil
}

func (d *DB) addrKey(a store.Address) string { return d.keys.addr(d.addrMAC(a)) }

// build decodes what was read into views. The family of a second caregiver is
// not her own: those are read in one more round trip for the whole page.
func (d *DB) build(ctx context.Context, page []viewAnswer, views []store.View, now time.Time) error {
	var others []string
	var whose []*store.View
	for i := range page {
		v := &views[i]
		err := d.decodeView(&page[i], v, now)
		if err != nil {
			return err
		}
		if v.City, v.Settings, err = d.shared(ctx, page[i].register, page[i].settings); err != nil {
			return err
		}
		if v.Family.Ref.ID != v.Person.Ref.ID {
			others, whose = append(others, d.recKey(v.Family.Ref)), append(whose, v)
		}
	}
	raw, err := d.getRaw(ctx, others)
	if err != nil {
		return err
	}
	for n, v := range whose {
		if err := decodeInto(d, v.Family.Ref, raw[n], &v.Family); err != nil {
			return err
		}
	}
	return nil
}

func (d *DB) decodeView(a *viewAnswer, v *store.View, now time.Time) error {
	v.Now, v.Bound = now, store.PersonID(a.id)
	if a.wrong {
		return fmt.Errorf("view of %s: %w", a.id, ErrWrongType)
	}
	id := a.id
	if id == "" {
		id = string(d.cfg.NewID())
	}
	if err := decodeInto(d, store.Ref{Kind: store.KindPerson, ID: id}, a.person, &v.Person); err != nil {
		return err
	}
	if err := decodeInto(d, store.Ref{Kind: store.KindSession, ID: id}, a.session, &v.Session); err != nil {
		return err
	}
	if f := v.Person.Value.Family; f != "" && f != id {
		v.Family.Ref = store.Ref{Kind: store.KindFamily, ID: f}
		return nil
	}
	return decodeInto(d, store.Ref{Kind: store.KindFamily, ID: id}, a.family, &v.Family)
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
