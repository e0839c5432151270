package dialogs

import (
	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answerAboutBot answers shortly what a stranger asks of the bot itself, whatever is
// under way: "bayar ga" to the consent is no refusal, "ini siapa" no name. The question
// under way is asked again; who is not registered is shown the way in.
func (c *Ctx) answerAboutBot() bool {
	if c.in.Kind != store.InText || c.Person.Staff() || c.namesChoice(c.in.Text) {
		return false
	}
	about := "soal-bot." + string(answers.ReadBot(c.in.Text))
	switch {
	case answers.Scolds(c.in.Text): // no name either
		about = "soal-bot.kesal"
	case about == "soal-bot.":
		return false
	}
	c.Session.Tries = 0
	switch c.Say(about); {
	case c.step() != nil && !c.asleep():
		c.Say("umum.lanjut-tadi")
		c.askAgain()
	case c.Family.Mother == "" && c.Person.Caring == "":
		c.Say("soal-bot.jalan")
	}
	return true
}
