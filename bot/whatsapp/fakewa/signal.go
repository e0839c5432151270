package fakewa

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	mrand "math/rand/v2"

	"go.mau.fi/libsignal/ecc"
	grouprecord "go.mau.fi/libsignal/groups/state/record"
	"go.mau.fi/libsignal/keys/identity"
	"go.mau.fi/libsignal/keys/prekey"
	"go.mau.fi/libsignal/protocol"
	"go.mau.fi/libsignal/state/record"
	"go.mau.fi/libsignal/util/optional"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/util/keys"
)

var serializer = store.SignalProtobufSerializer

func pad(b []byte) []byte {
	n := mrand.IntN(15) + 1
	return append(b, bytes.Repeat([]byte{byte(n)}, n)...)
}

func unpad(b []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, errors.New("empty plaintext")
	}
	n := int(b[len(b)-1])
	if n == 0 || n > len(b) {
		return nil, errors.New("bad padding")
	}
	return b[:len(b)-n], nil
}

func be24(v uint32) []byte { return be32(v)[1:] }

func be32(v uint32) []byte {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], v)
	return b[:]
}

func fromBE(b []byte) uint32 {
	var v uint32
	for _, x := range b {
		v = v<<8 | uint32(x)
	}
	return v
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

// parseKeyNode reads a <key> or <skey> node.
func parseKeyNode(n waBinary.Node) (*keys.PreKey, error) {
	id, _ := content(n, "id")
	val, _ := content(n, "value")
	if len(id) != 3 || len(val) != 32 {
		return nil, fmt.Errorf("malformed <%s>", n.Tag)
	}
	pub := [32]byte(val)
	out := &keys.PreKey{KeyPair: keys.KeyPair{Pub: &pub}, KeyID: fromBE(id)}
	if sig, ok := content(n, "signature"); ok && len(sig) == 64 {
		s := [64]byte(sig)
		out.Signature = &s
	}
	return out, nil
}

func content(n waBinary.Node, tag string) ([]byte, bool) {
	c := n.GetChildByTag(tag)
	switch v := c.Content.(type) {
	case []byte:
		return v, true
	case string:
		return []byte(v), true
	}
	return nil, false
}

// newBundle builds a libsignal bundle; pre may be nil.
func newBundle(regID uint32, device uint16, id []byte, signed, pre *keys.PreKey) *prekey.Bundle {
	ik := identity.NewKey(ecc.NewDjbECPublicKey([32]byte(id)))
	if pre == nil {
		return prekey.NewBundle(regID, uint32(device), optional.NewEmptyUint32(), signed.KeyID,
			nil, ecc.NewDjbECPublicKey(*signed.Pub), *signed.Signature, ik)
	}
	return prekey.NewBundle(regID, uint32(device), optional.NewOptionalUint32(pre.KeyID), signed.KeyID,
		ecc.NewDjbECPublicKey(*pre.Pub), ecc.NewDjbECPublicKey(*signed.Pub), *signed.Signature, ik)
}

// signalStore is an in-memory libsignal store for one peer device. It is not
// safe for concurrent use; the server's mutex guards it.
type signalStore struct {
	id       *keys.KeyPair
	regID    uint32
	signed   *keys.PreKey
	prekeys  map[uint32]*keys.PreKey
	nextPre  uint32
	sessions map[string][]byte
}

func newSignalStore(id *keys.KeyPair) *signalStore {
	return &signalStore{
		id:       id,
		regID:    mrand.Uint32N(16380) + 1,
		signed:   id.CreateSignedPreKey(1),
		prekeys:  make(map[uint32]*keys.PreKey),
		nextPre:  1,
		sessions: make(map[string][]byte),
	}
}

func (s *signalStore) newPreKey() *keys.PreKey {
	k := keys.NewPreKey(s.nextPre)
	s.nextPre++
	s.prekeys[k.KeyID] = k
	return k
}

func ecPair(kp keys.KeyPair) *ecc.ECKeyPair {
	return ecc.NewECKeyPair(ecc.NewDjbECPublicKey(*kp.Pub), ecc.NewDjbECPrivateKey(*kp.Priv))
}

func (s *signalStore) GetIdentityKeyPair() *identity.KeyPair {
	return identity.NewKeyPair(identity.NewKey(ecc.NewDjbECPublicKey(*s.id.Pub)), ecc.NewDjbECPrivateKey(*s.id.Priv))
}

func (s *signalStore) GetLocalRegistrationID() uint32 { return s.regID }

func (s *signalStore) SaveIdentity(context.Context, *protocol.SignalAddress, *identity.Key) error {
	return nil
}

func (s *signalStore) IsTrustedIdentity(context.Context, *protocol.SignalAddress, *identity.Key) (bool, error) {
	return true, nil
}

func (s *signalStore) LoadPreKey(_ context.Context, id uint32) (*record.PreKey, error) {
	k, ok := s.prekeys[id]
	if !ok {
		return nil, nil
	}
	return record.NewPreKey(k.KeyID, ecPair(k.KeyPair), nil), nil
}

func (s *signalStore) StorePreKey(context.Context, uint32, *record.PreKey) error {
	return errors.ErrUnsupported
}

func (s *signalStore) ContainsPreKey(_ context.Context, id uint32) (bool, error) {
	_, ok := s.prekeys[id]
	return ok, nil
}

func (s *signalStore) RemovePreKey(_ context.Context, id uint32) error {
	delete(s.prekeys, id)
	return nil
}

func (s *signalStore) LoadSession(_ context.Context, a *protocol.SignalAddress) (*record.Session, error) {
	raw, ok := s.sessions[a.String()]
	if !ok {
		return record.NewSession(serializer.Session, serializer.State), nil
	}
	return record.NewSessionFromBytes(raw, serializer.Session, serializer.State)
}

func (s *signalStore) GetSubDeviceSessions(context.Context, string) ([]uint32, error) {
	return nil, errors.ErrUnsupported
}

func (s *signalStore) StoreSession(_ context.Context, a *protocol.SignalAddress, r *record.Session) error {
	s.sessions[a.String()] = r.Serialize()
	return nil
}

func (s *signalStore) ContainsSession(_ context.Context, a *protocol.SignalAddress) (bool, error) {
	_, ok := s.sessions[a.String()]
	return ok, nil
}

func (s *signalStore) DeleteSession(_ context.Context, a *protocol.SignalAddress) error {
	delete(s.sessions, a.String())
	return nil
}

func (s *signalStore) DeleteAllSessions(context.Context) error {
	clear(s.sessions)
	return nil
}

func (s *signalStore) LoadSignedPreKey(_ context.Context, id uint32) (*record.SignedPreKey, error) {
	if id != s.signed.KeyID {
		return nil, nil
	}
	return record.NewSignedPreKey(id, 0, ecPair(s.signed.KeyPair), *s.signed.Signature, nil), nil
}

func (s *signalStore) LoadSignedPreKeys(context.Context) ([]*record.SignedPreKey, error) {
	return nil, errors.ErrUnsupported
}

func (s *signalStore) StoreSignedPreKey(context.Context, uint32, *record.SignedPreKey) error {
	return errors.ErrUnsupported
}

func (s *signalStore) ContainsSignedPreKey(_ context.Context, id uint32) (bool, error) {
	return id == s.signed.KeyID, nil
}

func (s *signalStore) RemoveSignedPreKey(context.Context, uint32) error { return errors.ErrUnsupported }

func (s *signalStore) StoreSenderKey(context.Context, *protocol.SenderKeyName, *grouprecord.SenderKey) error {
	return errors.ErrUnsupported
}

func (s *signalStore) LoadSenderKey(context.Context, *protocol.SenderKeyName) (*grouprecord.SenderKey, error) {
	return nil, errors.ErrUnsupported
}
