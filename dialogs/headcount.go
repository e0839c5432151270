package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Headcount tells an admin how many are registered, as many as an announcement would find:
// "berapa ibu hamil di pamulang". Numbers only, no names.
func Headcount() Dialog {
	return Dialog{
		ID:    "jumlah",
		Opens: []string{"jumlah", "jumlah terdaftar", "statistik", "jumlah pengguna", "berapa yang terdaftar"},
		May:   mayBroadcast,
		Start: func(c *Ctx) {
			words := strings.Fields(answers.Normalise(c.in.Text))
			kept := words[:0]
			for _, w := range words {
				if !counting[w] {
					kept = append(kept, w)
				}
			}
			whom := answers.ReadAudience(strings.Join(kept, " "), c.v.City)
			c.Set("siapa", or(whom.Expr, "semua"))
		},
		Done: func(c *Ctx) {
			h := c.heads()
			if h == nil {
				return
			}
			n, lines := 0, []string{}
			for _, ch := range []store.Channel{store.Telegram, store.WhatsApp, store.WebPhone} {
				if h.By[ch] > 0 {
					n += h.By[ch]
					lines = append(lines, "• "+c.line("siaran.kanal", "kanal", string(ch), "jumlah", itoa(h.By[ch])))
				}
			}
			for _, why := range []store.Why{store.NoConsent, store.SaidStop, store.Mourning, store.Unreachable, store.LivesNotHere, store.NotSure} {
				if h.Left[why] > 0 {
					lines = append(lines, "• "+c.line("siaran.tidak-"+string(why), "jumlah", itoa(h.Left[why])))
				}
			}
			c.Say("jumlah.isi", "siapa", c.audience(), "jumlah", itoa(n), "isi", strings.Join(lines, "\n"))
		},
	}
}

var counting = wordSet("berapa brp brapa jumlah jumlahnya total totalnya ada yang yg terdaftar sekarang skrg statistik data sih ya")
