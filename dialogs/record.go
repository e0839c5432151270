package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// What the record knows is answered from it: "berapa lama lagi lahirnya", "anak saya umur
// brp skrg", "hasil timbang aisyah". The words must say that and nothing else: "umur
// berapa anak boleh makan telur" is for the reviewed texts.

var (
	asksHow    = wordSet("berapa brp brapa kapan kpn hpl tgl tanggal")
	ofCarrying = wordSet("lahir lahirnya lahiran lahirannya melahirkan hpl kandungan kehamilan kandunganku kehamilanku hamil hamilku")
	ofAge      = wordSet("umur umurnya usia usianya")
	ofWeighing = wordSet("hasil timbang timbangan timbangannya bb berat beratnya tinggi tingginya tb")
	ofLast     = wordSet("hasil terakhir kemarin kmrn kemaren tadi")
	ofGood     = wordSet("bagus normal baik ok oke aman cukup ideal sesuai pas gimana gmn bagaimana naik turun ga gak nggak tidak apa")
	ofPosyandu = wordSet("posyandu posyandunya pos")
	asksDay    = wordSet("kapan kpn jam jadwal jadwalnya tgl tanggal hari buka bukanya mulai mulainya depan besok lagi diundur mundur dimundurin maju dimajuin dimajukan libur tetap tetep jadi pindah ganti")
	orNot      = wordSet("ada adakah ga gak g nggak ngga enggak tidak apa kan apakah jadi masih")
	aroundIt   = wordSet("lama lagi minggu mgg bulan bln hari tahun saya sy aku abdi nya ku sekarang skrg skg skrang udah sudah udh sdh tinggal ini itu perkiraan kira2 kira bayi bayinya si dede dedek adek " +
		"anak anaknya anakku bayiku badan apa lihat liat cek posyandu kalau usia umur kah sih ke")
)

// onlyOf tells whether all words are of these lists.
func onlyOf(words []string, lists ...map[string]bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		return !slices.ContainsFunc(lists, func(l map[string]bool) bool { return l[w] })
	})
}

// answerRecord answers a mother about her own pregnancy and children.
func (c *Ctx) answerRecord() bool {
	words := strings.Fields(answers.Bare(c.in.Text))
	if c.in.Kind != store.InText || len(words) < 2 || len(words) > 9 {
		return false
	}
	if anyOf(words, ofPosyandu) && anyOf(words, asksDay) && onlyOf(words, ofPosyandu, asksDay, asksHow, aroundIt, orNot) && (c.Family.Posyandu != "" || c.Person.Staff()) {
		c.Open("jadwal", nil)
		return true
	}
	if !registered(c) {
		return false
	}
	if slices.Contains(words, "siapa") && anyOf(words, staffNames) && onlyOf(words, staffNames, aroundStaff) {
		return c.sayStaff()
	}
	children := c.activeChildren()
	spoken, rest := spokenOf(children, words)
	p := c.Family.Pregnancy()
	switch {
	case p != nil && anyOf(words, asksHow) && anyOf(words, ofCarrying) && onlyOf(words, asksHow, ofCarrying, aroundIt):
		c.sayCarrying(*p)
	case len(children) > 0 && anyOf(words, asksHow) && anyOf(words, ofAge) && onlyOf(rest, asksHow, ofAge, aroundIt):
		for _, ch := range spoken {
			c.said = append(c.said, c.line("catatan.umur", "anak", c.childName(ch), "umur", c.ageText(ch), "lahir", longDate(ch.Birth)))
		}
	case len(children) > 0 && anyOf(words, ofWeighing) && anyOf(words, ofLast) && onlyOf(rest, ofWeighing, ofLast, asksHow, aroundIt),
		len(spoken) == 1 && anyOf(words, ofWeighing) && anyOf(words, ofGood) && onlyOf(rest, ofWeighing, ofGood, ofLast, aroundIt):
		fill := map[string]string{}
		if len(spoken) == 1 {
			fill["anak"] = spoken[0].ID
		}
		c.Open("grafik", fill)
		return true
	default:
		return false
	}
	if c.step() != nil && !c.asleep() {
		c.Say("umum.lanjut-tadi")
		c.askAgain()
	}
	return true
}

// spokenOf are the children that are named, else all; rest are the words without names.
func spokenOf(children []store.Child, words []string) (spoken []store.Child, rest []string) {
	rest = slices.Clone(words)
	for _, ch := range children {
		parts := strings.Fields(strings.ToLower(ch.Name))
		if slices.ContainsFunc(parts, func(p string) bool { return slices.Contains(words, p) }) {
			spoken = append(spoken, ch)
		}
		rest = slices.DeleteFunc(rest, func(w string) bool { return slices.Contains(parts, w) })
	}
	if len(spoken) == 0 {
		spoken = children
	}
	return spoken, rest
}

var aroundStaff = wordSet("siapa saya sy aku nya ya nama namanya posyandu di sini yang yg jaga bidannya kadernya ini ibu bu")

// sayStaff names who watches her posyandu.
func (c *Ctx) sayStaff() bool {
	staff := c.Staff(c.Family.Posyandu)
	if c.need != nil {
		return true
	}
	var names []string
	for _, m := range staff {
		if p := m.Person.Value; p.Name != "" && (p.Has(store.Kader) || p.Has(store.Bidan)) {
			names = append(names, c.e.staffName(p))
		}
	}
	if len(names) == 0 {
		return false
	}
	c.Say("catatan.petugas", "siapa", strings.Join(names, ", "), "posyandu", c.posyanduName(c.Family.Posyandu))
	if c.step() != nil && !c.asleep() {
		c.Say("umum.lanjut-tadi")
		c.askAgain()
	}
	return true
}

// sayCarrying says her weeks and the day expected; of an estimate no exact week.
func (c *Ctx) sayCarrying(p store.Pregnancy) {
	value := p.HPHT.String() + "|" + p.From
	if p.Estimate {
		value += "|~"
	}
	left := p.HPL().Sub(c.v.Today())
	if left < 0 {
		c.Say("catatan.hamil-lewat", "isi", showHPHT(c, value), "hari", itoa(-left))
		return
	}
	c.Say("catatan.hamil", "isi", showHPHT(c, value), "minggu", itoa((left+3)/7))
}
