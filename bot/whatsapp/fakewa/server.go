package fakewa

import (
	"context"
	"encoding/hex"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
)

// Server is a fake WhatsApp server on 127.0.0.1.
type Server struct {
	tb     testing.TB
	now    func() time.Time
	ln     net.Listener
	web    *http.Server
	static *keys.KeyPair
	chain  []byte

	mu        sync.Mutex
	changed   chan struct{} // closed and replaced at every state change
	closed    bool
	behaviour Behaviour
	peers     map[string]*Peer // by phone and by LID user
	devices   map[string]*Device
	conns     map[*conn]struct{}
	sent      []Msg
	accepted  map[string]bool // phone + message ID
	readable  map[string]bool // the same: the phone could read it
	stanzas   []Stanza
	keepAll   bool
	originals map[string]*original
	waiting   map[string]*conn // pairing refs
	codes     map[string]*codePairing
	media     map[string][]byte
	nextID    int
	nextConn  int
	tries     int
	problems  []string
}

// Failure makes the server answer a login with <failure reason=...>.
type Failure struct {
	Reason  int
	Message string
	Attrs   map[string]string // e.g. code and expire for a temporary ban (402)
}

// Behaviour is what a test can change about the server at any time.
type Behaviour struct {
	AckDelay time.Duration        // wait before acknowledging a client message
	AckError int                  // refuse every client message with this code (463, 429, 500, ...)
	RejectIf func(to Msg) int     // non-zero: refuse this message with the code (before AckError)
	NoAck    bool                 // accept client messages, never acknowledge
	CutInAck bool                 // accept the next client message, cut the line instead of acking (resets itself)
	CutFrame int                  // above 0: the next stanza comes in two pieces, cut there (resets itself)
	Login    *Failure             // refuse logins
	HTTP     int                  // refuse the websocket upgrade with this HTTP status
	Retry    bool                 // phones ask once more for what they cannot read, as real ones do
	Receipts []types.ReceiptType  // receipts peers send for each message: types.ReceiptTypeDelivered, ...Read
	IQError  func(ns string) int  // non-zero: answer IQs of this namespace with an error
	NoIQ     func(ns string) bool // true: never answer IQs of this namespace
}

// Msg is one message the client sent, as the recipient's phone sees it.
type Msg struct {
	ID       string
	Bot      string           // the number it was sent from
	Conn     int              // the connection it came by, counted from 1
	To       types.JID        // the JID the client addressed (PN or LID)
	Phone    string           // the recipient's phone number, whichever way it was addressed
	Text     string           // conversation or extended text
	Proto    *waE2E.Message   // full content
	EncType  string           // "pkmsg" or "msg"
	Repeat   bool             // the server had already accepted this ID
	Retry    int              // >0 when it answers a retry receipt
	Category string           // "peer" for messages to the own phone
	Rejected int              // ack error code, 0 when accepted
	Err      error            // the phone could not decrypt it, or got nothing
	Linked   map[uint16]error // the same for the recipient's linked devices that got a copy
	At       time.Time
}

// Stanza is one node the client sent, for assertions on protocol behaviour.
type Stanza struct {
	At   time.Time
	Node waBinary.Node
}

// String is the XML form of the stanza.
func (s Stanza) String() string { return xml(&s.Node) }

// Device is one linked companion device, i.e. one whatsmeow client.
type Device struct {
	JID types.JID
	LID types.JID

	noise    []byte
	identity []byte
	regID    uint32
	signed   *keys.PreKey
	prekeys  []*keys.PreKey
	uploads  int
	queue    []*pending // not yet acknowledged by the client

	spareAcks map[string]int // acks still due for tries that ended in a retry receipt

	conn   *conn
	active bool
}

// pending is a stanza the client has not acknowledged.
type pending struct {
	id, class string
	node      waBinary.Node
	tries     int
}

// original remembers a delivered message for retry receipts.
type original struct {
	peer *Peer
	msg  *waE2E.Message
	node waBinary.Node
}

// Start runs a server until the test ends; now is machine time.
func Start(tb testing.TB, now func() time.Time) *Server {
	tb.Helper()
	root()
	static, chain, err := newServerStatic(now())
	if err != nil {
		tb.Fatalf("fakewa: %v", err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("fakewa: %v", err)
	}
	s := &Server{
		tb: tb, now: now, ln: ln, static: static, chain: chain,
		changed:   make(chan struct{}),
		peers:     make(map[string]*Peer),
		devices:   make(map[string]*Device),
		conns:     make(map[*conn]struct{}),
		accepted:  make(map[string]bool),
		readable:  make(map[string]bool),
		originals: make(map[string]*original),
		waiting:   make(map[string]*conn),
		codes:     make(map[string]*codePairing),
		media:     make(map[string][]byte),
		keepAll:   true,
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/ws/chat", s.serveWS)
	mux.HandleFunc("POST /mms/{type}/{token}", s.serveUpload)
	mux.HandleFunc("GET /v/{token}", s.serveDownload)
	s.web = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.web.Serve(ln) }()
	tb.Cleanup(s.Close)
	return s
}

// Close stops the server and every connection.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	conns := s.allConns()
	s.mu.Unlock()
	for _, c := range conns {
		c.close()
	}
	_ = s.web.Close()
}

// HTTPClient returns a client that sends every https and wss request, whatever
// the host name, to this server in plain TCP.
func (s *Server) HTTPClient() *http.Client {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", s.ln.Addr().String())
	}
	return &http.Client{Transport: &http.Transport{
		Proxy:          nil,
		DialContext:    dial,
		DialTLSContext: dial,
	}}
}

// Attach points all three HTTP clients of cli at this server.
func (s *Server) Attach(cli *whatsmeow.Client) {
	h := s.HTTPClient()
	cli.SetWebsocketHTTPClient(h)
	cli.SetPreLoginHTTPClient(h)
	cli.SetMediaHTTPClient(h)
}

// SetBehaviour replaces the whole behaviour.
func (s *Server) SetBehaviour(b Behaviour) {
	s.mu.Lock()
	s.behaviour = b
	s.mu.Unlock()
}

// KeepStanzas turns the recording of client stanzas on or off (on at start).
func (s *Server) KeepStanzas(on bool) {
	s.mu.Lock()
	s.keepAll = on
	s.stanzas = nil
	s.mu.Unlock()
}

// Addr is the server's loopback address, for clients in another process.
func (s *Server) Addr() string { return s.ln.Addr().String() }

// Hook is what TUMBUH_WHATSAPP_TEST is set to, to use this server: its loopback
// address and the public half of the root key.
func (s *Server) Hook() string { return s.Addr() + "," + hex.EncodeToString(root().Pub[:]) }
