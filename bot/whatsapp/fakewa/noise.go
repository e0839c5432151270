package fakewa

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.mau.fi/libsignal/ecc"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCert"
	"go.mau.fi/whatsmeow/proto/waWa6"
	"go.mau.fi/whatsmeow/util/keys"
	"golang.org/x/crypto/curve25519"
	"google.golang.org/protobuf/proto"
)

// noisePattern is exactly 32 bytes, so Noise uses it as the first hash as is.
const noisePattern = "Noise_XX_25519_AESGCM_SHA256\x00\x00\x00\x00"

// root is the certificate authority of every server in this process. It must be
// one key per process, because whatsmeow keeps the trusted key in a package
// variable.
var root = sync.OnceValue(func() *keys.KeyPair {
	kp := keys.NewKeyPair()
	whatsmeow.WACertPubKey = *kp.Pub
	return kp
})

// newServerStatic makes the server's static Noise key and the two-link
// certificate chain (root -> intermediate -> leaf) that vouches for it.
func newServerStatic(now time.Time) (static *keys.KeyPair, chain []byte, err error) {
	static = keys.NewKeyPair()
	inter := keys.NewKeyPair()
	// Later whatsmeow versions check the validity, this one ignores it.
	from, until := uint64(now.Add(-time.Hour).Unix()), uint64(now.Add(24*time.Hour).Unix())
	interDetails, err := proto.Marshal(&waCert.CertChain_NoiseCertificate_Details{
		Serial:       proto.Uint32(1),
		IssuerSerial: proto.Uint32(whatsmeow.WACertIssuerSerial),
		Key:          inter.Pub[:],
		NotBefore:    proto.Uint64(from),
		NotAfter:     proto.Uint64(until),
	})
	if err != nil {
		return nil, nil, err
	}
	leafDetails, err := proto.Marshal(&waCert.CertChain_NoiseCertificate_Details{
		Serial:       proto.Uint32(2),
		IssuerSerial: proto.Uint32(1),
		Key:          static.Pub[:],
		NotBefore:    proto.Uint64(from),
		NotAfter:     proto.Uint64(until),
	})
	if err != nil {
		return nil, nil, err
	}
	chain, err = proto.Marshal(&waCert.CertChain{
		Intermediate: &waCert.CertChain_NoiseCertificate{Details: interDetails, Signature: sign(root(), interDetails)},
		Leaf:         &waCert.CertChain_NoiseCertificate{Details: leafDetails, Signature: sign(inter, leafDetails)},
	})
	return static, chain, err
}

// sign makes an XEdDSA signature over msg.
func sign(kp *keys.KeyPair, msg []byte) []byte {
	sig := ecc.CalculateSignature(ecc.NewDjbECPrivateKey(*kp.Priv), msg)
	return sig[:]
}

// noiseState is the symmetric state of a Noise XX handshake.
type noiseState struct {
	hash, salt []byte
	aead       cipher.AEAD
	n          uint32
}

func newNoiseState(header []byte) (*noiseState, error) {
	s := &noiseState{hash: []byte(noisePattern), salt: []byte(noisePattern)}
	var err error
	if s.aead, err = newGCM(s.hash); err != nil {
		return nil, err
	}
	s.mixHash(header)
	return s, nil
}

