package answers

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/store"
)

// Audience is whom a plain sentence means: "semua ibu hamil 28-40 minggu di pamulang".
type Audience struct {
	Expr  string   // as [store.ParseAudience] reads it; "" when nobody is named
	Rest  []string // what was not understood: nobody is written to on the strength of the others alone
	Doubt bool     // another reading is as good: to be confirmed
	Place bool     // Rest names a place: without it more are meant than was said

	Nursing bool // mothers who breastfeed were named: Expr means those of children of the age
}

// groups are people as they are called, in canonical words.
var groups = []struct{ form, term string }{
	{"ibu hamil", "hamil"}, {"hamil", "hamil"}, {"bumil", "hamil"}, {"baduta", "anak=..23"}, {"batita", "anak=..35"}, {"balita", "anak=..59"}, {"bayi", "anak=..11"}, {"anak anak", "anak"}, {"anak", "anak"},
	{"ibu kader", "peran=kader"}, {"kader", "peran=kader"}, {"kaders", "peran=kader"}, {"ibu bidan", "peran=bidan"}, {"bidan", "peran=bidan"}, {"tpg", "peran=tpg"}, {"ahli gizi", "peran=tpg"}, {"petugas gizi", "peran=tpg"},
	{"semua admin", "peran=admin"}, {"para admin", "peran=admin"}, {"ke admin", "peran=admin"}, {"untuk admin", "peran=admin"}, {"kepada admin", "peran=admin"}, {"pendamping", "peran=pendamping"}, {"suami", "peran=pendamping"}, {"para suami", "peran=pendamping"}, {"bapak bapak", "peran=pendamping"},
	{"orang tua", everybody}, {"orangtua", everybody}, {"ortu", everybody}, {"ibu ibu", everybody}, {"ibu", everybody}, {"bunda", everybody}, {"mama", everybody}, {"emak", everybody}, {"warga", everybody}, {"keluarga", everybody}, {"pengguna", everybody},
	{"semua orang", everybody}, {"semua", everybody}, {"semuanya", everybody}, {"seluruh", everybody}, {"seluruhnya", everybody},
}

// everybody gives way to whom else the same words name: "semua ibu hamil".
const everybody = "semua"

// Words between the names.
var (
	courtesy = set(`para ke kepada kpd untuk utk buat bwt bagi di dari daerah wilayah area lingkungan sekitar yang ada tinggal ya dong deh tolong min kak bu pak aja saja khusus khususnya hanya cuma
		kota tangsel tangerang selatan se pada bisa boleh enggak kalau kalo mau saya sy ingin kirim kirimkan dikirim dikirimkan admin siaran pengumuman . : - nya itu dgn dengan lewat via melalui pakai di umur usia kehamilan dalam hp`)
	orWords  = set("dan & , sama serta atau / plus juga maupun")
	andWords = set("punya pnya pny memiliki sekaligus")
	notWords = set("kecuali kcuali selain bukan tanpa")
	kinds    = map[string]string{"kelurahan": "kelurahan", "kel": "kelurahan", "desa": "kelurahan", "sekelurahan": "kelurahan", "kecamatan": "kecamatan", "kec": "kecamatan", "sekecamatan": "kecamatan", "puskesmas": "puskesmas", "pkm": "puskesmas", "posyandu": "posyandu", "pos": "posyandu"}
	networks = map[string]string{"wa": "whatsapp", "whatsapp": "whatsapp", "wasap": "whatsapp", "telegram": "telegram", "tele": "telegram", "tg": "telegram"}
)

// posyanduID is the id of a post as the register writes it.
var posyanduID = regexp.MustCompile(`(?:posyandu )?\bpy-\d+-\d+\b`)

// ReadAudience reads whom a sentence means. It never widens: what it does not know stays in
// Rest, and is asked.
func ReadAudience(text string, c *store.City) Audience {
	r := audienceReader{city: c, clauses: []clause{{}}}
	text = posyanduID.ReplaceAllStringFunc(strings.ToLower(text), func(id string) string {
		id = id[strings.LastIndexByte(id, ' ')+1:]
		if _, ok := c.FindPosyandu(id); !ok {
			return id
		}
		r.cur().where = append(r.cur().where, "posyandu="+id)
		return " , "
	})
	if r.t = strings.Fields(canonical(text)); len(r.t) > maxAudienceWords {
		return Audience{Rest: r.t}
	}
	for r.i < len(r.t) {
		r.step()
	}
	if r.all && len(r.clauses) == 1 && !r.cur().named() {
		r.cur().who = []string{everybody}
	}
	expr := r.write()
	if expr == "" {
		return Audience{Rest: r.rest}
	}
	left := audienceReader{t: r.rest, city: c, known: r.known, clauses: []clause{{}}}
	for ; left.i < len(left.t) && !left.where; left.i++ {
		left.readPlace()
	}
	a, err := store.ParseAudience(expr, c)
	if err != nil { // a name that the grammar cannot hold
		return Audience{Rest: r.t}
	}
	return Audience{Expr: a.String(), Rest: r.rest, Doubt: r.doubt, Place: left.where, Nursing: r.nursing}
}

