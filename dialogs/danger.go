package dialogs

import (
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/faq"
	"tumbuh/store"
)

// askFresh is how long a sign that was asked back waits for its answer; what comes
// later is about something else.
const askFresh = 6 * time.Hour

// answerDanger looks for danger signs before anything else, in every state, also
// without consent and after STOP. Nothing else is said in the same message, and
// the dialog under way stays exactly as it was.
func (c *Ctx) answerDanger() bool {
	if c.inDay() && c.in.Kind == store.InText && (!c.asleep() || c.lateLine()) {
		return false // each line is looked at for the one it names (daydanger.go)
	}
	if c.Session.Dialog == "kunjungan" && !c.asleep() {
		return c.visitDanger()
	}
	if c.writesAnswer() {
		return false // staff who advise a mother name signs that nobody has
	}
	if c.in.Kind != store.InButton && c.in.Text != "" && !startsWithCode(c.in.Text) {
		if c.answerReport() || c.need != nil {
			return true
		}
		d, found := c.e.Detect(c.in.Text, c.profile())
		found = found && !(c.step() != nil && answers.OnlyForgets(c.in.Text)) // "gak inget bun" answers the question under way
		if found && (!d.Ask || c.Session.Danger != nil && yesNo(c.in.Text) != no) {
			c.danger(d.Sign, d.Level, c.wordsWithAsk(d.Sign))
			return true
		}
		if found && c.Session.Danger == nil {
			c.askDanger(d.Sign)
			return true
		}
	}
	return c.answerDangerAsk()
}

// startsWithCode tells whether a message is an invitation being used: a code drawn at
// random now and then has letters and figures in it that read like a sign ("HB99U3…").
func startsWithCode(text string) bool {
	code, ok := inviteCode(text)
	return ok && LikeCode(code)
}

// wordsWithAsk are her words, with those that were asked back before them.
func (c *Ctx) wordsWithAsk(sign string) string {
	if ask := c.Session.Danger; ask != nil && ask.Sign == sign && ask.Text != c.in.Text {
		return strings.TrimSpace(ask.Text + "\n" + c.in.Text)
	}
	return c.in.Text
}

// askDanger asks one short question back about a sign in doubt. Should she not
// answer, the record in the wake index goes on as if she had said yes.
func (c *Ctx) askDanger(sign string) {
	ask := store.DangerAsk{Sign: sign, At: c.v.Now, Text: clip(c.in.Text, 500), Alert: alertID(c.v.ID(), sign, c.v.Today())}
	if !c.doubt(&ask) {
		return
	}
	c.Session.Danger = &ask
	c.lane = store.Urgent
	c.Alone("bahaya-tanya." + sign)
	c.question = "bahaya-tanya." + sign
}

// answerDangerAsk takes the answer to "masih kejang sekarang?": yes and not knowing
// are yes, no closes it, a control word or what is plainly another matter waits for the
// answer (the record in the wake index goes on without it), and anything else is taken as
// yes, because whoever is in need does not answer neatly.
func (c *Ctx) answerDangerAsk() bool {
	ask := c.Session.Danger
	if ask == nil {
		return c.lateDangerButton()
	}
	if c.v.Now.Sub(ask.At) > askFresh {
		c.Session.Danger = nil
		return c.lateDangerButton()
	}
	if c.plainlyElse() {
		return false
	}
	switch c.readDangerAsk(ask) {
	case yes, unsure:
		c.danger(ask.Sign, c.level(ask.Sign), ask.Text)
	case no:
		c.noDanger(ask)
	default:
		if c.in.Kind == store.InButton || c.in.Kind == store.InText && control(c.in.Text) != answers.NoControl {
			return false
		}
		c.danger(ask.Sign, c.level(ask.Sign), c.wordsWithAsk(ask.Sign))
	}
	return true
}

// plainlyElse tells a wish to register and a question about the service.
func (c *Ctx) plainlyElse() bool {
	if c.in.Kind != store.InText || len(strings.Fields(c.in.Text)) < 3 { // "iya mau"
		return false
	}
	return wantsToRegister(strings.Fields(answers.Bare(c.in.Text))) || c.asksService()
}

