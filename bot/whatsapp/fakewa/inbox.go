package fakewa

import (
	"context"
	"errors"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
)

// handleMessage accepts a message of the client: opens every recipient's copy,
// files it, acknowledges it, and lets the phones send receipts.
func (s *Server) handleMessage(c *conn, n *waBinary.Node) {
	to, ok := n.Attrs["to"].(types.JID)
	if c.dev == nil || !ok {
		s.problem("message without login or address: %s", xml(n))
		return
	}
	m := Msg{ID: str(n, "id"), To: to, Bot: c.dev.JID.User, Conn: c.number, Category: str(n, "category"), At: s.now()}
	peer := s.peerByJID(to)
	if peer != nil {
		m.Phone = peer.Phone
	}
	key := m.Phone + "/" + m.ID
	m.Repeat = s.accepted[key]
	askRetry := s.openCopies(c.dev, n, peer, &m)
	m.Text = textOf(m.Proto)
	s.judge(&m)
	if m.Rejected == 0 {
		s.accepted[key] = true
	}
	fresh := m.Err == nil && !s.readable[key]
	s.readable[key] = s.readable[key] || fresh
	s.sent = append(s.sent, m)
	s.notify()
	b := &s.behaviour
	if b.CutInAck {
		b.CutInAck = false
		go c.close()
		return
	}
	answer := s.answer(c, peer, m, askRetry, fresh)
	if b.AckDelay == 0 {
		answer()
		return
	}
	time.AfterFunc(b.AckDelay, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		answer()
	})
}

// judge refuses a message where the test wants it.
func (s *Server) judge(m *Msg) {
	if m.Category != "" || m.Retry != 0 {
		return
	}
	if f := s.behaviour.RejectIf; f != nil {
		m.Rejected = f(*m)
	}
	if m.Rejected == 0 {
		m.Rejected = s.behaviour.AckError
	}
}

// answer acknowledges a message and lets the phone answer: what it can read for the first
// time it confirms.
func (s *Server) answer(c *conn, peer *Peer, m Msg, askRetry, fresh bool) func() {
	noAck, receipts := s.behaviour.NoAck, s.behaviour.Receipts
	ack := waBinary.Node{Tag: "ack", Attrs: waBinary.Attrs{
		"class": "message", "id": m.ID, "from": m.To, "t": s.now().Unix(),
	}}
	if m.Rejected != 0 {
		ack.Attrs["error"] = m.Rejected
	}
	return func() {
		if !noAck {
			c.send(ack)
		}
		if m.Rejected != 0 || peer == nil || c.dev == nil {
			return
		}
		if askRetry {
			s.sendRetry(c.dev, peer, m.To, m.ID, m.Retry+1)
			return
		}
		if fresh && m.Category == "" {
			for _, typ := range receipts {
				s.sendReceipt(c.dev, m.To, m.ID, typ)
			}
		}
	}
}

// openCopies opens every copy a phone can read; it returns whether the recipient's
// phone wants the message once more.
func (s *Server) openCopies(dev *Device, n *waBinary.Node, peer *Peer, m *Msg) (askRetry bool) {
	open := func(p *Peer, enc waBinary.Node) (*waE2E.Message, error) {
		if p.failNext > 0 {
			p.failNext--
			askRetry = true
			return nil, errors.New("the test asked the phone to fail")
		}
		return p.signal.decrypt(context.Background(), dev.JID, enc)
	}
	found := false
	if enc, direct := n.GetOptionalChildByTag("enc"); direct && peer != nil { // retry, or peer message
		found = true
		m.EncType, m.Retry = str(&enc, "type"), enc.AttrGetter().OptionalInt("count")
		m.Proto, m.Err = open(peer, enc)
	}
	parts := n.GetChildByTag("participants")
	for _, part := range parts.GetChildren() {
		jid, _ := part.Attrs["jid"].(types.JID)
		enc := part.GetChildByTag("enc")
		p := s.peerByJID(jid)
		switch {
		case p == nil || p.store(jid.Device) == nil: // another companion device: not simulated
		case jid.Device != 0:
			if m.Linked == nil {
				m.Linked = make(map[uint16]error)
			}
			_, m.Linked[jid.Device] = p.store(jid.Device).decrypt(context.Background(), dev.JID, enc)
		case p == peer:
			found = true
			m.EncType = str(&enc, "type")
			m.Proto, m.Err = open(p, enc)
		default:
			s.ownCopy(dev, p, enc, m)
		}
	}
	if !found {
		m.Err = errors.New("no copy for the recipient")
	}
	if m.Err != nil && s.behaviour.Retry && m.Retry < 5 {
		askRetry = true
	}
	return askRetry
}

// ownCopy checks the copy for the client's own phone.
func (s *Server) ownCopy(dev *Device, p *Peer, enc waBinary.Node, m *Msg) {
	own, err := p.signal.decrypt(context.Background(), dev.JID, enc)
	switch {
	case err != nil && !m.Repeat:
		s.problem("own copy of %s: %v", m.ID, err)
	case err == nil && own.GetDeviceSentMessage().GetDestinationJID() != m.To.String():
		s.problem("own copy of %s: destination %q", m.ID, own.GetDeviceSentMessage().GetDestinationJID())
	}
}

func textOf(m *waE2E.Message) string {
	if t := m.GetConversation(); t != "" {
		return t
	}
	return m.GetExtendedTextMessage().GetText()
}
