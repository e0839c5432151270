package rdb_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// TestRolePassesOn: a role that was taken for an hour passes on when its owner gave no
// sign of life for as long as claims wait, and not before.
func TestRolePassesOn(t *testing.T) {
	server, ctx := storetest.RealServer(t), context.Background()
	open := opener(t, server)
	mine := func(db *rdb.DB) bool {
		ok, err := db.Hold(ctx, "night", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	first, second, client := open(), open(), dialServer(t, server)
	if !mine(first) || mine(second) {
		t.Fatal("the role is not the first one's alone")
	}
	first.Close()
	owner, _, _ := strings.Cut(client.HGet(ctx, "{36.74}:hold", "night").Val(), "|")
	sign := func(ago time.Duration) { // as a process that was killed left it
		now := client.Time(ctx).Val()
		client.ZAdd(ctx, "{36.74}:alive", redis.Z{Score: float64(now.Add(-ago).UnixMilli()), Member: owner})
	}
	if sign(4 * time.Second); mine(second) {
		t.Fatal("taken over after four seconds")
	}
	if sign(8 * time.Second); !mine(second) {
		t.Fatal("not taken over after eight seconds")
	}
}

// TestOthersAreAlive: a process that lives is seen beside us; one that was killed long ago is
// not, though whoever comes first renews its sign.
func TestOthersAreAlive(t *testing.T) {
	server, ctx := storetest.RealServer(t), context.Background()
	open := opener(t, server)
	client := dialServer(t, server)
	open().Close()
	now := client.Time(ctx).Val()
	client.ZAdd(ctx, "{36.74}:alive", redis.Z{Score: float64(now.Add(-time.Minute).UnixMilli()), Member: ".killed"})
	us := open()
	if at := client.ZScore(ctx, "{36.74}:alive", ".killed").Val(); at < float64(now.UnixMilli()) {
		t.Fatal("its sign was not renewed: nothing is shown")
	}
	if others, err := us.Others(ctx); err != nil || others {
		t.Fatalf("one that was killed: %v %v", others, err)
	}
	open()
	if others, err := us.Others(ctx); err != nil || !others {
		t.Fatalf("one that lives: %v %v", others, err)
	}
}
