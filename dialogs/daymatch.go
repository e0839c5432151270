package dialogs

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// found is a child (or a pregnancy) of a family of the posyandu.
type found struct {
	m     *store.Member
	child *store.Child     // nil for a mother
	preg  *store.Pregnancy // of a mother; nil when none is active
}

// ref names it in a button.
func (f found) ref() string {
	switch {
	case f.child != nil:
		return string(f.m.Family.Ref.ID) + "." + f.child.ID
	case f.preg != nil:
		return string(f.m.Family.Ref.ID) + "." + f.preg.ID
	}
	return string(f.m.Family.Ref.ID)
}

// findChildren returns the children that a line may mean, best match only: one is
// sure, several must be asked. Names are matched within the posyandu by their words
// (equal, shortened, an initial, a slip of a letter), then by mother and RT.
func (w *dayWork) findChildren(r answers.Record) []found {
	var all []found
	for i := range w.roster {
		m := &w.roster[i]
		for j := range m.Family.Value.Children {
			ch := &m.Family.Value.Children[j]
			if ch.Active() && ch.AgeMonths(w.date) < 72 {
				all = append(all, found{m: m, child: ch})
			}
		}
	}
	list := all
	if r.Name != "" {
		list = best(all, func(f found) int { return w.score(r.Name, w.c.childName(*f.child)) })
	} else if r.Kin != "" {
		list = w.kindred(all, r)
	} else if r.Mother == "" {
		return nil
	}
	if r.Mother != "" {
		if by := best(list, func(f found) int { return w.score(r.Mother, f.m.Family.Value.MotherName) }); len(by) > 0 || r.Name == "" {
			list = by
		}
	}
	if r.Newborn && r.Name == "" {
		list = slices.DeleteFunc(slices.Clone(list), func(f found) bool { return f.child.Name != "" && f.child.AgeDays(w.date) > 60 })
	}
	if bare, ok := strings.CutSuffix(strings.ToLower(r.Name), "nya"); ok && len(list) == 0 && len(bare) > 2 { // "arkanya salah"
		r.Name = bare
		return w.findChildren(r)
	}
	list = slices.Clone(w.narrow(list, r))
	slices.SortStableFunc(list, func(a, b found) int { return strings.Compare(w.label(a), w.label(b)) })
	return list
}

// named are the children whose name a longer one begins with: in "gibran ketinggalan buku
// 10/81" words that are no name may stand in it.
func (w *dayWork) named(r answers.Record) []string {
	var refs []string
	words := strings.Fields(r.Name)
	for n := len(words) - 1; n > 0 && len(refs) == 0; n-- {
		name := strings.Join(words[:n], " ")
		for _, f := range w.findChildren(answers.Record{Name: name, RT: r.RT, Sex: r.Sex}) {
			if sureScore(w.score(name, w.c.childName(*f.child))) > 0 {
				refs = append(refs, f.ref())
			}
		}
	}
	return refs[:min(len(refs), 6)]
}

// kindred are the twins, or the younger or elder ones, of the child a line names, or of the
// last one measured.
func (w *dayWork) kindred(all []found, r answers.Record) []found {
	of := []found{}
	if r.KinOf != "" {
		of = best(all, func(f found) int { return w.score(r.KinOf, w.c.childName(*f.child)) })
	} else if f := w.child(w.lastRef()); f != nil {
		of = append(of, *f)
	}
	var list []found
	for _, f := range all {
		if slices.ContainsFunc(of, func(o found) bool {
			a, b := f.child, o.child
			return a != b && w.oneHome(f, o) &&
				(r.Kin == answers.Twin && a.Birth == b.Birth || r.Kin == answers.Younger && a.Birth.After(b.Birth) || r.Kin == answers.Elder && a.Birth.Before(b.Birth))
		}) {
			list = append(list, f)
		}
	}
	return list
}

// oneHome tells whether two children are of one family; a file may have brought them as two.
func (w *dayWork) oneHome(a, b found) bool {
	x, y := &a.m.Family.Value, &b.m.Family.Value
	return a.m.Family.Ref == b.m.Family.Ref || x.MotherName != "" && slices.Equal(w.wordsOf(x.MotherName), w.wordsOf(y.MotherName)) && trimZero(x.RT) == trimZero(y.RT)
}

// narrow takes RT and sex for a help where several are left; neither is needed.
func (w *dayWork) narrow(list []found, r answers.Record) []found {
	for _, keep := range []func(found) bool{
		func(f found) bool { return r.RT != "" && trimZero(f.m.Family.Value.RT) == trimZero(r.RT) },
		func(f found) bool { return r.Sex != "" && f.child != nil && f.child.Sex == r.Sex },
	} {
		if len(list) < 2 {
			break
		}
		if some := slices.DeleteFunc(slices.Clone(list), func(f found) bool { return !keep(f) }); len(some) > 0 {
			list = some
		}
	}
	return list
}

func trimZero(s string) string { return strings.TrimLeft(s, "0") }

