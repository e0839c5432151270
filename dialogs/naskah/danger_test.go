package naskah

import (
	"strings"
	"testing"
)

// signs is how many danger signs the triage knows; each has its message.
const signs = 53

// A danger message says in one message what it is, what to do, where to go, whom
// to call and what to bring; never less.
func TestDangerMessagesAreWhole(t *testing.T) {
	texts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range texts.All() {
		sign, ok := strings.CutPrefix(e.Key, "bahaya.")
		if !ok {
			continue
		}
		n++
		first, _, _ := strings.Cut(e.Body, "\n")
		if !strings.HasPrefix(first, "🚨 ") || e.Title == "" || len(e.Choices) > 0 || len(e.Vars) > 0 {
			t.Errorf("%s: no 🚨 in the first line, no title, or something to fill in or press", e.Key)
		}
		for _, want := range []string{"IGD", "119", "Buku KIA", "BPJS", "Jangan menunggu balasan"} {
			if !strings.Contains(e.Body, want) {
				t.Errorf("%s does not name %q", e.Key, want)
			}
		}
		if strings.Count(e.Body, "\nPertolongan pertama: ") != 1 {
			t.Errorf("%s must have one line of first aid", e.Key)
		}
		ask, ok := texts.Get("bahaya-tanya." + sign)
		if !ok || len(ask.Choices) != 2 || ask.Choices[0].ID != "ya" || ask.Choices[1].ID != "tidak" || !strings.Contains(ask.Body, "?") {
			t.Errorf("%s has no short question back with ya and tidak", sign)
		}
	}
	if n != signs {
		t.Errorf("%d messages for %d danger signs", n, signs)
	}
}
