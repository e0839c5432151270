package rdb_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

var direct, silent = []store.Lane{store.Urgent, store.Reply}, []store.Lane{store.Reminder, store.Broadcast}

// queue registers somebody and queues messages for her, "lane id" each.
func queue(t *testing.T, db *rdb.DB, who string, messages ...string) store.PersonID {
	t.Helper()
	v, err := db.View(context.Background(), store.Address{Channel: store.WebPhone, ID: who}, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	turn := store.Turn{Once: who + fmt.Sprint(messages), Now: storetest.Now}
	if v.Bound == "" {
		turn = storetest.Register(v, turn.Once)
	}
	for _, m := range messages {
		lane, id, _ := strings.Cut(m, " ")
		turn.Say = append(turn.Say, store.Message{ID: id, To: v.ID(), Via: v.From, Lane: store.Lane(lane), Text: "isi " + id})
	}
	if r, err := db.Commit(context.Background(), turn); err != nil || r[0] != store.OK {
		t.Fatalf("queueing: %v %v", r, err)
	}
	return v.ID()
}

func claim(t *testing.T, db *rdb.DB, lanes []store.Lane, n int) []store.Claimed {
	t.Helper()
	got, err := db.Claim(context.Background(), store.WebPhone, lanes, n, storetest.Now)
	if err != nil {
		t.Fatalf("claim: %v", err)
	}
	return got
}

// sent settles all messages of a claim as sent.
func sent(ctx context.Context, db *rdb.DB, chats []store.Claimed) error {
	var done []store.Settled
	for _, c := range chats {
		for _, m := range c.Messages {
			done = append(done, store.Settled{Person: c.Person, Lane: c.Lane, ID: m.ID, Verdict: store.Done})
		}
	}
	return db.Settle(ctx, store.WebPhone, chats, done)
}

// ids lists what a claim brought.
func ids(chats []store.Claimed) string {
	var out []string
	for _, c := range chats {
		for _, m := range c.Messages {
			out = append(out, m.ID)
		}
	}
	return strings.Join(out, " ")
}

// hang stops a server's process with SIGSTOP; the returned function lets it go on.
func hang(t *testing.T, client *redis.Client) func() {
	t.Helper()
	info, err := client.Info(context.Background(), "server").Result()
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	_, rest, _ := strings.Cut(info, "process_id:")
	if _, err := fmt.Sscan(rest, &pid); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(pid, syscall.SIGCONT) })
	return func() { _ = syscall.Kill(pid, syscall.SIGCONT) }
}

