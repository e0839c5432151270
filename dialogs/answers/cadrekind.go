package answers

import (
	"regexp"
	"strings"

	"tumbuh/store"
)

// The lines of a session that are not about one child's sizes, in canonical writing.
var (
	stockLine    = regexp.MustCompile(` (?:vitamin a|vit a|kapsul) (?:.*)(merah|biru)`)
	stockPart    = regexp.MustCompile(` (merah|biru) (?:[:=-] |sisa |ada |masih )*(\d{1,4}) | (\d{1,4}) (merah|biru) `)
	stockOther   = regexp.MustCompile(`^ (?:stok|stock|sisa|persediaan) (.+) $`)
	stockItem    = regexp.MustCompile(` ([a-z]{2,20}(?: [a-z]{1,12})?) (?:[:=-] |sisa |ada |tinggal )*(\d{1,4}) `)
	skdnPart     = regexp.MustCompile(` ([skdnotb]) (?:[:=] )*(\d{1,4}) `)
	skdnWord     = regexp.MustCompile(` (sasaran|kms|buku kia|kia|datang|ditimbang|enggak naik|naik) (?:[:=] |ada )*(\d{1,4}) `)
	onlyLetters  = regexp.MustCompile(`^ (?:(?:[skdnotb]|hari|bgm|[:=,;.-]|\d{1,4}) )+$`)
	bothColours  = regexp.MustCompile(`^ (?:sisa |stok )?(?:merah|biru) (?:[:=] )?\d{1,4} (?:[,;] |dan )*(?:merah|biru) (?:[:=] )?\d{1,4} $`)
	skdnRow      = regexp.MustCompile(` s / k / d / n (?:[:=] )*(\d{1,4}) [/,-] (\d{1,4}) [/,-] (\d{1,4}) [/,-] (\d{1,4}) `)
	ratioPart    = regexp.MustCompile(` ([skdn]) / ([skdn]) .*? ?(\d{1,3}(?:\.\d{1,2})?) (?:%|persen) `)
	presentPart  = regexp.MustCompile(` (?:datang|hadir|yang datang|yang hadir) (?:[:=] |ada |cuma |baru )*(\d{1,3}) `)
	presentCount = regexp.MustCompile(` (\d{1,3}) (?:anak |balita |orang )*(?:datang|hadir) `)
	missingPart  = regexp.MustCompile(` (?:belum|enggak hadir|enggak datang|belum datang|absen|sisa) (?:[:=] |ada )*(\d{1,3}) `)
	missingCount = regexp.MustCompile(` (\d{1,3}) (?:anak |balita |orang |yang )*(?:belum|absen|enggak datang|enggak hadir)`)
	sasaranPart  = regexp.MustCompile(` (?:dari|sasaran|total|jumlah balita|jumlah) (?:[:=] )*(\d{1,3}) `)
	absentList   = regexp.MustCompile(`^ (?:(?:lapor|ibu|kader|bidan|ini|,|balita|anak|daftar) )*(?:(?:yang )?(?:belum|enggak|absen|izin)(?: (?:datang|hadir|masuk|nimbang|ditimbang|posyandu|hari|ini|bulan))* (?:: |= )|(?:yang )?(?:belum|enggak) (?:datang|hadir|masuk|nimbang|ditimbang)(?: (?:hari|bulan|ini|posyandu|adalah|itu|cuma))* )`)
	sameLine     = regexp.MustCompile(` (?:sama|masih sama|tetap sama|masih|tetap|tetep) (?:kayak |kaya |kyk |seperti |spt |kek |dengan |dgn )*(?:yang )?(?:bulan |bulan yang )?(?:lalu|kemarin|kemaren|tadi) |^ [^0-9]*idem [^0-9]*$`)
	photoLine    = regexp.MustCompile(` (?:foto|photo|poto|pict?) (?:buku|kms|kia|nya|halaman|catatan|terlampir|bukunya)| (?:foto|poto) $`)
	scheduleLine = regexp.MustCompile(` (?:posyandu|pos|jadwal|penimbangan|timbang) .*(?:jam|diundur|mundur|dimajukan|maju|pindah|ganti|libur|besok|lusa|depan|nanti)|^ jadwal .*tanggal| (?:besok|lusa|diundur|mundur) .*posyandu| (?:diundur|dimajukan) `)
	pregnantLine = regexp.MustCompile(`^ (?:- )?(?:ibu hamil|hamil) `)
	pregnantIn   = regexp.MustCompile(`^ (?:- )?(?:ibu )?(?:[^ 0-9]+ ){1,3}(?:usia kandungan|ibu hamil|hamil) `)
	pillNo       = regexp.MustCompile(` (?:enggak|belum|jarang|berhenti|stop|malas|males|lupa)(?: \S+){0,2} (?:tablet tambah darah|tablet|pil|obat tambah darah) | (?:tablet tambah darah|tablet fe|obat tambah darah)(?: nya)? (?:enggak|belum|jarang|habis|abis|lupa) `)
	gravida      = regexp.MustCompile(`(?i)\bg\s?\d{1,2}\s?p\s?\d{1,2}\s?a\s?\d{1,2}\b`)
	nifasLine    = regexp.MustCompile(`^ (?:- )?(?:ibu )?(?:nifas|bufas|ibu nifas|pasca salin|habis lahiran|abis lahiran) `)
	nursingLine  = regexp.MustCompile(`^ (?:- )?(?:ibu )?(?:busui|buteki|menyusui) .*\d`)
	visitLine    = regexp.MustCompile(`^ (?:- )?(?:kunjungan|kunjung|kunj|home visit|kunrum|visit|kr)(?: (?:rumah|rmh|ke|nifas))* `)
)

