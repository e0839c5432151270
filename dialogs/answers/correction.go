package answers

import (
	"regexp"
	"strings"
)

var correctLead = regexp.MustCompile(`^(?:(?:eh|maaf|aduh|waduh|sorry|sori|oh)[ ,.]+)*(?:(?:tolong|mohon|mau|bisa|minta)\s+)?(?:ganti|gantiin|ubah|rubah|ralat|koreksi|perbaiki|betulkan|betulin|benerin|edit|tukar|salah|keliru|yg salah|yang salah)(?:\s+(?:bu|bun|dong|ya|deh|itu|yg tadi|yang tadi))*[ ,.:]+(.+)$`)
var correctTail = regexp.MustCompile(`^(.+?)(?:nya|x)?\s+(?:salah|keliru)(?:\s*[,.]?\s*(?:harusnya|seharusnya|yg bener|yang benar|yg benar|mestinya|jadi)?\s*(.*))?$`)

// ReadCorrection reads "ganti tgl lahir 3 maret" or "nama salah, harusnya Siti":
// which field, and the new value where it is given. Fields maps the words people
// use to field ids; the longest that fits wins.
func ReadCorrection(text string, fields map[string]string) (field, value string, ok bool) {
	original := strings.TrimSpace(strings.ToValidUTF8(text, ""))
	s := strings.ToLower(spaces.ReplaceAllString(original, " "))
	if m := correctLead.FindStringSubmatchIndex(s); m != nil && len(s) == len(original) {
		return splitField(original[m[2]:m[3]], fields)
	}
	if m := correctTail.FindStringSubmatch(s); m != nil {
		if f, rest, found := splitField(m[1], fields); found && rest == "" {
			return f, strings.TrimSpace(m[2]), true
		}
	}
	return "", "", false
}

// ReadField reads "panjangnya 50" and "tgl lahir: 3 maret": a field and its value
// without a word of correcting. It is for where corrections are awaited.
func ReadField(text string, fields map[string]string) (field, value string, ok bool) {
	field, value, ok = splitField(strings.TrimSpace(spaces.ReplaceAllString(strings.ToValidUTF8(text, ""), " ")), fields)
	return field, value, ok && value != ""
}

func splitField(s string, fields map[string]string) (field, value string, ok bool) {
	low := strings.ToLower(s)
	best := ""
	for w := range fields {
		rest, found := strings.CutPrefix(low, w)
		if found && len(w) > len(best) && (rest == "" || rest[0] == ' ' || rest[0] == ':' || strings.HasPrefix(rest, "nya")) {
			best = w
		}
	}
	if best == "" {
		return "", "", false
	}
	rest := strings.TrimPrefix(s[len(best):], "nya")
	rest = strings.TrimSpace(strings.TrimLeft(rest, " :=,"))
	for _, lead := range []string{"jadi ", "menjadi ", "ke ", "nya "} {
		if strings.HasPrefix(strings.ToLower(rest), lead) {
			rest = rest[len(lead):]
		}
	}
	return fields[best], strings.TrimSpace(rest), true
}
