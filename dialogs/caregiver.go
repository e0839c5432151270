package dialogs

import (
	"crypto/sha256"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// mostCaregivers is how many others may care for a family's children.
const mostCaregivers = 4

// Caregivers is the mother's side of a second caregiver (father, grandmother): she
// invites with a code, shares her tablet reminder if she likes, and takes out again.
func Caregivers() Dialog {
	return Dialog{
		ID: "pendamping",
		Opens: []string{"pendamping", "tambah pendamping", "ajak suami", "undang suami", "tambah suami", "daftarkan suami", "suami ikut", "ajak nenek", "undang nenek",
			"keluarkan pendamping", "hapus pendamping", "lihat pendamping"},
		May: registered,
		Steps: []Step{
			{ID: "apa", Choices: caregiverChoices, Vars: func(c *Ctx) []string { return []string{"siapa", c.caregiverNames()} },
				Skip: func(c *Ctx) bool { return len(c.Family.Caregivers) == 0 }},
			{ID: "siapa", Read: readKin, Skip: func(c *Ctx) bool { a := c.Answer("apa"); return a != "" && a != "tambah" }},
		},
		Done: caregiverDone,
		Pick: func(c *Ctx, choice string) bool { return registered(c) && c.changeCaregiver(choice) },
	}
}

// readKin takes "suami" for the father, "mertua" for a grandmother.
func readKin(_ *Ctx, text string) Reading {
	k := kinIn(strings.Fields(answers.Bare(text)))
	return Reading{OK: k != "", Value: k}
}

// caregiverChoices are to add one, and for each what she may change.
func caregiverChoices(c *Ctx) []store.Choice {
	var list []store.Choice
	if len(c.Family.Caregivers) < mostCaregivers {
		list = append(list, store.Choice{ID: "tambah", Label: c.line("pendamping.tombol-tambah")})
	}
	for _, g := range c.Family.Caregivers {
		if c.Family.Pregnancy() != nil {
			key := "pendamping.tombol-tablet"
			if g.Tablet {
				key = "pendamping.tombol-tanpa-tablet"
			}
			list = append(list, store.Choice{ID: "tablet:" + string(g.Person), Label: c.line(key, "nama", g.Name)})
		}
		list = append(list, store.Choice{ID: "keluar:" + string(g.Person), Label: c.line("pendamping.tombol-keluar", "nama", g.Name)})
	}
	return list
}

func (c *Ctx) caregiverNames() string {
	var names []string
	for _, g := range c.Family.Caregivers {
		names = append(names, g.Name)
	}
	return strings.Join(names, ", ")
}

func caregiverDone(c *Ctx) {
	if apa := c.Given("apa"); apa != "" && apa != "tambah" {
		c.changeCaregiver(apa)
		return
	}
	if len(c.Family.Caregivers) >= mostCaregivers {
		c.Say("pendamping.penuh")
		return
	}
	code := codeOf(c.v.ID(), c.in.Once())
	inv := store.Invite{V: 1, Grant: store.Grant{Role: store.Pendamping}, Made: c.v.Now, Expires: c.v.Now.Add(7 * 24 * time.Hour),
		Family: c.v.ID(), Kin: c.Given("siapa")}
	c.extra.Writes = append(c.extra.Writes, store.Write{Ref: store.Ref{Kind: store.KindInvite, ID: code}, Value: inv})
	c.audit("invite-caregiver", c.v.Family.Ref, inv.Kin)
	c.Say("pendamping.kode", "kode", code)
}

// codeOf makes a one-time code that nobody guesses who does not know her internal,
// random id.
func codeOf(id store.PersonID, once string) string {
	for salt := ""; ; salt += "|" {
		sum := sha256.Sum256([]byte("kode|" + string(id) + "|" + once + salt))
		b := sum[:CodeLength]
		for i := range b {
			b[i] = CodeAlphabet[int(b[i])%len(CodeAlphabet)]
		}
		if LikeCode(string(b)) {
			return string(b)
		}
	}
}

// changeCaregiver shares the tablet reminder with one, or takes one out.
func (c *Ctx) changeCaregiver(choice string) bool {
	verb, id, _ := strings.Cut(choice, ":")
	g := c.Family.Caregiver(store.PersonID(id))
	if g == nil || (verb != "tablet" && verb != "keluar") {
		return false
	}
	name := g.Name
	if verb == "tablet" {
		g = c.EditFamily().Caregiver(store.PersonID(id))
		g.Tablet = !g.Tablet
		c.audit("share-tablet", c.v.Family.Ref, id)
		c.Say("pendamping.tablet-"+map[bool]string{true: "ikut", false: "tidak"}[g.Tablet], "nama", name)
		return true
	}
	need := store.Need{Kind: store.NeedPerson, Person: store.PersonID(id)}
	if !c.Want(need) {
		return true
	}
	c.EditFamily().DropCaregiver(store.PersonID(id))
	if m := c.v.Have.Person(store.PersonID(id)); m != nil && m.Person.Version > 0 && m.Person.Value.Caring == c.v.ID() {
		m.Person.Value.Caring = ""
		c.extra.Writes = append(c.extra.Writes, m.Person.Put())
	}
	c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: store.PersonID(id), Lanes: []store.Lane{store.Reminder}})
	c.audit("drop-caregiver", c.v.Family.Ref, id)
	c.Say("pendamping.keluar", "nama", name)
	return true
}
