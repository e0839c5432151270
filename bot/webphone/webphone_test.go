package webphone

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/store"
)

// world is the web phone with a page that behaves like the real one: it repeats a
// post until it is answered, and shows a message id once.
type world struct {
	t       *testing.T
	web     *Web
	server  *httptest.Server
	mu      sync.Mutex
	waiting []posted
	seen    map[string][]string
	ids     map[string]bool
}

func newWorld(t *testing.T) bottest.Rough {
	w := &world{t: t, seen: map[string][]string{}, ids: map[string]bool{}}
	w.web = New(Config{Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	w.server = httptest.NewServer(w.web.Handler())
	resp, err := http.Get(w.server.URL + "/aliran")
	if err != nil {
		t.Fatal(err)
	}
	go w.listen(resp.Body)
	t.Cleanup(func() { resp.Body.Close(); w.server.CloseClientConnections(); w.server.Close() })
	return w
}

func (w *world) listen(body io.Reader) {
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e event
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok || json.Unmarshal([]byte(data), &e) != nil || e.Kind != "pesan" {
			continue
		}
		w.mu.Lock()
		if !w.ids[e.ID] {
			w.ids[e.ID] = true
			w.seen[e.Phone] = append(w.seen[e.Phone], e.Text)
		}
		w.mu.Unlock()
	}
}

func (w *world) Channel() bot.Channel      { return w.web }
func (w *world) Address(who string) string { return who }
func (w *world) Seen(who string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.seen[who]...)
}

func (w *world) Write(who, id, text string) {
	p := posted{Phone: who, ID: id, Text: text}
	if !w.post(p) {
		w.mu.Lock()
		w.waiting = append(w.waiting, p)
		w.mu.Unlock()
	}
}

func (w *world) Again() {
	w.mu.Lock()
	list := w.waiting
	w.waiting = nil
	w.mu.Unlock()
	for _, p := range list {
		w.Write(p.Phone, p.ID, p.Text)
	}
}

func (w *world) post(p posted) bool {
	b, _ := json.Marshal(p)
	resp, err := http.Post(w.server.URL+"/pesan", "application/json", strings.NewReader(string(b)))
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == 200
}

// Fail: the page is in the same program and takes everything.
func (w *world) Fail(f bot.Fate) bool { return f == bot.Sent }

func TestSuite(t *testing.T) {
	bottest.Suite(t, func(t *testing.T) bottest.World { return newWorld(t) })
}

func TestFaults(t *testing.T) { bottest.Faults(t, newWorld) }

// TestGuarded: no other host, no other site, nothing but JSON, nothing without bound.
func TestGuarded(t *testing.T) {
	web := New(Config{Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() { _ = web.Run(ctx, func(context.Context, store.Incoming) error { return nil }) }()
	good := `{"phone":"siti","id":"1","text":"halo"}`
	tests := []struct {
		name, host, origin, kind, body string
		want                           int
	}{
		{"the page itself", "127.0.0.1:8080", "http://127.0.0.1:8080", "application/json", good, 200},
		{"localhost", "localhost:8080", "", "application/json", good, 200},
		{"a name that was rebound", "evil.example:8080", "", "application/json", good, 403},
		{"another site", "127.0.0.1:8080", "http://evil.example", "application/json", good, 403},
		{"another port", "127.0.0.1:8080", "http://127.0.0.1:9999", "application/json", good, 403},
		{"a form", "127.0.0.1:8080", "", "application/x-www-form-urlencoded", good, 415},
		{"no JSON", "127.0.0.1:8080", "", "application/json", "x", 400},
		{"no phone", "127.0.0.1:8080", "", "application/json", `{"phone":"../x","id":"1"}`, 400},
		{"without bound", "127.0.0.1:8080", "", "application/json", `{"phone":"siti","id":"1","text":"` + strings.Repeat("a", maxBody) + `"}`, 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, "http://"+tt.host+"/pesan", strings.NewReader(tt.body))
			r.Header.Set("Content-Type", tt.kind)
			if tt.origin != "" {
				r.Header.Set("Origin", tt.origin)
			}
			rw := httptest.NewRecorder()
			web.Handler().ServeHTTP(rw, r)
			if rw.Code != tt.want {
				t.Errorf("= %d, want %d", rw.Code, tt.want)
			}
			if !strings.Contains(rw.Header().Get("Content-Security-Policy"), "default-src 'self'") {
				t.Error("no content security policy")
			}
		})
	}
}
