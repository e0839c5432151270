package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// printed runs a command and returns what it wrote to standard output.
func printed(t *testing.T, run func() error) (string, error) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	old := os.Stdout
	os.Stdout = w
	out := make(chan string, 1)
	go func() { b, _ := io.ReadAll(r); out <- string(b) }()
	err = run()
	os.Stdout = old
	_ = w.Close()
	return <-out, err
}

// scan looks for words in every file of a folder and returns where they are.
func scan(t *testing.T, dir string, words []string) (found []string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // gone meanwhile, a socket
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		files++
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				found = append(found, w+" in "+d.Name())
			}
		}
		return nil
	})
	if err != nil || files < 3 {
		t.Fatalf("%d files looked at: %v", files, err)
	}
	return found
}

// A mother's name, her child's, her phone, NIK and words are nowhere in the clear: not in
// the AOF, a backup, the log, the figures; and after "hapus data saya" her record is
// nowhere even for who has the key.
func TestNothingInTheClear(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	a, err := newApp(parts{db: s.app.db, clock: s.clock, log: logger, channels: []bot.Channel{s.fake}, unreviewed: true, hold: time.Second, engine: s.app.engine, texts: s.app.texts})
	if err != nil {
		t.Fatal(err)
	}
	s.app = a
	s.register("mawar", "Kusumawardani Endah")
	s.says("mawar", "saya kejang", "daftar anak", "Pradipta Bagaskara", "laki-laki", "17/8/2024", "3,1 kg", "49 cm", "ya")
	id := s.whoIs("mawar")
	v, err := a.db.ViewOf(ctx, id, s.clock.Now())
	if err != nil || len(v.Family.Value.Children) == 0 {
		t.Fatalf("she is not registered as the test wants: %v", err)
	}
	f := v.Family
	f.Value.Children[0].NIK = "3674051708240007"
	if err := one(a.db.Commit(ctx, store.Turn{Now: s.clock.Now(), Writes: []store.Write{f.Put()}})); err != nil {
		t.Fatal(err)
	}
	a.metrics.watch(a, s.dir)
	loops{app: a, log: logger, dir: s.dir}.nightAt(ctx)
	words := []string{"Kusumawardani", "Endah", "Pradipta", "Bagaskara", "81255501234", "3674051708240007", "saya kejang"}
	check := func(when string) {
		t.Helper()
		if found := scan(t, s.dir, words); len(found) > 0 {
			t.Errorf("%s: in the clear: %v", when, found)
		}
		figures, err := a.metrics.registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if strings.Contains(log.String(), w) || strings.Contains(fmt.Sprint(figures), w) {
				t.Errorf("%s: the log or the figures hold %q", when, w)
			}
		}
	}
	check("before the erasure")
	s.says("mawar", "hapus data saya", "ya")
	check("after the erasure")
	export := personal{}
	if err := s.app.db.Audits(ctx, s.clock.Now().AddDate(-1, 0, 0), s.clock.Now(), func(x store.Audit) error { export.Audit = append(export.Audit, x); return nil }); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(export)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			t.Errorf("the audit lines hold %q after the erasure", w)
		}
	}
	if v, err = a.db.ViewOf(ctx, id, s.clock.Now()); err != nil || v.Person.Version+v.Family.Version+v.Session.Version != 0 {
		t.Errorf("a record of hers is there after the erasure (%v)", err)
	}
}

// nightAt is the night's work, now.
func (l loops) nightAt(ctx context.Context) { (&l).night(ctx) }

