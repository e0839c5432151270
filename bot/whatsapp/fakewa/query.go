package fakewa

import (
	"errors"
	"strings"

	"go.mau.fi/libsignal/keys/prekey"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
)

// str reads an attribute as text, whatever its wire type.
func str(n *waBinary.Node, key string) string {
	switch v := n.Attrs[key].(type) {
	case string:
		return v
	case types.JID:
		return v.String()
	}
	return ""
}

func result(n *waBinary.Node, content ...waBinary.Node) waBinary.Node {
	out := waBinary.Node{Tag: "iq", Attrs: waBinary.Attrs{
		"id": str(n, "id"), "type": "result", "from": types.ServerJID,
	}}
	if len(content) > 0 {
		out.Content = content
	}
	return out
}

func iqError(n *waBinary.Node, code int, text string) waBinary.Node {
	out := result(n, waBinary.Node{Tag: "error", Attrs: waBinary.Attrs{"code": code, "text": text}})
	out.Attrs["type"] = "error"
	return out
}

// handleIQ answers a query. Unknown queries get an empty result and a problem.
func (s *Server) handleIQ(c *conn, n *waBinary.Node) {
	switch str(n, "type") {
	case "result", "error":
		s.pairingReply(c, n)
		return
	}
	ns := str(n, "xmlns")
	if s.disturbed(c, n, ns) {
		return
	}
	child := waBinary.Node{}
	if ch := n.GetChildren(); len(ch) > 0 {
		child = ch[0]
	}
	switch ns {
	case "w:p", "urn:xmpp:whatsapp:dirty", "w:stats", "abt", "w", "status", "tctoken":
		c.send(result(n))
	case "passive":
		c.send(result(n))
		if child.Tag == "active" && c.dev != nil {
			s.goActive(c.dev)
		}
	case "encrypt":
		s.handleKeys(c, n, child)
	case "usync":
		c.send(s.usync(n, child))
	case "privacy":
		c.send(privacy(n, child))
	case "w:m":
		c.send(result(n, waBinary.Node{Tag: "media_conn", Attrs: waBinary.Attrs{
			"auth": "fake-auth", "ttl": 300, "auth_ttl": 21600, "max_buckets": 12,
		}, Content: []waBinary.Node{{Tag: "host", Attrs: waBinary.Attrs{"hostname": MediaHost}}}}))
	case "w:profile:picture":
		c.send(iqError(n, 404, "item-not-found"))
	case "w:sync:app:state":
		c.send(appState(n, child))
	case "blocklist":
		c.send(result(n, waBinary.Node{Tag: "list", Attrs: waBinary.Attrs{"dhash": "0"}}))
	case "md":
		s.handleMD(c, n, child)
	default:
		s.problem("unanswered query %s", xml(n))
		c.send(result(n))
	}
}

// disturbed answers a query as the test wants it answered, or not at all.
func (s *Server) disturbed(c *conn, n *waBinary.Node, ns string) bool {
	if f := s.behaviour.NoIQ; f != nil && f(ns) {
		return true
	}
	if f := s.behaviour.IQError; f != nil {
		if code := f(ns); code != 0 {
			c.send(iqError(n, code, "fake-error"))
			return true
		}
	}
	return false
}

func privacy(n *waBinary.Node, child waBinary.Node) waBinary.Node {
	if child.Tag == "tokens" {
		return result(n)
	}
	var cats []waBinary.Node
	for _, name := range []string{"groupadd", "last", "status", "profile", "readreceipts", "online", "calladd"} {
		cats = append(cats, waBinary.Node{Tag: "category", Attrs: waBinary.Attrs{"name": name, "value": "all"}})
	}
	return result(n, waBinary.Node{Tag: "privacy", Content: cats})
}

// appState answers that every collection is as the client has it.
func appState(n *waBinary.Node, child waBinary.Node) waBinary.Node {
	var cols []waBinary.Node
	for _, col := range child.GetChildren() {
		cols = append(cols, waBinary.Node{Tag: "collection", Attrs: waBinary.Attrs{
			"name": col.Attrs["name"], "version": col.Attrs["version"], "has_more_patches": "false",
		}})
	}
	return result(n, waBinary.Node{Tag: "sync", Content: cols})
}

// handleKeys is the key server: count, upload and fetch.
func (s *Server) handleKeys(c *conn, n *waBinary.Node, child waBinary.Node) {
	dev := c.dev
	if dev == nil {
		c.send(iqError(n, 401, "not-authorized"))
		return
	}
	if str(n, "type") == "set" {
		s.uploadKeys(dev, n)
		c.send(result(n))
		return
	}
	switch child.Tag {
	case "count":
		count := len(dev.prekeys)
		if count == 0 && dev.uploads == 0 {
			// Claim a few, so that a new client uploads 50 keys and not 812.
			count = 5
		}
		c.send(result(n, waBinary.Node{Tag: "count", Attrs: waBinary.Attrs{"value": count}}))
	case "key":
		c.send(s.fetchKeys(n, child))
	default:
		s.problem("unknown encrypt query %s", xml(n))
		c.send(result(n))
	}
}

