package store

import (
	"strconv"
	"strings"
	"time"
)

// Family is a mother or caregiver with her pregnancies, children and wishes. Its
// record id is the id of the person who registered it. Measurements live in
// records of their own ([KindGrowth]), so that this one stays small.
type Family struct {
	V           int               `json:"v"`
	Mother      PersonID          `json:"mother"`
	MotherName  string            `json:"mother_name,omitempty"`
	MotherBirth Date              `json:"mother_birth,omitzero"`
	Kelurahan   string            `json:"kelurahan,omitempty"`
	Posyandu    string            `json:"posyandu,omitempty"`
	RT          string            `json:"rt,omitempty"`
	RW          string            `json:"rw,omitempty"`
	Street      string            `json:"street,omitempty"`
	KK          string            `json:"kk,omitempty"` // number of the family card
	MotherNIK   string            `json:"mother_nik,omitempty"`
	FatherName  string            `json:"father_name,omitempty"`
	Filled      map[string]string `json:"filled,omitempty"` // as of a child
	Kader       PersonID          `json:"kader,omitempty"`  // responsible kader
	Pregnancies []Pregnancy       `json:"pregnancies,omitempty"`
	Children    []Child           `json:"children,omitempty"`
	Prefs       Prefs             `json:"prefs,omitzero"`
	Open        []Open            `json:"open,omitempty"`        // questions of reminders that wait for an answer
	Sent        Ledger            `json:"sent,omitempty"`        // what she was told, 60 days kept
	PausedUntil time.Time         `json:"paused_until,omitzero"` // after a loss: routine messages rest
	Caregivers  []Caregiver       `json:"caregivers,omitempty"`  // others who care for the children
	Moved       Date              `json:"moved,omitzero"`
	Planned     time.Time         `json:"planned,omitzero"` // reminders are decided up to here
	Today       DayCount          `json:"today,omitzero"`   // unasked messages of the day (ceiling 2)
	Extra       map[string]any    `json:",embed"`
}

// Prefs are the wishes of a family.
type Prefs struct {
	TTDHour string    `json:"ttd_hour,omitempty"` // "19:00", 04:00–22:00
	HourSet Date      `json:"hour_set,omitzero"`  // when she chose the hour
	NoFast  Date      `json:"no_fast,omitzero"`   // when she said that she does not fast: it holds for that Ramadan
	Mute    []string  `json:"mute,omitempty"`     // kinds she does not want ("ttd")
	Snoozed time.Time `json:"snoozed,omitzero"`
	Tablet  string    `json:"tablet,omitempty"` // "ttd" or "mms", what she was given
}

// EndReason says why a pregnancy or a child's record ended.
type EndReason string

// The ends. Loss covers miscarriage and stillbirth; Silent is HPL+14 without a report.
const (
	EndBirth  EndReason = "lahir"
	EndLoss   EndReason = "kehilangan"
	EndDeath  EndReason = "meninggal"
	EndSilent EndReason = "tanpa-kabar"
	EndMoved  EndReason = "pindah"
	EndError  EndReason = "salah-catat"
)

// Pregnancy is dated by its HPHT; where only HPL or weeks are known the HPHT is
// computed back (HPL − 280 days) and From says so.
type Pregnancy struct {
	ID       string            `json:"id"` // "p1", "p2" within the family
	HPHT     Date              `json:"hpht"`
	From     string            `json:"from,omitempty"` // "hpht", "hpl", "minggu", "bulan"
	Estimate bool              `json:"estimate,omitzero"`
	Since    time.Time         `json:"since,omitzero"` // when she registered it
	Ended    Date              `json:"ended,omitzero"`
	End      EndReason         `json:"end,omitempty"`
	Log      DayLog            `json:"log,omitzero"`     // tablets, a letter a day
	Undo     string            `json:"undo,omitempty"`   // audit id of the ending, for undo
	Visits   map[string]Date   `json:"visits,omitempty"` // visits made, antenatal and after the birth: "k1", "kf1" -> day
	Same     map[string]string `json:"same,omitempty"`   // as of a child
}

