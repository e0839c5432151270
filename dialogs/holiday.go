package dialogs

import (
	"strings"
	"time"

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

// holidayAnswered takes the answer of a kader.
func (c *Ctx) holidayAnswered(choice string) bool {
	_, posyandu, _ := strings.Cut(c.in.Question, "/")
	switch choice {
	case "geser":
		c.Open("undur", map[string]string{"posyandu": posyandu})
	case "tetap":
		p, _ := c.v.City.FindPosyandu(posyandu)
		c.Say("undur.tetap", "posyandu", p.Name)
	default:
		return false
	}
	return true
}
