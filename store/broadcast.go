package store

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Stage is how far a broadcast has come.
type Stage string

// The stages, in their order. Waiting wants a second admin; Stopping withdraws what is queued.
const (
	Waiting  Stage = "waiting"
	Ready    Stage = "ready" // until its time
	Sending  Stage = "sending"
	Stopping Stage = "stopping"
	Stopped  Stage = "stopped"
	Refused  Stage = "refused"
	Finished Stage = "finished"
	Draft    Stage = "draft" // holds an attachment until its broadcast is made; else it goes after two days
)

// Announcement is one broadcast on its way. Whom it goes to is fixed when it begins, in
// pages of their own ([Page]); each page is sent by one turn, which moves Done on.
type Announcement struct {
	V        int            `json:"v"`
	Audience string         `json:"audience"` // see [ParseAudience]
	Recalls  string         `json:"recalls,omitempty"`
	Text     string         `json:"text"` // with {nama}, {anak}, …
	File     *Attachment    `json:"file,omitempty"`
	By       PersonID       `json:"by,omitempty"` // "" = the operator at the machine
	Made     time.Time      `json:"made"`
	At       time.Time      `json:"at"` // not before
	Stage    Stage          `json:"stage"`
	Approved PersonID       `json:"approved,omitempty"`
	Expect   map[string]int `json:"expect,omitempty"` // head-count by channel when it was made
	Parts    []Part         `json:"parts,omitempty"`
	Left     map[string]int `json:"left,omitempty"` // of those meant, who got nothing, by [Why]
	Began    time.Time      `json:"began,omitzero"`
	Ended    time.Time      `json:"ended,omitzero"`
	Extra    map[string]any `json:",embed"`
}

// The needs of the dialogs of broadcasts.
const (
	NeedAudience   NeedKind = "audience"   // head-count: ID is the expression
	NeedBroadcast  NeedKind = "broadcast"  // one with its outcomes
	NeedBroadcasts NeedKind = "broadcasts" // all that are kept
	NeedSettings   NeedKind = "settings"   // the record itself, to change it
	NeedFile       NeedKind = "file"       // the bytes behind the handle of a photo or document (ID)
)

// Attachment is a picture or document kept in pages beside the record.
type Attachment struct {
	Name   string `json:"name"`
	MIME   string `json:"mime"`
	Size   int    `json:"size"`
	Chunks int    `json:"chunks"`
}

// MaxAttachment bounds an attachment, in bytes; it is kept in pieces of chunkBytes,
// because records are bounded too.
const (
	MaxAttachment = 2 << 20
	chunkBytes    = 150 << 10
)

// File is what a person sent, as the channel gave it. Fault says why it could not be
// had: "besar" (more than [MaxAttachment]) or "gagal".
type File struct {
	Bytes []byte
	Fault string
}

// Attach puts a file beside the broadcast of the id: what stands in its record, and the
// writes of the pieces, which nobody wrote before.
func Attach(id, name, mime string, raw []byte) (*Attachment, []Write) {
	f := &Attachment{Name: name, MIME: mime, Size: len(raw)}
	var pieces []Write
	for c := range slices.Chunk(raw, chunkBytes) {
		pieces = append(pieces, Write{Ref: ChunkRef(id, f.Chunks), Value: Chunk{V: 1, Bytes: c}})
		f.Chunks++
	}
	return f, pieces
}

// Part is one channel's share.
type Part struct {
	Channel Channel `json:"channel"`
	Meant   int     `json:"meant"`  // people, when it began
	Pages   int     `json:"pages"`  // of people
	Done    int     `json:"done"`   // pages queued (Sending) …
	Undone  int     `json:"undone"` // … and looked at again to withdraw (Stopping)
	Queued  int     `json:"queued"` // messages
}

// Page is a page of people of one part.
type Page struct {
	V      int        `json:"v"`
	People []PersonID `json:"people"`
}

// Chunk is a piece of an attachment.
type Chunk struct {
	V     int    `json:"v"`
	Bytes []byte `json:"bytes"`
}

// PageRef names a page of a part; ChunkRef a piece of the attachment.
func PageRef(id string, ch Channel, n int) Ref {
	return Ref{KindBroadcast, id + "/" + string(ch) + "/" + strconv.Itoa(n)}
}

// ChunkRef names a piece of a broadcast's attachment.
func ChunkRef(id string, n int) Ref { return Ref{KindBroadcast, id + "/file/" + strconv.Itoa(n)} }

// IndexBroadcasts holds those that are not at their end; IndexPastBroadcasts the others.
func IndexBroadcasts() Index { return Index{"broadcasts", "open"} }