// cadreText is one line on its way: as written, in tokens, in canonical writing with
// where each token begins there.
type cadreText struct {
	line  string
	t     []token
	s     string
	at    []int
	today store.Date

	gravida string // "G2P1A0", taken out of the line
}

func newCadreText(line string, today store.Date) cadreText {
	g := gravida.FindString(line)
	if g != "" {
		line = strings.Replace(line, g, " ", 1)
	}
	c := cadreText{line: line, gravida: g, t: settled(letterLabels(twoT(halved(splitRuns(tokens(Normalise(line))))))), today: today}
	c.s, c.at = canonAt(c.t)
	return c
}

// after returns the tokens from a place in the canonical writing on.
func (c cadreText) after(place int) []token {
	for i, at := range c.at {
		if at >= place {
			return c.t[i:]
		}
	}
	return nil
}

// special reads the lines that are of another kind than a child's sizes.
func special(l *Line, c cadreText) bool {
	for _, read := range []func(*Line, cadreText) bool{
		readElse, readSKDN, readPhoto, readVisit, readNifas, readPregnant, readUndo, readAbsentList, readGivenList, readStock, readPresent, readSchedule, readSame, readCorrect, readPills,
	} {
		if read(l, c) {
			return true
		}
	}
	return false
}

func readSKDN(l *Line, c cadreText) bool {
	s := c.s
	if m := skdnRow.FindStringSubmatch(s); m != nil {
		l.Kind, l.Counts = LineSKDN, map[string]int{"S": atoi(m[1]), "K": atoi(m[2]), "D": atoi(m[3]), "N": atoi(m[4])}
		return true
	}
	if m := ratioPart.FindStringSubmatch(s); m != nil {
		l.Kind, l.Counts = LineSKDN, map[string]int{strings.ToUpper(m[1] + "/" + m[2]): int(float(m[3]) + 0.5)}
		return true
	}
	found := map[string]int{}
	for _, m := range submatches(skdnWord, s) {
		found[skdnLetter[m.group[1]]] = atoi(m.group[2])
	}
	for _, m := range submatches(skdnPart, spreadLetters(s)) {
		found[strings.ToUpper(m.group[1])] = atoi(m.group[2])
	}
	if onlyLetters.MatchString(s) && (len(found) > 1 || found["S"]+found["D"]+found["K"] > 0) {
		l.Kind, l.Counts = LineSKDN, found
		return true
	}
	if len(found) < 2 || found["D"] == 0 || len(found) < 3 && found["S"]+found["N"] == 0 || strings.Contains(s, " tinggi ") || strings.Contains(s, " berat ") {
		return false
	}
	l.Kind, l.Counts = LineSKDN, found
	return true
}

var skdnLetter = map[string]string{"sasaran": "S", "kms": "K", "buku kia": "K", "kia": "K", "datang": "D", "ditimbang": "D", "naik": "N", "enggak naik": "T"}

// spreadLetters turns the meaning of single letters back: "n" and "o" stay, but "d"
// after a number is a day and "k" nothing.
func spreadLetters(s string) string { return lettersBack.Replace(s) }

var lettersBack = strings.NewReplacer(" hari ", " d ", " sasaran ", " s ", " , ", " ")

func readPhoto(l *Line, c cadreText) bool {
	s := c.s
	if !photoLine.MatchString(s) || len(strings.Fields(s)) > 8 {
		return false
	}
	l.Kind = LinePhoto
	return true
}

// readAbsentList reads "yg belum: Rafa, Keisha, Naufal".
func readAbsentList(l *Line, c cadreText) bool {
	s := c.s
	loc := absentList.FindStringIndex(s)
	if loc == nil {
		return false
	}
	l.Kind = LineAbsent
	l.Records = namesOnly(s[loc[1]-1:], c.line)
	for i := range l.Records {
		l.Records[i].Status = Absent
	}
	return len(l.Records) > 0
}

var listSign = regexp.MustCompile(`\s*(?:[,;/&+]|\bdan\b|\bsama\b|\n)\s*`)

// givenList is "obat cacing: Dhika, Meisya, Rangga sudah semua", "vit a merah: Zahra, Salwa".
var givenList = regexp.MustCompile(`^ (?:- |yang |sudah |dapat |dikasih )*((?:vitamin a|vit a|kapsul|obat cacing|cacing|imunisasi|vaksin|pmt|mbg)(?: (?:merah|biru|campak|rubella|dpt|polio|bcg|ipv|pcv|mr))*) (?:: |= )`)

