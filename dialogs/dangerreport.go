package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/faq"
	"tumbuh/store"
)

// A danger sign that staff write of is seldom their own: "anak bu Siti kejang". Whoever is
// named is looked for among the families they work for; the alert is that family's, says who
// reports it, and goes to its own bidan. Where nobody is found it goes out with their words.

var (
	// ownSelf are of themselves or of their own child.
	ownSelf = regexp.MustCompile(`\b(?:anak|bayi|suami|kandungan|janin|perut|kepala|istri|cucu) ?(?:saya|aku|sy|aq|ku|gue|gw)\b|\b(?:anakku|bayiku|janinku|kandunganku)\b|^(?:tolong |bu |bidan )*(?:saya|aku|sy|aq|gue|gw) `)
	// reporting begins a report in the first person.
	reporting = regexp.MustCompile(`^(?:tolong |bu |bidan )*(?:saya|aku|sy|aq) (?:mau |ingin |mo |baru |tadi |sedang |lagi |habis |abis )*(?:lapor|laporan|melaporkan|ketemu|nemu|nemuin|lihat|liat|melihat|kunjungan|kunjung|di rumah|dari rumah|ke rumah|dapat laporan|dapet laporan|dikabari|diberitahu|dikasih tau)`)
	// ofOthers names somebody else.
	ofOthers = regexp.MustCompile(`\b(?:ibu|bu|ny|nyonya|bumil|busui|bufas|mama|mamah|mak|mbak|mba|teh|pak|bpk) (\pL{2,})|\b(?:warga|tetangga|pasien|binaan|balita|bumil|warganya|tetangganya|sasaran)\b|\bya?nya (?:bu|ibu)\b`)
	rtWord   = regexp.MustCompile(`\brt ?\.? ?0?(\d{1,3})\b`)
)

// reportsOther tells whether staff who work with families write of somebody else. One who is
// a mother herself and names nobody means herself.
func (c *Ctx) reportsOther(text string) bool {
	if !c.Person.Has(store.Kader) && !c.Person.Has(store.Bidan) && !c.Person.Has(store.TPG) {
		return false
	}
	words := strings.ToLower(answers.Normalise(text))
	own := ownSelf.MatchString(words) && !reporting.MatchString(words)
	if c.Family.Mother == "" {
		return !own
	}
	m := ofOthers.FindStringSubmatch(words)
	return m != nil && !own && !slices.Contains([]string{"bidan", "kader", "saya", "dokter"}, m[1])
}

// alertBy is who reports.
func (c *Ctx) alertBy() *store.AlertBy {
	return &store.AlertBy{Person: c.v.ID(), Name: c.staffName(), Phone: c.Person.Phone, Via: c.in.From}
}

// anybody is a profile under which every sign may be found; it only says that it is worth
// looking whom she means.
var anybody = faq.Profile{Pregnant: true, PregWeeks: 30, ChildAgesDays: []int{10, 400}, PostpartumDays: 10}

// answerReport raises the alert of a family that staff name in a report; false where they
// report nobody we know, whose alert goes out with their words.
func (c *Ctx) answerReport() bool {
	ids := c.ownPosyanduIDs()
	if c.in.Kind != store.InText || len(ids) == 0 || !c.reportsOther(c.in.Text) {
		return false
	}
	if _, worth := c.e.Detect(c.in.Text, anybody); !worth || !c.Want(store.Need{Kind: store.NeedRoster, ID: strings.Join(ids, ",")}) {
		return false
	}
	w := &dayWork{c: c, roster: c.v.Have.Roster, date: c.v.Today(), families: map[string]*store.Member{}}
	f := w.namedIn(c.in.Text)
	if f == nil {
		return false
	}
	d, seen := c.e.Detect(c.in.Text, profileOf(f.m.Family.Value, w.date))
	if !seen {
		return false
	}
	w.posyandu, _ = c.v.City.FindPosyandu(f.m.Family.Value.Posyandu)
	c.lane = store.Urgent
	if d.Ask {
		c.Say("hari.bahaya-ragu", "nama", w.label(*f), "tanda", c.e.signTitle(d.Sign))
		return true
	}
	if w.dangerOf(*f, d.Sign, c.in.Text); c.need != nil {
		return true
	}
	c.said = append(c.said, w.said...)
	if c.saysValues() && (c.answerOldDay() || c.answerLineOutside()) { // what she measured is kept as well
		return true
	}
	if !private(d.Sign) { // what to do until help comes
		c.said = append(c.said, c.line("bahaya."+d.Sign))
	}
	return true
}

