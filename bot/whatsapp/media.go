package whatsapp

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"

	"tumbuh/store"
)

// maxMedia is the largest picture or document that is fetched, in bytes.
const maxMedia = 8 << 20

var errTooLarge = errors.New("media: larger than 8 MiB")

// handle is what a picture or document is fetched by. The sender's URL is not in it: only
// the path on the network's own hosts is used.
type handle struct {
	Line   string `json:"l"`
	Image  bool   `json:"i,omitempty"`
	Path   string `json:"p"`
	Key    []byte `json:"k"`
	Enc    []byte `json:"e"`
	Plain  []byte `json:"h"`
	Length uint64 `json:"n"`
}

// withFile puts the handle of a picture or document into what came in.
func (l *line) withFile(in store.Incoming, m *waE2E.Message) store.Incoming {
	h := handle{Line: l.name}
	switch {
	case m.GetImageMessage() != nil:
		i := m.GetImageMessage()
		h.Image, h.Path, h.Key, h.Enc, h.Plain, h.Length = true, i.GetDirectPath(), i.GetMediaKey(), i.GetFileEncSHA256(), i.GetFileSHA256(), i.GetFileLength()
	case m.GetDocumentMessage() != nil:
		i := m.GetDocumentMessage()
		h.Path, h.Key, h.Enc, h.Plain, h.Length = i.GetDirectPath(), i.GetMediaKey(), i.GetFileEncSHA256(), i.GetFileSHA256(), i.GetFileLength()
	default:
		return in
	}
	if b, err := json.Marshal(h); err == nil && len(b) < 2000 {
		in.File = base64.RawURLEncoding.EncodeToString(b)
	}
	return in
}

// Fetch returns the bytes of a picture or document that came in, at most 8 MiB.
func (d *Door) Fetch(ctx context.Context, file string) ([]byte, error) {
	b, err := base64.RawURLEncoding.DecodeString(file)
	if err != nil {
		return nil, errors.New("media: no handle of ours")
	}
	var h handle
	if json.Unmarshal(b, &h) != nil {
		return nil, errors.New("media: no handle of ours")
	}
	if h.Length > maxMedia {
		return nil, errTooLarge
	}
	d.mu.Lock()
	l := d.lines[h.Line]
	d.mu.Unlock()
	if l == nil || l.cli == nil {
		return nil, errors.New("media: its number is not here")
	}
	kind, mms := whatsmeow.MediaDocument, "document"
	if h.Image {
		kind, mms = whatsmeow.MediaImage, "image"
	}
	body, err := l.cli.DownloadMediaWithPath(ctx, h.Path, h.Enc, h.Plain, h.Key, -1, kind, mms)
	if err != nil {
		return nil, fmt.Errorf("media: fetching: %s", plain(err))
	}
	return body, nil
}
