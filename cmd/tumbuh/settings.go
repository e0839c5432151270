package main

import (
	"context"
	"fmt"
	"os"
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
				fmt.Fprintf(w, "\t  from %s: %s\t%s\n", s.From, s.Value, s.Puskesmas)
			}
		}
		return w.Flush()
	})
}

type settingsSet struct {
	Key       string `arg:""`
	Value     string `arg:""`
	From      string `required:"" help:"First day it holds, YYYY-MM-DD."`
	Puskesmas string `help:"Only for this puskesmas (id)."`
}

func (s settingsSet) Run(ctx context.Context, cfg config) error {
	from, err := store.ParseDate(s.From)
	if err != nil {
		return fmt.Errorf("%w: --from: %w", errUsage, err)
	}
	if err := checkSetting(s.Key, s.Value, s.Puskesmas); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		if _, ok := v.City.FindPuskesmas(s.Puskesmas); s.Puskesmas != "" && !ok {
			return fmt.Errorf("%w: no puskesmas %q", errUsage, s.Puskesmas)
		}
		d, err := rdb.Get[store.Settings](ctx, db, store.Ref{Kind: store.KindSettings, ID: "all"})
		if err != nil {
			return err
		}
		d.Value.V = 1
		if d.Value.Values == nil {
			d.Value.Values = map[string][]store.Setting{}
		}
		d.Value.Values[s.Key] = append(d.Value.Values[s.Key], store.Setting{From: from, Value: s.Value, Puskesmas: s.Puskesmas})
		t := store.Turn{Now: v.Now, Writes: []store.Write{d.Put()},
			Audit: []store.Audit{{At: v.Now, Act: "setting", On: d.Ref, Detail: s.Key + "=" + s.Value + " from " + s.From}}}
		if err := one(db.Commit(ctx, t)); err != nil {
			return err
		}
		fmt.Printf("%s = %s from %s\n", s.Key, s.Value, s.From)
		return nil
	})
}

func checkSetting(key, value, puskesmas string) error {
	for _, k := range store.SettingKeys() {
		if k.Key != key {
			continue
		}
		if puskesmas != "" && !k.Local {
			return fmt.Errorf("%s holds for the whole city", key)
		}
		if err := k.Check(value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		return nil
	}
	return fmt.Errorf("no setting %q; see 'tumbuh settings list'", key)
}