// maxAudienceWords is how long a sentence may be that says for whom something is.
const maxAudienceWords = 60

// clause is people and where they are.
type clause struct {
	who, where, not []string
	both            bool // who is one person: "ibu hamil yang punya balita"
	via             string
}

func (c *clause) named() bool { return len(c.who)+len(c.where)+len(c.not) > 0 || c.via != "" }

type audienceReader struct {
	t       []string
	i       int
	city    *store.City
	clauses []clause
	rest    []string
	where   bool // a place was read just before
	both    bool // "punya" stands before what comes
	not     bool // "kecuali" does
	all     bool // everybody was named
	doubt   bool
	nursing bool // who breastfeeds was named
	known   []placeName
}

func (r *audienceReader) cur() *clause { return &r.clauses[len(r.clauses)-1] }

// step reads what stands at the place.
func (r *audienceReader) step() {
	w := r.t[r.i]
	switch {
	case len(r.rest) > 0: // "ada senam hamil": what follows belongs to what was not understood
		if !courtesy[w] || w == "hamil" {
			r.rest = append(r.rest, w)
		}
	case r.readPlace(), r.readNursing(), r.readGroup(), r.readRange():
		return
	case networks[w] != "":
		r.cur().via, r.where = networks[w], false
	case (w == "tidak" || w == "enggak") && at2(r.t, r.i+1) == "hamil", notWords[w]:
		r.not = true
	case andWords[w]:
		r.both = true
	case orWords[w], courtesy[w]:
	default:
		r.rest = append(r.rest, w)
	}
	r.i++
}

// readGroup reads a name of people, with the range behind it.
func (r *audienceReader) readGroup() bool {
	term := ""
	n := 0
	for _, g := range groups {
		if f := strings.Fields(g.form); len(f) > n && hasPrefix(r.t[r.i:], f) {
			term, n = g.term, len(f)
		}
	}
	if n == 0 {
		return false
	}
	r.i += n
	if term == everybody {
		r.all = true
		return true
	}
	if key, from := strings.CutSuffix(term, "=..11"); from && key == "anak" || term == "hamil" || strings.HasPrefix(term, "anak") {
		key, _, _ = strings.Cut(term, "=")
		if exact, ok := r.rangeOf(key); ok {
			term = exact
		}
	}
	r.add(term)
	return true
}

// add puts people into the clause, or a new one when the last already said where.
func (r *audienceReader) add(term string) {
	c := r.cur()
	switch {
	case r.not:
		c.not = append(c.not, term)
	case len(c.where) > 0 && len(c.who) > 0 && !r.both: // "kader ciputat dan ibu hamil pamulang"
		r.clauses = append(r.clauses, clause{who: []string{term}})
		r.doubt = true
	default:
		c.both = c.both || r.both && len(c.who) > 0
		c.who = append(c.who, term)
	}
	r.both, r.not, r.where = false, false, false
}

// readRange takes numbers that stand apart from whom they belong to: "yang umurnya 6-11 bulan".
func (r *audienceReader) readRange() bool {
	c := r.cur()
	key := "anak"
	if n := len(c.who); n > 0 {
		key, _, _ = strings.Cut(c.who[n-1], "=")
	}
	if key != "hamil" && key != "anak" {
		return false
	}
	term, ok := r.rangeOf(key)
	if !ok {
		return false
	}
	if n := len(c.who); n > 0 && !r.not {
		c.who[n-1] = term
	} else {
		r.add(term)
	}
	return true
}

func at2(t []string, i int) string {
	if i >= 0 && i < len(t) {
		return t[i]
	}
	return "."
}

func hasPrefix(t, f []string) bool { return len(t) >= len(f) && slices.Equal(t[:len(f)], f) }

// write puts the clauses into the grammar; "" when nobody is named.
func (r *audienceReader) write() string {
	var parts []string
	for _, c := range r.clauses {
		if !c.named() {
			continue
		}
		sign := " | "
		if c.both {
			sign = " & "
		}
		and := []string{everybody}
		if len(c.who) > 0 {
			and[0] = "(" + strings.Join(c.who, sign) + ")"
		}
		if len(c.where) > 0 {
			and = append(and, "("+strings.Join(c.where, " | ")+")")
		}
		for _, n := range c.not {
			and = append(and, "!"+n)
		}
		if c.via != "" {
			and = append(and, "kanal="+c.via)
		}
		if len(and) > 1 && and[0] == everybody {
			and = and[1:]
		}
		parts = append(parts, strings.Join(and, " & "))
	}
	if len(parts) > 1 {
		return "(" + strings.Join(parts, ") | (") + ")"
	}
	return strings.Join(parts, "")
}
