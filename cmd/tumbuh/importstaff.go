package main

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"tumbuh/dialogs/report"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// newPersonID is an id for somebody a file brings: 16 small letters and digits, random.
func newPersonID() store.PersonID { return store.PersonID(strings.ToLower(rand.Text()[:16])) }

// posyandu takes rows into the register, in one commit.
func (i importCmd) posyandu(ctx context.Context, db *rdb.DB, v store.View, records []report.Record) ([]report.Outcome, error) {
	d, err := rdb.Get[store.Register](ctx, db, store.Ref{Kind: store.KindRegister, ID: "all"})
	if err != nil {
		return nil, err
	}
	next, outcomes := report.TakePosyandu(v.City, d.Value, records)
	if !i.Apply {
		return outcomes, nil
	}
	d.Value = next
	return outcomes, one(db.Commit(ctx, store.Turn{Now: v.Now, Writes: []store.Write{d.Put()}, Audit: []store.Audit{{At: v.Now, Act: "import", On: d.Ref}}}))
}

// kader makes an invitation for every kader who neither works there already nor has one
// that can still be used; the codes stand in the report and are printed once.
func (i importCmd) kader(ctx context.Context, db *rdb.DB, v store.View, records []report.Record) ([]report.Outcome, error) {
	codes, err := rdb.Get[invites](ctx, db, invitesRef)
	if err != nil {
		return nil, err
	}
	open, err := openInvites(ctx, db, codes.Value.Codes, v.Now)
	if err != nil {
		return nil, err
	}
	var outcomes []report.Outcome
	for _, r := range records {
		o, err := i.oneKader(ctx, db, v, r, open)
		if err != nil {
			return outcomes, err
		}
		outcomes = append(outcomes, o)
	}
	return outcomes, nil
}

func (i importCmd) oneKader(ctx context.Context, db *rdb.DB, v store.View, r report.Record, open []store.Doc[store.Invite]) (report.Outcome, error) {
	o := report.Outcome{Line: r.Line, Name: r.Cells["cadre"], Action: report.Refused, Detail: "no name"}
	places := report.Places(v.City, store.Posyandu{}, []report.Record{r})
	if len(places) == 0 && i.Posyandu != "" {
		list, err := choosePosyandu(v.City, i.Posyandu, "")
		if err != nil {
			return o, err
		}
		places = list
	}
	if len(places) == 0 {
		o.Detail = "posyandu: none of that name in the register, and no --posyandu given"
	}
	if o.Name == "" || len(places) == 0 {
		return o, nil
	}
	p := places[0]
	w, err := db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: p.ID})
	if err != nil {
		return o, err
	}
	if why := knownKader(w.Have.Staff, open, p.ID, o.Name); why != "" {
		o.Action, o.Detail = report.Same, why
		return o, nil
	}
	o.Action, o.Detail = report.Added, p.Name
	if !i.Apply {
		return o, nil
	}
	code, err := makeInvite(ctx, db, store.Grant{Role: store.Kader, Posyandu: p.ID}, v.Now, 7*24*time.Hour)
	if err != nil {
		return o, err
	}
	o.Detail = p.Name + ": " + code
	d, err := rdb.Get[store.Invite](ctx, db, store.Ref{Kind: store.KindInvite, ID: code})
	if err != nil {
		return o, err
	}
	d.Value.Name = o.Name
	return o, one(db.Commit(ctx, store.Turn{Now: v.Now, Writes: []store.Write{d.Put()}}))
}

// knownKader says why a kader needs no invitation; "" when she does.
func knownKader(staff []store.Member, open []store.Doc[store.Invite], posyandu, name string) string {
	for _, m := range staff {
		for _, g := range m.Person.Value.Grants {
			if g.Role == store.Kader && g.Posyandu == posyandu && strings.EqualFold(m.Person.Value.Name, name) {
				return "works there already"
			}
		}
	}
	for _, d := range open {
		if d.Value.Grant.Posyandu == posyandu && strings.EqualFold(d.Value.Name, name) {
			return "has an invitation that can still be used"
		}
	}
	return ""
}
