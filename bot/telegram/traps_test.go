package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
	"tumbuh/bot/telegram/telegramtest"
	"tumbuh/store"
)

// seen collects what a door hands over.
type seen struct {
	mu   sync.Mutex
	list []store.Incoming
}

func (s *seen) take(_ context.Context, in store.Incoming) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, in)
	return nil
}

func (s *seen) all() []store.Incoming {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]store.Incoming(nil), s.list...)
}

// TestNumbersBeginAnew: after a week without updates Telegram numbers anew, lower.
func TestNumbersBeginAnew(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	var got seen
	run(t, d, got.take)
	s.Text(1, 1, "dulu")
	until(t, "confirmation", func() bool { return s.Waiting() == 0 })
	s.Renumber(5)
	s.Text(1, 2, "sekarang")
	s.Text(1, 3, "lagi")
	until(t, "the new numbers", func() bool { return len(got.all()) == 3 })
	until(t, "confirmation of the new numbers", func() bool { return s.Waiting() == 0 })
}

// TestFailingUpdateIsParked: an update that fails again and again while others are
// committed is given up after a bounded time; while nobody's is committed it is not.
func TestFailingUpdateIsParked(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, l := door(t, s.URL)
	var late atomic.Int64
	start := time.Now()
	d.cfg.Now = func() time.Time { return start.Add(time.Duration(late.Load())) }
	var down atomic.Bool
	down.Store(true)
	var tries, good atomic.Int32
	run(t, d, func(_ context.Context, in store.Incoming) error {
		if in.Text == "macet" {
			tries.Add(1)
			return errors.New("wrong type")
		}
		if down.Load() {
			return errors.New("store is down")
		}
		good.Add(1)
		return nil
	})
	bad := s.Text(1, 1, "macet")
	s.Text(2, 1, "baik")
	until(t, "a try", func() bool { return tries.Load() >= 1 })
	late.Store(int64(time.Hour))
	until(t, "four tries", func() bool { return tries.Load() >= 4 })
	if s.Confirmed() >= bad || strings.Contains(l.String(), "parked") {
		t.Fatal("parked while the store was down")
	}
	down.Store(false)
	next := 2
	until(t, "the parking", func() bool {
		s.Text(3, next, "baik")
		next++
		return strings.Contains(l.String(), "parked")
	})
	until(t, "confirmation past it", func() bool { return s.Confirmed() >= bad })
}

// TestConflicts: another program that polls, and a webhook somebody set, are said to
// the operator; the door opens again by itself.
func TestConflicts(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, l := door(t, s.URL)
	var got seen
	run(t, d, got.take)
	s.Text(1, 1, "a")
	until(t, "an open door", func() bool { return d.State() == Open })
	s.SetWebhook("https://other.example", "x")
	s.Text(1, 2, "b") // ends the poll
	until(t, "both", func() bool { return len(got.all()) == 2 })
	s.Text(1, 3, "c")
	until(t, "all three, the webhook taken away", func() bool { return len(got.all()) == 3 })
	if url, _ := s.Webhook(); url != "" {
		t.Error("the webhook is still set")
	}
	if !strings.Contains(l.String(), "state=webhook") {
		t.Errorf("the operator was not told:\n%s", l.String())
	}
	until(t, "confirmation", func() bool { return s.Waiting() == 0 })
	other, _ := door(t, s.URL)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() { _, _ = other.updates(ctx, 0) }()
	until(t, "a conflict", func() bool { return strings.Contains(l.String(), "state=conflict") })
	cancel()
	s.Text(1, 4, "d")
	until(t, "an open door again", func() bool { return d.State() == Open && len(got.all()) == 4 })
}

