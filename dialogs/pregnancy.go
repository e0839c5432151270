package dialogs

import (
	"strconv"

	"tumbuh/store"
)

// RegisterPregnancy registers a pregnancy: consent first, then what reminders need.
func RegisterPregnancy() Dialog {
	return Dialog{
		ID:           "hamil",
		Opens:        []string{"daftar hamil", "daftar kehamilan", "daftar ibu hamil", "daftar bumil", "saya hamil", "mau daftar hamil"},
		Start:        startPregnancy,
		NeedsConsent: true,
		Steps: append(append([]Step{
			{ID: "nama", Read: readName, Skip: known(func(c *Ctx) string { return c.Family.MotherName }), Field: []string{"nama", "nama saya", "nama ibu"}},
			{ID: "umur", Read: readMotherAge, Optional: true, Skip: func(c *Ctx) bool { return !c.Family.MotherBirth.IsZero() },
				Field: []string{"umur", "usia", "umur saya", "umur ibu"}, Show: showBirthYear},
			{ID: "wali", Read: readGuardian, Skip: notMinor, Field: []string{"wali", "nama wali", "orang tua"}},
			{ID: "hpht", Read: readHPHT, Field: []string{"hpht", "haid", "tgl haid", "hpl", "usia kehamilan", "umur kehamilan", "tanggal haid", "haid terakhir"}, Show: showHPHT},
		}, placeSteps()...),
			Step{ID: "hp", Read: readPhone, Optional: true, Contact: true, Skip: phoneKnown, Field: []string{"hp", "no hp", "nomor", "nomor hp", "telepon", "wa"}, Show: func(_ *Ctx, v string) string { return showPhone(v) }},
			Step{ID: "jam", Read: readHour, Field: []string{"jam", "waktu", "jam pengingat", "jam tablet"}, Show: showHour},
			summaryStep(),
		),
		Done: savePregnancy,
	}
}

// placeSteps ask where she lives and which posyandu she goes to.
func placeSteps() []Step {
	return []Step{
		{ID: "kelurahan", Read: readKelurahan, Choices: placeChoices, Skip: known(func(c *Ctx) string { return c.Family.Kelurahan }),
			Field: []string{"kelurahan", "kel", "alamat", "tempat tinggal"}, Show: showKelurahan},
		{ID: "posyandu", Read: readPosyandu, Skip: known(func(c *Ctx) string { return c.Family.Posyandu }),
			Choices: func(c *Ctx) []store.Choice { return posyanduChoices(c, c.place("kelurahan")) },
			Field:   []string{"posyandu", "nama posyandu"}, Show: showPosyandu},
	}
}

// known skips a question whose answer the family already has, unless she is
// correcting it.
func known(get func(c *Ctx) string) func(c *Ctx) bool {
	return func(c *Ctx) bool { return get(c) != "" }
}

// place is the answered kelurahan, or the family's.
func (c *Ctx) place(id string) string {
	if v := c.Given(id); v != "" {
		return v
	}
	return c.Family.Kelurahan
}

func startPregnancy(c *Ctx) {
	if preg := c.Family.Pregnancy(); preg != nil {
		w, d := preg.Weeks(c.v.Today())
		c.Say("hamil.sudah-ada", "minggu", strconv.Itoa(w), "hari", strconv.Itoa(d))
		c.Close()
	}
}

func notMinor(c *Ctx) bool {
	birth, err := store.ParseDate(c.Given("umur"))
	if err != nil {
		return true
	}
	return store.MonthsBetween(birth, c.v.Today()) >= 18*12
}

func phoneKnown(c *Ctx) bool {
	return c.Person.Phone != "" || c.in.From.Channel == store.WhatsApp && c.in.Phone != ""
}

func savePregnancy(c *Ctx) {
	f := c.EditFamily()
	c.saveHousehold(f)
	hpht, from, estimate := splitHPHT(c.Answer("hpht"))
	preg := store.Pregnancy{ID: f.NextPregnancyID(), HPHT: hpht, From: from, Estimate: estimate, Since: c.v.Now}
	f.Pregnancies = append(f.Pregnancies, preg)
	if jam := c.Given("jam"); jam != "" {
		f.Prefs.TTDHour = jam
	}
	c.audit("register-pregnancy", c.v.Family.Ref, preg.ID)
	c.Say("hamil.selesai", "nama", f.MotherName, "hpl", longDate(preg.HPL()), "jam", showHour(c, f.Prefs.TTDHour), "posyandu", c.posyanduName(f.Posyandu))
}

// saveHousehold writes what every registration of a family shares.
func (c *Ctx) saveHousehold(f *store.Family) {
	p := c.EditPerson()
	if v := c.Given("nama"); v != "" {
		f.MotherName, p.Name = v, v
	}
	if birth, err := store.ParseDate(c.Given("umur")); err == nil {
		f.MotherBirth = birth
	}
	if v := c.Given("wali"); v != "" {
		p.Consent.Parent = v
	}
	if v := c.Given("hp"); v != "" {
		p.Phone = v
	}
	if c.in.From.Channel == store.WhatsApp && p.Phone == "" && c.in.Phone != "" {
		p.Phone, p.PhoneSure = c.in.Phone, true
	}
	c.moveTo(f, c.Given("kelurahan"), c.Given("posyandu"))
	if !p.Has(store.Ibu) {
		p.Grants = append(p.Grants, store.Grant{Role: store.Ibu, From: c.v.Today()})
		c.index(store.IndexRole(store.Ibu), string(c.v.ID()), false)
	}
}

// moveTo changes where a family lives and keeps the indexes in step.
func (c *Ctx) moveTo(f *store.Family, kelurahan, posyandu string) {
	id := c.v.Family.Ref.ID
	f.Moved = store.Date{} // who names a place of ours lives here
	if kelurahan != "" && kelurahan != f.Kelurahan {
		if f.Kelurahan != "" {
			c.index(store.IndexKelurahan(f.Kelurahan), id, true)
		}
		c.index(store.IndexKelurahan(kelurahan), id, false)
		f.Kelurahan = kelurahan
	}
	if posyandu != "" && posyandu != f.Posyandu {
		if f.Posyandu != "" {
			c.index(store.IndexFamilies(f.Posyandu), id, true)
		}
		c.index(store.IndexFamilies(posyandu), id, false)
		f.Posyandu = posyandu
	}
}

func (c *Ctx) index(i store.Index, member string, drop bool) {
	c.extra.Index = append(c.extra.Index, store.IndexOp{Index: i, Member: member, Drop: drop})
}
