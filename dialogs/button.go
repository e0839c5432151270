package dialogs

import (
	"strings"

	"tumbuh/store"
)

// answerButton handles a pressed button. It belongs to a question: the one under
// way, an earlier one of the same dialog (then the answer is corrected), a
// reminder's, or one that is over, which is said kindly.
func (c *Ctx) answerButton() bool {
	if c.in.Kind != store.InButton {
		return false
	}
	q, choice := c.in.Question, c.in.Choice
	if c.pressGlobal(choice) || c.pressStep(q, choice) || c.pressOpen(q, choice) || c.pressDialog(q, choice) {
		return true
	}
	c.Say("umum.tombol-lama", "apa", c.title(strings.SplitN(q, ".", 2)[0]))
	c.askAgain()
	return true
}

// pressGlobal handles choices that mean the same under every question.
func (c *Ctx) pressGlobal(choice string) bool {
	if c.pressTopic(choice) {
		return true
	}
	dialog, ok := strings.CutPrefix(choice, "buka:")
	if ok {
		if c.e.byID[dialog] == nil {
			return false
		}
		c.Open(dialog, nil)
		return true
	}
	word, ok := strings.CutPrefix(choice, "kata:")
	if !ok {
		return false
	}
	c.in.Kind, c.in.Text = store.InText, word
	return c.answerControl() || c.answerOpening()
}

// pressStep handles a button of a question of the dialog under way.
func (c *Ctx) pressStep(q, choice string) bool {
	d := c.dialog()
	if d == nil {
		return false
	}
	rest, ok := strings.CutPrefix(q, d.ID+".")
	if !ok {
		return false
	}
	if id, confirm := strings.CutSuffix(rest, "?"); confirm {
		return c.confirmed(id, choice)
	}
	s := d.step(rest)
	if s == nil {
		return rest == "ubah" && c.pickField(choice)
	}
	if !hasChoice(c.offered(s), choice) {
		return false
	}
	if s.ID == c.Session.Step {
		return c.chosen(s, choice)
	}
	if s.Summary || c.Answer(s.ID) == "" {
		return false
	}
	return c.chosen(s, choice) // an earlier question: her answer is corrected
}

// pressOpen handles a button of a reminder's question, however old.
func (c *Ctx) pressOpen(q, choice string) bool {
	for _, o := range c.Family.Open {
		if o.ID == q {
			return c.openAnswer(o, choice)
		}
	}
	return false
}

// pressDialog gives a button outside the steps to the dialog that made it: its
// question is "<dialog>…" or "<dialog>…/<id>".
func (c *Ctx) pressDialog(q, choice string) bool {
	for i := range c.e.dialogs {
		d := &c.e.dialogs[i]
		if d.Pick != nil && (q == d.ID || strings.HasPrefix(q, d.ID+".") || strings.HasPrefix(q, d.ID+"/")) {
			return d.Pick(c, choice)
		}
	}
	return false
}

func hasChoice(list []store.Choice, id string) bool {
	for _, ch := range list {
		if ch.ID == id {
			return true
		}
	}
	return false
}

// answerConfirm takes "ya" or "bukan" to a value that was read back for doubt.
func (c *Ctx) answerConfirm() bool {
	s := c.step()
	if s == nil || c.Session.Answers["?"+s.ID] == "" || c.in.Kind != store.InText {
		return false
	}
	switch yesNo(c.in.Text) {
	case yes:
		return c.confirmed(s.ID, "ya")
	case no:
		return c.confirmed(s.ID, "tidak")
	}
	if s.Read != nil {
		if r := s.Read(c, c.in.Text); r.Confirm && r.Value == c.Session.Answers["?"+s.ID] { // said twice is meant
			return c.confirmed(s.ID, "ya")
		}
	}
	delete(c.Session.Answers, "?"+s.ID)
	return false
}

func (c *Ctx) confirmed(id, choice string) bool {
	value := c.Session.Answers["?"+id]
	d := c.dialog()
	if value == "" || d.step(id) == nil {
		return false
	}
	delete(c.Session.Answers, "?"+id)
	if other, command := opening(value, c.e.opens); command && choice != "ya" { // no name: what it asks for is done, and the question waits
		c.Open(other, nil)
		return true
	}
	if choice != "ya" {
		c.ask(d.step(id))
		return true
	}
	c.Set(id, value)
	c.advance()
	return true
}
