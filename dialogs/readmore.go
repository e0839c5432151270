package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
)

// readNameAndMore reads "Tuti Lestari, 31 tahun, 20 minggu, Ciater": a name, and
// after it answers to later questions, each by its own reader. What none of them is
// sure of is asked when its turn comes.
func readNameAndMore(c *Ctx, text string) Reading {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	if len(parts) < 2 {
		return Reading{}
	}
	name := answers.ReadName(parts[0])
	if name.Verdict != answers.OK {
		return Reading{}
	}
	also := map[string]string{}
	for _, p := range parts[1:] {
		for _, s := range []struct {
			step string
			read func(*Ctx, string) Reading
		}{{"hpht", readHPHT}, {"umur", readMotherAge}, {"hp", readPhone}, {"kelurahan", readKelurahan}} {
			if r := s.read(c, strings.TrimSpace(p)); r.OK && r.Value != Skipped && also[s.step] == "" {
				also[s.step] = r.Value
				break
			}
		}
	}
	return Reading{OK: len(also) > 0, Value: name.Value, Also: also}
}

// commandAsName asks about a name that is a word of ours too: "grafik" where a name was
// asked means the chart, unless somebody is really called so.
func commandAsName(c *Ctx, text string) (Reading, bool) {
	r := answers.ReadName(text)
	if _, command := opening(text, c.e.opens); !command || r.Verdict != answers.OK {
		return Reading{}, false
	}
	return Reading{Confirm: true, Value: r.Value, Say: "umum.nama-perintah", Vars: []string{"nama", r.Value}}, true
}
