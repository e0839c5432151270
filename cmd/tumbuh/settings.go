package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

type settingsCmd struct {
	List settingsList `cmd:"" help:"List every setting with its value today and what it changes."`
	Set  settingsSet  `cmd:"" help:"Set one from a date."`
}

type settingsList struct{}

func (settingsList) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(_ *rdb.DB, v store.View) error {
		w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		for _, k := range store.SettingKeys() {
			fmt.Fprintf(w, "%s\t%s\t%s\n", k.Key, v.Settings.Get(k.Key, "", v.Today()), k.Changes)
			for _, s := range v.Settings.Values[k.Key] {
				where := "city"
				if pk, ok := v.City.FindPuskesmas(s.Puskesmas); ok {
					where = "puskesmas " + pk.Name + " (" + pk.ID + ")"
				}
				fmt.Fprintf(w, "\t  from %s: %s\t%s\n", s.From, s.Value, where)
			}
		}
		return w.Flush()
	})
}

type settingsSet struct {
	Key       string `arg:"" help:"One of 'tumbuh settings list'."`
	Value     string `arg:""`
	From      string `required:"" help:"First day it holds, YYYY-MM-DD."`
	Puskesmas string `help:"Only for this puskesmas (id or name)."`
}

// settingTries is how often a record that others write at the same moment is read anew.
const settingTries = 20

// Run checks the value, keeps it with its day and leaves an audit line.
func (s settingsSet) Run(ctx context.Context, cfg config) error {
	from, err := store.ParseDate(s.From)
	if err != nil {
		return fmt.Errorf("%w: --from: %w", errUsage, err)
	}
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		set := store.Setting{From: from, Value: s.Value, Puskesmas: s.Puskesmas}
		for _, p := range v.City.Puskesmas {
			if s.Puskesmas != "" && strings.EqualFold(p.Name, s.Puskesmas) {
				set.Puskesmas = p.ID
			}
		}
		for range settingTries {
			d, err := rdb.Get[store.Settings](ctx, db, store.Ref{Kind: store.KindSettings, ID: "all"})
			if err != nil {
				return err
			}
			if d.Value, err = d.Value.With(v.City, s.Key, set); err != nil {
				return fmt.Errorf("%w: %w; see 'tumbuh settings list'", errUsage, err)
			}
			r, err := db.Commit(ctx, store.Turn{Now: v.Now, Writes: []store.Write{d.Put()},
				Audit: []store.Audit{{At: v.Now, Act: "setting", On: d.Ref, Detail: strings.TrimSpace(s.Key + "=" + s.Value + " from " + s.From + " " + set.Puskesmas)}}})
			if err != nil {
				return err
			}
			if r[0] == store.OK {
				fmt.Printf("%s = %s from %s\n", s.Key, s.Value, s.From)
				return nil
			}
		}
		return errors.New("others write settings at the same moment; try again")
	})
}
