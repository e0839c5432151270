package dialogs

import (
	"tumbuh/store"
)

// Leaving hands over what a kader who leaves took care of: her families, open tasks,
// alerts and questions go to another kader of the posyandu, or spread over all of them,
// or where there is none to the bidan. For bidan and admin.
func Leaving() Dialog {
	return Dialog{
		ID: "serah",
		Opens: []string{"kader berhenti", "serah terima kader", "serah terima", "kader keluar", "kader pindah", "ganti kader", "kader mundur", "kader cuti panjang",
			"alihkan kader"},
		May: func(c *Ctx) bool { return c.Person.Has(store.Bidan) || c.Person.Has(store.Admin) },
		Steps: []Step{
			{ID: "posyandu", Read: readAnyPosyandu, Choices: handedChoices, Skip: func(c *Ctx) bool { return len(c.handing()) == 1 }},
			{ID: "kader", Choices: func(c *Ctx) []store.Choice { return c.kaderChoices("") }, Skip: func(c *Ctx) bool { return len(c.kaderChoices("")) == 0 }},
			{ID: "ke", Choices: func(c *Ctx) []store.Choice { return c.kaderChoices(c.Answer("kader")) }, Skip: func(c *Ctx) bool { return len(c.kaderChoices(c.Answer("kader"))) == 0 }},
			{ID: "yakin", Read: readYesNo, Skip: func(c *Ctx) bool { return c.Answer("kader") == "" }, Vars: func(c *Ctx) []string {
				return []string{"kader", c.kaderName(c.Answer("kader")), "posyandu", c.posyanduName(c.handedPosyandu()), "ke", c.handedTo()}
			}},
		},
		Done: handOverKader,
	}
}

// handing lists the posyandu whose kader the person may change.
func (c *Ctx) handing() []store.Posyandu {
	var list []store.Posyandu
	for _, p := range c.v.City.Posyandu {
		if store.May(c.v.Person, store.HandOver, store.Area{Posyandu: p.ID, Puskesmas: p.Puskesmas}) {
			list = append(list, p)
		}
	}
	return list
}

func handedChoices(c *Ctx) []store.Choice {
	list := c.handing()
	if len(list) > 12 {
		return nil // to be written by name
	}
	var choices []store.Choice
	for _, p := range list {
		choices = append(choices, store.Choice{ID: p.ID, Label: p.Name})
	}
	return choices
}

func readAnyPosyandu(c *Ctx, text string) Reading {
	id, ok := findPosyandu(text, c.handing())
	return Reading{OK: ok, Value: id}
}

func (c *Ctx) handedPosyandu() string {
	if id := c.Given("posyandu"); id != "" {
		return id
	}
	if list := c.handing(); len(list) == 1 {
		return list[0].ID
	}
	return ""
}

// kaderChoices are the kader of the posyandu but one; with one, to share among all too.
func (c *Ctx) kaderChoices(but string) []store.Choice {
	var list []store.Choice
	for _, m := range c.Staff(c.handedPosyandu()) {
		if m.Person.Value.Serves(c.handedPosyandu()) && string(m.ID()) != but && m.ID() != c.v.ID() {
			list = append(list, store.Choice{ID: string(m.ID()), Label: or(m.Person.Value.Name, c.line("umum.belum-diketahui"))})
		}
	}
	if but != "" && len(list) > 1 {
		list = append(list, store.Choice{ID: "semua", Label: c.line("serah.tombol-semua")})
	}
	return list
}

func (c *Ctx) kaderName(id string) string {
	for _, m := range c.Staff(c.handedPosyandu()) {
		if string(m.ID()) == id {
			return m.Person.Value.Name
		}
	}
	return ""
}

// handedTo says who takes over.
func (c *Ctx) handedTo() string {
	switch to := c.Given("ke"); {
	case to == "semua":
		return c.line("serah.semua")
	case to != "":
		return c.kaderName(to)
	}
	return c.line("serah.bidan")
}

func handOverKader(c *Ctx) {
	who, posyandu := store.PersonID(c.Answer("kader")), c.handedPosyandu()
	p, _ := c.v.City.FindPosyandu(posyandu)
	if !store.May(c.v.Person, store.HandOver, store.Area{Posyandu: p.ID, Puskesmas: p.Puskesmas}) {
		c.Say("umum.tidak-boleh")
		return
	}
	if who != "" && c.Answer("yakin") != "ya" {
		c.Say("serah.tidak-jadi")
		return
	}
	for _, n := range LeavingNeeds(who, posyandu) {
		if !c.Want(n) {
			return
		}
	}
	to := store.PersonID(c.Given("ke"))
	if to == "semua" {
		to = ""
	}
	t, h, ok := c.e.LeaveKader(c.v, who, to, posyandu)
	if !ok {
		c.Say("serah.tidak-bisa")
		return
	}
	c.extra.Writes, c.extra.Index, c.extra.Wake = append(c.extra.Writes, t.Writes...), append(c.extra.Index, t.Index...), append(c.extra.Wake, t.Wake...)
	c.extra.Audit = append(c.extra.Audit, t.Audit...)
	for _, m := range t.Say {
		if m.To != c.v.ID() {
			c.others = append(c.others, m)
		}
	}
	c.Say("serah.selesai", "kader", h.Name, "posyandu", p.Name, "keluarga", itoa(h.Families), "tugas", itoa(h.Tasks), "alarm", itoa(h.Alerts), "ke", c.handedTo())
}
