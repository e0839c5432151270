package whatsapp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types/events"
)

// Pairing links a phone to a number's file.
type Pairing struct {
	Dir     string
	Number  string // name of the number; becomes a file name
	Phone   string // digits with country code: by code; empty: by QR
	Hook    Hook
	Version string
	Log     *slog.Logger
	Now     func() time.Time
	QR      func(code string) // called for each code to show; it changes every 20–60 seconds
	Code    func(code string) // called once with XXXX-XXXX
}

// pairFor bounds a pairing; WhatsApp's codes end sooner.
const pairFor = 5 * time.Minute

// ErrLinked says that a phone is linked to the number already.
var ErrLinked = errors.New("a phone is linked to this number already; unlink it on the phone (Linked devices) or choose another --number")

// Phone reads a phone number as people write it: 628…, +62 812-…, 0812….
func Phone(text string) (string, error) {
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -().+", r) {
			return -1
		}
		return r
	}, text)
	if strings.HasPrefix(digits, "08") {
		digits = "62" + digits[1:]
	}
	if strings.Trim(digits, "0123456789") != "" || len(digits) < 9 || len(digits) > 15 || digits[0] == '0' {
		return "", errors.New("want a phone number with its country code, like 6281234567890")
	}
	return digits, nil
}

// Run pairs and returns the number's state. It returns only after the connection that
// follows the pairing: WhatsApp closes the first one and expects the device back.
func (p Pairing) Run(ctx context.Context) (State, error) {
	if err := settle(p.Hook, p.Version); err != nil {
		return State{}, err
	}
	b, err := openBox(ctx, p.Dir, p.Number, p.Log)
	if err != nil {
		return State{}, err
	}
	defer b.close()
	dev, err := b.device(ctx)
	if err != nil {
		return State{}, err
	}
	if dev != nil {
		return State{}, ErrLinked
	}
	ctx, cancel := context.WithTimeout(ctx, pairFor)
	defer cancel()
	cli := newClient(b.keys.NewDevice(), p.Hook, quiet{p.Log, p.Number}, func() {})
	happened := make(chan any, 64)
	cli.AddEventHandler(func(evt any) {
		select {
		case happened <- evt:
		default:
		}
	})
	// Messages stay with the network until serve can keep them: the library would put words
	// and names in the file, and there is no key here to seal them with.
	if err := guard(cli, func(n *node) bool { return n.Tag != "message" }, func(string) {}); err != nil {
		return State{}, err
	}
	if err := cli.ConnectContext(ctx); err != nil {
		return State{}, fmt.Errorf("connecting to WhatsApp: %s", plain(err))
	}
	defer cli.Disconnect()
	if err := p.follow(ctx, cli, happened); err != nil {
		return State{}, err
	}
	now := p.Now()
	s := State{Number: p.Number, Phone: cli.Store.ID.User, Code: Connected, Since: now, Seen: now, Linked: now}
	err = errors.Join(b.setInt(ctx, "linked", now.Unix()), b.setInt(ctx, "seen", now.Unix()))
	b.keepState(ctx, s)
	return s, err
}

// follow goes through what happens until the linked device is connected.
func (p Pairing) follow(ctx context.Context, cli *whatsmeow.Client, happened <-chan any) error {
	codes, next := []string(nil), (<-chan time.Time)(nil)
	asked := false
	for {
		select {
		case <-ctx.Done():
			return errors.New("nobody entered the code in time; start again")
		case <-next:
			if len(codes) == 0 {
				return errors.New("nobody scanned the code in time; start again")
			}
			p.QR(codes[0])
			codes, next = codes[1:], time.After(20*time.Second)
		case evt := <-happened:
			switch e := evt.(type) {
			case *events.QR:
				if p.Phone == "" {
					p.QR(e.Codes[0])
					codes, next = e.Codes[1:], time.After(time.Minute)
				} else if !asked {
					asked = true
					code, err := cli.PairPhone(ctx, "+"+p.Phone, true, whatsmeow.PairClientChrome, "Chrome (Linux)")
					if err != nil {
						return fmt.Errorf("asking WhatsApp for a code: %s", plain(err))
					}
					p.Code(code)
				}
			case *events.PairSuccess:
				codes, next = nil, nil
			case *events.Connected:
				return nil
			case *events.PairError:
				return errors.New("WhatsApp did not finish the pairing; start again")
			default:
				if c, _ := after(evt); c != "" && c != Offline {
					return errors.New(c.Sentence())
				}
			}
		}
	}
}
