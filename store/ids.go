package store

import "strings"

// PersonID is the internal, opaque id of a person: 16 lower-case letters and
// digits, random, never derived from an address.
type PersonID string

// Channel names a messaging network.
type Channel string

// The networks Tumbuh speaks.
const (
	Telegram Channel = "telegram"
	WhatsApp Channel = "whatsapp"
	WebPhone Channel = "webphone"
)

// Address is where a person can be reached. ID is opaque outside its adapter.
type Address struct {
	Channel Channel `json:"channel"`
	ID      string  `json:"id"`
}

// IsZero tells whether there is no address.
func (a Address) IsZero() bool { return a == Address{} }

// Kind names a sort of stored record.
type Kind string

// The sorts of records. A new noun adds one line here and one file.
const (
	KindPerson    Kind = "person"
	KindFamily    Kind = "family"
	KindSession   Kind = "session"
	KindInvite    Kind = "invite" // ID is the code; store/rdb keeps only its HMAC
	KindAlert     Kind = "alert"
	KindTask      Kind = "task"
	KindRegister  Kind = "register" // the city's posyandu, one record
	KindSettings  Kind = "settings" // the city's dated settings, one record
	KindDuty      Kind = "duty"     // who watches a puskesmas, and the city
	KindGrowth    Kind = "growth"   // one child's measurements
	KindChecks    Kind = "checks"   // the checks of one pregnancy and its nifas
	KindDay       Kind = "day"      // one posyandu day
	KindBroadcast Kind = "broadcast"
	KindReferral  Kind = "referral"
	KindQuestion  Kind = "question" // a question waiting for a person's answer
)

// Ref names one stored record.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

func (r Ref) String() string { return string(r.Kind) + ":" + r.ID }

// ParseRef reads the form of [Ref.String].
func ParseRef(s string) (Ref, bool) {
	kind, id, ok := strings.Cut(s, ":")
	return Ref{Kind(kind), id}, ok && kind != "" && id != ""
}

// Doc is a record as it was read: Version 0 means it did not exist.
type Doc[T any] struct {
	Ref     Ref
	Version int64
	Value   T
}

// Put returns the write that replaces the record as it was read in d by d.Value.
func (d Doc[T]) Put() Write { return Write{Ref: d.Ref, Seen: d.Version, Value: d.Value} }

// Delete returns the write that removes the record as it was read in d.
func (d Doc[T]) Delete() Write { return Write{Ref: d.Ref, Seen: d.Version} }

// Read returns the check that the record is still as it was read in d.
func (d Doc[T]) Read() Read { return Read{Ref: d.Ref, Seen: d.Version} }
