// Package answers reads what mothers and kader really write: dates, weights, names,
// yes and no, places. Every parser is total (it never fails on any bytes), takes the
// day it is, needs time in proportion to the text (of which it looks at the first
// 2,000 characters) and separates what was written from whether it is plausible.
//
// A parser that found something returns it with a [Verdict]; what to say about it
// is the dialog's business: reasons are short words, never sentences.
//
// Three layers:
//   - [Normalise] makes characters plain (39 , 3 and 7O,5 become numbers);
//   - tokens (token.go, words.tsv) know that "tgl" is tanggal, that "g" is gram after
//     a number and enggak elsewhere, that "seminggu" is 1 minggu; [Words] shows them;
//   - one file for each noun reads it from the tokens (date.go, weight.go, …); the
//     limits of what is believed are the rows of plausible.go.
//
// The forms are those of the field study (L001–L232); each parser's table test
// names them.
//
// How well a kader's lines are read: 260 lines were written by somebody who had not seen
// the parser, each to be hard in its own way (testdata/kader-asing.jsonl; those whose wish
// is taste or against the programme's rules are left out and say so: eight, and two more since). First met, 154 of
// 252 were wholly right; after mending what one half showed, that half gave 95 in a
// hundred and the half nobody had looked at 59, two more than before; after mending both,
// 243 of 252, which is 241 without the two. Expect the first figure of lines as odd as these. What is not understood is
// asked, and each child is echoed with its sizes. Of 116 answers to the questions of a
// registration, written the same way (testdata/pendaftaran-asing.jsonl), 99 were right at
// first and 115 after mending.
package answers

// Verdict says how sure a reading is.
type Verdict int

// The verdicts.
const (
	None    Verdict = iota // no such answer in the text
	OK                     // read plainly and plausible
	Guess                  // read, but the writer is not sure: to be stored with a flag
	Ask                    // read, but must be asked back before it is believed
	Refused                // cannot be: say why, with an example
)

// String names the verdict in tests and logs.
func (v Verdict) String() string {
	return [...]string{"none", "ok", "guess", "ask", "refused"}[min(max(v, None), Refused)]
}

// Why a reading is asked back or refused.
const (
	Future     = "masa-depan"        // a past day that lies ahead
	Passed     = "sudah-lewat"       // a coming day that lies behind
	TooOld     = "terlalu-lama"      // further back than can be
	TooNew     = "terlalu-baru"      // so recent that it is asked once more
	NoSuchDay  = "tanggal-tidak-ada" // 31 April, 29 February of a common year
	Swapped    = "hari-bulan"        // only fits as month/day: asked, never swapped silently
	TooSmall   = "terlalu-kecil"
	TooLarge   = "terlalu-besar"
	Unit       = "satuan"      // a number without its unit, or with a unit that cannot be
	Gram       = "satuan-gram" // grams where kilograms are usual
	Comma      = "koma"        // a decimal comma was probably left out (84 for 8,4)
	About      = "perkiraan"   // the writer herself is not sure
	NeedsDate  = "perlu-tanggal"
	Trimester  = "trimester" // "hamil tua": no day follows from it
	Unknown    = "tidak-tahu"
	NotAName   = "bukan-nama"
	NotANumber = "bukan-nomor"
	Landline   = "telepon-rumah"
	Foreign    = "luar-negeri"
	Ambiguous  = "lebih-dari-satu"
	PartOfDay  = "pagi-malam"
	AnyTime    = "terserah"
	OutOfHours = "di-luar-jam"
	DigitCount = "jumlah-angka" // an NIK that has not 16 digits
	Scientific = "format-excel" // 3,67E+15: a spreadsheet ate the digits
	FamilyCard = "no-kk"        // a number of the family card, not of the person
)
