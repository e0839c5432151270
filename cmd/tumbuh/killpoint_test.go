package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/dialogs"
	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// killScript is a mother's first week: registration, tablets, her data, a child.
var killScript = []string{"halo", "daftar hamil", "setuju", "Mawar Lestari", "27 tahun", "20 minggu", "rempoa", "belum tahu", "lewati", "19.00", "ya",
	"jam 2026-03-03 19:00", "sudah", "data saya", "jam 2026-03-04 19:00", "belum", "mual", "daftar anak", "Kenzo", "laki-laki", "17/8/2024", "3,1 kg", "49 cm", "ya",
	"jam 2026-03-05 19:00", "lupa", "jam 2026-03-06 19:00", "sudah", "ubah", "nama", "Mawar Melati", "dataku", "stop", "jam 2026-03-08 20:00", "mulai lagi",
	"jam 2026-03-09 19:00", "sudah", "menu", "hapus", "jam 2026-03-10 19:00", "habis", "bantuan", "jam 2026-03-11 19:00", "sudah"}

var errKilled = errors.New("killed")

// killer numbers the calls at the boundaries and kills the process at one of them:
// from then on nothing of that process reaches Redis or the network.
type killer struct {
	mu    sync.Mutex
	count int
	at    int // 0: never
	dead  bool
	where string
}

func (k *killer) hit(point string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dead {
		return errKilled
	}
	k.count++
	if k.count == k.at {
		k.dead, k.where = true, point
		return errKilled
	}
	return nil
}

func (k *killer) revive() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dead = false
}

// world is one run of the scenario.
type world struct {
	t        *testing.T
	server   storetest.Server
	fake     *bottest.Fake
	kill     *killer
	engine   *dialogs.Engine
	texts    *naskah.Texts
	ackFirst bool // the deliberate fault: the network is told before the commit
	app      *app
	clock    *clock
	people   int
}

