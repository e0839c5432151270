package dialogs

import (
	"regexp"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Nursing hears whether mother and newborn were seen by the midwife (KF and KN).
func Nursing() Dialog {
	return Dialog{
		ID:   "nifas",
		Pick: func(c *Ctx, choice string) bool { return c.nursingAnswered(choice) },
		Word: func(_ *Ctx, text string) string { return doneWord(text) },
	}
}

// Capsule hears whether a child got its vitamin A.
func Capsule() Dialog {
	return Dialog{
		ID:   "vitamin-a",
		Pick: func(c *Ctx, choice string) bool { return c.capsuleAnswered(choice) },
		Word: func(_ *Ctx, text string) string { return doneWord(text) },
	}
}

// doneWord is the choice of a plain "sudah" or "belum".
func doneWord(text string) string {
	switch yesNo(text) {
	case yes:
		return "sudah"
	case no:
		return "belum"
	}
	return ""
}

func (c *Ctx) nursingAnswered(choice string) bool {
	o, ok := c.heardOpen("nifas")
	if !ok {
		return false
	}
	switch choice {
	case "sudah":
		if !c.done(o) {
			return true
		}
		c.seenAfterBirth(o)
		c.audit("visit", c.v.Family.Ref, o.Rule)
		c.Say("nifas.tercatat")
	case "belum":
		c.notYet(o)
	default:
		return c.because(o, choice)
	}
	return true
}

// seenAfterBirth records the visit of the mother and, with it, that of her newborns.
func (c *Ctx) seenAfterBirth(o store.Open) {
	f, today := c.EditFamily(), c.v.Today()
	if p := pregnancyOf(f, o.About); p != nil {
		visitOf(p, o.Rule, today)
	}
	for i := range f.Children {
		ch := &f.Children[i]
		if ch.From != o.About && ch.ID != o.About {
			continue
		}
		v := copyMap(ch.Visits)
		v["kn"+strings.TrimPrefix(o.Rule, "kf")] = today
		if ch.ID == o.About {
			v[o.Rule] = today
		}
		ch.Visits = v
	}
}

func (c *Ctx) capsuleAnswered(choice string) bool {
	o, ok := c.heardOpen("vitamin-a")
	if !ok {
		return false
	}
	ch := c.Family.Child(o.About)
	switch {
	case ch == nil || !ch.Active():
		c.Say("umum.tombol-lama", "apa", c.title("vitamin-a"))
	case choice == "sudah":
		if !c.done(o) {
			return true
		}
		c.EditFamily().Child(o.About).VitaminA = c.v.Today()
		c.audit("capsule", c.v.Family.Ref, o.About)
		c.Say("vitamin-a.tercatat", "anak", c.childName(*ch))
	case choice == "belum":
		c.notYet(o)
	default:
		return c.because(o, choice)
	}
	return true
}

// What a written answer names, so that it is not taken for the tablet.
var (
	namesVaccine = regexp.MustCompile(`\b(?:imunisasi|imun|vaksin|suntik|disuntik|divaksin)\b`)
	namesCapsule = regexp.MustCompile(`\b(?:vit(?:amin)? ?a|kapsul(?:nya)?)\b`)
)

// answerGiven hears "sudah imunisasi" and "belum dapat vitamin A" where that is asked.
func (c *Ctx) answerGiven() bool {
	s := answers.Normalise(c.in.Text)
	if looksAsking(c.in.Text) || len(strings.Fields(s)) > 8 {
		return false
	}
	dialog := ""
	switch {
	case namesCapsule.MatchString(s):
		dialog = "vitamin-a"
	case namesVaccine.MatchString(s):
		dialog = "imunisasi"
	}
	o, ok := c.lastOpen(dialog)
	if !ok || dialog == "" || o.Rule == "imunisasi-tanya" {
		return false
	}
	switch doneChoice(answers.ReadDone(c.in.Text)) {
	case "sudah":
		return c.openAnswer(o, "sudah")
	case "belum", "nanti":
		return c.openAnswer(o, "belum")
	}
	return false
}
