package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

func (s *stage) says(who string, texts ...string) {
	for _, text := range texts {
		s.say(who, text)
	}
}

// register makes a mother the way she does it herself.
func (s *stage) register(who, name string) {
	s.says(who, "daftar hamil", "setuju", name, "27 tahun", "20 minggu", "pondok benda", "belum tahu", "0812 5550 1234", "19.00", "ya")
}

// lose takes the machine's Redis away; key and erasure marks are left.
func (s *stage) lose() {
	s.t.Helper()
	if err := s.app.db.Close(); err != nil {
		s.t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(s.dir, "redis")); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) config() config {
	return config{City: "36.74", DataDir: s.dir, clockStart: s.clock.Now()}
}

func (s *stage) walk(at string) {
	s.t.Helper()
	to, err := time.ParseInLocation("2006-01-02 15:04", at, store.WIB)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.app.Walk(context.Background(), to, nil); err != nil {
		s.t.Fatal(err)
	}
}

// A backup brings back who was there, not who was erased since; what was due between
// backup and restore is not said late, and the next day goes on as ever.
func TestBackupRestore(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	s.register("mawar", "Mawar Lestari")
	s.register("melati", "Melati Suci")
	file := filepath.Join(t.TempDir(), "kota.backup")
	if _, err := s.app.db.Backup(ctx, file, s.clock.Now()); err != nil {
		t.Fatal(err)
	}
	if v, err := s.app.db.Verify(ctx, file); err != nil || v.Values < 10 || v.Same != v.Values {
		t.Fatalf("the backup differs from what is kept: %+v %v", v, err)
	}
	s.says("melati", "hapus data saya", "ya")
	if err := keepMarks(ctx, s.app.db, s.dir); err != nil {
		t.Fatal(err)
	}
	s.walk("2026-03-04 18:00") // one tablet reminder went out at 19:00
	s.fake.Take()
	if v, err := s.app.db.Verify(ctx, file); err != nil || v.Newer == 0 {
		t.Fatalf("a backup of yesterday: %+v %v", v, err)
	}
	s.lose()
	if err := (restoreCmd{File: file}).Run(ctx, s.config()); err != nil {
		t.Fatal(err)
	}
	s.open()
	if err := s.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	if late := s.fake.Take(); len(late) != 0 {
		t.Fatalf("said late after the restore: %+v", late)
	}
	for who, want := range map[string]bool{"mawar": true, "melati": false} {
		v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: who}, s.clock.Now())
		if err != nil || (v.Bound != "") != want {
			t.Errorf("%s is known: %v, want %v (%v)", who, v.Bound != "", want, err)
		}
	}
	s.walk("2026-03-04 19:01")
	var got []string
	for _, m := range s.fake.Take() {
		got = append(got, m.To)
	}
	if strings.Join(got, " ") == "" || !strings.Contains(strings.Join(got, " "), "mawar") || strings.Contains(strings.Join(got, " "), "melati") {
		t.Fatalf("the next evening %v were reminded, want mawar and not melati", got)
	}
}

// What cannot be restored safely is refused, and nothing is changed by it.
func TestRestoreRefuses(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	file := filepath.Join(t.TempDir(), "kota.backup")
	if _, err := s.app.db.Backup(ctx, file, s.clock.Now()); err != nil {
		t.Fatal(err)
	}
	if err := (restoreCmd{File: file}).Run(ctx, s.config()); err == nil || !strings.Contains(err.Error(), "stop it first") {
		t.Errorf("beside a running program: %v", err)
	}
	if err := s.app.db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := (restoreCmd{File: file}).Run(ctx, s.config()); err == nil || !strings.Contains(err.Error(), "--replace") {
		t.Errorf("over data: %v", err)
	}
	other := s.config()
	other.DataDir = t.TempDir()
	if err := (restoreCmd{File: file}).Run(ctx, other); err == nil || !strings.Contains(err.Error(), "data key is missing") {
		t.Errorf("without a key: %v", err)
	}
	if db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: other.DataDir, NeedDisk: true}); err != nil { // makes another key
		t.Fatal(err)
	} else if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := (restoreCmd{File: file, Replace: true}).Run(ctx, other); !errors.Is(err, rdb.ErrWrongKey) {
		t.Errorf("with another key: %v", err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(s.dir, "data.key"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, key[:40]) || bytes.Contains(raw, []byte("Siti")) {
		t.Error("the backup holds the key, or a name in the clear")
	}
	for name, bad := range map[string][]byte{"cut": raw[:len(raw)-40], "changed": append(append([]byte(nil), raw[:len(raw)/2]...), append([]byte("XX"), raw[len(raw)/2+2:]...)...),
		"empty": nil, "other": []byte("{\"v\":1}\nx")} {
		f := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(f, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := (restoreCmd{File: f, Replace: true}).Run(ctx, s.config()); !errors.Is(err, rdb.ErrBackup) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (restoreCmd{File: file, Replace: true}).Run(ctx, s.config()); err != nil {
		t.Errorf("with everything right: %v", err)
	}
	s.open()
	if v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: "siti"}, s.clock.Now()); err != nil || v.Bound == "" {
		t.Errorf("siti is not back: %v", err)
	}
}
