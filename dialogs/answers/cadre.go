package answers

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/store"
)

// LineKind says what a kader's line is about.
type LineKind string

// The kinds of lines.
const (
	LineMeasure  LineKind = "ukur"      // a child, measured, absent, moved or marked
	LineCorrect  LineKind = "ralat"     // puts a line right: the named child's, or the last one
	LineUndo     LineKind = "batal"     // takes the last line, or the named child's, back
	LineAbsent   LineKind = "absen"     // a list of children who did not come
	LineStock    LineKind = "stok"      // capsules and the like, counted
	LineSKDN     LineKind = "skdn"      // S, K, D, N as she counted them
	LinePresent  LineKind = "hadir"     // how many came
	LineSame     LineKind = "sama"      // "sama kyk bln lalu": not a measurement
	LinePhoto    LineKind = "foto"      // "foto buku"
	LineSchedule LineKind = "jadwal"    // when and where the posyandu meets
	LinePregnant LineKind = "bumil"     // a pregnant woman
	LineNifas    LineKind = "nifas"     // a woman after birth
	LineVisit    LineKind = "kunjungan" // a home visit
	LineHeading  LineKind = "judul"     // "RT 03", "Data bulan Maret"
	LineEmpty    LineKind = "kosong"
	LineOther    LineKind = "lain" // none of these: perhaps talk
)

// What a kader says of a child, as [Record.Status]. N, T, 2T, BGM and O are her own
// opinion of the card; the computed one stands beside it.
const (
	Moved   = "pindah"
	Absent  = "absen"
	Died    = "meninggal"
	NewHere = "B"
	NoPills = "ttd-tidak"
)

// Record is one person in a kader's line. Zero values were not written. Weight is in
// grams, the other sizes in millimetres.
type Record struct {
	Name, Mother, RT, Sex     string
	Weight, Length, Arm, Head int
	Unlabelled                int `json:",omitempty"` // a number that may be the head, in millimetres: asked
	Position                  store.Position
	Status                    string
	Note                      string
	Newborn                   bool       // "By Ny Rina": no name yet
	Birth                     store.Date // where the line says it
	Weeks                     int        // of pregnancy
	Systolic, Diastolic       int        // mmHg
	Hb                        int        // tenths of g/dL
	Tablets                   int        // iron tablets handed out
	Instead                   []string   // what she wrote first and put right in the same line, as written
	Kin                       Kin        `json:",omitempty"` // a child without a name: whose it is of KinOf, "" the one before
	KinOf                     string     `json:",omitempty"`
	Ask                       []string   // "field:reason" of what must be asked back
}

// Measured tells whether the record holds a size.
func (r Record) Measured() bool { return r.Weight|r.Length|r.Arm|r.Head != 0 }

// Named tells whether the record says whom it means.
func (r Record) Named() bool { return r.Name != "" || r.Mother != "" || r.Kin != "" }

// Line is what was read of one line of a kader.
type Line struct {
	Text    string // as written
	Kind    LineKind
	Records []Record
	Counts  map[string]int // of a stock, SKDN or attendance line: "S", "vitamin-a-merah", "datang"
	Day     store.Date     // of a schedule
	Hour    string         // of a schedule, "09:00"
	Ask     string         // why the whole line must be asked back, or the records' reasons
	Error   string         // why nothing could be read of it
}

// Why a line is asked back or not read, beside the reasons in doc.go.
const (
	NoName      = "tanpa-nama"             // sizes without a child
	NamesMother = "nama-ibu"               // only the mother is named: which child?
	TOrT        = "t-turun-atau-telentang" // "t" alone: tidak naik, or telentang
	SameAsLast  = "sama-seperti-lalu"      // a size is measured, never carried over
	NotMeasure  = "bukan-ukuran"
	NeedsLabel  = "perlu-label" // a number that could be several things
	Twice       = "dua-kali"    // the same size twice
)

// joins tells whether a line goes on with the child named in the line before.
func joins(before, l Line) bool {
	if l.Kind != LineMeasure || len(l.Records) != 1 || l.Records[0].Name != "" || l.Records[0].Mother != "" || !l.Records[0].Measured() || !labelFirst.MatchString(canonical(l.Text)) {
		return false
	}
	if before.Kind == LineOther {
		return ReadName(before.Text).Verdict == OK
	}
	return before.Kind == LineMeasure && len(before.Records) == 1 && (before.Records[0].Name != "" || before.Records[0].Mother != "")
}

var labelFirst = regexp.MustCompile(`^ (?:- )?(?:berat|tinggi|panjang|lila|lingkar)`)

