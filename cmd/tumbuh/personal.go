package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// whoFlags name one person.
type whoFlags struct {
	Person  string `help:"Internal id."`
	Address string `help:"Where she writes from: telegram:12345, whatsapp:62812…@s.whatsapp.net."`
	Phone   string `help:"Her number as she gave it, digits with 62."`
}

// find returns her view.
func (w whoFlags) find(ctx context.Context, db *rdb.DB, now time.Time) (store.View, error) {
	var id store.PersonID
	switch {
	case w.Person != "":
		id = store.PersonID(w.Person)
	case w.Address != "":
		ch, rest, _ := strings.Cut(w.Address, ":")
		v, err := db.View(ctx, store.Address{Channel: store.Channel(ch), ID: rest}, now)
		if err != nil {
			return v, err
		}
		id = v.Bound
	case w.Phone != "":
		err := db.People(ctx, func(ids []store.PersonID) error {
			views, err := db.Views(ctx, ids, now)
			for _, v := range views {
				if v.Person.Value.Phone == strings.TrimPrefix(w.Phone, "+") {
					id = v.ID()
				}
			}
			return err
		})
		if err != nil {
			return store.View{}, err
		}
	default:
		return store.View{}, fmt.Errorf("%w: want --person, --address or --phone", errUsage)
	}
	if id == "" {
		return store.View{}, errors.New("nobody like that is known")
	}
	v, err := db.ViewOf(ctx, id, now)
	if err == nil && v.Person.Version == 0 {
		err = errors.New("nobody like that is known")
	}
	return v, err
}

type privacyExport struct {
	whoFlags
	File string `arg:"" optional:"" help:"Where to write it (mode 0600); without, standard output."`
}

// personal is everything kept about one person.
type personal struct {
	ID      store.PersonID          `json:"id"`
	Made    time.Time               `json:"made"`
	Person  store.Person            `json:"person"`
	Family  *store.Family           `json:"family,omitempty"`
	Session store.Session           `json:"session"`
	Growth  map[string]store.Growth `json:"growth,omitempty"`
	Checks  map[string]store.Checks `json:"checks,omitempty"`
	Tasks   []store.Task            `json:"tasks,omitempty"`
	Alerts  []store.Alert           `json:"alerts,omitempty"`
	Audit   []store.Audit           `json:"audit,omitempty"`
}

// Run writes the file and leaves an audit line.
func (p privacyExport) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, o store.View) error {
		v, err := p.find(ctx, db, o.Now)
		if err != nil {
			return err
		}
		out, err := gather(ctx, db, v)
		if err != nil {
			return err
		}
		b, err := json.MarshalIndent(out, "", "  ")
		if err != nil {
			return err
		}
		if err := one(db.Commit(ctx, store.Turn{Now: o.Now, Audit: []store.Audit{{At: o.Now, Act: "exported", On: v.Person.Ref}}})); err != nil {
			return err
		}
		if p.File == "" {
			fmt.Println(string(b))
			return nil
		}
		return os.WriteFile(p.File, append(b, '\n'), 0o600)
	})
}

func gather(ctx context.Context, db *rdb.DB, v store.View) (personal, error) {
	out := personal{ID: v.ID(), Made: v.Now, Person: v.Person.Value, Session: v.Session.Value, Growth: map[string]store.Growth{}, Checks: map[string]store.Checks{}}
	if v.Family.Version > 0 && v.Family.Value.Mother == v.ID() {
		out.Family = &v.Family.Value
		for _, c := range v.Family.Value.Children {
			d, err := rdb.Get[store.Growth](ctx, db, store.GrowthRef(v.ID(), c.ID))
			if err != nil {
				return out, err
			}
			if d.Version > 0 {
				out.Growth[c.ID] = d.Value
			}
		}
		for _, g := range v.Family.Value.Pregnancies {
			d, err := rdb.Get[store.Checks](ctx, db, store.ChecksRef(v.ID(), g.ID))
			if err != nil {
				return out, err
			}
			if d.Version > 0 {
				out.Checks[g.ID] = d.Value
			}
		}
	}
	w, err := db.Fetch(ctx, v, store.Need{Kind: store.NeedAbout, Person: v.ID()})
	if err != nil {
		return out, err
	}
	for _, d := range w.Have.AboutTasks {
		out.Tasks = append(out.Tasks, d.Value)
	}
	for _, d := range w.Have.AboutAlerts {
		out.Alerts = append(out.Alerts, d.Value)
	}
	return out, db.Audits(ctx, v.Now.AddDate(-5, 0, 0), v.Now, func(a store.Audit) error {
		if a.On.ID == string(v.ID()) || a.Actor == v.ID() {
			out.Audit = append(out.Audit, a)
		}
		return nil
	})
}

type privacyAccess struct {
	whoFlags
	Days int `default:"90" help:"How far back."`
}

// Run lists who of the staff looked at a family.
func (p privacyAccess) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, o store.View) error {
		v, err := p.find(ctx, db, o.Now)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		posyandu := v.Family.Value.Posyandu
		err = db.Audits(ctx, o.Now.AddDate(0, 0, -p.Days), o.Now.Add(time.Minute), func(a store.Audit) error {
			hers := a.On.ID == string(v.ID()) && a.Actor != v.ID()
			list := a.Act == "look" && a.On.Kind == "posyandu" && a.On.ID == posyandu && posyandu != ""
			if !hers && !list {
				return nil
			}
			who := string(a.Actor)
			if m, err := db.ViewOf(ctx, a.Actor, o.Now); err == nil && a.Actor != "" && m.Person.Value.Name != "" {
				who = m.Person.Value.Name
			}
			if a.Actor == "" {
				who = "operator"
			}
			_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", a.At.In(store.WIB).Format("2006-01-02 15:04"), who, a.Act, a.On.Kind)
			return err
		})
		if err != nil {
			return err
		}
		return w.Flush()
	})
}
