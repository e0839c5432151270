package main

import (
	"context"
	"errors"
	"fmt"
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

var errKilled = errors.New("killed")

// killer numbers the calls at the boundaries and kills the process at one of them:
// from then on nothing of that process reaches Redis or the network.
type killer struct {
	mu    sync.Mutex
	count int
	at    int  // 0: never
	off   bool // calls are neither numbered nor killed
	dead  bool
	where string // the call that was killed
}

func (k *killer) hit(point string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.off:
		return nil
	case k.dead:
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

func (k *killer) died() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.dead
}

// moment is a run that nobody killed, between two lines of the script.
type moment struct {
	state  storetest.State
	seen   []string
	calls  int // at the boundaries, so far
	people int
	at     time.Time
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
	naming   sync.Mutex // newcomers get their ids one by one
	people   int
	seen     []string
}

func (w *world) newID() store.PersonID {
	w.naming.Lock()
	defer w.naming.Unlock()
	w.people++
	return store.PersonID(fmt.Sprintf("orang%011d", w.people))
}

func (w *world) open() {
	cfg := rdb.Config{City: "36.74", DataDir: w.t.TempDir(), Key: killKey, InProc: w.server.Addr != "", Addr: w.server.Addr, URL: w.server.URL, Sole: true,
		Hook: w.kill.hit, NewID: w.newID}
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
		dead := w.kill.died()
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

// begin starts the program where nobody has been yet, or at a moment of another run.
func (w *world) begin(m *moment) {
	at := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	if m != nil {
		at = m.at
	}
	w.clock = newClock(func() time.Time { return at }, at)
	w.fake.Before = func(m bot.Outgoing) error { return w.kill.hit("send " + string(m.Lane)) }
	if m == nil {
		w.server.Clear()
		w.open()
		return
	}
	w.server.Load(w.t, m.state)
	w.people, w.seen, w.kill.count, w.kill.off = m.people, append([]string(nil), m.seen...), m.calls, true
	w.open()
	w.kill.off = false
}

// line plays one line of the script.
func (w *world) line(i int, line string) {
	ctx := context.Background()
	if at, ok := strings.CutPrefix(line, "jam "); ok {
		to, err := time.ParseInLocation("2006-01-02 15:04", at, store.WIB)
		if err != nil {
			w.t.Fatal(err)
		}
		w.do(func() error { return w.app.Walk(ctx, to, nil) })
	} else {
		in := store.Incoming{From: store.Address{Channel: w.fake.Chan, ID: "mawar"}, ID: fmt.Sprint("m", i), At: w.clock.Now(), Kind: store.InText, Text: line}
		w.do(func() error { return w.app.gateway.Handle(ctx, in) })
	}
	w.do(func() error { return w.app.settle(ctx) })
	for _, m := range w.fake.Take() {
		w.seen = append(w.seen, m.Text)
	}
}

// end closes the program; what was shown, and a line for each reminder of unknown fate,
// is what the person saw.
func (w *world) end() []string {
	stats, err := w.app.db.Stats(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	for range stats["reminder:uncertain"] {
		w.seen = append(w.seen, uncertainMark)
	}
	_ = w.app.db.Close()
	return w.seen
}

// uncertainMark stands for a reminder that was sent or not.
const uncertainMark = "(tidak pasti)"

// record plays the script with nobody killed and keeps the moment before each line and
// the one at its end.
func (w *world) record(script []string) (moments []moment) {
	w.begin(nil)
	keep := func() {
		moments = append(moments, moment{w.server.Save(w.t), append([]string(nil), w.seen...), w.kill.count, w.people, w.clock.Now()})
	}
	for i, line := range script {
		keep()
		w.line(i, line)
	}
	keep()
	w.end()
	return moments
}
