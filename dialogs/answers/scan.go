package answers

import (
	"regexp"
	"strings"

	"tumbuh/store"
)

// Found is what [Scan] reads in one message that answers several questions. Empty
// fields were not found; only what is labelled or cannot be anything else is taken.
type Found struct {
	Name, Sex, Phone string
	Birth            store.Date
	Weight, Length   int // grams, millimetres at birth
	Weeks            Dating
}

var (
	labelName   = regexp.MustCompile(`(?i)\bnama(?:nya| anak| saya)?\s*[:=]?\s*([\p{L}' ]{2,40}?)(?:\s*(?:,|\n|;|umur|usia|lahir|tgl|jk|laki|perempuan|cowo|cewe|bb|hpht|tinggal|\d)|$)`)
	labelWeight = regexp.MustCompile(`\b(?:bb|berat|bbl|bblr|beratnya|berat lahir|bb lahir)(?: ?(?:lahir|nya|badan))* ?[:=]? ?(\d[\d.,]* ?(?:kg|kilo|gram|gr|g)?(?: ?\d ?ons)?)`)
	labelLength = regexp.MustCompile(`\b(?:pb|tb|pj|panjang|pbl|tinggi)(?: ?(?:lahir|nya|badan))* ?[:=]? ?(\d[\d.,]*)`)
	labelBirth  = regexp.MustCompile(`\b(?:lahir|lhr|tgl lahir|ttl|tanggal lahir)(?:nya)? ?[:=,]? ?(.+)`)
	leadName    = regexp.MustCompile(`^([\p{L}' ]{2,40}?)\s*[, ]\s*(?:laki|perempuan|cowok|cowo|cewek|cewe|lk|pr|lahir|umur|usia|jk)`)
)

// Scan reads what else a message answers. It is conservative: a wrong guess costs
// more than a question.
func Scan(text string, today store.Date) Found {
	s := Normalise(text)
	var f Found
	if len(plain(s)) < 2 {
		return f
	}
	if m := labelName.FindStringSubmatch(text); m != nil {
		f.Name = ReadName(m[1]).Value
	} else if m := leadName.FindStringSubmatch(s); m != nil {
		f.Name = ReadName(m[1]).Value
	}
	if x := ReadSex(sexWords(s)); x.Verdict == OK {
		f.Sex = x.Value
	}
	if m := labelBirth.FindStringSubmatch(cutLabels(s)); m != nil {
		if d := ReadBirth(m[1], today); d.Verdict == OK {
			f.Birth = d.Date
		}
	}
	if m := labelWeight.FindStringSubmatch(s); m != nil {
		if a := ReadBirthWeight(m[1]); a.Verdict == OK {
			f.Weight = a.N
		}
	}
	if m := labelLength.FindStringSubmatch(s); m != nil {
		if a := ReadBirthLength(m[1]); a.Verdict == OK {
			f.Length = a.N
		}
	}
	if p := ReadPhone(phoneLike(text)); p.Verdict == OK {
		f.Phone = p.Value
	}
	if strings.Contains(s, "hpht") || strings.Contains(s, "hpl") || weeksForm.MatchString(s) && strings.Contains(s, "hamil") {
		f.Weeks = ReadDating(s, today)
	}
	return f
}

// sexWords keeps only words that name a sex, single letters excepted.
func sexWords(s string) string {
	var kept []string
	for _, w := range plain(strings.ReplaceAll(s, "laki-laki", "laki")) {
		if len(w) > 1 && (male[w] || female[w]) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// cutLabels takes the labelled weights and lengths out, so that "bb lahir 3,1" is
// not read for a birth day.
func cutLabels(s string) string {
	return labelLength.ReplaceAllString(labelWeight.ReplaceAllString(s, " "), " ")
}

var longNumber = regexp.MustCompile(`\+?(?:62|0)8[\d\s.-]{7,14}`)

func phoneLike(text string) string { return longNumber.FindString(text) }
