package answers

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// Text is a reading whose value is words.
type Text struct {
	Value   string
	Verdict Verdict
	Why     string
}

var (
	nameLead  = regexp.MustCompile(`(?i)^(?:(?:ya|iya|ini)[ ,]+)*(?:ini dengan|dengan|(?:anak|bayi)(?:ku|nya)?(?: ` + me + `)? (?:namanya|nama)|(?:nama(?:nya| ?ku)?|nm|ngaran|jeneng(?:ku|e)?)(?: (?:` + me + `|ibu|(?:anak|istri|bini|menantu|kakak|adik)(?: ` + me + `|nya|ku)?|lengkap|panggilan))*|` + me + `|sayanya|perkenalkan|panggil(?: saja| aja)?|an\.|a\.n\.?|atas nama)(?: (?:adalah|yaitu|itu))?\s*[:=,]?\s+`)
	lineStart = regexp.MustCompile(`(?i)^\s*(?:ibu |bu )?(?:nifas|bufas|bumil|busui)\s|\b(?:bb|tb|pb|lila|td)\s*\d`)
	sizesIn   = regexp.MustCompile(`\d{1,2}[.,]\d+\s*/\s*\d{2}`)
	nameSlip  = regexp.MustCompile(`(?i)\s+(?:eh+|ralat|maksud(?:nya| saya)?|(?:nama )?lengkapnya)\s+`)
	calledBy  = regexp.MustCompile(`(?i)^(?:aja |saja )?(?:mama|mamah|mamanya|emaknya|bundanya|ibunya|umminya)\s+\pL`)
	nameTitle = regexp.MustCompile(`(?i)^(?:ibu|bu|bunda|bun|ny\.?|nyonya|mama|mamah|mak|mbak|mba|kak|teh|si|sdri\.?|sdr\.?)\s+`)
	nameTail  = regexp.MustCompile(`(?i)\s+(?:dari \pL+(?: \pL+)?|bu|bun|bunda|kak|ya|yah|dok|mba|mbak|bidan|kok|aja|saja|lg|lgi|lagi|sdg|sedang|udah|udh|sdh|sudah|yg|yang|dan|mau|usia|umur|dari)\.?$`)
	notName   = set("apa kapan kenapa gimana bagaimana berapa siapa dimana mana boleh bisa tanya nanya mau daftar menu stop batal hamil anak demam tidak belum sudah lupa " +
		"gak ga ya iya ok oke hai halo data hapus ubah kembali lanjut bantuan kader posyandu tolong sakit minum makan tablet bulan minggu tahun hari tanggal tgl " +
		"nggak ngga enggak udah blm setuju lewati skip saya aku ini itu kok buat rahasia malas males pusing emang kamu anda dia mereka jangan gausah tadi nanti besok kemarin sekarang lagi masih " +
		"sabar sebentar bentar nama namanya ibu bapak suami istri sip siap oh eh test tes info mohon kalau kalo karena dengan untuk dari yang gpp gapapa salah benar betul iyaa adalah punya coba kirim " +
		"ayah ayahnya bapaknya suaminya istrinya ibunya mamanya nenek neneknya kakek kakeknya mertua mertuanya kakaknya adiknya tante tantenya bibinya pengasuh pengasuhnya papanya baru cuma lg positif mengandung tengah kini seorang calon orang warga")
)

// me is how people say "I".
const me = `(?:saya|sya|saia|aku|sy|aq|ak|gw|gue|gua|ane|aye|abdi|kula|kulo)`

var guardianLead = regexp.MustCompile(`(?i)^(?:nama\s+)?(?:(?:ibu|ibuku|bapak|bapakku|ayah|ayahku|mama|mamah|emak|papa|nenek|kakek|om|tante|kakak|abang|paman|bibi|wali|orang ?tua|ortu|mertua|suami)\s+)(?:(?:saya|aku|sy|kandung|namanya|nama|yaitu|adalah|:)\s+)*`)