// Child is one child of a family. Name may be empty: a newborn has none yet.
type Child struct {
	ID          string            `json:"id"` // "c1", "c2" within the family
	Name        string            `json:"name,omitempty"`
	Sex         string            `json:"sex,omitempty"` // "L" or "P"
	Birth       Date              `json:"birth"`
	BirthGuess  bool              `json:"birth_guess,omitzero"`
	BirthWeight int               `json:"birth_weight,omitzero"` // grams
	BirthLength int               `json:"birth_length,omitzero"` // millimetres
	BirthHead   int               `json:"birth_head,omitzero"`   // millimetres
	BornWeeks   int               `json:"born_weeks,omitzero"`   // completed weeks of pregnancy at birth
	Order       int               `json:"order,omitzero"`        // which child of the mother: 1, 2, …
	Book        string            `json:"book,omitempty"`        // has the Buku KIA: "ya", "tidak"
	SmallBook   string            `json:"small_book,omitempty"`  // has the book for small babies
	IMD         string            `json:"imd,omitempty"`         // early breastfeeding after birth
	NIK         string            `json:"nik,omitempty"`
	Filled      map[string]string `json:"filled,omitempty"`      // what a file last said of a field: while it still stands, a file may change it
	Twin        string            `json:"twin,omitempty"`        // equal value = same birth
	From        string            `json:"from,omitempty"`        // pregnancy id it was born of
	Vaccines    map[string]Date   `json:"vaccines,omitempty"`    // dose -> day given, the zero day where it is not known ("dpt1"; ids: reminders/vaccine.go)
	VaccinesAll bool              `json:"vaccines_all,omitzero"` // Vaccines is the whole history: what is not in it was not given
	Visits      map[string]Date   `json:"visits,omitempty"`      // visits made: "kn1", and "kf1" of a mother whose pregnancy we did not know
	VitaminA    Date              `json:"vitamin_a,omitzero"`    // last day on which it got the capsule
	NotGained   Date              `json:"not_gained,omitzero"`   // last posyandu day with a T (weight not gained enough)
	Since       time.Time         `json:"since,omitzero"`
	Ended       Date              `json:"ended,omitzero"`
	End         EndReason         `json:"end,omitempty"`
	Same        map[string]string `json:"same,omitempty"`    // "family.c1" of another record -> whether it is the same child
	GoesOn      string            `json:"goes_on,omitempty"` // with EndJoined: the record it goes on in, "family.c1"
}

// Open is a question a reminder asked and that still waits.
type Open struct {
	ID      string    `json:"id"`    // question id carried by its buttons
	Rule    string    `json:"rule"`  // "ttd"
	About   string    `json:"about"` // pregnancy or child id
	Day     Date      `json:"day"`   // the due day it speaks of
	Asked   time.Time `json:"asked"`
	Expires time.Time `json:"expires"`
	Dialog  string    `json:"dialog"`
	Again   time.Time `json:"again,omitzero"`    // "nanti": ask once more at this moment
	Offered []Choice  `json:"offered,omitempty"` // the choices it was shown with, for answers by number
	Until   Date      `json:"until,omitzero"`    // last day on which what it asks for is still of use
	Why     string    `json:"why,omitempty"`     // "belum" was said: the reason, [Untold] until she gives one
	Twice   bool      `json:"twice,omitzero"`    // asked once more after that
	Task    string    `json:"task,omitempty"`    // the task of her kader that it became
}

// Untold is the reason of one who said "belum" and was not heard about why.
const Untold = "-"

// TaskWait is how long an answer is still heard after a question became a task of the kader.
const TaskWait = 14 * 24 * time.Hour

// DayLog keeps one letter a day from a first day on; '.' is "nothing known".
type DayLog struct {
	From Date   `json:"from,omitzero"`
	Days string `json:"days,omitempty"`
}

// Get returns the letter of the day, '.' when nothing is known.
func (l DayLog) Get(d Date) byte {
	i := d.Sub(l.From)
	if l.From.IsZero() || i < 0 || i >= len(l.Days) {
		return '.'
	}
	return l.Days[i]
}