// TestTokenRevoked: a wrong token closes the door with a code; what is to be sent waits.
func TestTokenRevoked(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	var revoked atomic.Bool
	s.Fault(func(_, _ string, w http.ResponseWriter) bool {
		if revoked.Load() {
			telegramtest.Fail(w, 401, "Unauthorized", 0)
		}
		return revoked.Load()
	})
	d, l := door(t, s.URL)
	run(t, d, func(context.Context, store.Incoming) error { return nil })
	until(t, "an open door", func() bool { return d.State() == Open })
	revoked.Store(true)
	out := d.Send(context.Background(), bot.Outgoing{ID: "m", To: "1", Text: "x", Lane: store.Reply})
	if out.Fate != bot.Offline || d.State() != Unauthorized || !strings.Contains(l.String(), "state=unauthorized") {
		t.Errorf("%+v, state %s", out, d.State())
	}
	revoked.Store(false)
	s.Text(1, 1, "a") // ends the poll
	until(t, "an open door again", func() bool { return d.State() == Open })
}

// TestOneRoleTwoDoors: of two doors with one token one polls; when it dies without a
// word the other has the role within ten seconds, and nothing is lost.
func TestOneRoleTwoDoors(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	lease := &lease{now: time.Now}
	doors := [2]*Door{}
	var got [2]seen
	var stop [2]context.CancelFunc
	for i := range doors {
		doors[i], _ = door(t, s.URL)
		doors[i].cfg.Hold = lease.by(i)
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { defer close(done); _ = doors[i].Run(ctx, got[i].take) }()
		stop[i] = cancel
		t.Cleanup(func() { cancel(); <-done })
	}
	s.Text(1, 1, "satu")
	until(t, "one of them", func() bool { return len(got[0].all())+len(got[1].all()) == 1 })
	first := 0
	if len(got[1].all()) == 1 {
		first = 1
	}
	until(t, "the other on standby", func() bool { return doors[1-first].State() == Standby })
	lease.dead.Store(int32(first + 1)) // it says nothing any more, not even goodbye
	stop[first]()
	began := time.Now()
	s.Text(1, 2, "dua")
	until(t, "the other", func() bool {
		list := got[1-first].all() // perhaps with the first, which was not confirmed
		return len(list) > 0 && list[len(list)-1].Text == "dua"
	})
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("taken over after %s", took)
	}
}

// lease is a singleton role by time alone.
type lease struct {
	mu    sync.Mutex
	now   func() time.Time
	owner int
	until time.Time
	dead  atomic.Int32 // owner+1 whose words are not heard
}

func (l *lease) by(who int) func(context.Context, string, time.Duration) (bool, error) {
	return func(_ context.Context, _ string, ttl time.Duration) (bool, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if int(l.dead.Load()) == who+1 {
			return false, errors.New("dead")
		}
		if l.owner != who && l.now().Before(l.until) {
			return false, nil
		}
		l.owner, l.until = who, l.now().Add(ttl)
		return true, nil
	}
}

// TestPressShowsItsChoice: the message is edited after the commit: bold stays, the
// choice is shown, the buttons go; a text too long for that loses its buttons alone.
func TestPressShowsItsChoice(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	var committed atomic.Bool
	wait := make(chan struct{})
	run(t, d, func(ctx context.Context, in store.Incoming) error {
		if in.Choice == "lambat" {
			<-wait
		}
		committed.Store(true)
		return nil
	})
	send := func(text string, choice store.Choice) telegramtest.Sent {
		t.Helper()
		if out := d.Send(context.Background(), bot.Outgoing{ID: "m", To: "5", Lane: store.Reply, Text: text, Question: "q", Choices: []store.Choice{choice}}); out.Fate != bot.Sent {
			t.Fatalf("%+v", out)
		}
		list := s.Sent("5")
		return list[len(list)-1]
	}
	first := send("Halo <b> 😀 & *tebal*", store.Choice{ID: "lambat", Label: "Ya & tidak"})
	if _, err := s.Press(5, "p1", first, "Ya & tidak"); err != nil {
		t.Fatal(err)
	}
	until(t, "the answer to the press", func() bool { return s.Answered("p1") })
	if committed.Load() || s.Edited(first.ID) != "" {
		t.Error("the press was answered after the commit, or shown before it")
	}
	close(wait)
	until(t, "the choice", func() bool { return strings.HasSuffix(s.Edited(first.ID), "✓ <b>Ya &amp; tidak</b>") })
	long := send(strings.Repeat("a", 4096), store.Choice{ID: "ya", Label: "Ya"})
	if _, err := s.Press(5, "p2", long, "Ya"); err != nil {
		t.Fatal(err)
	}
	until(t, "the buttons to go", func() bool { return s.Edited(long.ID) == "(tanpa tombol)" })
	got := chosen("Halo 😀 tebal <", []tgbotapi.MessageEntity{{Type: "bold", Offset: 8, Length: 5}, {Type: "bold", Offset: 99, Length: 5}, {Type: "url", Offset: 0, Length: 4}}, "Ya")
	if got != "Halo 😀 <b>tebal</b> &lt;<b></b>\n\n✓ <b>Ya</b>" {
		t.Errorf("chosen = %q", got)
	}
}

