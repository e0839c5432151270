package answers

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/store"
)

// What kader write between and around the numbers, brought into one form before a line is
// cut into words.
var (
	pointTable = regexp.MustCompile(`,\s*\d+\.\d+\s*,\s*\d`)                                      // "Aisyah,8.4,70,14": the commas part
	betweenOf  = regexp.MustCompile(`([\pL\d)])\s*,\s*(\d)`)                                      //
	onlyLength = regexp.MustCompile(`(^|[\s:;|])[-–—x]\s*[/|;]\s*(\d)`)                           // "-/70": the weight is missing
	times      = regexp.MustCompile(`(\d(?:[.,]\d{1,2})?)\s*[x×]\s*(\d{2,3}(?:[.,]\d)?)(?:\D|$)`) // "8,4 x 70"
	tick       = regexp.MustCompile(`(\d)['’´](\d)`)                                              // "12'3"
	bornOn     = regexp.MustCompile(`(?i)\b(?:tgl\s+|tanggal\s+)?(?:lahir|lhr|ttl)\s*:?\s*(?:tgl\s+|tanggal\s+)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2})`)
	ordinal    = regexp.MustCompile(`(?i)^\s*(?:no|nomor)\s*\.?\s*\d{1,3}\s*[.):]?\s+`)                                                                                                                                               // "no.5 Rafa"
	rtAndRW    = regexp.MustCompile(`(?i)\brt\s*\.?\s*(\d{1,3})\s*/\s*(?:rw\s*\.?\s*)?(\d{1,3})\b`)                                                                                                                                   // "RT 03/05"
	struck     = regexp.MustCompile(`~[^~\n]*\pL[^~\n]*~`)                                                                                                                                                                            // WhatsApp's strike-through
	identity   = regexp.MustCompile(`(?i)(?:\b(?:no\.?|nomor)\s*)?(?:\b(?:nik|kk|hp|wa|telp|telepon)\b\s*[:.=]?\s*)?'?(?:\b\d{16}\b|\b\d{4}[-. ]\d{4}[-. ]\d{4}[-. ]\d{4}\b|(?:\+62|\b62|\b0)[ -]?8\d{2}[ -]?\d{3,4}[ -]?\d{3,5}\b)`) // a NIK, a telephone
	street     = regexp.MustCompile(`(?i)\b(?:jl|jln|gg|gang|perum|komplek)\b\.?\s*[^,;|\t\n\d]*\d{0,3}(?:\s*(?:no|blok)\b\.?\s*\w{1,4})*\s*[,;]`)
	block      = regexp.MustCompile(`(?i)\bblok\s*[a-z]{1,2}\d{0,3}\b(?:\s*/\s*\d{1,3}\b)?(?:\s*no\.?\s*\d{1,3}\b)?`)
	dots       = regexp.MustCompile(`(\d)\.\.+\s*(\d)?`)
	onBehalf   = regexp.MustCompile(`(?i)\ba\s?[./]\s?n\b\.?`)
	spacedBB   = regexp.MustCompile(`(?i)\b(b|t|p|l)\s+(b|k)\b(\s*[:=]?\s*\d)`)
	spacedLila = regexp.MustCompile(`(?i)\bli\s+la\b`)
	referName  = regexp.MustCompile(`(?i)^\s*(?:tolong\s+|mau\s+|minta\s+)?(?:di)?rujuk(?:in|kan)?\s+(?:anak\s+|si\s+)?(\pL[\pL .']*?)(?:\s+ke\s+(?:puskesmas|pkm|pustu|rs|rumah sakit))?(?:\s+(?:ya|bu))*\s*$`) // "rujuk Kenzo ke puskesmas"
	otherDay   = regexp.MustCompile(`(?i)\b(?:hpht|hpl|htp|hamil|bumil)\b`)
	fullDate   = regexp.MustCompile(`(?:^|[\s(,;|])(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{1,2}/(?:0?[1-9]|1[0-2])/2\d)(?:$|[\s),;|])`)
)

// clearing is what is taken out of a line or written otherwise before it is read; most lines
// have none of it, which a look for a few letters tells.
var clearing = []struct {
	marks []string // one of these is in it, in small letters
	form  *regexp.Regexp
	by    string
}{
	{[]string{"~"}, struck, " "},
	{[]string{"blok"}, block, " "},
	{[]string{".."}, dots, "$1.$2"},
	{[]string{"jl", "gg", "gang", "perum", "komplek"}, street, " "},
	{[]string{"a.", "a/", "a .", "a /"}, onBehalf, "an"},
	{[]string{"b ", "t ", "p ", "l "}, spacedBB, "$1$2$3"},
	{[]string{"li la"}, spacedLila, "lila"},
	{[]string{"rujuk"}, referName, "$1 rujuk ke puskesmas"},
	{[]string{"no"}, ordinal, ""},
	{[]string{"'", "’", "´"}, tick, "$1,$2"},
	{[]string{"rt"}, rtAndRW, "rt $1 rw $2"},
}

// cleared takes out what is beside a child's values: numbers of persons and telephones,
// streets, what was struck out.
func cleared(line string) string {
	digits := 0
	for _, r := range line {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if digits >= 10 {
		line = identity.ReplaceAllString(line, " ")
	}
	low := strings.ToLower(line)
	for _, c := range clearing {
		if slices.ContainsFunc(c.marks, func(m string) bool { return strings.Contains(low, m) }) {
			line = c.form.ReplaceAllString(line, c.by)
		}
	}
	return line
}

// tidy writes a line of sizes in the form the other patterns read. It returns the birth
// date that stands in it, and any other date, which is none of the sizes.
func tidy(line string, today store.Date) (rest string, birth, other store.Date) {
	rest = cleared(line)
	if m := bornOn.FindStringSubmatchIndex(rest); m != nil {
		if d := ReadDate(rest[m[2]:m[3]], today, Past); d.Verdict == OK {
			birth, rest = d.Date, rest[:m[0]]+" "+rest[m[1]:]
		}
	}
	if m := fullDate.FindStringSubmatchIndex(rest); strings.Count(rest, "/")+strings.Count(rest, "-") > 1 && m != nil && !otherDay.MatchString(rest) {
		if d := ReadDate(rest[m[2]:m[3]], today, Past); !d.Date.IsZero() {
			if d.Date == today {
				d.Date = store.Date{} // says nothing new
			}
			other, rest = d.Date, rest[:m[2]]+" "+rest[m[3]:]
		}
	}
	if pointTable.MatchString(rest) {
		rest = betweenOf.ReplaceAllString(rest, "$1 / $2")
		rest = betweenOf.ReplaceAllString(rest, "$1 / $2") // neighbours share a number
	}
	rest = onlyLength.ReplaceAllString(rest, "$1 tb $2")
	if m := times.FindStringSubmatchIndex(rest); m != nil && strings.Count(rest[:m[0]], " ") < 6 {
		rest = rest[:m[3]] + " / " + rest[m[4]:]
	}
	return rest, birth, other
}

// dated gives the line's only child the dates that stood in it.
func dated(list []Record, birth, other store.Date) {
	if len(list) != 1 {
		return
	}
	if list[0].Birth.IsZero() {
		list[0].Birth = birth
	}
	if !other.IsZero() {
		list[0].Note = strings.TrimSpace(list[0].Note + " " + other.String())
	}
}
