package rdb_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// The figures that are wanted, on two cores: of every second.
const (
	wantTurnsMany  = 10_000 // view and commit, 256 people at once
	wantTurnsAlone = 2_500  // one person, one after another
	wantSends      = 18_000 // messages claimed and settled, 64 chats at once
)

// benchFamilies is how many families are in the store while it is measured;
// TUMBUH_BENCH_FAMILIES sets another number.
func benchFamilies(b *testing.B) int {
	n := 20_000
	if s := os.Getenv("TUMBUH_BENCH_FAMILIES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	return n
}

// benchStore is a private redis-server with families in it; it says what keeps the
// data and fails where a commit would not be on the disk.
func benchStore(b *testing.B, families int) *rdb.DB {
	b.Helper()
	ctx := context.Background()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: b.TempDir(), NeedDisk: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	d, err := db.Durability(ctx)
	if err != nil {
		b.Fatal(err)
	}
	if d.AppendOnly != "yes" || d.AppendFsync != "always" {
		b.Fatalf("appendonly %s, appendfsync %s: what is measured here must be on the disk", d.AppendOnly, d.AppendFsync)
	}
	for first := 0; first < families; first += 200 {
		var page []store.Turn
		for i := first; i < min(first+200, families); i++ {
			page = append(page, benchTurn(store.View{Now: storetest.Now, From: store.Address{Channel: store.WhatsApp, ID: fmt.Sprint("k", i)},
				Person: store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: fmt.Sprintf("kel%013d", i)}}}, "", 0))
		}
		if _, err := db.Commit(ctx, page...); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("redis-server %s, appendfsync %s, %d families, %d cores", d.Version, d.AppendFsync, families, runtime.NumCPU())
	return db
}

// benchTurn is as large as a step of a registration: person, family, session, an
// address, three index entries, a wake time, an audit line and messages.
func benchTurn(v store.View, once string, messages int) store.Turn {
	id := v.ID()
	p, f, s := v.Person, v.Family, v.Session
	f.Ref, s.Ref = store.Ref{Kind: store.KindFamily, ID: string(id)}, store.Ref{Kind: store.KindSession, ID: string(id)}
	p.Value = store.Person{V: 1, Name: "Mawar Lestari", Phone: "6281234567890", Addresses: []store.Reach{{Address: v.From}}, Grants: []store.Grant{{Role: store.Ibu}},
		Family: string(id), FirstSeen: v.Now, LastSeen: v.Now, Consent: store.Consent{Version: "1", Hash: strings.Repeat("ab", 32), At: v.Now, Channel: v.From.Channel, Data: true, Reminders: true}}
	f.Value = store.Family{V: 1, Mother: id, MotherName: "Mawar Lestari", Kelurahan: "36.74.05.1006", Posyandu: "py-05-1006", RT: "003/004",
		Pregnancies: []store.Pregnancy{{ID: "p1", HPHT: store.DateOf(v.Now).Add(-140), From: "hpht", Since: v.Now}}, Prefs: store.Prefs{TTDHour: "19:00", Tablet: "ttd"}}
	s.Value = store.Session{V: 1, Dialog: "daftar-hamil", Step: "jam", Touched: v.Now, Question: "q17", Trail: []string{"nama", "umur", "minggu", "kelurahan", "posyandu", "rt"},
		Answers: map[string]string{"nama": "Mawar Lestari", "umur": "27", "hpht": "2025-10-14", "kelurahan": "36.74.05.1006", "posyandu": "py-05-1006", "rt": "003/004"}}
	t := store.Turn{Once: once, Person: id, Now: v.Now, Writes: []store.Write{p.Put(), f.Put(), s.Put()},
		Bind: []store.Binding{{Address: v.From, Was: v.Bound, Person: id}},
		Index: []store.IndexOp{{Index: store.IndexPeople(), Member: string(id)}, {Index: store.IndexFamilies("py-05-1006"), Member: string(id)},
			{Index: store.IndexKelurahan("36.74.05.1006"), Member: string(id)}},
		Wake:  []store.Wake{{Ref: p.Ref, At: v.Now.Add(10 * time.Hour)}},
		Audit: []store.Audit{{At: v.Now, Actor: id, Act: "daftar", On: f.Ref}}}
	for i := range messages {
		t.Say = append(t.Say, store.Message{ID: once + "/" + strconv.Itoa(i), To: id, Via: v.From, Lane: store.Reply, Made: v.Now, Question: "q18",
			Text: strings.Repeat("Baik, Bunda. Jam berapa biasanya minum tablet? ", 4), Choices: []store.Choice{{ID: "a", Label: "19.00"}, {ID: "b", Label: "20.00"}}})
	}
	return t
}