// TestGroupIsToldSeldom: a group hears three times that this is no place, then once a
// minute; being added counts as a word. Nothing written there is handed on.
func TestGroupIsToldSeldom(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	var got seen
	run(t, d, got.take)
	s.Push(`{"my_chat_member":{"chat":{"id":-9,"type":"supergroup"},"from":{"id":5},"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}}`)
	for i := range 20 {
		s.Push(fmt.Sprintf(`{"message":{"message_id":%d,"date":1,"chat":{"id":-9,"type":"supergroup"},"from":{"id":5,"first_name":"Siti"},"text":"Siti hamil"}}`, i+1))
	}
	s.Push(`{"message":{"message_id":90,"date":1,"chat":{"id":-8,"type":"group"},"from":{"id":5},"new_chat_title":"Posyandu"}}`)
	s.Push(`{"channel_post":{"message_id":90,"date":1,"chat":{"id":-7,"type":"channel"},"text":"x"}}`)
	s.Push(`{"message_reaction":{"chat":{"id":5,"type":"private"}}}`)
	s.Text(5, 1, "pribadi")
	until(t, "the last", func() bool { return s.Waiting() == 0 })
	groups := 0
	for _, in := range got.all() {
		if in.Kind == store.InGroup {
			groups++
			if in.Text != "" || in.Name != "" {
				t.Errorf("of a group: %+v", in)
			}
		}
	}
	if groups != 3 || len(got.all()) != 4 {
		t.Errorf("%d of groups, %d in all", groups, len(got.all()))
	}
}

// TestBlocked: who blocks the bot is marked; while the store is down that is tried
// again, and not confirmed.
func TestBlocked(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	var tries atomic.Int32
	d.cfg.Gone = func(_ context.Context, a store.Address) error {
		if a.ID != "5" {
			t.Errorf("gone: %v", a)
		}
		if tries.Add(1) < 2 {
			return errors.New("store is down")
		}
		return nil
	}
	var got seen
	run(t, d, got.take)
	id := s.Push(`{"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5},"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}}`)
	s.Push(`{"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5},"date":2,"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}}}`)
	until(t, "the mark", func() bool { return tries.Load() == 2 })
	until(t, "confirmation", func() bool { return s.Confirmed() >= id || s.Waiting() == 0 })
	if len(got.all()) != 0 {
		t.Errorf("answered: %+v", got.all())
	}
}

// TestFile: what a person sent is fetched from BASE/file/bot<TOKEN>/PATH, bounded.
func TestFile(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	s.Put("foto", []byte("0123456789"))
	if b, err := d.File(context.Background(), "foto", 10); err != nil || string(b) != "0123456789" {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := d.File(context.Background(), "foto", 9); !errors.Is(err, bot.ErrTooBig) {
		t.Errorf("too big: %v", err)
	}
	if _, err := d.File(context.Background(), "tidak-ada", 9); err == nil || strings.Contains(err.Error(), "RAHASIA") {
		t.Errorf("unknown: %v", err)
	}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(`{"ok":true,"result":{"file_path":"../../etc"}}`))
	}))
	defer h.Close()
	bad, _ := door(t, h.URL)
	if _, err := bad.File(context.Background(), "x", 9); err == nil {
		t.Error("a path that climbs was followed")
	}
}
