package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// partSteps says which steps the parts of a message may answer, in any dialog.
var partSteps = map[string][]string{
	answers.PartName: {"nama-ibu"}, answers.PartAge: {"umur"}, answers.PartDating: {"hpht"}, answers.PartPlace: {"kelurahan"},
	answers.PartPhone: {"hp"}, answers.PartHour: {"jam"},
}

// alsoSaid finds the answers to later questions that stand in the same message. Only
// labelled parts that read plainly are taken; the summary shows them all.
func (c *Ctx) alsoSaid(s *Step, text string) map[string]string {
	if len(strings.Fields(text)) < 4 {
		return nil
	}
	return c.partsFor(s, text)
}

// partsFor reads the labelled parts of a text for the steps of the dialog other than s.
func (c *Ctx) partsFor(s *Step, text string) map[string]string {
	d := c.dialog()
	if d == nil || looksAskingMark(text) {
		return nil
	}
	found := map[string]string{}
	for part, value := range answers.Parts(text) {
		for _, id := range partSteps[part] {
			other := d.step(id)
			if other == nil || other == s || other.Read == nil || c.Answer(id) != "" {
				continue
			}
			if r := other.Read(c, value); r.OK && !r.Confirm {
				found[id] = r.Value
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
	found := c.partsFor(s, c.in.Text)
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
