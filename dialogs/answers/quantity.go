package answers

import (
	"math"
	"strings"
)

// quantity is a number with what stands around it: "bb 8,4 kg", "tb 70", "turun 1
// kg". Both the questions of a registration and the lines of a kader are read from
// a list of them.
type quantity struct {
	val      float64
	raw      string
	decimals int
	unit     string // kilogram, gram, ons, sentimeter, milimeter, meter, tahun, bulan, minggu, hari; "" none
	label    string // berat, tinggi, lila, kepala, suhu, tensi, hb, umur, uk, ttd, ...; "" none
	about    bool   // ±, kira-kira, "lebih dikit": the writer is not sure
	change   bool   // naik, turun
	lastTime bool   // "bulan lalu 8,1": not today's
	either   bool   // "49 apa 51": which of both?
	parted   bool   // put together of two numbers without a unit for the second
	from, to int    // tokens it is made of
}

var unitOf = map[string]string{"kilogram": "kilogram", "gram": "gram", "ons": "ons", "sentimeter": "sentimeter", "meter": "meter", "mm": "milimeter", "mili": "milimeter",
	"orang": "orang", "kali": "kali", "x": "kali", "tablet": "tablet", "kapsul": "kapsul", "bungkus": "bungkus", "bks": "bungkus", "porsi": "porsi", "kotak": "kotak", "butir": "butir", "tetes": "tetes", "sachet": "bungkus", "saset": "bungkus",
	"keping": "keping", "biji": "butir", "pcs": "butir", "botol": "botol", "gelas": "gelas", "piring": "piring", "mangkok": "mangkuk", "mangkuk": "mangkuk", "sendok": "sendok", "tahun": "tahun", "bulan": "bulan", "minggu": "minggu", "hari": "hari"}

var (
	timeUnit  = set("tahun bulan minggu hari")
	oldWords  = set("lalu kemarin dari bukan tadinya sebelumnya")
	pastWords = set("lalu kemarin ini depan yang")
)

// labelOf says what a label measures.
var labelOf = map[string]string{"berat": "berat", "berat lahir": "berat", "timbangan": "berat", "timbang": "berat", "tinggi": "tinggi", "panjang": "tinggi", "panjang lahir": "tinggi",
	"lila": "lila", "lingkar lengan": "lila", "lengan": "lila", "lingkar kepala": "kepala", "kepala": "kepala", "suhu": "suhu", "panas": "suhu", "demam": "suhu", "tensi": "tensi", "hb": "hb",
	"umur": "umur", "usia": "umur", "usia kandungan": "uk", "hamil": "uk", "tablet tambah darah": "ttd", "tanggal": "tanggal", "rt": "rt", "rw": "rw", "jam": "jam",
	"nomor": "nomor", "nik": "nomor", "hp": "nomor", "vitamin a": "vita", "gravida": "gravida", "ke": "ke", "lahir": "lahir", "suntik": "lain", "dosis": "lain", "dapat": "lain", "pmt": "lain", "kpsp": "lain", "cacing": "lain", "polio": "lain", "ipv": "lain", "pcv": "lain", "bcg": "lain", "rota": "lain", "imunisasi": "lain", "vaksin": "lain", "hpht": "tanggal", "hpl": "tanggal", "z": "z", "minus": "z"}

// betweenLabel are words and signs that may stand between a label and its number.
var betweenLabel = set("nya na tetep tetap masih lahir badan bayi anak atas : = . , - ± ~ kira sekitar kurang lebih hari ini sekarang cuma hanya adalah jadi bukan baru itu tadi saya kami naik turun")

