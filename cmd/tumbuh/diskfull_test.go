package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tumbuh/bot/telegram/telegramtest"
)

// smallDisk mounts a disk of a few megabytes over the folder. Who may not mount sees the
// same states with faults of Redis's own in TestReadyIsRedWhileWritesFail.
func smallDisk(t *testing.T, dir string) {
	t.Helper()
	err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=6m,mode=700")
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) {
		t.Skip("mounting is not permitted here")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
}

// fill writes until the disk is full, and returns what gives the space back.
func fill(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(page)
	}
	if !errors.Is(err, unix.ENOSPC) {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDiskFull: the disk under the data folder is really full. Redis, told to keep every
// word, would end rather than say it kept one; nothing is given to it. Meanwhile
// /readyz is red, Telegram is told of no message that it was received and the web phone
// neither; when there is space again, all is green without a hand, what was said before
// is there, and what waited is answered once.
func TestDiskFull(t *testing.T) {
	s := telegramtest.Start(t, time.Now)
	h := newHouse(t, "TUMBUH_TELEGRAM_TOKEN="+telegramtest.Token, "TUMBUH_TELEGRAM_API="+s.URL, "TUMBUH_WEBPHONE=on", "TUMBUH_METRICS_ADDR="+freeAddr(t))
	smallDisk(t, h.dir)
	p := h.start("serve")
	p.answers("/readyz", 200)
	p.say("before", "daftar hamil")
	p.say("consent", "setuju")
	s.Text(7, 1, "/start")
	if _, err := s.Wait("7", 1, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	until(t, "confirmation", 20*time.Second, func() bool { return s.Waiting() == 0 })
	free := fill(t, h.dir)
	told := make(chan int, 1)
	go func() {
		told <- p.post("/pesan", map[string]string{"phone": "mawar", "id": "full", "text": "Mawar Lestari"})
	}()
	s.Text(7, 2, "menu")
	began := time.Now()
	p.answers("/readyz", 503)
	red := time.Since(began)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for range 30 { // it stays red, whatever small writes still find room
		<-tick.C
		if code, body := p.get("/readyz"); code == 200 {
			t.Errorf("/readyz is green on a full disk: %s", body)
		}
	}
	if code, body := p.get("/readyz"); code != 503 || !strings.Contains(body, "disk is full") {
		t.Errorf("/readyz answers %d %q", code, body)
	}
	if code, _ := p.get("/healthz"); code != 200 {
		t.Errorf("/healthz answers %d", code)
	}
	select {
	case code := <-told:
		if code == 200 {
			t.Error("a message was acknowledged that nobody kept")
		}
		told <- code
	default:
	}
	if n := len(s.Sent("7")); n != 1 || s.Waiting() != 1 {
		t.Errorf("%d answers on Telegram, %d messages wait: want 1 and 1", n, s.Waiting())
	}
	free()
	began = time.Now()
	p.answers("/readyz", 200)
	t.Logf("red after %s, green %s after there was space", red.Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
	code := <-told
	t.Logf("the held message was answered with %d after %s", code, time.Since(began).Round(time.Millisecond))
	p.say("full", "Mawar Lestari") // the page says again what it was not told of
	p.sees("umur")
	if _, err := s.Wait("7", 2, 60*time.Second); err != nil {
		t.Fatal(err)
	}
	t.Logf("Telegram was answered after %s", time.Since(began).Round(time.Millisecond))
	until(t, "confirmation", 30*time.Second, func() bool { return s.Waiting() == 0 })
	if n := len(s.Sent("7")); n != 2 {
		t.Errorf("%d answers on Telegram, want 2", n)
	}
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d\n%s", code, p.err.String())
	}
	if strings.Contains(p.err.String(), "Mawar") {
		t.Error("a name stands in the log")
	}
	if n := strings.Count(p.err.String(), "\n"); n > 30 {
		t.Errorf("%d lines in the log:\n%s", n, p.err.String())
	}
}
