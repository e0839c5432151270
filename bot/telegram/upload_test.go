package telegram

import (
	"context"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/telegram/telegramtest"
)

// What goes to many goes up once; when Telegram knows the handle no more it goes up
// again, and what is one person's own always goes up.
func TestUploadedOnce(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	d, _ := door(t, s.URL)
	send := func(to string, f bot.File) {
		t.Helper()
		if out := d.Send(context.Background(), bot.Outgoing{ID: "m" + to, To: to, Text: "Kabar", File: &f}); out.Fate != bot.Sent {
			t.Fatalf("to %s: %+v", to, out)
		}
	}
	poster := bot.File{Key: "siaran:a", Name: "a.png", Picture: true, Bytes: []byte("gambar")}
	for _, to := range []string{"1", "2", "3"} {
		send(to, poster)
	}
	if n := s.Uploads(); n != 1 {
		t.Fatalf("uploaded %d times for three people", n)
	}
	s.Forget()
	send("4", poster)
	send("5", poster)
	if n := s.Uploads(); n != 2 {
		t.Fatalf("uploaded %d times, want once more after the handle was forgotten", n)
	}
	send("6", bot.File{Name: "grafik.png", Picture: true, Bytes: []byte("grafik")})
	send("7", bot.File{Name: "grafik.png", Picture: true, Bytes: []byte("grafik")})
	if n := s.Uploads(); n != 4 {
		t.Fatalf("uploaded %d times, want each one's own", n)
	}
	for _, to := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		if got := s.Sent(to); len(got) != 1 || got[0].Text != "(berkas) Kabar" {
			t.Errorf("%s was sent %+v", to, got)
		}
	}
}
