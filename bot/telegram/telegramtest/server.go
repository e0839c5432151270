// Package telegramtest is a loopback Bot API server for tests, written by the public
// documentation: updates are confirmed by a higher offset, sends are validated as the
// real server does, and faults can be scripted. It never leaves 127.0.0.1.
package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"
)

// Token is the bot's token; it must never be seen outside a URL.
const Token = "123456:RAHASIA-token-uji"

// Server is the fake. Fault, where set, may answer a method itself (true).
type Server struct {
	URL   string
	Fault func(method, chat string, w http.ResponseWriter) bool

	now      func() time.Time
	mu       sync.Mutex
	updates  []update
	next     int
	messages []Sent
	answered map[string]bool
	more     chan struct{}
	sent     chan struct{}
	confirm  int
}

type update struct {
	id   int
	body json.RawMessage
}

// Sent is a message the bot sent.
type Sent struct {
	ID     int
	Chat   string
	Text   string
	Markup string
}

// Start runs a server until the test ends; now dates what is sent and written.
func Start(t testing.TB, now func() time.Time) *Server {
	s := &Server{now: now, next: 1000, answered: map[string]bool{}, more: make(chan struct{}), sent: make(chan struct{})}
	h := httptest.NewServer(s)
	t.Cleanup(func() { h.CloseClientConnections(); h.Close() })
	s.URL = h.URL
	return s
}

// Push adds an update as raw JSON with its id put in.
func (s *Server) Push(body string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	s.updates = append(s.updates, update{s.next, json.RawMessage(strings.Replace(body, "{", fmt.Sprintf(`{"update_id":%d,`, s.next), 1))})
	close(s.more)
	s.more = make(chan struct{})
	return s.next
}

// Text pushes a private text message.
func (s *Server) Text(chat int64, id int, text string) int {
	b, _ := json.Marshal(text)
	return s.Push(fmt.Sprintf(`{"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"Uji"},"text":%s}}`, id, s.now().Unix(), chat, chat, b))
}

// Press pushes a button press on a sent message.
func (s *Server) Press(chat int64, id string, on Sent, label string) (int, error) {
	var k struct {
		Rows [][]struct {
			Text string `json:"text"`
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(on.Markup), &k); err != nil {
		return 0, fmt.Errorf("no buttons on %q", on.Text)
	}
	for _, row := range k.Rows {
		for _, b := range row {
			if b.Text == label {
				text, _ := json.Marshal(on.Text)
				return s.Push(fmt.Sprintf(`{"callback_query":{"id":%q,"from":{"id":%d},"data":%q,"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"text":%s,"reply_markup":%s}}}`,
					id, chat, b.Data, on.ID, s.now().Unix(), chat, text, on.Markup)), nil
			}
		}
	}
	return 0, fmt.Errorf("no button %q on %q", label, on.Text)
}

// Sent returns what a chat was sent so far.
func (s *Server) Sent(chat string) []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Sent
	for _, m := range s.messages {
		if m.Chat == chat {
			out = append(out, m)
		}
	}
	return out
}

// Wait waits until the chat has n messages, and returns them.
func (s *Server) Wait(chat string, n int, most time.Duration) ([]Sent, error) {
	stop := time.After(most)
	for {
		s.mu.Lock()
		sent := s.sent
		s.mu.Unlock()
		if got := s.Sent(chat); len(got) >= n {
			return got, nil
		}
		select {
		case <-sent:
		case <-stop:
			return s.Sent(chat), fmt.Errorf("chat %s has %d messages, want %d", chat, len(s.Sent(chat)), n)
		}
	}
}

// Confirmed is the highest update the bot has confirmed, Waiting how many it has not.
func (s *Server) Confirmed() int { s.mu.Lock(); defer s.mu.Unlock(); return s.confirm }

// Waiting is how many updates are not confirmed.
func (s *Server) Waiting() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.updates) }

