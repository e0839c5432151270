package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Audience says who a broadcast is for:
//
//	kelurahan=Pondok Benda & (hamil=28..40 | anak=6..11) & !kanal=whatsapp
//
// Terms: kelurahan, kecamatan, puskesmas, posyandu (id or name), hamil (weeks), anak
// (completed months of any child), kanal, peran, semua. A range is a..b, a.., ..b or a;
// hamil and anak alone mean any. ! binds closest, then &, then |. A name with & | ! ( or
// ) in it stands in "quotes". Unless it speaks of peran it means families only.
type Audience struct{ root node }

// AudienceError is what is wrong with an expression: Code is a machine word, Word the
// part that is not understood, At its place in bytes, Key the term it belongs to, Try what
// may have been meant, "" for nothing near.
type AudienceError struct {
	Code, Word string
	At         int
	Key, Try   string
}

// The codes of an [AudienceError].
const (
	AudienceEmpty = "kosong"  // nothing where a term is wanted
	AudienceTerm  = "kata"    // no such term
	AudiencePlace = "tempat"  // no such place
	AudienceRange = "rentang" // no range of whole numbers
	AudienceValue = "nilai"   // no such channel or role
	AudienceClose = "kurung"  // a bracket or quote that is not closed, or one too many
	AudienceLong  = "panjang" // too long or too deep
)

func (e *AudienceError) Error() string {
	return fmt.Sprintf("audience: %s at %d: %q", e.Code, e.At, e.Word)
}

// Bounds of an expression: nobody types more, and reading it stays cheap.
const (
	maxAudience = 2000 // bytes
	maxDepth    = 40   // brackets and ! within one another
)

// op says what a node of an expression is.
type op byte

const (
	opOr   op = '|'
	opAnd  op = '&'
	opNot  op = '!'
	opTerm op = '='
)

type node struct {
	op       op
	kids     []node
	key      string
	value    string   // as it was written
	ids      []string // of a place
	from, to int      // of a range, inclusive
}

// ParseAudience reads an expression; places are those of the city.
func ParseAudience(expr string, c *City) (Audience, error) {
	return parseAudience(&audienceParser{s: expr, city: c, guess: true})
}

func parseAudience(p *audienceParser) (Audience, error) {
	if len(p.s) > maxAudience {
		return Audience{}, p.fail(AudienceLong, "")
	}
	n, err := p.or(0)
	if err != nil {
		return Audience{}, err
	}
	if p.space(); p.at < len(p.s) {
		_, size := utf8.DecodeRuneInString(p.s[p.at:])
		return Audience{}, p.fail(AudienceClose, p.s[p.at:p.at+size])
	}
	return Audience{n}, nil
}

type audienceParser struct {
	s    string
	at   int
	city *City

	guess bool // offer what may have been meant
}

func (p *audienceParser) fail(code, word string) error {
	return &AudienceError{Code: code, Word: word, At: p.at}
}

func (p *audienceParser) space() {
	for p.at < len(p.s) && strings.IndexByte(" \t\r\n", p.s[p.at]) >= 0 {
		p.at++
	}
}

// next takes the byte when it is there.
func (p *audienceParser) next(b byte) bool {
	p.space()
	if p.at < len(p.s) && p.s[p.at] == b {
		p.at++
		return true
	}
	return false
}

func (p *audienceParser) or(depth int) (node, error) { return p.list(opOr, depth, p.and) }

func (p *audienceParser) and(depth int) (node, error) { return p.list(opAnd, depth, p.not) }

// list reads parts with the sign between them; one part alone is itself.
func (p *audienceParser) list(sign op, depth int, part func(int) (node, error)) (node, error) {
	n := node{op: sign}
	for {
		kid, err := part(depth)
		if err != nil {
			return n, err
		}
		n.kids = append(n.kids, kid)
		if !p.next(byte(sign)) {
			break
		}
	}
	if len(n.kids) == 1 {
		return n.kids[0], nil
	}
	return n, nil
}

func (p *audienceParser) not(depth int) (node, error) {
	switch {
	case depth > maxDepth:
		return node{}, p.fail(AudienceLong, "")
	case p.next('!'):
		kid, err := p.not(depth + 1)
		return node{op: opNot, kids: []node{kid}}, err
	case p.next('('):
		n, err := p.or(depth + 1)
		if err == nil && !p.next(')') {
			err = p.fail(AudienceClose, "(")
		}
		return n, err
	}
	return p.term()
}

