package answers

import "strings"

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
		got := readRow(append(append([]token{}, name...), t[from:to]...), c)
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
	if twins && len(names) == 1 && len(names[0])%2 == 0 {
		half := len(names[0]) / 2
		names = [][]token{names[0][:half], names[0][half:]}
	}
	return names, i
}
