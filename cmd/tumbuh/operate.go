package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// withStore runs an operator's command on the same Redis a running serve uses.
func withStore(ctx context.Context, cfg config, f func(db *rdb.DB, v store.View) error) error {
	db, err := openStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	defer db.Close()
	now := newClock(time.Now, cfg.clockStart).Now()
	v, err := db.ViewOf(ctx, "operator", now)
	if err != nil {
		return err
	}
	return f(db, v)
}

type inviteCmd struct {
	Role      string `help:"kader, bidan, tpg, rs or admin." enum:",kader,bidan,tpg,rs,admin" default:""`
	Posyandu  string `help:"Id or name of the kader's posyandu."`
	Puskesmas string `help:"Id or name of the bidan's or TPG's puskesmas."`
	Revoke    string `help:"Take a code back." placeholder:"CODE"`
	List      bool   `help:"List the codes that can still be used."`
}

func (i inviteCmd) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		if i.List {
			return listInvites(ctx, db, v)
		}
		if i.Revoke != "" {
			return revoke(ctx, db, i.Revoke, v.Now)
		}
		g, err := i.grant(v.City)
		if err != nil {
			return err
		}
		code, err := makeInvite(ctx, db, g, v.Now, 7*24*time.Hour)
		if err != nil {
			return err
		}
		name, err := botName(ctx, cfg)
		if err != nil {
			fmt.Fprintln(os.Stderr, "The bot's name is not known ("+err.Error()+"); replace BOT in the link by it.")
			name = "BOT"
		}
		fmt.Printf("%s\nt.me/%s?start=%s\n", code, name, code)
		return nil
	})
}

// grant checks that the role has the area it needs.
func (i inviteCmd) grant(c *store.City) (store.Grant, error) {
	g := store.Grant{Role: store.Role(i.Role)}
	switch g.Role {
	case store.Kader:
		for _, p := range c.Posyandu {
			if p.ID == i.Posyandu || strings.EqualFold(p.Name, i.Posyandu) {
				g.Posyandu = p.ID
			}
		}
		if g.Posyandu == "" {
			return g, fmt.Errorf("%w: a kader needs --posyandu with an id of 'tumbuh posyandu list'", errUsage)
		}
	case store.Bidan, store.TPG:
		for _, p := range c.Puskesmas {
			if p.ID == i.Puskesmas || strings.EqualFold(p.Name, i.Puskesmas) {
				g.Puskesmas = p.ID
			}
		}
		if g.Puskesmas == "" {
			return g, fmt.Errorf("%w: a %s needs --puskesmas, one of: %s", errUsage, g.Role, placeNames(c.Puskesmas))
		}
	case "":
		return g, fmt.Errorf("%w: invite needs --role kader|bidan|tpg|rs|admin", errUsage)
	}
	return g, nil
}

func placeNames(list []store.Place) string {
	var names []string
	for _, p := range list {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

func revoke(ctx context.Context, db *rdb.DB, code string, now time.Time) error {
	d, err := rdb.Get[store.Invite](ctx, db, store.Ref{Kind: store.KindInvite, ID: strings.ToUpper(code)})
	if err != nil {
		return err
	}
	if d.Version == 0 {
		return errors.New("no such code")
	}
	d.Value.Revoked = now
	if err := one(db.Commit(ctx, store.Turn{Now: now, Writes: []store.Write{d.Put()}})); err != nil {
		return err
	}
	fmt.Println("revoked")
	return nil
}

// one turns the result of a single turn into an error.
func one(r []store.Result, err error) error {
	if err == nil && r[0] != store.OK {
		return fmt.Errorf("somebody changed it at the same moment (%s); try again", r[0])
	}
	return err
}

type posyanduCmd struct {
	Add  posyanduAdd  `cmd:"" help:"Add one."`
	List posyanduList `cmd:"" help:"List all: id, name, kelurahan, days."`
	Day  posyanduDay  `cmd:"" help:"Set when one meets."`
}

type posyanduAdd struct {
	Kelurahan string `required:"" help:"Id or name."`
	Name      string `required:"" help:"Its name."`
	Date      int    `help:"Fixed date, 1-31."`
}

type posyanduList struct{}

type posyanduDay struct {
	ID      string   `arg:"" help:"Id of the posyandu."`
	Date    int      `help:"Fixed date, 1-31."`
	Nth     int      `help:"With --weekday: first (1) to last (5)."`
	Weekday string   `help:"senin … minggu." enum:",senin,selasa,rabu,kamis,jumat,sabtu,minggu" default:""`
	On      []string `help:"Listed days, YYYY-MM-DD."`
}

func (p posyanduList) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(_ *rdb.DB, v store.View) error {
		w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		for _, py := range v.City.Posyandu {
			k, _ := v.City.FindKelurahan(py.Kelurahan)
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", py.ID, py.Name, k.Name, meets(py.Days))
		}
		return w.Flush()
	})
}

