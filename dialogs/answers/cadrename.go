package answers

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// leadWords stand before a name and are no part of it.
var leadWords = set("kembar yang yg maaf an ananda anaknya anak adek adik dede dedek ade by bayi ny nyonya ibu bu mama mamah mamanya ibunya bunda mak emak si sdr sdri nak cucu cucunya " +
	"bayinya mau lapor laporan melaporkan tambah tambahan input catat tulis ini itu namanya nama atas saya kami izin ijin tolong terus dan lagi buat untuk dari punya data " +
	"hamil bumil busui nifas bufas kunjungan kunjung kunj kunrum rumah rmh visit home ke kunrum pasien balita baduta batita baru kader bidan ya ok pagi siang tadi td nya neng teh teteh mbak mba mas kang bund sis min dek hihi haha wkwk maap seandainya kalo kalau klo izin ijin share bantu oh alhamdulillah alhamdulilah bismillah wah yeay akhirnya ternyata")

// motherWords say that the name after them is the mother's.
var motherWords = set("ibu bu ny nyonya mama mamah mamanya ibunya bunda mak emak")

// notNames are words that end a name: what is said of a child, and everything that
// belongs to a measurement.
var notNames = set("ulang trimester siapa apa mana berapa kapan lewat ex eks eksklusif diajak dibawa nginep neneknya kakeknya mbahnya mbah budenya tantenya ayahnya bapaknya omnya dibilang kata katanya baju rambut ngontrak nitip titip mah gampang kecil kebalik tetep masing-masing masing sama-sama pake pakai nolak menolak punya ditunda terakhir na hasil nangtung ngedeng bkn " +
	"target kasian kasihan msh ding lho loh dong kok sih katanya dulu segini semua smua diem doang aku gue gw kita mereka sambil trus terus jg lg " +
	"eh ehh maksudnya maksud maksudku harusnya seharusnya mestinya koreksi revisi keliru sori sorry aduh alm almh halo hai assalamualaikum selamat met permisi nya enggak sudah belum mau jangan bukan nangis menangis rewel takut tidur kabur sakit batuk pilek bapil demam panas diare mencret muntah sehat aktif lincah lemas lemes kurus gemuk " +
	"diukur ukur ditimbang nimbang timbang timbangan pindah pindahan datang hadir absen alpa izin ijin mudik pulkam pulang meninggal dirawat opname rs puskesmas posyandu kelas sekolah kerja " +
	"berdiri brdiri bdiri berdri diri bdr stand telentang tlntang terlentang tlentang trlentang baring berbaring brbaring rebah rebahan tiduran tidurin lying " +
	"bgm bgt diganti ganti dirubah diubah melahirkan lahiran brojol pertama naik turun tetap nambah vit vitamin imunisasi imun vaksin polio dpt bcg campak mr ipv pcv obat cacing pmt asi mpasi sufor susu makan kms kia buku gigi alat rusak ket keterangan catatan status " +
	"umur usia lahir lhr tanggal tgl jam hari minggu bulan tahun rt rw blok gang jl jalan no nomor kemarin lalu tadi besok nanti hari sama kayak seperti masih juga saja aja cuma hanya karena krn " +
	"bb tb pb lk lila berat tinggi panjang lingkar kepala lengan suhu tensi hb merah biru kapsul dosis laki laki2 perempuan cowok cewek cowo cewe pr bin binti alias dengan dgn yang yg di ke dari dan atau " +
	"tapi tp tetapi udah sdh belom ga gak habis abis ok oke siap bidan kader tolong maaf mohon salah benar bener ralat minta titip lupa bawa ikut ada gada tes jadi kg kilo cm gram ons meter koma setengah " +
	"kurang lebih sekitar kira kali keluar masuk rujuk rujukan dirujuk stunting gizi buruk baik normal hijau kuning garis bawah atas hitam baru tambah dapat dikasih diberi ruam gatal luka jatuh mata telinga kaki tangan badan bengkak pusing mual porsi bungkus kotak kelupaan kelewatan kelewat ketinggalan iya betul tfu djj fundus nadi gds spo2 idem")

// canBeName tells whether the token at i may be part of a name.
func canBeName(t []token, i int) bool {
	if i < 0 || i >= len(t) || t[i].kind != 'w' {
		return false
	}
	raw := t[i].raw
	if utf8.RuneCountInString(raw) < 2 {
		if initials[raw] && !(i > 0 && (t[i-1].kind == 'n' || t[i-1].word == "vitamin" || t[i-1].raw == "vit")) && canBeName(t, i+1) {
			return true // "M arsya"
		}
		return signAt(t, i+1, ".'") && i > 0 && t[i-1].kind == 'w' && i+2 < len(t) || signAt(t, i+1, ".") && i+2 < len(t) && canBeName(t, i+2)
	}
	if len(dictionary[raw]) > 0 && !callNames[raw] || strings.ContainsAny(raw, "0123456789") || raw == "bgm" {
		return false
	}
	if monthAt(t, i) != 0 && !((i == 0 || signAt(t, i-1, ",;&")) && (wordAt(t, i+1) != "" || i+1 < len(t) && t[i+1].kind == 'n' && (t[i+1].decimals() > 0 || i+2 < len(t) && t[i+2].kind == 'n' && t[i+2].val >= 40 && t[i+2].val <= 125 || wordAt(t, i+2) == "kilogram"))) { // "Juni 9,1/74" is a child
		return false
	}
	if positionWord(raw) != "" || notNames[raw] || notNames[t[i].word] && t[i].word != raw || leadWords[raw] || labelOf[t[i].word] != "" && t[i].word != "hamil" || unitOf[t[i].word] != "" {
		return false
	}
	return !strings.Contains(t[i].word, " ") || t[i].word == "adek bayi"
}

