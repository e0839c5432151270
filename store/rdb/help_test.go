package rdb_test

import (
	"context"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// openServer opens a store on a server that outlives it, with one data key.
func openServer(t *testing.T, s storetest.Server) *rdb.DB {
	t.Helper()
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: keyFolder(t), InProc: s.Addr != "", Addr: s.Addr, URL: s.URL, Sole: true})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// opener opens stores beside each other on one server, as processes do.
func opener(t *testing.T, s storetest.Server) func() *rdb.DB {
	return func() *rdb.DB {
		t.Helper()
		db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: keyFolder(t), URL: s.URL})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
}

func dialServer(t *testing.T, s storetest.Server) *redis.Client {
	o := &redis.Options{Addr: s.Addr}
	if s.Addr == "" {
		o = &redis.Options{Network: "unix", Addr: strings.TrimPrefix(s.URL, "unix://")}
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func sortedStrings(s []string) []string { sort.Strings(s); return s }

func firstDiff(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range y {
		if i >= len(x) || x[i] != y[i] {
			return strings.SplitN(y[i], "=", 2)[0]
		}
	}
	return "(something is missing)"
}

// waitFor waits for a condition, half a minute at most: a busy machine is no fault of ours.
func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	stop := time.After(30 * time.Second)
	for !ok() {
		select {
		case <-tick.C:
		case <-stop:
			t.Fatal("did not happen within half a minute")
		}
	}
}

// keyFolder is one folder per test tree, so that a store opened again has the same key.
func keyFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(os.TempDir(), "tumbuh-test-key-"+strconv.Itoa(os.Getpid()))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
