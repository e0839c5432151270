package store

import "time"

// Role is what a person may be in the programme. One person may have several:
// a kader is often a mother too.
type Role string

// The roles, from the family outwards.
const (
	Ibu        Role = "ibu"
	Pendamping Role = "pendamping" // second caregiver: father, grandmother
	Kader      Role = "kader"
	Bidan      Role = "bidan"
	TPG        Role = "tpg"
	RS         Role = "rs"
	Admin      Role = "admin"
)

// Grant is one role with the area it holds for. Posyandu is set for a kader,
// Puskesmas for bidan and TPG; ibu and admin have neither.
type Grant struct {
	Role      Role   `json:"role"`
	Posyandu  string `json:"posyandu,omitempty"`
	Puskesmas string `json:"puskesmas,omitempty"`
	From      Date   `json:"from,omitzero"`
}

// Person is anyone who writes to us or whom we write to.
type Person struct {
	V         int            `json:"v"`
	Name      string         `json:"name,omitempty"`
	Phone     string         `json:"phone,omitempty"` // digits, 62…; verified only when PhoneVerified
	PhoneSure bool           `json:"phone_sure,omitzero"`
	Addresses []Reach        `json:"addresses,omitempty"` // the first reachable one is used
	Grants    []Grant        `json:"grants,omitempty"`
	Family    string         `json:"family,omitempty"` // family record; its own id for a mother
	Caring    PersonID       `json:"caring,omitempty"` // second caregiver: the mother whose children she or he cares for
	Consent   Consent        `json:"consent,omitzero"`
	Stopped   time.Time      `json:"stopped,omitzero"` // she said STOP
	Discreet  bool           `json:"discreet,omitzero"`
	Unsure    bool           `json:"unsure,omitzero"` // silent for long: asked before anything is shown
	FirstSeen time.Time      `json:"first_seen,omitzero"`
	LastSeen  time.Time      `json:"last_seen,omitzero"`
	DayCount  DayCount       `json:"day_count,omitzero"`
	LastDay   string         `json:"last_day,omitempty"` // kader: id of the posyandu day she last opened
	Days      []string       `json:"days,omitempty"`     // kader: the posyandu days she opened, the last 60
	Leave     Date           `json:"leave,omitzero"`     // staff: not on duty before this day
	LeaveFrom Date           `json:"leave_from,omitzero"`
	DutyDays  string         `json:"duty_days,omitempty"` // staff: weekdays on duty as digits, 0 = Sunday; "" = every day
	Extra     map[string]any `json:",embed"`              // fields of a newer version survive
}

// Reach is an address with what is known of it.
type Reach struct {
	Address
	Gone time.Time `json:"gone,omitzero"` // blocked or no such user, until she writes again
}

// DayCount is the last wall against any loop: what we sent to one person on one day.
type DayCount struct {
	Day  Date `json:"day,omitzero"`
	Sent int  `json:"sent,omitzero"`
}

// Consent records what a person allowed: which text (version and SHA-256 of its
// words), when, by which channel. UU 27/2022 art. 20–24 asks that it can be shown.
type Consent struct {
	Version   string    `json:"version,omitempty"`
	Hash      string    `json:"hash,omitempty"`
	At        time.Time `json:"at,omitzero"`
	Channel   Channel   `json:"channel,omitempty"`
	Data      bool      `json:"data,omitzero"`      // (a) data for posyandu and puskesmas
	Reminders bool      `json:"reminders,omitzero"` // (b) reminders
	Stats     bool      `json:"stats,omitzero"`     // (c) anonymous statistics
	Parent    string    `json:"parent,omitempty"`   // name of the parent who consents for a mother under 18
	Refused   time.Time `json:"refused,omitzero"`
	Oral      PersonID  `json:"oral,omitempty"` // kader who recorded a spoken consent
}

// Given tells whether data may be kept at all.
func (c Consent) Given() bool { return c.Data }

// Has tells whether the person holds the role anywhere.
func (p Person) Has(r Role) bool {
	for _, g := range p.Grants {
		if g.Role == r {
			return true
		}
	}
	return false
}

// Staff tells whether the person works for the programme.
func (p Person) Staff() bool {
	return p.Has(Kader) || p.Has(Bidan) || p.Has(TPG) || p.Has(RS) || p.Has(Admin)
}

// Reachable returns the address to write to, preferring the one given when it
// is hers; false when every address is gone or there is none.
func (p Person) Reachable(prefer Address) (Address, bool) {
	var first Address
	for _, r := range p.Addresses {
		if !r.Gone.IsZero() {
			continue
		}
		if r.Address == prefer {
			return prefer, true
		}
		if first.IsZero() {
			first = r.Address
		}
	}
	return first, !first.IsZero()
}
