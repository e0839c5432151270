package webphone

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tumbuh/store"
)

//go:embed asset
var assets embed.FS

// maxBody bounds what the page may post.
const maxBody = 64 << 10

// Handler serves the page and what it asks for.
func (w *Web) Handler() http.Handler {
	static, err := fs.Sub(assets, "asset")
	if err != nil { // the folder is embedded: this cannot be at run time
		panic(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(static))
	mux.HandleFunc("GET /mulai", w.start)
	mux.HandleFunc("GET /aliran", w.stream)
	mux.HandleFunc("GET /berkas/{id}", w.file)
	mux.HandleFunc("POST /pesan", w.message)
	mux.HandleFunc("POST /jam", w.move)
	return guarded(mux)
}

// guarded lets only this machine's own page in: the Host must be a loopback name
// (DNS rebinding), a foreign Origin is refused, and what is posted must be JSON, which
// no other site's form can send.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		h := rw.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !loopback(r.Host) {
			http.Error(rw, "this page answers on 127.0.0.1 and localhost only", http.StatusForbidden)
			return
		}
		if o := r.Header.Get("Origin"); o != "" && o != "http://"+r.Host {
			http.Error(rw, "another site may not use this page", http.StatusForbidden)
			return
		}
		if r.Method == http.MethodPost {
			if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != "application/json" {
				http.Error(rw, "want application/json", http.StatusUnsupportedMediaType)
				return
			}
			r.Body = http.MaxBytesReader(rw, r.Body, maxBody)
		}
		next.ServeHTTP(rw, r)
	})
}

func loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.Trim(name, "[]")
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// start tells the page what there is.
func (w *Web) start(rw http.ResponseWriter, _ *http.Request) {
	reply(rw, map[string]any{"phones": w.cfg.Phones, "clock": w.cfg.Clock != nil, "now": w.cfg.Now().In(store.WIB), "note": w.cfg.Note})
}

func reply(rw http.ResponseWriter, v any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(rw).Encode(v) // the page is gone: nobody to tell
}

// stream is the live line: events since Last-Event-ID, then as they come.
func (w *Web) stream(rw http.ResponseWriter, r *http.Request) {
	flush, ok := rw.(http.Flusher)
	if !ok {
		http.Error(rw, "no streaming here", http.StatusInternalServerError)
		return
	}
	rw.Header().Set("Content-Type", "text/event-stream")
	rw.Header().Set("Cache-Control", "no-store")
	seq, _ := strconv.Atoi(r.Header.Get("Last-Event-ID"))
	if list, _ := w.events.after(0); len(list) > 0 && seq > list[len(list)-1].Seq {
		seq = 0 // the program was started anew
	}
	fresh := seq == 0
	fmt.Fprint(rw, "retry: 500\n\n")
	flush.Flush()
	for {
		list, more := w.events.after(seq)
		for _, e := range list {
			if fresh && e.Kind != "pesan" {
				seq = e.Seq
				continue // typing and clock of the past mean nothing to a new page
			}
			b, err := json.Marshal(e)
			if err != nil {
				return
			}
			fmt.Fprintf(rw, "id: %d\ndata: %s\n\n", e.Seq, b)
			seq = e.Seq
		}
		fresh = false
		flush.Flush()
		select {
		case <-more:
		case <-w.events.done:
			return
		case <-r.Context().Done():
			return
		}
	}
}

func (w *Web) file(rw http.ResponseWriter, r *http.Request) {
	f, ok := w.events.file(r.PathValue("id"))
	if !ok {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", f.MIME)
	if !f.Picture {
		rw.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	}
	_, _ = rw.Write(f.Bytes)
}

// posted is one thing a phone sends. The page makes the id and repeats the post
// with it until it is answered, so a killed program loses nothing.
type posted struct {
	Phone    string `json:"phone"`
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Text     string `json:"text"`
	Question string `json:"question"`
	Choice   string `json:"choice"`
	Number   string `json:"number"`
}

var kinds = map[string]store.InKind{"": store.InText, "text": store.InText, "button": store.InButton, "contact": store.InContact,
	"sticker": store.InSticker, "voice": store.InVoice, "photo": store.InPhoto}

func (w *Web) message(rw http.ResponseWriter, r *http.Request) {
	var p posted
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		http.Error(rw, "not a message: want JSON with phone, id and text", http.StatusBadRequest)
		return
	}
	kind, ok := kinds[p.Kind]
	if !ok || !phoneID(p.Phone) || p.ID == "" || len(p.ID) > 80 {
		http.Error(rw, "not a message: want phone (letters, digits), id and a known kind", http.StatusBadRequest)
		return
	}
	in := store.Incoming{From: store.Address{Channel: store.WebPhone, ID: p.Phone}, ID: p.ID, At: w.cfg.Now(), Kind: kind,
		Text: p.Text, Question: p.Question, Choice: p.Choice, Phone: p.Number}
	if err := w.deliver(r.Context(), in); err != nil {
		if !errors.Is(err, context.Canceled) {
			w.cfg.Log.Warn("web phone", "cause", err.Error())
		}
		http.Error(rw, "not kept yet, send it again", http.StatusServiceUnavailable)
		return
	}
	reply(rw, map[string]string{"id": p.ID})
}

func phoneID(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}

// move walks the clock: {"by":"1h"}, {"by":"24h"}, {"next":true} or {"to":"2026-03-10T08:00"}.
func (w *Web) move(rw http.ResponseWriter, r *http.Request) {
	var m struct {
		By   string `json:"by"`
		Next bool   `json:"next"`
		To   string `json:"to"`
	}
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil || w.cfg.Clock == nil {
		http.Error(rw, "the clock cannot be moved like that", http.StatusBadRequest)
		return
	}
	if !w.walk.TryLock() {
		http.Error(rw, "the clock is walking", http.StatusConflict)
		return
	}
	defer w.walk.Unlock()
	to, ok := w.target(r.Context(), m.By, m.Next, m.To)
	if !ok {
		http.Error(rw, "the clock cannot be moved like that", http.StatusBadRequest)
		return
	}
	tell := func(now time.Time, busy bool) { w.events.add(event{Kind: "jam", At: now.In(store.WIB), Busy: busy}) }
	err := w.cfg.Clock.Walk(r.Context(), to, func(now time.Time) { tell(now, true) })
	tell(w.cfg.Clock.Now(), false)
	if err != nil {
		http.Error(rw, "the clock stopped on its way", http.StatusServiceUnavailable)
		return
	}
	reply(rw, map[string]time.Time{"now": w.cfg.Clock.Now().In(store.WIB)})
}

// target is where the clock is to go; only forward, three years at most.
func (w *Web) target(ctx context.Context, by string, next bool, to string) (time.Time, bool) {
	now := w.cfg.Clock.Now()
	var at time.Time
	switch {
	case next:
		var ok bool
		if at, ok = w.cfg.Clock.Next(ctx); !ok {
			return at, false
		}
		at = at.Add(time.Second)
	case by != "":
		d, err := time.ParseDuration(by)
		if err != nil {
			return at, false
		}
		at = now.Add(d)
	default:
		var err error
		if at, err = time.ParseInLocation("2006-01-02T15:04", to, store.WIB); err != nil {
			return at, false
		}
	}
	return at, !at.Before(now) && at.Before(now.AddDate(3, 0, 0))
}
