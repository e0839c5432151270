package telegramtest

import "net/http"

// Fault has f see every call first; it answers one itself by returning true.
func (s *Server) Fault(f func(method, chat string, w http.ResponseWriter) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

func (s *Server) faults() func(method, chat string, w http.ResponseWriter) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}

// Lose has f say whether the answer to a message that was shown is lost on its way.
func (s *Server) Lose(f func(chat string) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lose = f
}
