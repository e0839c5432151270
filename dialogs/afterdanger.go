package dialogs

import (
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/faq"
	"tumbuh/store"
)

// afterFresh is how long what she writes freely is heard as more about the danger sign
// that was answered last; stateFresh, how long "iya masih" and "udah engga" are.
const (
	afterFresh = 2 * time.Hour
	stateFresh = 6 * time.Hour
	mostTales  = 3 // more than that is talk, and would bury the alert
)

// lastDanger is the danger sign answered a short while ago. Of a private sign nothing is
// heard: somebody else may hold the phone.
func (c *Ctx) lastDanger(fresh time.Duration) *store.DangerAsk {
	said := c.Session.Alarm
	if said == nil || c.in.Kind != store.InText || private(said.Sign) || c.Person.Staff() || c.v.Now.Sub(said.At) > fresh {
		return nil
	}
	return said
}

// answerDangerState hears whether the sign that was answered goes on: then she is sent
// off once more and whoever takes care of it knows; is over, or that she is on her way
// or there, which they hear too, for an alert is ended by people alone.
func (c *Ctx) answerDangerState() bool {
	said := c.lastDanger(stateFresh)
	if said == nil {
		return false
	}
	key, told := "bahaya-masih", false
	switch answers.ReadState(c.in.Text) {
	case answers.Going:
		key, told = "bahaya-di-jalan", c.tellMore(said)
	case answers.There:
		key, told = "bahaya-sampai", c.tellMore(said)
	case answers.Still:
		c.alert(said.Alert, said.Sign, c.level(said.Sign), c.in.Text)
	case answers.Over:
		key, told = "bahaya-reda", c.tellMore(said)
	default:
		return false
	}
	if c.need != nil {
		return true
	}
	c.lane = store.Urgent
	c.Alone(key)
	if told {
		c.Say("kabar.ke-petugas")
	}
	if c.step() != nil && !c.asleep() && key == "bahaya-reda" { // else the form can wait
		c.Say("umum.lanjut-tadi")
		c.askAgain()
	}
	return true
}

// answerDangerTale takes a sentence that asks nothing as more of the same: those who
// were asked read it, and she is told not to wait.
func (c *Ctx) answerDangerTale() bool {
	said := c.lastDanger(afterFresh)
	if said == nil || said.Told >= mostTales || c.dialog() != nil || len(strings.Fields(c.in.Text)) < 3 || c.isQuestion(c.in.Text) || c.asksService() {
		return false
	}
	if !c.tellMore(said) {
		return c.need != nil
	}
	more := *said
	more.Told++
	c.Session.Alarm = &more
	c.lane = store.Urgent
	c.Alone("bahaya-diteruskan")
	return true
}

// asksService tells words about the service itself, which nobody on duty must read.
func (c *Ctx) asksService() bool {
	r := c.e.Find(c.in.Text, c.profile())
	if r.Kind != faq.KindAnswer {
		return false
	}
	switch r.Topic {
	case "puskesmas-lokasi-jam", "biaya-bpjs", "nomor-darurat", "ngider-sehat", "hubungi-petugas", "dokumen-anak", "bantuan-sosial", "posyandu-jadwal":
		return true
	case "persiapan-persalinan": // "lagi nyiapin baju dulu" is a tale
		return looksAsking(c.in.Text)
	}
	return strings.HasPrefix(r.Topic, "bot-")
}

// tellMore gives her words to who took the alert, else to all who were asked; false
// where the alert is closed or nobody was asked.
func (c *Ctx) tellMore(said *store.DangerAsk) bool {
	d := c.alertDoc(said.Alert)
	if d == nil {
		return false
	}
	a := d.Value
	if d.Version == 0 || !a.Closed.IsZero() || a.Doubt || len(a.Asked) == 0 {
		return false
	}
	vars := []string{"nama", c.e.alertName(a), "kata", clip(c.in.Text, 500)}
	if a.Taken != "" {
		c.tellTaker(a, d.Ref, "alarm.lagi", vars...)
	} else {
		c.tellAsked(a, d.Ref, "alarm.lagi-tanya", vars...)
	}
	return true
}
