package answers

import (
	"slices"
	"strings"
)

// nameFirst turns "bb Aisyah 8,4" into "Aisyah bb 8,4"; "bb/tb", "lingkar lengan" and "LK"
// before it too.
func nameFirst(t []token) []token {
	from := 0
	for from < len(t) && (leadLabel(t[from]) || from > 0 && signAt(t, from, "/&-") || wordAt(t, from) == "lingkar") {
		from++
	}
	end := nameEnd(t, from)
	to := end
	if wordAt(t, end) == "jadi" { // "ganti bb Ceria jadi 8,5"
		end++
	}
	if from == 0 || to == from || end >= len(t) || t[end].kind != 'n' {
		return t
	}
	out := append(append([]token{}, t[from:to]...), t[:from]...)
	if k := len(out) - 1; out[k].raw == "lk" || out[k].raw == "lika" { // before a number now
		out[k].word = "lingkar kepala"
	}
	return append(out, t[end:]...)
}

func leadLabel(k token) bool {
	return k.kind == 'w' && (sizeLabels[labelOf[k.word]] || k.raw == "lk" || k.raw == "lika")
}

// splitRuns cuts "8,4,70" and "8.4.70.5" apart: no decimal has two separators. After
// tanggal it is a date and stays.
func splitRuns(t []token) []token {
	out := make([]token, 0, len(t))
	for i, k := range t {
		if k.kind != 'n' || simple(k.raw) || wordAt(t, i-1) == "tanggal" {
			out = append(out, k)
			continue
		}
		p := strings.FieldsFunc(k.raw, func(r rune) bool { return r == '.' || r == ',' })
		if len(p) == 3 && len(p[2]) == 4 { // a date
			out = append(out, k)
			continue
		}
		for len(p) > 0 {
			n := p[0]
			if len(p) > 1 && (len(p)%2 == 0 || len(p) == 3 && len(p[0]) <= 2 && len(p[1]) == 1) {
				n += "." + p[1]
				p = p[1:]
			}
			out = append(out, number(n, false))
			p = p[1:]
		}
	}
	return out
}

// splitRecords cuts a line where the next child begins: a name after sizes that is
// followed by sizes, or after a comma by sizes, absence or moving.
func splitRecords(t []token) [][]token {
	var parts [][]token
	start := 0
	for i := 1; i < len(t); i++ {
		if !canBeName(t, i) {
			continue
		}
		sep := signAt(t, i-1, ",;&+|") || t[i-1].word == "dan" || t[i-1].word == "sama"
		if !sep && t[i-1].kind == 'w' && (canBeName(t, i-1) || leadWords[t[i-1].word] || leadWords[t[i-1].raw]) {
			if back := leadFrom(t, i); back == i || back <= start || t[back-1].kind != 'n' {
				continue // within a name, or after "an.", "anaknya bu"
			}
		}
		if beginsRecord(t, i, sep) && carries(t[start:i]) {
			from := max(leadFrom(t, i), start+1)
			parts = append(parts, t[start:from])
			start = from
		}
	}
	return append(parts, t[start:])
}

// leadFrom is where the words before a name begin that are no part of it.
func leadFrom(t []token, i int) int {
	for i > 0 && t[i-1].kind == 'w' && (leadWords[t[i-1].word] || leadWords[t[i-1].raw]) {
		i--
	}
	return i
}

// carries tells whether a part already says something of a child.
func carries(t []token) bool {
	for _, q := range quantities(t) {
		if q.isSize() {
			return true
		}
	}
	return statusOf(t) != ""
}

// beginsRecord tells whether the name at i is followed by sizes, before another
// kind of word; after a separator also by absence or moving.
func beginsRecord(t []token, i int, sep bool) bool {
	end := i
	for end < len(t) && (canBeName(t, end) || signAt(t, end, ".:=-()'") || leadWords[t[end].raw] || t[end].word == "kembar" || t[end].word == "ibu" || t[end].word == "rt" || rowSex[t[end].raw] != "" && signAt(t, end-1, "(")) && end < i+10 {
		end++
		if wordAt(t, end-1) == "rt" && end < len(t) && t[end].kind == 'n' {
			end++
		}
	}
	if end >= len(t) {
		return false
	}
	for _, q := range quantities(t[end:min(end+oneSize, len(t))]) {
		if q.from == 0 && q.isSize() {
			return true
		}
	}
	stop := end
	for stop < len(t) && stop < end+oneReason && !signAt(t, stop, ",;") {
		stop++
	}
	status := statusOf(t[i:stop])
	if !sep { // "Rahma 10,2/79 Rahmi sakit"
		return t[i-1].kind == 'n' && stop > end && (wordAt(t, end) == "sakit" || wordAt(t, end) == "enggak" || wordAt(t, end) == "belum" || wordAt(t, end) == "pindah") && (status == Absent || status == Moved)
	}
	return status == Absent || status == Moved
}

// oneReason is how many tokens are looked at for why a child did not come.
const oneReason = 24

// oneSize is how many tokens one size takes at most, with its label, unit and parts.
const oneSize = 12

// innerNumbers turns the numbers of a list that was written on in one line into signs between
// its children: "1. Arka 9,2 74 2. Bilqis 8,2 71".
func innerNumbers(t []token) []token {
	if len(t) < 4 || !t[0].isWhole() || t[0].val > 200 {
		return t
	}
	next, out := t[0].val+1, slices.Clone(t[:1])
	for i := 1; i < len(t); i++ {
		name := i + 1
		if signAt(t, name, ".)") {
			name++
		}
		if t[i].kind == 'n' && t[i].isWhole() && t[i].val == next && t[i-1].kind == 'n' && canBeName(t, name) && !canBeName(t, i-1) {
			out = append(out, token{kind: 's', raw: ";"})
			next, i = next+1, name-1
			continue
		}
		out = append(out, t[i])
	}
	return out
}

// notAtBirth leaves out what a child weighed at birth ("bbl 3,1 pbl 49"), but for one just
// born.
func notAtBirth(list []quantity, t []token) []quantity {
	born := slices.ContainsFunc(t, func(k token) bool {
		return k.raw == "by" || k.word == "bayi" || k.raw == "bayinya" || k.raw == "lahir" || k.raw == "lhr"
	})
	if born {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(q quantity) bool {
		return slices.ContainsFunc(t[q.from:q.to], func(k token) bool { return k.word == "berat lahir" || k.word == "panjang lahir" })
	})
}

// dropNumbering takes "1." or "12)" off the beginning of a row.
func dropNumbering(t []token) []token {
	for len(t) > 0 && signAt(t, 0, "-*•+,;.:✅>") {
		t = t[1:]
	}
	if wordAt(t, 0) == "tanggal" {
		i := 1
		for i < len(t) && (t[i].kind == 'n' && t[i].val <= 2200 && !signAt(t, i+1, ",") || signAt(t, i, "/-.:,") || monthAt(t, i) != 0) {
			i++
		}
		if canBeName(t, i) {
			return t[i:]
		}
	}
	if len(t) > 5 && t[0].isWhole() && signAt(t, 1, "/-.") && t[2].isWhole() && signAt(t, 3, "/-.") && t[4].isWhole() && canBeName(t, 5) {
		return t[5:] // the day before the name
	}
	if len(t) < 2 || !t[0].isWhole() || t[0].val > 200 {
		return t
	}
	if signAt(t, 1, ".)-:") && len(t) > 2 && t[2].kind != 'n' {
		return t[2:]
	}
	if canBeName(t, 1) && len(quantities(t)) > 1 {
		return t[1:]
	}
	return t
}
