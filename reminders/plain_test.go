package reminders

import (
	"testing"

	"tumbuh/dialogs/naskah"
)

// TestVisitsHavePlainWords: what calls to a visit is said without its advice while no
// health worker signed that, and with the same choices.
func TestVisitsHavePlainWords(t *testing.T) {
	texts, err := naskah.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range Rows() {
		if r.Kind != "anc" && r.Kind != "nifas" && r.Kind != "ttd" || r.Text == "pengingat.ttd-gambar" {
			continue
		}
		full, _ := texts.Get(r.Text)
		plain, ok := texts.Get(r.Text + ".polos")
		if !ok {
			t.Errorf("%s has no plain form", r.Text)
		}
		if len(plain.Choices) != len(full.Choices) {
			t.Errorf("%s: %d choices, its plain form %d", r.Text, len(full.Choices), len(plain.Choices))
		}
		for i := range min(len(plain.Choices), len(full.Choices)) {
			if plain.Choices[i] != full.Choices[i] {
				t.Errorf("%s: choice %v, in the plain form %v", r.Text, full.Choices[i], plain.Choices[i])
			}
		}
	}
}