func (s *stage) whoIs(name string) store.PersonID {
	s.t.Helper()
	v, err := s.app.db.View(context.Background(), store.Address{Channel: store.WebPhone, ID: name}, s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	return v.Bound
}

// The export of a person holds what is kept of her and nobody else; who looked at her is
// listed by name.
func TestPrivacyExportAndAccess(t *testing.T) {
	s := newStage(t)
	s.register("mawar", "Mawar Lestari")
	s.says("mawar", "saya kejang")
	s.says("siti", "saya kejang")
	for _, m := range s.fake.Take() {
		if len(m.Choices) > 0 {
			s.last[m.To] = m
		}
	}
	s.says("ratna", "[Saya tangani]")
	id := string(s.whoIs("mawar"))
	out, err := printed(t, func() error {
		return privacyExport{whoFlags: whoFlags{Phone: "6281255501234"}}.Run(context.Background(), s.config())
	})
	if err != nil {
		t.Fatal(err)
	}
	var got personal
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, out)
	}
	if string(got.ID) != id || got.Person.Name != "Mawar Lestari" || len(got.Alerts) != 1 || got.Family == nil || len(got.Audit) == 0 || strings.Contains(out, "Siti Aminah") {
		t.Errorf("the export: %s", out)
	}
	out, err = printed(t, func() error {
		return privacyAccess{whoFlags: whoFlags{Address: "webphone:siti"}, Days: 30}.Run(context.Background(), s.config())
	})
	if err != nil || !strings.Contains(out, "Ratna") || !strings.Contains(out, "look") {
		t.Errorf("who looked: %q %v", out, err)
	}
	out, err = printed(t, func() error {
		return privacyAccess{whoFlags: whoFlags{Address: "webphone:mawar"}, Days: 30}.Run(context.Background(), s.config())
	})
	if err != nil || !strings.Contains(out, "operator") || !strings.Contains(out, "exported") {
		t.Errorf("the export left no line: %q", out)
	}
}

// Cases run for 72 hours, are listed with what is left, and are closed.
func TestCases(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	out, err := printed(t, func() error {
		return caseOpen{Kind: "bocor", About: "laptop hilang", At: "2026-03-02 09:30"}.Run(ctx, s.config())
	})
	if err != nil || !strings.Contains(out, "48 h left, until 2026-03-05 09:30 WIB") {
		t.Fatalf("opened: %q %v", out, err)
	}
	id := strings.Fields(out)[0]
	p, err := requests(ctx, s.app.db, s.clock.Now())
	if err != nil || p.open != 1 || p.oldest != 23*time.Hour+30*time.Minute {
		t.Errorf("counted: %+v %v", p, err)
	}
	if out, err = printed(t, func() error { return caseList{}.Run(ctx, s.config()) }); err != nil || !strings.Contains(out, "laptop hilang") {
		t.Errorf("listed: %q %v", out, err)
	}
	if _, err = printed(t, func() error { return caseClose{ID: id, Done: "diberitahukan"}.Run(ctx, s.config()) }); err != nil {
		t.Fatal(err)
	}
	if p, err = requests(ctx, s.app.db, s.clock.Now()); err != nil || p.open != 0 {
		t.Errorf("after closing: %+v %v", p, err)
	}
}

// A message that is our fault lies in the dead letters; the list shows no word of it, and
// after the fault is mended it is sent once.
func TestDeadLetters(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	s.fake.Fate = func(bot.Outgoing) bot.Outcome { return bot.Outcome{Fate: bot.Invalid, Code: "test"} }
	s.say("siti", "menu")
	s.fake.Fate = nil
	s.fake.Take()
	out, err := printed(t, func() error { return deadList{}.Run(ctx, s.config()) })
	if err != nil || !strings.HasPrefix(out, "1 ") || strings.Contains(out, "Siti Aminah") || strings.Contains(out, "Halo") {
		t.Fatalf("listed: %q %v", out, err)
	}
	if _, err := printed(t, func() error { return deadResend{N: 1}.Run(ctx, s.config()) }); err != nil {
		t.Fatal(err)
	}
	if err := s.app.settle(ctx); err != nil {
		t.Fatal(err)
	}
	if got := s.fake.Take(); len(got) != 1 || got[0].To != "siti" {
		t.Errorf("sent again: %+v", got)
	}
	if _, err := printed(t, func() error { return deadDrop{N: 1}.Run(ctx, s.config()) }); err == nil {
		t.Error("a dead letter that is gone was dropped")
	}
}

// Who floods is answered once and then only heard; a danger sign is answered all the same,
// and the next minute everything is as before.
func TestFlood(t *testing.T) {
	s := newStage(t)
	s.setting("batas-pesan-menit 20")
	answers := 0
	for range 40 {
		s.say("siti", "menu")
		answers += len(s.fake.Take())
	}
	if answers != 21 {
		t.Errorf("%d answers to 40 messages of one minute, want 20 and one that asks for patience", answers)
	}
	s.say("siti", "saya kejang")
	if got := s.fake.Take(); len(got) == 0 || !strings.Contains(fmt.Sprint(got), "119") {
		t.Errorf("a danger sign in a flood: %+v", got)
	}
	s.walk("2026-03-03 09:02")
	s.fake.Take()
	s.say("siti", "menu")
	if got := s.fake.Take(); len(got) != 1 {
		t.Errorf("the minute after: %+v", got)
	}
}
