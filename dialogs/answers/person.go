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
	nameLead  = regexp.MustCompile(`(?i)^(?:nama(?:nya|ku)?(?: (?:saya|aku|sy|ibu|anak(?: saya| sy)?|lengkap|panggilan))?|saya|aku|sy|perkenalkan|panggil(?: saja| aja)?|an\.|a\.n\.?|atas nama)(?: (?:adalah|yaitu|itu))?\s*[:=,]?\s+`)
	nameTitle = regexp.MustCompile(`(?i)^(?:ibu|bu|bunda|bun|ny\.?|nyonya|mama|mamah|mak|by\.?|bayi|adek|adik|dek|de|ade|si|sdri\.?|sdr\.?)\s+`)
	nameTail  = regexp.MustCompile(`(?i)\s+(?:bu|bun|bunda|kak|ya|yah|dok|mba|mbak|bidan|kok|aja|saja)\.?$`)
	notName   = set("apa kapan kenapa gimana bagaimana berapa siapa dimana mana boleh bisa tanya nanya mau daftar menu stop batal hamil anak demam tidak belum sudah lupa " +
		"gak ga ya iya ok oke hai halo data hapus ubah kembali lanjut bantuan kader posyandu tolong sakit minum makan tablet bulan minggu tahun hari tanggal tgl " +
		"nggak ngga enggak udah blm setuju lewati skip saya aku")
)

// ReadName reads a person's name: without "nama saya", titles and politeness, in
// capitals as names are written. Numbers, questions and commands are no names.
func ReadName(text string) Text {
	s := strings.TrimSpace(spaces.ReplaceAllString(strings.ToValidUTF8(text, ""), " "))
	s = nameLead.ReplaceAllString(s, "")
	for range 2 {
		if next := nameTitle.ReplaceAllString(s, ""); next != "" && len(strings.Fields(s)) > 1 {
			s = next
		}
		s = nameTail.ReplaceAllString(s, "")
	}
	s = strings.Trim(s, " .,!;:-\"*_~")
	n := utf8.RuneCountInString(s)
	fields := strings.Fields(s)
	if n < 2 || n > 60 || len(fields) > 6 || strings.ContainsAny(s, "?/\\<>{}[]@#=+%&0123456789\n") {
		return Text{Verdict: None, Why: NotAName}
	}
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			letters++
		case r != ' ' && r != '.' && r != '\'' && r != '-' && r != '`' && r != ',':
			return Text{Verdict: None, Why: NotAName}
		}
	}
	if letters < 2 || notName[strings.ToLower(fields[0])] {
		return Text{Verdict: None, Why: NotAName}
	}
	return Text{Value: titleCase(fields), Verdict: OK}
}

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
	unnamed  = regexp.MustCompile(`^(?:belum|blm|blom|belom|lom|belon)(?: (?:ada|punya|dikasih|diberi|kasih|dpt|dapat))?(?: nama(?:nya)?)?$|tanpa nama|^by\.? ?ny|bayi ny|^(?:gak|ga|tidak|nggak|ngga) ada(?: nama)?$|^belum ada$`)
	twinWord = regexp.MustCompile(`(?i)^kembar\s*[:,]?\s*|\s*\(?kembar\)?`)
	twinJoin = regexp.MustCompile(`(?i)\s+(?:dan|&|sama|dn)\s+`)
)

// ReadChildName reads a child's name; "tanpa-nama" for one that has none yet, two
// names joined by " & " for twins ("kembar, Alif dan Alifa").
func ReadChildName(text string) Text {
	if unnamed.MatchString(Bare(text)) || unnamed.MatchString(Normalise(text)) {
		return Text{Value: "tanpa-nama", Verdict: OK}
	}
	s := strings.TrimSpace(text)
	if parts := twinJoin.Split(twinWord.ReplaceAllString(s, ""), -1); len(parts) == 2 {
		a, b := ReadName(parts[0]), ReadName(parts[1])
		if a.Verdict == OK && b.Verdict == OK {
			return Text{Value: a.Value + " & " + b.Value, Verdict: OK}
		}
	}
	return ReadName(s)
}

var male = set("l lk laki laki2 lelaki cowok cowo cwo cwok co jagoan pria putra lanang bujang ♂ male boy lakilaki lakik laki-laki ikhwan")
var female = set("p pr perempuan cewek cewe cwe cwek ce putri wanita wadon ♀ female girl perempun prempuan perempuam akhwat gadis")

// ReadSex reads "L" or "P" by whole words only: "Balita" is neither.
func ReadSex(text string) Text {
	s := strings.NewReplacer("laki-laki", "laki", "laki - laki", "laki", "laki2", "laki", "♂", " cowok ", "♀", " cewek ", "👦", " cowok ", "👧", " cewek ").Replace(Normalise(text))
	l, p := false, false
	ws := plain(s)
	if len(ws) > 8 {
		return Text{}
	}
	for _, w := range ws {
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

var phoneRun = regexp.MustCompile(`\+?\d[\d\s().-]{6,18}\d`)

// ReadPhone reads an Indonesian mobile number as digits 62…; a landline is Refused,
// because no message reaches it.
func ReadPhone(text string) Text {
	s := strings.NewReplacer("o", "0", "O", "0", "wa.me/", "+").Replace(strings.ToValidUTF8(text, ""))
	run := phoneRun.FindString(s)
	if run == "" {
		return Text{}
	}
	n, err := phonenumbers.Parse(run, "ID")
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return Text{Verdict: Refused, Why: NotAName}
	}
	digits := strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.E164), "+")
	if !strings.HasPrefix(digits, "62") {
		return Text{Value: digits, Verdict: Ask, Why: Ambiguous}
	}
	if !strings.HasPrefix(digits, "628") {
		return Text{Verdict: Refused, Why: Landline}
	}
	if len(digits) < 11 || len(digits) > 15 {
		return Text{Verdict: Refused, Why: TooSmall}
	}
	return Text{Value: digits, Verdict: OK}
}
