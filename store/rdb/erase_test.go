package rdb_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

var rina = store.Address{Channel: store.WhatsApp, ID: "6281298765432"}

// settled makes a person with something in every part of the store.
func settled(t *testing.T, db *rdb.DB, seen time.Time) store.View {
	t.Helper()
	ctx := context.Background()
	v, err := db.View(ctx, rina, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	turn := benchTurn(v, "in:"+string(v.ID()), 0)
	p := turn.Writes[0].Value.(store.Person)
	p.FirstSeen, p.Consent.At = seen, seen
	turn.Writes[0].Value = p
	for _, ch := range []store.Channel{store.WhatsApp, store.WebPhone} {
		for _, l := range store.Lanes() {
			turn.Say = append(turn.Say, store.Message{ID: string(ch) + string(l), To: v.ID(), Via: store.Address{Channel: ch, ID: "x"}, Lane: l, Text: "Mawar"})
		}
	}
	turn.Quiet = []store.Quiet{{Person: v.ID(), Until: storetest.Now.Add(time.Hour)}}
	if r, err := db.Commit(ctx, turn); err != nil || r[0] != store.OK {
		t.Fatalf("%v %v", r, err)
	}
	chats, err := db.Claim(ctx, store.WhatsApp, []store.Lane{store.Urgent}, 1, storetest.Now)
	if err != nil || len(chats) != 1 {
		t.Fatalf("%v %v", chats, err)
	}
	if err := db.Settle(ctx, store.WhatsApp, chats, []store.Settled{{Person: v.ID(), Lane: store.Urgent, ID: "whatsappurgent", Verdict: store.Dead}}); err != nil {
		t.Fatal(err)
	}
	if v, err = db.View(ctx, rina, storetest.Now); err != nil || v.Bound == "" {
		t.Fatalf("%+v %v", v, err)
	}
	return v
}

// forget is the turn of an erasure.
func forget(v store.View) store.Turn {
	id := string(v.ID())
	drop := func(i store.Index) store.IndexOp { return store.IndexOp{Index: i, Member: id, Drop: true} }
	return store.Turn{Now: v.Now, Person: v.ID(), Writes: []store.Write{v.Person.Delete(), v.Family.Delete(), v.Session.Delete()},
		Bind:  []store.Binding{{Address: rina, Was: v.ID()}},
		Index: []store.IndexOp{drop(store.IndexPeople()), drop(store.IndexFamilies("py-05-1006")), drop(store.IndexKelurahan("36.74.05.1006"))},
		Tomb:  &store.Tomb{Person: v.ID(), Addresses: []store.Address{rina}, Consent: v.Person.Value.Consent, Receipt: "R1", At: v.Now}}
}

// TestErase: after one commit nothing of her is in Redis but audit lines and the
// grave, and soon nothing on the disk; the receipt is found for 35 days.
func TestErase(t *testing.T) {
	dir, ctx := t.TempDir(), context.Background()
	db := openDir(t, dir)
	v := settled(t, db, storetest.Now)
	client := dialServer(t, storetest.Server{URL: "unix://" + socket(t, dir)})
	blob := client.Get(ctx, "{36.74}:rec:family:"+string(v.ID())).Val()
	if len(blob) < 100 || !onDisk(t, dir, blob[:100]) {
		t.Fatal("her record is not found on the disk to begin with")
	}
	if r, err := db.Commit(ctx, forget(v)); err != nil || r[0] != store.OK {
		t.Fatalf("%v %v", r, err)
	}
	for _, k := range allKeys(t, client) {
		if strings.Contains(k+content(t, client, k), string(v.ID())) {
			t.Errorf("%s still names her", k)
		}
	}
	waitFor(t, func() bool { on, err := db.Compacting(ctx); return err == nil && !on })
	waitFor(t, func() bool { return !onDisk(t, dir, blob[:100]) })
	g, ok, err := db.Erased(ctx, " r1 ")
	if err != nil || !ok || len(g.Addresses) != 1 || g.Hash == "" || !g.Erased.Equal(storetest.Now) || strings.Contains(g.Addresses[0], "62812") {
		t.Fatalf("receipt: %+v %v %v", g, ok, err)
	}
	for _, days := range []int{34, 36} {
		if err := db.Prune(ctx, storetest.Now.AddDate(0, 0, days)); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := db.Erased(ctx, "R1"); err != nil || ok != (days < 35) {
			t.Errorf("after %d days the receipt is there: %v %v", days, ok, err)
		}
	}
}

// TestCompactionOutlivesUs: a process that dies right after the erasure leaves the
// rewriting to the next one.
func TestCompactionOutlivesUs(t *testing.T) {
	server, ctx := storetest.RealServer(t), context.Background()
	db := openServer(t, server)
	defer db.Close()
	client := dialServer(t, server)
	if err := client.HSet(ctx, "{36.74}:meta", "compact", "left by another").Err(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { on, err := db.Compacting(ctx); return err == nil && !on })
	if s := client.Info(ctx, "persistence").Val(); strings.Contains(s, "aof_last_rewrite_time_sec:-1") {
		t.Error("the AOF was not rewritten")
	}
}

// TestRebury: an older backup is restored, in which erased people are still there. They
// are erased again; who registered anew since is not.
func TestRebury(t *testing.T) {
	server, ctx := storetest.RealServer(t), context.Background()
	db := openServer(t, server)
	v := settled(t, db, storetest.Now.Add(-time.Hour))
	if r, err := db.Commit(ctx, forget(v)); err != nil || r[0] != store.OK {
		t.Fatalf("%v %v", r, err)
	}
	graves, err := db.Graves(ctx)
	if err != nil || len(graves) != 1 || graves[0].Receipt != "R1" {
		t.Fatalf("%+v %v", graves, err)
	}
	db.Close()
	server.Clear() // the backup
	db = openServer(t, server)
	settled(t, db, storetest.Now.Add(-time.Hour))
	if n, err := db.Rebury(ctx, graves, storetest.Now, forget); err != nil || n != 1 {
		t.Fatalf("erased again: %d %v", n, err)
	}
	if v, err := db.View(ctx, rina, storetest.Now); err != nil || v.Bound != "" {
		t.Fatalf("she is back: %+v %v", v.Bound, err)
	}
	if g, ok, err := db.Erased(ctx, "R1"); err != nil || !ok || !g.Erased.Equal(storetest.Now) {
		t.Fatalf("her receipt: %+v %v %v", g, ok, err)
	}
	again := settled(t, db, storetest.Now.Add(time.Hour))
	if n, err := db.Rebury(ctx, graves, storetest.Now, forget); err != nil || n != 0 {
		t.Fatalf("erased: %d %v, but she registered anew", n, err)
	}
	if v, err := db.View(ctx, rina, storetest.Now); err != nil || v.Bound != again.Bound {
		t.Fatalf("%v %v", v.Bound, err)
	}
	db.Close()
}

// content is all that a key holds.
func content(t *testing.T, c *redis.Client, key string) string {
	t.Helper()
	ctx := context.Background()
	switch kind := c.Type(ctx, key).Val(); kind {
	case "string":
		return c.Get(ctx, key).Val()
	case "list":
		return strings.Join(c.LRange(ctx, key, 0, -1).Val(), " ")
	case "set":
		return strings.Join(c.SMembers(ctx, key).Val(), " ")
	case "zset":
		return strings.Join(c.ZRange(ctx, key, 0, -1).Val(), " ")
	case "hash":
		return fmt.Sprint(c.HGetAll(ctx, key).Val())
	default:
		t.Fatalf("%s is a %s", key, kind)
		return ""
	}
}

func socket(t *testing.T, dir string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "redis.sock"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(b))
}

// onDisk tells whether bytes stand in any file of the folder's Redis.
func onDisk(t *testing.T, dir, what string) bool {
	t.Helper()
	found := false
	_ = filepath.WalkDir(filepath.Join(dir, "redis"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, _ := os.ReadFile(path) // it may be gone meanwhile
			found = found || strings.Contains(string(b), what)
		}
		return nil
	})
	return found
}
