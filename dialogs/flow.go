package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// dialog returns the dialog the person is in, or nil.
func (c *Ctx) dialog() *Dialog { return c.e.byID[c.Session.Dialog] }

// step returns the step the person is at, or nil.
func (c *Ctx) step() *Step {
	d := c.dialog()
	if d == nil {
		return nil
	}
	return d.step(c.Session.Step)
}

func (d *Dialog) step(id string) *Step {
	for i := range d.Steps {
		if d.Steps[i].ID == id {
			return &d.Steps[i]
		}
	}
	return nil
}

// Answer returns what was answered to a step of the current dialog ("" or
// [Skipped] when there is none).
func (c *Ctx) Answer(id string) string { return c.Session.Answers[id] }

// Given returns the answer, with a passed-over question as "".
func (c *Ctx) Given(id string) string {
	if v := c.Answer(id); v != Skipped {
		return v
	}
	return ""
}

// Set answers a step. Another kelurahan has other posyandu, so that is asked again.
func (c *Ctx) Set(id, value string) {
	if id == "kelurahan" && c.Answer(id) != value {
		delete(c.Session.Answers, "posyandu")
		delete(c.Session.Answers, "?calon")
	}
	c.Session.Answers[id] = value
}

// Open starts a dialog. The one under way waits beneath it and is taken up again
// at exactly the same question.
func (c *Ctx) Open(id string, prefill map[string]string) {
	d := c.e.byID[id]
	if d.May != nil && !d.May(c) {
		c.Say("umum.tidak-boleh")
		return
	}
	if c.Session.Dialog != "" && c.Session.Dialog != id && len(c.Session.Stack) < 3 {
		c.Session.Stack = append(c.Session.Stack, store.Frame{
			Dialog: c.Session.Dialog, Step: c.Session.Step, Answers: c.Session.Answers, Trail: c.Session.Trail})
	}
	c.Session.Dialog, c.Session.Step, c.Session.Trail, c.Session.Tries = id, "", nil, 0
	c.Session.Answers = copyMap(prefill)
	if d.Start != nil {
		d.Start(c)
	}
	if c.Session.Dialog == id {
		c.advance()
	}
}

// advance asks the next open question, or ends the dialog.
func (c *Ctx) advance() {
	d := c.dialog()
	if d.NeedsConsent && !c.Person.Consent.Given() {
		c.Open("persetujuan", nil) // this dialog waits beneath and starts once it is given
		return
	}
	for i := range d.Steps {
		s := &d.Steps[i]
		if c.Answer(s.ID) != "" || (s.Skip != nil && s.Skip(c)) {
			continue
		}
		c.goTo(s)
		return
	}
	c.Session.Step = ""
	if d.Done != nil {
		d.Done(c)
	}
	if c.need == nil && c.Session.Dialog == d.ID && c.Session.Step == "" {
		c.Close()
	}
}

func (c *Ctx) goTo(s *Step) {
	if c.Session.Step != "" && c.Session.Step != s.ID {
		c.Session.Trail = append(c.Session.Trail, c.Session.Step)
	}
	c.Session.Step, c.Session.Tries = s.ID, 0
	c.ask(s)
}

// ask puts the question of a step, in its own words.
func (c *Ctx) ask(s *Step) {
	d := c.dialog()
	key := d.ID + "." + s.ID
	var vars []string
	if s.Vars != nil {
		vars = s.Vars(c)
	}
	c.choices = nil
	c.Say(key, vars...)
	c.choices = c.offered(s)
	c.question = key
	if s.Contact && len(c.in.From.Channel) > 0 && c.in.From.Channel == store.Telegram {
		c.contact = c.e.Texts.Say("umum.bagikan-nomor").Text
	}
	c.remember(key, d.ID, s.ID)
}

// offered lists the choices of a step: those of the view, then those of its text.
func (c *Ctx) offered(s *Step) []store.Choice {
	var list []store.Choice
	if s.Choices != nil {
		list = append(list, s.Choices(c)...)
	}
	var vars []string
	if s.Vars != nil {
		vars = s.Vars(c)
	}
	for _, ch := range c.e.Texts.Say(c.Session.Dialog+"."+s.ID, vars...).Choices {
		list = append(list, store.Choice(ch))
	}
	return list
}

// remember keeps the last questions, so that an old button can be explained.
func (c *Ctx) remember(question, dialog, step string) {
	kept := c.Session.Asked[:0:0]
	for _, a := range c.Session.Asked {
		if a.ID != question {
			kept = append(kept, a)
		}
	}
	kept = append(kept, store.Asked{ID: question, Dialog: dialog, Step: step, At: c.v.Now})
	c.Session.Asked = kept[max(0, len(kept)-8):]
	c.Session.Question = question
}