func readGivenList(l *Line, c cadreText) bool {
	loc := givenList.FindStringSubmatchIndex(c.s)
	if loc == nil || strings.ContainsAny(c.s[loc[1]:], "0123456789?") {
		return false
	}
	list := c.s[loc[1]-1:]
	for _, w := range []string{" sudah ", " semua ", " ya ", " ibu ", " dapat ", " saja "} {
		list = strings.ReplaceAll(list, w, " ")
	}
	list = strings.ReplaceAll(list, " semua ", " ")
	l.Kind, l.Records = LineMeasure, namesOnly(list, c.line)
	for i := range l.Records {
		l.Records[i].Note = strings.TrimSpace(c.s[loc[2]:loc[3]] + " " + l.Records[i].Note)
	}
	return len(l.Records) > 0
}

// namesOnly reads a list of names; what stands in brackets is the note.
func namesOnly(list, original string) []Record {
	var out []Record
	for _, part := range listSign.Split(list, -1) {
		note := ""
		if i := strings.IndexByte(part, '('); i >= 0 {
			note = strings.Trim(part[i:], "() .")
			part = part[:i]
		}
		if n := ReadName(strings.Trim(part, " .-0123456789)")); n.Verdict == OK {
			out = append(out, Record{Name: asWritten(strings.Fields(strings.ToLower(n.Value)), original), Note: note})
		}
	}
	return out
}

func readStock(l *Line, c cadreText) bool {
	s := c.s
	counts := map[string]int{}
	if stockLine.MatchString(s) || strings.HasPrefix(s, " vitamin a ") || bothColours.MatchString(s) {
		for _, m := range submatches(stockPart, s) {
			counts["vitamin-a-"+m.group[1]+m.group[4]] = atoi(m.group[2] + m.group[3])
		}
	}
	if m := stockOther.FindStringSubmatch(s); m != nil && len(counts) == 0 {
		for _, item := range submatches(stockItem, " "+m[1]+" ") {
			counts[strings.ReplaceAll(strings.TrimPrefix(item.group[1], "dan "), " ", "-")] = atoi(item.group[2])
		}
	}
	if len(counts) == 0 {
		return false
	}
	l.Kind, l.Counts = LineStock, counts
	return true
}

func readPresent(l *Line, c cadreText) bool {
	s := c.s
	here := presentCount.FindStringSubmatch(s) // "51 datang 17 belum"
	if here == nil {
		here = presentPart.FindStringSubmatch(s)
	}
	if here == nil || strings.Contains(s, " posyandu jam ") || len(strings.Fields(s)) > 14 {
		return false
	}
	l.Kind, l.Counts = LinePresent, map[string]int{"datang": atoi(here[1])}
	if m := missingPart.FindStringSubmatch(s); m != nil {
		l.Counts["belum"] = atoi(m[1])
	} else if m := missingCount.FindStringSubmatch(s); m != nil {
		l.Counts["belum"] = atoi(m[1])
	}
	if m := sasaranPart.FindStringSubmatch(s); m != nil {
		l.Counts["sasaran"] = atoi(m[1])
	}
	return true
}

// readSchedule reads when the posyandu meets; nothing is moved without asking.
func readSchedule(l *Line, c cadreText) bool {
	s := c.s
	if !scheduleLine.MatchString(s) {
		return false
	}
	for _, q := range quantities(c.t) {
		if q.label == "berat" || q.label == "tinggi" || q.unit == "kilogram" {
			return false
		}
	}
	l.Kind = LineSchedule
	if d := dateIn(s, c.today, Ahead); d.Verdict == OK || d.Verdict == Guess && strings.Contains(s, " tanggal ") {
		l.Day = d.Date
	}
	if i := strings.Index(s, " jam "); i >= 0 {
		if h := ReadHour(s[i:] + morning(s)); h.Verdict == OK || h.Verdict == Guess {
			l.Hour = h.Value
		}
	}
	l.Ask = "jadwal"
	return true
}

// morning is what a posyandu's hour means without more words.
func morning(s string) string {
	if named(s, "pagi|siang|sore|malam") {
		return ""
	}
	return " pagi"
}

func readSame(l *Line, c cadreText) bool {
	s := c.s
	if !sameLine.MatchString(s) {
		return false
	}
	l.Kind, l.Ask = LineSame, SameAsLast
	loc := sameLine.FindStringIndex(s)
	var rest []token
	for i, at := range c.at {
		if at < loc[0]+1 || at >= loc[1] {
			rest = append(rest, c.t[i])
		}
	}
	if l.Records = rowRecords(rest, c); len(l.Records) == 0 {
		l.Records = namesOnly(withoutLabels(s[:loc[0]+1]), c.line)
	}
	return true
}

var labelWords = regexp.MustCompile(` (?:berat|tinggi|panjang|lila|ibu|anak|nya|masih|tetap) `)

func withoutLabels(s string) string {
	for {
		next := labelWords.ReplaceAllString(s, " ")
		if next == s {
			return s
		}
		s = next
	}
}
