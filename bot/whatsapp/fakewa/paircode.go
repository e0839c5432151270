package fakewa

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/util/hkdfutil"
	"go.mau.fi/whatsmeow/util/keys"
	"golang.org/x/crypto/curve25519"
)

// codePairing is a pairing by 8-character code in progress.
type codePairing struct {
	conn    *conn
	phone   string
	wrapped []byte // salt, iv and the companion's ephemeral key under the code
	ephPriv []byte
	ephPub  []byte // the companion's, opened
	ref     []byte
}

// handleMD answers pairing-code and logout queries.
func (s *Server) handleMD(c *conn, n *waBinary.Node, child waBinary.Node) {
	if child.Tag == "remove-companion-device" {
		c.send(result(n))
		if c.dev != nil {
			delete(s.devices, c.dev.JID.String())
		}
		return
	}
	if child.Tag != "link_code_companion_reg" {
		s.problem("unknown md query %s", xml(n))
		c.send(result(n))
		return
	}
	jid, _ := child.Attrs["jid"].(types.JID)
	switch str(&child, "stage") {
	case "companion_hello":
		wrapped, _ := content(child, "link_code_pairing_wrapped_companion_ephemeral_pub")
		ref := randomBytes(16)
		s.codes[jid.User] = &codePairing{conn: c, phone: jid.User, wrapped: wrapped, ref: ref}
		c.send(result(n, waBinary.Node{Tag: "link_code_companion_reg", Attrs: waBinary.Attrs{"stage": "companion_hello"},
			Content: []waBinary.Node{{Tag: "link_code_pairing_ref", Content: ref}}}))
		s.notify()
	case "companion_finish":
		c.send(result(n))
		cp := s.codes[jid.User]
		bundle, _ := content(child, "link_code_pairing_wrapped_key_bundle")
		companion, _ := content(child, "companion_identity_public")
		secret, err := s.openKeyBundle(cp, bundle, companion)
		if err != nil {
			s.problem("pairing code: %v", err)
			return
		}
		if err = s.finishPairing(c, cp.phone, companion, secret); err != nil {
			s.problem("pairing code: %v", err)
		}
	default:
		s.problem("unknown pairing stage %s", xml(n))
	}
}

func codeStream(code string, salt, iv, data []byte) ([]byte, error) {
	key, err := pbkdf2.Key(sha256.New, code, salt, 2<<16, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(data))
	cipher.NewCTR(block, iv).XORKeyStream(out, data)
	return out, nil
}

// EnterCode does what a phone does when its owner types the pairing code.
func (s *Server) EnterCode(phone, code string) error {
	code = strings.ReplaceAll(code, "-", "")
	s.mu.Lock()
	defer s.mu.Unlock()
	cp, ok := s.codes[phone]
	if !ok || len(cp.wrapped) != 80 {
		return errors.New("no pairing by code in progress for this number")
	}
	var err error
	if cp.ephPub, err = codeStream(code, cp.wrapped[:32], cp.wrapped[32:48], cp.wrapped[48:]); err != nil {
		return err
	}
	eph := keys.NewKeyPair()
	cp.ephPriv = eph.Priv[:]
	salt, iv := randomBytes(32), randomBytes(16)
	enc, err := codeStream(code, salt, iv, eph.Pub[:])
	if err != nil {
		return err
	}
	cp.conn.send(waBinary.Node{Tag: "notification", Attrs: waBinary.Attrs{
		"from": types.ServerJID, "id": "link-1", "t": s.now().Unix(), "type": "link_code_companion_reg",
	}, Content: []waBinary.Node{{Tag: "link_code_companion_reg", Attrs: waBinary.Attrs{"stage": "primary_hello"}, Content: []waBinary.Node{
		{Tag: "link_code_pairing_ref", Content: cp.ref},
		{Tag: "link_code_pairing_wrapped_primary_ephemeral_pub", Content: bytes.Join([][]byte{salt, iv, enc}, nil)},
		{Tag: "primary_identity_pub", Content: s.peer(phone).signal.id.Pub[:]},
	}}}})
	return nil
}

// openKeyBundle derives the ADV secret from the companion's answer.
func (s *Server) openKeyBundle(cp *codePairing, bundle, companion []byte) ([]byte, error) {
	if cp == nil || len(bundle) < 44 || len(companion) != 32 {
		return nil, errors.New("malformed companion_finish")
	}
	shared, err := curve25519.X25519(cp.ephPriv, cp.ephPub)
	if err != nil {
		return nil, err
	}
	key := hkdfutil.SHA256(shared, bundle[:32], []byte("link_code_pairing_key_bundle_encryption_key"), 32)
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	plain, err := gcm.Open(nil, bundle[32:44], bundle[44:], nil)
	if err != nil {
		return nil, fmt.Errorf("wrong pairing code? %w", err)
	}
	account := s.peer(cp.phone).signal.id
	if len(plain) != 96 || !bytes.Equal(plain[:32], companion) || !bytes.Equal(plain[32:64], account.Pub[:]) {
		return nil, errors.New("key bundle does not match")
	}
	idShared, err := curve25519.X25519(account.Priv[:], companion)
	if err != nil {
		return nil, err
	}
	return hkdfutil.SHA256(bytes.Join([][]byte{shared, idShared, plain[64:]}, nil), nil, []byte("adv_secret"), 32), nil
}