// BenchmarkTurn views and commits a registration-sized turn with one message.
func BenchmarkTurn(b *testing.B) {
	db := benchStore(b, benchFamilies(b))
	var round atomic.Int64
	for people, want := range map[int]float64{1: wantTurnsAlone, 256: wantTurnsMany} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			var left atomic.Int64
			left.Store(int64(b.N))
			run := round.Add(1)
			var all sync.WaitGroup
			b.ResetTimer()
			for p := range people {
				all.Go(func() { benchPerson(b, db, fmt.Sprintf("%d-%d", run, p), &left) })
			}
			all.Wait()
			b.StopTimer()
			report(b, b.N, want, "turns/s")
		})
	}
}

func benchPerson(b *testing.B, db *rdb.DB, who string, left *atomic.Int64) {
	ctx := context.Background()
	from := store.Address{Channel: store.WebPhone, ID: who}
	for i := 0; left.Add(-1) >= 0; i++ {
		v, err := db.View(ctx, from, storetest.Now)
		if err != nil {
			b.Error(err)
			return
		}
		if r, err := db.Commit(ctx, benchTurn(v, who+":"+strconv.Itoa(i), 1)); err != nil || r[0] != store.OK {
			b.Errorf("commit: %v %v", r, err)
			return
		}
	}
}

// BenchmarkOutbox claims and settles what waits for many people, 64 chats at once.
func BenchmarkOutbox(b *testing.B) {
	db := benchStore(b, 0)
	ctx := context.Background()
	for first := 0; first < b.N; first += 200 {
		var page []store.Turn
		for i := first; i < min(first+200, b.N); i++ {
			id := store.PersonID(fmt.Sprintf("kel%013d", i))
			page = append(page, store.Turn{Say: []store.Message{{ID: fmt.Sprint("m", i), To: id, Via: store.Address{Channel: store.WebPhone, ID: string(id)},
				Lane: store.Reminder, Text: strings.Repeat("Waktunya minum tablet tambah darah. ", 6)}}})
		}
		if _, err := db.Commit(ctx, page...); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	sent := 0
	for sent < b.N {
		chats, err := db.Claim(ctx, store.WebPhone, store.Lanes(), 64, storetest.Now)
		if err != nil || len(chats) == 0 {
			b.Fatalf("claim after %d of %d: %d chats, %v", sent, b.N, len(chats), err)
		}
		var done []store.Settled
		for _, c := range chats {
			for _, m := range c.Messages {
				done = append(done, store.Settled{Person: c.Person, Lane: c.Lane, ID: m.ID, Verdict: store.Done})
			}
		}
		if err := db.Settle(ctx, store.WebPhone, chats, done); err != nil {
			b.Fatal(err)
		}
		sent += len(done)
	}
	b.StopTimer()
	report(b, sent, wantSends, "messages/s")
}

// report says how many a second, and by how much that is less than wanted.
func report(b *testing.B, n int, want float64, unit string) {
	got := float64(n) / b.Elapsed().Seconds()
	b.ReportMetric(got, unit)
	if b.N > 1000 && got < want {
		b.Logf("%.0f %s, wanted are %.0f", got, unit, want)
	}
}
