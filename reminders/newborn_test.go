package reminders

import (
	"strings"
	"testing"
)

// A newborn is not asked to the posyandu, nor missed there; an older child is.
func TestNewbornIsNotBroughtToThePosyandu(t *testing.T) {
	for birth, want := range map[string]string{"2026-03-02": "Bayi baru lahir boleh menyusul", "2026-01-20": "Ajak Aisyah"} {
		tn := newTown(t, "2026-03-03 10:00")
		tn.put("siti", siti(), tn.withChild(birth, "P"), tn.now)
		tn.walk("2026-03-08 12:00")
		if text := tn.first("posyandu-h3").Text; !strings.Contains(text, want) {
			t.Errorf("born %s: %q", birth, text)
		}
	}
}
