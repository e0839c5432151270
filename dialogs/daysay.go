package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
)

// unread says of one of many lines that it was not understood; a lone one may be talk.
func (w *dayWork) unread(l answers.Line) bool {
	if len(strings.Fields(l.Text)) == 0 || !strings.ContainsAny(l.Text, "0123456789") || looksAsking(l.Text) {
		return false
	}
	w.say("hari.tidak-terbaca", "baris", short(l.Text))
	return true
}

// say adds a line of the answer.
func (w *dayWork) say(key string, vars ...string) { w.said = append(w.said, w.c.line(key, vars...)) }

// sayOnce adds a line that the answer does not have yet.
func (w *dayWork) sayOnce(key string) {
	if s := w.c.line(key); !slices.Contains(w.said, s) {
		w.said = append(w.said, s)
	}
}

// short quotes the beginning of a line.
func short(s string) string {
	if r := []rune(strings.TrimSpace(s)); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return strings.TrimSpace(s)
}
