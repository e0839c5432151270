package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
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

// logs collects what is logged, to hold that no secret is in it.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *logs) String() string { l.mu.Lock(); defer l.mu.Unlock(); return l.buf.String() }

func door(t *testing.T, url string) (*Door, *logs) {
	t.Helper()
	l := &logs{}
	d, err := New(Config{Token: telegramtest.Token, API: url, Rate: 1000, Log: slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Now: time.Now, Shift: func(t time.Time) time.Time { return t }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if strings.Contains(l.String(), "RAHASIA") {
			t.Errorf("the token was logged:\n%s", l.String())
		}
	})
	return d, l
}

// run runs the door until the test ends.
func run(t *testing.T, d *Door, h bot.Handle) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = d.Run(ctx, h) }()
	t.Cleanup(func() { cancel(); <-done })
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	stop, tick := time.After(15*time.Second), time.NewTicker(5*time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-stop:
			t.Fatalf("%s did not happen", what)
		}
	}
}

func TestConfirmedOnlyAfterCommit(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	var open atomic.Bool
	var tries atomic.Int32
	run(t, d, func(context.Context, store.Incoming) error {
		tries.Add(1)
		if !open.Load() {
			return errors.New("store is down")
		}
		return nil
	})
	id := s.Text(7, 1, "halo")
	other := s.Text(8, 1, "halo")
	until(t, "a second try", func() bool { return tries.Load() >= 3 })
	if s.Confirmed() >= id {
		t.Fatal("an update was confirmed before its commit")
	}
	open.Store(true)
	s.Text(9, 1, "lagi")
	until(t, "confirmation", func() bool { return s.Confirmed() >= other })
}

func TestOrderWithinAChat(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	var mu sync.Mutex
	got := map[string][]string{}
	run(t, d, func(_ context.Context, in store.Incoming) error {
		mu.Lock()
		defer mu.Unlock()
		got[in.From.ID] = append(got[in.From.ID], in.Text)
		return nil
	})
	for i := range 50 {
		for chat := range 10 {
			s.Text(int64(chat+1), i+1, fmt.Sprint(i))
		}
	}
	until(t, "500 updates", func() bool {
		mu.Lock()
		defer mu.Unlock()
		n := 0
		for _, l := range got {
			n += len(l)
		}
		return n == 500
	})
	for chat, list := range got {
		for i, text := range list {
			if text != fmt.Sprint(i) {
				t.Fatalf("chat %s: %v", chat, list)
			}
		}
	}
}

func TestPoisonedUpdates(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, l := door(t, s.URL)
	var good atomic.Int32
	run(t, d, func(_ context.Context, in store.Incoming) error {
		if in.Text == "racun" {
			panic("words of a person")
		}
		good.Add(1)
		return nil
	})
	s.Push(`{"message":{"message_id":"not a number"}}`)
	s.Text(1, 1, "racun")
	s.Push(`{"something_new":{}}`)
	last := s.Text(2, 1, "baik")
	until(t, "the good update", func() bool { return good.Load() == 1 })
	s.Text(3, 1, "baik")
	until(t, "confirmation past the poisoned", func() bool { return s.Confirmed() >= last })
	if strings.Contains(l.String(), "words of a person") {
		t.Error("a panic's words were logged")
	}
}

func TestPressIsAnsweredAndFresh(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	in := make(chan store.Incoming, 1)
	run(t, d, func(_ context.Context, i store.Incoming) error { in <- i; return nil })
	out := d.Send(context.Background(), bot.Outgoing{ID: "m", To: "5", Text: "Sudah *benar*? <b> & 'x'", Question: "hamil.ringkasan",
		Choices: []store.Choice{{ID: "ya", Label: "Ya, simpan"}, {ID: "ubah", Label: "Ubah"}}})
	if out.Fate != bot.Sent {
		t.Fatalf("send: %+v", out)
	}
	sent := s.Sent("5")[0]
	if sent.Text != "Sudah benar? <b> & 'x'" {
		t.Errorf("text = %q", sent.Text)
	}
	if _, err := s.Press(5, "77", sent, "Ya, simpan"); err != nil {
		t.Fatal(err)
	}
	got := <-in
	if got.Kind != store.InButton || got.Question != "hamil.ringkasan" || got.Choice != "ya" || got.From.ID != "5" {
		t.Errorf("press = %+v", got)
	}
	until(t, "the answer to the press", func() bool { return s.Answered("77") })
}

func TestOutcomes(t *testing.T) {
	tests := []struct {
		code, after int
		text        string
		want        bot.Fate
		maybe       bool
	}{
		{429, 7, "Too Many Requests: retry after 7", bot.Retry, false}, {403, 0, "Forbidden: bot was blocked by the user", bot.Gone, false},
		{400, 0, "Bad Request: chat not found", bot.Gone, false}, {400, 0, "Bad Request: message is too long", bot.Invalid, false},
		{401, 0, "Unauthorized", bot.Offline, false}, {500, 0, "Internal Server Error", bot.Retry, false}, {502, 0, "Bad Gateway", bot.Retry, false},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			s := telegramtest.Start(t, time.Now)
			d, _ := door(t, s.URL)
			s.Fault(func(_, _ string, w http.ResponseWriter) bool {
				telegramtest.Fail(w, tt.code, tt.text, tt.after)
				return true
			})
			out := d.Send(context.Background(), bot.Outgoing{ID: "m", To: "1", Text: "x"})
			if out.Fate != tt.want || out.MaybeSent != tt.maybe || out.After < time.Duration(tt.after)*time.Second {
				t.Errorf("outcome = %+v", out)
			}
			file := d.Send(context.Background(), bot.Outgoing{ID: "f", To: "1", Text: "x", File: &bot.File{Name: "a.png", Bytes: []byte("x"), Picture: true}})
			if file.Fate != tt.want {
				t.Errorf("outcome of a file = %+v", file)
			}
		})
	}
	t.Run("a proxy's HTML", func(t *testing.T) {
		h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>502</html>")) }))
		defer h.Close()
		d, _ := door(t, h.URL)
		if out := d.Send(context.Background(), bot.Outgoing{ID: "m", To: "1", Text: "x"}); out.Fate != bot.Retry || !out.MaybeSent {
			t.Errorf("outcome = %+v", out)
		}
	})
	t.Run("nobody there", func(t *testing.T) {
		h := httptest.NewServer(nil)
		h.Close()
		d, _ := door(t, h.URL)
		if out := d.Send(context.Background(), bot.Outgoing{ID: "m", To: "1", Text: "x"}); out.Fate != bot.Offline || out.MaybeSent {
			t.Errorf("outcome = %+v", out)
		}
		if _, err := d.Username(context.Background()); err == nil || strings.Contains(err.Error(), "RAHASIA") {
			t.Errorf("error = %v", err)
		}
	})
}

