package fakewa

import (
	"strconv"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// login answers the client payload: success, failure, or the pairing stage.
func (s *Server) login(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.behaviour.Login; f != nil {
		attrs := waBinary.Attrs{"reason": f.Reason, "location": "fake"}
		if f.Message != "" {
			attrs["message"] = f.Message
		}
		for k, v := range f.Attrs {
			attrs[k] = v
		}
		c.send(waBinary.Node{Tag: "failure", Attrs: attrs})
		c.closeAfterFlush()
		return
	}
	if c.payload.DevicePairingData != nil {
		s.startPairing(c)
		return
	}
	jid := types.NewJID(strconv.FormatUint(c.payload.GetUsername(), 10), types.DefaultUserServer)
	jid.Device = uint16(c.payload.GetDevice())
	dev, ok := s.devices[jid.String()]
	if !ok || string(dev.noise) != string(c.noise) {
		c.send(waBinary.Node{Tag: "failure", Attrs: waBinary.Attrs{"reason": 401, "location": "fake"}})
		c.closeAfterFlush()
		return
	}
	if old := dev.conn; old != nil {
		old.send(waBinary.Node{Tag: "stream:error", Content: []waBinary.Node{
			{Tag: "conflict", Attrs: waBinary.Attrs{"type": "replaced"}}}})
		old.closeAfterFlush()
	}
	dev.conn, dev.active = c, false
	c.dev = dev
	c.send(waBinary.Node{Tag: "success", Attrs: waBinary.Attrs{
		"t": s.now().Unix(), "creation": s.now().Unix(), "props": "1", "lid": dev.LID,
	}})
	s.notify()
}

// goActive gives the client its backlog, in order, marked as offline.
func (s *Server) goActive(dev *Device) {
	if dev.active || dev.conn == nil {
		return
	}
	count := func(class string) (n int) {
		for _, p := range dev.queue {
			if p.class == class {
				n++
			}
		}
		return n
	}
	dev.conn.send(waBinary.Node{Tag: "ib", Attrs: waBinary.Attrs{"from": types.ServerJID}, Content: []waBinary.Node{{
		Tag: "offline_preview", Attrs: waBinary.Attrs{
			"count": len(dev.queue), "message": count("message"), "receipt": count("receipt"),
			"notification": count("notification"), "appdata": 0,
		}}}})
	for _, p := range dev.queue {
		s.push(dev, p)
	}
	dev.conn.send(waBinary.Node{Tag: "ib", Attrs: waBinary.Attrs{"from": types.ServerJID}, Content: []waBinary.Node{{
		Tag: "offline", Attrs: waBinary.Attrs{"count": len(dev.queue)}}}})
	dev.active = true
	s.notify()
}

// push writes a pending stanza to the device's connection.
func (s *Server) push(dev *Device, p *pending) {
	n := p.node
	if !dev.active {
		attrs := waBinary.Attrs{"offline": p.tries}
		for k, v := range n.Attrs {
			attrs[k] = v
		}
		n.Attrs = attrs
	}
	p.tries++
	dev.conn.send(n)
}

// enqueue stores a stanza until the client acknowledges it, and sends it if the
// client is there.
func (s *Server) enqueue(dev *Device, class, id string, n waBinary.Node) {
	p := &pending{id: id, class: class, node: n}
	dev.queue = append(dev.queue, p)
	if dev.conn != nil && dev.active {
		s.push(dev, p)
	}
	s.notify()
}

// acknowledge takes a stanza off the queue and reports whether it was there.
func (s *Server) acknowledge(dev *Device, class, id string) bool {
	for i, p := range dev.queue {
		if p.class == class && p.id == id {
			dev.queue = append(dev.queue[:i:i], dev.queue[i+1:]...)
			s.notify()
			return true
		}
	}
	return false
}

// handle dispatches one client stanza.
func (s *Server) handle(c *conn, n *waBinary.Node) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch n.Tag {
	case "iq":
		s.handleIQ(c, n)
	case "message":
		s.handleMessage(c, n)
	case "receipt":
		s.handleReceipt(c, n)
	case "ack":
		if c.dev == nil {
			return
		}
		// The client sends a retry receipt and an ack for one undecryptable
		// message from two goroutines; the ack must not clear the new try.
		if id := str(n, "id"); str(n, "class") == "message" && c.dev.spareAcks[id] > 0 {
			c.dev.spareAcks[id]--
			return
		}
		s.acknowledge(c.dev, str(n, "class"), str(n, "id"))
	case "presence", "chatstate", "ib":
		// recorded in Stanzas
	default:
		s.problem("unknown stanza %s", xml(n))
	}
}