func (c *Ctx) readDangerAsk(ask *store.DangerAsk) answer {
	if c.in.Kind == store.InText {
		switch c.in.Text { // a list of two on a network without buttons
		case "1":
			return yes
		case "2":
			return no
		}
		return yesNo(c.in.Text)
	}
	if c.in.Kind == store.InButton && c.in.Question == "bahaya-tanya."+ask.Sign {
		return map[string]answer{"ya": yes, "tidak": no}[c.in.Choice]
	}
	return unknown
}

// lateDangerButton hears a button of a question back that is no longer open.
func (c *Ctx) lateDangerButton() bool {
	sign, ok := strings.CutPrefix(c.in.Question, "bahaya-tanya.")
	if !ok || c.in.Kind != store.InButton {
		return false
	}
	if c.in.Choice == "ya" {
		c.danger(sign, c.level(sign), "")
		return true
	}
	c.saysMistake(sign)
	if c.need == nil {
		c.lane = store.Urgent
		c.Alone("bahaya-tidak")
	}
	return true
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
	id := alertID(c.v.ID(), sign, c.v.Today())
	if c.reportsOther(words) { // another one of hers with the same sign is another case
		id = shortID(c.v.ID(), sign, c.v.Today().String(), answers.Bare(words))
	}
	if ask := c.Session.Danger; ask != nil && ask.Sign == sign && ask.Alert != "" {
		id = ask.Alert
	}
	c.alert(id, sign, level, words)
	c.Session.Danger = nil
	c.Session.Alarm = &store.DangerAsk{Sign: sign, At: c.v.Now, Alert: id}
	c.lane = store.Urgent
	c.Alone("bahaya." + sign)
	if where := c.where(level); where != "" {
		c.said = append(c.said, where)
	}
	switch {
	case private(sign):
		c.Say("kabar.pribadi")
	case c.reportsOther(words):
		c.Say("hari.bahaya-siapa")
	}
}

// where names the place to go, as far as it is known here: the city's or her
// puskesmas' setting, and by day her own puskesmas for what can wait for it.
func (c *Ctx) where(level string) string { return c.e.where(c.v, c.watched(), level) }

func (e *Engine) where(v store.View, w watch, level string) string {
	if place := v.Settings.Get("rujukan", w.puskesmas, v.Today()); place != "-" {
		return e.Texts.Say("bahaya-tujuan", "tempat", place).Text
	}
	if p, ok := v.City.FindPuskesmas(w.puskesmas); ok && level == "K" {
		return e.Texts.Say("bahaya-puskesmas", "puskesmas", p.Name).Text
	}
	return ""
}

// profile is what the record says of the writer, for the detector and the finder.
// A child or pregnancy that is being registered counts from when its day is said.
func (c *Ctx) profile() faq.Profile {
	f := c.Family
	step := map[string]string{"anak": "lahir", "lahir": "kapan"}[c.Session.Dialog]
	if day, _ := splitBirth(c.Answer(step)); !day.IsZero() {
		f.Children = append(f.Children[:len(f.Children):len(f.Children)], store.Child{Birth: day})
	}
	p := profileOf(f, c.v.Today())
	if day, _, _ := splitHPHT(c.Answer("hpht")); c.Session.Dialog == "hamil" && !day.IsZero() && !p.Pregnant {
		p.Pregnant = true
		p.PregWeeks, _ = store.Pregnancy{HPHT: day}.Weeks(c.v.Today())
	}
	return p
}

func profileOf(f store.Family, today store.Date) faq.Profile {
	p := faq.Profile{PostpartumDays: -1}
	if preg := f.Pregnancy(); preg != nil {
		p.Pregnant = true
		p.PregWeeks, _ = preg.Weeks(today)
	}
	for _, ch := range f.Children {
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

// writesAnswer tells whether staff are writing to a mother just now.
func (c *Ctx) writesAnswer() bool { return c.Session.Dialog == "jawab" && c.Session.Step == "isi" }
