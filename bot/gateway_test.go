package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func open(t *testing.T, hook func(string) error) *rdb.DB {
	t.Helper()
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: t.TempDir(), InProc: true, Hook: hook})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// echo registers the writer and answers with what she wrote.
func echo(v store.View, in store.Incoming) (store.Turn, *store.Need) {
	t := store.Turn{Once: in.Once(), Person: v.ID(), Now: v.Now}
	if v.Bound == "" {
		t = storetest.Register(v, in.Once())
	}
	v.Session.Value.V = 1
	v.Session.Value.Tries++
	t.Writes = append(t.Writes, v.Session.Put())
	t.Say = []store.Message{{ID: in.Once(), To: v.ID(), Via: in.From, Lane: store.Reply, Text: "jawab " + in.Text}}
	return t, nil
}

func gateway(db *rdb.DB, decide bot.Decide) *bot.Gateway {
	return &bot.Gateway{Store: db, Decide: decide, Now: func() time.Time { return storetest.Now }, Hold: 5 * time.Second, Log: quiet()}
}

func text(who, id, words string) store.Incoming {
	return store.Incoming{From: store.Address{Channel: store.WebPhone, ID: who}, ID: id, Kind: store.InText, Text: words}
}

func drain(t *testing.T, db *rdb.DB, f *bottest.Fake) []bot.Outgoing {
	t.Helper()
	o := &bot.Outbox{Queue: db, Channel: f, Now: func() time.Time { return storetest.Now }, Machine: time.Now, Log: quiet()}
	if err := o.Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
	return f.Shown()
}

// TestFiftyAtOnce: fifty messages of one person handed over in order, handled at the
// same time, are answered fifty times and in order.
func TestFiftyAtOnce(t *testing.T) {
	db := open(t, nil)
	g := gateway(db, echo)
	var wg sync.WaitGroup
	started := make(chan struct{}, 1)
	for i := range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			started <- struct{}{}
			if err := g.Handle(context.Background(), text("siti", fmt.Sprint(i), fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		}()
		<-started
	}
	wg.Wait()
	got := drain(t, db, bottest.NewFake(store.WebPhone, true, true))
	if len(got) != 50 {
		t.Fatalf("%d answers, want 50", len(got))
	}
	seen := map[string]bool{}
	for _, m := range got {
		seen[m.Text] = true
	}
	if len(seen) != 50 {
		t.Fatalf("%d different answers, want 50", len(seen))
	}
}

// TestDeliveredTwice: the same message again changes nothing and is success.
func TestDeliveredTwice(t *testing.T) {
	db := open(t, nil)
	g := gateway(db, echo)
	for range 3 {
		if err := g.Handle(context.Background(), text("siti", "1", "halo")); err != nil {
			t.Fatal(err)
		}
	}
	if got := drain(t, db, bottest.NewFake(store.WebPhone, true, true)); len(got) != 1 {
		t.Fatalf("%d answers, want 1", len(got))
	}
}

// TestHeldWhileDown: while the store is down a message is held and committed when it
// is back; when that takes too long the network is told nothing and brings it again.
func TestHeldWhileDown(t *testing.T) {
	var down atomic.Bool
	db := open(t, func(string) error {
		if down.Load() {
			return rdb.ErrDown
		}
		return nil
	})
	g := gateway(db, echo)
	down.Store(true)
	done := make(chan error, 1)
	go func() { done <- g.Handle(context.Background(), text("siti", "1", "halo")) }()
	for g.Count.Down.Load() < 3 {
		if len(done) > 0 {
			t.Fatal("gave up while it should hold")
		}
	}
	down.Store(false)
	if err := <-done; err != nil {
		t.Fatalf("held and then lost: %v", err)
	}
	g.Hold = 20 * time.Millisecond
	down.Store(true)
	if err := g.Handle(context.Background(), text("siti", "2", "lama")); !errors.Is(err, rdb.ErrDown) {
		t.Fatalf("told the network received: %v", err)
	}
	down.Store(false)
	if err := g.Handle(context.Background(), text("siti", "2", "lama")); err != nil {
		t.Fatal(err)
	}
	if got := drain(t, db, bottest.NewFake(store.WebPhone, true, true)); len(got) != 2 {
		t.Fatalf("%d answers, want 2", len(got))
	}
}

