package bot

import (
	"context"
	"errors"
	"time"

	"tumbuh/store"
)

// Handle takes one incoming thing and returns after its turn is committed. A nil
// error means the network may be told "received"; any error means it must not
// be, and the network (or the adapter) brings the thing again.
type Handle func(ctx context.Context, in store.Incoming) error

// Channel is one messaging network. Run and Send may be called at the same time.
type Channel interface {
	// Name is the channel of the addresses it serves.
	Name() store.Channel
	// Limits says what the network can carry.
	Limits() Limits
	// Run receives until ctx ends, calling handle for each thing that comes,
	// things of one chat one after another. It returns nil when ctx ends.
	Run(ctx context.Context, handle Handle) error
	// Send delivers one message. It never blocks longer than ctx allows, and
	// every way it can fail is an Outcome.
	Send(ctx context.Context, m Outgoing) Outcome
}

// Elsewhere may be implemented by a channel that one process at a time serves: while it
// is true, what waits for the channel is not claimed here.
type Elsewhere interface {
	Elsewhere() bool
}

// Limits are the bounds of a network, as data.
type Limits struct {
	TextUnits    int  // longest text, in UTF-16 units
	CaptionUnits int  // longest caption of a picture or file
	Buttons      bool // false: choices become a numbered list
	ButtonRunes  int  // longest label of a button that stays readable
	Idempotent   bool // the same message id sent twice is shown once
	Repeats      int  // Idempotent: how often a reminder of unknown fate is sent again, an answer three times as often; 0 = no bound
	Lanes        map[store.Lane]Pace
}

// Pace bounds a lane: at most Rate messages a second over the whole channel,
// Burst at once; zero Rate means no bound.
type Pace struct {
	Rate  float64
	Burst int
}

// Outgoing is a message rendered to the limits of its channel.
type Outgoing struct {
	ID       string // the same on every retry
	To       string // the address within the channel
	Lane     store.Lane
	Text     string
	Choices  []store.Choice // buttons; already in Text where the network has none
	Question string
	Contact  string
	File     *File
	Typing   bool // show "typing…" first, where the network can
}

// ErrTooBig says that a file a person sent is larger than the caller takes.
var ErrTooBig = errors.New("file is too big")

// File is a picture or document, drawn just before it is sent.
type File struct {
	Key        string // "" or what these bytes are known by: the same for everybody they go to
	Name, MIME string
	Bytes      []byte
	Picture    bool
}

// Fate is what became of a send. There are these five, and no others.
type Fate int

// The fates.
const (
	Sent    Fate = iota // the network took it
	Retry               // not now; After says when, MaybeSent whether it may have gone out
	Gone                // blocked, or no such user: until the person writes again
	Invalid             // our bug: to the dead letters, with an alarm
	Offline             // the door is closed: the lane waits
)

// Outcome is the fate of one send with what the sender must know. Code is a
// short machine word for logs and metrics, never a person's words.
type Outcome struct {
	Fate      Fate
	After     time.Duration // Retry: wait at least this long
	Paced     bool          // Retry: nothing was tried, its turn comes exactly After from now
	Everyone  bool          // Retry: the whole channel must wait, not only this chat
	MaybeSent bool          // Retry: the network may have shown it already
	Code      string
	NetworkID string // the network's own id of the sent message, where it has one
}
