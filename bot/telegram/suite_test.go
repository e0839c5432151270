package telegram

import (
	"hash/fnv"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/bot/telegram/telegramtest"
)

// world is the door with the loopback Bot API server behind it.
type world struct {
	s    *telegramtest.Server
	d    *Door
	mu   sync.Mutex
	ids  map[string]int
	fate bot.Fate
}

func newWorld(t *testing.T) bottest.Rough {
	w := &world{s: telegramtest.Start(t, time.Now), ids: map[string]int{}}
	w.s.Fault(w.fault)
	w.d, _ = door(t, w.s.URL)
	return w
}

func (w *world) Channel() bot.Channel { return w.d }
func (w *world) Again()               {} // what is not confirmed comes with every poll

func (w *world) chat(who string) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(who))
	return int64(h.Sum32()) + 7_000_000_000 // beyond 32 bits, as real ones are
}

func (w *world) Address(who string) string { return strconv.FormatInt(w.chat(who), 10) }

func (w *world) Write(who, id, text string) {
	w.mu.Lock()
	key := who + "/" + id
	if w.ids[key] == 0 {
		w.ids[key] = len(w.ids) + 1
	}
	n := w.ids[key]
	w.mu.Unlock()
	w.s.Text(w.chat(who), n, text)
}

func (w *world) Seen(who string) []string {
	var out []string
	for _, m := range w.s.Sent(w.Address(who)) {
		out = append(out, m.Text)
	}
	return out
}

func (w *world) Fail(f bot.Fate) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fate = f
	return true
}

func (w *world) fault(method, _ string, h http.ResponseWriter) bool {
	w.mu.Lock()
	f := w.fate
	w.mu.Unlock()
	if method != "sendMessage" {
		return false
	}
	switch f {
	case bot.Retry:
		telegramtest.Fail(h, 429, "Too Many Requests: retry after 1", 1)
	case bot.Gone:
		telegramtest.Fail(h, 403, "Forbidden: bot was blocked by the user", 0)
	case bot.Invalid:
		telegramtest.Fail(h, 400, "Bad Request: can't parse entities", 0)
	case bot.Offline:
		telegramtest.Fail(h, 401, "Unauthorized", 0)
	}
	return f != bot.Sent
}

func TestSuite(t *testing.T) {
	bottest.Suite(t, func(t *testing.T) bottest.World { return newWorld(t) })
}

func TestFaults(t *testing.T) { bottest.Faults(t, newWorld) }
