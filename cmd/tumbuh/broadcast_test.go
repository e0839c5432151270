package main

import (
	"context"
	"flag"
	"fmt"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/reminders"
	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// heads is how many people the broadcast of the test goes to; 100000 is the whole city.
var heads = flag.Int("heads", 1200, "people of the killed broadcast")

// counting is a network that takes everything and remembers who was sent what how often.
type counting struct {
	*bottest.Fake
	kill *killer
	mu   sync.Mutex
	got  map[string]int
}

func (c *counting) Send(_ context.Context, m bot.Outgoing) bot.Outcome {
	if c.kill.hit("send before") != nil {
		return bot.Outcome{Fate: bot.Offline}
	}
	if fate := fateOf(m.To); fate != bot.Sent {
		return bot.Outcome{Fate: fate}
	}
	c.mu.Lock()
	c.got[m.To]++
	c.mu.Unlock()
	if c.kill.hit("send after") != nil {
		return bot.Outcome{Fate: bot.Offline}
	}
	return bot.Outcome{Fate: bot.Sent}
}

// crowd is a city of mothers and one broadcast to them.
type crowd struct {
	*world
	net *counting
	n   int
}

func newCrowd(t *testing.T, n int) *crowd {
	t.Helper()
	engine, texts, err := newEngine(true)
	if err != nil {
		t.Fatal(err)
	}
	fixed := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	w := &world{t: t, server: storetest.RealServer(t), kill: &killer{}, engine: engine, texts: texts}
	w.clock = newClock(func() time.Time { return fixed }, fixed)
	c := &crowd{world: w, n: n, net: &counting{Fake: bottest.NewFake(store.Telegram, false, true), kill: w.kill, got: map[string]int{}}}
	c.start()
	t.Cleanup(func() { _ = c.app.db.Close() })
	c.settleIn()
	return c
}

// start opens the store and the program over it, as after a kill.
func (c *crowd) start() {
	c.world.fake = c.net.Fake
	c.open()
	var err error
	if c.app, err = newApp(parts{db: c.app.db, clock: c.clock, log: quiet(), channels: []bot.Channel{c.net}, hold: time.Millisecond, engine: c.engine, texts: c.texts}); err != nil {
		c.t.Fatal(err)
	}
}

// why is the reason for which a mother gets nothing, and "" of most; the order is that of
// [store.Audience.Whom].
func why(i int) store.Why {
	switch {
	case i%10 == 3:
		return store.SaidStop
	case i%11 == 5:
		return store.Mourning
	case i%37 == 7:
		return store.NoConsent
	case i%41 == 3:
		return store.LivesNotHere
	case i%43 == 4:
		return store.NotSure
	case i%47 == 1:
		return store.Unreachable
	}
	return store.Reached
}

// fateOf is what the network says of her: a few have blocked the bot, of a few it does
// not take the message.
func fateOf(to string) bot.Fate {
	var i int
	_, _ = fmt.Sscanf(to, "ibu%d", &i)
	switch {
	case i%53 == 6:
		return bot.Gone
	case i%97 == 8:
		return bot.Invalid
	}
	return bot.Sent
}

// settleIn registers the mothers.
func (c *crowd) settleIn() {
	var turns []store.Turn
	for i := range c.n {
		id := fmt.Sprintf("ibu%013d", i)
		p := store.Person{V: 1, Name: "Ibu " + id, Family: id, Addresses: []store.Reach{{Address: store.Address{Channel: store.Telegram, ID: id}}},
			Consent: store.Consent{Data: true, Reminders: true}}
		f := store.Family{V: 1, Mother: store.PersonID(id), Pregnancies: []store.Pregnancy{{ID: "p1", HPHT: store.DateOf(c.clock.Now()).Add(-200)}}}
		switch why(i) {
		case store.SaidStop:
			p.Stopped = c.clock.Now()
		case store.Mourning:
			f.Pregnancies[0].End, f.Pregnancies[0].Ended = store.EndLoss, store.DateOf(c.clock.Now())
		case store.NoConsent:
			p.Consent.Reminders = false
		case store.LivesNotHere:
			f.Moved = store.DateOf(c.clock.Now())
		case store.NotSure:
			p.Unsure = true
		case store.Unreachable:
			p.Addresses[0].Gone = c.clock.Now()
		}
		turns = append(turns, store.Turn{Now: c.clock.Now(), Writes: []store.Write{{Ref: store.Ref{Kind: store.KindPerson, ID: id}, Value: p},
			{Ref: store.Ref{Kind: store.KindFamily, ID: id}, Value: f}}, Index: []store.IndexOp{{Index: store.IndexPeople(), Member: id}}})
		if len(turns) == 500 || i == c.n-1 {
			if _, err := c.app.db.Commit(context.Background(), turns...); err != nil {
				c.t.Fatal(err)
			}
			turns = turns[:0]
		}
	}
}

// meant is how many of them it is queued for, takes is how many the network takes it for.
func (c *crowd) meant() (n int) {
	for i := range c.n {
		if why(i) == store.Reached {
			n++
		}
	}
	return n
}

func (c *crowd) takes() (n int) {
	for i := range c.n {
		if why(i) == store.Reached && fateOf(fmt.Sprintf("ibu%013d", i)) == bot.Sent {
			n++
		}
	}
	return n
}

// account holds the counts of a broadcast against the people: everybody the expression
// means is counted once, as what became of her message or as why she got none.
func (c *crowd) account(id string) {
	c.t.Helper()
	b, tally := c.look(id)
	queued, meant := b.Queued()
	sum := reminders.Settled(tally)
	if sum != queued {
		c.t.Errorf("%d messages were queued, %d have an outcome: %v", queued, sum, tally)
	}
	if b.Stage == store.Finished && queued != meant {
		c.t.Errorf("finished with %d of %d queued", queued, meant)
	}
	sum += meant - queued
	left := map[string]int{}
	for i := range c.n {
		if w := why(i); w != store.Reached {
			left[string(w)]++
		}
	}
	for w, n := range b.Left {
		sum += n
		if left[w] != n {
			c.t.Errorf("left out as %q: %d, want %d", w, n, left[w])
		}
	}
	if sum != c.n {
		c.t.Errorf("%d people, %d accounted for: %v, left out %v, not queued %d", c.n, sum, tally, b.Left, meant-queued)
	}
	c.t.Logf("account of %d people: %v, left out %v, never queued %d", c.n, tally, b.Left, meant-queued)
}

func (c *crowd) announce(id string) {
	c.t.Helper()
	ref := store.Ref{Kind: store.KindBroadcast, ID: id}
	b := store.Announcement{V: 1, Audience: "semua", Text: "Halo {nama}", Made: c.clock.Now(), At: c.clock.Now(), Stage: store.Ready}
	if err := one(c.app.db.Commit(context.Background(), store.Turn{Now: c.clock.Now(), Writes: []store.Write{{Ref: ref, Value: b}},
		Index: []store.IndexOp{{Index: store.IndexBroadcasts(), Member: id}}})); err != nil {
		c.t.Fatal(err)
	}
}

func (c *crowd) look(id string) (store.Announcement, map[string]int) {
	c.t.Helper()
	d, err := rdb.Get[store.Announcement](context.Background(), c.app.db, store.Ref{Kind: store.KindBroadcast, ID: id})
	if err != nil {
		c.t.Fatal(err)
	}
	tally, err := c.app.db.Tally(context.Background(), id)
	if err != nil {
		c.t.Fatal(err)
	}
	return d.Value, tally
}

// A broadcast that is killed three times (while it begins, between slices, between
// sending and noting it) reaches everybody it is for once and nobody else, and the
// counts say so.
func TestBroadcastKilled(t *testing.T) {
	c := newCrowd(t, *heads)
	c.announce("kabar")
	ctx := context.Background()
	began := time.Now()
	calls := c.n / 100 // a kill in the beginning, then after a third and after two thirds of the sends
	for kill, at := range []int{5 + calls/20, 60 * calls, 60*calls + 7} {
		c.kill.mu.Lock()
		c.kill.count, c.kill.at = 0, at
		c.kill.mu.Unlock()
		err := c.app.settle(ctx)
		c.kill.mu.Lock()
		dead, where := c.kill.dead, c.kill.where
		c.kill.mu.Unlock()
		if !dead {
			t.Fatalf("kill %d at call %d did not happen (%v): the broadcast ended before", kill, at, err)
		}
		b, tally := c.look2("kabar")
		t.Logf("killed %q: stage %s, %v", where, b.Stage, tally)
		_ = c.app.db.Close()
		c.kill.mu.Lock()
		c.kill.dead, c.kill.at = false, 0
		c.kill.mu.Unlock()
		c.start()
	}
	if err := c.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	b, tally := c.look("kabar")
	want := c.meant()
	t.Logf("%d people in %s (machine shared): %v", c.n, time.Since(began).Round(time.Millisecond), tally)
	if queued, meant := b.Queued(); b.Stage != store.Finished || queued != want || meant != want {
		t.Fatalf("stage %s, %d queued of %d, want %d", b.Stage, queued, meant, want)
	}
	twice := 0
	for who, n := range c.net.got {
		if n > 1 {
			twice++
			t.Errorf("%s was sent it %d times", who, n)
		}
	}
	got := len(c.net.got)
	if got < tally["sent"] || got > c.takes() || tally["uncertain"] > 128 || tally["blocked"] == 0 || tally["dead"] == 0 {
		t.Fatalf("%d people got it, %d could, counted %v", got, c.takes(), tally)
	}
	c.account("kabar")
}

// look2 looks past a killed store.
func (c *crowd) look2(id string) (store.Announcement, map[string]int) {
	c.kill.mu.Lock()
	c.kill.dead = false
	c.kill.mu.Unlock()
	b, tally := c.look(id)
	c.kill.mu.Lock()
	c.kill.dead = true
	c.kill.mu.Unlock()
	return b, tally
}

// A stop takes effect within one slice: what is queued is taken back, and what was sent
// before is counted; everybody meant is in one of the counts.
func TestBroadcastStopped(t *testing.T) {
	c := newCrowd(t, 700)
	c.announce("kabar")
	ctx := context.Background()
	c.net.Offline(true)
	if _, err := c.app.feed.Run(ctx); err != nil { // begins
		t.Fatal(err)
	}
	if _, err := c.app.feed.Run(ctx); err != nil { // queues until the channel has no room
		t.Fatal(err)
	}
	b, _ := c.look("kabar")
	queued, meant := b.Queued()
	if queued < 50 || queued > 200 || meant != c.meant() {
		t.Fatalf("%d of %d queued before anything is sent, want about a page", queued, meant)
	}
	v, err := c.app.db.ViewOf(ctx, "operator", c.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	d, err := rdb.Get[store.Announcement](ctx, c.app.db, store.Ref{Kind: store.KindBroadcast, ID: "kabar"})
	if err != nil {
		t.Fatal(err)
	}
	turn, recall := stopTurn(d, v, "Maaf, pengumuman tadi keliru.")
	if err := one(c.app.db.Commit(ctx, turn)); err != nil {
		t.Fatal(err)
	}
	if err := c.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	b, tally := c.look("kabar")
	if now, _ := b.Queued(); b.Stage != store.Stopped || now != queued || tally["withdrawn"] != queued || len(c.net.got) != 0 {
		t.Fatalf("stage %s, queued %d then %d, %v, %d sent", b.Stage, queued, now, tally, len(c.net.got))
	}
	c.account("kabar")
	if r, tally := c.look(recall); r.Stage != store.Finished || tally["sent"] != 0 {
		t.Fatalf("a recall of what nobody got: %s, %v", r.Stage, tally)
	}
}

// A recall goes to those who got the broadcast, once, and to nobody else.
func TestBroadcastRecalled(t *testing.T) {
	c := newCrowd(t, 60)
	c.announce("kabar")
	ctx := context.Background()
	if err := c.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	d, err := rdb.Get[store.Announcement](ctx, c.app.db, store.Ref{Kind: store.KindBroadcast, ID: "kabar"})
	if err != nil {
		t.Fatal(err)
	}
	v, err := c.app.db.ViewOf(ctx, "operator", c.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	turn, recall := stopTurn(d, v, "Maaf, hari yang benar Kamis.")
	if err := one(c.app.db.Commit(ctx, turn)); err != nil {
		t.Fatal(err)
	}
	if err := c.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	if r, tally := c.look(recall); r.Stage != store.Finished || tally["sent"] != c.takes() || len(c.net.got) != c.takes() {
		t.Fatalf("%s, %v, want %d", r.Stage, tally, c.takes())
	}
	for who, n := range c.net.got {
		if n != 2 {
			t.Errorf("%s got %d messages, want the broadcast and its recall", who, n)
		}
	}
}
