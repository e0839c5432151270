package main

import (
	"context"
	"errors"
	"time"

	"tumbuh/bot"
	"tumbuh/dialogs/report"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// draw makes the bytes of a report just before it is sent. What is there no more is an
// empty file: the words go alone.
func (a *app) draw(ctx context.Context, r store.Report) (bot.File, error) {
	if r.Name == "siaran" {
		return a.attached.of(r.Args["id"], func(id string) (bot.File, error) { return attachment(ctx, a.db, id) })
	}
	f, err := report.Drawer{Texts: a.texts, Source: records{a.db, a.clock.Now()}}.Draw(ctx, r)
	if errors.Is(err, report.ErrNothing) {
		return bot.File{}, nil
	}
	return bot.File{Name: f.Name, MIME: f.MIME, Bytes: f.Bytes, Picture: f.Picture}, err
}

// records reads what reports are made of.
type records struct {
	db  *rdb.DB
	now time.Time
}

// Family reads a family's record.
func (r records) Family(ctx context.Context, id store.PersonID) (store.Family, error) {
	d, err := rdb.Get[store.Family](ctx, r.db, store.Ref{Kind: store.KindFamily, ID: string(id)})
	return d.Value, err
}

// Growth reads a child's measurements.
func (r records) Growth(ctx context.Context, family store.PersonID, child string) (store.Growth, error) {
	d, err := rdb.Get[store.Growth](ctx, r.db, store.GrowthRef(family, child))
	return d.Value, err
}

// Places reads the households of one posyandu, or of all of a puskesmas.
func (r records) Places(ctx context.Context, posyandu, puskesmas string) ([]report.Place, error) {
	v, err := r.db.ViewOf(ctx, "operator", r.now)
	if err != nil {
		return nil, err
	}
	chosen, err := choosePosyandu(v.City, posyandu, puskesmas)
	if err != nil {
		return nil, err
	}
	return placesOf(ctx, r.db, v, chosen)
}
