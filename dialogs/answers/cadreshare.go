package answers

import (
	"slices"
	"strings"
)

// Sizes that are said of several children at once: "Arka Arki sama-sama 9 kg", "Arka 9, Arki
// 8,7 sama2 tb 75". Each child without a size of its own gets the one that is shared.

// shareWords say that what follows is of both, or of all.
var shareWords = set("sama-sama samasama samaan keduanya kedua-duanya duanya dua-duanya masing-masing masing semuanya")

// shareAt returns how many tokens a word of sharing at i takes, 0 for none.
func shareAt(t []token, i int) int {
	switch {
	case shareWords[t[i].raw]:
		return 1
	case t[i].raw == "2" && signAt(t, i+1, "-") && rawAt(t, i+2) == "duanya": // "dua-duanya", with the number read already
		return 3
	case t[i].raw == "2" && rawAt(t, i+1) == "nya" && i+2 < len(t): // "dua2nya"
		return 2
	case wordAt(t, i) != "sama":
		return 0
	case wordAt(t, i+1) == "sama":
		return 2
	case i+1 < len(t) && (t[i+1].kind == 'n' || leadLabel(t[i+1])) && i > 0 && t[i-1].kind != 's': // "bb sama 9", "Arki 8,7 sama2 tb 75"
		return 1
	}
	return 0
}

// shared reads a line whose sizes are of several children; nil where none are.
func shared(t []token, c cadreText) []Record {
	for i := 1; i < len(t); i++ {
		n := shareAt(t, i)
		if n == 0 {
			continue
		}
		before, after := t[:i], t[i+n:]
		if strings.HasPrefix(t[i].raw, "masing") { // "Arka Arki masing-masing 9,1 dan 8,7"
			if list := dealOut(slices.Concat(tokens("kembar"), before, after), c); list != nil {
				return list
			}
		}
		if leadLabel(t[i-1]) { // "Arka Arki bb sama 9"
			before, after = t[:i-1], append([]token{t[i-1]}, after...)
		}
		var sizes Record
		if sizes.takeSizes(quantities(after)); !sizes.Measured() || len(sizes.Ask) > 0 {
			return nil
		}
		if list := sharedByNames(before, after, c); list != nil {
			return list
		}
		return sharedByRows(before, after, sizes, c)
	}
	return nil
}

// sharedByNames reads "Arka Arki sama-sama 9 kg": names, then what all of them have.
func sharedByNames(before, after []token, c cadreText) []Record {
	names, end := namesAhead(before)
	if len(names) == 1 && len(names[0])%2 == 0 {
		half := len(names[0]) / 2
		names = [][]token{names[0][:half], names[0][half:]}
	}
	if len(names) < 2 || len(quantities(before)) > 0 || namedIn(after) {
		return nil
	}
	var out []Record
	for _, name := range names {
		row := append(append(append([]token{}, name...), before[end:]...), after...)
		got := readRow(row, c)
		if len(got) != 1 || !got[0].Measured() {
			return nil
		}
		out = append(out, got[0])
	}
	return out
}

// sharedByRows reads "Arka 9, Arki 8,7 sama2 tb 75": children with their own sizes, then what
// none of them has yet.
func sharedByRows(before, after []token, sizes Record, c cadreText) []Record {
	list := rowRecords(before, c)
	if len(list) < 2 || namedIn(after) {
		return nil
	}
	for _, r := range list {
		if sizes.Weight*r.Weight+sizes.Length*r.Length+sizes.Arm*r.Arm+sizes.Head*r.Head != 0 {
			return nil
		}
	}
	for i := range list {
		r := &list[i]
		r.Weight, r.Length, r.Arm, r.Head = max(r.Weight, sizes.Weight), max(r.Length, sizes.Length), max(r.Arm, sizes.Arm), max(r.Head, sizes.Head)
		if r.Position == "" {
			r.Position = positionOf(after)
		}
	}
	return list
}

// namedIn tells whether a child is named in a part.
func namedIn(t []token) bool {
	for i := range t {
		if canBeName(t, i) {
			return true
		}
	}
	return false
}
