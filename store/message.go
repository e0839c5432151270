package store

import "time"

// Lane orders what waits to be sent to one person: a lower lane overtakes.
type Lane string

// The lanes, most urgent first.
const (
	Urgent    Lane = "urgent"
	Reply     Lane = "reply"
	Reminder  Lane = "reminder"
	Broadcast Lane = "broadcast"
)

// Lanes lists the lanes, most urgent first.
func Lanes() []Lane { return []Lane{Urgent, Reply, Reminder, Broadcast} }

// Message is something to say to one person.
type Message struct {
	ID       string    `json:"id"` // deterministic: the turn's Once and a number
	To       PersonID  `json:"to"`
	Via      Address   `json:"via"` // must be set by who decides
	Lane     Lane      `json:"lane"`
	Text     string    `json:"text"`
	Choices  []Choice  `json:"choices,omitempty"`
	Question string    `json:"question,omitempty"` // carried by the buttons
	Contact  string    `json:"contact,omitempty"`  // label of a "share my number" button
	Report   *Report   `json:"report,omitempty"`   // drawn by the outbox just before sending
	NotAfter time.Time `json:"not_after,omitzero"` // past its use: not sent any more
	About    string    `json:"about,omitempty"`    // what it concerns: "p1", "c2", alert id
	Rule     string    `json:"rule,omitempty"`
	Made     time.Time `json:"made,omitzero"` // program time of the decision
}

// Choice is one answer offered: a button where the network has them, else a
// numbered line. ID is stable; Label is what people read.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Report is a picture or a file, named with its arguments; bytes are made late.
type Report struct {
	Name string            `json:"name"`
	Args map[string]string `json:"args,omitempty"`
}

// InKind says what sort of thing came in.
type InKind string

// What a network can bring. Anything a dialog has no use for is InOther.
const (
	InText       InKind = "text"
	InButton     InKind = "button"
	InContact    InKind = "contact"
	InLocation   InKind = "location"
	InPhoto      InKind = "photo"
	InDocument   InKind = "document"
	InVoice      InKind = "voice"
	InSticker    InKind = "sticker"
	InGroup      InKind = "group"
	InUnreadable InKind = "unreadable"
	InOther      InKind = "other"
)

// Incoming is one thing a person sent.
type Incoming struct {
	From      Address   // where it came from
	Aliases   []Address // other addresses the network says are the same person
	ID        string    // the network's id of the message within the chat
	At        time.Time // program time at which it was written
	Kind      InKind
	Text      string // also the caption of a photo or document
	Question  string // of a pressed button: the question it belongs to
	Choice    string // of a pressed button: the choice
	Phone     string // the sender's own number, digits: of a shared contact, or known by the network
	File      string // adapter's handle of a photo or document
	Forwarded bool
	Changed   bool   // the network says that another person may hold this address now
	Name      string // shown name: untrusted, never stored without being said
}

// Once is the ledger key of the message: channel, chat, message id.
func (in Incoming) Once() string {
	return "in:" + string(in.From.Channel) + ":" + in.From.ID + ":" + in.ID
}
