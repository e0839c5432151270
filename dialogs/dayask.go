package dialogs

import (
	"encoding/json"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
	"tumbuh/store/growth"
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
	}
	w.queue = append(w.queue, p)
}

// askFirst puts the question about the first line that waits.
func (w *dayWork) askFirst() {
	if len(w.queue) == 0 || w.c.beneath {
		return
	}
	p := w.queue[0]
	c := w.c
	key, vars := w.question(p)
	c.said = append(c.said, c.line(key, vars...))
	c.choices = w.choices(p)
	c.question = dayDialog + ".tanya"
}

// question is the key and the placeholders of what is asked.
func (w *dayWork) question(p pending) (string, []string) {
	name := p.Rec.Name
	f := w.child(p.Ref)
	if f != nil {
		name = w.label(*f)
	}
	switch p.Kind {
	case askWho:
		return "hari.siapa", []string{"baris", p.Line}
	case askNewMother:
		return "hari.ibu-baru", []string{"nama", or(name, p.Rec.Mother), "baris", p.Line}
	case askNew:
		return "hari.baru", []string{"nama", or(name, p.Rec.Mother), "baris", p.Line}
	case askDied:
		return "hari.meninggal", []string{"nama", name}
	case askAway:
		return "hari.pergi", []string{"nama", name, "apa", p.Rec.Note}
	case askT:
		return "hari.t", []string{"nama", name}
	case askComma:
		return "hari.koma", []string{"nama", name, "sekarang", w.c.sizes(measurementOf(p.Rec)), "baris", p.Line}
	case askAgain:
		before := ""
		if m := w.measurement(p.Ref); m != nil {
			before = w.c.sizes(*m)
		}
		return "hari.ganti", []string{"nama", name, "tadi", before, "sekarang", w.c.sizes(measurementOf(p.Rec))}
	}
	if f == nil {
		return "hari.tidak-terbaca", []string{"baris", p.Line}
	}
	return "hari.ragu", []string{"nama", name, "apa", w.doubtText(*f, p)}
}

func (w *dayWork) choices(p pending) []store.Choice {
	c := w.c
	choice := func(id string, vars ...string) store.Choice {
		return store.Choice{ID: id, Label: c.line("hari.tombol-"+id, vars...)}
	}
	switch p.Kind {
	case askWho:
		var list []store.Choice
		for _, ref := range p.Cands {
			if f := w.child(ref); f != nil {
				list = append(list, store.Choice{ID: "anak:" + ref, Label: w.label(*f)})
			}
		}
		return append(list, choice("baru"), choice("lewati"))
	case askNew, askNewMother:
		return []store.Choice{choice("baru"), choice("lewati")}
	case askAway:
		return []store.Choice{choice("tidak-datang"), choice("bukan-itu")}
	case askT:
		return []store.Choice{choice("tidak-naik"), choice("telentang")}
	case askAgain:
		return []store.Choice{choice("ganti"), choice("tetap")}
	case askDied:
		return []store.Choice{choice("benar-duka"), choice("bukan-duka")}
	}
	list := []store.Choice{choice("benar"), choice("ulang")}
	if p.Try > 0 {
		list = append([]store.Choice{{ID: "coba", Label: w.c.amount(p.Field, p.Try)}}, list...)
	}
	return list
}

// pickDay takes a pressed button of the day's question.
func (c *Ctx) pickDay(choice string) bool {
	w, ok := c.loadDay()
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
	if id, ok := pick(text, w.choices(p)); ok {
		w.answered(id)
		return true
	}
	switch yesNo(text) {
	case yes:
		if id := map[string]string{askDoubt: "benar", askComma: "benar", askAgain: "ganti", askNew: "baru", askAway: "tidak-datang", askNewMother: "baru", askDied: "benar-duka"}[p.Kind]; id != "" {
			w.answered(id)
			return true
		}
	case no:
		if id := map[string]string{askDoubt: "ulang", askComma: "ulang", askAgain: "tetap", askNew: "lewati", askAway: "bukan-itu", askNewMother: "lewati", askDied: "bukan-duka"}[p.Kind]; id != "" {
			w.answered(id)
			return true
		}
	}
	return false
}

// answered goes on with the first open line.
func (w *dayWork) answered(choice string) {
	p := w.queue[0]
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
	case "lewati", "tetap":
		w.say("hari.dilewati", "nama", or(p.Rec.Name, p.Rec.Mother))
	case "ulang":
		w.say("hari.silakan-ulang", "nama", or(p.Rec.Name, p.Rec.Mother))
	case "benar-duka":
		if f := w.child(p.Ref); f != nil && f.child != nil && f.child.Active() {
			w.loseChild(*f)
		}
	case "bukan-duka":
		w.say("hari.bukan-duka")
	case "tidak-datang":
		w.go_(p)
	case "bukan-itu":
		w.say("hari.bukan-duka")
	case "tidak-naik":
		p.Rec.Status, p.Rec.Ask = "T", nil
		w.go_(p)
	case "telentang":
		p.Rec.Position, p.Rec.Ask = store.Lying, nil
		w.go_(p)
	case "benar":
		p.Sure, p.Rec.Ask = p.Kind == askDoubt, nil
		w.go_(p)
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

// doubtText words the first doubt with last time's value.
func (w *dayWork) doubtText(f found, p pending) string {
	m := measurementOf(p.Rec)
	m.Day = w.date
	list := growth.Doubts(*f.child, w.earlier(f), m)
	if len(list) == 0 {
		return w.c.sizes(m)
	}
	d := list[0]
	before := w.c.line("hari.belum-pernah")
	if d.Before > 0 {
		before = w.c.amount(d.Field, d.Before)
	}
	return w.c.line("ukur."+string(d.Kind), "sekarang", w.c.amount(d.Field, d.Now), "lalu", before)
}