// ReadGuardian reads the name of a parent or guardian, who is told by her kinship: "ibu
// saya Rohani", "ayah namanya Pak Joko".
func ReadGuardian(text string) Text {
	s := strings.TrimSpace(clean(text))
	if rest := guardianLead.ReplaceAllString(s, ""); rest != "" && rest != s {
		if r := ReadName(rest); r.Verdict == OK {
			return r
		}
	}
	return ReadName(text)
}

// ReadName reads a person's name: without "nama saya", titles, politeness and signs,
// in capitals as names are written. Numbers, questions and commands are no names; an
// age behind the name is left off.
func ReadName(text string) Text {
	if sizesIn.MatchString(text) || lineStart.MatchString(text) {
		return Text{Verdict: None, Why: NotAName} // "Abizar 14,8/100": a child that is weighed
	}
	s := strings.Join(strings.Fields(strings.Map(nameRune, clean(text))), " ")
	s = nameAge.ReplaceAllString(s, "")
	if a, rest, ok := strings.Cut(s, ","); ok && strings.ContainsAny(rest, "0123456789") {
		s = a // "Dewi, hamil 20 minggu": the rest answers other questions
	}
	if parts := nameSlip.Split(s, -1); len(parts) > 1 && strings.TrimSpace(parts[len(parts)-1]) != "" {
		s = strings.TrimSpace(parts[len(parts)-1]) // "fitri eh fitriani": what she wrote last
	}
	s = nameLead.ReplaceAllString(s, "")
	if calledBy.MatchString(s) {
		return Text{Verdict: None, Why: NotAName} // "mama Alif" is her child's name
	}
	for range 3 {
		if next := nameTitle.ReplaceAllString(s, ""); next != "" && len(strings.Fields(s)) > 1 {
			s = next
		}
		s = nameTail.ReplaceAllString(s, "")
		s = strings.Trim(s, " .,!;:-\"*_~()")
	}
	n := utf8.RuneCountInString(s)
	fields := strings.Fields(s)
	if n < 2 || n > 60 || len(fields) > 6 || strings.ContainsAny(s, "?/\\<>{}[]@#=+%&0123456789\n") {
		return Text{Verdict: None, Why: NotAName}
	}
	if address.MatchString(text) {
		return Text{Verdict: None, Why: NotAName}
	}
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			letters++
		case r != ' ' && r != '.' && r != '\'' && r != '-' && r != '`' && r != ',' && r != '(' && r != ')':
			return Text{Verdict: None, Why: NotAName}
		}
	}
	first := strings.Trim(strings.ToLower(fields[0]), ".,")
	if letters < 2 || notName[first] || notNames[first] && !callNames[first] || ReadControl(text) != NoControl || Skip(text) || len(dictionary[first]) > 0 && !callNames[first] && len(first) > 1 || laughs(strings.ToLower(s)) {
		return Text{Verdict: None, Why: NotAName}
	}
	return Text{Value: titleCase(fields), Verdict: OK}
}

// nameRune drops pictures and signs that people put around a name.
func nameRune(r rune) rune {
	switch {
	case r == '’' || r == '‘' || r == '´':
		return '\''
	case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r != '`' || unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0F || unicode.IsControl(r) && r != '\n':
		return ' '
	}
	return r
}

// laughs tells "wkwk", "haha", "hmm" from a name.
func laughs(s string) bool {
	return laughing.MatchString(strings.ReplaceAll(s, " ", ""))
}

var (
	laughing = regexp.MustCompile(`^(?:[wk]{3,}|(?:ha|he|hi|wk){2,}h?|h+m+|x+d+|e+h+|a+h+|o+h+|zz+|asdf\w*|qwerty\w*|(?:la){3,}|(?:bla){2,})$`)
	nameAge  = regexp.MustCompile(`(?i)[\s,(]+(?:umur|usia|umr|umurku|umurnya|usianya)\b.*$|[\s,(]+\d{1,2}\s*(?:th|thn|tahun|taun)\b.*$|\s?\d{1,2}\)?$`)
)

