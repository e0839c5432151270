package dialogs

import (
	"tumbuh/dialogs/answers"
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
	e, ok := c.e.Texts.Get(q)
	if !ok || c.Session.Dialog != "" {
		return false
	}
	var list []store.Choice
	for _, ch := range e.Choices {
		list = append(list, store.Choice(ch))
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
	return k == "answer" || k == "clarify"
}

// answerQuestion answers from the reviewed texts, then asks its own question
// again where a dialog is under way.
func (c *Ctx) answerQuestion() bool {
	if c.in.Kind != store.InText || (c.step() != nil && !looksAsking(c.in.Text)) {
		return false
	}
	r := c.e.Find(c.in.Text, c.profile())
	switch r.Kind {
	case "answer":
		c.sayTopic(r.Topic)
	case "clarify":
		c.Say("faq-tanya")
		person := c.choices // "none of these": a person
		c.choices = c.choices[:0:0]
		for _, cand := range r.Candidates {
			if label, ok := c.topicLabel(cand.Topic); ok {
				c.choices = append(c.choices, store.Choice{ID: "topik:" + cand.Topic, Label: label})
			}
		}
		c.choices = append(c.choices, person...)
		c.question = "faq-tanya"
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

// sayTopic says the reviewed text of a topic, in the variant for her child's age
// or her week. A text nobody signed is not said where the city does not allow it.
func (c *Ctx) sayTopic(topic string) {
	months, weeks := -1, -1
	p := c.profile()
	if len(p.ChildAgesDays) > 0 {
		months = p.ChildAgesDays[len(p.ChildAgesDays)-1] * 12 / 365
	}
	if p.Pregnant {
		weeks = p.PregWeeks
	}
	e, ok := c.e.Texts.Variant("faq."+topic, months, weeks)
	if !ok || !c.policy().Allows(e) {
		c.Say("faq-belum-ada")
		return
	}
	c.said, c.choices = append(c.said, e.Body), nil
	for _, r := range e.Related {
		if label, ok := c.topicLabel(r); ok {
			c.choices = append(c.choices, store.Choice{ID: "topik:" + r, Label: label})
		}
	}
	c.question = "faq-tanya"
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
