package whatsapp

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tumbuh/bot/whatsapp/fakewa"
	"tumbuh/store"
)

// TestPairing: by QR and by code, through the reconnect that follows; a linked number is
// not linked twice, and what comes meanwhile is neither lost nor written down.
func TestPairing(t *testing.T) {
	t.Parallel()
	for _, phone := range []string{"", botPhone} {
		t.Run("by "+map[bool]string{true: "QR", false: "code"}[phone == ""], func(t *testing.T) {
			t.Parallel()
			srv := fakewa.Start(t, time.Now)
			hook, err := ParseHook(srv.Hook())
			if err != nil {
				t.Fatal(err)
			}
			w := &world{t: t, srv: srv, dir: filepath.Join(t.TempDir(), "wa"), clock: &clock{}, logs: &logs{}}
			p := Pairing{Dir: w.dir, Number: "main", Phone: phone, Hook: hook, Log: slog.New(slog.DiscardHandler),
				Now: func() time.Time { // the number is linked and still connected
					id := srv.DeliverText(siti, "rahasia")
					srv.IdentityChanged(siti)
					until(t, "all behind the message taken", func() bool { return slices.Equal(srv.Pending(), []string{id}) })
					nowhere(t, w.dir, "rahasia", "Peer "+siti, siti)
					return time.Now()
				},
				QR: func(code string) {
					if err := srv.ScanQR(code, botPhone); err != nil {
						t.Error(err)
					}
				},
				Code: func(code string) {
					if len(code) != 9 || code[4] != '-' {
						t.Errorf("the code is %q", code)
					}
					if err := srv.EnterCode(botPhone, code); err != nil {
						t.Error(err)
					}
				}}
			s, err := p.Run(context.Background())
			if err != nil || s.Phone != botPhone || s.Code != Connected {
				t.Fatalf("%+v, %v", s, err)
			}
			if _, err := p.Run(context.Background()); !errors.Is(err, ErrLinked) {
				t.Errorf("linked twice: %v", err)
			}
			nowhere(t, w.dir, "rahasia", "Peer "+siti, siti)
			w.door = w.make()
			got := make(chan store.Incoming, 1)
			run(t, w.door, func(_ context.Context, in store.Incoming) error { got <- in; return nil })
			if in := <-got; in.Text != "rahasia" {
				t.Errorf("came %+v", in)
			}
			w.healthy()
		})
	}
}

// nowhere scans a folder's files for words.
func nowhere(t *testing.T, dir string, words ...string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if strings.Contains(string(b), w) {
				t.Errorf("%q is in %s", w, filepath.Base(f))
			}
		}
	}
}

// TestPhone reads numbers as people write them.
func TestPhone(t *testing.T) {
	for in, want := range map[string]string{"6281234567890": "6281234567890", "+62 812-3456-7890": "6281234567890", "0812 3456 7890": "6281234567890", "08": "", "halo": "",
		"": "", "62": "", "021": ""} {
		if got, err := Phone(in); got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v", in, got, err)
		}
	}
}
