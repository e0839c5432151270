package dialogs

import (
	"strings"

	"tumbuh/store"
)

// Questions lists to staff what mothers asked and nobody answered yet.
func Questions() Dialog {
	return Dialog{
		ID:    "pertanyaan",
		Opens: []string{"pertanyaan", "daftar pertanyaan", "pertanyaan masuk", "pertanyaan ibu"},
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Done:  listQuestions,
	}
}

func listQuestions(c *Ctx) {
	if !c.Want(store.Need{Kind: store.NeedQuestions}) {
		return
	}
	defer c.takeUp()
	n := 0
	for _, d := range c.v.Have.Questions {
		q := d.Value
		if !q.Closed.IsZero() || !c.mayAnswer(q) || n == 8 {
			continue
		}
		n++
		verb, kata := "jawab:", q.Text
		if q.Text == "" {
			verb, kata = "hubungi:", c.line("tanya.minta-dihubungi")
		}
		key := "tanya.baris"
		if q.Taken != "" {
			key = "tanya.baris-diambil"
		}
		c.said = append(c.said, c.line(key, "nomor", itoa(n), "nama", c.e.questionName(q), "kata", clip(kata, 120), "hari", shortDate(store.DateOf(q.Made)), "jam", clockOf(q.Made)))
		c.choices = append(c.choices, store.Choice{ID: verb + d.Ref.ID, Label: c.line("tanya.tombol-"+strings.TrimSuffix(verb, ":"), "nomor", itoa(n))})
	}
	if n == 0 {
		c.Say("tanya.kosong")
	}
	c.question = "tanya"
}

// mayAnswer: whoever was asked, and those who watch over the posyandu.
func (c *Ctx) mayAnswer(q store.Question) bool {
	area := store.Area{Posyandu: q.Posyandu, Puskesmas: q.Puskesmas, Case: true}
	if q.From == c.v.ID() || !store.May(c.v.Person, store.AnswerQuestion, area) {
		return false
	}
	area.Case = false
	return questionAsked(q, c.v.ID()) || store.May(c.v.Person, store.SeeChild, area)
}

// pickQuestion hears the buttons under questions and answers.
func pickQuestion(c *Ctx, choice string) bool {
	verb, id, ok := strings.Cut(choice, ":")
	if !ok {
		return false
	}
	if verb == "balas" {
		c.Open("tanya", map[string]string{"ke": id})
		return true
	}
	d := c.questionDoc(id)
	if d == nil {
		return true
	}
	q := d.Value
	switch {
	case d.Version == 0:
		c.Say("tanya.sudah-selesai")
	case verb == "baca" && q.From == c.v.ID():
		c.sayAnswer(q)
	case !c.mayAnswer(q):
		c.Say("umum.tidak-boleh")
	case !q.Closed.IsZero():
		c.Say("tanya.sudah-dijawab", "siapa", or(q.By, "–"))
	case verb == "jawab":
		c.Open("jawab", map[string]string{"tanya": id})
	case verb == "hubungi":
		c.takeQuestion(d)
	case verb == "selesai":
		c.closeQuestion(d, "dihubungi")
		c.Say("tanya.dicatat")
	default:
		return false
	}
	return true
}

// takeQuestion shows her number to the one who will contact her, and tells her.
func (c *Ctx) takeQuestion(d *store.Doc[store.Question]) {
	q := &d.Value
	if q.Taken != "" && q.Taken != c.v.ID() {
		c.Say("tanya.sudah-diambil")
		return
	}
	first := q.Taken == ""
	q.Taken = c.v.ID()
	if !questionAsked(*q, c.v.ID()) {
		q.Asked = append(q.Asked, store.AlertAsk{Person: c.v.ID(), At: c.v.Now, Via: c.in.From})
	}
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.audit("question-taken", d.Ref, "")
	c.Say("tanya.diambil", "nama", c.e.questionName(*q), "hp", or(showPhone(q.Phone), c.line("alarm.tanpa-nomor")))
	for i := range c.choices {
		c.choices[i].ID += ":" + d.Ref.ID
	}
	c.question = "tanya"
	if first {
		s := c.e.Texts.Say("tanya.akan-dihubungi", "siapa", c.staffName())
		c.others = append(c.others, store.Message{To: q.From, Via: q.Via, Lane: store.Reply, Text: s.Text, About: d.Ref.ID, Made: c.v.Now})
	}
}

