package answers

import (
	"strings"
	"testing"
)

// TestCadreLinesGrowInProportion holds that twice the message costs about twice the work,
// counted in allocations, which no busy machine changes: lines that belong to one name, names
// without sizes, words that look around.
func TestCadreLinesGrowInProportion(t *testing.T) {
	for _, c := range []struct {
		head, again string
		n           int
	}{
		{"Aisyah\n", "bb 8 tb 70 lila 14 lk 44 rewel sekali hari ini\n", 20}, {"Aisyah 9\n", "lila 14\n", 90}, {"", "Rafa, ", 120}, {"", "Rafa lila 9 semua ", 40}, {"", "Rafa 9,1 eh ", 60}, {"", "Arka Arki sama-sama 9 ", 40},
	} {
		work := func(n int) float64 {
			s := c.head + strings.Repeat(c.again, n)
			return testing.AllocsPerRun(1, func() { CadreLines(s, today) })
		}
		if once, twice := work(c.n), work(2*c.n); twice > 3*once {
			t.Errorf("%q: %.0f allocations, twice the text %.0f", c.again, once, twice)
		}
	}
}
