package fakewa

import (
	"fmt"
	"slices"
	"testing"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
)

// notify wakes everyone waiting for a state change. The mutex must be held.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait blocks until cond (called with the mutex held) is true.
func (s *Server) wait(d time.Duration, cond func() bool) bool {
	deadline := time.After(d)
	for {
		s.mu.Lock()
		ok, ch := cond(), s.changed
		s.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-ch:
		case <-deadline:
			return false
		}
	}
}

func (s *Server) problem(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
	s.notify()
}

// Problems lists protocol errors the server noticed (undecryptable messages,
// unknown queries, bad signatures). A healthy test ends with none.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// Sent lists the messages the client sent, in order, including refused ones.
func (s *Server) Sent() []Msg {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

// WaitSent waits until at least n messages were sent, and returns all.
func (s *Server) WaitSent(tb testing.TB, n int) []Msg {
	tb.Helper()
	if !s.wait(20*time.Second, func() bool { return len(s.sent) >= n }) {
		tb.Fatalf("fakewa: got %d sent messages, want %d; problems: %v", len(s.Sent()), n, s.Problems())
	}
	return s.Sent()
}

// Stanzas lists what the client sent since start or the last KeepStanzas, with
// tag (empty for all).
func (s *Server) Stanzas(tag string) []Stanza {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Stanza
	for _, st := range s.stanzas {
		if tag == "" || st.Node.Tag == tag {
			out = append(out, st)
		}
	}
	return out
}

// WaitStanza waits for a client stanza that match accepts.
func (s *Server) WaitStanza(tb testing.TB, what string, match func(waBinary.Node) bool) Stanza {
	tb.Helper()
	var got Stanza
	if !s.wait(20*time.Second, func() bool {
		for _, st := range s.stanzas {
			if match(st.Node) {
				got = st
				return true
			}
		}
		return false
	}) {
		tb.Fatalf("fakewa: no stanza: %s", what)
	}
	return got
}

// Pending lists the IDs of stanzas (messages and receipts) that were given to
// the queue of the first device and not acknowledged by it.
func (s *Server) Pending() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, d := range s.devices {
		for _, p := range d.queue {
			out = append(out, p.id)
		}
	}
	return out
}

// WaitIdle waits until nothing is pending.
func (s *Server) WaitIdle(tb testing.TB) {
	tb.Helper()
	if !s.wait(30*time.Second, func() bool {
		for _, d := range s.devices {
			if len(d.queue) > 0 {
				return false
			}
		}
		return true
	}) {
		tb.Fatalf("fakewa: still pending: %v", s.Pending())
	}
}

// WaitOnline waits until a device is logged in and active.
func (s *Server) WaitOnline(tb testing.TB) {
	tb.Helper()
	if !s.wait(20*time.Second, func() bool {
		for _, d := range s.devices {
			if d.conn != nil && d.active {
				return true
			}
		}
		return false
	}) {
		tb.Fatalf("fakewa: no client came online; problems: %v", s.Problems())
	}
}

// Online reports whether a logged-in connection exists.
func (s *Server) Online() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.devices {
		if d.conn != nil {
			return true
		}
	}
	return false
}

// xml renders a node; the method changed its name between whatsmeow versions.
func xml(n *waBinary.Node) string {
	switch v := any(n).(type) {
	case interface{ XMLString() string }:
		return v.XMLString()
	case fmt.Stringer:
		return v.String()
	}
	return n.Tag
}

// Lines is how many lines got through the handshake so far.
func (s *Server) Lines() int { s.mu.Lock(); defer s.mu.Unlock(); return s.nextConn }

// Tries is how many lines were begun so far.
func (s *Server) Tries() int { s.mu.Lock(); defer s.mu.Unlock(); return s.tries }
