package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"tumbuh/dialogs"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// eveningPage is how many families are told in one commit.
const eveningPage = 50

// wakeDay tells the mothers how their children's posyandu day went, page by page. Each
// family's turn is known to the ledger, so a run that was killed goes on where it was.
func (a *app) wakeDay(ctx context.Context, ref store.Ref, now time.Time) error {
	doc, err := rdb.Get[store.Day](ctx, a.db, ref)
	if err != nil {
		return err
	}
	done := store.Turn{Now: now, Reads: []store.Read{doc.Read()}, Wake: []store.Wake{{Ref: ref}}}
	useful := 2 // days
	if !doc.Value.Told.IsZero() {
		useful = dialogs.CorrectableDays + 1
	}
	if doc.Version == 0 || store.DateOf(now).Sub(doc.Value.Day) > useful { // past its use
		return a.commit(ctx, done)
	}
	families := dialogs.DayFamilies(doc.Value)
	for len(families) > 0 {
		n := min(eveningPage, len(families))
		if err := a.tellDay(ctx, families[:n], doc.Value, now); err != nil {
			return err
		}
		families = families[n:]
	}
	absent, err := a.endDay(ctx, &doc.Value, now)
	if err != nil {
		return err
	}
	doc.Value.Told, done.Wake = now, append(done.Wake, absent...)
	done.Reads, done.Writes = nil, []store.Write{doc.Put()}
	return a.commit(ctx, done)
}

// endDay ends a day that the kader left open, and gives those who did not come.
func (a *app) endDay(ctx context.Context, d *store.Day, now time.Time) ([]store.Wake, error) {
	if !dialogs.LeftOpen(*d, now) {
		return nil, nil
	}
	v, err := a.db.ViewOf(ctx, "operator", now)
	if err != nil {
		return nil, err
	}
	if v, err = a.db.Fetch(ctx, v, store.Need{Kind: store.NeedRoster, ID: d.Posyandu}); err != nil {
		return nil, err
	}
	if !dialogs.EndsOpen(*d, v.Have.Roster) {
		return nil, nil
	}
	d.Ended = now
	return dialogs.WakeAbsent(*d, v.Have.Roster, now), nil
}

// tellDay commits the turns of a page; a family whose record moved is told in the next
// round, because the day stays in the wake index.
func (a *app) tellDay(ctx context.Context, page []store.PersonID, d store.Day, now time.Time) error {
	views, err := a.db.Views(ctx, page, now)
	if err != nil {
		return err
	}
	if views, err = a.withJoined(ctx, views, now); err != nil {
		return err
	}
	turns := make([]store.Turn, len(views))
	for i, v := range views {
		if v, err = a.db.Fetch(ctx, v, store.Need{Kind: store.NeedGrowth, Person: v.ID()}); err != nil {
			return err
		}
		turns[i] = a.engine.TellResult(v, d)
	}
	for range 3 {
		results, err := a.db.Commit(ctx, turns...)
		if err != nil {
			return err
		}
		var again []store.Turn
		for i, r := range results {
			if r == store.Stale {
				again = append(again, turns[i])
			}
		}
		if len(again) == 0 {
			break
		}
		for i := range again {
			v, err := a.db.ViewOf(ctx, again[i].Person, now)
			if err != nil {
				return err
			}
			if v, err = a.db.Fetch(ctx, v, store.Need{Kind: store.NeedGrowth, Person: v.ID()}); err != nil {
				return err
			}
			again[i] = a.engine.TellResult(v, d)
		}
		turns = again
	}
	a.kick()
	return nil
}

// withJoined adds the families in whose record a child goes on that was measured in another.
func (a *app) withJoined(ctx context.Context, views []store.View, now time.Time) ([]store.View, error) {
	var more []store.PersonID
	for _, v := range views {
		for _, ch := range v.Family.Value.Children {
			family, _, ok := strings.Cut(ch.GoesOn, ".")
			has := func(x store.View) bool { return string(x.ID()) == family }
			if ok && !slices.ContainsFunc(views, has) && !slices.Contains(more, store.PersonID(family)) {
				more = append(more, store.PersonID(family))
			}
		}
	}
	if len(more) == 0 {
		return views, nil
	}
	list, err := a.db.Views(ctx, more, now)
	return append(views, list...), err
}

// wakeMatch asks the kader about children who may stand in a posyandu twice.
func (a *app) wakeMatch(ctx context.Context, ref store.Ref, now time.Time) error {
	v, err := a.db.ViewOf(ctx, "operator", now)
	if err != nil {
		return err
	}
	for _, n := range []store.Need{{Kind: store.NeedRoster, ID: ref.ID}, {Kind: store.NeedStaff, ID: ref.ID}} {
		if v, err = a.db.Fetch(ctx, v, n); err != nil {
			return err
		}
	}
	if _, err = a.db.Commit(ctx, a.engine.OfferMatches(v, ref.ID)...); err == nil { // a stale one is offered at the next look
		a.kick()
	}
	return err
}

// wakeReferral tells those who are asked to take a referred child in.
func (a *app) wakeReferral(ctx context.Context, ref store.Ref, now time.Time) error {
	doc, err := rdb.Get[store.Referral](ctx, a.db, ref)
	if err != nil {
		return err
	}
	v, err := a.db.ViewOf(ctx, doc.Value.Family, now)
	if err != nil {
		return err
	}
	for _, n := range []store.Need{{Kind: store.NeedStaff, ID: doc.Value.Posyandu}, {Kind: store.NeedHospital}} {
		if v, err = a.db.Fetch(ctx, v, n); err != nil {
			return err
		}
	}
	return a.commit(ctx, a.engine.WakeReferral(v, doc))
}
