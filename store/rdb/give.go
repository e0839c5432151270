package rdb

import (
	"context"
	"strconv"

	"tumbuh/store"
)

// offer is what a turn says to its person in one lane, to be claimed with the commit.
type offer struct {
	channel store.Channel
	chat    store.Claimed
	take    func(store.Claimed)
}

// CommitTo commits a turn. Where what it says to its person on the channel is all that
// waits for her there, and nobody holds the chat, the chat is claimed in the same step
// and given to take, as Claim would bring it: also when the caller has left meanwhile.
// It returns how many messages were given.
func (d *DB) CommitTo(ctx context.Context, ch store.Channel, t store.Turn, take func(store.Claimed)) (store.Result, int, error) {
	o := offered(ch, t, take)
	if o == nil || t.Tomb != nil { // what follows an erasure is in Commit alone
		r, err := d.Commit(ctx, t)
		return append(r, store.Stale)[0], 0, err
	}
	e, err := d.encodeTurn(t, o)
	if err != nil {
		return store.Stale, 0, err
	}
	a, err := d.commitAll(ctx, []encoded{e})
	if len(a.results) == 0 {
		return store.Stale, 0, err
	}
	if a.given[0] {
		return a.results[0], len(o.chat.Messages), err
	}
	return a.results[0], 0, err
}

// offered is the more urgent of the lanes in which the turn answers its person; nil:
// it does not. What silence may stop is never offered: a claim looks at silence.
func offered(ch store.Channel, t store.Turn, take func(store.Claimed)) *offer {
	o := &offer{ch, store.Claimed{Person: t.Person}, take}
	for _, lane := range []store.Lane{store.Urgent, store.Reply} {
		for _, m := range t.Say {
			if m.To == t.Person && m.Via.Channel == ch && m.Lane == lane && len(o.chat.Messages) < perChat(ch) {
				o.chat.Messages = append(o.chat.Messages, store.Queued{Message: m})
			}
		}
		if len(o.chat.Messages) > 0 {
			o.chat.Lane = lane
			return o
		}
	}
	return nil
}

// offer asks the commit to claim.
func (b *builder) offer(o *offer) {
	if o == nil || !b.section('g', 1) {
		return
	}
	k, c := b.d.keys, o.chat
	b.key(k.lease(o.channel))
	b.key(k.out(c.Lane, o.channel, c.Person))
	b.key(k.out(store.Urgent, o.channel, c.Person))
	b.arg(string(c.Person), string(c.Lane), len(c.Messages))
	b.e.offer = o
}

// claimNo is the number of a claim; 0: none is made.
type claimNo int64

func (n claimNo) String() string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(int64(n), 10)
}

// claimFor opens a claim for a page in which something is offered.
func (d *DB) claimFor(page []encoded) claimNo {
	for _, e := range page {
		if e.offer != nil {
			n, _ := d.claims.begin()
			return claimNo(n)
		}
	}
	return 0
}

// give gives away what a page claimed. Without an answer to all of it nothing is given:
// its claim is not open then, and the next one brings the chats.
func (d *DB) give(n claimNo, page []encoded, given []bool) {
	if n == 0 {
		return
	}
	var chats []chat
	for i, yes := range given {
		if o := page[i].offer; yes {
			chats = append(chats, chat{o.channel, o.chat.Lane, o.chat.Person})
		}
	}
	d.claims.brought(int64(n), chats)
	for i, yes := range given {
		if yes {
			page[i].offer.take(page[i].offer.chat)
		}
	}
}
