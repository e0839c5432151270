package dialogs

import (
	"strconv"
	"strings"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// Ctx is one decision in the making: copies of the records that the answer may
// change, what is said, and whatever else the turn will carry.
type Ctx struct {
	e  *Engine
	v  store.View
	in store.Incoming

	Person  store.Person
	Family  store.Family
	Session store.Session

	personDirty, familyDirty bool
	keepNothing              bool   // say it, store nothing about the sender (groups)
	moveFrom                 string // the day from which on a meeting is moved, while that is being opened
	beneath                  bool   // a line is heard in the day beneath: it asks nothing now
	need                     *store.Need
	open                     store.Open // the reminder's question that is being answered
	extra                    store.Turn // writes, binds, index entries a dialog adds
	said                     []string
	choices                  []store.Choice
	question, contact        string
	report                   *store.Report
	lane                     store.Lane
	others                   []store.Message
}

func newCtx(e *Engine, v store.View, in store.Incoming) *Ctx {
	c := &Ctx{e: e, v: v, in: in, lane: store.Reply}
	c.Person, c.Family, c.Session = v.Person.Value, clone(v.Family.Value), v.Session.Value
	c.Session.Answers = copyMap(c.Session.Answers)
	c.Session.Trail = append([]string(nil), c.Session.Trail...)
	c.Session.Stack = append([]store.Frame(nil), c.Session.Stack...)
	c.Session.Asked = append([]store.Asked(nil), c.Session.Asked...)
	c.Person.Addresses = append([]store.Reach(nil), c.Person.Addresses...)
	c.Person.Grants = append([]store.Grant(nil), c.Person.Grants...)
	c.Person.V, c.Family.V, c.Session.V = 1, 1, 1
	return c
}

// clone copies the parts of a family that dialogs change in place.
func clone(f store.Family) store.Family {
	f.Pregnancies = append([]store.Pregnancy(nil), f.Pregnancies...)
	f.Children = append([]store.Child(nil), f.Children...)
	f.Open = append([]store.Open(nil), f.Open...)
	f.Caregivers = append([]store.Caregiver(nil), f.Caregivers...)
	f.Prefs.Mute = append([]string(nil), f.Prefs.Mute...)
	f.Sent = copyMap(f.Sent)
	return f
}

func copyMap[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// Say adds words to the answer; what is said in one turn is one message. The
// buttons of the last text that has some are shown.
func (c *Ctx) Say(key string, vars ...string) {
	s := c.say(key, vars...)
	if s.Text != "" {
		c.said = append(c.said, s.Text)
	}
	if len(s.Choices) > 0 {
		c.choices = c.choices[:0:0]
		for _, ch := range s.Choices {
			c.choices = append(c.choices, store.Choice(ch))
		}
		c.question = key
	}
}

// say renders a text that may be sent, else its plain form, else the offer of a person.
func (c *Ctx) say(key string, vars ...string) naskah.Said {
	e, ok := c.e.Texts.Get(key)
	if !ok {
		return c.e.Texts.Say(key, vars...)
	}
	if staff, has := c.e.Texts.ForStaff(key); has && c.atWork() {
		e = staff
	}
	if e, ok = c.e.Texts.Plain(e, c.policy()); !ok {
		return c.e.Texts.Say("faq-belum-ada")
	}
	e.Body = c.address(e.Body) // not what is filled in: an announcement is shown as it will be read
	return e.Say(vars...)
}

// address leaves the "Bu" out for who is none here.
func (c *Ctx) address(text string) string {
	if c.atWork() || c.caring() {
		return naskah.WithoutBu(text)
	}
	return text
}

// caring tells of a second caregiver: a father, a grandmother, and no mother here.
func (c *Ctx) caring() bool { return c.Person.Has(store.Pendamping) && c.Family.Mother != c.v.ID() }

// atWork tells of somebody who writes for the programme only: nobody's "Ibu" here.
func (c *Ctx) atWork() bool { return c.Person.Staff() && c.Family.Mother == "" }

// policy is what the city allows to be sent today.
func (c *Ctx) policy() naskah.Policy { return ReviewPolicy(c.v, c.e.Unreviewed) }

// ReviewPolicy is what the city allows to be sent on the day of the view; auto is
// what holds where the city left the choice to the program.
func ReviewPolicy(v store.View, auto bool) naskah.Policy {
	return naskah.Policy{Today: v.Today().String(), Unreviewed: v.Settings.Unreviewed(auto, v.Today()), Valid: v.Settings.Int("masa-ulasan", v.Today())}
}

// Alone says one text in a message of its own and drops what was said before.
func (c *Ctx) Alone(key string, vars ...string) {
	c.said, c.choices, c.question, c.contact = nil, nil, "", ""
	c.Say(key, vars...)
}

// SayTo queues a message to another person, when she can be reached.
func (c *Ctx) SayTo(p store.Doc[store.Person], lane store.Lane, about, key string, vars ...string) bool {
	via, ok := p.Value.Reachable(store.Address{})
	if !ok {
		return false
	}
	s := c.e.Texts.Say(key, vars...)
	m := store.Message{To: store.PersonID(p.Ref.ID), Via: via, Lane: lane, Text: s.Text, About: about, Made: c.v.Now}
	for _, ch := range s.Choices {
		m.Choices = append(m.Choices, store.Choice(ch))
	}
	if len(m.Choices) > 0 {
		m.Question = key + "/" + about
	}
	c.others = append(c.others, m)
	return true
}

// Want returns whether the need is already in the view; else it asks for it, and
// the whole decision is made anew once it is there.
func (c *Ctx) Want(n store.Need) bool {
	if c.v.Have.Has(n) {
		return true
	}
	if c.need == nil {
		c.need = &n
	}
	return false
}

// Staff returns the people who watch a posyandu; nil until they are fetched.
func (c *Ctx) Staff(posyandu string) []store.Member {
	if !c.Want(store.Need{Kind: store.NeedStaff, ID: posyandu}) {
		return nil
	}
	return c.v.Have.Staff
}

// EditPerson and EditFamily mark the record as changed and return it.
func (c *Ctx) EditPerson() *store.Person { c.personDirty = true; return &c.Person }

// EditFamily marks the family as changed and returns it.
func (c *Ctx) EditFamily() *store.Family {
	if c.Family.Mother == "" {
		c.Family.Mother = c.v.ID()
	}
	if c.Person.Family == "" {
		c.EditPerson().Family = c.v.Family.Ref.ID
	}
	c.familyDirty = true
	return &c.Family
}

// turn assembles everything decided into one turn.
func (c *Ctx) turn() store.Turn {
	t := c.extra
	t.Once, t.Person, t.Now = c.in.Once(), c.v.ID(), c.v.Now
	c.looked(&t)
	if !c.keepNothing && t.Tomb == nil {
		c.writeRecords(&t)
	}
	if len(c.said) > 0 || c.report != nil {
		t.Say = append(t.Say, store.Message{
			To: c.v.ID(), Via: c.in.From, Lane: c.lane, Text: strings.Join(c.said, "\n\n"),
			Choices: c.choices, Question: c.question, Contact: c.contact, Report: c.report, Made: c.v.Now,
		})
	}
	t.Say = append(t.Say, c.others...)
	for i := range t.Say {
		t.Say[i].ID = t.Once + "#" + strconv.Itoa(i)
	}
	return t
}

func (c *Ctx) writeRecords(t *store.Turn) {
	stranger := c.v.Bound == ""
	if stranger {
		t.Bind = append(t.Bind, store.Binding{Address: c.in.From, Person: c.v.ID()})
		t.Index = append(t.Index, store.IndexOp{Index: store.IndexPeople(), Member: string(c.v.ID())})
	}
	view := c.v
	if c.personDirty || stranger {
		d := c.v.Person
		d.Value = c.Person
		t.Writes, view.Person.Value = append(t.Writes, d.Put()), c.Person
	} else {
		t.Reads = append(t.Reads, c.v.Person.Read())
	}
	if c.familyDirty {
		d := c.v.Family
		d.Value = c.Family
		t.Writes, view.Family.Value = append(t.Writes, d.Put()), c.Family
		c.looksForMatches(t)
	} else {
		t.Reads = append(t.Reads, c.v.Family.Read())
	}
	if c.Session.Dialog == "" && len(c.choices) > 0 {
		c.Session.Question, c.Session.Offered, c.Session.When = c.question, c.choices, c.v.Now
	}
	d := c.v.Session
	d.Value = c.Session
	t.Writes = append(t.Writes, d.Put())
	if c.personDirty || c.familyDirty || stranger {
		t.Wake = append(t.Wake, store.Wake{Ref: store.Ref{Kind: store.KindPerson, ID: string(c.v.ID())}, At: c.e.NextWake(view)})
	}
}

// audit adds a line of who did what.
func (c *Ctx) audit(act string, on store.Ref, detail string) {
	c.gapOf(act, detail)
	c.extra.Audit = append(c.extra.Audit, store.Audit{At: c.v.Now, Actor: c.v.ID(), Act: act, On: on, Detail: detail})
}
