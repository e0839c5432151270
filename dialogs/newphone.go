package dialogs

import (
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// NewPhone brings somebody back who is registered under another number. Nothing is
// shown: she gives her child's birth date, and her kader confirms that it is her.
func NewPhone() Dialog {
	return Dialog{
		ID: "nomor-baru",
		Opens: []string{"nomor baru", "no baru", "ganti nomor", "ganti no hp", "ganti hp", "hp baru", "ganti nomor hp", "ganti no", "saya sudah terdaftar", "sudah pernah daftar",
			"ini nomor baru saya", "ini no baru saya"},
		Start: func(c *Ctx) {
			if c.Family.Mother != "" {
				c.Open("ubah", map[string]string{"apa": "hp"})
			}
		},
		Steps: []Step{
			{ID: "nama", Read: readName},
			{ID: "lahir", Read: readBirthAnswer},
			{ID: "kelurahan", Read: readKelurahan},
			{ID: "posyandu", Read: readPosyandu, Choices: func(c *Ctx) []store.Choice { return posyanduChoices(c, c.place("kelurahan")) }},
		},
		Done: claimFamily,
	}
}

// claimFamily looks for the family and asks its kader; the answer to her is the same
// whether there is one or not.
func claimFamily(c *Ctx) {
	py := c.Given("posyandu")
	if py == "" || !c.Want(store.Need{Kind: store.NeedRoster, ID: py}) {
		if c.need == nil {
			c.Say("nomor-baru.diteruskan")
		}
		return
	}
	staff := c.Staff(py)
	if c.need != nil {
		return
	}
	day, _ := splitBirth(c.Answer("lahir"))
	for _, m := range c.v.Have.Roster {
		if birthKnown(m.Family.Value, day) && sameName(m.Family.Value.MotherName, c.Answer("nama")) {
			c.askKader(staff, m)
			break
		}
	}
	c.audit("claim-family", c.v.Person.Ref, "")
	c.Say("nomor-baru.diteruskan")
}

func sameName(a, b string) bool {
	x, y := strings.Fields(answers.Normalise(a)), strings.Fields(answers.Normalise(b))
	return len(x) > 0 && len(y) > 0 && x[0] == y[0]
}

// askKader leaves the kader a task whose subject is who claims the family.
func (c *Ctx) askKader(staff []store.Member, m store.Member) {
	for _, role := range []store.Role{store.Kader, store.Bidan} {
		for _, s := range staff {
			if s.Person.Value.Has(role) {
				c.addTask(store.Task{V: 1, Kind: "nomor-baru", For: s.ID(), About: m.ID(), Subject: string(c.v.ID()), Name: m.Family.Value.MotherName,
					Posyandu: m.Family.Value.Posyandu, Made: c.v.Now, Due: c.v.Today()})
				c.SayTo(s.Person, store.Reply, "", "tugas.tanya-nomor", "nama", m.Family.Value.MotherName)
				last := &c.others[len(c.others)-1]
				id := shortID(m.ID(), "nomor-baru", c.in.Once())
				last.Question = "tugas"
				for i := range last.Choices {
					last.Choices[i].ID += ":" + id
				}
				return
			}
		}
	}
}

// joinAddress gives the claimed family its new address, as its kader confirmed; false
// while records are being fetched or where it is not hers to confirm.
func (c *Ctx) joinAddress(t store.Task) bool {
	old := store.Need{Kind: store.NeedPerson, Person: t.About}
	claim := store.Need{Kind: store.NeedPerson, Person: store.PersonID(t.Subject)}
	if !c.Want(old) || !c.Want(claim) {
		return false
	}
	o, n := c.v.Have.Person(t.About), c.v.Have.Person(store.PersonID(t.Subject))
	if o == nil || n == nil || !store.May(c.v.Person, store.EditFamily, c.area(o.Family)) {
		c.Say("umum.tidak-boleh")
		return false
	}
	for _, r := range n.Person.Value.Addresses {
		c.extra.Bind = append(c.extra.Bind, store.Binding{Address: r.Address, Was: n.ID(), Person: o.ID()})
		o.Person.Value.Addresses = append([]store.Reach{r}, o.Person.Value.Addresses...)
	}
	o.Person.Value.Unsure = false
	c.extra.Writes = append(c.extra.Writes, o.Person.Put(), n.Person.Delete())
	c.extra.Index = append(c.extra.Index, store.IndexOp{Index: store.IndexPeople(), Member: string(n.ID()), Drop: true})
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: n.Person.Ref})
	c.wakeMember(*o)
	c.SayTo(o.Person, store.Reply, "", "nomor-baru.selesai", "nama", o.Family.Value.MotherName)
	return true
}
