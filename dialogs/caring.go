package dialogs

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"tumbuh/store"
)

// Joining is the second caregiver's side: the code the mother gave, consent to be
// kept, a name.
func Joining() Dialog {
	return Dialog{
		ID: "gabung",
		Steps: []Step{
			{ID: "kode", Read: func(_ *Ctx, text string) Reading { return Reading{OK: true, Value: text} }},
			{ID: "setuju", Read: readAgreement, Vars: func(c *Ctx) []string { return []string{"ibu", c.inviter()} }},
			{ID: "nama", Read: readName, Skip: func(c *Ctx) bool { return c.Answer("setuju") != "ya" || c.Person.Name != "" }},
		},
		Done: joinFamily,
	}
}

// inviter is the name of the mother whose invitation is being used.
func (c *Ctx) inviter() string {
	if m := c.invitedBy(); m != nil {
		return m.Family.Value.MotherName
	}
	return ""
}

// invitedBy is the mother whose invitation is being used; nil while she is fetched
// and where she is not with us any more.
func (c *Ctx) invitedBy() *store.Member {
	if !c.Want(store.Need{Kind: store.NeedInvite, ID: c.Answer("kode")}) || c.v.Have.Invite == nil {
		return nil
	}
	family := c.v.Have.Invite.Value.Family
	if family == "" || !c.Want(store.Need{Kind: store.NeedPerson, Person: family}) {
		return nil
	}
	if m := c.v.Have.Person(family); m != nil && m.Family.Version > 0 {
		return m
	}
	return nil
}

func joinFamily(c *Ctx) {
	if c.Answer("setuju") != "ya" {
		c.Say("gabung.tidak")
		return
	}
	m := c.invitedBy()
	if c.need != nil {
		return
	}
	if m == nil || !c.validInvite() || m.ID() == c.v.ID() || len(m.Family.Value.Caregivers) >= mostCaregivers {
		c.Say("undangan.tidak-berlaku")
		return
	}
	c.join(c.v.Have.Invite, m)
}

// join writes the caregiver, the family and the used invitation.
func (c *Ctx) join(inv *store.Doc[store.Invite], m *store.Member) {
	p := c.EditPerson()
	p.Name = or(c.Given("nama"), p.Name)
	p.Caring = m.ID()
	if !p.Has(store.Pendamping) {
		p.Grants = append(p.Grants, store.Grant{Role: store.Pendamping, From: c.v.Today()})
		c.index(store.IndexRole(store.Pendamping), string(c.v.ID()), false)
	}
	if !p.Consent.Given() {
		words := sha256.Sum256([]byte(c.line("gabung.setuju", "ibu", m.Family.Value.MotherName)))
		p.Consent = store.Consent{Version: ConsentVersion, Hash: hex.EncodeToString(words[:]), At: c.v.Now, Channel: c.in.From.Channel, Data: true, Reminders: true}
	}
	family := m.Family
	family.Value = clone(family.Value)
	family.Value.DropCaregiver(c.v.ID())
	family.Value.Caregivers = append(family.Value.Caregivers, store.Caregiver{Person: c.v.ID(), Name: p.Name, Kin: inv.Value.Kin, Via: c.in.From})
	inv.Value.Used, inv.Value.By = c.v.Now, c.v.ID()
	c.extra.Writes = append(c.extra.Writes, family.Put(), inv.Put())
	c.audit("join-family", family.Ref, "")
	c.SayTo(m.Person, store.Reply, string(c.v.ID()), "pendamping.bergabung", "nama", p.Name)
	c.Say("gabung.selesai", "nama", p.Name, "ibu", m.Family.Value.MotherName)
}

// SeeChildren answers "data anak": the children of her own family, or of the one a
// second caregiver cares for; never what is the mother's own.
func SeeChildren() Dialog {
	return Dialog{
		ID:    "data-anak",
		Opens: []string{"data anak", "lihat anak", "lihat data anak", "anak saya"},
		Start: func(c *Ctx) { c.unsure() },
		Done: func(c *Ctx) {
			list, ok := c.myChildren()
			if !ok {
				return
			}
			var lines []string
			for _, ch := range list {
				if ch.Active() {
					lines = append(lines, c.childLine(ch)+" · "+c.ageText(ch))
				}
			}
			switch {
			case len(lines) > 0:
			case slices.ContainsFunc(list, func(ch store.Child) bool { return ch.End == store.EndJoined }):
				c.Say("data-anak.disatukan")
				return
			default:
				c.Say("data-anak.kosong")
				return
			}
			c.audit("see-child", store.Ref{Kind: store.KindFamily, ID: c.homeID()}, "")
			c.Say("data-anak.isi", "isi", strings.Join(lines, "\n"))
		},
	}
}

// homeID is the family the person belongs to or cares for.
func (c *Ctx) homeID() string {
	if c.Person.Caring != "" && c.Family.Mother == "" {
		return string(c.Person.Caring)
	}
	return c.v.Family.Ref.ID
}

// myChildren returns the children this person may see; false while they are fetched.
func (c *Ctx) myChildren() ([]store.Child, bool) {
	if c.Person.Caring == "" || c.Family.Mother != "" {
		return c.Family.Children, true
	}
	if !c.Want(store.Need{Kind: store.NeedPerson, Person: c.Person.Caring}) {
		return nil, false
	}
	m := c.v.Have.Person(c.Person.Caring)
	if m == nil || !store.May(c.v.Person, store.SeeChild, c.area(m.Family)) {
		return nil, true
	}
	return m.Family.Value.Children, true
}

// leaveFamily takes a caregiver who is erased out of the family she or he cared for;
// false while it is being fetched.
func (c *Ctx) leaveFamily(t *store.Turn) bool {
	id := c.Person.Caring
	if id == "" {
		return true
	}
	if !c.Want(store.Need{Kind: store.NeedPerson, Person: id}) {
		return false
	}
	if m := c.v.Have.Person(id); m != nil && m.Family.Version > 0 && m.Family.Value.Caregiver(c.v.ID()) != nil {
		family := m.Family
		family.Value = clone(family.Value)
		family.Value.DropCaregiver(c.v.ID())
		t.Writes = append(t.Writes, family.Put())
	}
	return true
}
