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
	PartChild  = "nama anak"
	PartSex    = "kelamin"
	PartBirth  = "lahir"  // of the child
	PartSize   = "ukuran" // at birth, with its unit
)

var (
	partCut   = regexp.MustCompile(`(?i)\s*[,;\n]\s*|\s+(?:dan\s+)?(?:(nama|nm|umr|umur kehamilan|usia kehamilan|usia kandungan|umur kandungan|hpht|hpl|haid|hamil|umur|usia|tinggal|alamat|domisili|kelurahan|kel\.|no hp|nomor hp|nohp|hp|wa|jam|pukul|di|rumah|rmh|bb|berat|pb|panjang|laki|cowok?|cewek?|perempuan|tgl lahir|tanggal lahir|lahir|\d{2} ?(?:th|thn|taun|tahun))\b)`)
	hail      = regexp.MustCompile(`(?i)^\s*(?:(?:hai|hay|hi|halo|hallo|hello|selamat|met|pagi|siang|sore|malam|malem|assalam\w*|asslm|ass|salam|permisi|punten|maaf|bu|bun|bunda|bidan|kak|min|admin|mba|mbak)\b[^\pL\d]*)+`)
	nameSaid  = regexp.MustCompile(`(?i)^\s*(?:nama|nm|ngaran|jeneng|` + me + `|perkenalkan)\b`)
	nameLabel = regexp.MustCompile(`(?i)^\s*(?:nama(?:ku|nya)?|nm)\b`)
	childName = regexp.MustCompile(`(?i)^\s*nama (?:anak|bayi|dede|dedek|adek|adik)`)
	otherName = regexp.MustCompile(`(?i)^\s*nama (?:suami|posyandu|bidan|kader|bapak|ayah)`)
	address   = regexp.MustCompile(`(?i)\b(?:rt|rw)\W{0,2}\d`)
	dwelling  = regexp.MustCompile(`(?i)(?:^|\s)(?:tinggal|domisili|alamat|rumah|rmh)\w*\s*$`)
	workplace = regexp.MustCompile(`(?i)\b(?:puskesmas|pkm|bidan|klinik|rs|rsud|rumah sakit|posyandu|dokter)\b`)
	dayOfYear = regexp.MustCompile(`^ (?:tanggal )?\d{1,2} (?:[-/.] )?(?:<\d+>|\d{1,2}) (?:[-/.] )?20\d\d $`)
	childAge  = regexp.MustCompile(`^ (?:umur|usia)(?: nya| anak)*(?: :)? (?:\d tahun )?(?:\d{1,2} (?:bulan|minggu|hari) )?(?:jalan )?$`)
	sized     = regexp.MustCompile(`(?i)^(?:bb|berat|pb|panjang|lahir|badan|nya|:|\s)*[\d\s.,/&+-]*\d\s*(?:kg|kilo|gram|gr|g|cm)\b[\d\s.,/&+a-z-]*$`)
	ageSaid   = regexp.MustCompile(`^ (?:umur|usia)(?: saya| ibu)?(?: adalah| :)? \d{2}(?: tahun)? $|^ \d{2} tahun $`)
	hpSaid    = regexp.MustCompile(`\+?(?:62|0)8[\d\s.-]{7,14}`)
)

// Parts cuts a message at its commas and labels and says what each part answers: "nama
// saya Mawar umur 27 hamil 20 minggu tinggal di rempoa". Parts that neither carry a label
// nor can be anything else are left out: a wrong guess costs more than a question.
func Parts(text string) map[string]string {
	found := map[string]string{}
	if address.MatchString(text) { // its commas part the lines of one address
		put(found, PartPlace, text)
	}
	for i, part := range cutParts(hail.ReplaceAllString(clean(text), "")) {
		if kind := partKind(part, i == 0); kind == PartSex && ReadSex(sexWords(Normalise(text))).Verdict != OK {
			continue // a boy and a girl: twins
		} else if kind == PartPhone {
			put(found, kind, hpSaid.FindString(part))
		} else if kind == PartName && nameLabel.MatchString(part) { // rather than "saya lagi"
			found[kind] = strings.TrimSpace(part)
		} else if kind == PartSize { // weight and length may stand apart
			found[kind] = strings.TrimSpace(found[kind] + " " + part)
		} else if kind != "" {
			put(found, kind, part)
		}
	}
	return found
}

// partKind names what one part answers, "" where that is not plain.
func partKind(part string, first bool) string {
	s := canonical(part)
	digits := strings.ContainsAny(s, "0123456789<")
	switch {
	case hpSaid.MatchString(part):
		return PartPhone
	case ageSaid.MatchString(s):
		return PartAge
	case digits && (hplForm.MatchString(s) || named(s, "hpht|haid|hamil|usia kandungan|kehamilan|kandungan")):
		return PartDating
	case digits && (named(s, "lahir|tanggal lahir") || dayOfYear.MatchString(s) || childAge.MatchString(s)):
		return PartBirth
	case sized.MatchString(strings.TrimSpace(part)):
		return PartSize
	case named(s, "tinggal|alamat|domisili|rumah|kelurahan|kel") || named(s, "di") && !workplace.MatchString(part):
		return PartPlace
	case named(s, "jam|pukul") && digits:
		return PartHour
	case childName.MatchString(part):
		return PartChild
	case nameLabel.MatchString(part) && !otherName.MatchString(part) || first && nameSaid.MatchString(part):
		return PartName
	case len(strings.Fields(part)) <= 3 && sexWords(Normalise(part)) != "":
		return PartSex
	}
	return ""
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
		if decimalComma(text, loc[0], next) {
			continue
		}
		if loc[2] >= 0 {
			next = loc[2]
			if strings.EqualFold(text[loc[2]:loc[3]], "di") && dwelling.MatchString(text[from:loc[0]]) {
				continue // "tinggal di rempoa" is one part
			}
		}
		if loc[0] > from {
			list = append(list, text[from:loc[0]])
		}
		from = next
	}
	return append(list, text[from:])
}

// decimalComma tells "2,9" from "Siti, 27".
func decimalComma(text string, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	return text[from:to] == "," && digit(from-1) && digit(to)
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
