package rdb

import (
	"slices"
	"testing"

	"tumbuh/store"
)

// TestClaimBeforeAnswer: a chat is settled and claimed anew before the answer to the
// settlement is heard. That ends the first claim, not the second, or what the second brought
// would be taken for never brought, claimed once more and sent twice.
func TestClaimBeforeAnswer(t *testing.T) {
	c := newClaims()
	k := chat{store.WhatsApp, store.Reply, "mawar"}
	first, _ := c.begin()
	c.brought(first, []chat{k})
	done := []leased{{k, c.number(k)}}
	second, _ := c.begin()
	c.brought(second, []chat{k})
	c.settled(done)
	_, open := c.begin()
	if !slices.Contains(open, any("2")) || slices.Contains(open, any("1")) || second != 2 {
		t.Fatalf("open are %v, want the second and not the first", open)
	}
	if n := c.number(k); n != second {
		t.Fatalf("the chat is under claim %d, want %d", n, second)
	}
	c.settled([]leased{{k, c.number(k)}})
	if _, open := c.begin(); slices.Contains(open, any("2")) {
		t.Fatalf("the second is still open: %v", open)
	}
}

// TestNothingToEnd: a settlement of a chat that no claim holds ends nothing and leaves nothing.
func TestNothingToEnd(t *testing.T) {
	c := newClaims()
	c.settled([]leased{{chat{store.Telegram, store.Reply, "melati"}, 0}})
	if len(c.open) != 0 || len(c.of) != 0 {
		t.Fatalf("left behind: %v %v", c.open, c.of)
	}
}
