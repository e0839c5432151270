package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

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

// Confirmed is the highest update the bot has confirmed, Waiting how many it has not.
func (s *Server) Confirmed() int { s.mu.Lock(); defer s.mu.Unlock(); return s.confirm }

// Waiting is how many updates are not confirmed.
func (s *Server) Waiting() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.updates) }

// Renumber makes the next update's number next: Telegram numbers anew after a week
// without updates.
func (s *Server) Renumber(next int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next, s.confirm = next-1, 0
}

// Webhook is what setWebhook was told last; "" where polling is on.
func (s *Server) Webhook() (url, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hook, s.secret
}

// SetWebhook is somebody else's setWebhook.
func (s *Server) SetWebhook(url, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook, s.secret = url, secret
}

// poll confirms what lies below the offset and returns the rest, waiting for some. A
// second poll ends the first; a webhook forbids both.
func (s *Server) poll(w http.ResponseWriter, r *http.Request) {
	offset, _ := strconv.Atoi(r.FormValue("offset"))
	seconds, _ := strconv.Atoi(r.FormValue("timeout"))
	stop := time.After(time.Duration(min(seconds, 50)) * time.Second)
	s.mu.Lock()
	mine := make(chan struct{})
	if s.polling != nil {
		close(s.polling)
	}
	s.polling = mine
	s.mu.Unlock()
	defer s.polled(mine)
	for {
		bodies, more, hooked := s.due(offset)
		switch {
		case hooked:
			fail(w, 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", 0)
			return
		case len(bodies) > 0:
			ok(w, bodies)
			return
		}
		select {
		case <-more:
		case <-stop:
			ok(w, bodies)
			return
		case <-mine:
			fail(w, 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", 0)
			return
		case <-r.Context().Done():
			return
		}
	}
}

func (s *Server) polled(mine chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.polling == mine {
		s.polling = nil
	}
}

// due confirms below the offset and returns what is left, a hundred at most. An offset
// far beyond the last update is passed over, as Telegram does.
func (s *Server) due(offset int) (bodies []json.RawMessage, more <-chan struct{}, hooked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bodies = []json.RawMessage{}
	if offset > s.next+10 {
		offset = 0
	}
	kept := s.updates[:0:0]
	for _, u := range s.updates {
		if u.id >= offset {
			kept = append(kept, u)
		} else {
			s.confirm = max(s.confirm, u.id)
		}
	}
	s.updates = kept
	for _, u := range kept[:min(len(kept), 100)] {
		bodies = append(bodies, u.body)
	}
	return bodies, s.more, s.hook != ""
}
