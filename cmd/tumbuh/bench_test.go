package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// benchScript is a registration as people write it.
var benchScript = []string{"daftar hamil", "setuju", "Mawar Lestari", "27 tahun", "20 minggu", "rempoa", "belum tahu", "lewati", "19.00", "ya"}

// benchFamilies is how many families the store holds while turns are measured.
const benchFamilies = 100_000

// BenchmarkStep decides registration turns, the danger signs looked for in each, on
// one core. Wanted: 10,000 a second.
func BenchmarkStep(b *testing.B) {
	engine, _, err := newEngine(true)
	if err != nil {
		b.Fatal(err)
	}
	type asked struct {
		v  store.View
		in store.Incoming
	}
	var turns []asked
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: b.TempDir(), InProc: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	g := &bot.Gateway{Store: db, Now: func() time.Time { return now }, Log: quiet(), Decide: func(v store.View, in store.Incoming) (store.Turn, *store.Need) {
		t, need := engine.Step(v, in)
		if need == nil {
			turns = append(turns, asked{v, in})
		}
		return t, need
	}}
	for i, text := range benchScript {
		in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: "mawar"}, ID: strconv.Itoa(i), At: now, Kind: store.InText, Text: text}
		if err := g.Handle(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	for b.Loop() {
		a := turns[i%len(turns)]
		engine.Step(a.v, a.in)
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "turns/s")
}

// BenchmarkGateway takes messages all the way: view, decision, commit that is on the
// disk, outbox, a network that takes everything. Wanted: 5,000 a second with 128
// people at once, 700 with one alone, 99 of 100 within 50 ms.
func BenchmarkGateway(b *testing.B) {
	w := benchWorld(b, benchFamilies)
	for _, people := range []int{1, 128, 256} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) { benchTurns(b, w, people) })
	}
}

// nowhere is a network that takes everything and shows nothing.
type nowhere struct {
	*bottest.Fake
	sent atomic.Int64
}

func (n *nowhere) Send(context.Context, bot.Outgoing) bot.Outcome {
	n.sent.Add(1)
	return bot.Outcome{Fate: bot.Sent}
}

// benched is the program on a real redis-server with families in it.
type benched struct {
	app   *app
	net   *nowhere
	clock *clock
	round atomic.Int64
	dir   string
}

// benchWorld fails where a commit would not be on the disk.
func benchWorld(b *testing.B, families int) *benched {
	b.Helper()
	ctx := context.Background()
	dir := b.TempDir()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: dir, NeedDisk: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	d, err := db.Durability(ctx)
	if err != nil {
		b.Fatal(err)
	}
	if d.AppendFsync != "always" || d.AppendOnly != "yes" {
		b.Fatalf("appendonly %s, appendfsync %s: what is measured here must be on the disk", d.AppendOnly, d.AppendFsync)
	}
	start := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	w := &benched{net: &nowhere{Fake: bottest.NewFake(store.WebPhone, true, true)}, clock: newClock(time.Now, start), dir: dir}
	if w.app, err = newApp(parts{db: db, clock: w.clock, log: quiet(), channels: []bot.Channel{w.net}, unreviewed: true, hold: time.Minute}); err != nil {
		b.Fatal(err)
	}
	seedFamilies(b, w.app, families, start)
	rewriteLog(b, dir)
	fmt.Fprintf(os.Stderr, "redis-server %s, appendfsync %s, %d families, %d cores\n", d.Version, d.AppendFsync, families, runtime.NumCPU())
	return w
}

// rewriteLog has Redis write its log anew and waits for it: a log that just took all
// families at once is rewritten during the first thousands of turns, which no day does.
func rewriteLog(b *testing.B, dir string) {
	b.Helper()
	ctx := context.Background()
	sock, err := os.ReadFile(filepath.Join(dir, "redis.sock"))
	if err != nil {
		b.Fatal(err)
	}
	c := redis.NewClient(&redis.Options{Network: "unix", Addr: strings.TrimSpace(string(sock))})
	defer c.Close()
	_ = c.BgRewriteAOF(ctx).Err() // one may be under way: that one is waited for
	until(b, "the log rewritten", 2*time.Minute, func() bool {
		info, err := c.Info(ctx, "persistence").Result()
		if err != nil {
			b.Fatal(err)
		}
		return strings.Contains(info, "aof_rewrite_in_progress:0") && strings.Contains(info, "aof_rewrite_scheduled:0")
	})
}