func (w *world) open() {
	cfg := rdb.Config{City: "36.74", DataDir: w.t.TempDir(), Key: killKey, InProc: w.server.Addr != "", Addr: w.server.Addr, URL: w.server.URL, Sole: true,
		Hook: w.kill.hit, NewID: func() store.PersonID { w.people++; return store.PersonID(fmt.Sprintf("orang%011d", w.people)) }}
	db, err := rdb.Open(context.Background(), cfg)
	if errors.Is(err, errKilled) { // killed while it started: it is started again
		w.kill.revive()
		db, err = rdb.Open(context.Background(), cfg)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.app, err = newApp(parts{db: db, clock: w.clock, log: quiet(), channels: []bot.Channel{w.fake}, hold: time.Millisecond, engine: w.engine, texts: w.texts})
	if err != nil {
		w.t.Fatal(err)
	}
	w.app.gateway.Hold = time.Nanosecond
}

// restart is what follows a kill: a new process over the same data.
func (w *world) restart() {
	_ = w.app.db.Close()
	w.kill.revive()
	w.open()
}

// do repeats a job over restarts until it is done; one kill a run, so twice at most.
func (w *world) do(job func() error) {
	for range 3 {
		err := job()
		w.kill.mu.Lock()
		dead := w.kill.dead
		w.kill.mu.Unlock()
		if !dead && err == nil {
			return
		}
		if !dead {
			w.t.Fatalf("failed without a kill: %v", err)
		}
		w.restart()
		if w.ackFirst {
			return
		}
	}
	w.t.Fatal("does not end")
}

// run plays the scenario and returns what the person saw.
func (w *world) run() []string {
	w.server.Clear()
	fixed := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	w.clock = newClock(func() time.Time { return fixed }, fixed)
	w.fake.Before = func(m bot.Outgoing) error { return w.kill.hit("send " + string(m.Lane)) }
	w.open()
	ctx := context.Background()
	for i, line := range killScript {
		if at, ok := strings.CutPrefix(line, "jam "); ok {
			to, err := time.ParseInLocation("2006-01-02 15:04", at, store.WIB)
			if err != nil {
				w.t.Fatal(err)
			}
			w.do(func() error { return w.app.Walk(ctx, to, nil) })
			continue
		}
		in := store.Incoming{From: store.Address{Channel: w.fake.Chan, ID: "mawar"}, ID: fmt.Sprint("m", i), At: w.clock.Now(), Kind: store.InText, Text: line}
		w.do(func() error { return w.app.gateway.Handle(ctx, in) })
		w.do(func() error { return w.app.settle(ctx) })
	}
	w.do(func() error { return w.app.settle(ctx) })
	stats, err := w.app.db.Stats(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	var seen []string
	for _, m := range w.fake.Take() {
		seen = append(seen, m.Text)
	}
	for range stats["reminder:uncertain"] {
		seen = append(seen, "(tidak pasti)")
	}
	_ = w.app.db.Close()
	return seen
}

// lostAndRepeated compares with a run that nobody killed. A reminder of unknown
// fate is counted uncertain and stands for the one that is missing.
func lostAndRepeated(want, got []string) (lost, repeated int) {
	n := map[string]int{}
	for _, s := range want {
		n[s]++
	}
	uncertain := 0
	for _, s := range got {
		if s == "(tidak pasti)" {
			uncertain++
			continue
		}
		n[s]--
	}
	for _, d := range n {
		if d > 0 {
			lost += d
		} else {
			repeated -= d
		}
	}
	return max(0, lost-uncertain), repeated
}

// leastKills is how many kills a whole suite makes at least (TUMBUH_KILL_ALL=1).
const leastKills = 2000

// killTime bounds each of the four runs of an ordinary test run, which samples the points
// spread over the week; TUMBUH_KILL_ALL=1 kills at every point, however long it takes.
const killTime = 40 * time.Second

func everyKill() bool { return os.Getenv("TUMBUH_KILL_ALL") != "" }

// TestKillPoints repeats a mother's first week with a kill at the boundary calls, on both
// servers and both sorts of network ([killTime] says at how many).
func TestKillPoints(t *testing.T) {
	engine, texts, err := newEngine(true)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for run, c := range []struct {
		name       string
		server     storetest.Server
		idempotent bool
	}{
		{"in-process, idempotent", storetest.InProcess(t), true}, {"in-process, plain", storetest.InProcess(t), false},
		{"redis-server, idempotent", storetest.RealServer(t), true}, {"redis-server, plain", storetest.RealServer(t), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			play := func(at int, ackFirst bool) ([]string, *killer) {
				k := &killer{at: at}
				w := &world{t: t, server: c.server, fake: bottest.NewFake(store.WebPhone, c.idempotent, true), kill: k, engine: engine, texts: texts, ackFirst: ackFirst}
				return w.run(), k
			}
			want, k := play(0, false)
			points, repeats, kills := k.count, map[string]int{}, 0
			stride, began := 1, time.Now()
			if !everyKill() {
				stride = 37 // spread: a prime, so that a second lap finds other points
			}
			for i := 0; i < points && (everyKill() || time.Since(began) < killTime); i++ {
				at := 1 + (run*11+i*stride)%points
				kills++
				got, k := play(at, false)
				lost, repeated := lostAndRepeated(want, got)
				if lost > 0 || repeated > 1 || c.idempotent && repeated > 0 {
					t.Fatalf("killed at %d (%s): %d lost, %d repeated", at, k.where, lost, repeated)
				}
				if repeated > 0 {
					repeats[k.where]++
				}
			}
			total += kills
			t.Logf("%d kills at %d points, 0 lost, repeats by place: %v", kills, points, sorted(repeats))
			for where := range repeats {
				if !strings.HasPrefix(where, "settle") {
					t.Errorf("a repeat after a kill at %q, where nothing had been sent", where)
				}
			}
			caught := 0
			for at := 1; at <= points && caught == 0; at += 3 {
				if lost, _ := lostAndRepeated(want, first(play(at, true))); lost > 0 {
					caught++
				}
			}
			if caught == 0 {
				t.Error("telling the network before the commit was not caught: the check cannot fail")
			}
		})
	}
	t.Logf("%d kills in all", total)
	if total == 0 || everyKill() && total < leastKills {
		t.Errorf("%d kills, want at least %d", total, leastKills)
	}
}

func first(s []string, _ *killer) []string { return s }

func sorted(m map[string]int) []string {
	var out []string
	for k, n := range m {
		out = append(out, fmt.Sprintf("%s: %d", k, n))
	}
	sort.Strings(out)
	return out
}