// TestPoisoned: a message on which deciding panics is answered once by Poison and
// does not stop what comes behind it.
func TestPoisoned(t *testing.T) {
	db := open(t, nil)
	g := gateway(db, func(v store.View, in store.Incoming) (store.Turn, *store.Need) {
		if in.Text == "racun" {
			panic("at the disco")
		}
		return echo(v, in)
	})
	g.Poison = func(v store.View, in store.Incoming) store.Turn {
		return store.Turn{Once: in.Once(), Now: v.Now, Say: []store.Message{{ID: in.Once(), To: v.ID(), Via: in.From, Lane: store.Reply, Text: "maaf"}}}
	}
	for i, words := range []string{"halo", "racun", "lagi"} {
		if err := g.Handle(context.Background(), text("siti", fmt.Sprint(i), words)); err != nil {
			t.Fatal(err)
		}
	}
	got := drain(t, db, bottest.NewFake(store.WebPhone, true, true))
	if len(got) != 3 || got[1].Text != "maaf" || g.Count.Panics.Load() != 3 {
		t.Fatalf("%v, %d panics", got, g.Count.Panics.Load())
	}
}

// TestBadInput: whatever comes, the decision sees valid, bounded text.
func TestBadInput(t *testing.T) {
	db := open(t, nil)
	g := gateway(db, func(v store.View, in store.Incoming) (store.Turn, *store.Need) {
		if !utf8.ValidString(in.Text) || utf8.RuneCountInString(in.Text) > 4000 || strings.ContainsRune(in.Text, 0) {
			t.Errorf("the decision saw %d runes", utf8.RuneCountInString(in.Text))
		}
		return echo(v, in)
	})
	for i, words := range []string{"", strings.Repeat("a", 10000), "\xff\xfe", "a\x00b", "😀😀", "مرحبا\u202e", strings.Repeat("😀", 5000)} {
		if err := g.Handle(context.Background(), text("siti", fmt.Sprint(i), words)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestUnknownFate: what may have been shown is repeated once for a reply and never
// for a reminder, on a network that shows an id twice; on one that does not, it is
// asked again with the same id.
func TestUnknownFate(t *testing.T) {
	for _, tt := range []struct {
		name       string
		idempotent bool
		lane       store.Lane
		shown      int
	}{{"reply", false, store.Reply, 2}, {"reminder", false, store.Reminder, 1}, {"reminder, idempotent", true, store.Reminder, 1}} {
		t.Run(tt.name, func(t *testing.T) {
			db := open(t, nil)
			g := gateway(db, func(v store.View, in store.Incoming) (store.Turn, *store.Need) {
				turn, _ := echo(v, in)
				turn.Say[0].Lane = tt.lane
				return turn, nil
			})
			if err := g.Handle(context.Background(), text("siti", "1", "halo")); err != nil {
				t.Fatal(err)
			}
			f := bottest.NewFake(store.WebPhone, tt.idempotent, true)
			n := 0
			f.Fate = func(bot.Outgoing) bot.Outcome {
				if n++; n == 1 {
					return bot.Outcome{Fate: bot.Retry, MaybeSent: true}
				}
				return bot.Outcome{Fate: bot.Sent}
			}
			o := &bot.Outbox{Queue: db, Channel: f, Now: func() time.Time { return storetest.Now }, Machine: time.Now, Log: quiet()}
			stop := time.After(5 * time.Second)
			for {
				if err := o.Drain(context.Background()); err != nil {
					t.Fatal(err)
				}
				d, err := db.Depth(context.Background(), store.WebPhone)
				if err != nil {
					t.Fatal(err)
				}
				if d[tt.lane] == 0 {
					break
				}
				select {
				case <-stop:
					t.Fatal("the outbox does not run dry")
				default:
				}
			}
			if got := len(f.Shown()); got != tt.shown {
				t.Errorf("shown %d times, want %d", got, tt.shown)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	long := strings.Repeat("Kalimat yang cukup panjang untuk dipotong. ", 300)
	parts := bot.Split(long, 4096)
	for _, p := range parts {
		if bot.Units(p) > 4096 || !strings.HasSuffix(p, ".") {
			t.Errorf("a part of %d units ends with %q", bot.Units(p), p[len(p)-10:])
		}
	}
	if strings.Join(parts, " ") != strings.TrimSpace(long) {
		t.Error("words were lost")
	}
	if got := bot.Split(strings.Repeat("😀", 5000), 4096); len(got) != 3 {
		t.Errorf("%d parts of emoji, want 3", len(got))
	}
	m := store.Message{ID: "x", Text: "Pilih", Choices: []store.Choice{{ID: "a", Label: "Ya, simpan"}, {ID: "b", Label: "Ubah"}}}
	if got := bot.Render(m, bot.Limits{TextUnits: 4096}); got[0].Text != "Pilih\n\n1. Ya, simpan\n2. Ubah" || got[0].Choices != nil {
		t.Errorf("without buttons: %+v", got)
	}
}
