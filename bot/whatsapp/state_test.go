package whatsapp

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	waStore "go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types/events"

	"tumbuh/bot/whatsapp/fakewa"
)

// TestStates: whatever ends a connection has its code, its sentence, and is told.
func TestStates(t *testing.T) {
	t.Parallel()
	refuse := func(f fakewa.Failure) func(*fakewa.Server) {
		return func(s *fakewa.Server) { s.SetBehaviour(fakewa.Behaviour{Login: &f}); s.Drop() }
	}
	for _, tt := range []struct {
		name string
		do   func(*fakewa.Server)
		want Code
	}{
		{"removed on the phone", (*fakewa.Server).Unlink, LoggedOut},
		{"replaced", (*fakewa.Server).Replaced, Replaced},
		{"401", refuse(fakewa.Failure{Reason: 401}), LoggedOut},
		{"402", refuse(fakewa.Failure{Reason: 402, Attrs: map[string]string{"code": "101", "expire": "3600"}}), BannedUntil},
		{"403", refuse(fakewa.Failure{Reason: 403}), Locked},
		{"405", refuse(fakewa.Failure{Reason: 405}), Outdated},
		{"406", refuse(fakewa.Failure{Reason: 406}), Banned},
		{"409", refuse(fakewa.Failure{Reason: 409, Message: "bad"}), Refused},
		{"503", refuse(fakewa.Failure{Reason: 503}), Offline},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			var last State
			w := newWorld(t, func(c *Config) {
				c.Tell = func(s State) { mu.Lock(); defer mu.Unlock(); last = s }
			})
			run(t, w.door, new(inbox).handle)
			w.connected()
			tt.do(w.srv)
			until(t, string(tt.want), func() bool { mu.Lock(); defer mu.Unlock(); return last.Code == tt.want })
			mu.Lock()
			s := last
			mu.Unlock()
			if s.Code.Sentence() == string(s.Code) || s.Phone != botPhone || s.Since.IsZero() {
				t.Errorf("told %+v", s)
			}
			if tt.want == BannedUntil && (s.Until.Sub(s.Since) != time.Hour || s.Until.Sub(s.Stopped) > time.Second) {
				t.Errorf("banned until %v, stopped until %v", s.Until, s.Stopped)
			}
			if s.Lost() {
				until(t, "the number put away", func() bool { return len(w.door.States()) == 0 })
			}
			list, err := Numbers(context.Background(), w.dir, w.clock.Now())
			if err != nil || list[0].Code != tt.want {
				t.Errorf("another process reads %+v, %v", list, err)
			}
		})
	}
}

// TestLateNews: the library tells of a connection from goroutines of their own. "Connected"
// that comes after the ban does not hide it; "disconnected" that comes after the next
// connection does not close the door; a cut line is no open one before it is told.
func TestLateNews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run(t, w.door, new(inbox).handle)
	w.connected()
	w.door.mu.Lock()
	l := w.door.lines["main"]
	w.door.mu.Unlock()
	l.event(context.Background(), &events.Disconnected{})
	if c := w.state().Code; c != Connected {
		t.Errorf("after a late disconnected: %s", c)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{HTTP: 503})
	w.srv.Drop()
	until(t, "the cut line", func() bool { return w.state().Code == Offline })
	l.event(context.Background(), &events.Connected{})
	if c := w.state().Code; c != Offline {
		t.Errorf("after a late connected of a cut line: %s", c)
	}
	w.srv.SetBehaviour(fakewa.Behaviour{Login: &fakewa.Failure{Reason: 402, Attrs: map[string]string{"code": "101", "expire": "3600"}}})
	until(t, "the ban", func() bool { return w.state().Code == BannedUntil })
	for _, late := range []any{&events.Connected{}, &events.Disconnected{}} {
		l.event(context.Background(), late)
		if c := w.state().Code; c != BannedUntil {
			t.Errorf("after a late %T: %s", late, c)
		}
	}
}

// TestAgain: what the library does not mend is tried again in its time, or never.
func TestAgain(t *testing.T) {
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	for c, want := range map[Code]time.Duration{Outdated: 30 * time.Minute, Refused: 5 * time.Minute, Replaced: 0, LoggedOut: 0, Connected: 0, Offline: 0} {
		if got := again(State{Code: c}, now); got != want {
			t.Errorf("%s: again in %s, want %s", c, got, want)
		}
	}
	if got := again(State{Code: BannedUntil, Until: now.Add(time.Hour)}, now); got != 61*time.Minute {
		t.Errorf("a ban of an hour: again in %s", got)
	}
}

