package main

import (
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
)

// TestTelegramKilledAndResumed registers a mother over Telegram while serve is killed
// with kill -9 after every second answer and started again: each question is answered
// by the next, no reply is lost, and none comes more than twice.
func TestTelegramKilledAndResumed(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=1000")
	p := h.start("serve")
	const chat = "77"
	seen := 0
	for i, step := range []struct{ say, wants string }{{"/start", "Tumbuh"}, {"daftar hamil", "persetujuan"}, {"setuju", "nama"}, {"Mawar Lestari", "umur"},
		{"27 tahun", "haid terakhir"}, {"20 minggu", "kelurahan"}, {"rempoa", "osyandu"}, {"belum tahu", "HP"}, {"lewati", "Jam berapa"}, {"19.00", "Sudah benar?"}, {"ya", "terdaftar"}} {
		s.Text(77, i+1, step.say)
		if i%2 == 1 {
			p.kill()
			p = h.start("serve")
		}
		until(t, fmt.Sprintf("an answer to %q with %q", step.say, step.wants), 40*time.Second, func() bool {
			got := s.Sent(chat)
			for _, m := range got[min(seen, len(got)):] {
				if strings.Contains(m.Text, step.wants) {
					return true
				}
			}
			return false
		})
		seen = len(s.Sent(chat))
	}
	until(t, "confirmation of everything", 20*time.Second, func() bool { return s.Waiting() == 0 })
	count := map[string]int{}
	for _, m := range s.Sent(chat) {
		if count[m.Text]++; count[m.Text] > 2 {
			t.Errorf("shown %d times: %q", count[m.Text], m.Text)
		}
	}
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
	if strings.Contains(p.err.String(), "RAHASIA") {
		t.Error("the token stands in the log")
	}
}

// TestInviteNamesTheBot: the deep link of an invitation carries the bot's real name.
func TestInviteNamesTheBot(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL)
	code, out, errs := h.run("invite", "--role", "admin")
	if code != 0 || !strings.Contains(out, "t.me/tumbuh_uji_bot?start=") {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
}

// TestTwoPollersOneToken: two whole processes share a token: one polls. Killed, or
// hung so that it says nothing, the other takes over within ten seconds, and what came
// meanwhile is answered once.
func TestTwoPollersOneToken(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=1000")
	first := h.start("serve")
	first.answers("/readyz", 200)
	s.Text(1, 1, "/start")
	if _, err := s.Wait("1", 1, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	h.addr = freeAddr(t)
	second := h.start("serve")
	until(t, "the second on standby", 20*time.Second, func() bool { _, body := second.get("/readyz"); return strings.Contains(body, "telegram standby") })
	for i, end := range []func(){first.kill, func() { _ = second.cmd.Process.Signal(syscall.SIGSTOP) }} {
		end()
		began := time.Now()
		s.Text(1, i+2, "menu")
		if _, err := s.Wait("1", i+2, 20*time.Second); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("taken over after %s", took)
		}
		if i == 0 {
			h.addr = freeAddr(t)
			third := h.start("serve")
			until(t, "the third on standby", 20*time.Second, func() bool { _, body := third.get("/readyz"); return strings.Contains(body, "telegram standby") })
		}
	}
	until(t, "confirmation", 20*time.Second, func() bool { return s.Waiting() == 0 })
	if n := len(s.Sent("1")); n != 3 {
		t.Errorf("%d answers, want 3", n)
	}
}

// TestPartsStandAlone: the part that speaks Telegram is killed while core goes on, and
// the other way round; what waits is sent when the part is back.
func TestPartsStandAlone(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL)
	core := h.start("serve", "--only", "core")
	core.answers("/readyz", 200)
	door := h.start("serve", "--only", "telegram")
	s.Text(1, 1, "/start")
	if _, err := s.Wait("1", 1, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	door.kill()
	core.answers("/readyz", 200)
	s.Text(1, 2, "menu")
	door = h.start("serve", "--only", "telegram")
	if _, err := s.Wait("1", 2, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	core.kill()
	s.Text(1, 3, "bantuan")
	if _, err := s.Wait("1", 3, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	core = h.start("serve", "--only", "core")
	core.answers("/readyz", 200)
	if code := door.stop(); code != 0 {
		t.Errorf("the door: exit %d\n%s", code, door.err.String())
	}
	core.answers("/readyz", 200)
}

// TestWebhookServe: with a webhook nothing is polled; what is posted with the secret
// is answered once, however often it is posted, also by a door in a process of its own.
func TestWebhookServe(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_WEBHOOK=https://bot.example.id/pintu/telegram")
	p := h.start("serve", "--only", "telegram")
	p.answers("/readyz", 200)
	until(t, "setWebhook", 20*time.Second, func() bool { url, _ := s.Webhook(); return url != "" })
	_, secret := s.Webhook()
	post := func(secret string) int {
		r, err := http.NewRequest(http.MethodPost, "http://"+p.addr+"/pintu/telegram",
			strings.NewReader(`{"update_id":7,"message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"first_name":"Uji"},"text":"/start"}}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			return 0
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if code := post(secret + "x"); code != http.StatusForbidden {
		t.Errorf("a wrong secret: %d", code)
	}
	for range 3 {
		if code := post(secret); code != http.StatusOK {
			t.Errorf("posted: %d", code)
		}
	}
	if got, err := s.Wait("5", 1, 20*time.Second); err != nil || len(got) != 1 {
		t.Fatalf("%d answers to one message: %v", len(got), err)
	}
	p.kill() // perhaps between send and settle
	p = h.start("serve", "--only", "telegram")
	until(t, "the same again after a kill", 20*time.Second, func() bool { return post(secret) == http.StatusOK })
	s.Text(6, 1, "nobody polls")
	if n := len(s.Sent("5")); n > 2 || s.Waiting() != 1 {
		t.Errorf("%d answers to one message, %d updates waiting", n, s.Waiting())
	}
}
