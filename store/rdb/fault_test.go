package rdb_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// TestWrongTypeWritesNothing plants a wrong type in each key that a turn touches
// and holds that nothing of the turn is there afterwards.
func TestWrongTypeWritesNothing(t *testing.T) {
	for name, server := range map[string]storetest.Server{"in-process": storetest.InProcess(t), "redis-server": storetest.RealServer(t)} {
		t.Run(name, func(t *testing.T) {
			client := dialServer(t, server)
			keys := touched(t, server, client)
			if len(keys) < 10 {
				t.Fatalf("the turn touches %d keys only: %v", len(keys), keys)
			}
			for _, key := range keys {
				server.Clear()
				db := openServer(t, server)
				plant(t, client, key)
				before := dump(t, client)
				_, err := db.Commit(context.Background(), fullTurn())
				if !errors.Is(err, rdb.ErrWrongType) {
					t.Errorf("%s: commit said %v, want a wrong type", key, err)
				}
				if after := dump(t, client); after != before {
					t.Errorf("%s: something was written:\n%s", key, firstDiff(before, after))
				}
				db.Close()
			}
		})
	}
}

// fullTurn touches every sort of key once.
func fullTurn() store.Turn {
	now := storetest.Now
	ref := func(k store.Kind) store.Ref { return store.Ref{Kind: k, ID: "p1"} }
	return store.Turn{Once: "o", Person: "p1", Now: now,
		Reads:    []store.Read{{Ref: ref(store.KindSession)}},
		Writes:   []store.Write{{Ref: ref(store.KindPerson), Value: store.Person{V: 1}}, {Ref: ref(store.KindFamily), Value: store.Family{V: 1}}},
		Bind:     []store.Binding{{Address: storetest.Siti, Person: "p1"}},
		Index:    []store.IndexOp{{Index: store.IndexPeople(), Member: "p1"}},
		Wake:     []store.Wake{{Ref: ref(store.KindPerson), At: now}},
		Withdraw: []store.Withdraw{{Person: "p1", Lanes: []store.Lane{store.Reminder}}},
		Quiet:    []store.Quiet{{Person: "p1", Until: now.Add(time.Hour)}},
		Say:      []store.Message{{ID: "m", To: "p1", Via: storetest.Siti, Lane: store.Reply, Text: "halo"}, {ID: "n", To: "p1", Via: storetest.Siti, Lane: store.Reminder, Text: "ingat"}},
		Audit:    []store.Audit{{At: now, Act: "x"}},
		Tomb:     &store.Tomb{Person: "p0", Receipt: "R", At: now}}
}

// touched lists the keys that the full turn makes.
func touched(t *testing.T, server storetest.Server, client *redis.Client) []string {
	server.Clear()
	db := openServer(t, server)
	defer db.Close()
	before := map[string]bool{}
	for _, k := range allKeys(t, client) {
		before[k] = true
	}
	if _, err := db.Commit(context.Background(), fullTurn()); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, k := range allKeys(t, client) {
		if !before[k] {
			keys = append(keys, k)
		}
	}
	return keys
}

