package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/skip2/go-qrcode"

	"tumbuh/bot/whatsapp"
)

type pairCmd struct {
	Number string `help:"Name of the number (a-z, 0-9, -); a city may have several." default:"main"`
	Phone  string `help:"Link by a code that is typed on this phone, instead of a QR." placeholder:"628…"`
	List   bool   `help:"List the numbers and what they are."`
}

// Run links a number, or lists them.
func (p pairCmd) Run(ctx context.Context, cfg config) error {
	if p.List {
		return listNumbers(ctx, cfg)
	}
	log, err := newLogger(cfg.LogText)
	if err != nil {
		return err
	}
	phone := ""
	if p.Phone != "" {
		if phone, err = whatsapp.Phone(p.Phone); err != nil {
			return fmt.Errorf("%w: --phone: %w", errUsage, err)
		}
	}
	if err := whatsapp.CheckName(p.Number); err != nil {
		return fmt.Errorf("%w: --number: %w", errUsage, err)
	}
	if cfg.hook.On() {
		log.Warn("TUMBUH_WHATSAPP_TEST is set: WhatsApp is a loopback server; testing only", "addr", cfg.hook.Addr)
	}
	if err := asOwner(cfg.DataDir); err != nil {
		return err
	}
	s, err := whatsapp.Pairing{Dir: whatsappDir(cfg), Number: p.Number, Phone: phone, Hook: cfg.hook, Version: cfg.WhatsAppVer, Log: log, Now: time.Now,
		QR: showQR, Code: showCode}.Run(ctx)
	if errors.Is(err, whatsapp.ErrInUse) {
		return errors.New("this number is linked and in use; 'tumbuh pair --list' shows it, --number NAME links another")
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "Linked: number %s is +%s. A running serve with TUMBUH_WHATSAPP=on takes it up by itself.\n", s.Number, s.Phone)
	return nil
}

// showCode prints the code alone on standard output; what to do with it goes beside it.
func showCode(code string) {
	fmt.Fprintln(os.Stderr, "On the phone: WhatsApp, Linked devices, Link a device, Link with phone number instead; type this code:")
	fmt.Println(code)
}

// showQR draws the code with half blocks; it is drawn again when it changes.
func showQR(code string) {
	q, err := qrcode.New(code, qrcode.Low)
	if err != nil {
		fmt.Println(code)
		return
	}
	fmt.Fprintln(os.Stderr, "On the phone: WhatsApp, Linked devices, Link a device; scan:")
	fmt.Print(q.ToSmallString(false))
}

// listNumbers prints a line for each number.
func listNumbers(ctx context.Context, cfg config) error {
	list, err := whatsapp.Numbers(ctx, whatsappDir(cfg), time.Now())
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintln(os.Stderr, "No number yet; 'tumbuh pair' links one.")
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, n := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d people\t%s\n", n.Number, orDash(n.Phone), n.Code, n.People, n.Code.Sentence())
	}
	return w.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return "+" + s
}