func TestConvert(t *testing.T) {
	now := time.Unix(1772500000, 0)
	tests := []struct{ name, body, want string }{
		{"own contact", `{"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"contact":{"phone_number":"+62 812-345","user_id":5}}}`, "contact 62812345"},
		{"a friend's contact", `{"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"contact":{"phone_number":"+62812","user_id":6}}}`, "contact "},
		{"group", `{"message":{"message_id":3,"date":1,"chat":{"id":-5,"type":"group"},"from":{"id":5},"text":"Siti hamil"}}`, "group "},
		{"sticker", `{"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"sticker":{"file_id":"x"}}}`, "sticker "},
		{"voice", `{"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"voice":{"file_id":"x"}}}`, "voice "},
		{"caption", `{"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"caption":"kejang","photo":[{"file_id":"x"}]}}`, "photo "},
		{"edited", `{"edited_message":{"message_id":3,"date":1,"edit_date":9,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"halo"}}`, "text "},
		{"press without message", `{"callback_query":{"id":"1","from":{"id":5},"data":"1|ttd/p1|sudah"}}`, "button "},
		{"press of data of another make", `{"callback_query":{"id":"1","from":{"id":5},"data":"xyz"}}`, "button "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var u tgbotapi.Update
			if err := json.Unmarshal([]byte(tt.body), &u); err != nil {
				t.Fatal(err)
			}
			in, ok := incoming(json.RawMessage(tt.body), u, now)
			got := ""
			if ok {
				got = string(in.Kind) + " " + in.Phone
			}
			if got != tt.want {
				t.Errorf("= %q, want %q", got, tt.want)
			}
			if in.Kind == store.InGroup && in.Text != "" {
				t.Error("words of a group were kept")
			}
		})
	}
	fwd := json.RawMessage(`{"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"sebarkan","forward_origin":{"type":"hidden_user"}}}`)
	var u tgbotapi.Update
	_ = json.Unmarshal(fwd, &u)
	if in, _ := incoming(fwd, u, now); !in.Forwarded {
		t.Error("a forwarded message looks original")
	}
	if data, ok := buttonData(strings.Repeat("panjang", 10), "ya"); !ok || len(data) > 64 {
		t.Errorf("long question: %q %v", data, ok)
	}
}

func FuzzIncoming(f *testing.F) {
	f.Add([]byte(`{"callback_query":{"id":"1","data":"1|a|b","message":{}}}`))
	f.Add([]byte(`{"message":{"chat":{"type":"private"},"photo":[]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var u tgbotapi.Update
		if json.Unmarshal(b, &u) == nil {
			incoming(b, u, time.Unix(1772500000, 0))
		}
	})
}

func TestWebhook(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, l := door(t, s.URL)
	d.cfg.Hook = &Hook{URL: "https://contoh.id/telegram", Secret: "rahasia"}
	var n atomic.Int32
	fail := errors.New("store is down")
	var down atomic.Bool
	run(t, d, func(_ context.Context, in store.Incoming) error {
		switch {
		case in.Text == "racun":
			panic("words of a person")
		case down.Load():
			return fail
		}
		n.Add(1)
		return nil
	})
	post := func(secret, body string) int {
		r := httptest.NewRequest(http.MethodPost, "/telegram", strings.NewReader(body))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		w := httptest.NewRecorder()
		d.cfg.Hook.ServeHTTP(w, r)
		return w.Code
	}
	body := `{"update_id":1,"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"halo"}}`
	until(t, "the webhook", func() bool { return post("rahasia", body) == 200 })
	if post("salah", body) != 403 || post("", body) != 403 {
		t.Error("a wrong secret was let in")
	}
	down.Store(true)
	if post("rahasia", body) == 200 {
		t.Error("told received while nothing was kept")
	}
	if post("rahasia", "{") != 200 {
		t.Error("what can never be read must not come for ever")
	}
	poison := strings.Replace(body, "halo", "racun", 1)
	for i := range maxPoison {
		if code := post("rahasia", poison); (code == 200) != (i == maxPoison-1) {
			t.Errorf("try %d at a poisoned update: %d", i+1, code)
		}
	}
	if !strings.Contains(l.String(), "parked") || strings.Contains(l.String(), "words of a person") {
		t.Errorf("of the poisoned update the log says:\n%s", l.String())
	}
	if post("rahasia", strings.Repeat("x", maxUpdate+10)) == 200 {
		t.Error("a body without bound was read")
	}
}