// findMothers returns the mothers a line may mean; who is pregnant goes first.
func (w *dayWork) findMothers(name, rt string, pregnant bool) []found {
	var all []found
	for i := range w.roster {
		m := &w.roster[i]
		f := found{m: m, preg: m.Family.Value.Pregnancy()}
		if !pregnant && f.preg == nil {
			f.preg = lastBirth(&m.Family.Value)
		}
		all = append(all, f)
	}
	list := best(all, func(f found) int { return w.score(name, f.m.Family.Value.MotherName) })
	if some := slices.DeleteFunc(slices.Clone(list), func(f found) bool { return f.preg == nil }); len(some) > 0 {
		list = some
	}
	return w.narrow(list, answers.Record{RT: rt})
}

// lastBirth is the pregnancy that ended with the latest birth, or nil.
func lastBirth(f *store.Family) *store.Pregnancy {
	for i := len(f.Pregnancies) - 1; i >= 0; i-- {
		if f.Pregnancies[i].End == store.EndBirth {
			return &f.Pregnancies[i]
		}
	}
	return nil
}

// best keeps those with the highest score above zero.
func best(list []found, score func(found) int) []found {
	var out []found
	top := 0
	for _, f := range list {
		s := score(f)
		if s > top {
			out, top = out[:0:0], s
		}
		if s == top && s > 0 {
			out = append(out, f)
		}
	}
	return out
}

// nameScore tells how well a written name fits a kept one: 4 the same words or the first
// one alone, 3 the first words of it, 2 its words shortened or an initial, 1 with a slip of a letter,
// 0 not at all.
func nameScore(written, kept string) int { return wordsScore(nameWords(written), nameWords(kept)) }

// score is [nameScore] with the words of each name cut once a message.
func (w *dayWork) score(written, kept string) int {
	return wordsScore(w.wordsOf(written), w.wordsOf(kept))
}

func (w *dayWork) wordsOf(name string) []string {
	list, ok := w.words[name]
	if !ok {
		if w.words == nil {
			w.words = map[string][]string{}
		}
		list = nameWords(name)
		w.words[name] = list
	}
	return list
}

func wordsScore(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	switch {
	case slices.Equal(a, b), strings.Join(a, "") == strings.Join(b, ""): // "nuraini" for Nur Aini
		return 4
	case len(a) == 1 && a[0] == b[0]:
		return 4 // "Aisyah" may be Aisyah and Aisyah Putri: where both are here it is asked
	case len(b) > 1 && b[0] == "muhammad" && a[0] != b[0] && a[0] != "m": // Muhammad Arka is called Arka
		return wordsScore(a, b[1:])
	case len(a) < len(b) && slices.Equal(a, b[:len(a)]), begins(a, b):
		return 3
	case inOrder(a, b, func(x, y string) bool { return x == y || len(x) <= 3 && strings.HasPrefix(y, x) }):
		return 2
	case inOrder(a, b, near):
		return 1
	}
	return 0
}

// begins tells whether what is written is the first words of b, parted otherwise.
func begins(a, b []string) bool {
	written, head := strings.Join(a, ""), ""
	for _, x := range b {
		if head += x; head == written && len(written) > 5 {
			return true
		}
	}
	return false
}

// inOrder tells whether every word of a fits a later and later word of b.
func inOrder(a, b []string, fits func(x, y string) bool) bool {
	j := 0
	for _, x := range a {
		for j < len(b) && !fits(x, b[j]) {
			j++
		}
		if j == len(b) {
			return false
		}
		j++
	}
	return true
}

// near forgives one slip in a word of four letters, two in one of seven.
func near(x, y string) bool {
	slips := 0
	switch n := min(len(x), len(y)); {
	case n >= 7:
		slips = 2
	case n >= 4:
		slips = 1
	}
	return levenshtein.ComputeDistance(x, y) <= slips || len(x) <= 3 && strings.HasPrefix(y, x)
}

// quotes are written in a name or left out: Syafa'at, Nur 'Aini.
var quotes = strings.NewReplacer("'", "", "’", "", "‘", "", "`", "", "´", "")

// nameWords are the words of a name without titles; Muhammad is one name in all its spellings.
func nameWords(s string) []string {
	words := strings.FieldsFunc(answers.Normalise(quotes.Replace(s)), func(r rune) bool {
		return r == ' ' || r == '.' || r == ',' || r == '-' || r == '\'' || r == '(' || r == ')'
	})
	for i, w := range words {
		switch w {
		case "muh", "moh", "mhd", "mohd", "muhd", "muhamad", "mohamad", "mohammad", "muhammed", "mohammed", "mochamad", "mochammad", "moch", "much":
			words[i] = "muhammad"
		}
	}
	return slices.DeleteFunc(words, func(w string) bool {
		switch w {
		case "an", "ananda", "anak", "by", "bayi", "ny", "nyonya", "ibu", "bu", "bunda", "adek", "ade", "dede", "dek", "bin", "binti", "kembar":
			return true
		}
		return false
	})
}

// findPosyandu finds one of the posyandu by id or by the words of its name.
func findPosyandu(text string, list []store.Posyandu) (string, bool) {
	var places []answers.Place
	for _, p := range list {
		if p.ID == text {
			return p.ID, true
		}
		places = append(places, answers.Place{ID: p.ID, Name: strings.TrimSuffix(strings.TrimPrefix(p.Name, "Posyandu "), " (contoh)")})
	}
	hit := answers.FindPlace(text, places)
	if len(hit) != 1 {
		return "", false
	}
	return hit[0], true
}
