package fakewa

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"

	"go.mau.fi/libsignal/ecc"
	"go.mau.fi/libsignal/keys/prekey"
	"go.mau.fi/libsignal/protocol"
	"go.mau.fi/libsignal/session"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/keys"
	"google.golang.org/protobuf/proto"
)

// Addressing says under which identity a Peer writes to the client.
type Addressing int

const (
	// ByPN: from="<phone>@s.whatsapp.net" with a sender_lid attribute (the default).
	ByPN Addressing = iota
	// ByPNOnly: from="<phone>@s.whatsapp.net" and nothing about the LID.
	ByPNOnly
	// ByLID: from="<lid>@lid" with a sender_pn attribute.
	ByLID
	// ByLIDOnly: from="<lid>@lid"; the phone number is not revealed.
	ByLIDOnly
)

// Peer is one simulated WhatsApp user: a phone (device 0) and, on request,
// linked devices that can read but never write.
// All fields are guarded by the server's mutex; use the methods of Server.
type Peer struct {
	Phone string    // international number without "+"
	PN    types.JID // <phone>@s.whatsapp.net
	LID   types.JID // <lid>@lid
	Name  string    // push name

	addressing Addressing
	absent     bool // not on WhatsApp
	noPreKeys  bool // key fetches for this user fail
	failNext   int  // pretend the next n messages cannot be decrypted
	signal     *signalStore
	linked     map[uint16]*signalStore
}

// store returns the Signal store of one of the peer's devices, or nil.
func (p *Peer) store(device uint16) *signalStore {
	if device == 0 {
		return p.signal
	}
	return p.linked[device]
}

// lidUser derives a stable LID from a phone number.
func lidUser(phone string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(phone))
	return fmt.Sprintf("2%014d", h.Sum64()%100_000_000_000_000)
}

func newPeer(phone string, id *keys.KeyPair) *Peer {
	if id == nil {
		id = keys.NewKeyPair()
	}
	return &Peer{
		Phone:  phone,
		PN:     types.NewJID(phone, types.DefaultUserServer),
		LID:    types.NewJID(lidUser(phone), types.HiddenUserServer),
		Name:   "Peer " + phone,
		signal: newSignalStore(id),
	}
}

// from is the JID the peer writes as.
func (p *Peer) from() types.JID {
	if p.addressing == ByLID || p.addressing == ByLIDOnly {
		return p.LID
	}
	return p.PN
}

// bundleNode is what a device of the peer publishes on the key server.
func (st *signalStore) bundleNode(jid types.JID) waBinary.Node {
	pre := st.newPreKey()
	return waBinary.Node{Tag: "user", Attrs: waBinary.Attrs{"jid": jid}, Content: []waBinary.Node{
		{Tag: "registration", Content: be32(st.regID)},
		{Tag: "type", Content: []byte{ecc.DjbType}},
		{Tag: "identity", Content: st.id.Pub[:]},
		{Tag: "skey", Content: []waBinary.Node{
			{Tag: "id", Content: be24(st.signed.KeyID)},
			{Tag: "value", Content: st.signed.Pub[:]},
			{Tag: "signature", Content: st.signed.Signature[:]},
		}},
		{Tag: "key", Content: []waBinary.Node{
			{Tag: "id", Content: be24(pre.KeyID)},
			{Tag: "value", Content: pre.Pub[:]},
		}},
	}}
}

// encrypt encrypts msg for one client device. bundle supplies the device's keys
// when there is no session yet.
func (p *Peer) encrypt(ctx context.Context, to types.JID, msg *waE2E.Message, bundle func() (*prekey.Bundle, error)) (waBinary.Node, error) {
	plain, err := proto.Marshal(msg)
	if err != nil {
		return waBinary.Node{}, err
	}
	addr := remoteAddr(to)
	builder := session.NewBuilderFromSignal(p.signal, addr, serializer)
	if ok, _ := p.signal.ContainsSession(ctx, addr); !ok {
		b, err := bundle()
		if err != nil {
			return waBinary.Node{}, err
		}
		if err = builder.ProcessBundle(ctx, b); err != nil {
			return waBinary.Node{}, fmt.Errorf("process bundle: %w", err)
		}
	}
	ct, err := session.NewCipher(builder, addr).Encrypt(ctx, pad(plain))
	if err != nil {
		return waBinary.Node{}, fmt.Errorf("encrypt: %w", err)
	}
	typ := "msg"
	if ct.Type() == protocol.PREKEY_TYPE {
		typ = "pkmsg"
	}
	return waBinary.Node{Tag: "enc", Attrs: waBinary.Attrs{"v": "2", "type": typ}, Content: ct.Serialize()}, nil
}

// decrypt opens an <enc> node that a client device made for this peer device.
func (s *signalStore) decrypt(ctx context.Context, from types.JID, enc waBinary.Node) (*waE2E.Message, error) {
	body, ok := enc.Content.([]byte)
	if !ok {
		return nil, errors.New("enc node without bytes")
	}
	addr := remoteAddr(from)
	cipher := session.NewCipher(session.NewBuilderFromSignal(s, addr, serializer), addr)
	var plain []byte
	switch enc.AttrGetter().OptionalString("type") {
	case "pkmsg":
		m, err := protocol.NewPreKeySignalMessageFromBytes(body, serializer.PreKeySignalMessage, serializer.SignalMessage)
		if err != nil {
			return nil, err
		}
		if plain, err = cipher.DecryptMessage(ctx, m); err != nil {
			return nil, err
		}
	case "msg":
		m, err := protocol.NewSignalMessageFromBytes(body, serializer.SignalMessage)
		if err != nil {
			return nil, err
		}
		if plain, err = cipher.Decrypt(ctx, m); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("unsupported enc type %v", enc.Attrs["type"])
	}
	plain, err := unpad(plain)
	if err != nil {
		return nil, err
	}
	msg := &waE2E.Message{}
	return msg, proto.Unmarshal(plain, msg)
}

// remoteAddr names a client device in a peer's session store by its account; callers
// give the phone number's JID, so PN and LID of the client share it.
func remoteAddr(jid types.JID) *protocol.SignalAddress {
	return protocol.NewSignalAddress(jid.User, uint32(jid.Device))
}
