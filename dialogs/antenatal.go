package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// Antenatal hears that she was examined: as an answer to the reminder of a visit, or of
// herself. It records which visit it was, so that its reminder has nothing left to say.
func Antenatal() Dialog {
	return Dialog{
		ID: "periksa",
		Opens: []string{"sudah periksa", "sudah periksa hamil", "sudah periksa kehamilan", "sudah periksa kandungan", "sudah periksa bidan",
			"sudah periksa ke bidan", "sudah periksa ke puskesmas", "sudah periksa ke dokter", "sudah kontrol", "sudah kontrol hamil",
			"sudah kontrol kandungan", "saya sudah periksa", "saya sudah periksa kehamilan", "saya sudah kontrol"},
		Done: func(c *Ctx) {
			c.Leave()
			if p := c.Family.Pregnancy(); p != nil {
				c.examined(p.ID, "")
				return
			}
			c.Say("periksa.bukan-hamil")
		},
		Pick: func(c *Ctx, choice string) bool { return c.antenatalAnswered(choice) },
		Word: func(_ *Ctx, text string) string { return doneWord(text) },
	}
}

// answerExamined hears in her own words that she was examined, before a bare "sudah" is
// looked for: that would be her tablet.
func (c *Ctx) answerExamined() bool {
	p := c.Family.Pregnancy()
	_, asked := c.lastOpen("periksa")
	if !asked {
		_, asked = c.lastOpen("nifas")
	}
	choice := antenatalWord(c.in.Text, asked)
	if choice == "" {
		return false
	}
	for _, dialog := range []string{"periksa", "nifas"} {
		if o, ok := c.lastOpen(dialog); ok {
			return c.openAnswer(o, choice)
		}
	}
	if p == nil {
		return false
	}
	if choice == "sudah" {
		c.examined(p.ID, "")
	} else {
		c.Say("periksa.belum")
	}
	return true
}

// antenatalWord tells whether a text says that she was, or was not yet, examined; where that
// was asked, having been to the midwife says it too. What asks something, or speaks of a
// child or a tablet, does not.
func antenatalWord(text string, asked bool) string {
	words := strings.Fields(answers.Normalise(text))
	if len(words) > 9 || strings.Contains(text, "?") || looksAsking(text) {
		return ""
	}
	speaks := false
	for i, w := range words {
		switch w {
		case "periksa", "diperiksa", "kontrol", "usg", "anc":
			speaks = true
		case "bidan", "puskesmas", "dokter", "klinik", "faskes", "pustu":
			speaks = speaks || asked && i > 0 && slices.Contains([]string{"ke", "di", "dari", "sama"}, words[i-1]) // "sudah bu bidan" only addresses her
		case "anak", "bayi", "balita", "imunisasi", "adek", "adik", "tablet", "ttd", "obat", "vitamin", "pil", "darah", "mau", "kapan", "besok", "hasil":
			return ""
		}
	}
	if !speaks {
		return ""
	}
	switch doneChoice(answers.ReadDone(text)) {
	case "sudah":
		return "sudah"
	case "belum", "nanti":
		return "belum"
	}
	return ""
}

func (c *Ctx) antenatalAnswered(choice string) bool {
	o, ok := c.heardOpen("periksa")
	if !ok {
		return false
	}
	p := pregnancyOf(&c.Family, o.About)
	switch {
	case p == nil || !p.Active():
		c.Say("umum.tombol-lama", "apa", c.title("periksa"))
	case choice == "sudah":
		if c.done(o) {
			c.examined(p.ID, store.ContactOf(o.Rule))
		}
	case choice == "belum":
		c.notYet(o)
	default:
		return c.because(o, choice)
	}
	return true
}

// examined records a visit, "" = the one of today.
func (c *Ctx) examined(pregnancy, visit string) {
	p := pregnancyOf(c.EditFamily(), pregnancy)
	if visit == "" {
		visit = p.ContactOn(c.v.Today(), c.visits())
	}
	visitOf(p, visit, c.v.Today())
	c.audit("visit", c.v.Family.Ref, visit)
	c.Say("periksa.tercatat", "periksa", strings.ToUpper(visit))
}

// visitOf enters a visit; a day that is known already stays.
func visitOf(p *store.Pregnancy, visit string, day store.Date) {
	v := copyMap(p.Visits)
	if _, known := v[visit]; !known {
		v[visit] = day
	}
	p.Visits = v
}

// visits is how many visits her puskesmas has: "6" or "8".
func (c *Ctx) visits() string {
	p, _ := c.v.City.FindPosyandu(c.Family.Posyandu)
	return c.v.Settings.Get("anc", p.Puskesmas, c.v.Today())
}

// The visit that a line of the posyandu day names: "bumil Rina bb 55 k4", or "anc".
var (
	visitNamed = regexp.MustCompile(`(?i)\bk ?([1-8])\b`)
	visitTold  = regexp.MustCompile(`(?i)\b(anc|periksa hamil|diperiksa bidan)\b`)
)

// antenatal records an antenatal visit that a line tells of. A kader's weighing is none by
// itself; a bidan's is.
func (w *dayWork) antenatal(f found, line string) {
	visits := w.c.v.Settings.Get("anc", w.posyandu.Puskesmas, w.date)
	visit := ""
	if m := visitNamed.FindStringSubmatch(line); m != nil {
		visit = "k" + m[1]
	} else if visitTold.MatchString(line) || w.c.Person.Has(store.Bidan) {
		visit = f.preg.ContactOn(w.date, visits)
	}
	if visit == "" || visit > "k"+visits {
		return
	}
	if p := pregnancyOf(w.editFamily(f.m), f.preg.ID); p != nil && p.Active() {
		visitOf(p, visit, w.date)
		w.say("hari.periksa", "periksa", strings.ToUpper(visit))
	}
}