// quantities lists the numbers of a text (halved tokens) from left to right.
func quantities(t []token) []quantity {
	var list []quantity
	for i := 0; i < len(t); i++ {
		if t[i].kind != 'n' || !simple(t[i].raw) || t[i].spelled && t[i].raw == "0" { // "tb nya kosong"
			continue
		}
		q := quantity{val: t[i].val, raw: t[i].raw, decimals: t[i].decimals(), from: i, to: i + 1}
		q.label, q.from = labelBefore(t, i, list)
		if q.label == "lain" && (q.decimals > 0 || signAt(t, i+1, "/") && i+2 < len(t) && t[i+2].kind == 'n' && t[i+2].val >= 40) {
			q.label, q.from = "", i // "dapat obat cacing 10/80": sizes, no count
		}
		if q.label == "rt" && q.decimals > 0 {
			q.label, q.from = "", i // "anak bu RT 8,5/72"
		}
		if k := i + 1; q.label == "tinggi" && t[i].spelled && q.decimals == 0 && q.val >= 4 && q.val < 10 && k < len(t) && t[k].kind == 'n' && t[k].spelled && t[k].val < 10 {
			q.val, q.decimals, q.to = q.val*10+t[k].val, t[k].decimals(), i+2 // "tb tujuh enam"
		}
		q.takeUnit(t)
		q.takeMonth(t, list)
		q.takeParts(t)
		q.around(t, i)
		q.either = wordAt(t, q.from-1) == "apa" || wordAt(t, q.from-1) == "atau"
		q.lastTime = oldWords[wordAt(t, i-1)] || wordAt(t, q.to) == "jadi" || notToday(t, i, q.to, list)
		if i > 0 && t[i].glued && t[i-1].kind == 'w' && len(t[i-1].raw) == 1 && !strings.Contains("btp", t[i-1].raw) && q.unit == "" && q.decimals == 0 && q.val < 10 && !signAt(t, i+1, "/") {
			q.label = "lain" // "E1", "K4"
		}
		said := i - 1
		if signAt(t, said, "+") {
			said--
		}
		if vaccineWords[rawAt(t, said)] && q.unit == "" && q.decimals == 0 && q.val <= 4 { // "mr1", "polio 2"
			q.label = "vaksin"
		}
		if n := len(list); n > 0 && q.label == "" && list[n-1].lastTime { // "tb bukan 70 tapi 71"
			q.label = list[n-1].label
		}
		list = append(list, q)
		i = q.to - 1
	}
	return pairLabels(t, list)
}

var vaccineWords = set("rubella measles mr dpt pcv ipv opv polio rv rota rotavirus penta pentabio campak hexa heksa je bcg oedem oedema edema odem udem bengkak")

// simple tells whether a number has at most one separator.
func simple(raw string) bool {
	n := 0
	for _, c := range raw {
		if c == '.' || c == ',' {
			n++
		}
	}
	return n <= 1
}

func (q *quantity) takeUnit(t []token) {
	if q.decimals == 0 && q.label == "" && q.val < 40 && signAt(t, q.to, ":") && (q.to+1 == len(t) || canBeName(t, q.to+1)) { // "yg udah ditimbang baru 2: Nafisa …"
		q.unit = "orang"
		return
	}
	if q.decimals == 0 && q.label == "" && people[wordAt(t, q.to)] && !(q.from > 0 && t[q.from-1].kind == 'n') {
		q.unit = "orang" // "baru 7 anak"
		q.to++
		return
	}
	if u := unitOf[wordAt(t, q.to)]; u != "" && !(timeUnit[u] && pastWords[wordAt(t, q.to+1)]) { // "bb 8,4 bulan lalu 8,1"
		q.unit = u
		q.to++
	}
}

var people = set("anak balita bayi org orang")

// takeMonth marks "1 maret 2026" as a day, and takes the label behind a number ("81
// tb nya").
func (q *quantity) takeMonth(t []token, list []quantity) {
	n := len(list)
	switch {
	case q.to < len(t) && t[q.to].kind == 'w' && monthAt(t, q.to) != 0:
		q.label, q.to = "tanggal", q.to+1
	case n > 0 && list[n-1].label == "tanggal" && list[n-1].to == q.from && q.label == "" && q.decimals == 0 && q.val >= 20:
		q.label = "tanggal"
	case q.label == "" && q.unit == "" && sizeLabels[labelOf[wordAt(t, q.to)]] && (wordAt(t, q.to+1) == "nya" || t[q.to].nya) && !(q.to+1 < len(t) && t[q.to+1].kind == 'n') && !(q.to+2 < len(t) && t[q.to+2].kind == 'n'):
		q.label, q.to = labelOf[wordAt(t, q.to)], q.to+1
	}
}

var sizeLabels = set("berat tinggi lila kepala")

// takeParts adds what follows kilograms: "8 kilo 4 ons", "8 kg 400", "8 kg lebih 3 ons".
func (q *quantity) takeParts(t []token) {
	i := q.to
	if n, ok := wholeAt(t, i); ok && q.unit == "meter" && q.decimals == 0 && n < 100 && (unitOf[wordAt(t, i+1)] == "" || unitOf[wordAt(t, i+1)] == "sentimeter") { // "1 meter 2"
		q.add(float64(n)/100, i+1)
		if unitOf[wordAt(t, q.to)] == "sentimeter" {
			q.to++
		}
		return
	}
	if n, ok := wholeAt(t, i+1); ok && wordAt(t, i) == "kurang" && n < 10 && wordAt(t, i+2) == "ons" && q.decimals == 0 && (q.unit == "kilogram" || q.unit == "" && (q.label == "" || q.label == "berat")) {
		q.add(-float64(n)/10, i+3) // "9 kurang 1 ons"
		return
	}
	past := wordAt(t, i) == "lebih" || wordAt(t, i) == "lewat"
	if past {
		i++
	}
	if q.unit == "kilogram" && q.decimals == 0 && i < len(t) && t[i].kind == 'n' && t[i].decimals() == 1 && t[i].val < 10 && wordAt(t, i+1) == "ons" {
		q.add(t[i].val/10, i+2) // "2 kilo 7 setengah ons"
		return
	}
	n, ok := wholeAt(t, i)
	next := wordAt(t, i+1)
	if q.decimals != 0 || q.unit != "kilogram" && !(q.unit == "" && q.label == "berat" && past && next == "ons") {
		return
	}
	switch {
	case !ok:
		return
	case n < 10 && next == "ons":
		q.add(float64(n)/10, i+2)
	case n >= 100 && n < 1000 && len(t[i].raw) == 3 && unitOf[next] == "", n < 1000 && next == "gram":
		q.add(float64(n)/1000, i+1)
		if next == "gram" {
			q.to++
		}
	case n < 10 && unitOf[next] == "" && len(t[i].raw) == 1: // "8 kilo lebih 3": ons? it is asked
		q.add(float64(n)/10, i+1)
		q.about, q.parted = true, true
	}
}

