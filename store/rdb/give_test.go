package rdb_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// taken collects what commits give.
type taken struct {
	mu    sync.Mutex
	chats []store.Claimed
}

func (k *taken) take(c store.Claimed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.chats = append(k.chats, c)
}

func (k *taken) all() []store.Claimed {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.chats)
}

// answer commits a turn of siti that says messages, "lane id" each, and returns what was given.
func answer(t *testing.T, db *rdb.DB, messages ...string) []store.Claimed {
	t.Helper()
	var k taken
	r, n, err := db.CommitTo(context.Background(), store.WebPhone, answered(t, db, messages...), k.take)
	if err != nil || r != store.OK || n != len(strings.Fields(ids(k.chats))) {
		t.Fatalf("committing: %v, %d given, %v, taken %q", r, n, err, ids(k.chats))
	}
	return k.chats
}

func answered(t *testing.T, db *rdb.DB, messages ...string) store.Turn {
	t.Helper()
	v, err := db.View(context.Background(), storetest.Siti, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	turn := store.Turn{Once: fmt.Sprint(messages), Now: storetest.Now}
	if v.Bound == "" {
		turn = storetest.Register(v, turn.Once)
	}
	turn.Person = v.ID()
	for _, m := range messages {
		lane, id, _ := strings.Cut(m, " ")
		via := v.From
		via.Channel = store.WebPhone
		turn.Say = append(turn.Say, store.Message{ID: id, To: v.ID(), Via: via, Lane: store.Lane(lane), Text: "isi " + id})
	}
	return turn
}

// TestGiven: what a commit says to a chat where nothing waits is claimed with it; behind
// what waits or is being sent it waits its turn; what silence may stop is never given.
func TestGiven(t *testing.T) {
	for name, server := range map[string]storetest.Server{"in-process": storetest.InProcess(t), "redis-server": storetest.RealServer(t)} {
		t.Run(name, func(t *testing.T) {
			db, ctx := openServer(t, server), context.Background()
			defer db.Close()
			settled := func(chats []store.Claimed) {
				t.Helper()
				if err := sent(ctx, db, chats); err != nil {
					t.Fatal(err)
				}
			}
			first := answer(t, db, "reply a1", "reply a2", "reminder r1")
			if ids(first) != "a1 a2" || ids(claim(t, db, direct, 9)) != "" {
				t.Fatalf("given %q", ids(first))
			}
			if got := answer(t, db, "reply b"); len(got) != 0 {
				t.Fatalf("%q overtakes what is being sent", ids(got))
			}
			settled(first)
			if got := answer(t, db, "reply c"); len(got) != 0 {
				t.Fatalf("%q overtakes what waits", ids(got))
			}
			next := claim(t, db, direct, 9)
			if ids(next) != "b c" {
				t.Fatalf("claimed %q, want b c", ids(next))
			}
			settled(next)
			queue(t, db, "siti", "urgent u1")
			if got := answer(t, db, "reply d"); len(got) != 0 {
				t.Fatalf("%q overtakes an alarm", ids(got))
			}
			settled(claim(t, db, direct, 9))
			settled(claim(t, db, direct, 9))
			both := answer(t, db, "reply e", "urgent u2")
			if ids(both) != "u2" {
				t.Fatalf("given %q, want the urgent one", ids(both))
			}
			settled(both)
			if got := claim(t, db, direct, 9); ids(got) != "e" {
				t.Fatalf("then claimed %q", ids(got))
			}
			if got := claim(t, db, silent, 9); ids(got) != "r1" {
				t.Fatalf("claimed %q, want r1", ids(got))
			}
		})
	}
}

// hookedServer opens a store whose calls pass a hook.
func hookedServer(t *testing.T, s storetest.Server, hook func(string) error) *rdb.DB {
	t.Helper()
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: keyFolder(t), InProc: s.Addr != "", Addr: s.Addr, URL: s.URL, Sole: true, Hook: hook})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// TestGiveWithoutAnswer: the commit is written and its answer lost. Nothing is given; the
// next claim brings it once, and not as in doubt, because nobody can have sent it.
func TestGiveWithoutAnswer(t *testing.T) {
	lose := false
	db := hookedServer(t, storetest.RealServer(t), func(point string) error {
		if lose && point == "commit after" {
			return errors.New("lost")
		}
		return nil
	})
	turn := answered(t, db, "reply a")
	var k taken
	lose = true
	if _, _, err := db.CommitTo(context.Background(), store.WebPhone, turn, k.take); err == nil {
		t.Fatal("the answer was not lost")
	}
	lose = false
	if r, _, err := db.CommitTo(context.Background(), store.WebPhone, turn, k.take); r != store.Dup || err != nil || len(k.chats) != 0 {
		t.Fatalf("once more: %v %v, given %q", r, err, ids(k.chats))
	}
	got := claim(t, db, direct, 9)
	if ids(got) != "a" || got[0].Messages[0].Maybe || len(claim(t, db, direct, 9)) != 0 {
		t.Fatalf("claimed %+v", got)
	}
}

