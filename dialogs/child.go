package dialogs

import (
	"strconv"
	"strings"

	"tumbuh/store"
)

// RegisterChild registers a child under five: several, twins, a newborn without a name.
func RegisterChild() Dialog {
	return Dialog{
		ID: "anak",
		Opens: []string{"daftar anak", "daftar balita", "daftar bayi", "tambah anak", "mau daftar anak", "daftarkan anak",
			"daftarin anak", "mau daftarin anak", "daftar anak baru"},
		NeedsConsent: true,
		Steps: append(append([]Step{
			{ID: "nama-ibu", Read: readName, Skip: known(func(c *Ctx) string { return c.Family.MotherName }), Field: []string{"nama ibu", "nama saya"}},
			{ID: "nama", Read: readChildName, Field: []string{"nama", "nama anak"}, Show: showChildName},
			{ID: "kelamin", Read: readSex, Vars: ofTwins, Field: []string{"kelamin", "jenis kelamin", "jk"}, Show: showSex},
			{ID: "lahir", Read: readBirth, Field: []string{"tgl lahir", "tanggal lahir", "lahir", "umur"}, Show: showDate},
			{ID: "berat", Read: readBirthWeight, Optional: true, Field: []string{"berat lahir", "bb lahir", "berat", "bbl"}, Show: showGrams},
			{ID: "panjang", Read: readBirthLength, Optional: true, Field: []string{"panjang lahir", "pb lahir", "panjang", "tinggi lahir"}, Show: showMillimetres},
		}, placeSteps()...),
			summaryStep(),
		),
		Done: saveChild,
		Pick: func(c *Ctx, choice string) bool {
			switch choice {
			case "tambah":
				c.Open("anak", nil)
			case "kembar":
				c.openTwin()
			default:
				return false
			}
			return true
		},
	}
}

// ofTwins names the first of twins, whose sex is asked first.
func ofTwins(c *Ctx) []string {
	first, _, two := strings.Cut(c.Given("nama"), " & ")
	if !two {
		return []string{"siapa", ""}
	}
	return []string{"siapa", c.line("anak.kembar-dulu", "nama", first) + " "}
}

func saveChild(c *Ctx) {
	f := c.EditFamily()
	mother := c.Given("nama-ibu")
	name := c.Given("nama")
	delete(c.Session.Answers, "nama")
	c.saveHousehold(f)
	if mother != "" {
		f.MotherName, c.EditPerson().Name = mother, mother
	}
	birth, guess := splitBirth(c.Answer("lahir"))
	first, twin, _ := strings.Cut(name, " & ")
	child := store.Child{ID: f.NextChildID(), Name: named(first), Sex: c.Given("kelamin"), Birth: birth, BirthGuess: guess,
		BirthWeight: number(c.Given("berat")), BirthLength: number(c.Given("panjang")), Since: c.v.Now}
	for i := range f.Children {
		if other := &f.Children[i]; other.Birth == birth && other.Active() && !guess {
			child.Twin = birth.String()
			other.Twin = child.Twin
		}
	}
	f.Children = append(f.Children, child)
	c.audit("register-child", c.v.Family.Ref, child.ID)
	if twin != "" {
		c.Say("anak.satu-lagi", "nama", c.childName(child), "kembar", twin)
		c.Close()
		c.Open("anak", map[string]string{"nama": twin, "lahir": birth.String()})
		return
	}
	c.Say("anak.selesai", "nama", c.childName(child), "umur", c.ageText(child), "posyandu", c.posyanduName(f.Posyandu))
}

// openTwin starts the registration of a twin with what is the same.
func (c *Ctx) openTwin() {
	n := len(c.Family.Children)
	if n == 0 {
		c.Open("anak", nil)
		return
	}
	c.Open("anak", map[string]string{"lahir": c.Family.Children[n-1].Birth.String()})
}

// childName is the name, or words for a child that has none yet.
func (c *Ctx) childName(ch store.Child) string {
	if ch.Name != "" {
		return ch.Name
	}
	return c.e.Texts.Say("umum.bayi-tanpa-nama", "ibu", c.Family.MotherName).Text
}

// ageText is a child's age as one says it: days, weeks, months, years.
func (c *Ctx) ageText(ch store.Child) string {
	today := c.v.Today()
	days, months := ch.AgeDays(today), ch.AgeMonths(today)
	switch {
	case days < 14:
		return c.e.Texts.Say("umum.umur-hari", "n", strconv.Itoa(days)).Text
	case months < 2:
		return c.e.Texts.Say("umum.umur-minggu", "n", strconv.Itoa(days/7)).Text
	case months < 24:
		return c.e.Texts.Say("umum.umur-bulan", "n", strconv.Itoa(months)).Text
	}
	return c.e.Texts.Say("umum.umur-tahun", "n", strconv.Itoa(months/12), "bulan", strconv.Itoa(months%12)).Text
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

// named is a child's name as it is stored: none for one that has none yet.
func named(s string) string {
	if s == "tanpa-nama" {
		return ""
	}
	return s
}
