package webphone

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tumbuh/store"
)

// movedClock is program time that only the page moves.
type movedClock struct {
	mu    sync.Mutex
	now   time.Time
	next  time.Time     // zero: nothing is due
	begun chan struct{} // nil: nobody waits for a walk
	gate  chan struct{} // with begun: the walk waits for it
	fails error
}

func (c *movedClock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *movedClock) Next(context.Context) (time.Time, bool) { return c.next, !c.next.IsZero() }

func (c *movedClock) Walk(_ context.Context, to time.Time, progress func(time.Time)) error {
	if c.begun != nil {
		close(c.begun)
		<-c.gate
	}
	if c.fails != nil {
		return c.fails
	}
	c.mu.Lock()
	half := c.now.Add(to.Sub(c.now) / 2)
	c.now = to
	c.mu.Unlock()
	progress(half)
	return nil
}

// TestClockIsMoved: what each of the page's buttons asks for moves the clock there, by the
// hour, the day, to a moment and to what is due next; only forward, three years at most; what
// cannot be changes nothing; the page is told of the way and of its end.
func TestClockIsMoved(t *testing.T) {
	start := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	c := &movedClock{now: start, next: start.Add(10 * time.Hour)}
	web := New(Config{Clock: c, Now: c.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	server := httptest.NewServer(web.Handler())
	defer server.Close()
	page := get(t, server.URL+"/")
	var bodies []string
	for _, by := range regexp.MustCompile(`<button data-by="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		bodies = append(bodies, `{"by":"`+by[1]+`"}`)
	}
	if strings.Join(bodies, " ") != `{"by":"1h"} {"by":"24h"}` || !strings.Contains(page, "data-next") || !strings.Contains(page, `id="to" type="datetime-local"`) {
		t.Fatalf("the page has other buttons: %v", bodies)
	}
	for _, row := range []struct {
		body string
		want time.Time // zero: refused
	}{
		{bodies[0], start.Add(time.Hour)}, {bodies[1], start.Add(25 * time.Hour)}, {`{"to":"2026-03-10T08:00"}`, time.Date(2026, 3, 10, 8, 0, 0, 0, store.WIB)},
		{`{"to":"2026-03-09T08:00"}`, time.Time{}}, {`{"by":"-1h"}`, time.Time{}}, {`{"by":"sehari"}`, time.Time{}}, {`{"to":"besok"}`, time.Time{}}, {`{"to":"2036-03-10T08:00"}`, time.Time{}},
		{`{}`, time.Time{}}, {`x`, time.Time{}},
	} {
		before := c.Now()
		code, now := jam(t, server.URL, row.body)
		switch {
		case row.want.IsZero() && (code != 400 || !c.Now().Equal(before)):
			t.Errorf("%s: %d, the clock is at %s", row.body, code, c.Now())
		case !row.want.IsZero() && (code != 200 || !c.Now().Equal(row.want) || !now.Equal(row.want)):
			t.Errorf("%s: %d, the clock is at %s, the page was told %s, want %s", row.body, code, c.Now(), now, row.want)
		}
	}
	c.now = start
	if code, _ := jam(t, server.URL, `{"next":true}`); code != 200 || !c.Now().Equal(start.Add(10*time.Hour+time.Second)) {
		t.Errorf("next: %d, the clock is at %s", code, c.Now())
	}
	c.next = time.Time{}
	if code, _ := jam(t, server.URL, `{"next":true}`); code != 400 {
		t.Errorf("next, where nothing is due: %d", code)
	}
	web = New(Config{Now: c.Now, Log: web.cfg.Log})
	fixed := httptest.NewServer(web.Handler())
	defer fixed.Close()
	if code, _ := jam(t, fixed.URL, bodies[0]); code != 400 || strings.Contains(get(t, fixed.URL+"/mulai"), `"clock":true`) {
		t.Errorf("a clock that is not ours to move: %d", code)
	}
}

// TestClockTellsItsWay: the live line says when the clock walks, where it is, and that it has
// arrived, also when it stopped on its way; two walks at once are refused.
func TestClockTellsItsWay(t *testing.T) {
	start := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	c := &movedClock{now: start, begun: make(chan struct{}), gate: make(chan struct{})}
	web := New(Config{Clock: c, Now: c.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	server := httptest.NewServer(web.Handler())
	defer server.Close()
	resp, err := http.Get(server.URL + "/aliran")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { resp.Body.Close(); server.CloseClientConnections() }()
	lines := bufio.NewScanner(resp.Body)
	told := func(at time.Time, busy bool) {
		t.Helper()
		for lines.Scan() {
			var e event
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && json.Unmarshal([]byte(data), &e) == nil {
				if e.Kind != "jam" || !e.At.Equal(at) || e.Busy != busy {
					t.Errorf("told %s %s busy %v, want %s busy %v", e.Kind, e.At, e.Busy, at, busy)
				}
				return
			}
		}
		t.Fatal("the line ended")
	}
	code := make(chan int)
	go func() { got, _ := jam(t, server.URL, `{"by":"24h"}`); code <- got }()
	<-c.begun
	if second, _ := jam(t, server.URL, `{"by":"1h"}`); second != 409 {
		t.Errorf("a second walk at once: %d", second)
	}
	close(c.gate)
	if got := <-code; got != 200 {
		t.Errorf("the first: %d", got)
	}
	told(start.Add(12*time.Hour), true)
	told(start.Add(24*time.Hour), false)
	c.begun, c.fails = nil, errors.New("the store is away")
	if got, _ := jam(t, server.URL, `{"by":"1h"}`); got != 503 {
		t.Errorf("a walk that stopped: %d", got)
	}
	told(start.Add(24*time.Hour), false)
}

func get(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// jam posts to the clock and returns the time the page is told.
func jam(t *testing.T, url, body string) (code int, now time.Time) {
	r, err := http.Post(url+"/jam", "application/json", strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return 0, now
	}
	defer r.Body.Close()
	var answer struct{ Now time.Time }
	_ = json.NewDecoder(r.Body).Decode(&answer) // a refusal has none
	return r.StatusCode, answer.Now
}
