package store

import "time"

// Referral is a child on its way from the posyandu to the puskesmas, and from there
// to a hospital with a nutrition-care team, until somebody says how it ended. Where it
// stands is this record in the wake index, never a timer.
type Referral struct {
	V         int            `json:"v"`
	Family    PersonID       `json:"family"`
	Child     string         `json:"child"` // "c1" within the family
	Name      string         `json:"name,omitempty"`
	Mother    string         `json:"mother,omitempty"`
	Why       []string       `json:"why,omitempty"` // keys of the words: "rujuk." + why
	To        string         `json:"to"`            // "puskesmas" or "rs": who is asked now
	Posyandu  string         `json:"posyandu,omitempty"`
	Puskesmas string         `json:"puskesmas,omitempty"`
	By        PersonID       `json:"by,omitempty"` // the kader
	Made      time.Time      `json:"made"`
	Due       Date           `json:"due"`              // by when she should be seen
	Told      int            `json:"told,omitzero"`    // how often those who are asked now were told
	Climbed   time.Time      `json:"climbed,omitzero"` // nobody took it: the admins were told
	Passed    PersonID       `json:"passed,omitempty"` // who passed it on to the hospitals
	Taken     PersonID       `json:"taken,omitempty"`
	TakenAt   time.Time      `json:"taken_at,omitzero"`
	Closed    time.Time      `json:"closed,omitzero"`
	Outcome   string         `json:"outcome,omitempty"` // "ditangani", "tidak-perlu", "pindah", "ditarik"
	Extra     map[string]any `json:",embed"`
}

// IndexReferrals holds the open referrals of a puskesmas; IndexHospital those a
// hospital is asked for.
func IndexReferrals(puskesmas string) Index { return Index{"referrals", puskesmas} }

// IndexHospital holds the open referrals to hospitals.
func IndexHospital() Index { return Index{"referrals", "rs"} }
