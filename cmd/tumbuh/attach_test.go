package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
)

// TestBroadcastPictureOverTelegram: an admin sends a picture in the chat; it is fetched
// from Telegram, and goes up once for everybody it is for.
func TestBroadcastPictureOverTelegram(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	s.Put("poster", []byte("\x89PNG\r\n\x1a\n poster"))
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=1000", "TUMBUH_CLOCK=2026-03-03T10:00:00+07:00")
	p := h.start("serve")
	p.answers("/readyz", 200)
	const admins = 4
	heard := map[string]int{}
	say := func(chat int64, text, wants string) {
		t.Helper()
		id := fmt.Sprint(chat)
		heard[id]++
		s.Text(chat, heard[id], text)
		until(t, fmt.Sprintf("%q is answered with %q", text, wants), 30*time.Second, func() bool {
			got := s.Sent(id)
			return len(got) > 0 && strings.Contains(got[len(got)-1].Text, wants)
		})
	}
	for i := range int64(admins) {
		code, out, errs := h.run("invite", "--role", "admin")
		if code != 0 {
			t.Fatalf("invite: %d %s", code, errs)
		}
		say(50+i, "/start "+strings.Fields(out)[0], "Siapa nama")
		say(50+i, "Dewi Lestari", "bergabung")
	}
	say(50, "siaran", "untuk siapa")
	say(50, "peran=admin", "Tulis isi")
	s.Push(fmt.Sprintf(`{"message":{"message_id":90,"date":%d,"chat":{"id":50,"type":"private"},"from":{"id":50,"first_name":"Uji"},
		"photo":[{"file_id":"kecil","width":9,"height":9},{"file_id":"poster","width":90,"height":90}],"caption":"Kabar dari dinas"}}`, time.Now().Unix()))
	until(t, "the picture is taken", 30*time.Second, func() bool {
		got := s.Sent("50")
		return strings.Contains(got[len(got)-1].Text, "Kapan dikirim")
	})
	heard["50"] = 100
	say(50, "sekarang", "Lampiran: 1 gambar")
	s.Text(50, 200, "kirim")
	for i := range admins {
		id := fmt.Sprint(50 + i)
		until(t, "the broadcast reaches "+id, 60*time.Second, func() bool {
			got := s.Sent(id)
			return got[len(got)-1].Text == "(berkas) Kabar dari dinas"
		})
	}
	if n := s.Uploads(); n != 1 {
		t.Errorf("the picture went up %d times for %d people", n, admins)
	}
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d\n%s", code, p.err.String())
	}
}
