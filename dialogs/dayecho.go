package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// label is what a child is called to its kader: name, age, mother.
func (w *dayWork) label(f found) string {
	if f.child == nil {
		return f.m.Family.Value.MotherName
	}
	return w.c.line("hari.anak", "nama", w.c.childName(*f.child), "umur", w.c.ageOn(*f.child, w.date), "ibu", f.m.Family.Value.MotherName)
}

// ageOn is a child's age on a day, short: "14 bln".
func (c *Ctx) ageOn(ch store.Child, on store.Date) string {
	if n := ch.AgeMonths(on); n > 0 {
		return c.line("hari.bulan", "n", itoa(n))
	}
	return c.line("hari.hari", "n", itoa(max(ch.AgeDays(on), 0)))
}

// amount writes grams as kilograms, millimetres as centimetres.
func (c *Ctx) amount(field string, n int) string {
	if field == "weight" {
		return showGrams(c, itoa(n))
	}
	return showMillimetres(c, itoa(n))
}

// sizes writes what was measured: "8,4 kg · 70 cm telentang · LiLA 14 cm".
func (c *Ctx) sizes(m store.Measurement) string {
	var parts []string
	if m.Weight > 0 {
		parts = append(parts, c.amount("weight", m.Weight))
	}
	if m.Length > 0 {
		s := c.amount("length", m.Length)
		if m.Position != "" {
			s += " " + c.line("hari.posisi-"+string(m.Position))
		}
		parts = append(parts, s)
	}
	if m.Arm > 0 {
		parts = append(parts, c.line("hari.lila", "nilai", c.amount("arm", m.Arm)))
	}
	if m.Head > 0 {
		parts = append(parts, c.line("hari.lk", "nilai", c.amount("head", m.Head)))
	}
	parts = append(parts, c.givenWords(m.Given)...)
	return strings.Join(parts, " · ")
}

func (c *Ctx) givenWords(g store.Given) []string {
	var parts []string
	if g.VitaminA != "" {
		parts = append(parts, c.line("hari.vitamin-a", "warna", g.VitaminA))
	}
	if g.Deworming {
		parts = append(parts, c.line("hari.obat-cacing"))
	}
	if len(g.Vaccines) > 0 {
		parts = append(parts, strings.ToUpper(strings.Join(g.Vaccines, ", ")))
	}
	if g.PMT == "ya" {
		parts = append(parts, "PMT")
	}
	if g.Breast == "ya" {
		parts = append(parts, c.line("hari.asi-saja"))
	}
	return parts
}

// card echoes what the line told for the columns of the card that are no sizes.
func (w *dayWork) card(g store.Given) {
	var parts []string
	add := func(yes bool, key string, vars ...string) {
		if yes {
			parts = append(parts, w.c.line("hari."+key, vars...))
		}
	}
	add(len(g.Food) > 0, "makan", "jumlah", itoa(groupsOf(g)))
	add(g.BreastTo > 6, "asi-lulus")
	add(g.BreastTo > 0 && g.BreastTo <= 6, "asi-bulan", "jumlah", itoa(g.BreastTo))
	add(g.Breast == "tidak", "asi-campur")
	add(g.Course.Days > 0, "pmt-hari", "jumlah", itoa(g.Course.Days))
	add(g.Class == "ya", "kelas")
	add(g.MBG == "ya", "mbg")
	add(g.Checklist == "ya", "kpsp-lengkap")
	add(g.Checklist == "tidak", "kpsp-belum")
	add(len(g.TB) > 0, "tbc", "jumlah", itoa(len(g.TB)))
	add(g.Educated, "edukasi")
	add(g.Referred != "", "dirujuk", "ke", g.Referred)
	if len(parts) > 0 {
		w.say("hari.status", "status", strings.Join(parts, " · "))
	}
}

// echo says in one line what was kept, so that it can be forwarded; below it what the
// card's rule says, where it says something.
func (w *dayWork) echo(f found, g store.Growth, marks []growth.Mark, opinion string) {
	c := w.c
	m := g.On(w.date)
	letter := ""
	var mark growth.Mark
	if n := len(marks); n > 0 && marks[n-1].Day == w.date {
		mark = marks[n-1]
		letter = " · *" + mark.String() + "*"
	}
	w.say("hari.tercatat", "nama", w.label(f), "ukuran", c.sizes(*m), "naik", letter)
	_, status := growth.Of(*f.child, *m)
	if s := c.statusWords(status, *f.child, w.date); s != "" && !(w.many && normal(status)) {
		w.say("hari.status", "status", s)
	}
	if mark.Letter == growth.T || mark.Letter == growth.N && !w.many {
		w.say("kms."+string(mark.Reason), "naik", grams(mark.Gain), "minimal", grams(mark.Least))
	}
	if opinion == "N" || opinion == "T" {
		if mark.Letter != growth.None && string(mark.Letter) != opinion {
			w.say("hari.beda-pendapat", "kader", opinion, "hitung", mark.String())
		}
	}
	w.card(m.Given)
	refers := growth.Refer(status, mark, m.Oedema > 0)
	if n := len(m.Given.TB); n > 1 || n == 1 && mark.Times > 1 { // a weight that did not rise twice is the third sign of the card
		refers = append(refers, growth.Referral{To: growth.ToPuskesmas, Why: "tbc", Order: 1, Days: soonDays})
		slices.SortStableFunc(refers, func(a, b growth.Referral) int { return a.Order - b.Order })
	}
	if to := m.Given.Referred; to != "" && !slices.ContainsFunc(refers, func(r growth.Referral) bool { return r.To != growth.ToNakes }) { // she sees what no scale does
		refers = append(refers, growth.Referral{To: growth.ToPuskesmas, Why: "kader", Order: 1, Days: soonDays})
	}
	w.refer(f, refers)
	for i, r := range refers {
		if i == 2 {
			break
		}
		w.say("hari.rujuk", "ke", c.line("rujuk.ke-"+string(r.To)), "sebab", c.line("rujuk."+r.Why), "kapan", c.howSoon(r.Days))
	}
}

// soonDays is within how many days two signs of tuberculosis are looked at.
const soonDays = 7

// normal tells whether every index that could be computed is in the middle class.
func normal(s growth.Status) bool {
	return (s.WeightForAge == growth.NormalWeight || s.WeightForAge == "") && (s.HeightForAge == growth.NormalHeight || s.HeightForAge == "") &&
		(s.WeightForHeight == growth.WellNourished || s.WeightForHeight == "")
}

func grams(n int) string { return strconv.Itoa(max(n, -n)) + " g" }

// howSoon says within how many days.
func (c *Ctx) howSoon(days int) string {
	switch {
	case days == 0:
		return c.line("rujuk.hari-ini")
	case days < 0:
		return c.line("rujuk.hari-buka")
	}
	return c.line("rujuk.dalam", "hari", itoa(days))
}

// statusWords are the categories by their names of the regulation, for the kader.
func (c *Ctx) statusWords(s growth.Status, ch store.Child, on store.Date) string {
	length := "TB/U"
	if ch.AgeDays(on) < growth.ChangeDay {
		length = "PB/U"
	}
	var parts []string
	add := func(index string, class growth.Class) {
		if name := class.Name(); name != "" {
			parts = append(parts, index+" "+strings.ToLower(name))
		}
	}
	add("BB/U", s.WeightForAge)
	add(length, s.HeightForAge)
	add("BB/"+strings.TrimSuffix(length, "/U"), s.WeightForHeight)
	return strings.Join(parts, " · ")
}
