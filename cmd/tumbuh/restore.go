package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tumbuh/dialogs"
	"tumbuh/reminders"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

type restoreCmd struct {
	File    string `arg:"" help:"A file that 'tumbuh backup' wrote."`
	Replace bool   `help:"Replace the data that are here; without, only an empty store is filled."`
	Marks   string `placeholder:"FILE" help:"erasures.json of the machine that was lost, so that erasures made after the backup hold."`
}

// Run restores in two steps: the keys, then, on the store opened anew, what must not come
// back: the erased, and what was due meanwhile. No serve opens the data before its end.
func (r restoreCmd) Run(ctx context.Context, cfg config) error {
	head, err := rdb.ReadBackupHead(r.File)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err != nil {
		return err
	}
	if err := asOwner(cfg.DataDir); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(cfg.DataDir, "data.key")); cfg.DataKey == "" && err != nil {
		return fmt.Errorf("the data key is missing: put the data.key with the fingerprint %s into %s (or set TUMBUH_DATA_KEY)", head.Fingerprint, cfg.DataDir)
	}
	marks, err := readMarks(marksFile(cfg.DataDir))
	if err != nil {
		return err
	}
	if r.Marks != "" {
		more, err := readMarks(r.Marks)
		if err != nil {
			return err
		}
		marks = append(marks, more...)
	}
	if err := r.keys(ctx, cfg, &marks); err != nil {
		return err
	}
	return r.after(ctx, cfg, head, marks)
}

// keys is the first step.
func (r restoreCmd) keys(ctx context.Context, cfg config, marks *[]rdb.Grave) error {
	db, err := openRestore(ctx, cfg)
	if err != nil {
		return err
	}
	defer db.Close()
	others, err := db.Others(ctx)
	if err != nil {
		return err
	}
	if others {
		return errors.New("another Tumbuh process uses these data: stop it first")
	}
	empty, err := db.Empty(ctx)
	if err != nil {
		return err
	}
	if !empty && !r.Replace {
		return errors.New("there are data here already; --replace puts the backup in their place")
	}
	here, err := db.Graves(ctx)
	if err != nil {
		return err
	}
	*marks = append(*marks, here...)
	n, err := db.Restore(ctx, r.File, func(keys int) { fmt.Fprintf(os.Stderr, "\r%d keys", keys) })
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return err
	}
	fmt.Println("keys restored:", n)
	return nil
}

func openRestore(ctx context.Context, cfg config) (*rdb.DB, error) {
	return rdb.Open(ctx, rdb.Config{City: cfg.City, DataDir: cfg.DataDir, URL: string(cfg.RedisURL), Key: string(cfg.DataKey), NeedDisk: true, Restore: true})
}

// after is the second step.
func (r restoreCmd) after(ctx context.Context, cfg config, head rdb.BackupHead, marks []rdb.Grave) error {
	db, err := openRestore(ctx, cfg)
	if err != nil {
		return err
	}
	defer db.Close()
	now := newClock(time.Now, cfg.clockStart).Now()
	inside, err := db.Graves(ctx)
	if err != nil {
		return err
	}
	erased, err := rebury(ctx, db, append(marks, inside...), now)
	if err != nil {
		return err
	}
	people, err := expire(ctx, db, now)
	if err != nil {
		return err
	}
	if err := one(db.Commit(ctx, store.Turn{Now: now, Audit: []store.Audit{{At: now, Act: "restored", Detail: head.Made.In(store.WIB).Format("2006-01-02 15:04 WIB")}}})); err != nil {
		return err
	}
	if err := db.Restored(ctx); err != nil {
		return err
	}
	fmt.Printf("backup of: %s\nerased again: %d\npeople: %d (what was due before now is past; nothing of it is sent)\n",
		head.Made.In(store.WIB).Format("2006-01-02 15:04 WIB"), erased, people)
	return nil
}

// rebury erases again who is back.
func rebury(ctx context.Context, db *rdb.DB, graves []rdb.Grave, now time.Time) (int, error) {
	return db.Rebury(ctx, graves, now, func(v store.View) store.Turn {
		if w, err := db.Fetch(ctx, v, store.Need{Kind: store.NeedAbout, Person: v.ID()}); err == nil {
			v = w // else the tasks that speak of her go with the next look
		}
		t, _ := dialogs.Forget(v, "rebury:"+v.Person.Ref.ID)
		return t
	})
}

// expire moves everybody's plan to now and ends broadcasts that were under way.
func expire(ctx context.Context, db *rdb.DB, now time.Time) (int, error) {
	n, err := everybody(ctx, db, now, func(v store.View) (store.Turn, bool) { return reminders.Restored(v, now) })
	if err != nil {
		return n, err
	}
	open, err := db.OpenBroadcasts(ctx)
	if err != nil {
		return n, err
	}
	for _, d := range open {
		if t, ok := reminders.RestoredBroadcast(d, now); ok {
			if err := one(db.Commit(ctx, t)); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}
