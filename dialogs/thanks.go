package dialogs

import (
	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answerThanks takes a thank-you as one: it is no answer to a question, and never
// "ya". What was asked is asked again.
func (c *Ctx) answerThanks() bool {
	if c.in.Kind != store.InText || !answers.ReadThanks(c.in.Text) {
		return false
	}
	c.Say("umum.sama-sama")
	c.askAgain()
	return true
}
