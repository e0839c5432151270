package main

import (
	"context"
	"fmt"
	"os"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

type keyCmd struct {
	Fingerprint keyFingerprint `cmd:"" help:"Print the fingerprint of the key in use."`
	Rotate      keyRotate      `cmd:"" help:"Make a new data key and seal everything again with it, page by page, beside a running serve."`
	Next        keyNext        `cmd:"" help:"Where TUMBUH_DATA_KEY is used: write the next key to a file; set it everywhere, restart, then: key reseal."`
	Reseal      keyReseal      `cmd:"" help:"Seal again what the newest key did not seal; may be broken off and run again."`
}

type keyFingerprint struct{}

// Run prints which key is in use, without telling it.
func (keyFingerprint) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, _ store.View) error {
		fmt.Println(db.Fingerprint())
		return nil
	})
}

type keyRotate struct{}

// Run makes a new key. Older ones stay in the file: they open backups.
func (keyRotate) Run(ctx context.Context, cfg config) error {
	return sealAgain(ctx, cfg, "key-rotated", (*rdb.DB).Rotate)
}

type keyReseal struct{}

// Run goes on with what was broken off.
func (keyReseal) Run(ctx context.Context, cfg config) error {
	return sealAgain(ctx, cfg, "key-resealed", (*rdb.DB).Reseal)
}

func sealAgain(ctx context.Context, cfg config, act string, f func(*rdb.DB, context.Context) (int, error)) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		fmt.Fprintln(os.Stderr, "Sealing again; a running serve goes on meanwhile.")
		n, err := f(db, ctx)
		if err != nil {
			return err
		}
		if err := one(db.Commit(ctx, store.Turn{Now: v.Now, Audit: []store.Audit{{At: v.Now, Act: act, Detail: fmt.Sprint(n)}}})); err != nil {
			return err
		}
		fmt.Println("values sealed again:", n)
		return nil
	})
}

type keyNext struct {
	File string `arg:"" help:"Where to write it, mode 0600; it must not exist."`
}

// Run writes the next key; it is never printed.
func (k keyNext) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, _ store.View) error {
		next, err := db.NextKey()
		if err != nil {
			return err
		}
		f, err := os.OpenFile(k.File, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("writing the key: %w", err)
		}
		defer f.Close()
		if _, err := f.WriteString(next); err != nil {
			return fmt.Errorf("writing the key: %w", err)
		}
		fmt.Println(k.File)
		return f.Close()
	})
}
