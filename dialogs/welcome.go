package dialogs

import "tumbuh/store"

// Welcome is the door: "daftar" without saying whom, and the menus' buttons.
func Welcome() Dialog {
	return Dialog{
		ID:    "daftar",
		Opens: []string{"daftar", "mau daftar", "daftar bun", "registrasi", "pendaftaran", "gmn cara daftar", "gimana cara daftar", "cara daftar", "ikutan", "gmn cara ikutan"},
		Steps: []Step{{ID: "siapa", Read: func(c *Ctx, text string) Reading {
			switch who(text) {
			case "hamil", "anak":
				return Reading{OK: true, Value: who(text)}
			}
			return Reading{}
		}}},
		Done: func(c *Ctx) {
			next := c.Answer("siapa")
			c.Session.Dialog = ""
			if next == "keduanya" {
				c.Open("anak", nil)
				c.Session.Stack = append([]store.Frame{{Dialog: "hamil"}}, c.Session.Stack...)
				return
			}
			c.Open(next, c.partsFor(c.e.byID[next], nil, c.in.Text)) // "istri saya hamil 5 bulan"
		},
	}
}