// brief is the patience of a caller while the server hangs.
func brief(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 150*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

// TestClaimWithoutAnswer: the server takes a claim and hangs before it answers. What
// it leased was sent by nobody: it comes again at once, and not as in doubt.
func TestClaimWithoutAnswer(t *testing.T) {
	server := storetest.RealServer(t)
	db := openServer(t, server)
	defer db.Close()
	claim(t, db, store.Lanes(), 9) // the server knows the script
	queue(t, db, "siti", "reminder r1", "reminder r2")
	client := dialServer(t, server)
	on := hang(t, client)
	for range 3 {
		if _, err := db.Claim(brief(t), store.WebPhone, store.Lanes(), 9, storetest.Now); !errors.Is(err, rdb.ErrDown) {
			t.Fatalf("claim of a server that hangs: %v", err)
		}
	}
	on()
	waitFor(t, func() bool { return client.HLen(context.Background(), "{36.74}:lease:webphone").Val() == 1 }) // it did take it
	var got []store.Claimed
	waitFor(t, func() bool { got = claim(t, db, store.Lanes(), 9); return len(got) > 0 })
	if ids(got) != "r1 r2" || got[0].Messages[0].Maybe || got[0].Messages[1].Maybe {
		t.Fatalf("claimed %+v", got)
	}
}

// TestSettleWithoutAnswer: the server hangs while a message is sent. That it was sent
// is remembered, and written before anything is claimed again.
func TestSettleWithoutAnswer(t *testing.T) {
	server := storetest.RealServer(t)
	db := openServer(t, server)
	defer db.Close()
	queue(t, db, "siti", "reply a", "reply b")
	chats := claim(t, db, store.Lanes(), 9)
	on := hang(t, dialServer(t, server))
	if err := sent(brief(t), db, chats); !errors.Is(err, rdb.ErrDown) {
		t.Fatalf("settling on a server that hangs: %v", err)
	}
	if _, err := db.Claim(brief(t), store.WebPhone, store.Lanes(), 9, storetest.Now); !errors.Is(err, rdb.ErrDown) {
		t.Fatalf("claim of a server that hangs: %v", err)
	}
	on()
	if got := claim(t, db, store.Lanes(), 9); len(got) != 0 {
		t.Fatalf("sent, and claimed again: %+v", got)
	}
	if n, err := db.Stats(context.Background()); err != nil || n["reply:sent"] != 2 {
		t.Fatalf("counted %v %v, want 2 sent", n, err)
	}
	queue(t, db, "siti", "reply c")
	if got := claim(t, db, store.Lanes(), 9); ids(got) != "c" {
		t.Fatalf("then claimed %q", ids(got))
	}
}

// TestUrgentPassesWhatIsBeingSent: a reminder that takes long to send does not hold up
// an answer to the same person; what is in one lane stays in order.
func TestUrgentPassesWhatIsBeingSent(t *testing.T) {
	for name, server := range map[string]storetest.Server{"in-process": storetest.InProcess(t), "redis-server": storetest.RealServer(t)} {
		t.Run(name, func(t *testing.T) {
			db := openServer(t, server)
			defer db.Close()
			queue(t, db, "siti", "reminder r1")
			slow := claim(t, db, silent, 9)
			queue(t, db, "siti", "reply a1", "urgent u1", "reminder r2")
			if got := claim(t, db, silent, 9); len(got) != 0 {
				t.Fatalf("r2 overtakes r1: %q", ids(got))
			}
			first := claim(t, db, direct, 9)
			if ids(slow) != "r1" || ids(first) != "u1" {
				t.Fatalf("claimed %q, then %q", ids(slow), ids(first))
			}
			if got := claim(t, db, direct, 9); len(got) != 0 {
				t.Fatalf("a1 is sent beside u1: %q", ids(got))
			}
			if err := sent(context.Background(), db, first); err != nil {
				t.Fatal(err)
			}
			if got := claim(t, db, direct, 9); ids(got) != "a1" {
				t.Fatalf("after u1: %q", ids(got))
			}
		})
	}
}

// TestWithdrawnLaneIsFree: what was withdrawn had to wait for a retry; what is said
// afterwards has not.
func TestWithdrawnLaneIsFree(t *testing.T) {
	db, ctx := openServer(t, storetest.InProcess(t)), context.Background()
	defer db.Close()
	siti := queue(t, db, "siti", "reminder r1")
	chats := claim(t, db, silent, 9)
	if err := db.Settle(ctx, store.WebPhone, chats, []store.Settled{{Person: siti, Lane: store.Reminder, ID: "r1", Verdict: store.Again, Retry: time.Hour}}); err != nil {
		t.Fatal(err)
	}
	if got := claim(t, db, silent, 9); len(got) != 0 {
		t.Fatalf("claimed before its time: %q", ids(got))
	}
	if _, err := db.Commit(ctx, store.Turn{Withdraw: []store.Withdraw{{Person: siti}}}); err != nil {
		t.Fatal(err)
	}
	queue(t, db, "siti", "reminder r2")
	if got := claim(t, db, silent, 9); ids(got) != "r2" {
		t.Fatalf("claimed %q, want r2", ids(got))
	}
}

// TestLeasedDoNotHideOthers: many chats that are being sent stand first in the ready
// set; those behind them are claimed all the same.
func TestLeasedDoNotHideOthers(t *testing.T) {
	db := openServer(t, storetest.InProcess(t))
	defer db.Close()
	for i := range 300 {
		queue(t, db, fmt.Sprint("p", i), "reply m")
	}
	seen := map[store.PersonID]bool{}
	for range 5 {
		for _, c := range claim(t, db, direct, 64) {
			if seen[c.Person] {
				t.Fatalf("%s was claimed twice", c.Person)
			}
			seen[c.Person] = true
		}
	}
	if len(seen) != 300 {
		t.Fatalf("%d chats claimed, want 300", len(seen))
	}
}

// TestDamagedEntry: what cannot be opened goes to the dead letters and holds up neither
// its own chat nor others.
func TestDamagedEntry(t *testing.T) {
	server := storetest.RealServer(t)
	db, client, ctx := openServer(t, server), dialServer(t, server), context.Background()
	defer db.Close()
	siti := queue(t, db, "siti", "reply a", "reply b", "reply c")
	queue(t, db, "rina", "reply x")
	list := "{36.74}:out:reply:webphone:" + string(siti)
	for i, planted := range map[int64]string{0: "nonsense", 1: "id|0|0|no blob"} {
		if err := client.LSet(ctx, list, i, planted).Err(); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for range 4 {
		chats := claim(t, db, direct, 9)
		if s := ids(chats); s != "" {
			got = append(got, s)
		}
		if err := sent(ctx, db, chats); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Join(got, " ") != "x c" {
		t.Fatalf("sent %q, want x and c", got)
	}
	letters, err := db.DeadLetters(ctx, 10)
	if err != nil || len(letters) != 2 || !letters[0].Damaged || letters[0].To != siti || letters[0].Lane != store.Reply {
		t.Fatalf("dead letters %+v %v", letters, err)
	}
}

// TestDeadLetter keeps an invalid message sealed until somebody has looked at it.
func TestDeadLetter(t *testing.T) {
	db, ctx := openServer(t, storetest.InProcess(t)), context.Background()
	defer db.Close()
	siti := queue(t, db, "siti", "reply a")
	chats := claim(t, db, direct, 9)
	if err := db.Settle(ctx, store.WebPhone, chats, []store.Settled{{Person: siti, Lane: store.Reply, ID: "a", Verdict: store.Dead}}); err != nil {
		t.Fatal(err)
	}
	letters, err := db.DeadLetters(ctx, 10)
	if err != nil || len(letters) != 1 || letters[0].Text != "isi a" || letters[0].Damaged {
		t.Fatalf("dead letters %+v %v", letters, err)
	}
	if err := db.DropDead(ctx, letters[0]); err != nil {
		t.Fatal(err)
	}
	if n, err := db.Counts(ctx); err != nil || n.Dead != 0 || n.People != 1 {
		t.Fatalf("counts %+v %v", n, err)
	}
}

// TestLeaseEnds: a claim holds while its owner lives; it ends at once for a new process
// of the same name, else when the owner has shown no sign of life for seven seconds.
func TestLeaseEnds(t *testing.T) {
	server := storetest.RealServer(t)
	client, ctx := dialServer(t, server), context.Background()
	open := func(name string) *rdb.DB {
		db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: keyFolder(t), URL: server.URL, Name: name})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	a, b := open("door"), open("core")
	queue(t, a, "siti", "reply a")
	if ids(claim(t, a, direct, 9)) != "a" || len(claim(t, b, direct, 9)) != 0 {
		t.Fatal("a live process's claim was taken")
	}
	again := open("door")
	got := claim(t, again, direct, 9)
	if ids(got) != "a" || !got[0].Messages[0].Maybe {
		t.Fatalf("a new process of the name claims %+v", got)
	}
	if err := sent(ctx, a, got); err != nil || len(claim(t, b, direct, 9)) != 0 {
		t.Fatalf("the old process settled what it no longer holds: %v", err)
	}
	again.Close() // as if killed: its sign of life is written as it was some seconds ago
	lease := client.HGetAll(ctx, "{36.74}:lease:webphone").Val()
	now := client.Time(ctx).Val()
	if len(lease) != 1 {
		t.Fatalf("%d leases, want the one that the old process must not have ended", len(lease))
	}
	for _, l := range lease {
		owner, _, _ := strings.Cut(l, ":")
		client.ZAdd(ctx, "{36.74}:alive", redis.Z{Score: float64(now.Add(-4 * time.Second).UnixMilli()), Member: owner})
		if got := claim(t, b, direct, 9); len(got) != 0 {
			t.Fatal("taken over after four seconds")
		}
		client.ZAdd(ctx, "{36.74}:alive", redis.Z{Score: float64(now.Add(-8 * time.Second).UnixMilli()), Member: owner})
		if got := claim(t, b, direct, 9); ids(got) != "a" || !got[0].Messages[0].Maybe {
			t.Fatalf("after eight seconds: %+v", got)
		}
	}
}

// TestClaimIsLife: after the server was away all signs of life are old; whoever claims
// then holds what it claimed, though its next sign is not due yet.
func TestClaimIsLife(t *testing.T) {
	server := storetest.RealServer(t)
	client, ctx := dialServer(t, server), context.Background()
	a, b := openServer(t, server), openServer(t, server)
	defer a.Close()
	defer b.Close()
	queue(t, a, "siti", "reply a")
	old := float64(client.Time(ctx).Val().Add(-time.Minute).UnixMilli())
	for _, owner := range client.ZRange(ctx, "{36.74}:alive", 0, -1).Val() {
		client.ZAdd(ctx, "{36.74}:alive", redis.Z{Score: old, Member: owner})
	}
	if got := claim(t, b, direct, 9); ids(got) != "a" {
		t.Fatalf("claimed %q", ids(got))
	}
	if got := claim(t, a, direct, 9); len(got) != 0 {
		t.Fatal("a claim of a live process was taken")
	}
}

// TestOutageIsNoDeath: while the server is away nobody can give a sign of life. What a
// process claimed before stays its own when another comes first afterwards, by a claim, a
// role or a start, or both would send it. Who is dead indeed is taken over from then on.
func TestOutageIsNoDeath(t *testing.T) {
	server, ctx := storetest.RealServer(t), context.Background()
	client := dialServer(t, server)
	open := opener(t, server)
	silentFor8 := func(owners ...string) {
		for _, o := range owners {
			client.ZAdd(ctx, "{36.74}:alive", redis.Z{Score: float64(client.Time(ctx).Val().Add(-8 * time.Second).UnixMilli()), Member: o})
		}
	}
	for name, first := range map[string]func(*testing.T, *rdb.DB){
		"claim": func(*testing.T, *rdb.DB) {},
		"start": func(*testing.T, *rdb.DB) { open() },
		"role": func(t *testing.T, db *rdb.DB) {
			if mine, err := db.Hold(ctx, "night role", time.Hour); mine || err != nil {
				t.Errorf("the role was taken from a living process (%v)", err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := open(), open()
			queue(t, a, "siti", "reply "+name)
			mine := claim(t, a, direct, 9)
			if _, err := a.Hold(ctx, "night "+name, time.Hour); err != nil {
				t.Fatal(err)
			}
			silentFor8(client.ZRange(ctx, "{36.74}:alive", 0, -1).Val()...)
			first(t, b)
			if got := claim(t, b, direct, 9); ids(mine) != name || len(got) != 0 {
				t.Fatalf("after an outage %q of %q was taken from a living process", ids(got), ids(mine))
			}
			if err := sent(ctx, a, mine); err != nil {
				t.Fatal(err)
			}
			queue(t, a, "siti", "reply "+name+"2")
			claim(t, a, direct, 9)
			owner, _, _ := strings.Cut(client.HVals(ctx, "{36.74}:lease:webphone").Val()[0], ":")
			_ = a.Close()
			silentFor8(owner)
			got := claim(t, b, direct, 9)
			if ids(got) != name+"2" || !got[0].Messages[0].Maybe {
				t.Fatalf("of a dead process was taken over %q", ids(got))
			}
			if err := sent(ctx, b, got); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestReceiptBeforeSettle: a network may say that a broadcast's message was read before its
// sender has written that it was sent. It is counted, once; of a broadcast that is kept no
// longer nothing is.
func TestReceiptBeforeSettle(t *testing.T) {
	db, ctx := openServer(t, storetest.RealServer(t)), context.Background()
	defer db.Close()
	siti := queue(t, db, "siti")
	record := store.Write{Ref: store.Ref{Kind: store.KindBroadcast, ID: "kelas"}, Value: store.Announcement{V: 1, Text: "Halo"}}
	if _, err := db.Commit(ctx, store.Turn{Once: "make", Now: storetest.Now, Writes: []store.Write{record}}); err != nil {
		t.Fatal(err)
	}
	id := store.BroadcastMessageID("kelas", siti)
	queue(t, db, "siti", "broadcast "+id)
	chats := claim(t, db, []store.Lane{store.Broadcast}, 9)
	if ids(chats) != id {
		t.Fatalf("claimed %q", ids(chats))
	}
	for _, letter := range []string{"d", "r", "r"} {
		if err := db.Receipt(ctx, id, letter); err != nil {
			t.Fatal(err)
		}
	}
	if err := sent(ctx, db, chats); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Receipt(ctx, id, "r"), db.Receipt(ctx, store.BroadcastMessageID("lama", siti), "r")); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Tally(ctx, "kelas"); err != nil || got["sent"] != 1 || got["delivered"] != 1 || got["read"] != 1 {
		t.Errorf("counted %v, %v", got, err)
	}
	if got, err := db.Heard(ctx, "lama"); err != nil || len(got) != 0 {
		t.Errorf("kept of an old broadcast: %v, %v", got, err)
	}
}
