package fakewa

import (
	"context"
	"errors"

	"go.mau.fi/libsignal/keys/prekey"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
)

func (s *Server) sendReceipt(dev *Device, from types.JID, id string, typ types.ReceiptType) {
	attrs := waBinary.Attrs{"id": id, "from": from, "t": s.now().Unix()}
	if typ != types.ReceiptTypeDelivered {
		attrs["type"] = string(typ)
	}
	s.enqueue(dev, "receipt", id, waBinary.Node{Tag: "receipt", Attrs: attrs})
}

// sendRetry asks the client to encrypt a message again.
func (s *Server) sendRetry(dev *Device, p *Peer, from types.JID, id string, count int) {
	s.enqueue(dev, "receipt", id, waBinary.Node{Tag: "receipt", Attrs: waBinary.Attrs{
		"id": id, "from": from, "t": s.now().Unix(), "type": "retry",
	}, Content: []waBinary.Node{
		{Tag: "retry", Attrs: waBinary.Attrs{"count": count, "id": id, "t": s.now().Unix(), "v": "1"}},
		{Tag: "registration", Content: be32(p.signal.regID)},
	}})
}

// Receipt makes a peer send a receipt for a message of the client.
func (s *Server) Receipt(phone, id string, typ types.ReceiptType) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.devices {
		s.sendReceipt(d, s.peer(phone).from(), id, typ)
	}
}

// AskRetry makes a peer ask for a message again, writing as from.
func (s *Server) AskRetry(phone string, from types.JID, id string, count int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.devices {
		s.sendRetry(d, s.peer(phone), from, id, count)
	}
}

// handleReceipt takes a delivery, read or retry receipt of the client.
func (s *Server) handleReceipt(c *conn, n *waBinary.Node) {
	dev := c.dev
	if dev == nil {
		return
	}
	id := str(n, "id")
	typ := str(n, "type")
	c.send(waBinary.Node{Tag: "ack", Attrs: waBinary.Attrs{
		"class": "receipt", "id": id, "from": n.Attrs["to"], "type": typ,
	}})
	was := s.acknowledge(dev, "message", id)
	if typ != "retry" {
		return
	}
	if was {
		if dev.spareAcks == nil {
			dev.spareAcks = make(map[string]int)
		}
		dev.spareAcks[id]++
	}
	orig, ok := s.originals[id]
	if !ok {
		s.problem("retry receipt for unknown message %s", id)
		return
	}
	retry := n.GetChildByTag("retry")
	count := retry.AttrGetter().OptionalInt("count")
	bundle := dev.bundle
	if ks, ok := n.GetOptionalChildByTag("keys"); ok {
		_ = orig.peer.signal.DeleteSession(context.Background(), remoteAddr(dev.JID))
		bundle = func() (*prekey.Bundle, error) { return sentBundle(dev, *n, ks) }
	}
	enc, err := orig.peer.encrypt(context.Background(), dev.JID, orig.msg, bundle)
	if err != nil {
		s.problem("retry of %s: %v", id, err)
		return
	}
	enc.Attrs["count"] = count
	node := orig.node
	node.Content = []waBinary.Node{enc}
	s.enqueue(dev, "message", id, node)
}

// sentBundle reads the keys that a retry receipt carries.
func sentBundle(dev *Device, n, ks waBinary.Node) (*prekey.Bundle, error) {
	reg, _ := content(n, "registration")
	ik, _ := content(ks, "identity")
	signed, err := parseKeyNode(ks.GetChildByTag("skey"))
	if err != nil {
		return nil, err
	}
	var pre *keys.PreKey
	if kn, ok := ks.GetOptionalChildByTag("key"); ok {
		if pre, err = parseKeyNode(kn); err != nil {
			return nil, err
		}
	}
	if len(ik) != 32 {
		return nil, errors.New("retry receipt without identity")
	}
	return newBundle(fromBE(reg), dev.JID.Device, ik, signed, pre), nil
}
