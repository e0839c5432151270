package naskah

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

//go:embed id
var embedded embed.FS

// Choice is one answer offered: a stable id and what people read.
type Choice struct{ ID, Label string }

// Entry is one text with what is known of it.
type Entry struct {
	Key       string
	Variant   string // "6-8bln", "28-40mgg" or ""
	Title     string // a few words for a button or an alert; "" = none
	Body      string
	Choices   []Choice
	Vars      []string // placeholders, sorted, each once
	Source    string
	Signature string // what `> ditinjau:` says: "belum", "" or a signature
	Reviewed  string // day and sheet of the review; "" while nobody signed these words
	Expires   string // last ISO day of the review, "" = does not expire
	Health    bool   // stands in a folder of health advice
	Related   []string
	File      string
	Line      int

	faults []string
}

// Texts are all entries, read once at start and never changed.
type Texts struct {
	entries map[string][]Entry // by key; the entry without variant first
}

// Load reads the embedded texts. The error lists every fault.
func Load() (*Texts, error) {
	sub, err := fs.Sub(embedded, "id")
	if err != nil {
		return nil, fmt.Errorf("opening texts: %w", err)
	}
	return LoadFS(sub)
}

// LoadFS reads every .md file of a folder.
func LoadFS(fsys fs.FS) (*Texts, error) {
	t := &Texts{entries: map[string][]Entry{}}
	var faults []error
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		for _, e := range parse(path, string(b)) {
			if err := t.add(e); err != nil {
				faults = append(faults, err)
			}
		}
		return nil
	})
	if err := errors.Join(append(faults, err)...); err != nil {
		return nil, fmt.Errorf("reading texts: %w", err)
	}
	return t, nil
}

var keyForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)

func (t *Texts) add(e Entry) error {
	at := fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Key)
	if !keyForm.MatchString(e.Key) {
		return fmt.Errorf("%s: a key has small letters, digits, dots and dashes only", at)
	}
	if len(e.faults) > 0 {
		return fmt.Errorf("%s: %s", at, strings.Join(e.faults, "; "))
	}
	if e.Body == "" {
		return fmt.Errorf("%s: has no words", at)
	}
	for _, other := range t.entries[e.Key] {
		if other.Variant == e.Variant {
			return fmt.Errorf("%s: stands twice (also %s:%d)", at, other.File, other.Line)
		}
	}
	list := append(t.entries[e.Key], e)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Variant < list[j].Variant })
	t.entries[e.Key] = list
	return nil
}

// Get returns the entry of a key, without variant.
func (t *Texts) Get(key string) (Entry, bool) {
	list := t.entries[key]
	if len(list) == 0 {
		return Entry{}, false
	}
	return list[0], true
}

// Keys lists all keys, sorted.
func (t *Texts) Keys() []string {
	keys := make([]string, 0, len(t.entries))
	for k := range t.entries {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// All lists all entries, variants included, sorted by key.
func (t *Texts) All() []Entry {
	var list []Entry
	for _, k := range t.Keys() {
		list = append(list, t.entries[k]...)
	}
	return list
}

// Variant returns the entry for a child's age in months or a week of pregnancy
// (-1 = unknown); where no variant fits, the entry without one.
func (t *Texts) Variant(key string, months, weeks int) (Entry, bool) {
	for _, e := range t.entries[key] {
		low, high, unit, ok := span(e.Variant)
		n := months
		if unit == "mgg" {
			n = weeks
		}
		if ok && n >= low && n <= high {
			return e, true
		}
	}
	return t.Get(key)
}

// span reads "6-8bln".
func span(v string) (low, high int, unit string, ok bool) {
	for _, u := range []string{"bln", "mgg"} {
		if rest, found := strings.CutSuffix(v, u); found {
			a, b, _ := strings.Cut(rest, "-")
			low, err1 := strconv.Atoi(a)
			high, err2 := strconv.Atoi(b)
			return low, high, u, err1 == nil && err2 == nil
		}
	}
	return 0, 0, "", false
}

// Said is a text ready to be sent.
type Said struct {
	Text    string
	Choices []Choice
}

// Say renders a key with its placeholders (name, value, name, value…). A missing
// key or value is a fault of the program: it is visible as ⟦key⟧ and the lint test
// finds it before anyone reads it.
func (t *Texts) Say(key string, vars ...string) Said {
	e, ok := t.Get(key)
	if !ok {
		return Said{Text: "⟦" + key + "⟧"}
	}
	return e.Say(vars...)
}

// Say renders the entry. A value is never read for placeholders itself.
func (e Entry) Say(vars ...string) Said {
	choices := e.Choices
	if len(e.Vars) == 0 {
		return Said{Text: e.Body, Choices: choices}
	}
	fill := func(s string) string {
		var b strings.Builder
		for {
			i := strings.IndexByte(s, '{')
			j := strings.IndexByte(s, '}')
			if i < 0 || j < i {
				b.WriteString(s)
				return b.String()
			}
			b.WriteString(s[:i])
			b.WriteString(value(e.Key, s[i+1:j], vars))
			s = s[j+1:]
		}
	}
	out := Said{Text: fill(e.Body)}
	for _, c := range choices {
		out.Choices = append(out.Choices, Choice{c.ID, fill(c.Label)})
	}
	return out
}

func value(key, name string, vars []string) string {
	for i := 0; i+1 < len(vars); i += 2 {
		if vars[i] == name {
			return vars[i+1]
		}
	}
	return "⟦" + key + " {" + name + "}⟧"
}