// TestGiveWhenTheCallerLeft: the server hangs, the caller's patience ends, the server
// takes the commit after all: what it claimed is given, or nobody would send it.
func TestGiveWhenTheCallerLeft(t *testing.T) {
	server := storetest.RealServer(t)
	db := openServer(t, server)
	defer db.Close()
	turn := answered(t, db, "reply a")
	on := hang(t, dialServer(t, server))
	var k taken
	if _, _, err := db.CommitTo(brief(t), store.WebPhone, turn, k.take); !errors.Is(err, rdb.ErrDown) {
		t.Fatalf("commit on a server that hangs: %v", err)
	}
	on()
	waitFor(t, func() bool { return len(k.all()) > 0 })
	if got := claim(t, db, direct, 9); ids(k.all()) != "a" || len(got) != 0 {
		t.Fatalf("given %q, claimed %q", ids(k.all()), ids(got))
	}
}

// TestGiveDuringClaim: a claim said which claims are open; before it reaches the server a
// commit claims. What that was given is not claimed once more.
func TestGiveDuringClaim(t *testing.T) {
	var db *rdb.DB
	var given []store.Claimed
	during := false
	db = hookedServer(t, storetest.RealServer(t), func(point string) error {
		if during && point == "claim before" {
			during = false
			given = answer(t, db, "reply a")
		}
		return nil
	})
	during = true
	if got := claim(t, db, direct, 9); ids(given) != "a" || len(got) != 0 {
		t.Fatalf("given %q, and claimed %q", ids(given), ids(got))
	}
}

// TestGivenToTheDead: the process dies between its commit and the send. The next one sends
// it, as possibly sent.
func TestGivenToTheDead(t *testing.T) {
	server := storetest.RealServer(t)
	a := openServer(t, server)
	if got := answer(t, a, "reply a"); ids(got) != "a" {
		t.Fatalf("given %q", ids(got))
	}
	a.Close()
	b := openServer(t, server)
	defer b.Close()
	if got := claim(t, b, direct, 9); ids(got) != "a" || !got[0].Messages[0].Maybe {
		t.Fatalf("claimed %+v", got)
	}
}

// TestNothingGivenUnderAnOldSign: a process whose sign of life is old claims nothing with a
// commit: another may hold it for dead.
func TestNothingGivenUnderAnOldSign(t *testing.T) {
	server := storetest.RealServer(t)
	db := openServer(t, server)
	defer db.Close()
	turn := answered(t, db, "reply a")
	client := dialServer(t, server)
	client.Del(context.Background(), "{36.74}:alive")
	var k taken
	if r, n, err := db.CommitTo(context.Background(), store.WebPhone, turn, k.take); r != store.OK || n != 0 || err != nil || len(k.chats) != 0 {
		t.Fatalf("%v, %d given, %v", r, n, err)
	}
	if got := claim(t, db, direct, 9); ids(got) != "a" {
		t.Fatalf("claimed %q", ids(got))
	}
}

// TestSettleSoon: a settlement goes with the next commit, which finds the chat free; with
// no commit it is written by itself; one that the server does not take is kept.
func TestSettleSoon(t *testing.T) {
	var mu sync.Mutex
	var points []string
	server, ctx := storetest.RealServer(t), context.Background()
	db := hookedServer(t, server, func(point string) error {
		mu.Lock()
		defer mu.Unlock()
		points = append(points, point)
		return nil
	})
	soon := func(c context.Context, within time.Duration, chats []store.Claimed) chan error {
		done := make(chan error, 1)
		var list []store.Settled
		for _, c := range chats {
			list = append(list, store.Settled{Person: c.Person, Lane: c.Lane, ID: c.Messages[0].ID})
		}
		go func() { done <- db.SettleSoon(c, store.WebPhone, within, chats, list) }()
		return done
	}
	if err := sent(ctx, db, answer(t, db, "reply 0")); err != nil { // the server knows the script
		t.Fatal(err)
	}
	first, turn := answer(t, db, "reply a"), answered(t, db, "reply b")
	points = nil
	done := soon(ctx, time.Hour, first)
	waitFor(t, func() bool { return db.Riders() == 1 })
	var k taken
	if _, _, err := db.CommitTo(ctx, store.WebPhone, turn, k.take); err != nil || <-done != nil || ids(k.chats) != "b" {
		t.Fatalf("%v, given %q", err, ids(k.chats))
	}
	if got := strings.Join(points, ", "); got != "settle before, commit before, settle after, commit after" {
		t.Fatalf("calls: %s", got)
	}
	if err := <-soon(ctx, time.Millisecond, k.chats); err != nil {
		t.Fatal(err)
	}
	third := answer(t, db, "reply c")
	on := hang(t, dialServer(t, server))
	if err := <-soon(brief(t), time.Hour, third); err == nil {
		t.Fatal("settled on a server that hangs")
	}
	on()
	if got := claim(t, db, direct, 9); len(got) != 0 {
		t.Fatalf("sent, and claimed again: %q", ids(got))
	}
	if n, err := db.Stats(ctx); err != nil || n["reply:sent"] != 4 {
		t.Fatalf("counted %v %v, want 4 sent", n, err)
	}
}
