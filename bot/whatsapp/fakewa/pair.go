package fakewa

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"go.mau.fi/libsignal/ecc"
	"go.mau.fi/whatsmeow"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waAdv"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
	"google.golang.org/protobuf/proto"
)

// nextDevice picks the next free companion device number of an account.
func (s *Server) nextDevice(phone string) uint16 {
	n := uint16(1)
	for _, d := range s.devices {
		if d.JID.User == phone && d.JID.Device >= n {
			n = d.JID.Device + 1
		}
	}
	return n
}

// signIdentity lets the account owner vouch for a companion's identity key.
func (s *Server) signIdentity(account *keys.KeyPair, companion []byte) (*waAdv.ADVSignedDeviceIdentity, error) {
	details, err := proto.Marshal(&waAdv.ADVDeviceIdentity{
		RawID: proto.Uint32(1), Timestamp: proto.Uint64(uint64(s.now().Unix())), KeyIndex: proto.Uint32(1),
		AccountType: waAdv.ADVEncryptionType_E2EE.Enum(), DeviceType: waAdv.ADVEncryptionType_E2EE.Enum(),
	})
	if err != nil {
		return nil, err
	}
	return &waAdv.ADVSignedDeviceIdentity{
		Details:             details,
		AccountSignatureKey: account.Pub[:],
		AccountSignature:    sign(account, bytes.Join([][]byte{whatsmeow.AdvAccountSignaturePrefix, details, companion}, nil)),
	}, nil
}

// Pair links a fresh device store (container.NewDevice()) to a phone number
// without the QR dance: it writes what a finished pairing writes, and registers
// the device's keys with the server.
func (s *Server) Pair(ctx context.Context, dev *store.Device, phone string) error {
	s.mu.Lock()
	phonePeer := s.peer(phone)
	num := s.nextDevice(phonePeer.Phone)
	s.mu.Unlock()

	jid, lid := phonePeer.PN, phonePeer.LID
	jid.Device, lid.Device = num, num
	id, err := s.signIdentity(phonePeer.signal.id, dev.IdentityKey.Pub[:])
	if err != nil {
		return err
	}
	id.DeviceSignature = sign(dev.IdentityKey, bytes.Join([][]byte{
		whatsmeow.AdvDeviceSignaturePrefix, id.Details, dev.IdentityKey.Pub[:], id.AccountSignatureKey}, nil))

	dev.ID, dev.LID, dev.Account = &jid, lid, id
	dev.Platform, dev.PushName = "smba", "Bot"
	if err = dev.Save(ctx); err != nil {
		return err
	}
	if err = dev.LIDs.PutLIDMapping(ctx, lid, jid); err != nil {
		return err
	}
	if err = dev.Identities.PutIdentity(ctx, phonePeer.LID.SignalAddress().String(), *phonePeer.signal.id.Pub); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.devices[jid.String()] = &Device{
		JID: jid, LID: lid, noise: dev.NoiseKey.Pub[:], identity: dev.IdentityKey.Pub[:],
		regID: dev.RegistrationID, signed: dev.SignedPreKey,
	}
	return nil
}

// startPairing offers QR references to a client that is not linked yet.
func (s *Server) startPairing(c *conn) {
	var refs []waBinary.Node
	for range 6 {
		ref := "2@" + base64.RawURLEncoding.EncodeToString(randomBytes(24))
		s.waiting[ref] = c
		refs = append(refs, waBinary.Node{Tag: "ref", Content: []byte(ref)})
	}
	c.send(waBinary.Node{Tag: "iq", Attrs: waBinary.Attrs{
		"from": types.ServerJID, "type": "set", "id": "pair-1", "xmlns": "md",
	}, Content: []waBinary.Node{{Tag: "pair-device", Content: refs}}})
	s.notify()
}

