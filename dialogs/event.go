package dialogs

import (
	"regexp"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answerEvent hears a life event that is stated, not asked about: a birth, a
// loss, a move. It comes before the question under way, because no question
// matters more; the dialog waits beneath.
func (c *Ctx) answerEvent() bool {
	if c.inDay() || c.writesAnswer() {
		return false // a kader speaks of others; her lines say of whom
	}
	if c.Session.Dialog == "" && c.answerMoveDay() {
		return true // "posyandu pindah tgl 17": not she moves, the day does
	}
	if c.in.Kind != store.InText || c.Session.Dialog == "duka" || c.Session.Dialog == "lahir" {
		return false
	}
	ev, ok := lifeEvent(c.in.Text)
	if !ok {
		return false
	}
	switch ev {
	case answers.EventLoss, answers.EventDeath:
		if len(c.losable()) == 0 && len(c.measuring()) > 0 { // staff speak of others
			c.Open("duka-warga", nil)
			return true
		}
		if len(c.losable()) == 0 && c.Family.Mother == "" {
			c.Say("duka.tidak-tercatat")
			if c.Session.Dialog == "hamil" && ev == answers.EventLoss { // she is not asked on about it
				c.Say("duka.pendaftaran-berhenti")
				c.Session.Stack = nil
				c.Close()
			}
			return true
		}
		c.Session.Stack = nil
		if c.Session.Dialog != "" {
			c.Session.Dialog = ""
		}
		c.Open("duka", c.lossPrefill(ev))
		return true
	case answers.EventBirth:
		if c.Family.Pregnancy() == nil {
			return false
		}
		c.Open("lahir", c.birthPrefill())
		return true
	case answers.EventMoved:
		if c.Family.Mother == "" || c.Session.Dialog != "" {
			return false
		}
		c.Open("pindah", c.movePrefill())
		return true
	}
	return false
}

// lossPrefill says whom the words speak of, where that is plain.
func (c *Ctx) lossPrefill(ev answers.Event) map[string]string {
	if p := c.Family.Pregnancy(); p != nil && ev == answers.EventLoss {
		return map[string]string{"siapa": p.ID}
	}
	return nil
}

// birthPrefill takes the day of birth, the sex and the sizes from the same message.
func (c *Ctx) birthPrefill() map[string]string {
	found := answers.Scan(c.in.Text, c.v.Today())
	said := also(found)
	delete(said, "lahir")
	delete(said, "hp")
	for _, day := range []string{c.in.Text, justNow.FindString(answers.Normalise(c.in.Text)), dayNamed.FindString(answers.Normalise(c.in.Text))} {
		if r := readBirth(c, day); r.OK && !r.Confirm && said["kapan"] == "" {
			said["kapan"] = r.Value
		}
	}
	if found.Name != "" {
		said["nama"] = found.Name
	}
	weight, length := answers.ReadBirthSize(c.in.Text)
	if weight.Verdict == answers.OK && sizeUnit.MatchString(answers.Normalise(c.in.Text)) {
		said["berat"] = itoa(weight.N)
		if length.Verdict == answers.OK {
			said["panjang"] = itoa(length.N)
		}
	}
	return said
}

// The day of a birth within a longer message.
var (
	justNow  = regexp.MustCompile(`\b(?:(?:tadi|td) (?:pagi|siang|sore|malam|malem|subuh)|semalam|semalem|barusan|baru saja|hari ini|kemarin(?: (?:pagi|siang|sore|malam|malem))?|kmrn|kemaren)\b`)
	dayNamed = regexp.MustCompile(`\b(?:tgl|tanggal) \d{1,2}(?:[ /-](?:\d{1,2}|\pL+))?(?:[ /-]\d{4})?`)
)

// sizeUnit tells a weight from the day of a month or an hour.
var sizeUnit = regexp.MustCompile(`\d ?(?:kg|kilo|gr|gram|g)\b`)