func (c *Ctx) closeQuestion(d *store.Doc[store.Question], outcome string) {
	d.Value.Closed, d.Value.Outcome, d.Value.By = c.v.Now, outcome, c.staffName()
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
	c.index(store.IndexQuestions(), d.Ref.ID, true)
	c.audit("question-"+outcome, d.Ref, "")
}

// staffName is how a mother reads who writes to her: "Bidan Yuni".
func (c *Ctx) staffName() string { return c.e.staffName(c.Person) }

func (e *Engine) staffName(p store.Person) string {
	role := "petugas"
	for _, r := range []store.Role{store.Kader, store.TPG, store.Bidan} {
		if p.Has(r) {
			role = string(r)
		}
	}
	return strings.TrimSpace(e.Texts.Say("tanya.peran-"+role).Text + " " + p.Name)
}

// Answering takes the words of staff to a mother: the answer to a question, or a
// message about an alert they took.
func Answering() Dialog {
	return Dialog{
		ID:    "jawab",
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Steps: []Step{{ID: "isi", Read: readWords}},
		Done: func(c *Ctx) {
			if id := c.Answer("alarm"); id != "" {
				c.writeAbout(id)
				return
			}
			c.answerTo(c.Answer("tanya"))
		},
	}
}

// answerTo brings the answer to her. On a shared phone she opens it herself.
func (c *Ctx) answerTo(id string) {
	d := c.questionDoc(id)
	if d == nil || !c.Want(store.Need{Kind: store.NeedPerson, Person: d.Value.From}) {
		return
	}
	switch q := d.Value; {
	case d.Version == 0 || !c.mayAnswer(q):
		c.Say("tanya.sudah-selesai")
		return
	case !q.Closed.IsZero():
		c.Say("tanya.sudah-dijawab", "siapa", or(q.By, "–"))
		return
	}
	d.Value.Answer = c.Given("isi")
	c.closeQuestion(d, "dijawab")
	q := d.Value
	m := store.Message{To: q.From, Via: q.Via, Lane: store.Reply, About: d.Ref.ID, Question: "tanya", Made: c.v.Now}
	if her := c.v.Have.Person(q.From); her != nil && (her.Person.Value.Discreet || her.Person.Value.Unsure) {
		c.fillMessage(&m, "tanya.jawaban-diam", d.Ref.ID)
	} else {
		c.fillMessage(&m, "tanya.jawaban", string(c.v.ID()), "siapa", q.By, "jawaban", q.Answer, "tanya", or(clip(q.Text, 120), c.line("tanya.minta-dihubungi")))
	}
	c.others = append(c.others, m)
	c.Say("tanya.terkirim", "nama", c.e.questionName(q))
}

// sayAnswer shows an answer to her who asked.
func (c *Ctx) sayAnswer(q store.Question) {
	if q.Answer == "" {
		c.Say("tanya.sudah-selesai")
		return
	}
	c.Say("tanya.jawaban-isi", "siapa", q.By, "jawaban", q.Answer, "tanya", clip(q.Text, 120))
}

// writeAbout brings a message about an alert to the mother, from the one who took it.
func (c *Ctx) writeAbout(id string) {
	d := c.alertDoc(id)
	if d == nil {
		return
	}
	if d.Version == 0 || d.Value.Taken != c.v.ID() {
		c.Say("alarm.sudah-selesai")
		return
	}
	m := store.Message{To: d.Value.About, Via: d.Value.Via, Lane: store.Urgent, About: id, Question: "tanya", Made: c.v.Now}
	c.fillMessage(&m, "tanya.pesan", string(c.v.ID()), "siapa", c.staffName(), "isi", c.Given("isi"))
	c.others = append(c.others, m)
	c.audit("alert-message", d.Ref, "")
	c.Say("tanya.terkirim", "nama", c.e.alertName(d.Value))
}

// fillMessage puts a text with its buttons, which carry the id, into a message.
func (c *Ctx) fillMessage(m *store.Message, key, id string, vars ...string) {
	s := c.e.Texts.Say(key, vars...)
	m.Text = s.Text
	for _, ch := range s.Choices {
		m.Choices = append(m.Choices, store.Choice{ID: ch.ID + ":" + id, Label: ch.Label})
	}
}
