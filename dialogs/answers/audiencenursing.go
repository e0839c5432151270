package answers

import (
	"slices"
	"strings"
)

// Who breastfeeds is written down nowhere: what is meant is every mother of a child of the
// age, and [Audience.Nursing] has that said before it is used. Breastfeeding is advised up to
// 24 months, alone up to 6.
const (
	nursed     = "anak=..23"
	nursedOnly = "anak=..5"
)

// nursing are the words for it.
var nursing = []struct{ form, term string }{
	{"menyusui eksklusif", nursedOnly}, {"asi eksklusif", nursedOnly}, {"asi saja", nursedOnly}, {"memberi asi eksklusif", nursedOnly}, {"kasih asi eksklusif", nursedOnly},
	{"menyusui", nursed}, {"memberi asi", nursed}, {"kasih asi", nursed}, {"menyusukan", nursed},
}

// Words before and behind them that change nothing of who is meant.
var (
	nursingBefore = set("ibu yang masih sedang")
	nursingChild  = set("dengan punya anak anaknya bayi bayinya")
)

// readNursing reads mothers who breastfeed: those of children of the age that is named, else
// of any age at which one does. Behind "yang" they are some of those named before.
func (r *audienceReader) readNursing() bool {
	from, at := r.i, r.i
	for nursingBefore[at2(r.t, at)] {
		at++
	}
	term, n := "", 0
	for _, g := range nursing {
		if f := strings.Fields(g.form); len(f) > n && hasPrefix(r.t[at:], f) {
			term, n = g.term, len(f)
		}
	}
	if n == 0 {
		return false
	}
	if w := at2(r.t, from-1); w == "enggak" || w == "tidak" { // who does not is written down no more
		r.rest, r.i = append(r.rest, "tidak", "menyusui"), at+n
		return true
	}
	r.i = at + n
	for nursingChild[at2(r.t, r.i)] {
		if w := at2(r.t, r.i); strings.HasPrefix(w, "bayi") && term == nursed {
			term = "anak=..11"
		}
		r.i++
	}
	if exact, ok := r.rangeOf("anak"); ok {
		term = exact
	}
	r.both = r.both || slices.Contains(r.t[from:at], "yang") && !orWords[at2(r.t, from-1)]
	r.add(term)
	r.nursing = true
	return true
}
