package whatsapp

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"go.mau.fi/whatsmeow"
	waStore "go.mau.fi/whatsmeow/store"
)

// Hook sends every connection to a loopback server that stands in for WhatsApp. Its zero
// value is the real service.
type Hook struct {
	Addr string   // 127.0.0.1:PORT
	Root [32]byte // public half of the certificate root to trust
}

// ParseHook reads "127.0.0.1:PORT,<64 hex digits>". The empty text is no hook; any host
// but the literal 127.0.0.1 is refused.
func ParseHook(text string) (Hook, error) {
	if text == "" {
		return Hook{}, nil
	}
	addr, key, _ := strings.Cut(text, ",")
	ap, err := netip.ParseAddrPort(addr)
	if err != nil || ap.Addr() != netip.AddrFrom4([4]byte{127, 0, 0, 1}) || ap.Port() == 0 {
		return Hook{}, errors.New("want 127.0.0.1:PORT,<root public key as 64 hex digits>; no other host is dialled")
	}
	root, err := hex.DecodeString(key)
	if err != nil || len(root) != 32 {
		return Hook{}, errors.New("want 127.0.0.1:PORT,<root public key as 64 hex digits>; the key is not 64 hex digits")
	}
	return Hook{Addr: addr, Root: [32]byte(root)}, nil
}

// On tells whether there is a hook.
func (h Hook) On() bool { return h.Addr != "" }

// client makes one HTTP client for everything a line dials: with a hook plain TCP to the
// loopback, whatever host is asked.
func (h Hook) client(media bool) *http.Client {
	if h.On() {
		dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "tcp", h.Addr)
		}
		t := &http.Transport{Proxy: nil, DialContext: dial, DialTLSContext: dial}
		if media {
			return &http.Client{Transport: capped{t}}
		}
		return &http.Client{Transport: t}
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	if media {
		return &http.Client{Transport: capped{ownHosts{t}}, Timeout: 2 * time.Minute}
	}
	return &http.Client{Transport: t}
}

// attach points a client's three HTTP clients where the hook says; dials is called before
// each connection is made.
func (h Hook) attach(cli *whatsmeow.Client, dials func()) {
	web := h.client(false)
	web.Transport = noted{web.Transport, dials}
	cli.SetWebsocketHTTPClient(web)
	cli.SetPreLoginHTTPClient(web)
	cli.SetMediaHTTPClient(h.client(true))
}

// noted calls a function before each request.
type noted struct {
	next http.RoundTripper
	call func()
}

func (n noted) RoundTrip(r *http.Request) (*http.Response, error) {
	n.call()
	return n.next.RoundTrip(r)
}

// ownHosts refuses every host that is not WhatsApp's: the sender of a picture could
// otherwise choose what this machine asks for.
type ownHosts struct{ next http.RoundTripper }

func (o ownHosts) RoundTrip(r *http.Request) (*http.Response, error) {
	host := r.URL.Hostname()
	if r.URL.Scheme != "https" || host != "whatsapp.net" && !strings.HasSuffix(host, ".whatsapp.net") {
		return nil, errors.New("media: this host is not WhatsApp's")
	}
	return o.next.RoundTrip(r)
}

// capped ends a body that is larger than any picture we take.
type capped struct{ next http.RoundTripper }

func (c capped) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := c.next.RoundTrip(r)
	if err == nil && r.Method == http.MethodGet {
		if resp.ContentLength > maxMedia+1024 {
			_ = resp.Body.Close()
			return nil, errTooLarge
		}
		resp.Body = &boundedBody{resp.Body, maxMedia + 1024}
	}
	return resp, err
}

type boundedBody struct {
	io.ReadCloser
	left int
}

func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// once sets what never differs: the name shown on the owner's phone, libsignal's logger.
var once = sync.OnceFunc(func() {
	silenceSignal()
	waStore.DeviceProps.Os = str("Tumbuh")
})

// settle sets what whatsmeow keeps in package variables for the whole process: the trusted
// root and the announced version.
func settle(h Hook, version string) error {
	once()
	if h.On() && whatsmeow.WACertPubKey != h.Root {
		whatsmeow.WACertPubKey = h.Root
	}
	if version == "" {
		return nil
	}
	v, err := waStore.ParseVersion(version)
	if err != nil {
		return fmt.Errorf("version %q: want three numbers like 2.3000.1031080782", version)
	}
	waStore.SetWAVersion(v)
	waStore.BaseClientPayload.UserAgent.AppVersion = v.ProtoAppVersion() // the setter alone does not reach the login
	return nil
}

// CheckVersion tells whether a version can be announced.
func CheckVersion(version string) error {
	if version == "" {
		return nil
	}
	if _, err := waStore.ParseVersion(version); err != nil {
		return errors.New("want three numbers like 2.3000.1031080782")
	}
	return nil
}

func str(s string) *string { return &s }
