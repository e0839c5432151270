package dialogs

import "tumbuh/store"

// Handover brings a person in: her kader (or bidan) is told that she wants to be
// contacted, and becomes a task until it is done.
func Handover() Dialog {
	return Dialog{
		ID: "kader",
		Done: func(c *Ctx) {
			if c.Family.Mother == "" || !c.Person.Consent.Given() {
				c.Say("kader.belum-terdaftar")
				return
			}
			staff := c.Staff(c.Family.Posyandu)
			if c.need != nil {
				return
			}
			c.task("minta-dihubungi", "", c.v.Today(), staff)
			told := 0
			for _, m := range staff {
				if m.Person.Value.Has(store.Kader) || m.Person.Value.Has(store.Bidan) {
					if c.SayTo(m.Person, store.Reply, string(c.v.ID()), "kader.minta", "nama", c.Family.MotherName, "hp", or(showPhone(c.Person.Phone), "–")) {
						told++
					}
				}
			}
			if told == 0 {
				c.Say("kader.belum-ada", "posyandu", c.posyanduName(c.Family.Posyandu))
				return
			}
			c.Say("kader.disampaikan", "posyandu", c.posyanduName(c.Family.Posyandu))
		},
	}
}