// TestServerAwayAtTheStart: a door opened while the network is away opens by itself.
func TestServerAwayAtTheStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.SetBehaviour(fakewa.Behaviour{HTTP: 503})
	run(t, w.door, new(inbox).handle)
	until(t, "a first try", func() bool { return w.state().Code == Offline })
	w.srv.SetBehaviour(fakewa.Behaviour{})
	w.connected()
}

// TestPhoneUnseen: a linked phone that stays away for ten days is told of before WhatsApp
// unlinks the number.
func TestPhoneUnseen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run(t, w.door, new(inbox).handle)
	w.connected()
	w.clock.Move(9 * 24 * time.Hour)
	if c := w.state().Code; c != Connected {
		t.Errorf("after nine days: %s", c)
	}
	w.clock.Move(2 * 24 * time.Hour)
	if s := w.state(); s.Code != PhoneUnseen || !s.Well() {
		t.Errorf("after eleven days: %+v", s)
	}
	w.door.lines["main"].seenPhone()
	if c := w.state().Code; c != Connected {
		t.Errorf("after it was seen: %s", c)
	}
}

// TestOneProcess: a second process serves nothing and claims nothing until the first ends.
func TestOneProcess(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stop := run(t, w.door, new(inbox).handle)
	w.connected()
	second := w.make()
	run(t, second, new(inbox).handle)
	if !second.Elsewhere() || w.door.Elsewhere() || !Served(w.dir) {
		t.Errorf("first elsewhere %v, second %v", w.door.Elsewhere(), second.Elsewhere())
	}
	stop()
	until(t, "the second takes over", func() bool { return !second.Elsewhere() && len(second.States()) == 1 })
}

// TestFiles: whoever has the file is the bot: nobody else may read it, and one process has it.
func TestFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "wa")
	log := slog.New(slog.DiscardHandler)
	b, err := openBox(context.Background(), dir, "main", log)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	if _, err := openBox(context.Background(), dir, "main", log); !errors.Is(err, ErrInUse) {
		t.Errorf("opened twice: %v", err)
	}
	if err := b.set(context.Background(), "x", "y"); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if i, err := f.Info(); err != nil || i.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", f.Name(), i.Mode())
		}
	}
	if i, err := os.Stat(dir); err != nil || i.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v, %v", i.Mode(), err)
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "10000", "synchronous": "2"} {
		var got string
		if err := b.db.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %s, want %s (%v)", pragma, got, want, err)
		}
	}
	for _, bad := range []string{"", "../x", "serve", "A", "a b", strings.Repeat("a", 40)} {
		if CheckName(bad) == nil {
			t.Errorf("%q is a name", bad)
		}
	}
}

// TestHook: only the literal loopback address and a whole key; with it the root is ours.
func TestHook(t *testing.T) {
	key := strings.Repeat("ab", 32)
	for _, bad := range []string{"127.0.0.1", "127.0.0.1:1", "127.0.0.1:1,", "127.0.0.1:1," + key[1:], "127.0.0.1:1," + key + "00", "localhost:1," + key, "10.0.0.1:1," + key,
		"127.0.0.2:1," + key, "[::1]:1," + key, "127.0.0.1:0," + key, "0.0.0.0:1," + key, "::ffff:127.0.0.1:1," + key, "[::ffff:127.0.0.1]:1," + key} {
		if _, err := ParseHook(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if h, err := ParseHook(""); err != nil || h.On() {
		t.Error("no hook is a hook")
	}
	srv := fakewa.Start(t, time.Now)
	h, err := ParseHook(srv.Hook())
	if err != nil || !h.On() || h.Addr != srv.Addr() {
		t.Fatalf("%+v, %v", h, err)
	}
	if err := settle(h, ""); err != nil || whatsmeow.WACertPubKey != h.Root {
		t.Errorf("the root is not the hook's: %v", err)
	}
}

// TestVersion: the announced version reaches the login.
func TestVersion(t *testing.T) {
	old, oldApp := waStore.GetWAVersion(), waStore.BaseClientPayload.UserAgent.AppVersion
	defer func() {
		waStore.SetWAVersion(old)
		waStore.BaseClientPayload.UserAgent.AppVersion = oldApp
	}()
	if err := settle(Hook{}, "2.3000.1999999999"); err != nil {
		t.Fatal(err)
	}
	if v := waStore.BaseClientPayload.GetUserAgent().GetAppVersion().GetTertiary(); v != 1999999999 {
		t.Errorf("the login announces %d", v)
	}
	if CheckVersion("neu") == nil || CheckVersion("") != nil || settle(Hook{}, "1.2") == nil {
		t.Error("a version that is none was taken")
	}
}