// ownPosyanduIDs are those a kader works for; a bidan's whole puskesmas is not searched.
func (c *Ctx) ownPosyanduIDs() []string {
	var ids []string
	for _, p := range c.measuring() {
		if slices.ContainsFunc(c.Person.Grants, func(g store.Grant) bool { return g.Posyandu == p.ID }) {
			ids = append(ids, p.ID)
		}
	}
	return ids[:min(len(ids), 8)]
}

// titlesOfMothers stand before a mother's name.
var titlesOfMothers = wordSet("ibu bu ny nyonya bumil busui bufas nifas mama mamah mak emak bunda mbak mba teh")

// namedIn is the one family or child a sentence names, or nil.
func (w *dayWork) namedIn(text string) *found {
	words := strings.FieldsFunc(strings.ToLower(answers.Normalise(text)), func(r rune) bool { return strings.ContainsRune(" ,.:;!?()/\n\"", r) })
	var mothers, children []found
	for i := range words {
		if list := w.mothersAt(words, i); len(list) > 0 {
			mothers = append(mothers, list...)
		} else if i == 0 || !titlesOfMothers[words[i-1]] {
			children = append(children, w.childrenAt(words, i)...)
		}
	}
	mothers, children = distinctFound(mothers), distinctFound(children)
	if m := rtWord.FindStringSubmatch(text); m != nil {
		mothers = w.narrow(mothers, answers.Record{RT: m[1]})
		children = w.narrow(children, answers.Record{RT: m[1]})
	}
	if len(mothers) > 0 && len(children) > 0 {
		children = slices.DeleteFunc(children, func(f found) bool {
			return !slices.ContainsFunc(mothers, func(m found) bool { return w.oneHome(f, m) })
		})
	}
	switch {
	case len(children) == 1:
		return &children[0]
	case len(children) > 1 || len(mothers) != 1:
		return nil
	}
	f := mothers[0]
	if slices.Contains(words, "anak") || slices.Contains(words, "anaknya") || slices.Contains(words, "bayinya") || slices.Contains(words, "bayi") {
		active := slices.DeleteFunc(slices.Clone(f.m.Family.Value.Children), func(ch store.Child) bool { return !ch.Active() })
		if len(active) == 1 {
			f.child = f.m.Family.Value.Child(active[0].ID)
		}
	}
	return &f
}

func distinctFound(list []found) []found {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(f found) bool {
		twice := seen[f.ref()]
		seen[f.ref()] = true
		return twice
	})
}

// mothersAt are the mothers whose name begins at a word behind a title.
func (w *dayWork) mothersAt(words []string, i int) []found {
	if i == 0 || !titlesOfMothers[words[i-1]] {
		return nil
	}
	return bestName(words[i:], func(name string) []found {
		list := w.findMothers(name, "", words[i-1] == "bumil" || slices.Contains(words, "hamil"))
		return slices.DeleteFunc(list, func(f found) bool { return sureScore(w.score(name, f.m.Family.Value.MotherName)) == 0 })
	})
}

func (w *dayWork) childrenAt(words []string, i int) []found {
	if len(words[i]) < 4 {
		return nil
	}
	return bestName(words[i:], func(name string) []found {
		list := w.findChildren(answers.Record{Name: name})
		return slices.DeleteFunc(list, func(f found) bool { return sureScore(w.score(name, w.c.childName(*f.child))) == 0 })
	})
}

// sureScore keeps only names that are written as they are kept.
func sureScore(score int) int {
	if score < 3 {
		return 0
	}
	return score
}

// bestName takes the longest run of words that is somebody's name.
func bestName(words []string, find func(string) []found) []found {
	for n := min(3, len(words)); n > 0; n-- {
		if list := find(strings.Join(words[:n], " ")); len(list) > 0 {
			return list
		}
	}
	return nil
}
