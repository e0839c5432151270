package faq

import (
	_ "embed"
	"strings"
)

//go:embed data/danger-signs.tsv
var signsTSV string

// Sign is one row of the decision table's list of signs.
type Sign struct{ ID, Level, Description string }

// Signs lists the danger signs in the order of the domain's list.
func Signs() []Sign {
	var out []Sign
	for i, line := range strings.Split(strings.TrimSpace(signsTSV), "\n") {
		if f := strings.Split(line, "\t"); i > 0 && len(f) == 3 {
			out = append(out, Sign{f[0], f[1], f[2]})
		}
	}
	return out
}
