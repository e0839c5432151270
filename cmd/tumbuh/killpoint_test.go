package main

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"sync/atomic"
	"testing"

	"tumbuh/bot/bottest"
	"tumbuh/dialogs"
	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/storetest"
)

// killScript is a mother's first week: registration, tablets, her data, a child.
var killScript = []string{"halo", "daftar hamil", "setuju", "Mawar Lestari", "27 tahun", "20 minggu", "rempoa", "belum tahu", "lewati", "19.00", "ya",
	"jam 2026-03-03 19:00", "sudah", "data saya", "jam 2026-03-04 19:00", "belum", "mual", "daftar anak", "Kenzo", "laki-laki", "17/8/2024", "3,1 kg", "49 cm", "ya",
	"jam 2026-03-05 19:00", "lupa", "jam 2026-03-06 19:00", "sudah", "ubah", "nama", "Mawar Melati", "dataku", "stop", "jam 2026-03-08 20:00", "mulai lagi",
	"jam 2026-03-09 19:00", "sudah", "menu", "hapus", "jam 2026-03-10 19:00", "habis", "bantuan", "jam 2026-03-11 19:00", "sudah"}

// lostAndRepeated compares with a run that nobody killed. A reminder of unknown
// fate is counted uncertain and stands for the one that is missing.
func lostAndRepeated(want, got []string) (lost, repeated int) {
	n := map[string]int{}
	for _, s := range want {
		n[s]++
	}
	uncertain := 0
	for _, s := range got {
		if s == uncertainMark {
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

// leastKills is how many kills the suite makes at least.
const leastKills = 2000

// weekly: of so many kills one is followed to the end of the week, the others until the
// second reminder after them.
const weekly = 50

// killStride is how many points lie between two kills: an ordinary run takes every second
// one, TUMBUH_KILL_ALL=1 all.
func killStride() int {
	if os.Getenv("TUMBUH_KILL_ALL") != "" {
		return 1
	}
	return 2
}

// killRun is the scenario on one server with one sort of network.
type killRun struct {
	server     func(testing.TB) storetest.Server
	idempotent bool
	engine     *dialogs.Engine
	texts      *naskah.Texts
	moments    []moment
}

func (r *killRun) world(t *testing.T, s storetest.Server, at int) *world {
	return &world{t: t, server: s, fake: bottest.NewFake(store.WebPhone, r.idempotent, true), kill: &killer{at: at}, engine: r.engine, texts: r.texts}
}

// from is the line in which the call numbered at is made.
func (r *killRun) from(at int) int {
	i := 0
	for i+1 < len(r.moments) && r.moments[i+1].calls < at {
		i++
	}
	return i
}

// until is the line at whose end the run that is killed in line i is looked at.
func (r *killRun) until(i int, whole bool) int {
	if whole {
		return len(killScript)
	}
	for reminders := 0; i < len(killScript); i++ {
		if strings.HasPrefix(killScript[i], "jam ") {
			reminders++
		}
		if reminders == 2 {
			return i + 1
		}
	}
	return i
}

// play kills at one call and compares with the run that nobody killed.
func (r *killRun) play(t *testing.T, s storetest.Server, at int, ackFirst bool) (lost, repeated int, where string) {
	w := r.world(t, s, at)
	w.ackFirst = ackFirst
	first := r.from(at)
	last := r.until(first, at%weekly == 0)
	if first == 0 {
		w.begin(nil)
	} else {
		w.begin(&r.moments[first])
	}
	for i := first; i < last; i++ {
		w.line(i, killScript[i])
	}
	lost, repeated = lostAndRepeated(r.moments[last].seen, w.end())
	return lost, repeated, w.kill.where
}

// all kills at every stride-th call and returns how many kills there were.
func (r *killRun) all(t *testing.T, shift int) (kills int) {
	s := r.server(t)
	r.moments = r.world(t, s, 0).record(killScript)
	points, repeats := r.moments[len(r.moments)-1].calls, map[string]int{}
	for at := 1 + shift%killStride(); at <= points; at += killStride() {
		lost, repeated, where := r.play(t, s, at, false)
		if where == "" {
			continue // a program that begins at that moment makes a call less
		}
		kills++
		if lost > 0 || repeated > 1 || r.idempotent && repeated > 0 {
			t.Fatalf("killed at %d (%s): %d lost, %d repeated", at, where, lost, repeated)
		}
		if repeated > 0 {
			repeats[where]++
		}
	}
	t.Logf("%d kills at %d points, 0 lost, repeats by place: %v", kills, points, sorted(repeats))
	for where := range repeats {
		if !strings.HasPrefix(where, "settle") {
			t.Errorf("a repeat after a kill at %q, where nothing had been sent", where)
		}
	}
	for at := 1; at <= points; at += 3 {
		if lost, _, _ := r.play(t, s, at, true); lost > 0 {
			return kills
		}
	}
	t.Error("telling the network before the commit was not caught: the check cannot fail")
	return kills
}

// TestKillPoints repeats a mother's first week with a kill at the boundary calls, on both
// servers and both sorts of network. Each begins just before the line it is killed in.
func TestKillPoints(t *testing.T) {
	engine, texts, err := newEngine(true)
	if err != nil {
		t.Fatal(err)
	}
	var total atomic.Int64
	t.Run("week", func(t *testing.T) {
		for shift, c := range []struct {
			name       string
			server     func(testing.TB) storetest.Server
			idempotent bool
		}{
			{"in-process, idempotent", storetest.InProcess, true}, {"in-process, plain", storetest.InProcess, false},
			{"redis-server, plain", storetest.RealServer, false}, {"redis-server, idempotent", storetest.RealServer, true},
		} {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				r := &killRun{server: c.server, idempotent: c.idempotent, engine: engine, texts: texts}
				total.Add(int64(r.all(t, shift)))
			})
		}
	})
	t.Logf("%d kills in all", total.Load())
	if total.Load() < leastKills {
		t.Errorf("%d kills, want at least %d", total.Load(), leastKills)
	}
}

func sorted(m map[string]int) []string {
	var out []string
	for k, n := range m {
		out = append(out, fmt.Sprintf("%s: %d", k, n))
	}
	sort.Strings(out)
	return out
}
