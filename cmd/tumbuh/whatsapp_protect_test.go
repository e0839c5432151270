package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tumbuh/bot/whatsapp/fakewa"
)

// TestWhatsAppNothingInTheClear: a mother registers over WhatsApp and erases her data. Her
// names, words and NIK are in no file in the clear, before and after: not in Redis's log, not
// in what the WhatsApp library keeps, not in our log or figures. Her number stands where
// the library needs it to reach her, the file of the linked number, and nowhere else.
func TestWhatsAppNothingInTheClear(t *testing.T) {
	srv := fakewa.Start(t, time.Now)
	figures := freeAddr(t)
	h := waHouse(t, srv, "TUMBUH_METRICS_ADDR="+figures, "TUMBUH_LOG=text,debug", "TUMBUH_CLOCK=2026-03-03T10:00:00+07:00")
	pairByCode(t, h, srv, "main", botNumber)
	p := h.start("serve")
	p.answers("/readyz", 200)
	say := func(text, wants string) {
		t.Helper()
		srv.DeliverText(sitiPhone, text)
		waSees(t, srv, sitiPhone, wants)
	}
	for _, step := range [][2]string{{"halo", "Tumbuh"}, {"daftar anak", "persetujuan"}, {"setuju", "nama"}, {"Kusumawardani Endah", "nama anaknya"}, {"Pradipta Bagaskara", "perempuan"},
		{"laki-laki", "lahir"}, {"17/8/2024", "erat"}, {"3,1 kg", "anjang"}, {"49 cm", "elurahan"}, {"rempoa", "osyandu"}, {"belum tahu", "baca ulang"}, {"ya", "terdaftar"}} {
		say(step[0], step[1])
	}
	srv.DeliverText(sitiPhone, "nik anak saya 3674051708240007") // written before it is idle again
	words := []string{"Kusumawardani", "Endah", "Pradipta", "Bagaskara", "81234567890", "3,1 kg", "Peer 628", "3674051708240007"}
	check := func(when string) {
		t.Helper()
		srv.WaitIdle(t)
		for _, found := range scan(t, h.dir, words) {
			if !strings.HasPrefix(found, "81234567890 in main.db") {
				t.Errorf("%s: in the clear: %s", when, found)
			}
		}
		r, err := http.Get("http://" + figures + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		page, err := io.ReadAll(r.Body)
		if err != nil || !strings.Contains(string(page), "tumbuh_people") {
			t.Fatalf("the figures: %v", err)
		}
		for _, w := range words {
			if strings.Contains(string(page), w) || strings.Contains(p.err.String(), w) {
				t.Errorf("%s: the log or the figures hold %q", when, w)
			}
		}
	}
	check("before the erasure")
	say("hapus data saya", "Yakin")
	say("ya", "dihapus")
	check("after the erasure")
	until(t, "her number leaves the file of the linked number", 90*time.Second, func() bool { return len(scan(t, h.dir, words)) == 0 })
	say("halo", "Tumbuh") // and she may begin anew
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
}