// With returns the log with the letter of one day set.
func (l DayLog) With(d Date, letter byte) DayLog {
	if l.From.IsZero() {
		l.From = d
	}
	if n := l.From.Sub(d); n > 0 {
		l.Days, l.From = strings.Repeat(".", n)+l.Days, d
	}
	i := d.Sub(l.From)
	if i >= len(l.Days) {
		l.Days += strings.Repeat(".", i+1-len(l.Days))
	}
	b := []byte(l.Days)
	b[i] = letter
	l.Days = string(b)
	return l
}

// Count returns how many days carry the letter.
func (l DayLog) Count(letter byte) int { return strings.Count(l.Days, string(letter)) }

// Since tells whether the letter stands on the day or a later one.
func (l DayLog) Since(d Date, letter byte) bool {
	i := max(d.Sub(l.From), 0)
	return i < len(l.Days) && strings.IndexByte(l.Days[i:], letter) >= 0
}

// HPL is the expected day of birth: HPHT + 280 days (NAEG; always +280, so that
// every reader gets the same answer).
func (p Pregnancy) HPL() Date { return p.HPHT.Add(280) }

// Weeks returns completed weeks and extra days of pregnancy on the day.
func (p Pregnancy) Weeks(on Date) (weeks, days int) {
	n := on.Sub(p.HPHT)
	return n / 7, n % 7
}

// Active tells whether the pregnancy has not ended.
func (p Pregnancy) Active() bool { return p.End == "" }

// Active tells whether the child is in our care.
func (c Child) Active() bool { return c.End == "" }

// HasBook tells whether the child counts among those with a KMS or Buku KIA (K of SKDN):
// every child of the register is given one, so only a "tidak" says otherwise.
func (c Child) HasBook() bool { return c.Book != "tidak" }

// AgeDays returns the child's age in days on the day.
func (c Child) AgeDays(on Date) int { return on.Sub(c.Birth) }

// AgeMonths returns the completed months of age on the day.
func (c Child) AgeMonths(on Date) int { return MonthsBetween(c.Birth, on) }

// Pregnancy returns the active pregnancy, or nil.
func (f *Family) Pregnancy() *Pregnancy {
	for i := range f.Pregnancies {
		if f.Pregnancies[i].Active() {
			return &f.Pregnancies[i]
		}
	}
	return nil
}

// Child returns the child with the id, or nil.
func (f *Family) Child(id string) *Child {
	for i := range f.Children {
		if f.Children[i].ID == id {
			return &f.Children[i]
		}
	}
	return nil
}

// NextPregnancyID and NextChildID return ids not yet used in the family.
func (f *Family) NextPregnancyID() string {
	last := 0
	for _, p := range f.Pregnancies { // earlier ones may be gone: an id is never given twice
		n, _ := strconv.Atoi(strings.TrimPrefix(p.ID, "p"))
		last = max(last, n)
	}
	return "p" + strconv.Itoa(last+1)
}

// NextChildID returns a child id not yet used in the family.
func (f *Family) NextChildID() string {
	last := 0
	for _, c := range f.Children {
		n, _ := strconv.Atoi(strings.TrimPrefix(c.ID, "c"))
		last = max(last, n)
	}
	return "c" + strconv.Itoa(last+1)
}

// WasSent tells whether the ledger holds the reminder (rule, subject, due day).
func (f *Family) WasSent(rule, about string, due Date) bool {
	for _, n := range f.Sent[rule+"/"+about] {
		if n == due.Number() {
			return true
		}
	}
	return false
}

// MarkSent enters the reminder in the ledger and drops entries more than 60
// days older than the new one.
func (f *Family) MarkSent(rule, about string, due Date) {
	if f.Sent == nil {
		f.Sent = Ledger{}
	}
	key, n := rule+"/"+about, due.Number()
	kept := []int{}
	for _, m := range f.Sent[key] {
		if m >= n-60 && m != n {
			kept = append(kept, m)
		}
	}
	f.Sent[key] = append(kept, n)
}
