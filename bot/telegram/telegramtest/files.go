package telegramtest

import (
	"io"
	"net/http"
	"strconv"
	"strings"
)

// Uploads is how often bytes were sent up, rather than a handle.
func (s *Server) Uploads() int { s.mu.Lock(); defer s.mu.Unlock(); return s.uploads }

// Forget makes every handle of an upload invalid.
func (s *Server) Forget() { s.mu.Lock(); defer s.mu.Unlock(); clear(s.handles) }

// sendFile takes bytes, which get a handle, or a handle that is known.
func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, kind string) {
	handle := r.FormValue(kind)
	s.mu.Lock()
	known := s.handles[handle]
	s.mu.Unlock()
	if handle != "" && !known {
		fail(w, 400, "Bad Request: wrong file identifier/HTTP URL specified", 0)
		return
	}
	if handle == "" {
		f, _, err := r.FormFile(kind)
		if err != nil {
			fail(w, 400, "Bad Request: there is no "+kind+" in the request", 0)
			return
		}
		b, err := io.ReadAll(f)
		if err != nil || len(b) == 0 {
			fail(w, 400, "Bad Request: file must be non-empty", 0)
			return
		}
		s.mu.Lock()
		s.uploads++
		handle = kind + "-" + strconv.Itoa(s.uploads)
		s.handles[handle] = true
		s.mu.Unlock()
	}
	var file any = map[string]any{"file_id": handle}
	if kind == "photo" {
		file = []any{map[string]any{"file_id": "small"}, file}
	}
	s.send(w, r, strings.TrimSpace("(berkas) "+r.FormValue("caption")), 1024, kind, file)
}