func (p *audienceParser) term() (node, error) {
	p.space()
	at := p.at
	word, err := p.word("=")
	n := node{op: opTerm, key: strings.ToLower(word)}
	if err != nil {
		return n, err
	}
	if n.key == "" {
		return n, p.fail(AudienceEmpty, "")
	}
	bare := !p.next('=')
	if !bare {
		if n.value, err = p.word(""); err != nil {
			return n, err
		}
	}
	if i := strings.IndexByte(n.value, '='); i > 0 && p.s[p.at-1] != '"' { // "peran=kader hamil=3": no sign between
		return n, &AudienceError{Code: AudienceClose, Word: n.value, At: at, Key: n.key}
	}
	if code := n.check(p.city, bare); code != "" {
		word := n.value
		if bare || code == AudienceTerm {
			word = n.key
		}
		bad := &AudienceError{Code: code, Word: word, At: at, Key: n.key}
		if p.guess {
			bad.Try = n.meant(p.city)
		}
		return n, bad
	}
	return n, nil
}

// word reads up to a sign, or what stands in quotes.
func (p *audienceParser) word(stop string) (string, error) {
	if p.next('"') {
		end := strings.IndexByte(p.s[p.at:], '"')
		if end < 0 {
			return "", p.fail(AudienceClose, `"`)
		}
		w := p.s[p.at : p.at+end]
		p.at += end + 1
		return strings.TrimSpace(w), nil
	}
	end := strings.IndexAny(p.s[p.at:], `&|!()"`+stop)
	if end < 0 {
		end = len(p.s) - p.at
	}
	w := p.s[p.at : p.at+end]
	p.at += end
	return strings.TrimSpace(w), nil
}

// check resolves the value; it returns a code when it cannot.
func (n *node) check(c *City, bare bool) string {
	switch n.key {
	case "semua":
		if !bare {
			return AudienceTerm
		}
	case "hamil", "anak":
		n.from, n.to = 0, maxRange
		if !bare && !n.rangeOf(n.value) {
			return AudienceRange
		}
	case "kanal":
		n.value = strings.ToLower(n.value)
		if !slices.Contains([]Channel{Telegram, WhatsApp, WebPhone}, Channel(n.value)) {
			return AudienceValue
		}
	case "peran":
		n.value = strings.ToLower(n.value)
		if !slices.Contains([]Role{Ibu, Pendamping, Kader, Bidan, TPG, RS, Admin}, Role(n.value)) {
			return AudienceValue
		}
	case "kelurahan", "kecamatan", "puskesmas", "posyandu":
		if n.ids = c.places(n.key, n.value); len(n.ids) == 0 {
			return AudiencePlace
		}
	default:
		return AudienceTerm
	}
	return ""
}

// maxRange is the largest number of weeks or months a range may name.
const maxRange = 999

func (n *node) rangeOf(s string) bool {
	low, high, found := strings.Cut(s, "..")
	low, high = strings.TrimSpace(low), strings.TrimSpace(high)
	if !found {
		high = low
	}
	num := func(s string, other int) (int, bool) {
		if s == "" {
			return other, found
		}
		v, err := strconv.Atoi(s)
		return v, err == nil && v >= 0 && v <= maxRange && s[0] != '+'
	}
	var ok1, ok2 bool
	n.from, ok1 = num(low, 0)
	n.to, ok2 = num(high, maxRange)
	return ok1 && ok2 && n.from <= n.to && (low != "" || high != "")
}

// String writes the expression so that [ParseAudience] reads it back as it is.
func (a Audience) String() string { return a.root.write(0) }

func (n node) write(within op) string {
	switch n.op {
	case opTerm:
		if n.value == "" {
			return n.key
		}
		if strings.ContainsAny(n.value, `&|!()=`) {
			return n.key + `="` + n.value + `"`
		}
		return n.key + "=" + n.value
	case opNot:
		return "!" + n.kids[0].write(opNot)
	}
	parts := make([]string, len(n.kids))
	for i, k := range n.kids {
		parts[i] = k.write(n.op)
	}
	s := strings.Join(parts, " "+string(rune(n.op))+" ")
	if within == opNot || within == opAnd || within == n.op && n.op == opOr {
		return "(" + s + ")"
	}
	return s
}

// Names tells whether the expression speaks of a term anywhere ("peran").
func (a Audience) Names(key string) bool { return a.root.names(key) }

func (n node) names(key string) bool {
	return n.key == key || slices.ContainsFunc(n.kids, func(k node) bool { return k.names(key) })
}
