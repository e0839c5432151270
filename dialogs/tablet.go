package dialogs

import (
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Tablet hears the answers to the iron tablet reminder. It is a loop, not a
// shout: taken is counted kindly, "nanti" asks once more, a miss asks why and
// gives the reviewed advice for that reason.
func Tablet() Dialog {
	return Dialog{ID: "ttd", Pick: func(c *Ctx, choice string) bool {
		if hour, ok := strings.CutPrefix(choice, "jam:"); ok {
			return c.tabletHour(hour)
		}
		o, ok := c.lastOpen("ttd")
		return ok && c.openAnswer(o, choice)
	}}
}

// lastOpen returns the newest open question of a dialog that has not expired.
func (c *Ctx) lastOpen(dialog string) (store.Open, bool) {
	var best store.Open
	for _, o := range c.Family.Open {
		if o.Dialog == dialog && o.Expires.After(c.v.Now) && o.Asked.After(best.Asked) {
			best = o
		}
	}
	return best, best.ID != ""
}

// answerOpen gives a short answer ("sudah", "belum", "habis") to the newest
// question a reminder asked.
func (c *Ctx) answerOpen() bool {
	if c.in.Kind != store.InText || (c.step() != nil && !c.asleep()) {
		return false
	}
	if c.answerReason() || c.answerFasting() || c.answerExamined() || c.answerGiven() || c.answerOffered() {
		return true
	}
	return c.answerOpenWord()
}

// todays is the question a written word answers: the one that is open, or, where that
// was answered with "sudah" on an earlier day, today's, which is yet to be asked. A
// word of today never takes yesterday's tablet back.
func (c *Ctx) todays(o store.Open) store.Open {
	p := pregnancyOf(&c.Family, o.About)
	if p != nil && o.Day.Before(c.v.Today()) && p.Log.Get(o.Day) == store.TabletTaken {
		o.Day = c.v.Today()
	}
	return o
}

// tabletWord maps a written answer to a choice of the reminder.
func tabletWord(text string) string { return doneChoice(answers.ReadTTD(text)) }

func doneChoice(said answers.TTD) string {
	switch said {
	case answers.TTDTaken:
		return "sudah"
	case answers.TTDLater:
		return "nanti"
	case answers.TTDNotYet:
		return "belum"
	case answers.TTDForgot:
		return "lupa"
	case answers.TTDOut:
		return "habis"
	case answers.TTDNausea:
		return "mual"
	case answers.TTDForbidden:
		return "dilarang"
	case answers.TTDLow:
		return "menipis"
	}
	return ""
}

// openAnswer takes the answer to one open question of a reminder.
func (c *Ctx) openAnswer(o store.Open, choice string) bool {
	switch o.Dialog {
	case "ttd":
		return c.tabletAnswered(o, choice)
	case "lahir":
		c.closeOpen(o.ID)
		return pressBirth(c, choice)
	}
	d := c.e.byID[o.Dialog]
	c.open = o
	return d != nil && d.Pick != nil && d.Pick(c, choice)
}

func (c *Ctx) closeOpen(id string) {
	kept := c.Family.Open[:0:0]
	for _, o := range c.Family.Open {
		if o.ID != id {
			kept = append(kept, o)
		}
	}
	c.EditFamily().Open = kept
}

func (c *Ctx) tabletAnswered(o store.Open, choice string) bool {
	f := c.EditFamily()
	p := pregnancyOf(f, o.About)
	if p == nil {
		c.Say("umum.tombol-lama", "apa", c.title("ttd"))
		return true
	}
	switch choice {
	case "sudah":
		c.tookTablet(p, o)
		if c.in.Kind == store.InText {
			c.tellsMore()
		}
	case "nanti":
		c.later(o)
		return true
	case "belum":
		p.Log = p.Log.With(o.Day, store.TabletMissed)
		c.Say("ttd.alasan")
		c.question = o.ID
		return true
	case "menipis": // she has some, and may take today's
		c.runsLow()
	case "lupa", "mual", "habis", "dilarang":
		p.Log = p.Log.With(o.Day, missed[choice])
		c.Say("ttd." + choice)
		if choice == "dilarang" {
			c.restTablet()
		}
		c.missedTablet(p, o, choice)
	default:
		hour, ok := strings.CutPrefix(choice, "jam:")
		return ok && c.tabletHour(hour)
	}
	if c.need == nil {
		c.askAgain()
	}
	return true
}

func pregnancyOf(f *store.Family, id string) *store.Pregnancy {
	for i := range f.Pregnancies {
		if f.Pregnancies[i].ID == id {
			return &f.Pregnancies[i]
		}
	}
	return nil
}

// later keeps the question open: it is asked once more two hours from now.
func (c *Ctx) later(o store.Open) {
	f := c.EditFamily()
	for i := range f.Open {
		if f.Open[i].ID == o.ID {
			f.Open[i].Again = c.v.Now.Add(2 * time.Hour)
		}
	}
	c.Say("ttd.nanti")
}
