package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

type settingsCmd struct {
	List settingsList `cmd:"" help:"List every setting with its value today and what it changes."`
	Set  settingsSet  `cmd:"" help:"Set one from a date."`
}

type settingsList struct{}

// longValue is how long a value may be to stand in its column.
const longValue = 14

func (settingsList) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(_ *rdb.DB, v store.View) error {
		for _, k := range store.SettingKeys() {
			value, below := v.Settings.Get(k.Key, "", v.Today()), ""
			if len(value) > longValue {
				value, below = "(below)", "    "+value+"\n"
			}
			fmt.Printf("%-22s %-*s  %s\n%s", k.Key, longValue, value, k.Changes, below)
			for _, s := range v.Settings.Values[k.Key] {
				where := "city"
				if pk, ok := v.City.FindPuskesmas(s.Puskesmas); ok {
					where = "puskesmas " + pk.Name + " (" + pk.ID + ")"
				}
				fmt.Printf("    from %s: %s  (%s)\n", s.From, s.Value, where)
			}
		}
		return nil
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
