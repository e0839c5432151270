// Package answers reads what mothers and kader really write: dates, weights, names,
// yes and no, places. Every parser is total (it never fails on any bytes), takes the
// day it is, and separates what was written from whether it is plausible.
//
// A parser that found something returns it with a [Verdict]; what to say about it
// is the dialog's business: reasons are short words, never sentences.
//
// The forms are those of the field study (L001–L232); each parser's table test
// names them.
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

// Why a reading is asked back or refused.
const (
	Future     = "masa-depan"
	TooOld     = "terlalu-lama"
	TooNew     = "terlalu-baru"
	NoSuchDay  = "tanggal-tidak-ada"
	TooSmall   = "terlalu-kecil"
	TooLarge   = "terlalu-besar"
	Unit       = "satuan"
	Unknown    = "tidak-tahu"
	NotAName   = "bukan-nama"
	Landline   = "telepon-rumah"
	Ambiguous  = "lebih-dari-satu"
	PartOfDay  = "pagi-malam"
	OutOfHours = "di-luar-jam"
)
