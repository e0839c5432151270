package rdb_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// sealedWith counts the sealed values by the number of the key that sealed them.
func sealedWith(t *testing.T, c *redis.Client) map[string]int {
	t.Helper()
	ctx, count := context.Background(), map[string]int{}
	add := func(blob string) { count[blob[:5]]++ }
	last := func(s string, n int) string { return strings.SplitN(s, "|", n)[n-1] }
	for _, k := range allKeys(t, c) {
		rest := strings.TrimPrefix(k, "{36.74}:")
		switch kind, _, _ := strings.Cut(rest, ":"); kind {
		case "rec":
			_, blob, _ := strings.Cut(c.Get(ctx, k).Val(), "\n")
			add(blob)
		case "tomb":
			add(c.Get(ctx, k).Val())
		case "meta":
			add(c.HGet(ctx, k, "probe").Val())
		case "audit":
			for _, e := range c.LRange(ctx, k, 0, -1).Val() {
				add(e)
			}
		case "out", "dead":
			for _, e := range c.LRange(ctx, k, 0, -1).Val() {
				add(last(e, 4))
			}
		}
	}
	return count
}

// TestRotate makes a new data key while another process uses the data: everything is
// sealed with it, everything can be read by both, also what comes later.
func TestRotate(t *testing.T) {
	dir, ctx := t.TempDir(), context.Background()
	a, b := openDir(t, dir), openDir(t, dir)
	if _, err := a.Commit(ctx, fullTurn()); err != nil {
		t.Fatal(err)
	}
	rina := queue(t, a, "rina", "urgent broken")
	chats := claim(t, a, []store.Lane{store.Urgent}, 9)
	if err := a.Settle(ctx, store.WebPhone, chats, []store.Settled{{Person: rina, Lane: store.Urgent, ID: "broken", Verdict: store.Dead}}); err != nil {
		t.Fatal(err)
	}
	client := dialServer(t, storetest.Server{URL: "unix://" + socket(t, dir)})
	before := sealedWith(t, client)
	n, err := a.Rotate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	after := sealedWith(t, client)
	if len(before) != 1 || len(after) != 1 {
		t.Fatalf("keys in use: %d before, %d after", len(before), len(after))
	}
	for old, count := range before {
		if after[old] != 0 || count != n || count < 9 {
			t.Fatalf("%d values sealed with the old key, %d sealed again, %d left", count, n, after[old])
		}
	}
	for _, db := range []*rdb.DB{a, b} {
		v, err := db.ViewOf(ctx, rina, storetest.Now)
		if err != nil || v.Person.Value.Name != "Siti" {
			t.Fatalf("after the rotation: %+v %v", v.Person, err)
		}
	}
	queue(t, b, "aisyah", "urgent later")
	if got := sealedWith(t, client); len(got) != 1 {
		t.Fatalf("the other process still seals with the old key: %v", len(got))
	}
	letters, err := b.DeadLetters(ctx, 9)
	if err != nil || len(letters) != 1 || letters[0].Text != "isi broken" {
		t.Fatalf("dead letters %+v %v", letters, err)
	}
	if got := claim(t, b, direct, 9); ids(got) != "later m" {
		t.Fatalf("claimed %q", ids(got))
	}
	a.Close()
	b.Close()
	if v, err := openDir(t, dir).ViewOf(ctx, rina, storetest.Now); err != nil || v.Person.Value.Name != "Siti" {
		t.Fatalf("after a restart: %+v %v", v.Person, err)
	}
}

// TestKeyFromOutside: a key given by the environment is not changed here; the next one
// opens what the old one sealed and seals it again.
func TestKeyFromOutside(t *testing.T) {
	server, ctx := storetest.RealServer(t), context.Background()
	first := openServer(t, server)
	key, err := os.ReadFile(filepath.Join(keyFolder(t), "data.key"))
	if err != nil {
		t.Fatal(err)
	}
	siti := queue(t, first, "siti", "reply a")
	first.Close()
	given := func(key string) (*rdb.DB, error) {
		return rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), URL: server.URL, Key: key, Sole: true})
	}
	db, err := given(string(key))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Rotate(ctx); !errors.Is(err, rdb.ErrKeyGiven) {
		t.Fatalf("rotate: %v", err)
	}
	next, err := db.NextKey()
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	if db, err = given(next); err != nil {
		t.Fatal(err)
	}
	if n, err := db.Reseal(ctx); err != nil || n < 4 {
		t.Fatalf("sealed again: %d %v", n, err)
	}
	if n, err := db.Reseal(ctx); err != nil || n != 0 {
		t.Fatalf("a second time: %d %v", n, err)
	}
	if v, err := db.ViewOf(ctx, siti, storetest.Now); err != nil || v.Person.Value.Name != "Siti" {
		t.Fatalf("%+v %v", v.Person, err)
	}
	db.Close()
	if _, err := given(string(key)); !errors.Is(err, rdb.ErrWrongKey) {
		t.Fatalf("the old key opens what the new one sealed: %v", err)
	}
}

// TestWrongDataPart: a key whose lookup part is right and whose data part is another's
// is found out at the start too, and changes nothing.
func TestWrongDataPart(t *testing.T) {
	one, two, ctx := t.TempDir(), t.TempDir(), context.Background()
	openDir(t, one).Close()
	openDir(t, two).Close()
	var a, b map[string]any
	for dir, into := range map[string]*map[string]any{one: &a, two: &b} {
		raw, err := os.ReadFile(filepath.Join(dir, "data.key"))
		if err != nil || json.Unmarshal(raw, into) != nil {
			t.Fatal(err)
		}
	}
	a["data"] = b["data"]
	mixed, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: one, Key: string(mixed), NeedDisk: true}); !errors.Is(err, rdb.ErrWrongKey) {
		t.Fatalf("opened: %v", err)
	}
	openDir(t, one)
}

// TestKeyNonsense: what is no key stops the start, and is not repeated in the error.
func TestKeyNonsense(t *testing.T) {
	for _, key := range []string{"nonsense", "{}", `{"data":{},"lookup":{}}`} {
		if _, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: t.TempDir(), InProc: true, Key: key}); err == nil {
			t.Errorf("%q was taken for a key", key)
		} else if strings.Contains(err.Error(), "nonsense") {
			t.Errorf("the key stands in the error: %v", err)
		}
	}
}