func meets(m store.Meeting) string {
	switch {
	case len(m.List) > 0:
		return fmt.Sprint(m.List)
	case m.Nth > 0:
		return fmt.Sprintf("%s ke-%d", [...]string{"minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"}[m.Weekday], m.Nth)
	case m.Date > 0:
		return "tanggal " + strconv.Itoa(m.Date)
	}
	return "-"
}

// editRegister changes the register in one commit.
func editRegister(ctx context.Context, cfg config, act string, f func(r *store.Register, c *store.City) (string, error)) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		d, err := rdb.Get[store.Register](ctx, db, store.Ref{Kind: store.KindRegister, ID: "all"})
		if err != nil {
			return err
		}
		id, err := f(&d.Value, v.City)
		if err != nil {
			return err
		}
		t := store.Turn{Now: v.Now, Writes: []store.Write{d.Put()}, Audit: []store.Audit{{At: v.Now, Act: act, On: d.Ref, Detail: id}}}
		if err := one(db.Commit(ctx, t)); err != nil {
			return err
		}
		fmt.Println(id)
		return nil
	})
}

func (p posyanduAdd) Run(ctx context.Context, cfg config) error {
	return editRegister(ctx, cfg, "posyandu-add", func(r *store.Register, c *store.City) (string, error) {
		for _, k := range c.Kelurahan {
			if k.ID != p.Kelurahan && !strings.EqualFold(k.Name, p.Kelurahan) {
				continue
			}
			if p.Date < 0 || p.Date > 31 {
				return "", fmt.Errorf("%w: --date is 1 to 31", errUsage)
			}
			id := fmt.Sprintf("py-%s-%d", strings.ReplaceAll(strings.TrimPrefix(k.ID, c.Code+"."), ".", "-"), len(r.Posyandu)+1)
			r.Posyandu = append(r.Posyandu, store.Posyandu{ID: id, Name: p.Name, Kelurahan: k.ID, Puskesmas: k.Puskesmas, Days: store.Meeting{Date: p.Date}})
			return id, nil
		}
		return "", fmt.Errorf("%w: no kelurahan %q; known: %s", errUsage, p.Kelurahan, placeNames(c.Kelurahan))
	})
}

func (p posyanduDay) Run(ctx context.Context, cfg config) error {
	m := store.Meeting{Date: p.Date, Nth: p.Nth}
	for i, n := range []string{"minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"} {
		if n == p.Weekday {
			m.Weekday = time.Weekday(i)
		}
	}
	for _, s := range p.On {
		d, err := store.ParseDate(s)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		m.List = append(m.List, d)
	}
	if m.IsZero() || (p.Nth > 0) != (p.Weekday != "") {
		return fmt.Errorf("%w: want --date N, or --nth N --weekday DAY, or --on DATE", errUsage)
	}
	return editRegister(ctx, cfg, "posyandu-day", func(r *store.Register, _ *store.City) (string, error) {
		for i := range r.Posyandu {
			if r.Posyandu[i].ID == p.ID {
				r.Posyandu[i].Days = m
				return p.ID, nil
			}
		}
		return "", fmt.Errorf("%w: no posyandu %q; see 'tumbuh posyandu list'", errUsage, p.ID)
	})
}

func printJSON(v any) error {
	b, err := json.Marshal(v)
	if err == nil {
		fmt.Println(string(b))
	}
	return err
}