func benchTurns(b *testing.B, w *benched, people int) {
	ctx, cancel := context.WithCancel(context.Background())
	var sending sync.WaitGroup
	sending.Add(1)
	go func() { defer sending.Done(); w.app.out[0].Run(ctx) }()
	defer func() { cancel(); sending.Wait() }()
	took := make([][]time.Duration, people)
	var left atomic.Int64
	left.Store(int64(b.N))
	var all sync.WaitGroup
	b.ResetTimer()
	server := redisOf(b, w.dir)
	here, there := processTime(), timeOf(b, server)
	for p := range people {
		all.Add(1)
		go func() {
			defer all.Done()
			for {
				who := fmt.Sprintf("b%d", w.round.Add(1))
				for i, text := range benchScript {
					if left.Add(-1) < 0 {
						return
					}
					in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: who}, ID: strconv.Itoa(i), At: w.clock.Now(), Kind: store.InText, Text: text}
					began := time.Now()
					if err := w.app.gateway.Handle(ctx, in); err != nil {
						b.Error(err)
						return
					}
					took[p] = append(took[p], time.Since(began))
				}
			}
		}()
	}
	all.Wait()
	b.StopTimer()
	b.ReportMetric(float64((processTime()-here).Microseconds())/float64(b.N), "cpu-µs/turn")
	b.ReportMetric(float64((timeOf(b, server)-there).Microseconds())/float64(b.N), "redis-cpu-µs/turn")
	every := slices.Concat(took...)
	slices.Sort(every)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "turns/s")
	b.ReportMetric(float64(every[len(every)*99/100].Microseconds())/1000, "p99-ms")
}

// seedFamilies puts families into the store, a third of them with two children.
func seedFamilies(tb testing.TB, a *app, n int, now time.Time) {
	tb.Helper()
	city := a.db.City().With(store.Register{Posyandu: a.db.City().ExamplePosyandu()}, 1)
	today := store.DateOf(now)
	jobs := make(chan int)
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			for first := range jobs {
				var turns []store.Turn
				for i := first; i < min(first+100, n); i++ {
					turns = append(turns, benchFamily(city, i, today, now))
				}
				if _, err := a.db.Commit(context.Background(), turns...); err != nil {
					tb.Error(err)
				}
			}
		}()
	}
	for first := 0; first < n; first += 100 {
		jobs <- first
	}
	close(jobs)
	all.Wait()
}

func benchFamily(city *store.City, i int, today store.Date, now time.Time) store.Turn {
	id := fmt.Sprintf("kel%013d", i)
	py := city.Posyandu[i%len(city.Posyandu)]
	f := store.Family{MotherName: "Mawar Lestari", MotherBirth: today.AddMonths(-12 * 27), Prefs: store.Prefs{TTDHour: "19:00"},
		Pregnancies: []store.Pregnancy{{ID: "p1", HPHT: today.Add(-i % 280), From: "hpht", Since: now}}}
	if i%3 == 0 {
		f.Pregnancies = nil
		f.Children = []store.Child{{ID: "c1", Name: "Kenzo", Sex: "L", Birth: today.AddMonths(-i % 59), BirthWeight: 3100, BirthLength: 490, Since: now},
			{ID: "c2", Name: "Aisyah", Sex: "P", Birth: today.AddMonths(-i % 31), BirthWeight: 2900, Since: now}}
	}
	v := store.View{Now: now, From: store.Address{Channel: store.WebPhone, ID: id}, City: city,
		Person: store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: id}}, Family: store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: id}}}
	p := samplePerson{address: id, name: "Mawar Lestari", grant: store.Grant{Role: store.Ibu}, family: &f}
	t := p.turn(v, py.Kelurahan, py.ID)
	t.Once = ""
	return t
}

// BenchmarkMemory shows what this process holds after a sweep of everybody with a
// thousand and with a hundred thousand families: it must not grow with them.
func BenchmarkMemory(b *testing.B) {
	for _, families := range []int{1_000, benchFamilies} {
		b.Run(fmt.Sprintf("families=%d", families), func(b *testing.B) {
			w := benchWorld(b, families)
			var peak uint64
			for b.Loop() {
				w.clock.MoveTo(w.clock.Now().Add(30 * 24 * time.Hour))
				if err := w.app.settle(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
			b.ReportMetric(float64(peak)/(1<<20), "heap-MB")
			b.ReportMetric(float64(w.net.sent.Load()), "messages")
		})
	}
}
