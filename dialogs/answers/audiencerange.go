package answers

import (
	"strconv"
	"strings"
)

// trimesters are weeks, as the Buku KIA of 2024 divides a pregnancy.
var trimesters = map[int]string{1: "..12", 2: "13..28", 3: "29.."}

var (
	beforeRange = set("yang umur umurnya usia usianya kehamilan kehamilannya dengan dgn antara berumur berusia sedang di dalam")
	amidRange   = set("- s / d sampai sd hingga ..")
)

// before a number, what it bounds.
var bounds = []struct{ form, side string }{
	{"kurang dari", "<"}, {"di bawah", "<"}, {"dibawah", "<"}, {"<", "<"}, {"belum", "<"}, {"lebih dari", ">"}, {"di atas", ">"}, {"diatas", ">"}, {">", ">"},
	{"mulai", "≥"}, {"minimal", "≥"}, {"paling sedikit", "≥"}, {"sampai", "≤"}, {"maksimal", "≤"}, {"paling banyak", "≤"},
}

// rangeOf reads the weeks or months behind people: "28-40 minggu", "trimester 3", "umur di
// bawah 6 bulan". It leaves the place where it was when there are none.
func (r *audienceReader) rangeOf(key string) (string, bool) {
	at := r.i
	skip := func(words map[string]bool) {
		for at < len(r.t) && words[r.t[at]] {
			at++
		}
	}
	skip(beforeRange)
	if at < len(r.t) && (r.t[at] == "trimester" || r.t[at] == "tm" || r.t[at] == "tri") && key == "hamil" {
		if n, err := strconv.Atoi(at2(r.t, at+1)); err == nil && trimesters[n] != "" {
			r.i = at + 2
			return "hamil=" + trimesters[n], true
		}
		return "", false
	}
	if at > 0 && at < len(r.t) && r.t[at-1] == "di" && (r.t[at] == "bawah" || r.t[at] == "atas") {
		at--
	}
	side := ""
	for _, b := range bounds {
		if f := strings.Fields(b.form); hasPrefix(r.t[at:], f) {
			side, at = b.side, at+len(f)
			break
		}
	}
	low, ok := countOf(at2(r.t, at))
	if !ok {
		return "", false
	}
	high, two := low, false
	at++
	unit := spanUnit(at2(r.t, at))
	from := at
	if unit != "" {
		from++
	}
	skipped := from
	for skipped < len(r.t) && amidRange[r.t[skipped]] {
		skipped++
	}
	if n, ok := countOf(at2(r.t, skipped)); ok && skipped > from {
		high, two, at = n, true, skipped+1
		unit = spanUnit(at2(r.t, at))
	}
	if unit != "" {
		at++
	}
	return r.ranged(key, side, unit, low, high, two, at)
}

// ranged puts the numbers into the unit of the term; the place moves behind them.
func (r *audienceReader) ranged(key, side, unit string, low, high int, two bool, at int) (string, bool) {
	switch {
	case key == "hamil" && (unit == "bulan" || unit == "tahun"), key == "anak" && unit == "minggu", low > high:
		return "", false
	case unit == "tahun":
		low *= 12
		if side == "" {
			r.doubt = r.doubt || two
			high = high*12 + 11
		} else {
			high = low
		}
	case unit == "": // weeks and months are what is counted, but nothing said so
		r.doubt = true
	}
	r.i = at
	n, m := strconv.Itoa(low), strconv.Itoa(high)
	switch side {
	case "<":
		return key + "=.." + strconv.Itoa(max(low-1, 0)), true
	case ">":
		return key + "=" + strconv.Itoa(low+1) + "..", true
	case "≥":
		return key + "=" + n + "..", true
	case "≤":
		return key + "=.." + m, true
	}
	if low == high {
		return key + "=" + n, true
	}
	return key + "=" + n + ".." + m, true
}

func countOf(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n < 1000
}

func spanUnit(w string) string {
	switch w {
	case "minggu", "mg", "mgg", "pekan", "week":
		return "minggu"
	case "bulan", "bulanan":
		return "bulan"
	case "tahun", "thn", "th":
		return "tahun"
	}
	return ""
}
