package rdb

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// sealer seals values and makes lookup HMACs. Two keysets: data keys may be
// rotated, lookup keys may not (they are in key names).
type sealer struct {
	lookup *prf.Set
	path   string // "" when the key was given by the environment
	ring   atomic.Pointer[ring]
}

// ring is the data keys as they are now: another process may make a new one.
type ring struct {
	data    tink.AEAD
	primary uint32 // the key that seals; the others only open
	file    keyFile
	seen    time.Time // when the file was written
}

// keyFile is what stands in data.key or TUMBUH_DATA_KEY: tink keysets in JSON.
type keyFile struct {
	Data   keysetJSON `json:"data"`
	Lookup keysetJSON `json:"lookup"`
}

type keysetJSON = map[string]any

// openSealer reads the key from the environment's value or from the data folder,
// where it is made (mode 0600) on the first start.
func openSealer(given, dir string) (*sealer, error) {
	if given != "" {
		return parseKey([]byte(given), "")
	}
	path := filepath.Join(dir, "data.key")
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return makeKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading data key: %w", err)
	}
	return parseKey(b, path)
}

func makeKey(path string) (*sealer, error) {
	data, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("making data key: %w", err)
	}
	lookup, err := keyset.NewHandle(prf.HMACSHA256PRFKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("making lookup key: %w", err)
	}
	return saveKey(data, lookup, path)
}

func saveKey(data, lookup *keyset.Handle, path string) (*sealer, error) {
	b, err := keyText(data, lookup)
	if err != nil {
		return nil, err
	}
	if err := writeKeyFile(path, b); err != nil {
		return nil, err
	}
	return parseKey(b, path)
}

// keyText is what stands in data.key.
func keyText(data, lookup *keyset.Handle) ([]byte, error) {
	var f keyFile
	for h, into := range map[*keyset.Handle]*keysetJSON{data: &f.Data, lookup: &f.Lookup} {
		var buf bytes.Buffer
		if err := insecurecleartextkeyset.Write(h, keyset.NewJSONWriter(&buf)); err != nil {
			return nil, fmt.Errorf("writing key: %w", err)
		}
		if err := json.Unmarshal(buf.Bytes(), into); err != nil {
			return nil, fmt.Errorf("writing key: %w", err)
		}
	}
	b, err := json.Marshal(f, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("writing key: %w", err)
	}
	return b, nil
}

// writeKeyFile replaces the key file in one step, so that a crash leaves the old
// one or the new one.
func writeKeyFile(path string, b []byte) error {
	tmp := path + ".new"
	if err := os.WriteFile(tmp, b, 0o600); err != nil {
		return fmt.Errorf("writing data key: %w", err)
	}
	f, err := os.Open(tmp)
	if err != nil {
		return fmt.Errorf("writing data key: %w", err)
	}
	err = errors.Join(f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return fmt.Errorf("writing data key: %w", err)
	}
	return nil
}

// CheckKey tells whether a text is a data key.
func CheckKey(text string) error {
	_, err := parseKey([]byte(text), "")
	return err
}

func parseKey(b []byte, path string) (*sealer, error) {
	s := &sealer{path: path}
	r, err := parseRing(b)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); path != "" && err == nil {
		r.seen = info.ModTime()
	}
	s.ring.Store(r)
	lookup, err := handle(r.file.Lookup)
	if err != nil {
		return nil, err
	}
	if s.lookup, err = prf.NewPRFSet(lookup); err != nil {
		return nil, fmt.Errorf("using lookup key: %w", err)
	}
	return s, nil
}

func parseRing(b []byte) (*ring, error) {
	r := &ring{}
	if err := json.Unmarshal(b, &r.file); err != nil {
		return nil, errors.New("reading data key: it is not a Tumbuh key (want the contents of data.key)")
	}
	data, err := handle(r.file.Data)
	if err != nil {
		return nil, err
	}
	if r.data, err = aead.New(data); err != nil {
		return nil, fmt.Errorf("using data key: %w", err)
	}
	r.primary = data.KeysetInfo().GetPrimaryKeyId()
	return r, nil
}

// reload reads the key file again when another process has written it.
func (s *sealer) reload() error {
	if s.path == "" {
		return nil
	}
	info, err := os.Stat(s.path)
	if err != nil || info.ModTime().Equal(s.ring.Load().seen) {
		return err
	}
	b, err := os.ReadFile(s.path)
	if err != nil {
		return fmt.Errorf("reading data key: %w", err)
	}
	r, err := parseRing(b)
	if err != nil {
		return err
	}
	r.seen = info.ModTime()
	s.ring.Store(r)
	return nil
}

func handle(m keysetJSON) (*keyset.Handle, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, errors.New("reading data key: damaged")
	}
	h, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(b)))
	if err != nil {
		return nil, errors.New("reading data key: damaged")
	}
	return h, nil
}

// fingerprint names the lookup key without telling it; rotation of data keys does
// not change it.
func (s *sealer) fingerprint() string { return s.mac("fingerprint")[:16] }

// mac is the keyed name of something personal, for use in a key: 32 hex digits.
func (s *sealer) mac(v string) string {
	out, err := s.lookup.ComputePrimaryPRF([]byte(v), 16)
	if err != nil { // only for a length the key cannot give, which 16 is not
		sum := sha256.Sum256([]byte(v))
		out = sum[:16]
	}
	return hex.EncodeToString(out)
}

func (s *sealer) seal(key string, plain []byte) ([]byte, error) {
	b, err := s.ring.Load().data.Encrypt(plain, []byte(key))
	if err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	return b, nil
}

// open opens a value; where no key does, the key file is looked at once more.
func (s *sealer) open(key string, blob []byte) ([]byte, error) {
	b, err := s.ring.Load().data.Decrypt(blob, []byte(key))
	if err != nil && s.reload() == nil {
		b, err = s.ring.Load().data.Decrypt(blob, []byte(key))
	}
	if err != nil {
		return nil, fmt.Errorf("unsealing a value: wrong key or damaged: %w", err)
	}
	return b, nil
}

// current tells whether the newest data key sealed a value: tink writes the key's
// number in front of it.
func (s *sealer) current(blob string) bool {
	return len(blob) > 5 && blob[0] == 1 && binary.BigEndian.Uint32([]byte(blob[1:5])) == s.ring.Load().primary
}
