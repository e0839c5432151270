package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
)

// saidFresh is how long what she wrote last can still be handed on with one tap.
const saidFresh = 30 * time.Minute

// noteWords keeps what she wrote and no dialog took, so that one tap hands it to a
// person. It answers nothing.
func (c *Ctx) noteWords() bool {
	if c.in.Kind == store.InText && (c.step() == nil || looksAsking(c.in.Text)) {
		c.Session.Said = &store.Said{Text: clip(c.in.Text, 1000), At: c.v.Now}
	}
	return false
}

// Handover brings a person in. What she wrote just before goes along, else she is to
// be contacted: her kader is asked first.
func Handover() Dialog {
	return Dialog{ID: "kader", Done: func(c *Ctx) { c.handOver(store.Kader, c.lastWords()) }}
}

// AskBidan is the same with her bidan asked first.
func AskBidan() Dialog {
	return Dialog{ID: "bidan", Opens: []string{"tanya bidan", "hubungi bidan", "bidan", "bu bidan", "bicara dengan bidan", "mau tanya bidan"},
		Done: func(c *Ctx) { c.handOver(store.Bidan, c.lastWords()) }}
}

// AskPerson takes a question in her own words, first to whoever answered before.
func AskPerson() Dialog {
	return Dialog{
		ID:    "tanya",
		Opens: []string{"tulis pertanyaan", "titip pertanyaan", "tanya petugas"},
		Steps: []Step{{ID: "isi", Read: readWords}},
		Done:  func(c *Ctx) { c.handOver(store.Bidan, c.Given("isi")) },
		Pick:  pickQuestion,
	}
}

func readWords(_ *Ctx, text string) Reading {
	text = strings.TrimSpace(text)
	return Reading{OK: len([]rune(text)) >= 2, Value: clip(text, 1500)}
}

func (c *Ctx) lastWords() string {
	if s := c.Session.Said; s != nil && c.v.Now.Sub(s.At) <= saidFresh {
		return s.Text
	}
	return ""
}

// handOver leaves the question for a person of the role, the other role where there
// is none, and tells her honestly whether anybody has it now.
func (c *Ctx) handOver(first store.Role, words string) {
	w, to := c.watched(), store.PersonID(c.Session.Answers["ke"])
	if !c.Person.Consent.Given() && to == "" || w.place() == "" && to == "" {
		c.Say("kader.belum-terdaftar")
		return
	}
	staff := c.Staff(w.place())
	d := c.questionDoc(shortID(c.v.ID(), "tanya", words, c.v.Today().String()))
	if c.need != nil {
		return
	}
	c.Session.Said = nil
	if d.Version > 0 && d.Value.Closed.IsZero() {
		c.Say("tanya.sudah-dititip")
		return
	}
	q := store.Question{V: 1, From: c.v.ID(), Via: c.in.From, Name: w.name, Phone: c.Person.Phone, Text: words,
		Posyandu: w.posyandu, Kelurahan: w.kelurahan, Puskesmas: w.puskesmas, Made: c.v.Now}
	who := c.askFirst(&q, d.Ref, staff, first, to)
	if c.need != nil {
		return
	}
	d.Value = q
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexQuestions(), d.Ref.ID, false)
	c.index(store.IndexAbout(c.v.ID()), d.Ref.String(), false)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: c.e.nextClimb(c.v, q)})
	c.audit("question", d.Ref, "")
	if words != "" && to == "" {
		c.noteGap(gapPerson, "", words)
	}
	c.saidTo(who, words, w)
}

// saidTo tells her who has it now.
func (c *Ctx) saidTo(who, words string, w watch) {
	switch {
	case who == "":
		c.Say("kader.belum-ada", "posyandu", or(c.posyanduName(w.posyandu), c.line("kader.wilayah-ibu")))
	case words == "":
		c.Say("kader.disampaikan", "siapa", who)
	default:
		c.Say("tanya.dititip", "siapa", who, "kata", clip(words, 200))
	}
}

// askFirst asks the person wanted, or the first of the roles who is on duty, and
// returns what she is called; "" when there is none.
func (c *Ctx) askFirst(q *store.Question, ref store.Ref, staff []store.Member, first store.Role, to store.PersonID) string {
	if to != "" {
		if !c.Want(store.Need{Kind: store.NeedPerson, Person: to}) {
			return ""
		}
		if m := c.v.Have.Person(to); m != nil && m.Person.Value.Staff() {
			if msg, ok := c.e.askQuestion(c.v, q, ref, *m); ok {
				c.others = append(c.others, msg)
				return c.e.staffName(m.Person.Value)
			}
		}
	}
	for _, role := range []store.Role{first, store.Kader, store.Bidan} {
		for _, m := range staff {
			if !m.Person.Value.Has(role) || !onDuty(m.Person.Value, c.v.Today()) || m.ID() == c.v.ID() {
				continue
			}
			if msg, ok := c.e.askQuestion(c.v, q, ref, m); ok {
				c.others = append(c.others, msg)
				return c.e.staffName(m.Person.Value)
			}
		}
	}
	return ""
}

func (c *Ctx) questionDoc(id string) *store.Doc[store.Question] {
	if !c.Want(store.Need{Kind: store.NeedQuestion, ID: id}) {
		return nil
	}
	d := c.v.Have.Question
	if d == nil || d.Ref.ID != id {
		d = &store.Doc[store.Question]{Ref: store.Ref{Kind: store.KindQuestion, ID: id}}
	}
	return d
}
