package fakewa

import (
	"strings"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
)

// allConns lists the connections. The mutex must be held.
func (s *Server) allConns() []*conn {
	out := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		out = append(out, c)
	}
	return out
}

// Drop cuts every connection without a goodbye.
func (s *Server) Drop() {
	s.mu.Lock()
	conns := s.allConns()
	s.mu.Unlock()
	for _, c := range conns {
		c.close()
	}
	s.wait(5*time.Second, func() bool { return len(s.conns) == 0 })
}

// StreamError sends <stream:error> to every logged-in client, then cuts.
func (s *Server) StreamError(code string, children ...waBinary.Node) {
	n := waBinary.Node{Tag: "stream:error"}
	if code != "" {
		n.Attrs = waBinary.Attrs{"code": code}
	}
	if len(children) > 0 {
		n.Content = children
	}
	s.mu.Lock()
	conns := s.allConns()
	s.mu.Unlock()
	for _, c := range conns {
		c.send(n)
		c.closeAfterFlush()
	}
}

// Replaced tells the client that another client connected with its keys.
func (s *Server) Replaced() {
	s.StreamError("", waBinary.Node{Tag: "conflict", Attrs: waBinary.Attrs{"type": "replaced"}})
}

// Unlink logs the client out, as if its owner removed it on the phone.
func (s *Server) Unlink() {
	s.StreamError("401", waBinary.Node{Tag: "conflict", Attrs: waBinary.Attrs{"type": "device_removed"}})
}

// Peer returns the simulated user of a phone number, making it on first use.
func (s *Server) Peer(phone string) *Peer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.peer(phone)
}

func (s *Server) peer(phone string) *Peer {
	phone = strings.TrimPrefix(phone, "+")
	p, ok := s.peers[phone]
	if !ok {
		p = newPeer(phone, nil)
		s.peers[phone] = p
		s.peers[p.LID.User] = p
	}
	return p
}

// peerByJID finds the user behind a PN or LID; PNs are made on first use.
func (s *Server) peerByJID(jid types.JID) *Peer {
	if jid.Server == types.HiddenUserServer {
		return s.peers[jid.User]
	}
	return s.peer(jid.User)
}

// SetAddressing says how a peer's future messages are addressed.
func (s *Server) SetAddressing(phone string, a Addressing) {
	s.mu.Lock()
	s.peer(phone).addressing = a
	s.mu.Unlock()
}

// LinkDevice gives a peer one more device (number n) that gets copies.
func (s *Server) LinkDevice(phone string, n uint16) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.peer(phone)
	if p.linked == nil {
		p.linked = make(map[uint16]*signalStore)
	}
	p.linked[n] = newSignalStore(keys.NewKeyPair())
}

// NotOnWhatsApp makes a number unknown to the service.
func (s *Server) NotOnWhatsApp(phone string) {
	s.mu.Lock()
	s.peer(phone).absent = true
	s.mu.Unlock()
}

// NoPreKeys makes key fetches for a number fail (or work again).
func (s *Server) NoPreKeys(phone string, on bool) {
	s.mu.Lock()
	s.peer(phone).noPreKeys = on
	s.mu.Unlock()
}

// FailDecrypt makes the peer ask for a retry of the next n messages it gets.
func (s *Server) FailDecrypt(phone string, n int) {
	s.mu.Lock()
	s.peer(phone).failNext = n
	s.mu.Unlock()
}

// Reinstall gives a peer a new identity key and forgets its sessions, as when
// its owner moves WhatsApp to a new phone.
func (s *Server) Reinstall(phone string) {
	s.mu.Lock()
	s.peer(phone).signal = newSignalStore(keys.NewKeyPair())
	s.mu.Unlock()
}