// titleCase writes a name as names are written, keeping one that mixes cases.
func titleCase(fields []string) string {
	for i, f := range fields {
		if f == strings.ToLower(f) || f == strings.ToUpper(f) {
			lower := []rune(strings.ToLower(f))
			up := true
			for j, r := range lower {
				if up {
					lower[j] = unicode.ToUpper(r)
				}
				up = r == '-' || r == '.' || (r == '\'' && j <= 1)
			}
			fields[i] = string(lower)
		}
	}
	return strings.Join(fields, " ")
}

var (
	unnamed   = regexp.MustCompile(`^(?:bayinya |anaknya |bayi |anak |masih )*(?:belum|blm|blom|belom|lom|belon)(?: (?:ada|punya|dikasih|diberi|dikasi|kasih|dpt|dapat|bernama|tahu|tau|kepikiran|siap))?(?: nama(?:nya)?)?$|(?:belum|blm|blom) (?:ada|punya|dikasih|diberi) nama(?:nya)?$|tanpa nama|^by\.? ?ny|bayi ny|^(?:gak|ga|tidak|nggak|ngga) ada(?: nama)?$|^belum ada$`)
	bracket   = regexp.MustCompile(`\s*\([^)]*\)?`)
	childLead = regexp.MustCompile(`(?i)^(?:anak(?:nya|ku)?(?: saya)?(?: ada)? \d\s*[,:]?\s*|(?:adek|adik|dek|dede|dedek|ade|si|baby|debay|bayi|by\.?|ananda|an\.?)\s+)`)
	twinWord  = regexp.MustCompile(`(?i)^kembar\s*[:,]?\s*|\s*\(?kembar\)?`)
	twinJoin  = regexp.MustCompile(`(?i)\s+(?:dan|&|sama|dn)\s+`)
)

// canonicalBare is the canonical writing without politeness.
func canonicalBare(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer(" ibu ", " ", " ya ", " ", " . ", " ", " , ", " ").Replace(canonical(text))), " ")
}

// ReadChildName reads a child's name; "tanpa-nama" for one that has none yet, two
// names joined by " & " for twins ("kembar, Alif dan Alifa").
func ReadChildName(text string) Text {
	if unnamed.MatchString(canonicalBare(text)) || unnamed.MatchString(Bare(text)) || unnamed.MatchString(Normalise(text)) {
		return Text{Value: "tanpa-nama", Verdict: OK}
	}
	if first, _, cut := strings.Cut(text, ","); cut && unnamed.MatchString(Bare(first)) { // "by Lina belum ada nama, perempuan"
		return Text{Value: "tanpa-nama", Verdict: OK}
	}
	s := childLead.ReplaceAllString(bracket.ReplaceAllString(strings.TrimSpace(strings.Map(nameRune, clean(text))), ""), "")
	if strings.Contains(strings.ToLower(text), "kembar") {
		s = strings.Trim(twinWord.ReplaceAllString(s, ""), " ,.")
		if !twinJoin.MatchString(s) {
			s = strings.Replace(s, ",", " & ", 1)
		}
	}
	if parts := twinJoin.Split(twinWord.ReplaceAllString(s, ""), -1); len(parts) == 2 {
		a, b := ReadName(parts[0]), ReadName(parts[1])
		if a.Verdict == OK && b.Verdict == OK {
			return Text{Value: a.Value + " & " + b.Value, Verdict: OK}
		}
	}
	return ReadName(s)
}

var naming = regexp.MustCompile(`(?i)^(?:alhamdulillah\s*,?\s*)?(?:(?:sudah|udah|udh|sdh) (?:ada|punya) nama(?:nya)?\s*[,:]?\s*(?:namanya|yaitu)?|(?:(?:anak|bayi|dede|dedek|adek)(?:nya|ku)?(?: saya| sy)? )?(?:(?:sudah|udah|udh|sdh) )?(?:(?:di|saya )?(?:kasih|beri|kasi) nama|dinamai|dinamakan|namanya|nama (?:anak|bayi|dede|dedek|adek)(?:nya|ku)?(?: saya| sy)?)(?: (?:sudah|udah|udh|sdh) ada)?)\s*[,:]?\s+(.+)$`)

