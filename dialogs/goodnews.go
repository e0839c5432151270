package dialogs

import (
	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answerGoodNews is glad with a mother whose news is good. The topics know of what a
// message speaks and not whether it is well: "asi lancar" would get the advice for too
// little milk.
func (c *Ctx) answerGoodNews() bool {
	if c.in.Kind != store.InText || c.Person.Staff() {
		return false
	}
	switch answers.ReadNews(c.in.Text) {
	case answers.Well:
		c.Say("kabar-baik.lancar")
	case answers.Better:
		c.Say("kabar-baik.sembuh")
	default:
		return false
	}
	c.Session.Tries = 0
	if c.step() != nil && !c.asleep() {
		c.Say("umum.lanjut-tadi")
		c.askAgain()
	}
	return true
}
