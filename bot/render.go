package bot

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"tumbuh/store"
)

// Render shapes a message to the limits of its channel: choices become buttons or
// a numbered list, a long text becomes several messages, cut at sentences. The
// last part carries the choices. Part n>0 has the id "<id>~n", the same on every retry.
func Render(m store.Message, l Limits) []Outgoing {
	text := m.Text
	if !l.Buttons && len(m.Choices) > 0 {
		text += "\n\n" + Numbered(m.Choices)
	}
	parts := Split(text, l.TextUnits)
	out := make([]Outgoing, len(parts))
	for i, p := range parts {
		out[i] = Outgoing{ID: m.ID, To: m.Via.ID, Lane: m.Lane, Text: p, Typing: i == 0 && m.Lane == store.Reply}
		if i > 0 {
			out[i].ID += "~" + strconv.Itoa(i)
		}
	}
	last := &out[len(out)-1]
	last.Question = m.Question
	if l.Buttons {
		last.Choices, last.Contact = m.Choices, m.Contact
	}
	return out
}

// Numbered writes choices as lines that begin with 1, 2, 3….
func Numbered(choices []store.Choice) string {
	lines := make([]string, len(choices))
	for i, c := range choices {
		lines[i] = strconv.Itoa(i+1) + ". " + c.Label
	}
	return strings.Join(lines, "\n")
}

// Units is the length of a text in UTF-16 units, as networks count.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// Split cuts a text into parts of at most limit UTF-16 units, at a paragraph, a
// sentence or a space where there is one in the second half. No limit: one part.
func Split(text string, limit int) []string {
	if limit <= 0 || Units(text) <= limit {
		return []string{text}
	}
	var parts []string
	for Units(text) > limit {
		end := fits(text, limit)
		cut := end
		for _, sep := range []string{"\n\n", "\n", ". ", "! ", "? ", " "} {
			if i := strings.LastIndex(text[:end], sep); i > end/2 {
				cut = i + len(sep)
				break
			}
		}
		if part := strings.TrimSpace(text[:cut]); part != "" {
			parts = append(parts, part)
		}
		text = strings.TrimLeft(text[cut:], " \n")
	}
	if rest := strings.TrimSpace(text); rest != "" || len(parts) == 0 {
		parts = append(parts, rest)
	}
	return parts
}

// fits is the length in bytes of the longest beginning of at most limit units.
func fits(text string, limit int) int {
	n := 0
	for i, r := range text {
		n += max(utf16.RuneLen(r), 1)
		if n > limit {
			return i
		}
	}
	return len(text)
}
