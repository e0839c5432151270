package store

import "time"

// KindCase is a case of data protection: a request, a breach.
const KindCase Kind = "case"

// CaseHours is what the law gives for a case (UU 27/2022: 3×24 hours).
const CaseHours = 72 * time.Hour

// Case is one request about data that a person must see to, or one breach. Its clock
// runs from Opened.
type Case struct {
	V      int            `json:"v"`
	Kind   string         `json:"kind"`          // "tarik", "lihat", "betulkan", "bocor"
	About  string         `json:"about"`         // in the officer's words, sealed like everything
	Who    PersonID       `json:"who,omitempty"` // the person concerned, where there is one
	Opened time.Time      `json:"opened"`        // when it was asked, or seen
	Closed time.Time      `json:"closed,omitzero"`
	Done   string         `json:"done,omitempty"` // what was done
	Extra  map[string]any `json:",embed"`
}

// CaseKinds lists the kinds of cases with what each is.
func CaseKinds() []string { return []string{"tarik", "lihat", "betulkan", "bocor"} }

// Left is how much of the time the law gives is left; negative: it is over.
func (c Case) Left(now time.Time) time.Duration { return c.Opened.Add(CaseHours).Sub(now) }

// IndexCases holds the open cases.
func IndexCases() Index { return Index{"cases", "open"} }
