package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

// The command counts, shows samples and sends nothing until it is told to; then status
// and stop find it.
func TestBroadcastCommand(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	text := filepath.Join(t.TempDir(), "kabar.txt")
	if err := os.WriteFile(text, []byte("Halo Ibu {nama}, {posyandu} libur.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	dry := broadcastMake{Audience: "kelurahan=Pondok Benda & hamil=20..30", Text: text, At: "2026-03-04 09:00"}
	out, err := printed(t, func() error { return dry.Run(ctx, s.config()) })
	for _, want := range []string{"people: 1", "channel webphone: 1", "Halo Ibu Siti Aminah, Posyandu Pondok Benda (contoh) libur.", "estimated finish: 2026-03-04 09:00 WIB", "dry run"} {
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("the dry run says %q not %q (%v)", out, want, err)
		}
	}
	late := dry
	late.At = "2026-03-03 21:30"
	if out, err := printed(t, func() error { return late.Run(ctx, s.config()) }); err != nil || !strings.Contains(out, "begins: 2026-03-04 07:00 WIB") {
		t.Errorf("after hours the dry run says %q (%v)", out, err)
	}
	if open, err := s.app.db.OpenBroadcasts(ctx); err != nil || len(open) != 0 {
		t.Fatalf("a dry run left %d broadcasts (%v)", len(open), err)
	}
	picture := filepath.Join(t.TempDir(), "jadwal.png")
	if err := os.WriteFile(picture, bytes.Repeat([]byte("gambar"), 40<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	dry.Send, dry.Attach = true, picture
	if out, err = printed(t, func() error { return dry.Run(ctx, s.config()) }); err != nil {
		t.Fatal(err)
	}
	open, err := s.app.db.OpenBroadcasts(ctx)
	if err != nil || len(open) != 1 || !strings.Contains(out, "broadcast "+open[0].Ref.ID+": queued") {
		t.Fatalf("sent: %q, %d open, %v", out, len(open), err)
	}
	s.walk("2026-03-04 09:01")
	sent := 0
	for _, m := range s.fake.Take() {
		if strings.Contains(m.Text, "libur") {
			sent++
			if m.File == nil || !m.File.Picture || len(m.File.Bytes) != 240<<10 || m.File.Name != "jadwal.png" {
				t.Errorf("the picture is not there: %+v", m.File)
			}
		}
	}
	if sent != 1 {
		t.Errorf("%d people got it, want 1", sent)
	}
	out, err = printed(t, func() error { return broadcastStatus{ID: open[0].Ref.ID, JSON: true}.Run(ctx, s.config()) })
	var p progress
	if err != nil || json.Unmarshal([]byte(out), &p) != nil || p.Stage != store.Finished || p.Queued != 1 || p.Results["sent"] != 1 {
		t.Errorf("status: %q %v", out, err)
	}
	if _, err := printed(t, func() error { return broadcastStop{ID: open[0].Ref.ID}.Run(ctx, s.config()) }); err == nil {
		t.Error("a broadcast at its end was stopped")
	}
	for name, bad := range map[string]broadcastMake{"audience": {Audience: "umur=3", Text: text}, "text": {Audience: "semua", Text: text + "x"}, "attachment": {Audience: "semua", Text: text, Attach: text + "x"}, "time": {Audience: "semua", Text: text, At: "2026-03-01 09:00"}, "nothing": {}} {
		if _, err := printed(t, func() error { return bad.Run(ctx, s.config()) }); err == nil || !strings.Contains(err.Error(), errUsage.Error()) {
			t.Errorf("%s: %v, want wrong use", name, err)
		}
	}
}

// audited returns the audit lines of an act.
func (s *stage) audited(act string) (list []store.Audit) {
	s.t.Helper()
	now := s.clock.Now()
	if err := s.app.db.Audits(context.Background(), now.AddDate(0, -1, 0), now.AddDate(0, 1, 0), func(a store.Audit) error {
		if a.Act == act {
			list = append(list, a)
		}
		return nil
	}); err != nil {
		s.t.Fatal(err)
	}
	return list
}

// Who sent what to how many, and who set what from when, is on record, from the chat and from
// the command; an answer to what was sent is counted, and who watches sees its end.
func TestAnnouncingIsOnRecord(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	s.says("dewi", "siaran", "hamil & kelurahan=Pondok Benda", "Besok kelas ibu hamil, {nama}.", "besok jam 9")
	s.says("dewi", "kirim")
	made := s.audited("broadcast-made")
	if len(made) != 1 || made[0].Actor != s.whoIs("dewi") || made[0].Detail != "hamil & kelurahan=Pondok Benda · 1 · Besok kelas ibu hamil, {nama}." {
		t.Fatalf("on record: %+v", made)
	}
	soon, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	if out, err := printed(t, func() error { return broadcastStatus{Watch: true}.Run(soon, s.config()) }); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(out, "queued 0 of 1") {
		t.Errorf("watched under way: %q %v", out, err)
	}
	s.walk("2026-03-04 09:05")
	s.says("siti", "baik bu, terima kasih")
	if out, err := printed(t, func() error { return broadcastStatus{Watch: true}.Run(ctx, s.config()) }); err != nil || !strings.Contains(out, "sent 1, replied 1") {
		t.Errorf("watched at its end: %q %v", out, err)
	}
	text := filepath.Join(t.TempDir(), "kabar.txt")
	if err := os.WriteFile(text, []byte("Kabar "+strings.Repeat("panjang ", 40)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := printed(t, func() error { return broadcastMake{Audience: "hamil", Text: text, Send: true}.Run(ctx, s.config()) }); err != nil {
		t.Fatal(err)
	}
	if made = s.audited("broadcast-made"); len(made) != 2 || made[1].Actor != "" || !strings.HasPrefix(made[1].Detail, "hamil · 1 · Kabar panjang") || len(made[1].Detail) > 120 {
		t.Errorf("on record of the command: %+v", made)
	}
	if _, err := printed(t, func() error {
		return settingsSet{Key: "anc", Value: "8", From: "2026-04-01", Puskesmas: "Ciputat"}.Run(ctx, s.config())
	}); err != nil {
		t.Fatal(err)
	}
	if set := s.audited("setting"); len(set) != 1 || !strings.HasPrefix(set[0].Detail, "anc=8 from 2026-04-01 ") {
		t.Errorf("on record of the setting: %+v", set)
	}
}

// A withdrawal counts as a request with 72 hours until what was erased has left the disk too.
func TestWithdrawalIsCounted(t *testing.T) {
	ctx := context.Background()
	srv := storetest.RealServer(t)
	cfg := config{City: "36.74", DataDir: t.TempDir(), RedisURL: secret(srv.URL)}
	db, err := rdb.Open(ctx, rdb.Config{City: cfg.City, DataDir: cfg.DataDir, URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	storetest.Client(t, srv)("HSET", "{36.74}:meta", "compact", time.Now().Add(-49*time.Hour).UnixMilli()) // as an erasure leaves it
	p, err := requests(ctx, db, time.Now())
	if err != nil || p.open != 1 || p.oldest < 48*time.Hour || p.oldest > 50*time.Hour {
		t.Errorf("counted: %+v %v", p, err)
	}
	until(t, "it leaves the disk", 30*time.Second, func() bool {
		p, err = requests(ctx, db, time.Now())
		return err == nil && p.open == 0
	})
}
