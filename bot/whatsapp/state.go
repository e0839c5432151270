package whatsapp

import (
	"time"

	"go.mau.fi/whatsmeow/types/events"
)

// Code is what a number's connection is. It is a word for logs, metrics, records and
// tests; [Code.Sentence] is for the operator.
type Code string

// The codes.
const (
	Connected   Code = "connected"
	Connecting  Code = "connecting"
	Offline     Code = "offline"      // reconnects by itself
	LoggedOut   Code = "logged-out"   // unlinked on the phone
	Locked      Code = "locked"       // the phone's account was locked or moved
	Banned      Code = "banned"       // for good
	BannedUntil Code = "banned-until" // until State.Until
	Replaced    Code = "replaced"
	Outdated    Code = "client-outdated"
	Refused     Code = "refused"
	PhoneUnseen Code = "phone-unseen" // connected, but the linked phone was not seen for long
	Unlinked    Code = "not-linked"
)

// unseenAfter is after how long a linked phone must be seen to; WhatsApp unlinks its
// companions when it stays away for about two weeks.
const unseenAfter = 10 * 24 * time.Hour

// State is what one number is now, on machine time.
type State struct {
	Number  string    `json:"number"`
	Phone   string    `json:"phone,omitempty"` // its phone number, digits
	Code    Code      `json:"code"`
	Since   time.Time `json:"since,omitzero"`
	Until   time.Time `json:"until,omitzero"`   // of a ban that ends
	Stopped time.Time `json:"stopped,omitzero"` // nothing unasked is sent until then
	Seen    time.Time `json:"seen,omitzero"`    // linked phone last seen
	Linked  time.Time `json:"linked,omitzero"`
	PerDay  int       `json:"per_day,omitzero"` // what it carries unasked a day, today
}

// Well tells whether messages go through.
func (s State) Well() bool { return s.Code == Connected || s.Code == PhoneUnseen }

// Lost tells whether the number will not come back by itself: people must be asked to
// write to another one.
func (s State) Lost() bool { return s.Code == LoggedOut || s.Code == Locked || s.Code == Banned }

// Sentence says to the operator what happened and what to do.
func (c Code) Sentence() string {
	switch c {
	case Connected:
		return "connected"
	case Connecting:
		return "connecting; wait a moment"
	case Offline:
		return "no connection to WhatsApp; it reconnects by itself, check the machine's network if it lasts"
	case LoggedOut:
		return "the device was unlinked on the phone; link it again with 'tumbuh pair'"
	case Locked:
		return "WhatsApp locked this account or it moved to another phone; open WhatsApp on the phone, then 'tumbuh pair'"
	case Banned:
		return "WhatsApp banned this number; ask for a review on the phone, and pair another number meanwhile"
	case BannedUntil:
		return "WhatsApp banned this number for a time; it connects again when the ban ends, send less from it"
	case Replaced:
		return "another program uses the keys of this number; stop it, then restart this one"
	case Outdated:
		return "WhatsApp refuses this version; update Tumbuh, or set TUMBUH_WHATSAPP_VERSION to the current web version"
	case Refused:
		return "WhatsApp refused the login; it tries again, look at the log if it lasts"
	case PhoneUnseen:
		return "the linked phone was not seen for 10 days; switch it on with WhatsApp open, or the number is unlinked after about 14"
	case Unlinked:
		return "no phone is linked; run 'tumbuh pair'"
	}
	return string(c)
}

// after returns the code that an event of the library means, and how long it lasts; ""
// for an event that says nothing of the connection.
func after(evt any) (Code, time.Duration) {
	switch e := evt.(type) {
	case *events.Connected:
		return Connected, 0
	case *events.Disconnected:
		return Offline, 0
	case *events.StreamReplaced:
		return Replaced, 0
	case *events.ClientOutdated:
		return Outdated, 0
	case *events.TemporaryBan:
		return BannedUntil, e.Expire
	case *events.LoggedOut:
		switch {
		case e.OnConnect && e.Reason == events.ConnectFailureMainDeviceGone:
			return Locked, 0
		case e.OnConnect && e.Reason == events.ConnectFailureUnknownLogout:
			return Banned, 0
		}
		return LoggedOut, 0
	case *events.ConnectFailure:
		return Refused, 0
	}
	return "", 0
}

// again is how long to wait before a number whose connection the library does not mend
// is tried again; 0 = never by itself.
func again(s State, now time.Time) time.Duration {
	switch s.Code {
	case BannedUntil:
		return max(s.Until.Sub(now), 0) + time.Minute
	case Outdated:
		return 30 * time.Minute
	case Refused:
		return 5 * time.Minute
	}
	return 0
}
