package dialogs

import (
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
)

// answerFamilyWish hears in a registered mother's own words what a dialog does: one kind
// of reminder less, a second caregiver, an immunisation that was given.
func (c *Ctx) answerFamilyWish() bool {
	if !registered(c) || looksAskingMark(c.in.Text) {
		return false
	}
	words := strings.Fields(answers.Bare(c.in.Text))
	if len(words) == 0 || len(words) > 14 {
		return false
	}
	switch {
	case wantsSilence(words):
		c.Open("bisu", c.silencePrefill(words))
	case wantsCaregiver(words):
		c.Open("pendamping", map[string]string{"apa": "tambah", "siapa": kinIn(words)})
	case len(c.activeChildren()) > 0 && c.tellsShot(words):
		c.Open("suntik", nil)
	default:
		return c.answerTelling(words)
	}
	return true
}

var (
	refuses   = wordSet("jangan jgn jngn gausah gosah usah perlu matiin matikan berhenti berentiin stop hentikan kurangi kurangin")
	reminds   = wordSet("ingatkan ingetin ingatin diingatkan diingetin diingatin ingat pengingat pengingatnya reminder notif kirim kirimin kirimi dikirim dikirimin chat")
	kin       = map[string]string{"suami": "ayah", "suamiku": "ayah", "suaminya": "ayah", "bapaknya": "ayah", "ayahnya": "ayah", "papanya": "ayah", "nenek": "nenek", "neneknya": "nenek", "mertua": "nenek", "eyang": "nenek", "oma": "nenek", "mbahnya": "nenek"}
	joins     = wordSet("ikut ikutan ditambah tambahin tambahkan masukin masukkan dapet dapat dpt diajak ajak gabung diundang")
	shares    = wordSet("pengingat pengingatnya info infonya pesan pesannya diingatkan diingetin ingetin pantau mantau lihat liat grafik tumbuh bot reminder notif")
	wants     = wordSet("mau pengen pingin ingin boleh bisa minta")
	aroundKin = wordSet("saya sy aku nya juga jg ga gak bu bun kak ya dong dedek dede adek anak si perkembangan pertumbuhan posyandu buat untuk")
	kinSet    = wordSet("suami suamiku suaminya bapaknya ayahnya papanya nenek neneknya mertua eyang oma mbahnya")
	silenceOf = []struct{ kind, words string }{
		{"ttd", "tablet ttd pil obat mms"}, {"posyandu", "posyandu timbang nimbang"}, {"imunisasi", "imunisasi imun vaksin suntik"}, {"anc", "periksa kontrol anc usg"},
		{"mpasi", "mpasi makan makanan makannya"}, {"kpsp", "perkembangan kpsp"}, {"vitamin-a", "vitamin vit"}, {"obat-cacing", "cacing"},
		{"dokumen", "akta bpjs dokumen"}, {"edukasi", "tips edukasi artikel"},
	}
	shotWords = wordSet("anak anaknya anakku saya sy aku dede dedek adek adik si bayi bayiku nya ku sudah udah udh sdh uda dah telah abis habis baru barusan selesai dapet dapat dpt di ke yg yang " +
		"imunisasi imun vaksin divaksin disuntik suntik diimunisasi kemarin kemaren kmrn tadi pagi siang sore hari ini minggu bulan lalu posyandu puskesmas pkm rs klinik alhamdulillah tgl tanggal " +
		"januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul agu agt sep okt nov des pertama kedua ketiga sama dan tetes dosis")
	shotDone = wordSet("sudah udah udh sdh uda dah telah abis habis baru barusan selesai dapet dapat dpt kemarin kemaren kmrn tadi")
)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

func anyOf(words []string, list map[string]bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return list[w] })
}

// wantsSilence: "jgn ingetin mpasi lagi". A lone "jangan" is advice or another's word.
func wantsSilence(words []string) bool {
	return len(words) <= 9 && anyOf(words, refuses) && anyOf(words, reminds) && !slices.Contains(words, "lupa")
}

// silencePrefill takes the kind that is named, where it concerns her.
func (c *Ctx) silencePrefill(words []string) map[string]string {
	for _, s := range silenceOf {
		if anyOf(words, wordSet(s.words)) && hasChoice(c.kindChoices(false), s.kind) {
			return map[string]string{"jenis": s.kind}
		}
	}
	return nil
}

// wantsCaregiver: "suami saya mau ikut dpt pengingat".
func wantsCaregiver(words []string) bool {
	return kinIn(words) != "" && anyOf(words, shares) && (anyOf(words, joins) || onlyOf(words, wants, shares, aroundKin, kinSet))
}

func kinIn(words []string) string {
	for _, w := range words {
		if kin[w] != "" {
			return kin[w]
		}
	}
	return ""
}

// tellsShot: that and nothing else is said: "abis imunisasi anaknya demam" tells of a fever.
func (c *Ctx) tellsShot(words []string) bool {
	s := strings.Join(words, " ")
	if !anyOf(words, shotDone) || !vaccine.MatchString(s) && !anyOf(words, wordSet("imunisasi imun vaksin divaksin disuntik diimunisasi")) {
		return false
	}
	_, rest := spokenOf(c.activeChildren(), strings.Fields(vaccine.ReplaceAllString(s, " ")))
	return !slices.ContainsFunc(rest, func(w string) bool { return !shotWords[w] && strings.Trim(w, "0123456789/-") != "" })
}
