package naskah

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxRunes is the longest a text may be, placeholders unfilled.
const MaxRunes = 900

// NoFact is the `> sumber:` of an answer for which the fact sheet holds nothing:
// it only says whom to ask.
const NoFact = "tanpa fakta"

// Fault is one thing wrong with the texts or with their use.
type Fault struct{ Key, File, What string }

func (f Fault) String() string { return fmt.Sprintf("%s: %s: %s", f.File, f.Key, f.What) }

// health tells whether a file stands in a folder of health advice.
func health(file string) bool {
	folder, _, _ := strings.Cut(file, "/")
	return slices.Contains([]string{"faq", "bahaya", "edukasi", "pengingat"}, folder)
}

// advises tells whether an entry gives health advice. All in the folders of advice
// do, but for reminders that only ask or name something, and for the discreet
// wording of a reminder (.diam), which must not speak of health at all.
func advises(e Entry) bool {
	if strings.HasSuffix(e.Key, plainForm) {
		return false
	}
	if strings.HasPrefix(e.File, "pengingat/") && (strings.HasSuffix(e.Key, ".diam") || !strings.ContainsAny(e.Body, ".!")) {
		return false
	}
	return e.Health
}

// Lint checks the texts and their use in the code; no faults = nil.
func Lint(t *Texts, used []Use) []Fault {
	var faults []Fault
	for _, e := range t.All() {
		for _, what := range t.lintEntry(e) {
			faults = append(faults, Fault{e.Key, place(e), what})
		}
	}
	faults = append(faults, t.lintSentences()...)
	return append(faults, t.lintUses(used)...)
}

func place(e Entry) string { return fmt.Sprintf("%s:%d", e.File, e.Line) }

func (t *Texts) lintEntry(e Entry) []string {
	var what []string
	if n := utf8.RuneCountInString(e.Body); n > MaxRunes {
		what = append(what, fmt.Sprintf("%d characters, more than %d", n, MaxRunes))
	}
	if rest := holder.ReplaceAllString(e.Body+labels(e.Choices), ""); strings.ContainsAny(rest, "{}") {
		what = append(what, "a brace that is no placeholder")
	}
	if strings.Contains(e.Body, "**") || strings.Contains(e.Body, "](") {
		what = append(what, "Markdown that chats do not show (** or a link)")
	}
	if e.Source != "" && e.Source != NoFact {
		for _, s := range strings.Split(e.Source, ";") {
			if code, _, _ := strings.Cut(strings.TrimSpace(s), " "); !slices.Contains(sourceCodes, code) {
				what = append(what, "source code "+code+" is not in the fact sheet")
			}
		}
	}
	if advises(e) && e.Source == "" {
		what = append(what, "health advice without > sumber:")
	}
	if advises(e) && e.Signature == "" {
		what = append(what, "health advice without > ditinjau:")
	}
	if e.Signature != "" && e.Signature != "belum" && e.Reviewed == "" {
		what = append(what, "the signature is not for these words; write > ditinjau: belum")
	}
	for _, r := range e.Related {
		if _, ok := t.Get("faq." + r); !ok || "faq."+r == e.Key {
			what = append(what, "related topic "+r+" does not exist or is itself")
		}
	}
	what = append(what, t.lintPlain(e)...)
	for _, o := range t.entries[e.Key] {
		if o.Variant < e.Variant && overlap(o.Variant, e.Variant) {
			what = append(what, "variants @"+o.Variant+" and @"+e.Variant+" overlap")
		}
	}
	return what
}

// plainForm ends the key of the form without advice.
const plainForm = ".polos"