// initials are letters that stand alone for a first name; the others are marks of the card,
// labels or a sex.
var initials = set("m a r f h z j")

// nameAt reads a name from *i on and moves *i behind it; at most six words.
func nameAt(t []token, i *int, original string) string {
	var words []string
	for *i < len(t) && len(words) < 6 {
		switch {
		case canBeName(t, *i):
			w := t[*i].raw
			if utf8.RuneCountInString(w) == 1 {
				w += "."
			}
			words = append(words, w)
		case signAt(t, *i, ".'-") && len(words) > 0 && canBeName(t, *i+1) && t[*i].glued && t[*i+1].glued:
			words[len(words)-1] += t[*i].raw + t[*i+1].raw
			*i++
		case signAt(t, *i, ".") && len(words) > 0 && strings.HasSuffix(words[len(words)-1], "."):
		case signAt(t, *i, ".") && t[*i].glued && len(words) > 0 && utf8.RuneCountInString(words[len(words)-1]) <= 4 && canBeName(t, *i+1): // "Muh. Zaki"
			words[len(words)-1] += "."
		default:
			return asWritten(words, original)
		}
		*i++
	}
	return asWritten(words, original)
}

// asWritten writes a name with the capitals it was given, or as names are written.
func asWritten(words []string, original string) string {
	low := strings.ToLower(original)
	for i, w := range words {
		if k := strings.Index(low, w); k >= 0 && len(low) == len(original) {
			words[i] = original[k : k+len(w)]
		}
	}
	return titleCase(words)
}

// motherAt tells whether the word at i says that a mother's name follows: never the "mah"
// behind a name.
func motherAt(t []token, i int) bool {
	return i < len(t) && t[i].kind == 'w' && (motherWords[t[i].raw] || motherWords[t[i].word]) && !(t[i].raw == "mah" && i > 0 && t[i-1].kind == 'w' && canBeName(t, i-1))
}

// takeNames reads the child's name, its mother and whether it has no name yet, and
// says where the rest begins. Without a name before the sizes, the first words
// behind them are it.
func (r *Record) takeNames(t []token, c cadreText) (names []string, after int) {
	i, mother, lead := 0, false, ""
	for i < len(t) && (t[i].kind == 's' && !signAt(t, i, "(") || rtAt(t, i) > 0 || t[i].kind == 'w' && (leadWords[t[i].raw] || leadWords[t[i].word] && !canBeName(t, i))) {
		if n := rtAt(t, i); n > 0 {
			i += n
			continue
		}
		if t[i].kind == 'w' {
			mother = motherAt(t, i) && !signAt(t, i+1, ",") // "Bu, Ghania 8,2": spoken to
			r.Newborn = r.Newborn || t[i].raw == "by" || t[i].raw == "bayinya" || t[i].word == "bayi"
			lead = t[i].raw
		}
		i++
	}
	n := nameAt(t, &i, c.line)
	switch {
	case n == "" && callNames[lead]:
		n = titleCase([]string{lead})
	case mother:
		r.Mother, n = n, ""
	}
	if n != "" && !mother {
		r.Newborn = false
		names = append(names, n)
	}
	for len(names) > 0 && listed(t, i) { // "Rafa, Keisha dan Naufal pindah"
		i++
		names = append(names, nameAt(t, &i, c.line))
	}
	switch {
	case r.Mother == "":
		i = r.takeMother(t, i, c)
	case len(names) == 0: // "bu Ani: Rafa", "anaknya bu Ani (Rafa)"
		if j := childAfter(t, i); j > 0 {
			if n := nameAt(t, &j, c.line); n != "" {
				names, i = append(names, n), j
			}
		}
	}
	if len(names) > 0 && r.Mother == "" && birthWord.MatchString(canon(t)) { // "Sari melahirkan kemarin"
		r.Mother, names, r.Newborn = names[0], nil, true
	}
	return r.otherName(names, t, i, c)
}

var callNames = set("dek dede dedek ade adek adik")

func listed(t []token, i int) bool {
	return (signAt(t, i, ",&/") || wordAt(t, i) == "dan" || wordAt(t, i) == "sama") && canBeName(t, i+1)
}

