package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
)

// partSteps says which steps the parts of a message may answer, in any dialog.
var partSteps = map[string][]string{
	answers.PartName: {"nama-ibu"}, answers.PartAge: {"umur"}, answers.PartDating: {"hpht"}, answers.PartPlace: {"kelurahan"},
	answers.PartPhone: {"hp"}, answers.PartHour: {"jam"},
}

// alsoSaid finds the answers to later questions that stand in the same message. Only
// labelled parts that read plainly are taken; the summary shows them all.
func (c *Ctx) alsoSaid(s *Step, text string) map[string]string {
	d := c.dialog()
	if d == nil || len(strings.Fields(text)) < 4 || looksAskingMark(text) {
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
