package dialogs

import (
	"tumbuh/store"
)

// Birth turns a pregnancy into a child: asked gently for the day and the sex,
// then one commit changes the reminders over.
func Birth() Dialog {
	return Dialog{
		ID:    "lahir",
		Opens: []string{"lapor lahir", "sudah lahir", "sudah melahirkan", "bayi lahir", "lapor kelahiran"},
		Start: func(c *Ctx) {
			if c.Family.Pregnancy() == nil {
				c.Say("lahir.tidak-hamil")
				c.Close()
			}
		},
		Steps: []Step{
			{ID: "kapan", Read: readBirth, Field: []string{"tgl lahir", "tanggal lahir"}, Show: showDate},
			{ID: "kelamin", Read: readSex, Field: []string{"kelamin", "jenis kelamin"}, Show: showSex},
			{ID: "nama", Read: readChildName, Optional: true, Field: []string{"nama", "nama bayi"}, Show: showChildName},
			{ID: "berat", Read: readBirthWeight, Optional: true, Field: []string{"berat", "berat lahir", "bb lahir"}, Show: showGrams},
			{ID: "panjang", Read: readBirthLength, Optional: true, Field: []string{"panjang", "panjang lahir"}, Show: showMillimetres},
			summaryStep(),
		},
		Done: saveBirth,
		Pick: pressBirth,
	}
}

func saveBirth(c *Ctx) {
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: c.v.ID()}) {
		return
	}
	f := c.EditFamily()
	birth, guess := splitBirth(c.Answer("kapan"))
	p := f.Pregnancy()
	if p == nil {
		c.Say("lahir.tidak-hamil")
		return
	}
	p.Ended, p.End = birth, store.EndBirth
	child := store.Child{ID: f.NextChildID(), Name: named(c.Given("nama")), Sex: c.Given("kelamin"), Birth: birth, BirthGuess: guess,
		BirthWeight: number(c.Given("berat")), BirthLength: number(c.Given("panjang")), From: p.ID, Since: c.v.Now}
	f.Children = append(f.Children, child)
	c.dropOpen(p.ID)
	c.endTasks(p.ID, "lahir")
	c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: c.v.ID()})
	c.audit("birth", c.v.Family.Ref, p.ID+" "+child.ID)
	c.Say("lahir.selesai", "nama", c.childName(child))
}

// pressBirth answers the buttons of "sudah melahirkan?" (lahir-tanya, lahir-h7).
func pressBirth(c *Ctx, choice string) bool {
	switch choice {
	case "sudah":
		c.Open("lahir", nil)
	case "belum":
		c.Say("lahir.belum")
	case "kembar":
		if n := len(c.Family.Children); n > 0 {
			c.Open("anak", map[string]string{"lahir": c.Family.Children[n-1].Birth.String()})
		}
	default:
		return false
	}
	return true
}

// dropOpen forgets the reminders' questions about a pregnancy or child.
func (c *Ctx) dropOpen(about string) {
	kept := c.Family.Open[:0:0]
	for _, o := range c.Family.Open {
		if o.About != about {
			kept = append(kept, o)
		}
	}
	c.EditFamily().Open = kept
}
