package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/faq"
	"tumbuh/store"
)

// ControlWord gives the plain form of a message that is nothing but a control word,
// as interfaces.md lists them.
func ControlWord(text string) (string, bool) {
	switch control(text) {
	case answers.Batal:
		return "batal", true
	case answers.Kembali:
		return "kembali", true
	case answers.Ulang:
		return "ulang", true
	case answers.Menu, answers.Greeting:
		return "menu", true
	case answers.Bantuan:
		return "bantuan", true
	case answers.Kader:
		return "kader", true
	case answers.Stop:
		return "stop", true
	case answers.MulaiLagi:
		return "mulai lagi", true
	case answers.DataSaya:
		return "data saya", true
	case answers.Ubah:
		return "ubah", true
	case answers.Lanjut:
		return "lanjut", true
	case answers.HapusDataSaya:
		return "hapus data saya", true
	case answers.Hapus:
		return "hapus", true
	}
	return "", false
}

// pickLastMenu takes a number or label as an answer to the choices last shown
// outside a dialog: "2" to a menu on a network without buttons.
func (c *Ctx) pickLastMenu() bool {
	q := c.Session.Question
	if c.Session.Dialog != "" {
		return false
	}
	list := c.Session.Offered
	if e, ok := c.e.Texts.Get(q); ok && len(list) == 0 {
		for _, ch := range e.Choices {
			list = append(list, store.Choice(ch))
		}
	}
	id, ok := pick(c.in.Text, list)
	return ok && (c.pressGlobal(id) || c.pressDialog(q, id))
}

// isQuestion tells whether a text asks something the FAQ knows, rather than
// answering the question under way.
func (c *Ctx) isQuestion(text string) bool {
	if !looksAsking(text) {
		return false
	}
	k := c.e.Find(text, c.profile()).Kind
	return k == faq.KindAnswer || k == faq.KindClarify
}

// answerQuestion answers from the reviewed texts, then asks its own question
// again where a dialog is under way.
func (c *Ctx) answerQuestion() bool {
	if c.in.Kind != store.InText || c.step() != nil && passes(c.in.Text) { // "skip" asks nothing
		return false
	}
	r := c.e.Find(c.in.Text, c.profile())
	if c.step() != nil && !looksAsking(c.in.Text) && (c.atWork() || !complains(r)) {
		return false
	}
	switch {
	case r.Kind == faq.KindAnswer:
		c.sayAbout(r.Topic, r)
	case r.Kind == faq.KindClarify && (looksAsking(c.in.Text) || len(strings.Fields(c.in.Text)) > 1):
		c.askTopic(r.Candidates)
		if c.step() != nil && !c.asleep() { // her buttons stand alone; the step is asked again after the answer
			c.offerReturn()
			c.Session.Tries = 0
			return true
		}
	case r.Kind == faq.KindUnknown && c.step() == nil && looksAsking(c.in.Text):
		c.Say("faq-belum-tahu")
		c.audit("faq-belum-tahu", c.v.Person.Ref, "")
	default:
		return false
	}
	c.Session.Tries = 0
	if c.step() != nil && !c.asleep() {
		c.Say("umum.lanjut-tadi")
		c.askAgain()
	} else if c.Session.Dialog == "" {
		c.remember(c.question, "", "")
	}
	return true
}

// complains tells words that no question took and that surely tell of an ailment, or as
// good as surely of another topic: "anak saya panas" where the birth weight was asked,
// "asi belum keluar" where the day of birth was.
func complains(r faq.Result) bool {
	const certain, sure = 0.7, 0.9
	if r.Kind != faq.KindAnswer || strings.HasPrefix(r.Topic, "bot-") {
		return false
	}
	score := r.Candidates[0].Score
	switch r.Topic {
	case "demam-anak", "batuk-pilek", "diare-anak", "gumoh-muntah", "sembelit-bab-bayi", "kulit-bayi", "mata-bayi", "mulut-lidah-bayi",
		"mual-muntah-hamil", "keluhan-ringan-hamil", "puting-payudara":
		return score >= certain
	}
	return score >= sure
}

