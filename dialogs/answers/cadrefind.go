package answers

import (
	"regexp"
	"strings"
	"unicode"
)

// Who a line is about, where the name does not stand at its beginning: "umur 6 bln Hilya
// bb 7,2", "Bu ini Rizky 8,4/70", "LK Syifa 43".

// pointsTo are words right before a child's name.
var pointsTo = set("si anaknya namanya nama ini an ananda anak adek dede dedek nya")

// otherName looks further where the name at the beginning is none, or another person's; it
// returns the child's names and where the rest begins.
func (r *Record) otherName(names []string, t []token, i int, c cadreText) ([]string, int) {
	switch {
	case len(names) == 0:
		return r.nameElsewhere(t, i, c)
	case len(names) > 1:
		return names, i
	case fatherFirst.MatchString(names[0]) && r.Mother != "": // "pak ustadz anaknya Hamzah": the father
		n := r.Mother
		r.Mother = ""
		return []string{n}, i
	case namedLater(t, i) > 0 && (t[0].raw == "anaknya" || t[0].raw == "anak"): // "anaknya mba Dewi RT 06 namanya Elvina"
		r.Mother = or(r.Mother, names[0])
		j := namedLater(t, i)
		n := nameAt(t, &j, c.line)
		return []string{n}, j
	case rawAt(t, i) == "nitip" || rawAt(t, i) == "titip": // "Teh Rere nitip: Cakra bb 11,8"
		if n, j := r.nameElsewhere(t[i:], 0, c); len(n) > 0 {
			return n, i + j
		}
	case kinWords[strings.ToLower(names[0])] != "": // "kakaknya dulu 10 kg, si Intan 8,8"
		if n, j, _ := nameAnywhere(t[i:], c, 6); n != "" {
			return []string{n}, i + j
		}
	}
	if r.Mother == "" {
		r.Name = names[0]
		r.motherAnywhere(t, c)
	}
	return names, i
}

var fatherFirst = regexp.MustCompile(`(?i)^(?:pak|bpk|bapak|p) `)

// namedLater is where the name behind a "namanya" from i on begins, 0 for none.
func namedLater(t []token, i int) int {
	for k := i; k < len(t); k++ {
		if t[k].raw == "namanya" && canBeName(t, k+1) {
			return k + 1
		}
	}
	return 0
}

// nameElsewhere finds the child's name where none stands at the beginning, and says where
// the rest begins; behind a mother's title it is hers.
func (r *Record) nameElsewhere(t []token, i int, c cadreText) ([]string, int) {
	if j := namedLater(t, 0); j > 0 {
		r.Name = nameAt(t, &j, c.line)
		if r.Mother == "" {
			r.motherAnywhere(t, c)
		}
		return []string{r.Name}, j
	}
	least := 2
	if r.Mother != "" {
		least = 3
	}
	switch n, j, mother := nameAnywhere(t, c, least); {
	case n == "" || strings.EqualFold(n, r.Mother):
		return nil, i
	case mother && r.Mother != "":
		return nil, i
	case mother:
		r.Mother = n
		r.Newborn = r.Newborn || strings.Contains(canon(t), " by ")
		return nil, j
	default:
		if r.Name = n; r.Mother == "" {
			r.motherAnywhere(t, c)
		}
		return []string{n}, j
	}
}

// nameAnywhere finds the run of words that is most likely a name, where it ends and whether
// it is a mother's: what is pointed to, stands beside a size, or is written with a capital.
func nameAnywhere(t []token, c cadreText, least int) (name string, end int, mother bool) {
	best := least - 1
	for i := 0; i < len(t); i++ {
		if !canBeName(t, i) {
			continue
		}
		to := nameEnd(t, i)
		if s := likely(t, i, to, c.line); s > best {
			best, end = s, i
			name = nameAt(t, &end, c.line)
			mother = i > 0 && motherAt(t, i-1)
		}
		i = to
	}
	return name, end, mother
}

// between may stand between a name and its size.
var between = set("cuma cm hanya tadi td juga jg sudah udah udh saja aja ya")

func likely(t []token, from, to int, line string) int {
	score := 0
	before := from
	for before > 0 && (t[before-1].kind == 's' || leadWords[t[before-1].raw] || leadWords[t[before-1].word]) {
		before--
		if t[before].kind == 'w' && (pointsTo[t[before].raw] || pointsTo[t[before].word]) {
			score = 4
		}
	}
	next := to
	for next < len(t) && (signAt(t, next, ",:=-") || t[next].kind == 'w' && between[t[next].raw]) {
		next++
	}
	switch list := quantities(t[min(next, len(t)):]); {
	case len(list) > 0 && list[0].from == 0 && list[0].isSize():
		score += 3
	case before > 0 && before == lastSize(t):
		score += 2
	}
	if capital(line, t[from].raw) {
		score += 2
	}
	if from > 0 && t[from-1].kind == 's' {
		score++
	}
	if to-from > 3 {
		score -= 2
	}
	return score
}

// lowerAmongCapitals tells that a word is written small in a line that writes names large.
func lowerAmongCapitals(line, word string) bool {
	return !capital(line, word) && strings.ToLower(line) != line && strings.ToUpper(line) != line
}

// capital tells whether a word is written with a capital in a line that is not all capitals.
func capital(line, word string) bool {
	if strings.ToUpper(line) == line {
		return false
	}
	low := strings.ToLower(line)
	if len(low) != len(line) {
		return false
	}
	for at := 0; ; {
		k := strings.Index(low[at:], word)
		if k < 0 {
			return false
		}
		k += at
		at = k + len(word)
		first := rune(line[k])
		if (k == 0 || !unicode.IsLetter(rune(line[k-1]))) && (at == len(line) || !unicode.IsLetter(rune(line[at]))) {
			return unicode.IsUpper(first) && line[k:at] != strings.ToUpper(line[k:at])
		}
	}
}

// motherAnywhere reads a mother who is named further on: "…, ibu Endang rt 07".
func (r *Record) motherAnywhere(t []token, c cadreText) {
	for i := 1; i+1 < len(t); i++ {
		said := t[i].raw == "ibu" || t[i].raw == "ibunya" || t[i].raw == "mamanya" || t[i].raw == "mama" ||
			motherWords[t[i].raw] && (t[i-1].kind == 's' || t[i-1].raw == "anak" || t[i-1].raw == "anaknya" || t[i-1].raw == "by")
		if j := i + 1; said && canBeName(t, j) {
			if n := nameAt(t, &j, c.line); !strings.EqualFold(n, r.Name) {
				r.Mother = n
			}
			return
		}
	}
}