// ReadNaming reads "namanya udah ada, Khadijah" and "nama anak saya Khadijah Azzahra":
// the name a child was given after it was registered.
func ReadNaming(text string) Text {
	m := naming.FindStringSubmatch(strings.TrimSpace(clean(text)))
	if m == nil {
		return Text{}
	}
	return ReadName(m[1])
}

var male = set("l lk laki laki2 lelaki cowok cowo cwo cwok co jagoan pria putra lalaki pameget lanang bujang ♂ male boy lakilaki lakik laki-laki ikhwan")
var female = set("p pr perempuan cewek cewe cwe cwek ce putri wanita awewe bikang wadon ♀ female girl perempun prempuan perempuam akhwat gadis")

// ReadSex reads "L" or "P" by whole words only: "Balita" is neither.
func ReadSex(text string) Text {
	s := strings.NewReplacer("laki-laki", "laki", "laki - laki", "laki", "laki2", "laki", "♂", " cowok ", "♀", " cewek ", "👦", " cowok ", "👧", " cewek ").Replace(Normalise(text))
	l, p := false, false
	ws := plain(s)
	if len(ws) > 8 {
		return Text{}
	}
	for i, w := range ws {
		if i > 0 && (ws[i-1] == "bukan" || ws[i-1] == "bkn") { // "bukan cowok, perempuan"
			continue
		}
		l, p = l || male[w], p || female[w]
	}
	for _, w := range ws {
		if !l && !p && len(w) >= 6 {
			l, p = near(w, "lelaki", 1), near(w, "perempuan", 2)
		}
	}
	switch {
	case l && p:
		return Text{Verdict: Ask, Why: Ambiguous}
	case l:
		return Text{Value: "L", Verdict: OK}
	case p:
		return Text{Value: "P", Verdict: OK}
	}
	return Text{}
}

var dialOut = regexp.MustCompile(`^00`)

var phoneRun = regexp.MustCompile(`\+?\d[\d\s().-]{6,18}\d`)

// spelledDigits writes a number that is spelt digit by digit ("nol delapan lima …").
func spelledDigits(s string) string {
	words := plain(s)
	var b strings.Builder
	n := 0
	for _, w := range words {
		d, ok := digitWords[w]
		if !ok || d > 9 {
			continue
		}
		n++
		b.WriteByte(byte('0' + d))
	}
	if n < 9 || n < len(words)/2 {
		return s
	}
	return b.String()
}

// ReadPhone reads an Indonesian mobile number as digits 62…; a landline is Refused,
// because no message reaches it.
func ReadPhone(text string) Text {
	s := strings.NewReplacer("wa.me/", "+", "+ ", "+").Replace(Normalise(text))
	run := phoneRun.FindString(spelledDigits(s))
	run = dialOut.ReplaceAllString(run, "+")
	if run == "" {
		return Text{}
	}
	if strings.Count(run, "")-1-strings.Count(run, " ")-strings.Count(run, "-")-strings.Count(run, ".") > 15 {
		return Text{Verdict: Refused, Why: NotANumber}
	}
	n, err := phonenumbers.Parse(run, "ID")
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return Text{Verdict: Refused, Why: NotANumber}
	}
	digits := strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.E164), "+")
	if !strings.HasPrefix(digits, "62") {
		return Text{Value: digits, Verdict: Ask, Why: Foreign}
	}
	if !strings.HasPrefix(digits, "628") {
		return Text{Verdict: Refused, Why: Landline}
	}
	if len(digits) < 11 || len(digits) > 15 {
		return Text{Verdict: Refused, Why: NotANumber}
	}
	return Text{Value: digits, Verdict: OK}
}