// chatHead is what WhatsApp puts before a line that was copied out of a chat.
var chatHead = regexp.MustCompile(`^\s*\[[^\]]{4,40}\]\s*[^:\n]{1,60}:\s*`)

// CadreLine reads one line of a kader (programme.md §8.7, §8.12): units before
// position, labels before order; what is unsure is asked, never guessed.
func CadreLine(text string, today store.Date) Line {
	l := Line{Text: text}
	plainText := chatHead.ReplaceAllString(clean(text), "")
	sure := unsure.ReplaceAllString(plainText, " ")
	line, birth, other := tidy(sure, today)
	c := newCadreText(line, today)
	if len(c.t) == 0 {
		l.Kind = LineEmpty
		if strings.ContainsAny(text, "0123456789") { // a NIK alone
			l.Kind, l.Error = LineOther, NotMeasure
		}
		return l
	}
	if areaHeading.MatchString(c.s) {
		l.Kind = LineHeading
		return l
	}
	if heading.MatchString(" "+strings.Trim(c.s, " *_->•")+" ") && !scheduleLine.MatchString(c.s) && len(quantities(c.t)) <= 1 && !anyLabel.MatchString(c.s) && !decimal.MatchString(c.s) {
		l.Kind = LineHeading
		return l
	}
	if money.MatchString(c.s) && !anyLabel.MatchString(c.s) {
		l.Kind, l.Error = LineOther, NotMeasure
		return l
	}
	if special(&l, c) {
		return l.collectAsk()
	}
	l.Kind, l.Records = LineMeasure, rowRecords(c.t, c)
	if supposed.MatchString(c.s) && !l.names() || ifSo.MatchString(c.s) && !slices.ContainsFunc(l.Records, Record.Measured) {
		l.Records = nil // "kalau anak 8,4 kg dapat biskuit ga bu": about no child of hers
	}
	dated(l.Records, birth, other)
	if list := quantities(c.t); len(list) == 1 && len(l.Records) == 1 && list[0].decimals == 0 && list[0].label == "" && list[0].unit == "" && !list[0].about && l.Records[0].Weight > 0 && len(l.Records[0].Ask) == 0 {
		l.Records[0].Ask = append(l.Records[0].Ask, "berat:"+Unit) // "Nabila 12": kilograms or months?
	}
	for i := range l.Records {
		if sure != plainText {
			l.Records[i].Ask = append(l.Records[i].Ask, "angka:"+About)
		}
	}
	if len(l.Records) == 0 {
		l.Kind, l.Error = LineOther, NotMeasure
		if heading.MatchString(c.s) {
			l.Kind, l.Error = LineHeading, ""
		}
	}
	return l.collectAsk()
}

var heading = regexp.MustCompile(`^ (?:rt|rw|data|penimbangan|posyandu|hasil|laporan|rekap|daftar|nama|balita|baduta|bayi)(?: .*)? $`)

// money is talked of between the lines; anyLabel keeps a size that stands beside it.
var (
	decimal  = regexp.MustCompile(` \d+\.\d`)
	money    = regexp.MustCompile(` (?:uang|kas|iuran|rp|arisan|infak|infaq|transfer|bayar) .*\d`)
	anyLabel = regexp.MustCompile(` (?:berat|tinggi|panjang|lila|kilogram|sentimeter|\d[\d.]* /) `)
)

func (l Line) names() bool { return slices.ContainsFunc(l.Records, Record.Named) }

// supposed asks about a case, or about what to do.
var ifSo = regexp.MustCompile(`^ (?:\S+ ){0,3}(?:kalau|seandainya|misalnya) `)

var supposed = regexp.MustCompile(` (?:kalau|seandainya|misal|misalnya) | \? |^ (?:\S+ ){0,6}(?:bertanya|tanya|nanya) `)

// unsure is how a kader says that she writes from memory.
var unsure = regexp.MustCompile(`(?i)\b(?:kalau|kalo|klo|kl|klu|kalok)\s+(?:ga|gak|nggak|ngga|enggak|g|gk|tidak|tdk)\s+(?:salah|keliru|lupa)\b`)

// areaHeading is "RT 1-2", "RW 05": whose children follow.
var areaHeading = regexp.MustCompile(`^ (?:(?:rt|rw) \d{1,3} (?:[-/,:.] |dan |\d{1,3} )*)+$`)

// collectAsk lifts the reasons of the records to the line.
func (l Line) collectAsk() Line {
	var all []string
	if l.Ask != "" {
		all = append(all, l.Ask)
	}
	for _, r := range l.Records {
		all = append(all, r.Ask...)
	}
	l.Ask = strings.Join(all, "; ")
	return l
}
