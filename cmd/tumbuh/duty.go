package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// ensureDuty makes the city duty officer of TUMBUH_DUTY the last one every alert
// asks: a Telegram user id becomes a person with an admin's role, an invite code must
// be known. It may be called on every start.
func ensureDuty(ctx context.Context, db *rdb.DB, duty string, now time.Time) error {
	if duty == "" {
		return keepDuty(ctx, db, store.Duty{}, now)
	}
	if strings.Trim(duty, "0123456789") != "" {
		code := strings.ToUpper(duty)
		d, err := rdb.Get[store.Invite](ctx, db, store.Ref{Kind: store.KindInvite, ID: code})
		if err != nil {
			return err
		}
		if d.Version == 0 {
			return fmt.Errorf("%w: TUMBUH_DUTY is neither a Telegram user id nor a code of 'tumbuh invite --role admin'", errUsage)
		}
		return keepDuty(ctx, db, store.Duty{Invite: code}, now)
	}
	addr := store.Address{Channel: store.Telegram, ID: duty}
	for range 5 {
		v, err := db.View(ctx, addr, now)
		if err != nil {
			return err
		}
		if v.Person.Value.Has(store.Admin) {
			return keepDuty(ctx, db, store.Duty{Officer: v.ID()}, now)
		}
		if _, err := db.Commit(ctx, dutyTurn(v, addr)); err != nil {
			return err
		}
	}
	return fmt.Errorf("naming the duty officer: the record moved at every try")
}

// keepDuty writes who the duty officer is, where that changed.
func keepDuty(ctx context.Context, db *rdb.DB, duty store.Duty, now time.Time) error {
	for range 5 {
		d, err := rdb.Get[store.Duty](ctx, db, store.DutyRef())
		if err != nil || d.Value.Officer == duty.Officer && d.Value.Invite == duty.Invite {
			return err
		}
		d.Value.V, d.Value.Officer, d.Value.Invite = 1, duty.Officer, duty.Invite
		r, err := db.Commit(ctx, store.Turn{Now: now, Writes: []store.Write{d.Put()}, Audit: []store.Audit{{At: now, Act: "duty", On: d.Ref}}})
		if err != nil || r[0] == store.OK {
			return err
		}
	}
	return fmt.Errorf("keeping the duty officer: the record moved at every try")
}

// dutyTurn gives the person of the address the role.
func dutyTurn(v store.View, addr store.Address) store.Turn {
	p := v.Person
	p.Value.V = 1
	p.Value.Grants = append(append([]store.Grant(nil), p.Value.Grants...), store.Grant{Role: store.Admin, From: v.Today()})
	t := store.Turn{Person: v.ID(), Now: v.Now, Audit: []store.Audit{{At: v.Now, Act: "duty-officer", On: p.Ref}}}
	if v.Bound == "" {
		p.Value.Addresses = []store.Reach{{Address: addr}}
		p.Value.FirstSeen = v.Now
		t.Bind = []store.Binding{{Address: addr, Person: v.ID()}}
	}
	t.Writes = []store.Write{p.Put()}
	for _, i := range []store.Index{store.IndexPeople(), store.IndexRole(store.Admin)} {
		t.Index = append(t.Index, store.IndexOp{Index: i, Member: string(v.ID())})
	}
	return t
}
