package naskah

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

var (
	choiceLine = regexp.MustCompile(`^- \[([^\]]+)\] (.+)$`)
	holder     = regexp.MustCompile(`\{([a-z-]+)\}`)
	day        = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

// parse cuts a file at its level-2 headings. goldmark finds the headings, so that
// nothing inside a code block or quote is taken for one; the words between are kept
// as they were written.
func parse(file, src string) []Entry {
	src = strings.ReplaceAll(strings.ToValidUTF8(src, ""), "\r\n", "\n")
	doc := goldmark.DefaultParser().Parse(text.NewReader([]byte(src)))
	var heads []head
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || h.Lines().Len() == 0 {
			continue
		}
		seg := h.Lines().At(0)
		heads = append(heads, head{level: h.Level, title: strings.TrimSpace(string(seg.Value([]byte(src)))),
			start: strings.LastIndexByte(src[:seg.Start], '\n') + 1, end: lineEnd(src, seg.Stop)})
	}
	var list []Entry
	for i, h := range heads {
		if h.level == 1 && len(list) == 0 {
			continue // the title of the file
		}
		stop := len(src)
		if i+1 < len(heads) {
			stop = heads[i+1].start
		}
		e := entry(h.title, src[h.end:max(stop, h.end)])
		e.File, e.Line = file, strings.Count(src[:h.start], "\n")+1
		e.Health = health(file)
		if h.level != 2 {
			e.faults = append(e.faults, fmt.Sprintf("a heading of level %d cuts the text; only ## is a key", h.level))
		}
		list = append(list, e)
	}
	return list
}

type head struct {
	level      int
	title      string
	start, end int
}

func lineEnd(s string, from int) int {
	if i := strings.IndexByte(s[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(s)
}

func entry(title, body string) Entry {
	key, variant, _ := strings.Cut(title, " @")
	e := Entry{Key: strings.TrimSpace(key), Variant: strings.TrimSpace(variant)}
	var words []string
	for _, line := range strings.Split(body, "\n") {
		line = strings.TrimRight(line, " \t")
		if m := choiceLine.FindStringSubmatch(line); m != nil {
			if slices.ContainsFunc(e.Choices, func(c Choice) bool { return c.ID == m[1] }) {
				e.faults = append(e.faults, "choice "+m[1]+" stands twice")
			}
			e.Choices = append(e.Choices, Choice{m[1], m[2]})
		} else if rest, ok := strings.CutPrefix(line, "> "); ok {
			e.note(rest)
		} else if rest, ok := strings.CutPrefix(line, "- "); ok {
			words = append(words, "• "+rest)
		} else {
			words = append(words, line)
		}
	}
	e.Body = strings.TrimSpace(strings.Join(words, "\n"))
	for _, m := range holder.FindAllStringSubmatch(e.Body+"\n"+labels(e.Choices), -1) {
		if !slices.Contains(e.Vars, m[1]) {
			e.Vars = append(e.Vars, m[1])
		}
	}
	slices.Sort(e.Vars)
	if e.Variant != "" {
		if low, high, _, ok := span(e.Variant); !ok || low > high {
			e.faults = append(e.faults, "variant @"+e.Variant+" is not like @6-8bln or @28-40mgg")
		}
	}
	e.trust()
	return e
}

// note reads a "> name: value" line.
func (e *Entry) note(line string) {
	name, val, _ := strings.Cut(line, ":")
	val = strings.TrimSpace(val)
	switch strings.TrimSpace(name) {
	case "sumber":
		e.Source = val
	case "ditinjau":
		e.Signature = val
	case "berlaku sampai":
		if e.Expires = val; !day.MatchString(val) {
			e.faults = append(e.faults, "berlaku sampai must be a day like 2027-01-31")
		}
	case "judul":
		e.Title = val
	case "terkait":
		for _, r := range strings.Split(val, ",") {
			e.Related = append(e.Related, strings.TrimSpace(r))
		}
	default:
		e.faults = append(e.faults, "note \""+name+"\" is not known")
	}
}

func labels(list []Choice) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString(c.Label + "\n")
	}
	return b.String()
}
