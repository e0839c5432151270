package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// A kader does not wait: while she is asked for a mother's name, the next child is on
// the scales. Lines of the day are heard through whatever was opened above it.

var dayOver = []string{"selesai", "sudah selesai", "udah selesai", "udh selesai", "tutup posyandu", "tutup", "posyandu selesai", "beres"}

// answerDayBeneath hears a line of the posyandu day that waits beneath the dialog under
// way. A registration stays open and is asked on; anything else gives way to the day.
func (c *Ctx) answerDayBeneath() bool {
	i := slices.IndexFunc(c.Session.Stack, func(f store.Frame) bool { return f.Dialog == dayDialog && f.Answers["hari"] != "" })
	if i < 0 || c.in.Kind != store.InText || c.asleep() || c.step() == nil || c.inDay() {
		return false
	}
	registering := c.Session.Dialog == "warga"
	day := c.Session.Stack[i]
	switch bare := strings.TrimSpace(answers.Bare(c.in.Text)); {
	case slices.Contains(dayOver, bare):
		if registering {
			c.Say("warga.belum-selesai", "siapa", or(c.Given("nama"), c.Given("ibu")))
			c.askAgain()
			return true
		}
	case asksMissing(bare):
	case !c.isDayLine(day):
		return false
	}
	if registering {
		return c.hearBeneath(i)
	}
	begun := c.begunGuided()
	c.enter(day)
	c.Session.Stack = c.Session.Stack[:i]
	return c.hearDayAfter(begun, c.in.Text)
}

// begunGuided is the child whose values were being asked one by one, with what was answered;
// nil where nothing was.
func (c *Ctx) begunGuided() *pending {
	if c.Session.Dialog != "pandu" {
		return nil
	}
	w, ok := c.loadDay()
	if !ok {
		return nil
	}
	if p, ok := c.guided(w); ok && p.Rec.Measured() {
		return &p
	}
	return nil
}

// isDayLine tells a child's or woman's values and a ralat from an answer to what is asked.
func (c *Ctx) isDayLine(day store.Frame) bool {
	s, isName := c.step(), false
	if c.Session.Dialog == "warga" { // "ghina 9,9 kg 80 cm" is no mother's name
		isName = (s.ID == "ibu" || s.ID == "nama") && strings.ContainsAny(c.in.Text, "0123456789")
	}
	if s.Read != nil && !isName && s.Read(c, c.in.Text).OK {
		return false
	}
	date, err := store.ParseDate(day.Answers["hari"])
	if err != nil {
		return false
	}
	return slices.ContainsFunc(answers.CadreLines(c.in.Text, date), func(l answers.Line) bool {
		if l.Kind == answers.LineCorrect {
			return true
		}
		return slices.ContainsFunc(l.Records, func(r answers.Record) bool {
			return r.Named() && (r.Measured() || r.Systolic > 0 || l.Kind == answers.LineAbsent || r.Status != "")
		})
	})
}

// hearBeneath takes the line in the day at place i of the stack and comes back to the
// question under way; what the day asks back waits until the registration is done.
func (c *Ctx) hearBeneath(i int) bool {
	here, stack := store.Frame{Dialog: c.Session.Dialog, Step: c.Session.Step, Answers: c.Session.Answers, Trail: c.Session.Trail}, c.Session.Stack
	c.enter(stack[i])
	c.Session.Stack, c.beneath = nil, true
	waiting := len(readQueue(c.Answer("antri")))
	heard := hearDay(c, c.in.Text)
	if c.need != nil {
		return heard
	}
	if len(readQueue(c.Answer("antri"))) > waiting {
		c.Say("hari.nanti-ditanya")
	}
	stack[i].Answers, c.beneath = c.Session.Answers, false
	c.enter(here)
	c.Session.Stack = stack
	if heard {
		c.remindOfRegistration()
	}
	return heard
}

// shortQuestion is how long a question is that is put again rather than spoken of.
const shortQuestion = 40

// remindOfRegistration says in a line that a registration waits: its question again where that
// is short and has no choices.
func (c *Ctx) remindOfRegistration() {
	s := c.step()
	if q := c.line("warga." + s.ID); len([]rune(q)) <= shortQuestion && len(c.offered(s)) == 0 {
		c.askAgain()
		return
	}
	c.Say("warga.menunggu", "siapa", or(c.Given("nama"), c.Given("ibu")))
}

// enter makes a frame the dialog under way.
func (c *Ctx) enter(f store.Frame) {
	c.Session.Dialog, c.Session.Step, c.Session.Trail, c.Session.Tries = f.Dialog, f.Step, f.Trail, 0
	c.Session.Answers = copyMap(f.Answers)
}

// takeUp ends a list whose own buttons stay, and takes up what waits beneath it.
func (c *Ctx) takeUp() {
	c.Session.Dialog = ""
	n := len(c.Session.Stack)
	if n == 0 {
		return
	}
	f := c.Session.Stack[n-1]
	c.Session.Stack = c.Session.Stack[:n-1]
	c.enter(f)
	s := c.step()
	if s == nil { // a posyandu day, where every line is heard
		return
	}
	list, question := c.choices, c.question
	c.Say("umum.lanjut-tadi")
	if c.ask(s); len(c.choices) == 0 {
		c.choices, c.question = list, question
	}
}
