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
	if d := c.dialog(); d != nil && len(strings.Fields(text)) >= 2 {
		return c.partsFor(d, s, text)
	}
	return nil
}

// partsFor reads the parts of a text for the open steps of a dialog other than s.
func (c *Ctx) partsFor(d *Dialog, s *Step, text string) map[string]string {
	if looksAskingMark(text) {
		return nil
	}
	found := c.placeAlone(d, s, text)
	parts := answers.Parts(text)
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		for _, id := range partSteps[part][d.ID] {
			other := d.step(id)
			if other == nil || other == s || c.Session.Dialog == d.ID && c.Answer(id) != "" {
				continue
			}
			// a birth day reckoned from an age is shown as such in the summary
			r := other.Read(c, parts[part])
			if r.OK && r.Value != Skipped || r.Confirm && part == answers.PartBirth && strings.HasSuffix(r.Value, "|~") {
				found[id] = r.Value
				maps.Copy(found, r.Also)
				break
			}
		}
	}
	return found
}

// placeAlone keeps a message that is nothing but the name of a kelurahan, where that is
// still to be asked.
func (c *Ctx) placeAlone(d *Dialog, s *Step, text string) map[string]string {
	found := map[string]string{}
	if other := d.step("kelurahan"); other == nil || other == s || c.Session.Dialog == d.ID && c.Answer("kelurahan") != "" {
		return found
	}
	is := answers.OnlyPlace(text)
	for _, k := range c.v.City.Kelurahan {
		if is(k.Name) {
			found["kelurahan"] = k.ID
		}
	}
	return found
}

// strayPlace tells a kelurahan written where a name was asked; written again it is a name.
func (c *Ctx) strayPlace(text string) bool {
	d := c.dialog()
	return d != nil && len(c.placeAlone(d, nil, text)) > 0
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
