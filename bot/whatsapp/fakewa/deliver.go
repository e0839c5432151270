package fakewa

import (
	"context"
	"fmt"
	"strings"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"
)

// Delivery tunes one delivered message.
type Delivery struct {
	ID      string    // message ID; made up when empty
	Time    time.Time // server time of the message; now when zero
	Corrupt bool      // damage the ciphertext of the first try
	To      string    // only to this number; empty: to every linked device
}

// DeliverText makes a phone number write to the client, and returns the ID.
// When the client is offline the message waits in the server's queue.
func (s *Server) DeliverText(fromPhone, text string) string {
	return s.Deliver(fromPhone, &waE2E.Message{Conversation: proto.String(text)}, Delivery{})
}

// Deliver makes a phone number send any message to every linked device.
func (s *Server) Deliver(fromPhone string, msg *waE2E.Message, d Delivery) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.peer(fromPhone)
	if d.ID == "" {
		s.nextID++
		d.ID = strings.ToUpper(fmt.Sprintf("3a%018x", s.nextID))
	}
	if d.Time.IsZero() {
		d.Time = s.now()
	}
	attrs := waBinary.Attrs{
		"from": p.from(), "id": d.ID, "t": d.Time.Unix(), "type": typeOf(msg), "notify": p.Name,
	}
	switch p.addressing {
	case ByPN:
		attrs["sender_lid"] = p.LID
		attrs["addressing_mode"] = "pn"
	case ByLID:
		attrs["sender_pn"] = p.PN
		attrs["addressing_mode"] = "lid"
	case ByLIDOnly:
		attrs["addressing_mode"] = "lid"
	}
	for _, dev := range s.devices {
		if d.To != "" && d.To != dev.JID.User {
			continue
		}
		enc, err := p.encrypt(context.Background(), dev.JID, msg, dev.bundle)
		if err != nil {
			s.problem("deliver %s: %v", d.ID, err)
			continue
		}
		if mt := mediaTypeOf(msg); mt != "" {
			enc.Attrs["mediatype"] = mt
		}
		node := waBinary.Node{Tag: "message", Attrs: attrs, Content: []waBinary.Node{enc}}
		s.originals[d.ID] = &original{peer: p, msg: msg, node: node}
		if d.Corrupt {
			bad := append([]byte(nil), enc.Content.([]byte)...)
			bad[len(bad)-1] ^= 0xff // breaks the MAC
			broken := enc
			broken.Content = bad
			node.Content = []waBinary.Node{broken}
		}
		s.enqueue(dev, "message", d.ID, node)
	}
	return d.ID
}

// Typing makes a peer show or stop its typing indicator.
func (s *Server) Typing(phone string, on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tag := "paused"
	if on {
		tag = "composing"
	}
	for _, d := range s.devices {
		if d.conn != nil {
			d.conn.send(waBinary.Node{Tag: "chatstate", Attrs: waBinary.Attrs{"from": s.peer(phone).from()},
				Content: []waBinary.Node{{Tag: tag}}})
		}
	}
}

// Forget drops a peer's session with the client, so its next message is a
// pkmsg again.
func (s *Server) Forget(phone string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.peer(phone).signal.DeleteAllSessions(context.Background())
}

// IdentityChanged tells the client that a peer has a new identity key.
func (s *Server) IdentityChanged(phone string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID++
	id := fmt.Sprintf("%d", 1_000_000+s.nextID)
	for _, d := range s.devices {
		s.enqueue(d, "notification", id, waBinary.Node{Tag: "notification", Attrs: waBinary.Attrs{
			"from": s.peer(phone).from(), "id": id, "t": s.now().Unix(), "type": "encrypt",
		}, Content: []waBinary.Node{{Tag: "identity"}}})
	}
}

func typeOf(m *waE2E.Message) string {
	switch {
	case m.ReactionMessage != nil:
		return "reaction"
	case mediaTypeOf(m) != "":
		return "media"
	}
	return "text"
}

func mediaTypeOf(m *waE2E.Message) string {
	switch {
	case m.ImageMessage != nil:
		return "image"
	case m.AudioMessage != nil:
		return "audio"
	case m.DocumentMessage != nil:
		return "document"
	case m.LocationMessage != nil:
		return "location"
	}
	return ""
}

// ownPhone is the peer that stands for the phone of a linked account.
func (s *Server) ownPhone(jid types.JID) *Peer { return s.peer(jid.User) }

// LowPreKeys tells every client that only n one-time keys are left.
func (s *Server) LowPreKeys(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID++
	id := fmt.Sprintf("%d", 1_000_000+s.nextID)
	for _, d := range s.devices {
		d.prekeys = d.prekeys[:min(n, len(d.prekeys))]
		s.enqueue(d, "notification", id, waBinary.Node{Tag: "notification", Attrs: waBinary.Attrs{
			"from": types.ServerJID, "id": id, "t": s.now().Unix(), "type": "encrypt",
		}, Content: []waBinary.Node{{Tag: "count", Attrs: waBinary.Attrs{"value": n}}}})
	}
}

// DeliverRaw makes a phone number send a message whose <enc> nodes the test
// made up, to try hostile input.
func (s *Server) DeliverRaw(fromPhone string, content ...waBinary.Node) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.peer(fromPhone)
	s.nextID++
	id := fmt.Sprintf("RAW%06d", s.nextID)
	for _, dev := range s.devices {
		node := waBinary.Node{Tag: "message", Attrs: waBinary.Attrs{
			"from": p.from(), "id": id, "t": s.now().Unix(), "type": "text", "notify": p.Name,
		}, Content: content}
		s.originals[id] = &original{peer: p, msg: &waE2E.Message{Conversation: proto.String("after " + id)}, node: node}
		s.enqueue(dev, "message", id, node)
	}
	return id
}
