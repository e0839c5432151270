package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// summaryStep is the question before saving. Its text has the placeholder
// {isi} and the choices ya ("Ya, simpan") and ubah.
func summaryStep() Step {
	return Step{
		ID:      "ringkasan",
		Summary: true,
		Vars:    func(c *Ctx) []string { return []string{"isi", c.Summarise()} },
		Read: func(_ *Ctx, text string) Reading {
			switch yesNo(text) {
			case yes:
				return Reading{OK: true, Value: "ya"}
			case no:
				return Reading{OK: true, Value: "ubah"} // as the button
			}
			return Reading{}
		},
	}
}

func (c *Ctx) summaryChoice(id string) bool {
	if id == "ya" {
		c.Set("ringkasan", "ya")
		c.advance()
		return true
	}
	if id == "ubah" {
		c.offerFields()
		return true
	}
	return c.pickField(id)
}

// offerFields asks which answer is to be corrected: a button, or a number, each.
func (c *Ctx) offerFields() {
	key := c.Session.Dialog + ".ubah"
	c.Say(key)
	kept := c.choices[:0:0]
	for _, ch := range c.choices {
		s := c.dialog().step(ch.ID)
		if s != nil && (s.Skip == nil || !s.Skip(c) || c.Given(s.ID) != "") {
			kept = append(kept, ch)
		}
	}
	c.choices = kept
	c.Session.Answers["?ubah"] = "1"
}

// pickField asks the question of one field again; the rest stays.
func (c *Ctx) pickField(id string) bool {
	d := c.dialog()
	s := d.step(id)
	if s == nil || s.Summary {
		return false
	}
	delete(c.Session.Answers, "?ubah")
	delete(c.Session.Answers, id)
	if id == "kelurahan" {
		delete(c.Session.Answers, "posyandu")
	}
	c.goTo(s)
	return true
}

// answerCorrection understands "ganti tgl lahir 3 maret", "nama salah, Siti" and,
// after UBAH, the number or name of a field.
func (c *Ctx) answerCorrection() bool {
	d := c.dialog()
	if d == nil || c.in.Kind != store.InText || c.asleep() {
		return false
	}
	if c.Session.Answers["?ubah"] != "" {
		if id, ok := pick(c.in.Text, c.fieldChoices()); ok {
			return c.pickField(id)
		}
		if field, value, ok := correction("ganti "+c.in.Text, d.words); ok && value == "" { // "tgl lahir"
			return c.pickField(field)
		}
	}
	field, value, ok := correction(c.in.Text, d.words)
	if !ok {
		field, value, ok = c.labelled(d)
	}
	if !ok {
		return false
	}
	s := d.step(field)
	if value == "" {
		return c.pickField(field)
	}
	r := s.Read(c, value)
	if id, ok := pick(value, c.offered(s)); ok && !s.Summary {
		r = Reading{OK: true, Value: id}
	}
	delete(c.Session.Answers, "?ubah")
	switch {
	case r.OK && !r.Confirm:
		c.Set(field, r.Value)
		c.Say("umum.diganti")
		c.resume()
	case r.Say != "":
		c.Say(r.Say, r.Vars...)
		c.resume()
	default:
		return c.pickField(field)
	}
	return true
}

// labelled takes "hpht nya tgl 10 juni" said while something else is asked: a field that
// is named, with a value that reads plainly there and not as the answer to what is asked.
// On the summary, where corrections are awaited, any named field will do.
func (c *Ctx) labelled(d *Dialog) (field, value string, ok bool) {
	now := c.step()
	if now == nil {
		return "", "", false
	}
	field, value, ok = answers.ReadField(c.in.Text, d.words)
	if !ok || now.Summary {
		return field, value, ok
	}
	s := d.step(field)
	if s == nil || s == now || s.Read == nil || now.Read != nil && now.Read(c, c.in.Text).OK {
		return "", "", false
	}
	r := s.Read(c, value)
	return field, value, r.OK && !r.Confirm
}

// resume asks the question under way again, or goes on when it is answered.
func (c *Ctx) resume() {
	if s := c.step(); s != nil && c.Answer(s.ID) == "" {
		c.ask(s)
		return
	}
	c.advance()
}

func (c *Ctx) fieldChoices() []store.Choice {
	var list []store.Choice
	for _, ch := range c.e.Texts.Say(c.Session.Dialog + ".ubah").Choices {
		s := c.dialog().step(ch.ID)
		if s != nil && (s.Skip == nil || !s.Skip(c) || c.Given(s.ID) != "") {
			list = append(list, store.Choice(ch))
		}
	}
	return list
}

// fields maps the words people use for a field to the step that asks it.
func (d *Dialog) fields() map[string]string {
	words := map[string]string{}
	for _, s := range d.Steps {
		for _, w := range s.Field {
			words[w] = s.ID
		}
	}
	return words
}

// Summarise renders the answers of the dialog for its summary: a line a field.
func (c *Ctx) Summarise() string { return strings.Join(c.summaryLines(false), "\n") }

// summaryLines are the answers with their labels; given leaves out what has none.
func (c *Ctx) summaryLines(given bool) []string {
	d := c.dialog()
	labels := map[string]string{}
	for _, ch := range c.e.Texts.Say(d.ID + ".ubah").Choices {
		labels[ch.ID] = ch.Label
	}
	var lines []string
	for i := range d.Steps {
		s := &d.Steps[i]
		label, known := labels[s.ID]
		value := c.Given(s.ID)
		if !known || value == "" && (given || s.Skip != nil && s.Skip(c)) {
			continue
		}
		if value != "" && s.Show != nil {
			value = s.Show(c, value)
		}
		if value == "" {
			value = c.e.Texts.Say("umum.tidak-diisi").Text
		}
		lines = append(lines, "• "+label+": "+value)
	}
	return lines
}
