package answers

import (
	"slices"
	"strings"
)

// A kader puts her own slip right in the same line: "Rafa 9,1/74 eh 9,2", "tb 70 salah,
// harusnya 71", "Rafa eh Rafi 9,1/74". The last number of a kind is meant, and the last
// name; what stood there before is carried along as was, so that the echo can say it.

// slipWords announce that what was just written is put right; slipFill may stand beside.
var (
	slipWords = set("eh ehh ralat koreksi revisi salah keliru maksudnya maksud maksudku harusnya seharusnya harus seharus mestinya mesti maaf sori sorry")
	slipFill  = set("ding eh yang yg bener benar betul bukan aduh itu tadi nya ya iya saya ketik tulis jadi")
)

// settled writes a line as it was meant in the end.
func settled(t []token) []token {
	for i := 0; i < len(t); i++ {
		if wordIn(slipWords, t[i]) || i > 0 && wordAt(t, i) == "yang" && rightWords[rawAt(t, i+1)] { // "9,3 yang betul 8,3"
			t, i = settle(t, i)
		} else if t[i].word == "bukan" {
			t = notTheseSizes(notThisName(t, i), i)
		}
	}
	return t
}

var rightWords = set("betul bener benar bnr")

func wordIn(list map[string]bool, k token) bool {
	return k.kind == 'w' && (list[k.raw] || list[k.word])
}

// settle deals with one word of putting right at i. It returns the tokens and where to go
// on; what it does not understand stays as it is.
func settle(t []token, i int) (out []token, next int) {
	end := i
	for end < len(t) && (wordIn(slipWords, t[end]) || wordIn(slipFill, t[end]) || signAt(t, end, ",.:-()!")) {
		end++
	}
	last := i
	for last > 0 && signAt(t, last-1, ",.-(/") {
		last--
	}
	before := t[:last]
	switch {
	case last == 0:
		return t, end - 1
	case end == len(t): // "9,2 maksudnya"
		if len(quantities(before)) > 0 && t[i].word != "salah" && wasIn(before) {
			return before, len(before)
		}
		return t, end
	case canBeName(t, end):
		return settleName(t, before, end)
	}
	stop := end
	for stop < len(t) && !canBeName(t, stop) && !wordIn(slipWords, t[stop]) {
		stop++
	}
	after := slices.Clone(t[end:stop])
	if list := quantities(after); len(list) == 0 || list[0].from > 0 || len(quantities(before)) == 0 {
		return t, end - 1
	}
	kept := settleNumbers(slices.Clone(before), after)
	return append(kept, t[stop:]...), len(kept) - 1
}

func wasIn(t []token) bool {
	return slices.ContainsFunc(t, func(k token) bool { return k.was != "" })
}

// settleNumbers puts each number of after in the place of the one it puts right; what puts
// nothing right is added.
func settleNumbers(before, after []token) []token {
	old, now := quantities(before), quantities(after)
	used, gone := map[int]bool{}, map[int]bool{}
	inOrder := len(now) <= len(old)
	for k := range now { // "110/70 eh 120/80": as many, in their order
		inOrder = inOrder && alike(old[len(old)-len(now)+k], now[k], 1.6)
	}
	for k, q := range now {
		at := len(old) - len(now) + k
		if !inOrder {
			at = putsRight(old, q, used)
		}
		if at < 0 {
			continue
		}
		used[at] = true
		replaceNumber(before, old[at], after, q)
		for i := q.from; i < q.to; i++ {
			gone[i] = true
		}
		if signAt(after, q.to, "/,;") {
			gone[q.to] = true
		}
	}
	for i, k := range after {
		if !gone[i] {
			before = append(before, k)
		}
	}
	return before
}

// putsRight is the number that q stands for: of its label, else the same digits with the
// comma elsewhere, else the nearest; -1 where none can be.
func putsRight(old []quantity, q quantity, used map[int]bool) int {
	best, near := -1, 2.3
	for i := len(old) - 1; i >= 0; i-- {
		o := old[i]
		switch {
		case used[i] || o.label == "rt" || o.label == "rw" || o.label == "tanggal" || o.label == "vaksin":
			continue
		case q.label != "" && o.label == q.label, q.label == "" && sameDigits(o.raw, q.raw):
			return i
		case q.label != "" && o.label == "" && q.label != bareLabel(old, i):
		case alike(o, q, near):
			best, near = i, ratio(o, q)
		}
	}
	return best
}

// bareLabel is what a number without a label measures by its place and size.
func bareLabel(list []quantity, i int) string {
	n := 0
	for _, q := range list[:i] {
		if q.label == "" {
			n++
		}
	}
	switch v := list[i].val; {
	case v >= 40:
		return "tinggi"
	case n > 1:
		return "lila"
	}
	return "berat"
}

// alike tells whether two numbers may be of one kind: no other label or unit, and not
// further apart than a slip.
func alike(o, q quantity, most float64) bool {
	fits := func(a, b string) bool { return a == "" || b == "" || a == b }
	return fits(o.label, q.label) && fits(o.unit, q.unit) && ratio(o, q) < most
}

