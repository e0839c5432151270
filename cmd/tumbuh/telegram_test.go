package main

import (
	"fmt"
	"strings"
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
