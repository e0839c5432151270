package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// rotation is a city that is sealed again while people write.
type rotation struct {
	t     *testing.T
	s     *storm
	house *house
	cli   func(...any) any
	url   string

	stop  atomic.Bool
	told  atomic.Int64 // who registered
	group sync.WaitGroup
}

// TestRotateWhileServing: the data key is changed beside a serve that registers people over
// Telegram meanwhile. The change is killed in its middle, taken up again, and broken off no
// more: everybody is answered, every value is sealed with the new key, and whoever has only
// that key reads everything, before and after serve is started again.
func TestRotateWhileServing(t *testing.T) {
	srv := storetest.RealServer(t)
	r := &rotation{t: t, s: &storm{Server: telegramtest.Start(t, time.Now)}, cli: storetest.Client(t, srv), url: srv.URL}
	r.house = newHouse(t, "TUMBUH_REDIS_URL="+srv.URL, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+r.s.URL, "TUMBUH_TELEGRAM_RATE=1000", "TUMBUH_METRICS_ADDR="+freeAddr(t))
	p := r.house.start("serve")
	p.answers("/readyz", 200)
	r.fill(3000)
	old := r.keys()
	for i := range 4 {
		r.group.Go(func() { r.write(int64(1000 * (i + 1))) })
	}
	until(t, "somebody has registered under the old key", 60*time.Second, func() bool { return r.told.Load() >= 4 })

	r.killHalfway(old)
	before := r.told.Load()
	until(t, "people register with two keys in use", 60*time.Second, func() bool { return r.told.Load() >= before+4 })
	if code, out, errs := r.house.run("key", "reseal"); code != 0 {
		t.Fatalf("reseal: exit %d\n%s%s", code, out, errs)
	}
	if left := r.sealed(old); left != 0 {
		t.Errorf("%d values are sealed with the old key after it was taken up again", left)
	}
	second := r.keys()
	if code, out, errs := r.house.run("key", "rotate"); code != 0 || !strings.Contains(out, "values sealed again: ") {
		t.Fatalf("rotate: exit %d\n%s%s", code, out, errs)
	}
	r.stop.Store(true)
	r.group.Wait()
	if left := r.sealed(append(old, second...)); left != 0 {
		t.Errorf("%d values are sealed with an old key", left)
	}
	t.Logf("%d people registered meanwhile", r.told.Load())
	r.readable()
	if code := p.stop(); code != 0 || strings.Contains(p.err.String(), "unsealing") {
		t.Errorf("exit %d, or something could not be read:\n%s", code, p.err.String())
	}
	r.onlyNewest()
	r.readable()
	p = r.house.start("serve")
	r.s.register(t, 99)
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d\n%s", code, p.err.String())
	}
}

// write registers one after the other until it is enough.
func (r *rotation) write(chat int64) {
	for ; !r.stop.Load(); chat++ {
		r.s.register(r.t, chat)
		r.told.Add(1)
	}
}

// open is the store as another process sees it, with the key file of the house.
func (r *rotation) open() *rdb.DB {
	r.t.Helper()
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: r.house.dir, URL: r.url})
	if err != nil {
		r.t.Fatal(err)
	}
	return db
}

// fill puts so many records there that sealing them again takes a while.
func (r *rotation) fill(n int) {
	db := r.open()
	defer db.Close()
	for at := 0; at < n; at += 100 {
		turn := store.Turn{Now: time.Now()}
		for i := range 100 {
			who := store.PersonID(fmt.Sprintf("lama%07d", at+i))
			turn.Writes = append(turn.Writes, store.Write{Ref: store.GrowthRef(who, "c1"), Value: store.Growth{V: 1, Family: who, Child: "c1"}})
		}
		if err := one(db.Commit(context.Background(), turn)); err != nil {
			r.t.Fatal(err)
		}
	}
}

// killHalfway begins a change and kills it when some values are under the new key and some
// are not.
func (r *rotation) killHalfway(old []string) {
	r.t.Helper()
	page := r.cli("SCAN", 0, "MATCH", "{36.74}:rec:*", "COUNT", 500).([]any)[1].([]any)
	first := page[0]
	change := r.house.start("key", "rotate")
	until(r.t, "the first page is sealed again", 60*time.Second, func() bool { return !r.under(r.cli("GET", first), old) })
	change.kill()
	if left := r.sealed(old); left == 0 {
		r.t.Fatal("it was at its end when it was killed: nothing is shown")
	}
}

