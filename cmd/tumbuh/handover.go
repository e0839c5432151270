package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"tumbuh/dialogs"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

type handoverCmd struct {
	Posyandu string `required:"" help:"Id or name of the posyandu."`
	Kader    string `required:"" help:"Name or id of the kader who leaves."`
	To       string `help:"Name or id of the kader who takes over; without, the others share, and where there are none the bidan."`
	Apply    bool   `help:"Do it. Without, nothing is changed: it is said what would go to whom."`
}

// Run gives a kader's families, open tasks, alerts and questions at one posyandu to
// others, in one commit.
func (h handoverCmd) Run(ctx context.Context, cfg config) error {
	engine, _, err := newEngine(false)
	if err != nil {
		return err
	}
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error { return h.do(ctx, db, v, engine) })
}

func (h handoverCmd) do(ctx context.Context, db *rdb.DB, v store.View, engine *dialogs.Engine) error {
	places, err := choosePosyandu(v.City, h.Posyandu, "")
	if err != nil {
		return err
	}
	p := places[0]
	if v, err = db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: p.ID}); err != nil {
		return err
	}
	who, err := kaderCalled(v.Have.Staff, p.ID, h.Kader)
	if err != nil {
		return err
	}
	var to store.PersonID
	if h.To != "" {
		if to, err = kaderCalled(v.Have.Staff, p.ID, h.To); err != nil {
			return err
		}
	}
	if to == who {
		return fmt.Errorf("%w: --to is the kader who leaves", errUsage)
	}
	for _, n := range dialogs.LeavingNeeds(who, p.ID)[1:] {
		if v, err = db.Fetch(ctx, v, n); err != nil {
			return err
		}
	}
	t, n, ok := engine.LeaveKader(v, who, to, p.ID)
	if !ok {
		return fmt.Errorf("nobody would be left: %s has no other kader and its puskesmas no bidan; invite one first", p.Name)
	}
	done := "would go, with --apply"
	if h.Apply {
		done = "went"
		for i := range t.Say {
			t.Say[i].ID = fmt.Sprintf("serah:%s:%s:%d#%d", who, p.ID, v.Now.Unix(), i)
		}
		if err := one(db.Commit(ctx, t)); err != nil {
			return fmt.Errorf("handing over: %w", err)
		}
	}
	fmt.Fprintf(os.Stdout, "%s: %d families, %d tasks, %d alerts and questions %s\n", p.Name, n.Families, n.Tasks, n.Alerts, done)
	return nil
}

// kaderCalled finds one kader of the posyandu by name or id.
func kaderCalled(staff []store.Member, posyandu, name string) (store.PersonID, error) {
	var found []store.PersonID
	var names []string
	for _, m := range staff {
		if !m.Person.Value.Serves(posyandu) {
			continue
		}
		names = append(names, m.Person.Value.Name+" ("+string(m.ID())+")")
		if strings.EqualFold(m.Person.Value.Name, name) || string(m.ID()) == name {
			found = append(found, m.ID())
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("%w: no kader %q there; there are: %s", errUsage, name, cmp.Or(strings.Join(names, ", "), "none"))
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("%w: %d kader there are called %q; give the id of one: %s", errUsage, len(found), name, strings.Join(names, ", "))
}