// Close ends the current dialog and takes up the one that waits beneath it.
func (c *Ctx) Close() {
	c.Session.Dialog, c.Session.Step, c.Session.Question = "", "", ""
	c.Session.Answers, c.Session.Trail, c.Session.Tries = map[string]string{}, nil, 0
	n := len(c.Session.Stack)
	if n == 0 {
		return
	}
	f := c.Session.Stack[n-1]
	c.Session.Stack = c.Session.Stack[:n-1]
	c.Session.Dialog, c.Session.Step, c.Session.Trail = f.Dialog, f.Step, f.Trail
	c.Session.Answers = copyMap(f.Answers)
	if s := c.step(); s != nil {
		c.Say("umum.lanjut-tadi")
		c.ask(s)
		return
	}
	if c.dialog() != nil {
		c.advance()
	}
}

// Leave ends everything: the dialog and those beneath it.
func (c *Ctx) Leave() {
	c.Session.Stack = nil
	c.Close()
}

// answerStep gives the message to the question under way.
func (c *Ctx) answerStep() bool {
	s := c.step()
	if d := c.dialog(); s == nil && d != nil && d.Hear != nil && c.in.Kind == store.InText && !c.asleep() {
		return d.Hear(c, c.in.Text)
	}
	if s == nil {
		return false
	}
	text := c.in.Text
	if c.in.Kind == store.InContact {
		text = c.in.Phone
	}
	if c.asleep() {
		return c.wakes(s, text)
	}
	return c.pickTopic() || c.askedOfDialog(text) || c.take(s, text)
}

// take reads a text as the answer to a step and goes on; false: not an answer.
func (c *Ctx) take(s *Step, text string) bool {
	if s.Optional && passes(text) {
		c.Set(s.ID, Skipped)
		c.advance()
		return true
	}
	offered := c.offered(s)
	if c.Session.Tries >= 3 {
		offered = append(offered, c.personChoice()...)
	}
	choose := pick
	if s.Whole {
		choose = pickWhole
	}
	if id, ok := choose(text, offered); ok {
		return c.pressGlobal(id) || c.chosen(s, id)
	}
	if s.Read == nil || s.Summary && len(strings.Fields(text)) >= 3 && complains(c.e.Find(text, c.profile())) {
		return false // "asi belum keluar" is no "belum"
	}
	return c.accept(s, s.Read(c, text), text)
}

// chosen takes a pressed or named choice of a step.
func (c *Ctx) chosen(s *Step, id string) bool {
	if s.Summary {
		return c.summaryChoice(id)
	}
	value := id
	if id == "lewati" {
		value = Skipped
	} else if s.Read != nil {
		r := s.Read(c, id)
		switch {
		case r.OK && !r.Confirm:
			value = r.Value
		case len(r.Offer) > 0: // a kecamatan: its kelurahan are offered
			return c.accept(s, r, id)
		}
	}
	c.Set(s.ID, value)
	c.advance()
	return true
}

func (c *Ctx) accept(s *Step, r Reading, text string) bool {
	if r.OK || r.Confirm {
		c.fill(r.Also)
		c.fill(c.alsoSaid(s, text))
	}
	switch {
	case s.Summary && r.OK:
		return c.summaryChoice(r.Value)
	case r.Confirm:
		c.Set("?"+s.ID, r.Value)
		c.Say(r.Say, r.Vars...)
		c.question = c.Session.Dialog + "." + s.ID + "?"
		return true
	case r.OK:
		c.Set(s.ID, r.Value)
		c.advance()
		return true
	case r.Say != "":
		if c.isQuestion(text) {
			return false
		}
		if partSteps[answers.PartSize][c.Session.Dialog] == nil && c.answerStray() { // "hpht 2 des" where her age was asked is no wrong age
			return true
		}
		if len(r.Offer) > 0 { // nearer to the answer: no misunderstanding
			c.Session.Answers["?calon"] = strings.Join(r.Offer, " ")
			c.Session.Tries = min(c.Session.Tries, 1) - 1
		}
		c.retry(s, r.Say, r.Vars...)
		return true
	}
	return false
}

// retry says kindly why the answer did not fit and leaves the question open.
func (c *Ctx) retry(s *Step, key string, vars ...string) {
	c.Session.Tries++
	c.Say(key, vars...)
	c.choices, c.question = c.offered(s), c.Session.Dialog+"."+s.ID
	if c.Session.Tries >= 3 && !c.atWork() {
		c.Say("umum.tawar-orang")
		c.choices = append(c.offered(s), c.personChoice()...)
		c.question = c.Session.Dialog + "." + s.ID
	}
}

// personChoice is the button that brings a person in.
func (c *Ctx) personChoice() []store.Choice {
	var list []store.Choice
	for _, ch := range c.e.Texts.Say("umum.tawar-orang").Choices {
		list = append(list, store.Choice(ch))
	}
	return list
}
