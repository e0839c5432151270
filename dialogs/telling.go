package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// What a registered mother tells or wishes without being asked: that she took her tablet,
// at what hour she wants it, what her child weighed. The words must say that and nothing
// else: "udah minum obatnya tapi masih panas" is a worry.

var (
	takes      = wordSet("minum diminum minumnya telan ditelan nelen konsumsi")
	tabletName = wordSet("tablet tabletnya ttd pil pilnya obat obatnya mms vitamin vitaminnya vit darah tambah fe penambah zat besi bidan")
	doneNow    = wordSet("sudah udah udh sdh uda dah telah barusan baru abis habis selesai")
	aroundTold = wordSet("saya sy aku abdi nya bu bun bunda kak ya y tadi pagi siang sore malam malem hari ini kok alhamdulillah yg yang dari itu lho deh nih sih")
	hourName   = wordSet("jam pukul jamnya waktu pengingat pengingatnya ingetin ingatin ingatkan diingetin diingatkan diingatin ingetinnya ingatinnya ingetnya alarm alarmnya reminder remindernya notif tablet tabletnya obat obatnya ttd")
	hourMoved  = wordSet("jadi ganti gantiin diganti pindah pindahin dipindah ubah diubah ke mau pengen minta tolong majuin dimajuin mundurin dimundurin geser digeser set setel")
	aroundHour = wordSet("malam malem pagi sore siang subuh magrib maghrib isya habis abis ba'da bada sebelum sesudah setelah tidur setengah lewat aja saja saya sy aku bu bun kak ya dong donk deh dulu bisa tidak gak ga kalau kalo di buat untuk utk nya tiap setiap hari wib minum yg yang itu")
	weighed    = wordSet("ditimbang timbang nimbang timbangan timbangannya bb bbnya berat beratnya naik turun tb tbnya tinggi tingginya panjang")
	aroundKilo = wordSet("kemarin kmrn kemaren tadi barusan sekarang skrg hari ini di posyandu puskesmas bidan klinik rs rumah kg kilo cm anak saya sy aku dede dedek adek adik si nya ku badan dan sama jadi sudah udah udh dari bulan lalu minggu pagi siang sore hasil hasilnya lahir")
)

func (c *Ctx) answerTelling(words []string) bool {
	p := c.Family.Pregnancy()
	switch {
	case p != nil && anyOf(words, takes) && anyOf(words, tabletName) && anyOf(words, doneNow) && onlyOf(words, takes, tabletName, doneNow, aroundTold):
		return c.tabletAnswered(store.Open{ID: "ttd", Dialog: "ttd", About: p.ID, Day: c.v.Today()}, "sudah")
	case p != nil && anyOf(words, hourName) && anyOf(words, hourMoved) && saysOnlyHour(words):
		r := readHour(c, c.in.Text)
		return r.OK && c.tabletHour(r.Value)
	case c.namesChild():
		return true
	case c.tellsWeight(words):
		c.Say("catatan.timbang-ibu")
		c.Open("jadwal", nil)
		return true
	}
	return false
}

// namesChild gives the child that had no name yet the one it is told.
func (c *Ctx) namesChild() bool {
	name := answers.ReadNaming(c.in.Text)
	for _, ch := range c.activeChildren() {
		if ch.Name == "" && name.Verdict == answers.OK {
			c.Open("ubah", map[string]string{"apa": "nama-anak", "siapa": ch.ID, "nama-anak": name.Value})
			return true
		}
	}
	return false
}

// cries are the words of a call for help that does not say what happened.
var cries = wordSet("tolong tulung tolongin help bu bun bunda bidan dok dokter kak istri suami anak bayi saya sy aku cepat cepet cepetan pls plis pliss dong darurat gawat urgent sos ya allah segera")

// answerCry asks who only cries for help what happened, and says where help is meanwhile.
func (c *Ctx) answerCry() bool {
	words := strings.Fields(answers.Normalise(c.in.Text))
	if len(words) == 0 || len(words) > 7 || !anyOf(words, wordSet("tolong tulung tolongin help darurat gawat sos urgent")) || !onlyOf(words, cries) {
		return false
	}
	c.Say("umum.tolong")
	return true
}

func saysOnlyHour(words []string) bool {
	rest := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Trim(w, "0123456789.:") == "" })
	return len(rest) < len(words) && onlyOf(rest, hourName, hourMoved, aroundHour)
}

// tellsWeight: "aisyah kemarin ditimbang 8,6". It is for the kader's scale to say.
func (c *Ctx) tellsWeight(words []string) bool {
	children := c.activeChildren()
	if len(children) == 0 || !anyOf(words, weighed) {
		return false
	}
	_, rest := spokenOf(children, words)
	plain := slices.DeleteFunc(slices.Clone(rest), func(w string) bool { return strings.Trim(w, "0123456789.,/kgcm") == "" })
	return len(plain) < len(rest) && onlyOf(plain, weighed, aroundKilo)
}
