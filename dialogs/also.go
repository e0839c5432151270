package dialogs

import (
	"maps"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// partSteps says which steps of a dialog the parts of a message may answer.
var partSteps = map[string]map[string][]string{
	answers.PartName: {"hamil": {"nama"}, "anak": {"nama-ibu"}}, answers.PartChild: {"anak": {"nama"}},
	answers.PartAge: {"hamil": {"umur"}}, answers.PartDating: {"hamil": {"hpht"}}, answers.PartSex: {"anak": {"kelamin"}},
	answers.PartBirth: {"anak": {"lahir"}}, answers.PartSize: {"anak": {"berat", "panjang"}},
	answers.PartPlace: {"hamil": {"kelurahan"}, "anak": {"kelurahan"}}, answers.PartPhone: {"hamil": {"hp"}}, answers.PartHour: {"hamil": {"jam"}},
}

// alsoSaid finds the answers to later questions that stand in the same message. Only
// labelled parts that read plainly are taken; the summary shows them all.
func (c *Ctx) alsoSaid(s *Step, text string) map[string]string {
	if d := c.dialog(); d != nil && len(strings.Fields(text)) >= 3 {
		return c.partsFor(d, s, text)
	}
	return nil
}

// partsFor reads the parts of a text for the open steps of a dialog other than s.
func (c *Ctx) partsFor(d *Dialog, s *Step, text string) map[string]string {
	if looksAskingMark(text) {
		return nil
	}
	found := map[string]string{}
	parts := answers.Parts(text)
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		for _, id := range partSteps[part][d.ID] {
			other := d.step(id)
			if other == nil || other == s || c.Session.Dialog == d.ID && c.Answer(id) != "" {
				continue
			}
			if r := other.Read(c, parts[part]); r.OK && !r.Confirm && r.Value != Skipped {
				found[id] = r.Value
				maps.Copy(found, r.Also)
				break
			}
		}
	}
	return found
}

// answerStray keeps the answer to a question that comes later ("hamil 4 bulan" where a
// name was asked) and asks its own again.
func (c *Ctx) answerStray() bool {
	s := c.step()
	if s == nil || s.Summary || c.in.Kind != store.InText || c.asleep() {
		return false
	}
	found := c.partsFor(c.dialog(), s, c.in.Text)
	if len(found) == 0 {
		return false
	}
	c.fill(found)
	c.Say("umum.dicatat-dulu")
	c.askAgain()
	return true
}

func looksAskingMark(text string) bool { return strings.Contains(text, "?") }

// fill takes answers to other steps that stood in the same message, where they
// were not answered yet.
func (c *Ctx) fill(also map[string]string) {
	for id, value := range also {
		if d := c.dialog(); d.step(id) != nil && c.Answer(id) == "" {
			c.Set(id, value)
		}
	}
}