func (q *quantity) add(part float64, to int) {
	q.val, q.decimals, q.to = math.Round((q.val+part)*1000)/1000, 1, to
}

// around marks doubt and change by the words beside the number.
func (q *quantity) around(t []token, i int) {
	for k := max(0, i-3); k < i; k++ {
		switch {
		case t[k].kind == 's' && (t[k].raw == "±" || t[k].raw == "~" || t[k].raw == "≈"):
			q.about = true
		case t[k].kind == 's' && t[k].raw == "+" && k+1 < i && (t[k+1].raw == "-" || t[k+1].raw == "/"), t[k].raw == "-" && k+1 < i && t[k+1].raw == "+":
			q.about = true
		case k >= q.from-1 && looseWords[t[k].word]:
			q.about = true
		case k >= q.from-2 && changeWords[t[k].word] && wordAt(t, k-1) != "enggak" && noNumberBetween(t, k, i):
			q.change = true
		}
	}
	switch w := wordAt(t, q.to); {
	case w == "lebih" || w == "kurang" || w == "dikit" || rawAt(t, q.to) == "an":
		q.about = true
	case changeWords[w] && t[q.to].nya:
		q.change = true
	}
}

func noNumberBetween(t []token, from, to int) bool {
	for k := from; k < to; k++ {
		if t[k].kind == 'n' {
			return false
		}
	}
	return true
}

var (
	looseWords  = set("kira sekitar lebih kurang hampir mungkin lupa ragu estimasi")
	changeWords = set("naik turun nambah tambah berkurang berubah nambahnya selisih")
)

// labelBefore finds the label of the number at i and where it begins. A number
// between a label and i ends the search.
func labelBefore(t []token, i int, list []quantity) (label string, from int) {
	stop := 0
	if n := len(list); n > 0 {
		stop = list[n-1].to
	}
	for k := i - 1; k >= max(stop, i-4); k-- {
		w := t[k].word
		if t[k].kind == 's' {
			w = t[k].raw
		}
		if w == "badan" || w == "atas" || w == "lahir" && k > stop && labelOf[t[k-1].word] != "" {
			continue
		}
		if l := labelOf[w]; l != "" {
			if (w == "lengan" || w == "kepala") && wordAt(t, k-1) == "lingkar" {
				k--
			}
			return known2(l), k
		}
		if !betweenLabel[w] {
			break
		}
	}
	return "", i
}

func known2(l string) string {
	if l == "lahir" { // "lahir 2900": no label of its own
		return ""
	}
	return l
}

// pairLabels gives "tb / bb saya 156 / 49" its order (labels, then numbers)
// and both numbers of "tensi 110/70" the one label.
func pairLabels(t []token, list []quantity) []quantity {
	for i := 1; i < len(list); i++ {
		if list[i-1].label == "tanggal" && list[i].label == "" && list[i].from == list[i-1].to+1 && signAt(t, list[i].from-1, "/-.") {
			list[i].label = "tanggal" // "tgl 3/3"
		}
		if list[i-1].label == "tensi" && list[i].label == "" && list[i].from == list[i-1].to+1 && (t[list[i].from-1].raw == "/" || t[list[i].from-1].raw == "per") {
			list[i].label = "tensi"
		}
	}
	if len(list) < 2 || list[0].label == "" {
		return list
	}
	labels := []string{list[0].label}
	for k := list[0].from - 1; k > 0 && signAt(t, k, "/-&,+") && labelOf[t[k-1].word] != ""; k -= 2 {
		labels = append([]string{labelOf[t[k-1].word]}, labels...)
	}
	if len(labels) < 2 {
		return list
	}
	for i := range list {
		if i < len(labels) && (i == 0 || list[i].label == "") {
			list[i].label = labels[i]
		}
	}
	return list
}