// lintPlain finds advice said in a dialog that leaves a hole where it may not be sent,
// and plain forms that are none. An answer of the FAQ is replaced by the offer of a
// person, a reminder that is all advice is not sent.
func (t *Texts) lintPlain(e Entry) (what []string) {
	folder, _, _ := strings.Cut(e.File, "/")
	plain, ok := t.Get(e.Key + plainForm)
	if !ok && e.Advice() && !e.Danger() && folder != "faq" && folder != "pengingat" {
		what = append(what, "health advice in a dialog without a plain form "+e.Key+plainForm)
	}
	if ok && labels(plain.Choices) != labels(e.Choices) {
		what = append(what, "the plain form has other choices")
	}
	base, isPlain := strings.CutSuffix(e.Key, plainForm)
	if _, ok := t.Get(base); isPlain && (!ok || e.Advice()) {
		what = append(what, "a plain form of nothing, or with advice")
	}
	return what
}

func overlap(a, b string) bool {
	lowA, highA, unitA, okA := span(a)
	lowB, highB, unitB, okB := span(b)
	return okA && okB && unitA == unitB && lowA <= highB && lowB <= highA
}

// sourceCodes are those of the fact sheet's list of sources, its marks for what
// is unverified, computed or designed, PROG for the page on the programme, BOT for
// how the program itself works.
var sourceCodes = strings.Fields(`KIA24 KIA23 KIAfb KIA20 TB6 NB15 ANC8 WHO8 REPO8 ANC10 NAEG KN KMK35 IMTAB KIApy HEXA
	BIAS JE IPV2 PCV BTN KIPI VITA WORM ZINC MMS TTDH RMT HB24 IOM PMT PMK2 ANTH SKDN KPSP MPA24 WHOCF FEED MAL STM FOOD
	PNEU ELS JKN TGS UNV CONTEXT MTBS PROG BOT design`)

var sentenceEnd = regexp.MustCompile(`[.!?]+(\s+|$)|\n+`)

// Sentences cuts a text into its sentences, in small letters without marks, so that
// two that say the same are equal. Pieces under 4 words do not count.
func Sentences(body string) []string {
	var list []string
	for _, s := range sentenceEnd.Split(body, -1) {
		s = strings.ToLower(strings.Trim(s, " •*-—:🚨"))
		if len(strings.Fields(s)) >= 4 {
			list = append(list, s)
		}
	}
	return list
}

// lintSentences finds a sentence that two topics share: an answer must be about its
// question. The last line of an answer (whom to ask) may be the same everywhere.
func (t *Texts) lintSentences() []Fault {
	var faults []Fault
	first := map[string]Entry{}
	for _, e := range t.All() {
		if !strings.HasPrefix(e.Key, "faq.") {
			continue
		}
		body := e.Body
		if i := strings.LastIndexByte(body, '\n'); i > 0 {
			body = body[:i]
		}
		for _, s := range Sentences(body) {
			o, seen := first[s]
			if seen && o.Key != e.Key {
				faults = append(faults, Fault{e.Key, place(e), fmt.Sprintf("says the same as %s: %q", o.Key, s)})
			}
			if !seen {
				first[s] = e
			}
		}
	}
	return faults
}

// lintUses compares what the code says with what is written.
func (t *Texts) lintUses(used []Use) []Fault {
	if used == nil {
		return nil
	}
	var faults []Fault
	wanted := map[string]bool{}
	for _, u := range used {
		if u.Pattern {
			for key := range t.entries {
				wanted[key] = wanted[key] || u.match(key)
			}
			continue
		}
		wanted[u.Key] = true
		if u.Maybe {
			continue
		}
		at := fmt.Sprintf("%s:%d", u.File, u.Line)
		if len(t.entries[u.Key]) == 0 {
			faults = append(faults, Fault{u.Key, at, "is said but not written"})
		}
		for _, e := range t.entries[u.Key] {
			for _, v := range e.Vars {
				if u.VarsKnown && !slices.Contains(u.Vars, v) {
					faults = append(faults, Fault{u.Key, at, "says nothing for {" + v + "}"})
				}
			}
		}
	}
	for _, key := range t.Keys() {
		if !wanted[key] && !wanted[strings.TrimSuffix(key, plainForm)] && !wanted[strings.TrimSuffix(key, staffForm)] {
			faults = append(faults, Fault{key, place(t.entries[key][0]), "is written but never said"})
		}
	}
	return faults
}
