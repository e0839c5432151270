package store

import "time"

// Invite lets one person take a role, once, within seven days.
type Invite struct {
	V       int       `json:"v"`
	Grant   Grant     `json:"grant"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
	Used    time.Time `json:"used,omitzero"`
	By      PersonID  `json:"by,omitempty"`
	Revoked time.Time `json:"revoked,omitzero"`
	Duty    bool      `json:"duty,omitzero"`    // the city duty officer (TUMBUH_DUTY)
	Family  PersonID  `json:"family,omitempty"` // of a second caregiver: the mother who invites
	Kin     string    `json:"kin,omitempty"`
	Name    string    `json:"name,omitempty"` // of a kader that a file names
}

// Alert is a danger sign on its way to someone who takes care of it. Its ladder
// (who was asked when) is this record in the wake index, never a timer.
type Alert struct {
	V         int            `json:"v"`
	Sign      string         `json:"sign"`
	Level     string         `json:"level"` // "M" or "K"
	About     PersonID       `json:"about"`
	Via       Address        `json:"via"` // where she wrote from
	Name      string         `json:"name,omitempty"`
	Phone     string         `json:"phone,omitempty"`
	Words     string         `json:"words,omitempty"` // what she wrote; empty for private signs
	By        *AlertBy       `json:"by,omitempty"`    // who reports it, where it is not the mother herself
	Child     string         `json:"child,omitempty"` // the child it is about, where staff named one
	Posyandu  string         `json:"posyandu,omitempty"`
	Kelurahan string         `json:"kelurahan,omitempty"`
	Puskesmas string         `json:"puskesmas,omitempty"`
	Made      time.Time      `json:"made"`
	Doubt     bool           `json:"doubt,omitzero"` // asked back ("masih kejang?"), nobody told yet
	Asked     []AlertAsk     `json:"asked,omitempty"`
	Taken     PersonID       `json:"taken,omitempty"`
	TakenAt   time.Time      `json:"taken_at,omitzero"`
	Closed    time.Time      `json:"closed,omitzero"`
	Outcome   string         `json:"outcome,omitempty"` // "selesai", "keliru", "bukan" (she said no); "tidak-tertangani" stays open
	Follow    bool           `json:"follow,omitzero"`   // private sign: she wants to be asked next day
	Followed  time.Time      `json:"followed,omitzero"` // next-day question asked
	Extra     map[string]any `json:",embed"`
}

// AlertBy is the staff who report a danger sign of somebody else. About is the mother; where
// nobody knows whom they mean, it is they themselves.
type AlertBy struct {
	Person PersonID `json:"person"`
	Name   string   `json:"name"` // with what they are: "Kader Ratna"
	Phone  string   `json:"phone,omitempty"`
	Via    Address  `json:"via,omitzero"`
}

// AlertAsk is one rung of the ladder.
type AlertAsk struct {
	Person PersonID  `json:"person"`
	At     time.Time `json:"at"`
	Via    Address   `json:"via,omitzero"`
	Gone   bool      `json:"gone,omitzero"`
}

// Task is something a kader or bidan is asked to do.
type Task struct {
	V        int            `json:"v"`
	Kind     string         `json:"kind"` // "lahir-tanpa-kabar", "ttd-terlewat", "tanya-lanjut", …
	For      PersonID       `json:"for"`
	About    PersonID       `json:"about"`
	Subject  string         `json:"subject,omitempty"` // pregnancy or child id
	Name     string         `json:"name,omitempty"`
	Posyandu string         `json:"posyandu,omitempty"`
	Made     time.Time      `json:"made"`
	Due      Date           `json:"due,omitzero"`
	Done     time.Time      `json:"done,omitzero"`
	Outcome  string         `json:"outcome,omitempty"`
	Note     string         `json:"note,omitempty"`
	Other    string         `json:"other,omitempty"` // "cocok": the record that may be the same child, "family.c1"
	Taken    []string       `json:"taken,omitempty"` // "cocok": what the joined record took, for undo
	Told     time.Time      `json:"told,omitzero"`   // when the one it is for was last told of it unasked
	Number   int            `json:"number,omitzero"` // under which number of several; 0 = alone
	Extra    map[string]any `json:",embed"`
}
