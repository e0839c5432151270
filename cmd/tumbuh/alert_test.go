package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// ward is the wired program with the sample people, over a store with a hook at its
// boundaries.
func ward(t *testing.T, hook func(string) error) *stage {
	t.Helper()
	s := &stage{t: t, dir: t.TempDir(), last: map[string]bot.Outgoing{}, gone: map[string]bool{}}
	start := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	s.clock = newClock(func() time.Time { return start }, start)
	db, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: s.dir, InProc: true, Hook: hook})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s.fake = bottest.NewFake(store.WebPhone, true, true)
	s.fake.Fate = func(m bot.Outgoing) bot.Outcome {
		if s.gone[m.To] {
			return bot.Outcome{Fate: bot.Gone}
		}
		return bot.Outcome{Fate: bot.Sent}
	}
	m := sharedEngine(t, true)
	if s.app, err = newApp(parts{db: db, clock: s.clock, log: quiet(), channels: []bot.Channel{s.fake}, unreviewed: true, hold: 10 * time.Second, engine: m.engine, texts: m.texts}); err != nil {
		t.Fatal(err)
	}
	s.seed()
	s.fake.Take()
	return s
}

// to counts the messages a person saw that hold the words.
func to(seen []bot.Outgoing, who, words string) (n int) {
	for _, m := range seen {
		if m.To == who && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// Of two who press "Saya tangani" in the same moment one has the case; the mother
// hears of one, and the number goes to one.
func TestTwoTakeAnAlertAtOnce(t *testing.T) {
	s := ward(t, nil)
	s.say("siti", "ketuban saya pecah")
	for _, m := range s.fake.Take() {
		s.last[m.To] = m
	}
	var wg sync.WaitGroup
	for _, who := range []string{"ratna", "yuni"} {
		q, ch := s.button(who, "Saya tangani")
		in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: who}, ID: "take", At: s.clock.Now(), Kind: store.InButton, Question: q, Choice: ch}
		wg.Go(func() {
			if err := s.app.gateway.Handle(context.Background(), in); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := s.app.settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	seen := s.fake.Take()
	if n := to(seen, "siti", "Kami sudah mengabari"); n != 1 {
		t.Errorf("she was told %d times", n)
	}
	if n := to(seen, "ratna", "HP:") + to(seen, "yuni", "HP:"); n != 1 {
		t.Errorf("%d people were shown the number", n)
	}
}

// Where the note that a contact is gone cannot be written, the quarter of an hour
// brings the next in line all the same; nobody is asked twice.
func TestGoneContactWhileStoreFails(t *testing.T) {
	fail := false
	s := ward(t, func(point string) error {
		if fail && strings.HasPrefix(point, "view") {
			return errors.New("down")
		}
		return nil
	})
	s.gone["ratna"], s.gone["yuni"] = true, true
	in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: "siti"}, ID: "x", At: s.clock.Now(), Kind: store.InText, Text: "ketuban saya pecah"}
	if err := s.app.gateway.Handle(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	fail = true // what the sender finds out cannot be noted
	for _, o := range s.app.out {
		if err := o.Drain(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	fail = false
	if n := to(s.fake.Take(), "dewi", "🚨"); n != 0 {
		t.Fatalf("the next was asked %d times before anybody knew", n)
	}
	if err := s.app.Walk(context.Background(), s.clock.Now().Add(16*time.Minute), nil); err != nil {
		t.Fatal(err)
	}
	if n := to(s.fake.Take(), "dewi", "🚨"); n != 1 {
		t.Errorf("the next in line was asked %d times", n)
	}
}

// The ladder loses nothing at any commit that fails: each rung is asked once, and its
// end comes.
func TestLadderWhileStoreFails(t *testing.T) {
	calls := 0
	var mu sync.Mutex
	on := false
	s := ward(t, func(point string) error {
		mu.Lock()
		defer mu.Unlock()
		if !on || point != "commit before" && point != "commit after" {
			return nil
		}
		if calls++; (calls*calls/3)%3 == 0 { // no rhythm that would always meet the same write
			return fmt.Errorf("down at %s", point)
		}
		return nil
	})
	s.say("siti", "ketuban saya pecah")
	s.fake.Take()
	on = true
	var seen []bot.Outgoing
	for range 60 {
		s.clock.MoveTo(s.clock.Now().Add(time.Minute))
		_ = s.app.settle(context.Background()) // the next minute goes on
		seen = append(seen, s.fake.Take()...)
	}
	for who, words := range map[string]string{"dewi": "Air ketuban keluar\n", "ratna": "Air ketuban keluar\n", "yuni": "Air ketuban keluar\n"} {
		want := 0
		if who == "dewi" {
			want = 1 // the others were asked before
		}
		if n := to(seen, who, words); n != want {
			t.Errorf("%s was asked %d times, want %d", who, n, want)
		}
	}
	if n := to(seen, "dewi", "belum ada yang menangani"); n != 1 {
		t.Errorf("the end was told %d times", n)
	}
}

// What is kept of a stranger's alert goes with her when she is forgotten.
func TestStrangersAlertIsForgotten(t *testing.T) {
	s := ward(t, nil)
	s.say("melati", "bayi saya kejang")
	ctx := context.Background()
	v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: "melati"}, s.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	if v, err = s.app.db.Fetch(ctx, v, store.Need{Kind: store.NeedAbout, Person: v.ID()}); err != nil || len(v.Have.AboutAlerts) != 1 {
		t.Fatalf("alerts about her: %v %v", v.Have.AboutAlerts, err)
	}
	ref := v.Have.AboutAlerts[0].Ref
	if err := s.app.Walk(ctx, s.clock.Now().AddDate(0, 0, 31), nil); err != nil {
		t.Fatal(err)
	}
	if d, err := rdb.Get[store.Alert](ctx, s.app.db, ref); err != nil || d.Version != 0 {
		t.Errorf("the alert is still there: %v %v", d.Value.Words, err)
	}
}

// A question, its words and her number are for those who watch over her posyandu: a
// button that comes to somebody else's hands opens nothing.
func TestQuestionOfAnotherPosyandu(t *testing.T) {
	s := ward(t, nil)
	s.code = s.invite("kader", "Posyandu Rempoa")
	s.say("sri", "/start KODE")
	s.say("sri", "Sri")
	s.say("siti", "apakah boleh naik roket?")
	s.say("siti", "tanya bidan")
	s.say("siti", "saya kejang")
	var pressed []bot.Outgoing
	for _, m := range s.fake.Take() {
		if m.To == "yuni" {
			pressed = append(pressed, m)
		}
	}
	if len(pressed) != 2 {
		t.Fatalf("the bidan got %d messages", len(pressed))
	}
	for _, m := range pressed {
		for _, ch := range m.Choices {
			s.say("sri", "tekan "+m.Question+" "+ch.ID)
		}
	}
	s.say("sri", "pertanyaan")
	s.say("sri", "alarm")
	for _, m := range s.fake.Take() {
		if m.To != "sri" || strings.Contains(m.Text, "Siti") || strings.Contains(m.Text, "roket") {
			t.Errorf("%s reads %q", m.To, m.Text)
		}
	}
}

// A wake index made anew from the records asks the next in line of an alert nobody took.
func TestRebuildWakesAlerts(t *testing.T) {
	s := ward(t, nil)
	s.say("siti", "ketuban saya pecah")
	s.fake.Take()
	ctx := context.Background()
	open, err := rdb.List[store.Alert](ctx, s.app.db, store.KindAlert, store.IndexAlerts())
	if err != nil || len(open) != 1 {
		t.Fatalf("open alerts: %v %v", open, err)
	}
	if _, err := s.app.db.Commit(ctx, store.Turn{Wake: []store.Wake{{Ref: open[0].Ref}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.app.Walk(ctx, s.clock.Now().Add(time.Hour), nil); err != nil {
		t.Fatal(err)
	}
	if n := to(s.fake.Take(), "dewi", "ketuban"); n != 0 {
		t.Fatalf("asked %d times without a wake time", n)
	}
	if _, err := rebuild(ctx, s.app.db, s.clock.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	if n := to(s.fake.Take(), "dewi", "ketuban"); n != 1 {
		t.Errorf("asked %d times after the index was made anew", n)
	}
}
