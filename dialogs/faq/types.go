package faq

// Profile is what is known of the writer; the zero value with PostpartumDays -1
// is a stranger. Ages are whole days; PregWeeks counts from the first day of the
// last period (0 = unknown). PostpartumDays is -1 when she is not (known to be)
// within the weeks after a birth.
type Profile struct {
	Pregnant       bool
	PregWeeks      int
	PostpartumDays int
	ChildAgesDays  []int
}

// Danger is a danger sign found in a text.
type Danger struct {
	Sign  string // id of data/danger-signs.tsv
	Level string // "M" go to hospital now, "K" puskesmas the same day
	Ask   bool   // in doubt: ask back once before alarming
	For   string // whom it concerns: "ibu", "bayi" or "anak"
}

// Kinds of a Result.
const (
	KindAnswer  = "answer"  // Topic answers the question
	KindDanger  = "danger"  // Danger is set; nothing else matters
	KindClarify = "clarify" // one of Candidates, ask which
	KindUnknown = "unknown" // not ours
	KindCommand = "command" // a control word; Topic names it
)

// Candidate is a topic with its share of certainty, 0 to 1.
type Candidate struct {
	Topic string
	Score float64
}

// Result is what a text was found to be.
type Result struct {
	Kind       string
	Topic      string
	Danger     Danger
	Candidates []Candidate // best three, best first, in every kind but command
	AgeDays    int         // of the child, as the question says; -1 = it does not
	Weeks      int         // of pregnancy, as the question says; 0 = it does not
	Figures    Figures
}

// Figures are readings that a question names: g/dl, cm, mmHg; 0 = not named. A limit
// ("di bawah 11") is no reading.
type Figures struct{ Hb, Lila, Sys, Dia float64 }
