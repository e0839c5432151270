package dialogs

import (
	"strconv"
	"strings"

	"tumbuh/dialogs/faq"
)

// sayFigure holds a figure that the question names against the line the text speaks of,
// before the text: whoever asks "lila 24" wants to know on which side of 23,5 it lies.
// Figures on the dangerous side never come here: the detector answers them.
func (c *Ctx) sayFigure(topic string, f faq.Figures) {
	switch topic {
	case "anemia-hamil", "makanan-zat-besi":
		c.figure("hb", f.Hb, 11)
	case "kek-lila-hamil":
		c.figure("lila", f.Lila, 23.5)
	case "tekanan-darah-hamil":
		if f.Sys > 0 && f.Sys < 140 && f.Dia < 90 {
			c.Say("angka.tensi-di-bawah", "nilai", comma(f.Sys)+"/"+comma(f.Dia))
		}
	}
}

func (c *Ctx) figure(kind string, value, limit float64) {
	switch {
	case value <= 0:
	case value < limit:
		c.Say("angka."+kind+"-kurang", "nilai", comma(value))
	default:
		c.Say("angka."+kind+"-cukup", "nilai", comma(value))
	}
}

func comma(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
}
