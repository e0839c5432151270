package dialogs

import (
	"encoding/json"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// What a line can be asked back for.
const (
	askWho       = "siapa"    // several children may be meant
	askNew       = "baru"     // nobody of that name is here
	askNewMother = "ibu-baru" // nobody of that name is known to be pregnant here
	askDoubt     = "ragu"     // implausible: measure again?
	askAgain     = "ganti"    // measured already today
	askT         = "t"        // "t": tidak naik, or telentang
	askDied      = "duka"     // said to have died: is it so?
	askAway      = "pergi"    // is what she says of a child why it does not come?
	askComma     = "koma"     // a comma or the unit was left out: is it this?
	askHead      = "kepala"   // a number without its label: is it the head?
)

// mostAsked is how many lines may wait for an answer; a session is small.
const mostAsked = 30

// pending is a line that waits for an answer of the kader, as data in her session.
type pending struct {
	Kind  string         `json:"k"`
	Line  string         `json:"l"`
	Rec   answers.Record `json:"r"`
	Ref   string         `json:"f,omitempty"` // the child, once it is known
	Cands []string       `json:"c,omitempty"`
	Sure  bool           `json:"s,omitempty"` // she said the values are right
	Over  bool           `json:"o,omitempty"` // she said: replace what was measured today
	Try   int            `json:"t,omitempty"` // what was probably meant
	Field string         `json:"d,omitempty"`
	At    time.Time      `json:"at"`
	Asked bool           `json:"q,omitempty"` // the question was put to her
	Since int            `json:"n,omitempty"` // messages since then: it waits, and is not put again with each
	Day   string         `json:"h,omitempty"` // the day it belongs to, where another is open now
}

func readQueue(s string) []pending {
	var q []pending
	if s != "" {
		_ = json.Unmarshal([]byte(s), &q) // written by writeQueue; a form nobody knows any more is nothing to ask
	}
	return q
}

func writeQueue(q []pending) string {
	if len(q) == 0 {
		return ""
	}
	b, err := json.Marshal(q)
	if err != nil { // plain data: this cannot be
		return ""
	}
	return string(b)
}

func (w *dayWork) ask(p pending) {
	if w.goesOnNow { // what is asked of the same line comes next, not last
		w.goesOnNow, w.queue = false, append([]pending{p}, w.queue...)
		return
	}
	if len(w.queue) >= mostAsked {
		w.say("hari.tidak-terbaca", "baris", p.Line)
		return
	}
	if w.waited && len(w.queue) > 0 {
		w.say("hari.antre", "baris", p.Line)
		w.told = true
	}
	w.queue = append(w.queue, p)
}

// askFirst puts the question about the first line that waits. Once put it waits: she goes on
// with the next child, and is told now and then that it is still open, in a line.
func (w *dayWork) askFirst() {
	c := w.c
	if len(w.queue) == 0 || c.beneath {
		return
	}
	p := &w.queue[0]
	if p.Asked && !w.askAnew {
		if p.Since++; p.Since%remindEvery == 1 && !w.told {
			c.said = append(c.said, c.line("hari.menunggu", "siapa", w.waitFor()))
		}
		c.Set("antri", writeQueue(w.queue))
		return
	}
	p.Asked, p.Since = true, 0
	c.Set("antri", writeQueue(w.queue))
	today := w.date
	if _, day, ok := readDayRef(p.Day); ok {
		w.date = day
	}
	key, vars := w.question(*p)
	q := c.line(key, vars...)
	if id, _, ok := readDayRef(p.Day); ok && id != w.posyandu.ID && p.Kind != askElsewhere {
		q = c.placeName(id) + ": " + q
	}
	if w.date != today {
		q = c.line("hari.untuk-hari", "hari", shortDate(w.date)) + ": " + q
	}
	c.said = append(c.said, q)
	c.choices = w.choices(*p)
	c.question = dayDialog + ".tanya"
	w.date = today
}

// remindEvery is after how many messages she reads once more that a question waits.
const remindEvery = 5

// waitFor names whose lines wait.
func (w *dayWork) waitFor() string {
	var names []string
	for _, p := range w.queue[:min(len(w.queue), 3)] {
		names = append(names, or(or(p.Rec.Name, p.Rec.Mother), p.Line))
	}
	if n := len(w.queue) - len(names); n > 0 {
		return strings.Join(names, ", ") + w.c.line("hari.dan-lagi", "jumlah", itoa(n))
	}
	return strings.Join(names, ", ")
}

// pickDay takes a pressed button of the day's question.
func (c *Ctx) pickDay(choice string) bool {
	w, ok := c.loadDayOf(c.dayOfFirst())
	if !ok {
		return c.need != nil
	}
	if len(w.queue) == 0 || !hasChoice(w.choices(w.queue[0]), choice) {
		c.Say("hari.tombol-lama")
		return true
	}
	w.answered(choice)
	w.finish()
	return true
}

// answerPending takes a number, a label or yes and no as the answer to what is open.
func (w *dayWork) answerPending(text string) bool {
	if len(w.queue) == 0 {
		return false
	}
	p := w.queue[0]
	if id, ok := pickWhole(text, w.choices(p)); ok {
		w.answered(id)
		return true
	}
	if a := yesNo(text); (a == yes || a == no) && p.Since > 0 { // further up by now: "ok" may be about anything
		w.askAnew = true
		return true
	}
	if id, ok := pick(text, w.choices(p)); ok {
		w.answered(id)
		return true
	}
	if id, ok := labelWithWords(text, w.choices(p)); ok && p.Kind == askWho {
		w.answered(id)
		return true
	}
	switch yesNo(text) {
	case yes:
		if id := map[string]string{askDoubt: "benar", askComma: "benar", askAgain: "ganti", askNew: "baru", askAway: "tidak-datang", askNewMother: "baru", askDied: "benar-duka", askElsewhere: "di-sana", askBack: "kembali", askHead: "kepala-ya"}[p.Kind]; id != "" {
			w.answered(id)
			return true
		}
	case no:
		if id := map[string]string{askDoubt: "ulang", askComma: "ulang", askAgain: "tetap", askNew: "lewati", askAway: "bukan-itu", askNewMother: "lewati", askDied: "bukan-duka", askElsewhere: "lewati", askBack: "lewati", askHead: "kepala-bukan"}[p.Kind]; id != "" {
			w.answered(id)
			return true
		}
	}
	return false
}

// answered goes on with the first open line.
func (w *dayWork) answered(choice string) {
	p := w.queue[0]
	p.Asked, p.Since = false, 0
	w.queue, w.goesOnNow = w.queue[1:], true
	defer func() { w.goesOnNow = false }()
	if ref, ok := strings.CutPrefix(choice, "anak:"); ok {
		p.Ref, p.Cands = ref, nil
		w.go_(p)
		return
	}
	switch choice {
	case "baru":
		w.register(p)
	case "kembali":
		w.isBack(p)
	case "di-sana":
		w.record(p.Line, p.Rec)
	case "lewati", "tetap":
		w.say("hari.dilewati", "nama", or(p.Rec.Name, p.Rec.Mother))
	case "ulang":
		w.say("hari.silakan-ulang", "nama", or(p.Rec.Name, p.Rec.Mother))
	case "benar-duka":
		if f := w.child(p.Ref); f != nil && f.child != nil && f.child.Active() {
			w.loseChild(*f)
		}
	case "bukan-duka", "bukan-itu":
		w.say("hari.bukan-duka")
	case "tidak-datang":
		w.go_(p)
	case "tidak-naik":
		p.Rec.Status, p.Rec.Ask = "T", nil
		w.go_(p)
	case "telentang":
		p.Rec.Position, p.Rec.Ask = store.Lying, nil
		w.go_(p)
	case "benar":
		p.Sure, p.Rec.Ask = p.Kind == askDoubt, nil
		w.go_(p)
	case "kepala-ya":
		w.headsToo(p)
	case "kepala-bukan":
		w.say("hari.kepala-bukan", "nama", p.Rec.Name, "nilai", w.c.amount("head", p.Rec.Head))
	case "ganti":
		p.Over = true
		w.go_(p)
	case "coba":
		setField(&p.Rec, p.Field, p.Try)
		w.go_(p)
	}
}

func setField(r *answers.Record, field string, v int) {
	switch field {
	case "weight":
		r.Weight = v
	case "length":
		r.Length = v
	case "head":
		r.Head = v
	case "arm":
		r.Arm = v
	}
}
