package store

import (
	"strconv"
	"time"
)

// Check is what was measured and given to a pregnant or postpartum woman on one day
// (columns of the mothers' card). Answers are "ya", "tidak" or "" (not asked).
type Check struct {
	ID        string         `json:"id"` // "k1", "k2" within the record
	Day       Date           `json:"day"`
	Nifas     bool           `json:"nifas,omitzero"`
	Weight    int            `json:"weight,omitzero"` // grams
	Arm       int            `json:"arm,omitzero"`    // LiLA, millimetres
	Systolic  int            `json:"systolic,omitzero"`
	Diastolic int            `json:"diastolic,omitzero"`  // mmHg
	Hb        int            `json:"hb,omitzero"`         // tenths of g/dL: 105 is 10.5
	Tablets   int            `json:"tablets,omitzero"`    // TTD or MMS handed out
	Daily     string         `json:"daily,omitempty"`     // takes them every day
	OnCurve   string         `json:"on_curve,omitempty"`  // weight within the KIA curve
	PMT       string         `json:"pmt,omitempty"`       // food for KEK given
	PMTDaily  string         `json:"pmt_daily,omitempty"` // eats it every day
	Class     string         `json:"class,omitempty"`     // kelas ibu hamil
	VitaminA  int            `json:"vitamin_a,omitzero"`  // capsules after birth
	Breast    string         `json:"breast,omitempty"`    // breastfeeds
	KB        string         `json:"kb,omitempty"`        // contraception after birth
	TB        []string       `json:"tb,omitempty"`        // signs of the TB screening
	Educated  bool           `json:"educated,omitzero"`
	Referred  string         `json:"referred,omitempty"` // "pustu", "puskesmas", "rs"
	Note      string         `json:"note,omitempty"`
	Posyandu  string         `json:"posyandu,omitempty"`
	By        PersonID       `json:"by,omitempty"`
	At        time.Time      `json:"at,omitzero"` // when it was written
	Was       []Correction   `json:"was,omitempty"`
	Void      time.Time      `json:"void,omitzero"` // taken back: kept, never counted
	Extra     map[string]any `json:",embed"`
}

// Checks are the checks of one pregnancy and its nifas, a record of its own.
type Checks struct {
	V         int            `json:"v"`
	Family    PersonID       `json:"family"`
	Pregnancy string         `json:"pregnancy"` // "p1" within the family
	List      []Check        `json:"list,omitempty"`
	Extra     map[string]any `json:",embed"`
}

// ChecksRef names the record of a pregnancy's checks.
func ChecksRef(family PersonID, pregnancy string) Ref {
	return Ref{KindChecks, string(family) + "." + pregnancy}
}

// Day is one posyandu day. Its lines hold no names and no values: those stand in the
// records they point to, so that an erased family leaves ids only.
type Day struct {
	V        int            `json:"v"`
	Posyandu string         `json:"posyandu"`
	Day      Date           `json:"day"`
	Opened   time.Time      `json:"opened,omitzero"`
	By       PersonID       `json:"by,omitempty"` // who opened it
	Closed   time.Time      `json:"closed,omitzero"`
	Ended    time.Time      `json:"ended,omitzero"` // when its evening ended it, where nobody closed it
	Told     time.Time      `json:"told,omitzero"`  // when the mothers were last told how it went
	Lines    []DayLine      `json:"lines,omitempty"`
	Stock    map[string]int `json:"stock,omitempty"` // what the kader counted: "vitamin-a-merah"
	Said     map[string]int `json:"said,omitempty"`  // S, K, D, N as the kader wrote them, to be compared
	Extra    map[string]any `json:",embed"`
}

// DayLine is one thing a kader entered, in her order.
type DayLine struct {
	Family PersonID  `json:"family"`
	Child  string    `json:"child,omitempty"`  // child or pregnancy id
	Entry  string    `json:"entry,omitempty"`  // measurement or check id
	Absent string    `json:"absent,omitempty"` // why she did not come: "sakit", "pindah", …
	By     PersonID  `json:"by,omitempty"`
	At     time.Time `json:"at,omitzero"`
	Void   bool      `json:"void,omitzero"`
}

// Over tells whether the day has been closed, or its evening ended it.
func (d Day) Over() bool { return !d.Closed.IsZero() || !d.Ended.IsZero() }

// DayRef names the record of a posyandu day.
func DayRef(posyandu string, day Date) Ref { return Ref{KindDay, posyandu + "." + day.String()} }

// IndexDays holds the ids of a posyandu's days.
func IndexDays(posyandu string) Index { return Index{"days", posyandu} }

func itoa(n int) string { return strconv.Itoa(n) }
