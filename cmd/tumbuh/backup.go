package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sort"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

type backupCmd struct {
	File string `arg:"" help:"Where to write it."`
}

// Run writes everything but the key to one file, beside a running serve.
func (b backupCmd) Run(ctx context.Context, cfg config) error {
	return withStore(ctx, cfg, func(db *rdb.DB, v store.View) error {
		head, err := db.Backup(ctx, b.File, v.Now)
		if err != nil {
			return err
		}
		f, err := os.Stat(b.File)
		if err != nil {
			return err
		}
		fmt.Printf("%s\nbytes %d, key %s (not in the file: keep data.key elsewhere)\n", b.File, f.Size(), head.Fingerprint)
		return keepMarks(ctx, db, cfg.DataDir)
	})
}

// marksFile holds the erasure marks beside the data: they make erasures hold after an
// older backup is restored. They hold nothing personal: HMACs, a receipt, times.
func marksFile(dir string) string { return filepath.Join(dir, "erasures.json") }

// keepMarks writes the marks of the last 35 days beside the data.
func keepMarks(ctx context.Context, db *rdb.DB, dir string) error {
	graves, err := db.Graves(ctx)
	if err != nil || len(graves) == 0 {
		return err
	}
	return writeFile(marksFile(dir), graves)
}

// writeFile replaces a file of ours in one step.
func writeFile(path string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func readMarks(path string) ([]rdb.Grave, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading erasure marks: %w", err)
	}
	var list []rdb.Grave
	if err := json.Unmarshal(b, &list); err != nil {
		return nil, fmt.Errorf("reading erasure marks %s: damaged", path)
	}
	return list, nil
}

// nightly is what became of the last backup of the night, for doctor and metrics.
type nightly struct {
	At     time.Time `json:"at"` // machine time
	File   string    `json:"file,omitempty"`
	Bytes  int64     `json:"bytes"`
	Keys   int       `json:"keys"`
	Values int       `json:"values"` // records that the key opened in a scratch server
	Took   float64   `json:"took_s"`
	Error  string    `json:"error,omitempty"`
}

const nightsKept = 7

func backupDir(dir string) string   { return filepath.Join(dir, "backup") }
func nightlyFile(dir string) string { return filepath.Join(backupDir(dir), "last.json") }

// readNightly returns the result of the last night; false when there was none.
func readNightly(dir string) (nightly, bool) {
	var n nightly
	b, err := os.ReadFile(nightlyFile(dir))
	return n, err == nil && json.Unmarshal(b, &n) == nil
}

// backupNight makes the backup of the night, loads it into a scratch server, compares it,
// keeps the last seven and notes what became of it.
func backupNight(ctx context.Context, db *rdb.DB, dir string, program, machine time.Time, log *slog.Logger) nightly {
	n := nightly{At: machine, File: filepath.Join(backupDir(dir), "tumbuh-"+machine.In(store.WIB).Format("2006-01-02")+".backup")}
	err := os.MkdirAll(backupDir(dir), 0o700)
	if err == nil {
		var head rdb.BackupHead
		head, err = db.Backup(ctx, n.File, program)
		n.Bytes = head.Bytes
	}
	if err == nil {
		var v rdb.Verified
		v, err = db.Verify(ctx, n.File)
		n.Keys, n.Values = v.Keys, v.Values
	}
	if err == nil {
		err = dropOld(dir)
	}
	if err != nil {
		n.Error = err.Error()
		log.Error("the backup of the night failed", "cause", err.Error())
	} else {
		log.Info("the backup of the night was restored and compared", "keys", n.Keys, "records", n.Values)
	}
	return n
}

func dropOld(dir string) error {
	files, err := filepath.Glob(filepath.Join(backupDir(dir), "tumbuh-*.backup"))
	if err != nil {
		return err
	}
	sort.Strings(files)
	for _, f := range files[:max(0, len(files)-nightsKept)] {
		if err := os.Remove(f); err != nil {
			return err
		}
	}
	return nil
}