// under tells whether a record is sealed with one of the keys.
func (r *rotation) under(raw any, keys []string) bool {
	_, blob, ok := strings.Cut(fmt.Sprint(raw), "\n")
	for _, k := range keys {
		if ok && strings.HasPrefix(blob, k) {
			return true
		}
	}
	return false
}

// sealed counts the values under the keys: records, messages, audit lines, and the probe.
func (r *rotation) sealed(keys []string) (n int) {
	at := any(0)
	for {
		out := r.cli("SCAN", at, "MATCH", "{36.74}:*", "COUNT", 1000).([]any)
		for _, k := range out[1].([]any) {
			values := []any{}
			switch kind := strings.Split(fmt.Sprint(k), ":")[1]; kind {
			case "rec", "tomb":
				values = []any{r.cli("GET", k)}
			case "meta":
				values = []any{r.cli("HGET", k, "probe")}
			case "audit", "out", "dead":
				values, _ = r.cli("LRANGE", k, 0, -1).([]any)
			}
			for _, v := range values {
				for _, id := range keys {
					if strings.Contains(fmt.Sprint(v), id) {
						n++
						break
					}
				}
			}
		}
		if at = out[0]; at == "0" {
			return n
		}
	}
}

// keyFileOf is what stands in data.key.
type keyFileOf struct {
	Data struct {
		Primary uint32           `json:"primaryKeyId"`
		Keys    []map[string]any `json:"key"`
	} `json:"data"`
	Lookup json.RawMessage `json:"lookup"`
}

func (r *rotation) keyFile() (k keyFileOf) {
	r.t.Helper()
	b, err := os.ReadFile(filepath.Join(r.house.dir, "data.key"))
	if err = errors.Join(err, json.Unmarshal(b, &k)); err != nil {
		r.t.Fatal(err)
	}
	return k
}

// keys are how a value begins that the newest key sealed.
func (r *rotation) keys() []string {
	id := r.keyFile().Data.Primary
	return []string{string([]byte{1, byte(id >> 24), byte(id >> 16), byte(id >> 8), byte(id)})}
}

// onlyNewest takes the older keys out of the file.
func (r *rotation) onlyNewest() {
	r.t.Helper()
	k := r.keyFile()
	kept := k.Data.Keys[:0]
	for _, one := range k.Data.Keys {
		if one["keyId"] == float64(k.Data.Primary) {
			kept = append(kept, one)
		}
	}
	if len(k.Data.Keys) != 3 || len(kept) != 1 {
		r.t.Fatalf("%d keys in the file, %d of them the newest", len(k.Data.Keys), len(kept))
	}
	k.Data.Keys = kept
	b, err := json.Marshal(k)
	if err = errors.Join(err, os.WriteFile(filepath.Join(r.house.dir, "data.key"), b, 0o600)); err != nil {
		r.t.Fatal(err)
	}
}

// readable reads everybody who registered and what was there before.
func (r *rotation) readable() {
	r.t.Helper()
	db, ctx, mothers := r.open(), context.Background(), 0
	defer db.Close()
	if err := db.People(ctx, func(ids []store.PersonID) error {
		views, err := db.Views(ctx, ids, time.Now())
		for _, v := range views {
			if v.Family.Version > 0 && v.Family.Value.MotherName == "Mawar Lestari" && v.Family.Value.Pregnancy() != nil {
				mothers++
			}
		}
		return err
	}); err != nil {
		r.t.Errorf("reading everybody: %v", err)
	}
	if int64(mothers) != r.told.Load() {
		r.t.Errorf("%d of %d who registered are on record", mothers, r.told.Load())
	}
	for _, i := range []int{0, 1499, 2999} {
		who := store.PersonID(fmt.Sprintf("lama%07d", i))
		if d, err := rdb.Get[store.Growth](ctx, db, store.GrowthRef(who, "c1")); err != nil || d.Value.Family != who {
			r.t.Errorf("a record of before: %+v %v", d, err)
		}
	}
	if err := db.Audits(ctx, time.Now().AddDate(0, -1, 0), time.Now().AddDate(0, 1, 0), func(store.Audit) error { return nil }); err != nil {
		r.t.Errorf("audit lines: %v", err)
	}
}
