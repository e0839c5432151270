package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// What staff say in their own words, where the reviewed texts for mothers would not help
// them: each row names a dialog, the words of which one of every group must be there, and
// how many words such a message has at most.
var staffWords = []struct {
	dialog string
	most   int
	groups []map[string]bool
}{
	{"warga", 8, []map[string]bool{wordSet("daftar daftarin daftarkan tambah tambahin tambahkan masukin masukkan input catat"), wordSet("baru warga tanpa hp hapenya hape"), wordSet("ibu bu warga bumil hamil anak balita bayi pasien")}},
	{"sasaran", 9, []map[string]bool{wordSet("siapa daftar list data nama lihat liat berapa brp jumlah semua"), wordSet("hamil bumil balita anak bayi warga sasaran"), wordSet("posyandu posyandunya pos binaan wilayah saya sini terdaftar")}},
	{"jumlah", 9, []map[string]bool{wordSet("berapa brp brapa jumlah jumlahnya total"), wordSet("hamil bumil balita baduta anak bayi ibu keluarga kader bidan warga pengguna terdaftar")}},
	{"sasaran", 4, []map[string]bool{wordSet("siapa daftar list data berapa brp jumlah"), wordSet("hamil bumil balita sasaran")}},
	{"jaga", 6, []map[string]bool{wordSet("siapa gantinya gantiin pengganti penggantinya menggantikan"), wordSet("jaga piket cuti bidan kader gantinya penggantinya menggantikan")}},
	{"alarm", 6, []map[string]bool{wordSet("pasien pasiennya ibunya kasus kasusnya bahaya daruratnya"), wordSet("gimana gmn bagaimana kondisi kondisinya kabar kabarnya gmna mana")}},
	{"tugas", 6, []map[string]bool{wordSet("tugas kerjaan kerjaanku pr"), wordSet("apa aja saja hari sekarang ada lihat liat kasih")}},
	{"rujukan", 6, []map[string]bool{wordSet("rujukan rujukannya dirujuk"), wordSet("siapa gimana gmn mana lihat liat status apa masuk aja ada adakah belum blm hari terbuka berapa brp jumlah selesai")}},
	{"berkas", 9, []map[string]bool{wordSet("laporan laporannya export ekspor rekap unduh minta kirim kirimin bikin buat"), wordSet("skdn sigizi eppgbm kohort pmt mpasi laporan laporannya rekap export ekspor"), wordSet("bulan bumil balita skdn sigizi kohort ini lalu januari februari maret april mei juni juli agustus september oktober november desember")}},
	{"atur", 9, []map[string]bool{wordSet("ganti ubah setting set atur setel setelan pengaturan"), settingWords()}},
}

// goingThere are words with which somebody on duty says that she takes a case.
var goingThere = wordSet("siap otw meluncur berangkat saya sy aku kesana ke sana datangi datengin hubungi telpon telepon oke ok baik segera langsung kami tim ya")

func settingWords() map[string]bool {
	words := wordSet("setting setelan pengaturan")
	for _, k := range store.SettingKeys() {
		words[k.Key] = true
	}
	return words
}

// answerStaffWords opens what staff mean, where nothing else is under way.
func (c *Ctx) answerStaffWords() bool {
	words := strings.Fields(answers.Normalise(c.in.Text))
	if !c.atWork() || len(words) == 0 {
		return false
	}
	refused := false
	for _, r := range staffWords {
		if len(words) > r.most || slices.ContainsFunc(r.groups, func(g map[string]bool) bool { return !anyOf(words, g) }) {
			continue
		}
		if d := c.e.byID[r.dialog]; d.May != nil && !d.May(c) { // another row may be meant for her
			refused = true
			continue
		}
		c.Open(r.dialog, c.settingNamed(r.dialog, words))
		return true
	}
	if refused {
		c.Say("umum.tidak-boleh")
	}
	return refused || c.saysGoing(words) || c.looksUp(words)
}

// asksInvite: who says that she is a kader or midwife, or asks for a code for one, is
// told how staff come in.
func (c *Ctx) asksInvite() bool {
	words := strings.Fields(answers.Normalise(c.in.Text))
	if len(words) > 10 || c.Family.Mother != "" || c.Person.Staff() && !anyOf(words, codeWords) {
		return false
	}
	wantsCode := anyOf(words, codeWords) && len(words) <= 6 && anyOf(words, whence)
	for i, w := range words {
		if wantsCode || staffNames[w] && (anyOf(words, codeWords) || i > 0 && selfWords[words[i-1]] && (anyOf(words, comesIn) || len(words) <= 4)) {
			c.Say("undangan.cara")
			return true
		}
	}
	return false
}

var (
	staffNames = wordSet("kader bidan petugas tpg perawat")
	selfWords  = wordSet("saya aku abdi ibu")
	codeWords  = wordSet("kode kodenya undangan token")
	whence     = wordSet("dapet dapat dpt minta mana darimana dimana belum ga gak punya")
	comesIn    = wordSet("masuk masuknya daftar gabung baru akses login mulai pakai pake cara caranya gimana bagaimana")
)

// settingNamed takes the key of "ganti setting anc jadi 8".
func (c *Ctx) settingNamed(dialog string, words []string) map[string]string {
	for _, w := range words {
		if _, ok := store.FindSetting(w); ok && dialog == "atur" {
			fill := map[string]string{"kunci": w}
			if last := words[len(words)-1]; last != w && readSettingFor(w, last) != "" { // "anc jadi 8"
				fill["nilai"] = readSettingFor(w, last)
			}
			return fill
		}
	}
	return nil
}

// saysGoing: "siap, saya ke sana" while a case is open shows it with the button that
// takes it; being polite takes no case.
func (c *Ctx) saysGoing(words []string) bool {
	if len(words) > 6 || !onlyOf(words, goingThere) {
		return false
	}
	open := c.openAlerts()
	if c.need != nil {
		return true
	}
	if !slices.ContainsFunc(open, func(d store.Doc[store.Alert]) bool { return d.Value.Taken == "" }) {
		return false
	}
	listAlerts(c)
	return true
}

// looksUp: "cek aisyah", "data bu rina" where the texts have no answer.
func (c *Ctx) looksUp(words []string) bool {
	if len(words) < 2 || len(words) > 4 || len(c.measuring()) == 0 {
		return false
	}
	switch words[0] {
	case "cek", "lihat", "liat", "info", "riwayat", "hasil":
	default:
		return false
	}
	name := answers.ReadName(strings.Join(words[1:], " "))
	if name.Verdict != answers.OK || c.isQuestion(c.in.Text) {
		return false
	}
	c.Open("cari", map[string]string{"nama": name.Value})
	return true
}
