package dialogs

import (
	"regexp"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// How many days before a posyandu day that falls on a public holiday its kader are
// asked: a week before, or as late as two days where nobody could be reached earlier.
const (
	HolidayFirst = 7
	HolidayLast  = 2
)

// AskHoliday asks the kader of a posyandu whether its day stays, although it is a public
// holiday. Who does not answer has left it as it is.
func (e *Engine) AskHoliday(now time.Time, p store.Posyandu, held store.Date, staff []store.Member) store.Turn {
	t := store.Turn{Once: "libur:" + p.ID + ":" + held.String(), Now: now}
	c := newCtx(e, store.View{Now: now}, store.Incoming{})
	s := e.Texts.Say("undur.libur", "posyandu", p.Name, "hari", c.dayName(held))
	for _, m := range staff {
		via, ok := m.Person.Value.Reachable(store.Address{})
		if !ok || !m.Person.Value.Has(store.Kader) || !store.May(m.Person, store.EditPosyandu, store.Area{Posyandu: p.ID, Puskesmas: p.Puskesmas}) {
			continue
		}
		msg := store.Message{ID: t.Once + ":" + string(m.ID()), To: m.ID(), Via: via, Lane: store.Reminder, Text: s.Text, Question: "undur/" + p.ID,
			Made: now, NotAfter: held.At(0, 0)}
		for _, ch := range s.Choices {
			msg.Choices = append(msg.Choices, store.Choice(ch))
		}
		t.Say = append(t.Say, msg)
	}
	return t
}

// holidayAnswered takes the answer of a kader by its button.
func (c *Ctx) holidayAnswered(choice string) bool {
	_, id, _ := strings.Cut(c.in.Question, "/")
	p, _ := c.v.City.FindPosyandu(id)
	return c.holidayChoice(p, choice, "")
}

// holidayChoice acts on an answer; to is the new day where she named it.
func (c *Ctx) holidayChoice(p store.Posyandu, choice, to string) bool {
	fill := map[string]string{"posyandu": p.ID}
	switch choice {
	case "tetap":
		c.Say("undur.tetap", "posyandu", p.Name)
		return true
	case "libur":
		fill["ke"] = called
	case "geser":
		if to != "" {
			fill["ke"] = to
		}
	default:
		return false
	}
	c.Open("undur", fill)
	return true
}

// stays are the words with which a day is left as it is.
var stays = regexp.MustCompile(`\b(?:tetap|ttp|ttep|tetep|jadi) (?:buka|jalan|ada|seperti biasa|posyandu|jadi)\b|^(?:ya |iya |tetap |kita )*(?:buka|tetap)(?: aja| saja| kok| ya| bu| dong)*$`)

// herOwn are words of her own days off, or of an hour on duty; a bare "libur" is the
// posyandu's here.
var herOwn = regexp.MustCompile(`\b(?:saya|aku|sy|cuti|sampai|sampe|jaga|piket|dinas)\b`)

// holidaySaid hears the answer in words or by number: "tetap buka", "libur", "diundur tgl
// 20". Nobody keeps that she was asked; it follows from her posyandu's next day.
func (c *Ctx) holidaySaid() bool {
	if c.in.Kind != store.InText || c.Session.Dialog != "" || len(c.Person.Grants) == 0 || looksAsking(c.in.Text) {
		return false
	}
	p, asked, ok := c.holidayAhead()
	s := strings.Join(strings.Fields(answers.Normalise(c.in.Text)), " ")
	if _, opens := opening(c.in.Text, c.e.opens); !ok || opens || len(strings.Fields(s)) > 7 || herOwn.MatchString(s) {
		return false
	}
	if c.v.Session.Value.When.Before(asked) { // nothing was offered to choose from since
		var offered []store.Choice
		e, _ := c.e.Texts.Get("undur.libur")
		for _, ch := range e.Choices {
			offered = append(offered, store.Choice(ch))
		}
		if choice, ok := pick(c.in.Text, offered); ok {
			return c.holidayChoice(p, choice, "")
		}
	}
	day := readNewDay(c, c.in.Text)
	switch {
	case day.OK && day.Value != called && (moveVerb.MatchString(s) || strings.Contains(s, "tgl") || strings.Contains(s, "tanggal")):
		return c.holidayChoice(p, "geser", day.Value)
	case moveVerb.MatchString(s):
		return c.holidayChoice(p, "geser", "")
	case stays.MatchString(s) && !denied.MatchString(s):
		return c.holidayChoice(p, "tetap", "")
	case offVerb.MatchString(s) && !denied.MatchString(s):
		return c.holidayChoice(p, "libur", "")
	}
	return false
}

// holidayAhead is the posyandu of hers that meets on a public holiday about which she was
// asked, the nearest, and when that was at the earliest.
func (c *Ctx) holidayAhead() (best store.Posyandu, asked time.Time, ok bool) {
	var nearest store.Date
	for _, p := range c.scheduling() {
		held, meets := p.Days.Next(c.v.Today())
		first := held.Add(-HolidayFirst).At(0, 0)
		if meets && c.v.Settings.Holiday(held) && !c.v.Now.Before(first) && (!ok || held.Before(nearest)) {
			best, nearest, asked, ok = p, held, first, true
		}
	}
	return best, asked, ok
}