// askTopic asks which of the likeliest topics was meant.
func (c *Ctx) askTopic(list []faq.Candidate) {
	c.Say("faq-tanya")
	person := c.choices // "none of these": a person
	c.choices = nil
	for _, cand := range list {
		c.offerTopic(cand.Topic)
	}
	c.choices = append(c.choices, person...)
	c.question = "faq-tanya"
}

// offerReturn shows the topics within a dialog, with the way back to its question.
func (c *Ctx) offerReturn() {
	back := c.e.Texts.Say("faq-kembali")
	c.said = append(c.said, back.Text)
	for _, ch := range back.Choices {
		c.choices = append(c.choices, store.Choice(ch))
	}
	c.remember(c.question, "", "")
	c.Session.Offered = c.choices
}

// pickTopic hears the number or label of a topic that was offered within a dialog.
func (c *Ctx) pickTopic() bool {
	if c.Session.Question != "faq-tanya" || c.step() == nil {
		return false
	}
	id, ok := pick(c.in.Text, c.Session.Offered)
	return ok && c.pressGlobal(id)
}

func (c *Ctx) offerTopic(topic string) {
	if label, ok := c.topicLabel(topic); ok {
		c.choices = append(c.choices, store.Choice{ID: "topik:" + topic, Label: label})
	}
}

// sayTopic says the reviewed text of a topic, in the variant for what the record
// knows of her.
func (c *Ctx) sayTopic(topic string) { c.sayAbout(topic, faq.Result{AgeDays: -1}) }

// sayAbout says the text in the variant for the child's age or the week that the
// question names, else the record: her youngest child, her week. A text nobody
// signed is not said where the city does not allow it.
func (c *Ctx) sayAbout(topic string, r faq.Result) {
	months, weeks := -1, -1
	p := c.profile()
	switch {
	case r.AgeDays >= 0:
		months = faq.Months(r.AgeDays)
	case len(p.ChildAgesDays) > 0:
		months = faq.Months(slices.Min(p.ChildAgesDays))
	}
	switch {
	case r.Weeks > 0:
		weeks = r.Weeks
	case p.Pregnant:
		weeks = p.PregWeeks
	}
	e, ok := c.e.Texts.Variant("faq."+topic, months, weeks)
	if !ok || !c.policy().Allows(e) {
		c.Say("faq-belum-ada")
		return
	}
	c.sayFigure(topic, r.Figures)
	c.said = append(c.said, c.address(e.Body))
	helped := c.say("faq-membantu")
	if c.step() == nil {
		c.said = append(c.said, helped.Text)
	}
	c.choices = nil
	for _, other := range e.Related {
		c.offerTopic(other)
	}
	for _, ch := range helped.Choices {
		c.choices = append(c.choices, store.Choice{ID: ch.ID + ":" + topic, Label: ch.Label})
	}
	c.question = "faq-tanya"
}

// pressTopic handles the buttons under an answer: another topic, and whether it helped.
// What did not help is counted by topic, without her words.
func (c *Ctx) pressTopic(choice string) bool {
	what, topic, _ := strings.Cut(choice, ":")
	switch what {
	case "topik":
		c.sayTopic(topic)
	case "guna":
		c.Say("faq-senang")
	case "kurang":
		c.Say("faq-maaf")
		c.audit("faq-kurang", c.v.Person.Ref, topic)
	default:
		return false
	}
	c.askAgain()
	return true
}

func (c *Ctx) topicLabel(topic string) (string, bool) {
	e, ok := c.e.Texts.Get("faq." + topic)
	if !ok {
		return "", false
	}
	return or(e.Title, topicTitle(topic)), true
}

// signTitle is what a danger sign is called to those on duty.
func (e *Engine) signTitle(sign string) string {
	t, _ := e.Texts.Get("bahaya." + sign)
	return or(t.Title, topicTitle(sign))
}

// askedOfDialog answers a question about the dialog itself, and asks its own again.
func (c *Ctx) askedOfDialog(text string) bool {
	d := c.dialog()
	if d.Ask == nil || c.in.Kind != store.InText {
		return false
	}
	key := d.Ask(c, text)
	if key == "" {
		return false
	}
	c.Session.Tries = 0
	c.Say(key)
	c.Say("umum.lanjut-tadi")
	c.askAgain()
	return true
}
