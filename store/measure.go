package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Position is how a child's length was taken.
type Position string

// The positions, in the words of the sheets.
const (
	Lying    Position = "baring"
	Standing Position = "berdiri"
)

// Source says where a measurement came from; what a person entered is never
// overwritten by a file.
type Source string

// The sources.
const (
	FromPosyandu Source = "posyandu"
	FromVisit    Source = "kunjungan"
	FromFamily   Source = "keluarga"
	FromFile     Source = "berkas"
)

// Measurement is what was measured and given to one child on one day. Zero values are
// "not measured" and "not given"; nothing is ever assumed.
type Measurement struct {
	ID       string         `json:"id"` // "m1", "m2" within the child's record
	Day      Date           `json:"day"`
	Weight   int            `json:"weight,omitzero"` // grams
	Length   int            `json:"length,omitzero"` // millimetres, as read: the 0.7 cm correction is growth's
	Position Position       `json:"position,omitempty"`
	Head     int            `json:"head,omitzero"`   // millimetres
	Arm      int            `json:"arm,omitzero"`    // millimetres
	Oedema   int            `json:"oedema,omitzero"` // 0 none, 1–3 the degree of pitting oedema of both feet
	Given    Given          `json:"given,omitzero"`
	Mark     string         `json:"mark,omitempty"` // N or T as the kader insists, with MarkNote; "" = as computed
	MarkNote string         `json:"mark_note,omitempty"`
	Note     string         `json:"note,omitempty"`
	Posyandu string         `json:"posyandu,omitempty"`
	From     Source         `json:"from,omitempty"`
	By       PersonID       `json:"by,omitempty"`
	At       time.Time      `json:"at,omitzero"` // when it was written, not when it arrived
	Was      []Correction   `json:"was,omitempty"`
	Void     time.Time      `json:"void,omitzero"` // taken back: kept, never counted
	Extra    map[string]any `json:",embed"`
}

// Given is what the child got on the day. Answers are "ya", "tidak" or "" (not asked).
type Given struct {
	VitaminA  string   `json:"vitamin_a,omitempty"` // "biru" or "merah"
	Deworming bool     `json:"deworming,omitzero"`
	Vaccines  []string `json:"vaccines,omitempty"` // codes of Child.Vaccines
	PMT       string   `json:"pmt,omitempty"`      // local recovery food
	Course    Course   `json:"course,omitzero"`    // of the PMT
	Portion   string   `json:"portion,omitempty"`
	Food      []string `json:"food,omitempty"`     // groups eaten the day before ([FoodGroups]); none: not asked
	Nursed    string   `json:"nursed,omitempty"`   // breast milk the day before, beside food
	BreastTo  int      `json:"breast_to,omitzero"` // breast milk only in all months before this one
	MBG       string   `json:"mbg,omitempty"`
	Class     string   `json:"class,omitempty"`     // kelas ibu balita
	Feeding   string   `json:"feeding,omitempty"`   // MP-ASI as the card asks
	Breast    string   `json:"breast,omitempty"`    // breast milk only, since the last visit
	Checklist string   `json:"checklist,omitempty"` // development checklist complete
	TB        []string `json:"tb,omitempty"`        // signs of the TB screening
	Educated  bool     `json:"educated,omitzero"`
	Sick      string   `json:"sick,omitempty"`
	Referred  string   `json:"referred,omitempty"` // "pustu", "puskesmas", "rs"
}

// Course is what is known of a course of recovery food. Zero values were not said.
type Course struct {
	Kind string `json:"kind,omitempty"` // "pabrikan", "lokal"
	Fund string `json:"fund,omitempty"` // "dak", "apbd", "mitra", "desa"
	Days int    `json:"days,omitzero"`  // of the last seven on which it was eaten
	Next string `json:"next,omitempty"` // "lanjut", "selesai", "rs"
}

// FoodGroups are the groups of the ministry's monitoring sheet beside breast milk, in its
// order (PROG §2.1d).
func FoodGroups() []string {
	return []string{"sereal", "kacang", "susu", "daging", "telur", "vita", "lain"}
}

// ExclusiveIn tells of a month of life whether the child had breast milk only: "ya", "tidak"
// or "". What was asked at the posyandu in that month goes before what a file or a later
// answer says.
func (g Growth) ExclusiveIn(ch Child, month int) string {
	said := ""
	if month < len(g.ASI) {
		said = map[byte]string{'y': "ya", 't': "tidak"}[g.ASI[month]]
	}
	for _, m := range g.Valid() {
		if month < m.Given.BreastTo && said == "" {
			said = "ya"
		}
	}
	for _, m := range g.Valid() {
		if m.Given.Breast != "" && ch.AgeMonths(m.Day) == month {
			said = m.Given.Breast
		}
	}
	return said
}

