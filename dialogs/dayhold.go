package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Lines that were written while no day was open wait for her answer, today's or another
// day's, for as long as it takes: what she writes meanwhile waits with them, each under the
// day it was written on. What is still unclear of another day goes along in the queue, under
// that day's reference.

// answerOldDay hears a child's values in a day that was left open and is over: are they of
// that day, typed from her list, or today's? What waited of it goes along.
func (c *Ctx) answerOldDay() bool {
	if c.lateLine() {
		return hearDay(c, c.in.Text)
	}
	if c.Session.Dialog != dayDialog || c.in.Kind != store.InText {
		return false
	}
	if step := c.Session.Step; step == "luar" || step == "susulan" || step == "posyandu" && c.Answer("baris") != "" {
		return c.holdToo()
	}
	id, day := c.Answer("posyandu"), c.Answer("hari")
	date, err := store.ParseDate(day)
	if err != nil || !date.Before(c.written()) || !c.saysValues() {
		return false
	}
	fill := map[string]string{"baris": c.in.Text, "ditulis": c.written().String(), "antri": c.ofThisDay()}
	if c.written().Sub(date) <= CorrectableDays {
		fill["lama"] = id + "." + day
	}
	c.Leave()
	c.Open(dayDialog, fill)
	return true
}

// holdToo keeps lines written instead of the answer. Of the day of those that wait they wait
// with them; of a later day they wait behind, and the older ones are asked about first.
func (c *Ctx) holdToo() bool {
	if !c.saysLines() {
		return false
	}
	first, day := c.Answer("susul") == "", c.written().String()
	if c.Answer("ditulis") != day {
		c.Set("susul", strings.TrimSpace(c.Answer("susul")+"\n"+c.in.Text))
	} else {
		c.Set("baris", c.Answer("baris")+"\n"+c.in.Text)
	}
	if first && c.Answer("ditulis") != day {
		fill := copyMap(c.Session.Answers)
		c.Leave()
		c.Open(dayDialog, fill)
		return true
	}
	key := "hari.luar-lagi"
	if c.Session.Step == "susulan" {
		key = "hari.susulan-lagi"
	}
	c.Say(key, heldVars(c)...)
	return true
}

// heldOver tells that the lines that wait were written on an earlier day.
func (c *Ctx) heldOver() bool {
	return c.Answer("baris") != "" && c.Answer("ditulis") != "" && c.Answer("ditulis") != c.written().String()
}

func (c *Ctx) refusedHeld() bool {
	return c.Answer("luar") == "tidak" || c.Answer("susulan") == "tidak"
}

// heldVars quotes the lines that wait, and says how many and of which day they are.
func heldVars(c *Ctx) []string {
	day, err := store.ParseDate(c.Answer("ditulis"))
	if err != nil {
		day = c.written()
	}
	lines := strings.TrimSpace(c.Answer("baris"))
	n := 1 + strings.Count(strings.TrimSpace(lines+"\n"+c.Answer("susul")), "\n")
	at := c.line("hari.luar-ini")
	if id := c.Given("posyandu"); id != "" && len(c.measuring()) > 1 {
		at = c.line("hari.luar-di", "posyandu", c.placeName(id))
	}
	return []string{"kapan", at, "baris", short(strings.ReplaceAll(lines, "\n", " · ")), "hari", shortDate(day), "jumlah", itoa(n)}
}

// readThatDay reads whether lines of an earlier day are to be kept for it, or are today's.
func readThatDay(c *Ctx, text string) Reading {
	day, err := store.ParseDate(c.Answer("ditulis"))
	bare := answers.Normalise(text)
	switch {
	case err == nil && answers.ReadDate(text, c.v.Today(), answers.Past).Date == day, strings.Contains(bare, "kemarin"):
		return Reading{OK: true, Value: "ya"}
	case text == "kini" || strings.Contains(bare, "hari ini"):
		return Reading{OK: true, Value: "kini"}
	}
	return readYesNo(c, text)
}

// whichDay is the day that is opened: that of writing, or the one before it, from her list.
func (c *Ctx) whichDay() (posyandu string, day store.Date) {
	if c.Answer("luar") == lastDay {
		return c.lastDay()
	}
	posyandu, day = c.Given("posyandu"), c.written()
	if list := c.measuring(); posyandu == "" && len(list) == 1 {
		posyandu = list[0].ID
	}
	if d, err := store.ParseDate(c.Answer("ditulis")); err == nil && c.Answer("susulan") == "ya" {
		day = d
	}
	return posyandu, day
}