// IndexPastBroadcasts holds broadcasts that are at their end.
func IndexPastBroadcasts() Index { return Index{"broadcasts", "past"} }

// Open tells whether the broadcast is not at its end.
func (b Announcement) Open() bool {
	return slices.Contains([]Stage{Waiting, Ready, Sending, Stopping}, b.Stage)
}

// Queued returns how many messages were queued, and how many people are meant.
func (b Announcement) Queued() (queued, meant int) {
	for _, p := range b.Parts {
		queued, meant = queued+p.Queued, meant+p.Meant
	}
	return queued, meant
}

// Account is what the audit keeps of it: for whom, how many, and how it begins.
func (b Announcement) Account() string {
	text := []rune(strings.Join(strings.Fields(b.Text), " "))
	return b.Audience + " · " + strconv.Itoa(b.Heads()) + " · " + string(text[:min(len(text), 80)])
}

// Heads returns how many people were meant when it was made.
func (b Announcement) Heads() int {
	n := 0
	for _, c := range b.Expect {
		n += c
	}
	return n
}

// broadcastID marks the id of a broadcast's message: "bc:<broadcast>:<person>".
const broadcastID = "bc:"

// BroadcastMessageID is the id of the message of a broadcast to a person.
func BroadcastMessageID(broadcast string, to PersonID) string {
	return broadcastID + broadcast + ":" + string(to)
}

// BroadcastOf returns the broadcast a message id belongs to.
func BroadcastOf(message string) (broadcast string, to PersonID, ok bool) {
	rest, ok := strings.CutPrefix(message, broadcastID)
	if !ok {
		return "", "", false
	}
	broadcast, person, ok := strings.Cut(rest, ":")
	return broadcast, PersonID(person), ok && broadcast != ""
}

// Placeholders are what the text of a broadcast may hold in braces.
func Placeholders() []string { return []string{"nama", "anak", "posyandu", "kelurahan"} }

// CheckBroadcast returns what in a text is no placeholder: "{nma}" or a brace alone; "" when all is well.
func CheckBroadcast(text string) string {
	for {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			return ""
		}
		rest := text[i:]
		end := strings.IndexByte(rest, '}')
		if rest[0] == '}' || end < 0 {
			return rest[:1]
		}
		if !slices.Contains(Placeholders(), rest[1:end]) {
			return rest[:end+1]
		}
		text = rest[end+1:]
	}
}

// Pace says how many broadcast messages a channel bears, for the estimate.
type Pace struct {
	Every time.Duration // one message in this time
	Page  int           // people of one slice
}

// BroadcastPace returns the pace of a channel by the city's settings.
func BroadcastPace(s *Settings, ch Channel, on Date) Pace {
	if ch == WhatsApp {
		return Pace{Every: time.Minute / time.Duration(max(1, s.Int("siaran-whatsapp", on))), Page: 10}
	}
	return Pace{Every: time.Second / time.Duration(max(1, s.Int("siaran-telegram", on))), Page: 100}
}

// BroadcastWindow returns when on the day of the moment broadcasts may be queued; the
// last minutes of the window are left for what is queued to go out.
func BroadcastWindow(s *Settings, now time.Time) (open, feed, shut time.Time) {
	day := DateOf(now)
	at := func(key string) time.Time {
		h, m, _ := ParseClock(s.Get(key, "", day)) // checked when it was set
		return day.At(h, m)
	}
	open, shut = at("jam-mulai"), at("jam-akhir")
	return open, shut.Add(-10 * time.Minute), shut
}

// Estimate returns when the last message would go, at the city's pace inside its window.
func Estimate(s *Settings, heads map[Channel]int, from time.Time) time.Time {
	last := from
	for ch, n := range heads {
		if t := estimateOne(s, n, ch, from); t.After(last) {
			last = t
		}
	}
	return last
}

// BroadcastBegins is when a broadcast that may go out from a time really begins: in the
// hours of the city's window.
func BroadcastBegins(s *Settings, from time.Time) time.Time {
	return estimateOne(s, 0, Telegram, from)
}

func estimateOne(s *Settings, n int, ch Channel, at time.Time) time.Time {
	left := time.Duration(n) * BroadcastPace(s, ch, DateOf(at)).Every
	for range 3660 { // ten years: a window that is never open ends it
		open, feed, _ := BroadcastWindow(s, at)
		if at.Before(open) {
			at = open
		}
		if room := feed.Sub(at); room > 0 {
			if left <= room {
				return at.Add(left)
			}
			left -= room
		}
		at = DateOf(at).Add(1).At(0, 0)
	}
	return at
}