// Correction is a value that was replaced: by whom, when, and what stood there.
type Correction struct {
	Field string    `json:"field"`
	Old   string    `json:"old"`
	By    PersonID  `json:"by,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

// Growth is one child's measurements, a record of its own ([KindGrowth]) beside the
// family's. Only appended to: a correction keeps the old value, what is taken back stays.
type Growth struct {
	V        int            `json:"v"`
	Family   PersonID       `json:"family"`
	Child    string         `json:"child"` // "c1" within the family
	Measures []Measurement  `json:"measures,omitempty"`
	ASI      string         `json:"asi,omitempty"` // exclusive breast milk in month 0–6: 'y', 't', '.' a letter a month
	Extra    map[string]any `json:",embed"`
}

// GrowthRef names the record of a child's measurements.
func GrowthRef(family PersonID, child string) Ref {
	return Ref{KindGrowth, string(family) + "." + child}
}

// Valid returns the measurements that were not taken back, by day; of one day in the
// order they were written. They are to be read: where they stand like that in the record
// they are not copied.
func (g Growth) Valid() []Measurement {
	plain := true
	for i := range g.Measures {
		plain = plain && g.Measures[i].Void.IsZero() && (i == 0 || !g.Measures[i].Day.Before(g.Measures[i-1].Day))
	}
	if plain {
		return slices.Clip(g.Measures)
	}
	list := make([]Measurement, 0, len(g.Measures))
	for _, m := range g.Measures {
		if m.Void.IsZero() {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b Measurement) int { return a.Day.Sub(b.Day) })
	return list
}

// On returns the last valid measurement of the day, or nil.
func (g *Growth) On(day Date) *Measurement {
	for i := len(g.Measures) - 1; i >= 0; i-- {
		if m := &g.Measures[i]; m.Day == day && m.Void.IsZero() {
			return m
		}
	}
	return nil
}

// Add appends a measurement with an id of its own and returns the id.
func (g *Growth) Add(m Measurement) string {
	last := 0
	for i := range g.Measures {
		n, _ := strconv.Atoi(strings.TrimPrefix(g.Measures[i].ID, "m"))
		last = max(last, n)
	}
	m.ID = "m" + itoa(last+1)
	list := make([]Measurement, len(g.Measures)+1)
	copy(list, g.Measures)
	list[len(g.Measures)], g.Measures = m, list
	return m.ID
}

// Find returns the measurement with the id, or nil.
func (g *Growth) Find(id string) *Measurement {
	for i := range g.Measures {
		if g.Measures[i].ID == id {
			return &g.Measures[i]
		}
	}
	return nil
}

// Correct lets f change the measurement and keeps the values it had: weight, length,
// head, arm, position, oedema and day, each that really changed.
func (m *Measurement) Correct(by PersonID, at time.Time, f func(*Measurement)) {
	before := *m
	was := slices.Clone(m.Was)
	f(m)
	for _, v := range []struct {
		field    string
		old, now string
	}{
		{"weight", itoa(before.Weight), itoa(m.Weight)}, {"length", itoa(before.Length), itoa(m.Length)},
		{"head", itoa(before.Head), itoa(m.Head)}, {"arm", itoa(before.Arm), itoa(m.Arm)},
		{"position", string(before.Position), string(m.Position)}, {"oedema", itoa(before.Oedema), itoa(m.Oedema)},
		{"day", before.Day.String(), m.Day.String()},
	} {
		if v.old != v.now {
			was = append(was, Correction{Field: v.field, Old: v.old, By: by, At: at})
		}
	}
	m.Was = was
}

// Overlay takes over what another reading of the same day says; what that leaves out
// stays. Notes are not touched.
func (m *Measurement) Overlay(n Measurement) {
	for _, f := range []struct {
		to *int
		v  int
	}{{&m.Weight, n.Weight}, {&m.Length, n.Length}, {&m.Head, n.Head}, {&m.Arm, n.Arm}, {&m.Oedema, n.Oedema}} {
		*f.to = cmp.Or(f.v, *f.to)
	}
	m.Position = cmp.Or(n.Position, m.Position)
	m.Given = m.Given.With(n.Given)
}

// With is what was given by one of two reports of the same day; of answers that differ
// the second counts.
func (a Given) With(b Given) Given {
	for _, f := range []struct {
		to *string
		v  string
	}{{&a.VitaminA, b.VitaminA}, {&a.PMT, b.PMT}, {&a.Breast, b.Breast}, {&a.Nursed, b.Nursed}, {&a.Feeding, b.Feeding}, {&a.Class, b.Class}, {&a.MBG, b.MBG},
		{&a.Checklist, b.Checklist}, {&a.Sick, b.Sick}, {&a.Referred, b.Referred}, {&a.Course.Kind, b.Course.Kind}, {&a.Course.Fund, b.Course.Fund}, {&a.Course.Next, b.Course.Next}} {
		*f.to = cmp.Or(f.v, *f.to)
	}
	a.Deworming, a.Educated = a.Deworming || b.Deworming, a.Educated || b.Educated
	a.BreastTo, a.Course.Days = max(a.BreastTo, b.BreastTo), max(a.Course.Days, b.Course.Days)
	a.Vaccines, a.Food, a.TB = union(a.Vaccines, b.Vaccines), union(a.Food, b.Food), union(a.TB, b.TB)
	return a
}

func union(a, b []string) []string {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(slices.Clip(a), v)
		}
	}
	return a
}