// heldLines are the lines to hear in the day that is opened now; those of a later day go on
// waiting.
func (c *Ctx) heldLines(day store.Date) string {
	if day == c.written() && c.Answer("susul") != "" {
		c.Set("baris", c.Answer("baris")+"\n"+c.Answer("susul"))
		c.Set("susul", "")
	}
	return c.Answer("baris")
}

// hearHeld hears the lines that waited, and goes on with those of a later day.
func (c *Ctx) hearHeld(line string) {
	c.beneath = c.Answer("susul") != ""
	hearDay(c, line)
	if c.beneath = false; c.need == nil && c.inDay() {
		c.goOnHeld()
	}
}

// goOnHeld asks about the lines that were written after those just dealt with; where there
// are none and older ones are still unclear, their day is taken up.
func (c *Ctx) goOnHeld() {
	queue := c.Answer("antri")
	if c.inDay() {
		queue = c.ofThisDay()
	}
	if rest := c.Answer("susul"); rest != "" {
		fill := map[string]string{"baris": rest, "ditulis": c.written().String(), "lama": c.recentDay(), "antri": queue}
		c.Leave()
		c.Open(dayDialog, fill)
		return
	}
	q := readQueue(queue)
	if c.inDay() || len(q) == 0 {
		return
	}
	id, day, ok := readDayRef(q[0].Day)
	if !ok {
		return
	}
	c.Session.Step, c.Session.Answers = "baris", map[string]string{"posyandu": id, "hari": day.String(), "antri": queue}
	if w, ok := c.loadDay(); ok {
		w.askAnew = true
		w.askFirst()
	}
}

// ofThisDay is the queue, each line under the day it belongs to, to go along to another.
func (c *Ctx) ofThisDay() string {
	q := readQueue(c.Answer("antri"))
	for i := range q {
		q[i].Day = or(q[i].Day, c.Answer("posyandu")+"."+c.Answer("hari"))
		q[i].Asked = false
	}
	return writeQueue(q)
}

func readDayRef(ref string) (posyandu string, day store.Date, ok bool) {
	posyandu, s, _ := strings.Cut(ref, ".")
	day, err := store.ParseDate(s)
	return posyandu, day, err == nil && posyandu != ""
}

// dayOfFirst is the day of the line that is asked about.
func (c *Ctx) dayOfFirst() string {
	if q := readQueue(c.Answer("antri")); len(q) > 0 && q[0].Day != "" {
		return q[0].Day
	}
	return c.Answer("posyandu") + "." + c.Answer("hari")
}

// answersOther takes a bare answer to what is asked of another day than the one that is open.
func (c *Ctx) answersOther(text string) bool {
	q, own := readQueue(c.Answer("antri")), c.Answer("posyandu")+"."+c.Answer("hari")
	if len(q) == 0 || q[0].Day == "" || q[0].Day == own {
		return false
	}
	bare := strings.TrimSpace(answers.Bare(text))
	label := func(id string) bool { return answers.Bare(c.line("hari.tombol-"+id)) == bare }
	if yesNo(text) == unknown && !(len(bare) < 3 && strings.Trim(bare, "0123456789") == "") && !slices.ContainsFunc(answerLabels, label) {
		return false
	}
	if w, ok := c.loadDayOf(q[0].Day); ok && w.answerPending(text) {
		w.finish()
	}
	return true
}

// answerLabels are the buttons of what is asked that no name is on.
var answerLabels = []string{"baru", "lewati", "tidak-datang", "bukan-itu", "tidak-naik", "telentang", "ganti", "tetap", "benar-duka", "bukan-duka", "benar", "ulang", "di-sana", "kembali", "kepala-ya", "kepala-bukan"}

// saysValues tells whether a message gives values or the absence of somebody it names.
func (c *Ctx) saysValues() bool {
	return slices.ContainsFunc(answers.CadreLines(c.in.Text, c.written()), func(l answers.Line) bool {
		return l.Kind != answers.LineCorrect && slices.ContainsFunc(l.Records, func(r answers.Record) bool {
			return r.Named() && (r.Measured() || r.Systolic > 0 || r.Status == answers.Absent)
		})
	})
}

// saysLines tells whether a message has a line of a posyandu day, whatever it says.
func (c *Ctx) saysLines() bool {
	return slices.ContainsFunc(answers.CadreLines(c.in.Text, c.written()), func(l answers.Line) bool {
		switch l.Kind {
		case answers.LineCorrect, answers.LineStock, answers.LineSKDN, answers.LinePresent, answers.LineAbsent, answers.LineNifas, answers.LinePregnant:
			return true
		}
		return slices.ContainsFunc(l.Records, func(r answers.Record) bool { return r.Named() })
	})
}