func newGCM(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func nonce(n uint32) []byte {
	iv := make([]byte, 12)
	binary.BigEndian.PutUint32(iv[8:], n)
	return iv
}

func (s *noiseState) mixHash(data []byte) {
	h := sha256.New()
	h.Write(s.hash)
	h.Write(data)
	s.hash = h.Sum(nil)
}

func (s *noiseState) expand(ikm []byte) (first, second []byte, err error) {
	out, err := hkdf.Key(sha256.New, ikm, s.salt, "", 64)
	if err != nil {
		return nil, nil, err
	}
	return out[:32], out[32:], nil
}

func (s *noiseState) mixKey(priv, pub []byte) error {
	shared, err := curve25519.X25519(priv, pub)
	if err != nil {
		return err
	}
	salt, key, err := s.expand(shared)
	if err != nil {
		return err
	}
	s.salt, s.n = salt, 0
	s.aead, err = newGCM(key)
	return err
}

func (s *noiseState) encrypt(plain []byte) []byte {
	out := s.aead.Seal(nil, nonce(s.n), plain, s.hash)
	s.n++
	s.mixHash(out)
	return out
}

func (s *noiseState) decrypt(ciphertext []byte) ([]byte, error) {
	out, err := s.aead.Open(nil, nonce(s.n), ciphertext, s.hash)
	if err != nil {
		return nil, err
	}
	s.n++
	s.mixHash(ciphertext)
	return out, nil
}

// secured is what a finished handshake leaves: the client's static (noise) public
// key, its login payload and the two transport ciphers.
type secured struct {
	client     []byte
	payload    *waWa6.ClientPayload
	recv, send cipher.AEAD
}

// handshake runs the responder side of the Noise XX handshake over raw frames.
func handshake(header []byte, static *keys.KeyPair, chain []byte, read func() ([]byte, error), write func([]byte) error) (secured, error) {
	st, err := newNoiseState(header)
	if err != nil {
		return secured{}, err
	}
	ephemeral, err := st.hello(static, chain, read, write)
	if err != nil {
		return secured{}, fmt.Errorf("noise: hello: %w", err)
	}
	out, err := st.finish(ephemeral, read)
	if err != nil {
		return secured{}, fmt.Errorf("noise: finish: %w", err)
	}
	// Transport keys: the client writes with the first, reads with the second.
	k1, k2, err := st.expand(nil)
	if err != nil {
		return secured{}, err
	}
	if out.recv, err = newGCM(k1); err != nil {
		return secured{}, err
	}
	out.send, err = newGCM(k2)
	return out, err
}

// hello reads "-> e" and answers "<- e, ee, s, es, certificate".
func (s *noiseState) hello(static *keys.KeyPair, chain []byte, read func() ([]byte, error), write func([]byte) error) (*keys.KeyPair, error) {
	frame, err := read()
	if err != nil {
		return nil, err
	}
	var hello waWa6.HandshakeMessage
	if err = proto.Unmarshal(frame, &hello); err != nil {
		return nil, err
	}
	theirs := hello.GetClientHello().GetEphemeral()
	if len(theirs) != 32 {
		return nil, errors.New("no ephemeral key")
	}
	s.mixHash(theirs)
	ephemeral := keys.NewKeyPair()
	s.mixHash(ephemeral.Pub[:])
	if err = s.mixKey(ephemeral.Priv[:], theirs); err != nil {
		return nil, err
	}
	encStatic := s.encrypt(static.Pub[:])
	if err = s.mixKey(static.Priv[:], theirs); err != nil {
		return nil, err
	}
	frame, err = proto.Marshal(&waWa6.HandshakeMessage{ServerHello: &waWa6.HandshakeMessage_ServerHello{
		Ephemeral: ephemeral.Pub[:], Static: encStatic, Payload: s.encrypt(chain),
	}})
	if err != nil {
		return nil, err
	}
	return ephemeral, write(frame)
}

// finish reads "-> s, se, payload".
func (s *noiseState) finish(ephemeral *keys.KeyPair, read func() ([]byte, error)) (out secured, err error) {
	frame, err := read()
	if err != nil {
		return out, err
	}
	var finish waWa6.HandshakeMessage
	if err = proto.Unmarshal(frame, &finish); err != nil {
		return out, err
	}
	if out.client, err = s.decrypt(finish.GetClientFinish().GetStatic()); err != nil {
		return out, err
	}
	if err = s.mixKey(ephemeral.Priv[:], out.client); err != nil {
		return out, err
	}
	plain, err := s.decrypt(finish.GetClientFinish().GetPayload())
	if err != nil {
		return out, err
	}
	out.payload = &waWa6.ClientPayload{}
	return out, proto.Unmarshal(plain, out.payload)
}
