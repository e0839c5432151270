package answers

import (
	"slices"
	"strings"
)

// notToday tells whether what stands around a number says that it is another day's, or only
// wished for: "dulu … 10 kg", "target 9", "(8,9 jg bln kmrn)".
func notToday(t []token, i, to int, list []quantity) bool {
	stop := 0
	if n := len(list); n > 0 {
		stop = list[n-1].to
	}
	for k := to; k < len(t); k++ { // "tadi 9,9 sekarang 9,7"
		if t[k].kind == 'n' {
			if r := ratio(quantity{val: t[i].val}, quantity{val: t[k].val}); r < 1.6 && saysNow(t[to:k]) {
				return true
			}
			break
		}
	}
	for k := i - 1; k >= max(stop, i-4); k-- {
		if strings.HasPrefix(t[k].raw, "lahir") && k >= i-2 && saysNow(t[to:]) {
			return true // "lahirnya 2,7 sekarang 6,1"
		}
		if t[k].raw == "dulu" || t[k].raw == "dulunya" || t[k].raw == "target" || t[k].raw == "targetnya" {
			return true
		}
	}
	if wordAt(t, to) == "juga" {
		to++
	}
	if wordAt(t, to) == "bulan" && (wordAt(t, to+1) == "lalu" || wordAt(t, to+1) == "kemarin") {
		next := to + 2
		for signAt(t, next, ":=") {
			next++
		}
		return next >= len(t) || t[next].kind != 'n'
	}
	return false
}

func saysNow(t []token) bool {
	return slices.ContainsFunc(t, func(k token) bool { return k.word == "sekarang" })
}
