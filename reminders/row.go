package reminders

import (
	"slices"
	"time"
)

// Whom is whom a row speaks for.
type Whom int

// The subjects of rows.
const (
	Pregnant Whom = iota // an active pregnancy
	Nursing              // the mother in the 42 days after a birth
	Infant               // an active child under five
	Girl                 // a girl of 12 to 18 years
	Home                 // a family with a pregnancy or a child under five
)

func (w Whom) String() string {
	return [...]string{"ibu hamil", "ibu nifas", "anak", "remaja putri", "keluarga"}[w]
}

// Anchor is the day from which a row counts.
type Anchor int

// The anchors. Posyandu is each day on which her posyandu meets; Month is the same,
// but a family whose posyandu days are not known gets the 10th of the month for it.
const (
	HPHT Anchor = iota
	HPL
	Birth       // offsets in days
	BirthMonths // offsets in completed months
	Registered
	Posyandu
	Month
	Faltered // the posyandu day on which a child had not gained enough
)

func (a Anchor) String() string {
	return [...]string{"HPHT", "HPL", "lahir", "umur (bulan)", "pendaftaran", "hari posyandu", "hari posyandu bulan itu", "hari timbang dengan T"}[a]
}

// Row is one rule of the calendar, as data.
type Row struct {
	ID      string // "anc-k2"; others rely on it
	Profile string // of two rows with one id: the setting under which this one holds
	Kind    string // what she may silence: "anc"
	For     Whom
	Reader  string // who should read it: "ibu", "anak" (about the child), "ayah", "keluarga"
	Anchor  Anchor
	On      []int // offsets from the anchor, ascending: days, or months with BirthMonths
	Every   int   // days; with it the row repeats from On[0] to the end of its subject
	Late    int   // last offset (days, months) up to which one who registers late still gets it; 0 = not at all
	Over    int   // days after the end of the child's time in which the row still holds
	Hour    int   // minutes after midnight WIB
	Hours   []int // the hour of each offset, where they differ
	Own     bool  // at the hour she chose for the tablet instead
	Use     time.Duration
	Gap     int                            // days before the due day in which the same rule must not have been said
	When    func(s *subject, day int) bool // further condition; day is the posyandu day or the due day
	Text    string                         // key of the words
	Bare    string                         // key of the words for a family without a child yet; with it Text+"-bayi" is for one of newborns only; "" = Text
	Quiet   string                         // key of the words for a shared phone; "" = the usual words under a plain greeting
	Fast    string                         // key of the words in Ramadan; "" = the usual words
	Item    string                         // rows of one text said together list these in {vaksin}
	Hexa    string                         // the item where the hexavalent vaccine is given
	Dose    string                         // the vaccine dose it speaks of
	Opens   string                         // dialog that hears the answer
	Wait    time.Duration                  // how long an answer is awaited
	Asks    string                         // dialog whose open question it asks once more
	Advice  bool                           // health advice: not said unreviewed where the city says so
	Pass    bool                           // a kader passes it on to one who cannot be reached
	Report  string                         // picture drawn with it
	Absent  bool                           // said only to a family that did not come to the posyandu day
	Does    string                         // an act instead of words: "tanpa-kabar"
	Ledger  string                         // shared name in the ledger; "" = ID
	Ends    string                         // for the table: what silences it
	Source  string
}

// morning is the hour of what we choose to send, so that it falls together; it is
// before posyandu opens (programme.md §1.2).
const morning = 9 * 60

// afternoon is the hour of what is said the day before, when she can still prepare.
const afternoon = 16 * 60

// evening is when families that did not come are asked why.
const evening = 18 * 60

const day = 24 * time.Hour

// key is the row's name in the family's ledger.
func (r *Row) key() string {
	if r.Ledger != "" {
		return r.Ledger
	}
	return r.ID
}

// question tells whether the row asks something with buttons.
func (r *Row) question() bool { return r.Opens != "" || r.Asks != "" }

// Rows lists every rule: a group, a file.
func Rows() []Row {
	return slices.Concat(posyanduRows(), birthRows(), tabletRows(), antenatalRows(), nursingRows(), vaccineRows(), capsuleRows(),
		feedingRows(), developmentRows(), educationRows(), girlRows())
}

// rows are the rules by whom they are for, as every plan reads them; nobody writes to them.
var rows = grouped(Rows())

func grouped(list []Row) [Home + 1][]Row {
	var by [Home + 1][]Row
	for _, r := range list {
		by[r.For] = append(by[r.For], r)
	}
	return by
}

// The rows that come from an open question or from what happened, not from a calendar.
var (
	lagi  = againRow()
	moved = movedRow()
	off   = offRow()
	seven = missedRow()
	susul = followRows()
	sepi  = unansweredRow()
)

// Special lists the rows that no calendar makes.
func Special() []Row { return slices.Concat([]Row{lagi, moved, off, seven}, susul, []Row{sepi}) }
