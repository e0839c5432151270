package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// drain claims and settles everything, in order, until nothing is due.
func drain(t *testing.T, db *rdb.DB, most int) []store.Queued {
	t.Helper()
	ctx := context.Background()
	var all []store.Queued
	for range most {
		chats, err := db.Claim(ctx, store.WebPhone, store.Lanes(), 64, Now)
		if err != nil {
			t.Fatalf("claim: %v", err)
		}
		if len(chats) == 0 {
			return all
		}
		var done []store.Settled
		for _, c := range chats {
			for _, m := range c.Messages {
				all = append(all, m)
				done = append(done, store.Settled{Person: c.Person, Lane: c.Lane, ID: m.ID, Verdict: store.Done})
			}
		}
		if err := db.Settle(ctx, store.WebPhone, chats, done); err != nil {
			t.Fatalf("settle: %v", err)
		}
	}
	t.Fatal("the outbox does not run dry")
	return nil
}

func order(t *testing.T, db *rdb.DB) {
	v := view(t, db, Siti)
	turn := Register(v, "1")
	for i := range 20 {
		turn.Say = append(turn.Say, say(v, store.Reminder, fmt.Sprint("r", i)))
	}
	turn.Say = append(turn.Say, say(v, store.Reply, "reply"), say(v, store.Urgent, "urgent"))
	commit(t, db, turn)
	got := drain(t, db, 20)
	if len(got) != 22 || got[0].ID != "urgent" || got[1].ID != "reply" {
		t.Fatalf("%d messages, first %s, %s", len(got), got[0].ID, got[1].ID)
	}
	for i := range 20 {
		if got[i+2].ID != fmt.Sprint("r", i) {
			t.Fatalf("message %d is %s: the order of the lane broke", i, got[i+2].ID)
		}
	}
}

func silence(t *testing.T, db *rdb.DB) {
	v := view(t, db, Siti)
	turn := Register(v, "1")
	turn.Say = []store.Message{say(v, store.Reminder, "r1"), say(v, store.Broadcast, "b1"), say(v, store.Reply, "a1")}
	commit(t, db, turn)
	if got := drain(t, db, 9); len(got) != 3 {
		t.Fatalf("without silence %d messages, want 3", len(got))
	}
	turn = store.Turn{Once: "2", Quiet: []store.Quiet{{Person: v.ID(), Until: Now.Add(time.Hour)}}}
	turn.Say = []store.Message{say(v, store.Reminder, "r2"), say(v, store.Broadcast, "b2"), say(v, store.Reply, "a2")}
	commit(t, db, turn)
	if got := drain(t, db, 9); len(got) != 1 || got[0].ID != "a2" {
		t.Fatalf("with silence: %v, want the reply only", got)
	}
	commit(t, db, store.Turn{Once: "3", Quiet: []store.Quiet{{Person: v.ID()}}, Say: []store.Message{say(v, store.Reminder, "r3")}})
	if got := drain(t, db, 9); len(got) != 1 {
		t.Fatalf("after the silence: %d messages, want 1", len(got))
	}
}

func withdraw(t *testing.T, db *rdb.DB) {
	v := view(t, db, Siti)
	turn := Register(v, "1")
	turn.Say = []store.Message{say(v, store.Reminder, "r1"), say(v, store.Reply, "a1")}
	commit(t, db, turn, store.Turn{Once: "2", Withdraw: []store.Withdraw{{Person: v.ID()}}})
	if got := drain(t, db, 9); len(got) != 1 || got[0].ID != "a1" {
		t.Fatalf("%v, want the reply only", got)
	}
}

func retry(t *testing.T, db *rdb.DB) {
	ctx := context.Background()
	v := view(t, db, Siti)
	turn := Register(v, "1")
	turn.Say = []store.Message{say(v, store.Reply, "a"), say(v, store.Reply, "b")}
	commit(t, db, turn)
	chats, err := db.Claim(ctx, store.WebPhone, store.Lanes(), 64, Now)
	if err != nil || len(chats) != 1 {
		t.Fatalf("claim: %v %v", chats, err)
	}
	if again, _ := db.Claim(ctx, store.WebPhone, store.Lanes(), 64, Now); len(again) != 0 {
		t.Fatal("a leased chat was claimed twice")
	}
	done := []store.Settled{{Person: v.ID(), Lane: store.Reply, ID: "a", Verdict: store.Again, Maybe: true}}
	if err := db.Settle(ctx, store.WebPhone, chats, done); err != nil {
		t.Fatal(err)
	}
	if err := db.Settle(ctx, store.WebPhone, chats, []store.Settled{{Person: v.ID(), Lane: store.Reply, ID: "a", Verdict: store.Done}}); err != nil {
		t.Fatal(err)
	}
	got := drain(t, db, 9)
	if len(got) != 2 || got[0].ID != "a" || got[0].Tries != 1 || !got[0].Maybe || got[1].Maybe {
		t.Fatalf("after a retry: %+v (a settlement without a lease must change nothing)", got)
	}
}
