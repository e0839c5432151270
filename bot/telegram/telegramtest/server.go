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

// Server is the fake.
type Server struct {
	URL string

	fault    func(method, chat string, w http.ResponseWriter) bool
	lose     func(chat string) bool
	now      func() time.Time
	mu       sync.Mutex
	updates  []update
	next     int
	chats    map[string]*chat
	count    int
	answered map[string]bool
	more     chan struct{}
	confirm  int
	polling  chan struct{} // closed when another poll begins
	hook     string
	secret   string
	files    map[string][]byte
	edits    map[int]string
	uploads  int
	handles  map[string]bool
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
	At     time.Time
	Lost   bool // the bot never heard that it was shown
}

// Start runs a server until the test ends; now dates what is sent and written.
func Start(t testing.TB, now func() time.Time) *Server {
	s := &Server{now: now, next: 1000, answered: map[string]bool{}, files: map[string][]byte{}, chats: map[string]*chat{}, edits: map[int]string{}, handles: map[string]bool{}, more: make(chan struct{})}
	h := httptest.NewServer(s)
	t.Cleanup(func() { h.CloseClientConnections(); h.Close() })
	s.URL = h.URL
	return s
}

// chat is what one person was sent.
type chat struct {
	sent []Sent
	more chan struct{} // closed when there is more
}

// at returns the chat, made where there was none; the caller holds the lock.
func (s *Server) at(id string) *chat {
	c := s.chats[id]
	if c == nil {
		c = &chat{more: make(chan struct{})}
		s.chats[id] = c
	}
	return c
}

// Sent returns what a chat was sent so far.
func (s *Server) Sent(chat string) []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Sent(nil), s.at(chat).sent...)
}

// Count is how many messages the bot sent in all.
func (s *Server) Count() int { s.mu.Lock(); defer s.mu.Unlock(); return s.count }

// Wait waits until the chat has n messages, and returns them.
func (s *Server) Wait(chat string, n int, most time.Duration) ([]Sent, error) {
	stop := time.After(most)
	for {
		s.mu.Lock()
		c := s.at(chat)
		got, more := c.sent, c.more
		s.mu.Unlock()
		if len(got) >= n {
			return got, nil
		}
		select {
		case <-more:
		case <-stop:
			return got, fmt.Errorf("chat %s has %d messages, want %d", chat, len(got), n)
		}
	}
}

var path = regexp.MustCompile(`^/bot([^/]+)/([A-Za-z]+)$`)

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if name, found := strings.CutPrefix(r.URL.Path, "/file/bot"+Token+"/"); found {
		s.file(w, name)
		return
	}
	m := path.FindStringSubmatch(r.URL.Path)
	if m == nil || m[1] != Token {
		fail(w, 401, "Unauthorized", 0)
		return
	}
	_ = r.ParseMultipartForm(8 << 20)
	chat := r.FormValue("chat_id")
	if fault := s.faults(); fault != nil && fault(m[2], chat, w) {
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
		s.sendFile(w, r, strings.ToLower(strings.TrimPrefix(m[2], "send")))
	case "answerCallbackQuery":
		s.mu.Lock()
		s.answered[r.FormValue("callback_query_id")] = true
		s.mu.Unlock()
		ok(w, true)
	case "editMessageText", "editMessageCaption", "editMessageReplyMarkup":
		s.edit(w, r)
	case "getFile":
		s.getFile(w, r.FormValue("file_id"))
	case "setWebhook":
		s.SetWebhook(r.FormValue("url"), r.FormValue("secret_token"))
		ok(w, true)
	case "deleteWebhook":
		s.SetWebhook("", "")
		ok(w, true)
	case "sendChatAction":
		ok(w, true)
	default:
		fail(w, 404, "Not Found: method not found", 0)
	}
}

// Put makes a file that a person sent; its handle is its name.
func (s *Server) Put(name string, b []byte) { s.mu.Lock(); defer s.mu.Unlock(); s.files[name] = b }

func (s *Server) getFile(w http.ResponseWriter, id string) {
	s.mu.Lock()
	b, found := s.files[id]
	s.mu.Unlock()
	if !found {
		fail(w, 400, "Bad Request: invalid file_id", 0)
		return
	}
	ok(w, map[string]any{"file_id": id, "file_size": len(b), "file_path": "documents/" + id})
}

func (s *Server) file(w http.ResponseWriter, name string) {
	s.mu.Lock()
	b, found := s.files[strings.TrimPrefix(name, "documents/")]
	s.mu.Unlock()
	if !found {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write(b)
}

// Edited is what became of a message's words; "" while nobody edited it.
func (s *Server) Edited(id int) string { s.mu.Lock(); defer s.mu.Unlock(); return s.edits[id] }

func (s *Server) edit(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.Atoi(r.FormValue("message_id"))
	text := r.FormValue("text") + r.FormValue("caption")
	if utf16Len(plain(text)) > 4096 {
		fail(w, 400, "Bad Request: message is too long", 0)
		return
	}
	s.mu.Lock()
	s.edits[id] = text
	if text == "" {
		s.edits[id] = "(tanpa tombol)"
	}
	s.mu.Unlock()
	ok(w, map[string]any{"message_id": id, "date": 1, "chat": map[string]any{"id": 1, "type": "private"}})
}

// Answered tells whether a press was answered.
func (s *Server) Answered(id string) bool { s.mu.Lock(); defer s.mu.Unlock(); return s.answered[id] }

var tags = regexp.MustCompile(`</?b>`)

// send shows a message; more are further fields of the answer, name and value.
func (s *Server) send(w http.ResponseWriter, r *http.Request, text string, limit int, more ...any) {
	if strings.ContainsAny(tags.ReplaceAllString(text, ""), "<>") {
		fail(w, 400, "Bad Request: can't parse entities", 0)
		return
	}
	text = plain(text)
	markup := r.FormValue("reply_markup")
	switch {
	case strings.TrimSpace(text) == "":
		fail(w, 400, "Bad Request: message text is empty", 0)
		return
	case utf16Len(text) > limit:
		fail(w, 400, "Bad Request: message is too long", 0)
		return
	case tooLong(markup):
		fail(w, 400, "Bad Request: BUTTON_DATA_INVALID", 0)
		return
	}
	s.mu.Lock()
	s.count++
	c := s.at(r.FormValue("chat_id"))
	m := Sent{ID: s.count, Chat: r.FormValue("chat_id"), Text: text, Markup: markup, At: s.now(),
		Lost: s.lose != nil && s.lose(r.FormValue("chat_id"))}
	c.sent = append(c.sent, m)
	close(c.more)
	c.more = make(chan struct{})
	s.mu.Unlock()
	if m.Lost {
		panic(http.ErrAbortHandler) // the connection breaks without a word
	}
	id, _ := strconv.ParseInt(m.Chat, 10, 64)
	answer := map[string]any{"message_id": m.ID, "date": s.now().Unix(), "chat": map[string]any{"id": id, "type": "private"}, "text": text}
	for i := 0; i+1 < len(more); i += 2 {
		answer[more[i].(string)] = more[i+1]
	}
	ok(w, answer)
}

// plain is what people see of HTML.
func plain(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(tags.ReplaceAllString(text, ""))
}

func utf16Len(s string) int { return len(utf16.Encode([]rune(s))) }

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
