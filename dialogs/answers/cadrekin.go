package answers

import (
	"slices"
	"strings"
)

// Children of one family in one line: "si kembar Alif Alifa 8,6/71 7,9/69", "Alif 8,6/71
// kembarannya 7,9/69". The names are dealt out to the sizes in their order; a child that is
// only called somebody's twin or sibling is found in that one's family, or asked.

// NeedsKin asks which child a "kembarannya", "adiknya" is.
const NeedsKin = "saudara"

// Kin is how a child without a name is related to the one before it.
type Kin string

// The kinds of kin.
const (
	Twin    Kin = "kembar"
	Younger Kin = "adik"
	Elder   Kin = "kakak"
)

var kinWords = map[string]Kin{"kembarannya": Twin, "kembarnya": Twin, "kembaran": Twin, "kembarane": Twin, "adiknya": Younger, "adeknya": Younger, "adenya": Younger, "adiknye": Younger,
	"kakaknya": Elder, "kakanya": Elder, "abangnya": Elder, "tetehnya": Elder}

// kindred reads "kembarannya 7,9/69" as the twin of the child before.
func kindred(list []Record) []Record {
	for i := range list {
		r := &list[i]
		first, rest, _ := strings.Cut(r.Name, " ")
		kin := kinWords[strings.ToLower(first)]
		if kin == "" {
			continue
		}
		switch r.Name = rest; {
		case i > 0 && rest == "":
			r.Kin, r.KinOf = kin, list[i-1].Name
		case i > 0: // "…, kembarannya Alifa 7,9/69"
		default: // "adiknya Rafa 7,9/69": another child's
			r.Kin, r.KinOf, r.Name = kin, rest, ""
		}
		if r.Kin != "" {
			r.Ask = append(r.Ask, "nama:"+NeedsKin)
		}
	}
	return list
}

// dealOut gives several names before as many sets of sizes each its own: nil where it does
// not come out even.
func dealOut(t []token, c cadreText) []Record {
	names, at := namesAhead(t)
	if len(names) < 2 {
		return nil
	}
	var sizes []quantity
	for _, q := range quantities(t[at:]) {
		if q.isSize() {
			sizes = append(sizes, q)
		}
	}
	each := len(sizes) / len(names)
	if each == 0 || each*len(names) != len(sizes) {
		return nil
	}
	var out []Record
	for i, name := range names {
		from, to := at+sizes[i*each].from, len(t)
		if i+1 < len(names) {
			to = at + sizes[(i+1)*each].from
		}
		for to > from && (t[to-1].kind == 's' || t[to-1].word == "dan" || t[to-1].word == "sama") {
			to--
		}
		row := append(append([]token{}, name...), t[at:at+sizes[0].from]...) // "(kembar bu Ika rt 8)" is said of both
		got := readRow(append(row, t[from:to]...), c)
		if len(got) != 1 || got[0].Weight == 0 || len(got[0].Ask) > 0 || each > 1 && got[0].Length == 0 {
			return nil
		}
		out = append(out, got[0])
	}
	return out
}

// namesAhead are the names a line begins with, and where they end. Without a word or a sign
// between them they are told apart only where the line says that they are twins.
func namesAhead(t []token) (names [][]token, end int) {
	twins, i := false, 0
	for i < len(t) && (t[i].kind == 's' || t[i].kind == 'w' && leadWords[t[i].raw]) {
		twins = twins || strings.HasPrefix(t[i].raw, "kembar")
		i++
	}
	for canBeName(t, i) {
		to := nameEnd(t, i)
		names = append(names, t[i:to])
		if i = to; listed(t, i) {
			i++
		}
	}
	for i < len(t) && (strings.HasPrefix(t[i].raw, "kembar") || signAt(t, i, "()")) { // "alif alifa kembar 8,6/71 7,9/69"
		twins = twins || t[i].kind == 'w'
		i++
	}
	if twins && len(names) == 1 && len(names[0])%2 == 0 {
		half := len(names[0]) / 2
		names = [][]token{names[0][:half], names[0][half:]}
	}
	return names, i
}

// namedTwice drops names that a line only begins with to say that they are twins: "Rahma &
// Rahmi kembar. Rahma 10,2/79 …".
func namedTwice(t []token) []token {
	names, end := namesAhead(t)
	if len(names) < 2 {
		return t
	}
	for i := end; i < len(t); i++ {
		if to := nameEnd(t, i); to > i && sameName(t[i:to], names[0]) && !carries(t[:i]) && carries(t[i:]) {
			return t[i:]
		}
	}
	return t
}

// splitTwins parts "kembar I 2,6 kg … kembar II 2,4 kg …", whose children have no name yet.
func splitTwins(parts [][]token) [][]token {
	var out [][]token
	for _, t := range parts {
		start := 0
		for i := range t {
			if t[i].raw != "kembar" || !twinMark(t, i+1) {
				continue
			}
			if carries(t[start:i]) {
				out = append(out, t[start:i])
				start = i
			}
		}
		out = append(out, t[start:])
	}
	return out
}

// twinMark tells whether I, II, A, 1 stands at i before a size.
func twinMark(t []token, i int) bool {
	if i+1 >= len(t) || t[i+1].kind != 'n' && !leadLabel(t[i+1]) {
		return false
	}
	switch t[i].raw {
	case "i", "ii", "iii", "a", "b", "c", "1", "2", "3":
		return true
	}
	return false
}

// forAll gives what is said of all ("lila smua 14") to each child that lacks it, and the
// mother of twins without a name to both.
func forAll(list []Record, t []token) []Record {
	if len(list) < 2 {
		return list
	}
	last := list[len(list)-1]
	for i := range list {
		r := &list[i]
		if r.Name == "" && r.Mother == "" && r.Kin == "" && last.Name == "" && last.Mother != "" {
			r.Mother, r.Newborn, r.Ask = last.Mother, last.Newborn, without(r.Ask, NoName)
			r.Ask = append(r.Ask, "nama:"+NamesMother)
		}
	}
	if first := list[0]; first.Mother != "" || first.RT != "" { // "rt 06: Safa …, Marwa …", "bu Nani punya 2 balita: Abi …"
		ahead := slices.IndexFunc(t, func(k token) bool { return k.raw == strings.ToLower(strings.Fields(first.Name + " -")[0]) })
		for i := range list {
			r := &list[i]
			if ahead > 0 && first.RT != "" && r.RT == "" && rtAt(t, 0) > 0 {
				r.RT = first.RT
			}
			if ahead > 0 && first.Mother != "" && r.Mother == "" && r.Name != "" && motherAt(t, 0) {
				r.Mother = first.Mother
			}
		}
	}
	for i, k := range t {
		if k.word != "semua" || i == 0 {
			continue
		}
		for _, q := range quantities(append([]token{t[i-1]}, t[i+1:min(i+oneSize, len(t))]...)) {
			if q.from > 1 {
				break
			}
			for j := range list {
				if q.label == "lila" && list[j].Arm == 0 {
					list[j].put("lila", &list[j].Arm, q, q.length(childArm))
				}
				if q.label == "kepala" && list[j].Head == 0 {
					list[j].put("kepala", &list[j].Head, q, q.length(childHead))
				}
			}
			break
		}
	}
	return list
}