// takeMother reads "(bu Rina)", "anak bu Rina", "/Ibu Rina" after the child's name.
func (r *Record) takeMother(t []token, i int, c cadreText) int {
	j, child := i, false
	for j < len(t) && j < i+5 && (signAt(t, j, "(/-,:") || t[j].raw == "dari" || leadWords[t[j].raw] && !motherWords[t[j].raw]) {
		child = child || t[j].raw == "anaknya" || t[j].raw == "anak"
		j++
	}
	if j >= len(t) || (!motherWords[t[j].raw] || t[j].raw == "mah") && !child {
		return i
	}
	if child && !motherWords[t[j].raw] && lowerAmongCapitals(c.line, t[j].raw) {
		return i // "anak ojol": no name
	}
	for j < len(t) && (motherWords[t[j].raw] || signAt(t, j, ".:")) {
		j++
	}
	if n := nameAt(t, &j, c.line); n != "" {
		r.Mother = n
		return j
	}
	return i
}

var birthWord = regexp.MustCompile(` (?:melahirkan|lahiran|brojol) |^ (?:ibu )?\S+ (?:sudah )?lahir kemarin `)

// rtAt returns how many tokens an "rt 03" or "rt 02/05" at i takes, 0 for none.
func rtAt(t []token, i int) int {
	if w := rawAt(t, i); w != "rt" && w != "rw" || i+1 >= len(t) || t[i+1].kind != 'n' {
		return 0
	}
	if signAt(t, i+2, "/") && i+3 < len(t) && t[i+3].kind == 'n' {
		return 4
	}
	return 2
}

// childAfter returns where a child's name begins behind its mother's, 0 for none: after
// a sign, or after "si", "anaknya".
func childAfter(t []token, i int) int {
	j := i
	for j < len(t) && (signAt(t, j, "(:,/-") || callNames[rawAt(t, j)] || rawAt(t, j) == "si" || rawAt(t, j) == "anaknya" || rawAt(t, j) == "namanya") {
		j++
	}
	if j == i || !canBeName(t, j) {
		return 0
	}
	return j
}

// lastSize returns where the last size of a part ends, 0 without one.
func lastSize(t []token) int {
	end := 0
	for _, q := range quantities(t) {
		if q.isSize() {
			end = q.to
		}
	}
	return end
}

// noteOf writes what is left of a row: no sizes, no flags, no position.
func noteOf(t []token, list []quantity, original, name string) string {
	used := map[int]bool{}
	for _, q := range list {
		if q.isSize() && !q.lastTime || q.label == "rt" || q.label == "rw" || womanLabels[q.label] || q.label == "" && q.unit == "minggu" && name != "" {
			for k := q.from; k < q.to; k++ {
				used[k] = true
			}
		}
	}
	var out []string
	skip := append(strings.Fields(strings.ToLower(name)), "hamil")
	for i, k := range t {
		switch {
		case used[i] || k.raw == "eh" || k.kind == 's' && !(k.raw == "/" && i > 0 && t[i-1].kind == 'n' && !used[i-1]) || flagAt(t, i) != "" || k.raw == "t" || k.raw == "mmhg" || k.raw == "dl" || rowSex[k.raw] != "" && len(k.raw) == 1 || labelOf[k.word] != "" && (signAt(t, i+1, "/-?") || signAt(t, i-1, "/")):
		case name != "" && (containsWord(skip, k.raw) || k.word == "ibu hamil" || k.word == "ibu"):
		case k.kind == 'w' && positionWord(k.raw) != "" && !deniedAt(t, i):
		case k.glued && len(out) > 0 && i > 0 && !used[i-1] && t[i-1].kind != k.kind:
			out[len(out)-1] += k.raw
		default:
			out = append(out, k.raw)
		}
	}
	note := strings.Join(out, " ")
	if !hasLetter(note) {
		return ""
	}
	return note
}

var womanLabels = set("tensi hb ttd uk")

func containsWord(list []string, w string) bool {
	for _, x := range list {
		if strings.Trim(x, ".") == w {
			return true
		}
	}
	return false
}

func hasLetter(s string) bool { return strings.ContainsAny(s, "abcdefghijklmnopqrstuvwxyz") }

// restAfterName is the line after a name, as written.
func restAfterName(c cadreText, name string) string {
	low := strings.ToLower(c.line)
	last := name
	if f := strings.Fields(name); len(f) > 0 {
		last = f[len(f)-1]
	}
	k := strings.Index(low, strings.ToLower(last))
	if k < 0 || name == "" || len(low) != len(c.line) {
		return strings.TrimSpace(c.line)
	}
	return strings.Trim(spaces.ReplaceAllString(c.line[k+len(last):], " "), " :,.-–=")
}

func without(list []string, reason string) []string {
	var kept []string
	for _, x := range list {
		if !strings.HasSuffix(x, ":"+reason) {
			kept = append(kept, x)
		}
	}
	return kept
}
