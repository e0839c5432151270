package rdb_test

import (
	"context"
	"testing"
	"time"

	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

func openOn(inproc bool) storetest.Open {
	return func(t *testing.T, cfg rdb.Config) *rdb.DB {
		t.Helper()
		if cfg.DataDir == "" {
			cfg.DataDir = t.TempDir()
		}
		cfg.InProc, cfg.NeedDisk = inproc, !inproc
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		db, err := rdb.Open(ctx, cfg)
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
}

func TestInProcess(t *testing.T)   { storetest.Suite(t, openOn(true)) }
func TestRedisServer(t *testing.T) { storetest.Suite(t, openOn(false)) }