// uploadKeys files what a client publishes.
func (s *Server) uploadKeys(dev *Device, n *waBinary.Node) {
	dev.uploads++
	if id, ok := content(*n, "identity"); ok {
		dev.identity = id
	}
	if reg, ok := content(*n, "registration"); ok {
		dev.regID = fromBE(reg)
	}
	if sk, err := parseKeyNode(n.GetChildByTag("skey")); err == nil {
		dev.signed = sk
	} else {
		s.problem("prekey upload: %v", err)
	}
	list := n.GetChildByTag("list")
	for _, k := range list.GetChildren() {
		pk, err := parseKeyNode(k)
		if err != nil {
			s.problem("prekey upload: %v", err)
			continue
		}
		dev.prekeys = append(dev.prekeys, pk)
	}
	s.notify()
}

// fetchKeys hands out the keys of users.
func (s *Server) fetchKeys(n *waBinary.Node, child waBinary.Node) waBinary.Node {
	var users []waBinary.Node
	for _, u := range child.GetChildren() {
		jid, _ := u.Attrs["jid"].(types.JID)
		p := s.peerByJID(jid)
		if p == nil || p.absent || p.noPreKeys || p.store(jid.Device) == nil {
			users = append(users, waBinary.Node{Tag: "user", Attrs: waBinary.Attrs{"jid": jid}, Content: []waBinary.Node{
				{Tag: "error", Attrs: waBinary.Attrs{"code": 404, "text": "item-not-found"}}}})
			continue
		}
		users = append(users, p.store(jid.Device).bundleNode(jid))
	}
	return result(n, waBinary.Node{Tag: "list", Content: users})
}

// about is what a lookup tells of a user.
func (s *Server) about(p *Peer, want map[string]bool, asked []byte) (kids []waBinary.Node) {
	gone := p == nil || p.absent
	if want["contact"] {
		typ := "in"
		if gone {
			typ = "out"
		}
		kids = append(kids, waBinary.Node{Tag: "contact", Attrs: waBinary.Attrs{"type": typ}, Content: asked})
	}
	if gone {
		return kids
	}
	if want["devices"] {
		devs := []waBinary.Node{{Tag: "device", Attrs: waBinary.Attrs{"id": "0"}}}
		for n := range p.linked {
			devs = append(devs, waBinary.Node{Tag: "device", Attrs: waBinary.Attrs{"id": int(n), "key-index": int(n)}})
		}
		for _, d := range s.devices {
			if d.JID.User == p.Phone {
				devs = append(devs, waBinary.Node{Tag: "device", Attrs: waBinary.Attrs{"id": int(d.JID.Device), "key-index": 1}})
			}
		}
		kids = append(kids, waBinary.Node{Tag: "devices", Content: []waBinary.Node{
			{Tag: "device-list", Attrs: waBinary.Attrs{"hash": "2:fake"}, Content: devs}}})
	}
	if want["lid"] {
		kids = append(kids, waBinary.Node{Tag: "lid", Attrs: waBinary.Attrs{"val": p.LID}})
	}
	if want["status"] {
		kids = append(kids, waBinary.Node{Tag: "status", Content: []byte("Hey there!")})
	}
	return kids
}

// usync answers user lookups: devices, lid, contact, status, picture.
func (s *Server) usync(n *waBinary.Node, req waBinary.Node) waBinary.Node {
	want := map[string]bool{}
	query := req.GetChildByTag("query")
	for _, q := range query.GetChildren() {
		want[q.Tag] = true
	}
	var users []waBinary.Node
	list := req.GetChildByTag("list")
	for _, u := range list.GetChildren() {
		jid, ok := u.Attrs["jid"].(types.JID)
		var asked []byte
		if !ok {
			asked, _ = content(u, "contact")
			phone, _, _ := strings.Cut(strings.TrimPrefix(string(asked), "+"), "@")
			jid = types.NewJID(phone, types.DefaultUserServer)
		}
		kids := s.about(s.peerByJID(jid), want, asked)
		node := waBinary.Node{Tag: "user", Attrs: waBinary.Attrs{"jid": jid.ToNonAD()}}
		if len(kids) > 0 {
			node.Content = kids
		}
		users = append(users, node)
	}
	return result(n, waBinary.Node{Tag: "usync", Attrs: waBinary.Attrs{
		"sid": str(&req, "sid"), "mode": str(&req, "mode"), "last": "true", "index": "0", "context": str(&req, "context"),
	}, Content: []waBinary.Node{{Tag: "result"}, {Tag: "list", Content: users}}})
}

// bundle takes one of the device's one-time prekeys off the key server.
func (d *Device) bundle() (*prekey.Bundle, error) {
	if d.signed == nil || len(d.identity) != 32 {
		return nil, errors.New("the client has no keys on the server")
	}
	var pre *keys.PreKey
	if len(d.prekeys) > 0 {
		pre, d.prekeys = d.prekeys[0], d.prekeys[1:]
	}
	return newBundle(d.regID, d.JID.Device, d.identity, d.signed, pre), nil
}