func ratio(o, q quantity) float64 {
	a, b := max(o.val, q.val), min(o.val, q.val)
	if b <= 0 {
		return 1e9
	}
	return a / b
}

func sameDigits(a, b string) bool {
	digits := func(s string) string { return strings.Trim(strings.NewReplacer(",", "", ".", "").Replace(s), "0") }
	return digits(a) == digits(b)
}

// replaceNumber puts the number of q where that of o stands.
func replaceNumber(before []token, o quantity, after []token, q quantity) {
	for i := o.from; i < o.to; i++ {
		if before[i].kind != 'n' {
			continue
		}
		for j := q.from; j < q.to; j++ {
			if after[j].kind == 'n' {
				k := after[j]
				k.glued = before[i].glued
				if k.raw != before[i].raw {
					k.was = strings.ReplaceAll(or(before[i].was, before[i].raw), ".", ",")
				}
				before[i] = k
				return
			}
		}
	}
}

// settleName deals with a name after the word of putting right: another name for the
// child, or the same one again with other sizes.
func settleName(t, before []token, at int) (out []token, next int) {
	end := nameEnd(t, at)
	name := t[at:end]
	parts := splitRecords(before)
	part := parts[len(parts)-1]
	from := 0
	for from < len(part) && !canBeName(part, from) {
		from++
	}
	to := nameEnd(part, from)
	head := len(before) - len(part)
	old := part[from:to]
	sizes := slices.ContainsFunc(quantities(t[end:]), func(q quantity) bool { return q.from <= 1 && q.isSize() })
	switch {
	case len(old) == 0:
		return t, end - 1
	case sizes && !carries(part): // "Rafa eh Rafi 9,1/74"
		kept := append(slices.Clone(before[:head+from]), renamed(name, old)...)
		return append(kept, t[end:]...), len(kept) - 1
	case !sizes && carries(part) && (end == len(t) || t[end].kind == 's' || wordIn(slipWords, t[end])): // "Rafa 9,1/74 eh Rafi"
		kept := append(slices.Clone(before[:head+from]), renamed(name, old)...)
		kept = append(kept, part[to:]...)
		return append(kept, t[end:]...), len(kept) - 1
	case sizes && sameName(name, old): // "Rafa 9,1/74 eh Rafa 9,2/74"
		rest := slices.Clone(t[end:])
		stop := 0
		for stop < len(rest) && !canBeName(rest, stop) && !wordIn(slipWords, rest[stop]) {
			stop++
		}
		kept := settleNumbers(slices.Clone(before), rest[:stop])
		return append(kept, rest[stop:]...), len(kept) - 1
	case sizes && surely(t[len(before):at]): // "Rafa 9,1/74 maksudnya Rafi 8,2/70"; after "eh" alone it may be the next child
		kept := append(slices.Clone(before[:head+from]), renamed(name, old)...)
		return append(kept, t[end:]...), len(kept) - 1
	}
	return t, end - 1
}

// surely tells whether words say that what stands before them is wrong.
func surely(t []token) bool {
	return slices.ContainsFunc(t, func(k token) bool {
		return wordIn(slipWords, k) && !slices.Contains([]string{"eh", "ehh", "maaf", "sori", "sorry"}, k.raw)
	})
}

func nameEnd(t []token, i int) int {
	for i < len(t) && canBeName(t, i) {
		i++
	}
	return i
}

func sameName(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.raw == y.raw })
}

// renamed is a name that carries the one it stands for.
func renamed(name, old []token) []token {
	name = slices.Clone(name)
	var words []string
	for _, k := range old {
		words = append(words, k.raw)
	}
	if !sameName(name, old) {
		name[0].was = titleCase(words)
	}
	return name
}

// notThisName takes "bukan Rafa tapi" away from before "Rafi 9,1/74".
func notThisName(t []token, i int) []token {
	end := nameEnd(t, i+1)
	if end == i+1 || end >= len(t) || !butWords[t[end].raw] || !canBeName(t, end+1) {
		return t
	}
	name := renamed(t[end+1:nameEnd(t, end+1)], t[i+1:end])
	for k := range i { // "Keisha tadi bukan Keisha tapi Keisya 7,9/67"
		if to := nameEnd(t, k); to > k && to <= i && sameName(t[k:to], t[i+1:end]) {
			return append(append(slices.Clone(t[:k]), name...), t[end+1+len(name):]...)
		}
	}
	return append(append(slices.Clone(t[:i]), name...), t[end+1+len(name):]...)
}

// notTheseSizes deals with "bukan 9,1/74 tapi 9,2/75"; one number alone is a correction of
// what stands already.
func notTheseSizes(t []token, i int) []token {
	at := slices.IndexFunc(t[i:], func(k token) bool { return butWords[k.raw] }) + i
	if at <= i || len(quantities(t[i+1:at])) < 2 || len(quantities(t[at:])) < 2 {
		return t
	}
	before := append(slices.Clone(t[:i]), t[i+1:at]...)
	return settleNumbers(before, slices.Clone(t[at+1:]))
}

var butWords = set("tapi tp tetapi melainkan")
