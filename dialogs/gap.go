package dialogs

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"sort"
	"strings"
	"time"

	"tumbuh/store"
)

// The reasons of a gap.
const (
	gapUnanswered = "tak-terjawab"
	gapPerson     = "ke-orang"
	gapUnhelpful  = "tidak-membantu"
)

// noteGap keeps what our texts did not answer well for the week's report, without
// whose question it was, and sees that the report comes.
func (c *Ctx) noteGap(why, topic, words string) {
	monday := c.v.Today().Monday()
	sum := sha256.Sum256([]byte(string(c.v.ID()) + "|" + why + "|" + c.in.Once()))
	id := monday.String() + "-" + hex.EncodeToString(sum[:8])
	ref := store.Ref{Kind: store.KindGap, ID: id}
	c.extra.Writes = append(c.extra.Writes, store.Write{Ref: ref, Value: store.Gap{V: 1, Why: why, Topic: topic, Words: c.nameless(words), At: c.v.Now}})
	c.index(store.IndexGaps(monday), id, false)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: gapReport(monday), At: monday.Add(7).At(8, 0)})
}

// gapOf makes a gap of what the answers enter in the audit: a topic that did not help,
// a question that had no answer.
func (c *Ctx) gapOf(act, detail string) {
	switch act {
	case "faq-kurang":
		c.noteGap(gapUnhelpful, detail, "")
	case "faq-belum-tahu":
		c.noteGap(gapUnanswered, "", c.in.Text)
	}
}

// gapReport is the wake entry of a week's report.
func gapReport(monday store.Date) store.Ref {
	return store.Ref{Kind: store.KindGap, ID: monday.String()}
}

var longNumber = regexp.MustCompile(`\+?\d[\d .-]{5,}`)

// nameless takes the names of her family and long numbers out of a text.
func (c *Ctx) nameless(words string) string {
	words = longNumber.ReplaceAllString(clip(words, 160), "…")
	names := []string{c.Person.Name, c.Family.MotherName}
	for _, ch := range c.Family.Children {
		names = append(names, ch.Name)
	}
	known := map[string]bool{}
	for _, n := range names {
		for _, w := range strings.Fields(strings.ToLower(n)) {
			known[w] = len([]rune(w)) >= 3
		}
	}
	out := strings.Fields(words)
	for i, w := range out {
		if known[strings.ToLower(strings.Trim(w, ".,!?\"'()"))] {
			out[i] = "…"
		}
	}
	return strings.Join(out, " ")
}

// WakeGaps tells the admins what the week left unanswered, counts and words without
// names, and removes it. People are the admins.
func (e *Engine) WakeGaps(now time.Time, monday store.Date, gaps []store.Doc[store.Gap], people []store.Member) store.Turn {
	ref := gapReport(monday)
	t := store.Turn{Once: "gaps:" + monday.String(), Now: now, Wake: []store.Wake{{Ref: ref}}}
	count, topics := map[string]int{}, map[string]int{}
	var words []string
	for _, d := range gaps {
		g := d.Value
		count[g.Why]++
		if g.Why == gapUnhelpful {
			topics[or(e.topicTitle(g.Topic), g.Topic)]++
		} else if g.Words != "" && len(words) < 12 {
			words = append(words, "• "+g.Words)
		}
	}
	for topic, n := range topics {
		words = append(words, "👎 "+topic+" ("+itoa(n)+")")
	}
	sort.Strings(words)
	s := e.Texts.Say("celah.laporan", "dari", shortDate(monday), "sampai", shortDate(monday.Add(6)), "belum", itoa(count[gapUnanswered]),
		"orang", itoa(count[gapPerson]), "kurang", itoa(count[gapUnhelpful]), "isi", strings.Join(words, "\n"))
	for _, m := range people {
		via, ok := m.Person.Value.Reachable(store.Address{})
		if ok && len(gaps) > 0 && m.Person.Value.Has(store.Admin) {
			t.Say = append(t.Say, store.Message{ID: t.Once + "#" + string(m.ID()), To: m.ID(), Via: via, Lane: store.Reply, Text: s.Text, Made: now})
		}
	}
	return t
}

func (e *Engine) topicTitle(topic string) string {
	t, _ := e.Texts.Get("faq." + topic)
	return t.Title
}
