package answers

import (
	"regexp"
	"strings"
)

// The parts of a message that says several things at once, as [Parts] names them.
const (
	PartName   = "nama"
	PartAge    = "umur" // of the mother
	PartDating = "hamil"
	PartPlace  = "tempat"
	PartPhone  = "hp"
	PartHour   = "jam"
)

var (
	partCut  = regexp.MustCompile(`(?i)\s*[,;\n]\s*|\s+(?:dan\s+)?(?:(umur kehamilan|usia kehamilan|usia kandungan|umur kandungan|hpht|hpl|haid|hamil|umur|usia|tinggal|alamat|domisili|kelurahan|kel\.|no hp|nomor hp|nohp|hp|wa|jam|pukul)\b)`)
	nameSaid = regexp.MustCompile(`(?i)^\s*(?:nama|saya|aku|sy|perkenalkan)\b`)
	ageSaid  = regexp.MustCompile(`^ (?:umur|usia)(?: saya| ibu)?(?: adalah| :)? \d{2}(?: tahun)? $|^ \d{2} tahun $`)
	hpSaid   = regexp.MustCompile(`\+?(?:62|0)8[\d\s.-]{7,14}`)
)

// Parts cuts a message at its commas and labels and says what each labelled part
// answers: "nama saya Mawar umur 27 hamil 20 minggu tinggal di rempoa". Parts that
// carry no label are left out: a wrong guess costs more than a question.
func Parts(text string) map[string]string {
	found := map[string]string{}
	for i, part := range cutParts(clean(text)) {
		s := canonical(part)
		switch {
		case hpSaid.MatchString(part):
			put(found, PartPhone, hpSaid.FindString(part))
		case ageSaid.MatchString(s):
			put(found, PartAge, part)
		case strings.ContainsAny(s, "0123456789<") && (hplForm.MatchString(s) || named(s, "hpht|haid|hamil|usia kandungan|kehamilan|kandungan")):
			put(found, PartDating, part)
		case named(s, "tinggal|alamat|domisili|kelurahan|kel"):
			put(found, PartPlace, part)
		case named(s, "jam|pukul") && strings.ContainsAny(s, "0123456789"):
			put(found, PartHour, part)
		case i == 0 && nameSaid.MatchString(part):
			put(found, PartName, part)
		}
	}
	return found
}

func put(m map[string]string, key, value string) {
	if m[key] == "" {
		m[key] = strings.TrimSpace(value)
	}
}

// cutParts cuts before labels and at separators; a label stays with what follows it.
func cutParts(text string) []string {
	var list []string
	from := 0
	for _, loc := range partCut.FindAllStringSubmatchIndex(text, 40) {
		next := loc[1]
		if loc[2] >= 0 {
			next = loc[2]
		}
		if loc[0] > from {
			list = append(list, text[from:loc[0]])
		}
		from = next
	}
	return append(list, text[from:])
}

// forgetting are the only words of a message that says that one does not remember.
var forgetting = set("lupa enggak inget ingat tau tahu belum kurang lagi saya ibu ya tanggal kapan pasti bener nya euy hmm maaf aduh waduh banget tapi hpht haid lahir berat panjang nomor jam semua kak bidan juga hafal apal yakin deh sih nih ah entah")

// OnlyForgets tells whether a message says nothing but that one does not remember or
// know: "gak inget bun".
func OnlyForgets(text string) bool {
	t := tokens(Normalise(text))
	if len(t) == 0 || len(t) > 8 || !DontKnow(text) {
		return false
	}
	for _, k := range t {
		if k.kind == 'n' || k.kind == 'w' && !forgetting[k.word] && !forgetting[k.raw] {
			return false
		}
	}
	return true
}
