package main

import (
	"strings"
	"testing"
	"time"

	"tumbuh/bot/telegram/telegramtest"
)

// TestServeBeforeAnyReview: in serve, with no text signed by anybody, a mother registers
// over Telegram, is asked for her tablet without advice, is answered "tercatat", and a
// danger sign is answered whole.
func TestServeBeforeAnyReview(t *testing.T) {
	shift := time.Date(2026, 3, 3, 18, 50, 0, 0, time.FixedZone("", 7*3600)).Sub(time.Now())
	s := telegramtest.Start(t, time.Now)
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_TELEGRAM_RATE=1000",
		"TUMBUH_CLOCK="+time.Now().Add(shift).Format(time.RFC3339))
	id := 0
	ask := func(text, want string) string {
		t.Helper()
		seen := len(s.Sent("77"))
		if text != "" {
			id++
			s.Text(77, id, text)
		}
		var got string
		until(t, "an answer to "+text+" with "+want, 40*time.Second, func() bool {
			for _, m := range s.Sent("77")[seen:] {
				if strings.Contains(m.Text, want) {
					got = m.Text
				}
			}
			return got != ""
		})
		return got
	}
	p := h.start("serve")
	for _, step := range [][2]string{{"daftar hamil", "persetujuan"}, {"setuju", "nama"}, {"Mawar Lestari", "umur"}, {"27 tahun", "haid terakhir"}, {"20 minggu", "kelurahan"},
		{"rempoa", "osyandu"}, {"belum tahu", "HP"}, {"lewati", "Jam berapa"}, {"19.00", "Sudah benar?"}, {"ya", "terdaftar"}} {
		ask(step[0], step[1])
	}
	if code := p.stop(); code != 0 {
		t.Fatalf("exit %d", code)
	}
	h.env[len(h.env)-1] = "TUMBUH_CLOCK=2026-03-03T18:59:58+07:00"
	p = h.start("serve")
	got := ask("", "Sudah diminum?")
	for _, advice := range []string{"air putih", "teh"} {
		if strings.Contains(got, advice) {
			t.Errorf("the reminder holds advice that nobody signed: %q", got)
		}
	}
	ask("sudah", "ercatat")
	if got := ask("saya kejang", "119"); !strings.Contains(got, "IGD") || !strings.Contains(got, "Pertolongan pertama") {
		t.Errorf("the danger message is not whole: %q", got)
	}
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
}
