package faq

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Whom a rule is about, or a word is said of.
const (
	whoPregnant uint8 = 1 << iota
	whoAfter
	whoSelf
	whoBaby
	whoChild
	whoNobody
)

// few are some classes.
type few []uint16

func (f few) has(class int) bool { return slices.Contains(f, uint16(class)) }

// elem is one place of a sequence: any of the classes.
type elem struct {
	want few
	gap  int // words allowed between the one before and this
}

// figureTest compares a figure of the text; maybe lets an unsaid figure pass.
type figureTest struct {
	which  int // figTemp …
	op     string
	v      float64
	maybe  bool // an unsaid figure passes too
	unsaid bool // only an unsaid figure passes
}

type term struct {
	elems  []elem
	either bool // the two in either order
	not    bool
	figure *figureTest
}

// rule is one row of the decision table.
type rule struct {
	sign  string
	who   uint8
	terms []term
	hard  bool // a softening word changes nothing
	soft  bool // a reassuring word stops it
	ask   bool // ask back
	loose bool // general question guard off
	third bool // may be said of somebody else
	line  int
}

func parseRules(text string, l *lexicon) ([]rule, error) {
	var out []rule
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		r, err := parseRule(line, l)
		if err != nil {
			return nil, fmt.Errorf("reading danger rule of line %d: %w", n+1, err)
		}
		r.line = n + 1
		out = append(out, r)
	}
	return out, nil
}

func parseRule(line string, l *lexicon) (rule, error) {
	f := splitBars(line)
	if len(f) < 3 {
		return rule{}, fmt.Errorf("want sign | whom | when, have %q", line)
	}
	r := rule{sign: f[0]}
	reassure := few{uint16(l.id("REASSURE"))}
	for _, c := range f[1] {
		i := strings.IndexRune("HNMBAU", c)
		if i < 0 {
			return rule{}, fmt.Errorf("whom %q unknown", c)
		}
		r.who |= 1 << i
	}
	for _, t := range strings.Split(f[2], "&") {
		tm, err := parseTerm(strings.TrimSpace(t), l)
		if err != nil {
			return rule{}, err
		}
		if tm.not && len(tm.elems) == 1 && slices.Equal(tm.elems[0].want, reassure) {
			r.soft = true // "ga mau nyusu" reassures nobody
			continue
		}
		r.terms = append(r.terms, tm)
	}
	for _, o := range strings.Fields(strings.Join(f[3:], " ")) {
		p, ok := map[string]*bool{"hard": &r.hard, "soft": &r.soft, "ask": &r.ask,
			"loose": &r.loose, "third": &r.third}[o]
		if !ok {
			return rule{}, fmt.Errorf("option %q unknown", o)
		}
		*p = true
	}
	return r, nil
}

// splitBars splits at | outside brackets.
func splitBars(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range s {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			out = append(out, strings.TrimSpace(s[from:i]))
			from = i + 1
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

func parseTerm(s string, l *lexicon) (term, error) {
	t := term{}
	if t.not = strings.HasPrefix(s, "!"); t.not {
		s = strings.TrimSpace(s[1:])
	}
	if f := parseFigure(s); f != nil {
		t.figure = f
		return t, nil
	}
	gap := 0
	for s != "" {
		end := strings.IndexAny(s, " ~.")
		if s[0] == '(' {
			end = strings.IndexByte(s, ')') + 1
		}
		if end <= 0 {
			end = len(s)
		}
		e, err := parseElem(strings.Trim(s[:end], "()"), l)
		if err != nil {
			return t, err
		}
		e.gap = gap
		t.elems = append(t.elems, e)
		s = s[end:]
		switch {
		case strings.HasPrefix(s, "~"):
			t.either, gap = true, 6
		case strings.HasPrefix(s, ".."):
			gap = 5
		case s != "":
			gap = 2
		}
		s = strings.TrimLeft(s, " ~.")
	}
	if len(t.elems) == 0 || t.either && len(t.elems) != 2 {
		return t, fmt.Errorf("term needs words, ~ needs two")
	}
	return t, nil
}

func parseElem(s string, l *lexicon) (elem, error) {
	var e elem
	for _, w := range strings.Split(s, "|") {
		if w = strings.TrimSpace(w); w == "" {
			return e, fmt.Errorf("empty word")
		}
		id, ok := l.ids[w]
		if !ok && w == strings.ToUpper(w) {
			return e, fmt.Errorf("class %s unknown", w)
		}
		if !ok {
			id = l.id(w)
			l.add(id, w)
		}
		if !e.want.has(id) {
			e.want = append(e.want, uint16(id))
		}
	}
	return e, nil
}

func parseFigure(s string) *figureTest {
	names := strings.Fields("temp sys dia hb lila breath age weeks days hours dry times")
	if name, ok := strings.CutSuffix(s, "=?"); ok {
		return &figureTest{which: slices.Index(names, name), unsaid: true}
	}
	for _, op := range []string{">=", "<=", "<", ">"} {
		name, v, ok := strings.Cut(s, op)
		if !ok {
			continue
		}
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return nil
		}
		f := &figureTest{op: op, v: x}
		name, f.maybe = strings.CutSuffix(name, "?")
		f.which = slices.Index(names, name)
		if f.which < 0 {
			return nil
		}
		return f
	}
	return nil
}

// holds compares; an age or a week may be told in any way, a reading must be meant.
func (f *figureTest) holds(s *scene) bool {
	v := s.facts.value(f.which)
	if f.unsaid {
		return v <= 0 && (f.which != figAge || v < 0)
	}
	if v == 0 && f.which != figAge || v < 0 {
		return f.maybe
	}
	if s.facts.bound && !s.self && !s.now && f.which < figAge {
		return false
	}
	if f.which != figAge && f.which != figWeeks && len(s.t) > 0 &&
		s.t[s.facts.at[f.which]].flags&(fNeg|fPast|fIf|fOther|fDone) != 0 {
		return false
	}
	switch f.op {
	case ">=":
		return v >= f.v
	case "<=":
		return v <= f.v
	case "<":
		return v < f.v
	}
	return v > f.v
}