func allKeys(t *testing.T, c *redis.Client) []string {
	t.Helper()
	keys, err := c.Keys(context.Background(), "*").Result()
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// plant puts a stream where no stream belongs.
func plant(t *testing.T, c *redis.Client, key string) {
	t.Helper()
	ctx := context.Background()
	c.Del(ctx, key)
	if err := c.XAdd(ctx, &redis.XAddArgs{Stream: key, ID: "1-1", Values: []string{"a", "b"}}).Err(); err != nil {
		t.Fatal(err)
	}
}

// dump writes all keys with their contents, but for signs of life.
func dump(t *testing.T, c *redis.Client) string {
	t.Helper()
	ctx := context.Background()
	var b strings.Builder
	keys := allKeys(t, c)
	for _, k := range sortedStrings(keys) {
		if strings.HasSuffix(k, ":alive") {
			continue
		}
		v, err := c.Dump(ctx, k).Result()
		if err != nil {
			v = c.Type(ctx, k).Val()
		}
		b.WriteString(k + "=" + v + "\n")
	}
	return b.String()
}

// TestSealed holds that no name and no number stands in Redis or on its disk in the clear.
func TestSealed(t *testing.T) {
	dir := t.TempDir()
	db := openOn(false)(t, rdb.Config{City: "36.74", DataDir: dir})
	v, err := db.View(context.Background(), store.Address{Channel: store.WhatsApp, ID: "6281234567890@s"}, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	turn := storetest.Register(v, "1")
	v.Person.Value.Name, v.Person.Value.Phone = "Siti Rahasia", "6281234567890"
	v.Person.Value.Addresses = []store.Reach{{Address: v.From}}
	turn.Writes = []store.Write{v.Person.Put()}
	turn.Say = []store.Message{{ID: "m", To: v.ID(), Via: v.From, Lane: store.Reply, Text: "Halo Siti Rahasia"}}
	turn.Audit = []store.Audit{{At: storetest.Now, Act: "x", Detail: "Siti Rahasia"}}
	if _, err := db.Commit(context.Background(), turn); err != nil {
		t.Fatal(err)
	}
	found := 0
	err = filepath.WalkDir(filepath.Join(dir, "redis"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		found += len(b)
		for _, secret := range []string{"Rahasia", "81234567890"} {
			if strings.Contains(string(b), secret) {
				t.Errorf("%s stands in %s in the clear", secret, filepath.Base(path))
			}
		}
		return err
	})
	if err != nil || found < 1000 {
		t.Fatalf("read %d bytes of the store's files: %v", found, err)
	}
	info, err := os.Stat(filepath.Join(dir, "data.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("data.key: %v %v", info.Mode(), err)
	}
}

// TestWrongKeyStopsTheStart holds that data sealed with another key are not touched.
func TestWrongKeyStopsTheStart(t *testing.T) {
	dir := t.TempDir()
	db := openOn(false)(t, rdb.Config{City: "36.74", DataDir: dir})
	if err := os.Rename(filepath.Join(dir, "data.key"), filepath.Join(dir, "old.key")); err != nil {
		t.Fatal(err)
	}
	if _, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: dir, NeedDisk: true}); !errors.Is(err, rdb.ErrWrongKey) {
		t.Fatalf("opened with another key: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestDeadOwner takes over what a dead process was sending, and says that it may
// have been sent.
func TestDeadOwner(t *testing.T) {
	server := storetest.RealServer(t)
	ctx := context.Background()
	a := openServer(t, server)
	v, err := a.View(ctx, storetest.Siti, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	turn := storetest.Register(v, "1")
	turn.Say = []store.Message{{ID: "m", To: v.ID(), Via: v.From, Lane: store.Reminder, Text: "x"}}
	if _, err := a.Commit(ctx, turn); err != nil {
		t.Fatal(err)
	}
	if got, err := a.Claim(ctx, store.WebPhone, store.Lanes(), 9, storetest.Now); err != nil || len(got) != 1 {
		t.Fatalf("claim: %v %v", got, err)
	}
	a.Close() // its sign of life goes with it, its claim stays
	if _, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), Key: "nonsense", URL: server.URL}); err == nil {
		t.Fatal("a key that is none was taken")
	}
	b := openServer(t, server)
	defer b.Close()
	// Something urgent came meanwhile: it overtakes, and what is known of the other lane stays known.
	if _, err := b.Commit(ctx, store.Turn{Once: "2", Say: []store.Message{{ID: "u", To: v.ID(), Via: v.From, Lane: store.Urgent, Text: "!"}}}); err != nil {
		t.Fatal(err)
	}
	var got []store.Queued
	for round := range 3 {
		chats, err := b.Claim(ctx, store.WebPhone, store.Lanes(), 9, storetest.Now)
		if err != nil || len(chats) != 1 {
			t.Fatalf("claim: %v %v", chats, err)
		}
		m := chats[0].Messages[0]
		if round == 1 { // no pace left: given back as it is; it may have been sent all the same
			if err := b.Settle(ctx, store.WebPhone, chats, nil); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got = append(got, m)
		if err := b.Settle(ctx, store.WebPhone, chats, []store.Settled{{Person: v.ID(), Lane: chats[0].Lane, ID: m.ID, Verdict: store.Done}}); err != nil {
			t.Fatal(err)
		}
	}
	if got[0].ID != "u" || got[0].Maybe || got[1].ID != "m" || !got[1].Maybe {
		t.Fatalf("taken over: %+v", got)
	}
}

// TestServerGone stops redis-server: every call fails soon and says so, and works
// again by itself when it is back with what it had.
func TestServerGone(t *testing.T) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is not installed; install it with: apt-get install redis-server")
	}
	dir := t.TempDir()
	sock := filepath.Join(dir, "s")
	startRedis := func() *exec.Cmd {
		cmd := exec.Command("redis-server", "--port", "0", "--unixsocket", sock, "--dir", dir, "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--logfile", filepath.Join(dir, "log"))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		c := redis.NewClient(&redis.Options{Network: "unix", Addr: sock})
		defer c.Close()
		waitFor(t, func() bool { return c.Ping(context.Background()).Err() == nil })
		return cmd
	}
	cmd := startRedis()
	db := openServer(t, storetest.Server{URL: "unix://" + sock})
	defer db.Close()
	v, err := db.View(context.Background(), storetest.Siti, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Commit(context.Background(), storetest.Register(v, "1")); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Process.Signal(syscall.SIGKILL)
	_ = cmd.Wait()
	if _, err := db.View(context.Background(), storetest.Siti, storetest.Now); !errors.Is(err, rdb.ErrDown) {
		t.Fatalf("with the server gone: %v", err)
	}
	cmd = startRedis()
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	waitFor(t, func() bool {
		v, err = db.View(context.Background(), storetest.Siti, storetest.Now)
		return err == nil
	})
	if v.Person.Value.Name != "Siti" {
		t.Fatal("what was acknowledged is gone")
	}
}
