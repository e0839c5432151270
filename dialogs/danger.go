package dialogs

import (
	"tumbuh/dialogs/faq"
	"tumbuh/store"
)

// answerDanger looks for danger signs before anything else, in every state, also
// without consent and after STOP. Nothing else is said in the same message, and
// the dialog under way stays exactly as it was.
func (c *Ctx) answerDanger() bool {
	if c.answerDangerAsk() {
		return true
	}
	if c.in.Kind == store.InButton || c.in.Text == "" {
		return false
	}
	d, found := c.e.Detect(c.in.Text, c.profile())
	if !found {
		return false
	}
	if d.Ask {
		c.Session.Danger = &store.DangerAsk{Sign: d.Sign, At: c.v.Now, Text: clip(c.in.Text, 500)}
		c.lane = store.Urgent
		c.Alone("bahaya-tanya." + d.Sign)
		c.question = "bahaya-tanya." + d.Sign
		return true
	}
	c.danger(d.Sign, d.Level, c.in.Text)
	return true
}

// answerDangerAsk takes the answer to "masih kejang sekarang?".
func (c *Ctx) answerDangerAsk() bool {
	ask := c.Session.Danger
	if ask == nil {
		return false
	}
	said := unknown
	if c.in.Kind == store.InButton && c.in.Question == "bahaya-tanya."+ask.Sign {
		said = map[string]answer{"ya": yes, "tidak": no}[c.in.Choice]
	} else if c.in.Kind == store.InText {
		said = yesNo(c.in.Text)
	}
	switch said {
	case yes, unsure:
		c.Session.Danger = nil
		c.danger(ask.Sign, c.level(ask.Sign), ask.Text)
		return true
	case no:
		c.Session.Danger = nil
		c.lane = store.Urgent
		c.Alone("bahaya-tidak")
		return true
	}
	if c.v.Now.Sub(ask.At) > stale {
		c.Session.Danger = nil
	}
	return false
}

func (c *Ctx) level(sign string) string {
	for _, s := range faq.Signs() {
		if s.ID == sign {
			return s.Level
		}
	}
	return "M"
}

// danger says what to do now and tells those on duty.
func (c *Ctx) danger(sign, level, words string) {
	c.Session.Danger = nil
	c.lane = store.Urgent
	c.Alone("bahaya." + sign)
	c.alert(sign, level, words)
}

// profile is what the record says of the writer, for the detector and the finder.
func (c *Ctx) profile() faq.Profile {
	p := faq.Profile{PostpartumDays: -1}
	today := c.v.Today()
	if preg := c.Family.Pregnancy(); preg != nil {
		p.Pregnant = true
		p.PregWeeks, _ = preg.Weeks(today)
	}
	for _, ch := range c.Family.Children {
		if !ch.Active() {
			continue
		}
		age := ch.AgeDays(today)
		p.ChildAgesDays = append(p.ChildAgesDays, age)
		if age <= 42 && (p.PostpartumDays < 0 || age < p.PostpartumDays) {
			p.PostpartumDays = age
		}
	}
	return p
}

// clip bounds what is kept of a text, in runes.
func clip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
