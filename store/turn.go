package store

import "time"

// Turn is everything one event changes, decided purely and committed as one:
// all or nothing. Its zero value changes nothing.
type Turn struct {
	Once     string // ledger key; "" for a turn that may repeat harmlessly
	Person   PersonID
	Reads    []Read
	Writes   []Write
	Bind     []Binding
	Index    []IndexOp
	Wake     []Wake
	Say      []Message
	Withdraw []Withdraw
	Quiet    []Quiet
	Audit    []Audit
	Tomb     *Tomb
	Now      time.Time // program time of the decision
}

// Read is a record that must still be as it was seen (0: absent).
type Read struct {
	Ref  Ref
	Seen int64
}

// Write replaces a record that must still be as it was seen; a nil Value removes it.
type Write struct {
	Ref   Ref
	Seen  int64
	Value any
}

// Binding makes an address point to a person, who must be the one it points to
// now, or nobody (Was = ""). An empty Person unbinds it.
type Binding struct {
	Address Address
	Was     PersonID
	Person  PersonID
}

// Index names a set of ids that is looked up by something else.
type Index struct {
	Name string
	ID   string
}

// The indexes. Families of a posyandu and kelurahan, staff of an area, open
// alerts and tasks, everyone.
func IndexFamilies(posyandu string) Index       { return Index{"families", posyandu} }
func IndexKelurahan(kelurahan string) Index     { return Index{"kelurahan", kelurahan} }
func IndexKader(posyandu string) Index          { return Index{"kader", posyandu} }
func IndexPuskesmas(role Role, id string) Index { return Index{"puskesmas-" + string(role), id} }
func IndexRole(role Role) Index                 { return Index{"role", string(role)} }
func IndexPeople() Index                        { return Index{"people", "all"} }
func IndexAlerts() Index                        { return Index{"alerts", "open"} }
func IndexTasks(person PersonID) Index          { return Index{"tasks", string(person)} }
func IndexInvites() Index                       { return Index{"invites", "open"} }

// IndexOp adds a member to an index or drops it.
type IndexOp struct {
	Index  Index
	Member string
	Drop   bool
}

// Wake sets the earliest time anything may be due for a record (a person, an
// alert); the zero time removes it from the wake index.
type Wake struct {
	Ref Ref
	At  time.Time
}

// Withdraw takes back what is queued for a person and not yet sent.
type Withdraw struct {
	Person PersonID
	Lanes  []Lane // empty: reminder and broadcast

	Broadcast string // only the messages of this broadcast that are not being sent now
}

// Quiet keeps reminders and broadcasts from a person until a time; the zero
// time ends it, [Forever] does not end. The outbox looks at it once more just
// before it sends.
type Quiet struct {
	Person PersonID
	Until  time.Time
}

// Forever is the end of a silence that only the person herself ends.
var Forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Audit is one line of who did what; Detail is sealed like every value.
type Audit struct {
	At     time.Time `json:"at"`
	Actor  PersonID  `json:"actor,omitempty"`
	Act    string    `json:"act"`
	On     Ref       `json:"on,omitzero"`
	Detail string    `json:"detail,omitempty"`
}

// Tomb is all that stays of an erased person, for 35 days: HMACs of the
// addresses (made by store/rdb), the consent's hash and times, a receipt number.
type Tomb struct {
	Person    PersonID
	Addresses []Address
	Consent   Consent
	Receipt   string
	At        time.Time
}

// Result is what became of one committed turn.
type Result int

// The results of a commit.
const (
	OK    Result = iota // written, all of it
	Dup                 // its Once is in the ledger: it happened before
	Stale               // a version moved: look again and decide again
)

func (r Result) String() string { return [...]string{"OK", "DUP", "STALE"}[r] }

// IndexAbout holds the tasks and alerts ("kind:id") that speak of a person, so that
// her erasure finds them.
func IndexAbout(person PersonID) Index { return Index{"about", string(person)} }