// ScanQR does what a phone does after scanning the code: it vouches for the
// client's identity key under the given phone number.
func (s *Server) ScanQR(code, phone string) error {
	if _, after, ok := strings.Cut(code, "#"); ok { // later versions prefix a URL
		code = after
	}
	parts := strings.Split(code, ",")
	if len(parts) < 4 {
		return fmt.Errorf("QR code has %d parts", len(parts))
	}
	var blobs [3][]byte
	for i := range blobs {
		var err error
		if blobs[i], err = base64.StdEncoding.DecodeString(parts[i+1]); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.waiting[parts[0]]
	if !ok {
		return errors.New("unknown or expired QR reference")
	}
	if !bytes.Equal(c.noise, blobs[0]) {
		return errors.New("QR noise key is not the connection's")
	}
	return s.finishPairing(c, phone, blobs[1], blobs[2])
}

// finishPairing sends pair-success.
func (s *Server) finishPairing(c *conn, phone string, companion, advSecret []byte) error {
	p := s.peer(phone)
	id, err := s.signIdentity(p.signal.id, companion)
	if err != nil {
		return err
	}
	inner, err := proto.Marshal(id)
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, advSecret)
	mac.Write(inner)
	outer, err := proto.Marshal(&waAdv.ADVSignedDeviceIdentityHMAC{Details: inner, HMAC: mac.Sum(nil)})
	if err != nil {
		return err
	}
	jid, lid := p.PN, p.LID
	jid.Device = s.nextDevice(p.Phone)
	lid.Device = jid.Device
	c.pairPh = p.Phone
	reg := c.payload.GetDevicePairingData()
	signed := [32]byte(reg.GetESkeyVal())
	sig := [64]byte(reg.GetESkeySig())
	c.dev = &Device{
		JID: jid, LID: lid, noise: c.noise, identity: companion, regID: fromBE(reg.GetERegid()),
		signed: &keys.PreKey{KeyPair: keys.KeyPair{Pub: &signed}, KeyID: fromBE(reg.GetESkeyID()), Signature: &sig},
	}
	c.send(waBinary.Node{Tag: "iq", Attrs: waBinary.Attrs{
		"from": types.ServerJID, "type": "set", "id": "pair-2", "xmlns": "md",
	}, Content: []waBinary.Node{{Tag: "pair-success", Content: []waBinary.Node{
		{Tag: "device-identity", Content: outer},
		{Tag: "device", Attrs: waBinary.Attrs{"jid": jid, "lid": lid}},
		{Tag: "platform", Attrs: waBinary.Attrs{"name": "android"}},
	}}}})
	return nil
}

// pairingReply takes the client's answer to pair-device or pair-success.
func (s *Server) pairingReply(c *conn, n *waBinary.Node) {
	if c.pairPh == "" || c.pairDone || str(n, "id") != "pair-2" {
		return
	}
	if str(n, "type") == "error" {
		s.problem("client refused pairing: %s", xml(n))
		return
	}
	node := n.GetChildByTag("pair-device-sign", "device-identity")
	raw, _ := node.Content.([]byte)
	var id waAdv.ADVSignedDeviceIdentity
	if err := proto.Unmarshal(raw, &id); err != nil {
		s.problem("pair-device-sign: %v", err)
		return
	}
	acc := s.ownPhone(c.dev.JID).signal.id.Pub[:]
	msg := bytes.Join([][]byte{whatsmeow.AdvDeviceSignaturePrefix, id.Details, c.dev.identity, acc}, nil)
	if len(id.DeviceSignature) != 64 ||
		!ecc.VerifySignature(ecc.NewDjbECPublicKey([32]byte(c.dev.identity)), msg, [64]byte(id.DeviceSignature)) {
		s.problem("pair-device-sign: bad device signature")
		return
	}
	c.pairDone = true
	s.devices[c.dev.JID.String()] = c.dev
	for ref, w := range s.waiting {
		if w == c {
			delete(s.waiting, ref)
		}
	}
	c.dev = nil
	c.send(waBinary.Node{Tag: "stream:error", Attrs: waBinary.Attrs{"code": "515"}})
	s.notify()
}