var path = regexp.MustCompile(`^/bot([^/]+)/([A-Za-z]+)$`)

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m := path.FindStringSubmatch(r.URL.Path)
	if m == nil || m[1] != Token {
		fail(w, 401, "Unauthorized", 0)
		return
	}
	_ = r.ParseMultipartForm(8 << 20)
	chat := r.FormValue("chat_id")
	if s.Fault != nil && s.Fault(m[2], chat, w) {
		return
	}
	switch m[2] {
	case "getMe":
		ok(w, map[string]any{"id": 1, "is_bot": true, "first_name": "Tumbuh", "username": "tumbuh_uji_bot"})
	case "getUpdates":
		s.poll(w, r)
	case "sendMessage":
		s.send(w, r, r.FormValue("text"), 4096)
	case "sendPhoto", "sendDocument":
		s.send(w, r, "(berkas) "+r.FormValue("caption"), 1024)
	case "answerCallbackQuery":
		s.mu.Lock()
		s.answered[r.FormValue("callback_query_id")] = true
		s.mu.Unlock()
		ok(w, true)
	case "editMessageText":
		ok(w, map[string]any{"message_id": 1, "date": 1, "chat": map[string]any{"id": 1, "type": "private"}})
	case "deleteWebhook", "setWebhook", "sendChatAction":
		ok(w, true)
	default:
		fail(w, 404, "Not Found: method not found", 0)
	}
}

// Answered tells whether a press was answered.
func (s *Server) Answered(id string) bool { s.mu.Lock(); defer s.mu.Unlock(); return s.answered[id] }

// poll confirms what lies below the offset and returns the rest, waiting for some.
func (s *Server) poll(w http.ResponseWriter, r *http.Request) {
	offset, _ := strconv.Atoi(r.FormValue("offset"))
	seconds, _ := strconv.Atoi(r.FormValue("timeout"))
	stop := time.After(time.Duration(min(seconds, 50)) * time.Second)
	for {
		s.mu.Lock()
		kept := s.updates[:0:0]
		for _, u := range s.updates {
			if u.id >= offset {
				kept = append(kept, u)
			} else {
				s.confirm = max(s.confirm, u.id)
			}
		}
		s.updates = kept
		more := s.more
		bodies := []json.RawMessage{}
		for _, u := range kept[:min(len(kept), 100)] {
			bodies = append(bodies, u.body)
		}
		s.mu.Unlock()
		if len(bodies) > 0 {
			ok(w, bodies)
			return
		}
		select {
		case <-more:
		case <-stop:
			ok(w, bodies)
			return
		case <-r.Context().Done():
			return
		}
	}
}

var tags = regexp.MustCompile(`</?b>`)

func (s *Server) send(w http.ResponseWriter, r *http.Request, text string, limit int) {
	plain := tags.ReplaceAllString(text, "")
	if strings.ContainsAny(plain, "<>") {
		fail(w, 400, "Bad Request: can't parse entities", 0)
		return
	}
	plain = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(plain)
	markup := r.FormValue("reply_markup")
	switch {
	case strings.TrimSpace(plain) == "":
		fail(w, 400, "Bad Request: message text is empty", 0)
		return
	case len(utf16.Encode([]rune(plain))) > limit:
		fail(w, 400, "Bad Request: message is too long", 0)
		return
	case tooLong(markup):
		fail(w, 400, "Bad Request: BUTTON_DATA_INVALID", 0)
		return
	}
	s.mu.Lock()
	m := Sent{ID: len(s.messages) + 1, Chat: r.FormValue("chat_id"), Text: plain, Markup: markup}
	s.messages = append(s.messages, m)
	close(s.sent)
	s.sent = make(chan struct{})
	s.mu.Unlock()
	id, _ := strconv.ParseInt(m.Chat, 10, 64)
	ok(w, map[string]any{"message_id": m.ID, "date": s.now().Unix(), "chat": map[string]any{"id": id, "type": "private"}, "text": plain})
}

func tooLong(markup string) bool {
	var k struct {
		Rows *[][]struct {
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
	}
	if markup == "" || json.Unmarshal([]byte(markup), &k) != nil || k.Rows == nil {
		return false
	}
	for _, row := range *k.Rows {
		for _, b := range row {
			if len(b.Data) > 64 || b.Data == "" {
				return true
			}
		}
	}
	return false
}

func ok(w http.ResponseWriter, result any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result})
}

// Fail answers a method with an error, as Fault scripts do.
func Fail(w http.ResponseWriter, code int, text string, retryAfter int) {
	fail(w, code, text, retryAfter)
}

func fail(w http.ResponseWriter, code int, text string, retryAfter int) {
	body := map[string]any{"ok": false, "error_code": code, "description": text}
	if retryAfter > 0 {
		body["parameters"] = map[string]any{"retry_after": retryAfter}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}
