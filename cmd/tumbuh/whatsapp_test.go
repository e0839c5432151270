package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.mau.fi/whatsmeow/types"

	"tumbuh/bot/whatsapp/fakewa"
)

const (
	botNumber = "6281100000001"
	sitiPhone = "6281234567890"
)

// waHouse is a house whose WhatsApp is the loopback server.
func waHouse(t testing.TB, srv *fakewa.Server, env ...string) *house {
	return newHouse(t, append([]string{"TUMBUH_WHATSAPP=on", "TUMBUH_WHATSAPP_TEST=" + srv.Hook()}, env...)...)
}

// pairByCode links the bot's number as an operator and the owner of the phone do.
func pairByCode(t testing.TB, h *house, srv *fakewa.Server, name string, phone string) {
	t.Helper()
	p := h.start("pair", "--number", name, "--phone", phone)
	code := regexp.MustCompile(`^[0-9A-Z]{4}-[0-9A-Z]{4}\n$`)
	until(t, "a code alone on standard output", 30*time.Second, func() bool {
		select {
		case <-p.done:
			t.Fatalf("pair ended: %s", p.err.String())
		default:
		}
		return code.MatchString(p.out.String())
	})
	if err := srv.EnterCode(phone, strings.TrimSpace(p.out.String())); err != nil {
		t.Fatal(err)
	}
	if rc := p.wait(); rc != 0 {
		t.Fatalf("pair: exit %d\n%s", rc, p.err.String())
	}
	if !code.MatchString(p.out.String()) || !strings.Contains(p.err.String(), "TUMBUH_WHATSAPP_TEST") {
		t.Errorf("standard output %q, standard error %q", p.out.String(), p.err.String())
	}
}

// waSees waits for an answer with words among what a phone was sent.
func waSees(t *testing.T, srv *fakewa.Server, phone, words string) {
	t.Helper()
	until(t, "an answer with "+words, 40*time.Second, func() bool {
		for _, m := range srv.Sent() {
			if m.Phone == phone && m.Err == nil && strings.Contains(m.Text, words) {
				return true
			}
		}
		return false
	})
}

// TestWhatsAppPairAndServe links a number by code, serves it, and a mother is answered;
// her message is acknowledged only after that was written.
func TestWhatsAppPairAndServe(t *testing.T) {
	srv := fakewa.Start(t, time.Now)
	h := waHouse(t, srv)
	pairByCode(t, h, srv, "main", botNumber)
	p := h.start("serve")
	p.answers("/readyz", 200)
	srv.DeliverText(sitiPhone, "halo")
	waSees(t, srv, sitiPhone, "Tumbuh")
	srv.WaitIdle(t)
	srv.DeliverText(sitiPhone, "daftar hamil")
	waSees(t, srv, sitiPhone, "1. Setuju")
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d\n%s", code, p.err.String())
	}
	for _, secret := range []string{sitiPhone, "@lid", "@s.whatsapp.net", "daftar"} {
		if strings.Contains(p.err.String(), secret) {
			t.Errorf("%q was logged:\n%s", secret, p.err.String())
		}
	}
	if bad := srv.Problems(); len(bad) > 0 {
		t.Error(bad)
	}
	if _, out, _ := h.run("pair", "--list"); !strings.Contains(out, "main") || !strings.Contains(out, "+"+botNumber) {
		t.Errorf("pair --list: %q", out)
	}
}

// TestWhatsAppConfig: what must not be dialled is refused before anything is.
func TestWhatsAppConfig(t *testing.T) {
	good := "127.0.0.1:9," + strings.Repeat("ab", 32)
	for name, env := range map[string][]string{
		"another host":          {"TUMBUH_WHATSAPP_TEST=10.0.0.1:443," + strings.Repeat("ab", 32)},
		"a name":                {"TUMBUH_WHATSAPP_TEST=localhost:443," + strings.Repeat("ab", 32)},
		"loopback, not .0.1":    {"TUMBUH_WHATSAPP_TEST=127.0.0.2:443," + strings.Repeat("ab", 32)},
		"no key":                {"TUMBUH_WHATSAPP_TEST=127.0.0.1:443"},
		"a short key":           {"TUMBUH_WHATSAPP_TEST=127.0.0.1:443,abcd"},
		"a clock, no hook":      {"TUMBUH_WHATSAPP=on", "TUMBUH_CLOCK=2026-03-03T19:00:00+07:00"},
		"neither on nor off":    {"TUMBUH_WHATSAPP=ja"},
		"no version":            {"TUMBUH_WHATSAPP_TEST=" + good, "TUMBUH_WHATSAPP_VERSION=neu"},
		"the web phone as well": {"TUMBUH_WHATSAPP=on", "TUMBUH_WEBPHONE=on"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, env...)
			for _, args := range [][]string{{"serve"}, {"pair", "--phone", botNumber}} {
				if code, out, errs := h.run(args...); code != 2 || out != "" {
					t.Errorf("%v: exit %d, want 2; %q %q", args, code, out, errs)
				}
			}
		})
	}
	h := newHouse(t)
	if code, _, _ := h.run("pair", "--phone", "halo"); code != 2 {
		t.Errorf("a phone number that is none: exit %d", code)
	}
	if code, _, _ := h.run("serve", "--only", "whatsapp"); code != 2 {
		t.Errorf("serve --only whatsapp without WhatsApp: exit %d", code)
	}
}

// TestWhatsAppAlone: WhatsApp in a process of its own: killed, the others stand, and what
// was written meanwhile is answered when it is back.
func TestWhatsAppAlone(t *testing.T) {
	srv := fakewa.Start(t, time.Now)
	h := waHouse(t, srv)
	pairByCode(t, h, srv, "main", botNumber)
	core := h.start("serve", "--only", "core")
	core.answers("/readyz", 200)
	door := h.start("serve", "--only", "whatsapp")
	srv.DeliverText(sitiPhone, "halo")
	waSees(t, srv, sitiPhone, "Tumbuh")
	door.kill()
	srv.DeliverText(sitiPhone, "daftar hamil")
	core.answers("/readyz", 200)
	core.answers("/healthz", 200)
	h.start("serve", "--only", "whatsapp")
	waSees(t, srv, sitiPhone, "1. Setuju")
}

// TestBannedNumber: what the operator sees of it, in doctor, on /readyz and in the
// figures, which hold nothing of anyone.
func TestBannedNumber(t *testing.T) {
	srv := fakewa.Start(t, time.Now)
	metrics := freeAddr(t)
	h := waHouse(t, srv, "TUMBUH_METRICS_ADDR="+metrics)
	pairByCode(t, h, srv, "main", botNumber)
	p := h.start("serve")
	p.answers("/readyz", 200)
	until(t, "connected on /readyz", 30*time.Second, func() bool { _, page := p.get("/readyz"); return strings.Contains(page, "whatsapp main connected") })
	figures := &process{addr: metrics}
	srv.DeliverText(sitiPhone, "halo")
	waSees(t, srv, sitiPhone, "Tumbuh")
	shows(t, figures, `tumbuh_whatsapp_connected{number="main"} 1`, `tumbuh_whatsapp_state{number="main",state="connected"} 1`,
		`tumbuh_whatsapp_number_carries_messages{number="main"} 30`, `tumbuh_whatsapp_people{number="main"} 1`, `tumbuh_whatsapp_malformed_total 0`,
		`tumbuh_whatsapp_undecryptable_total 0`, `tumbuh_whatsapp_missing_numbers 0`, `tumbuh_whatsapp_shed_step 0`, `tumbuh_whatsapp_families 0`)
	srv.SetBehaviour(fakewa.Behaviour{Login: &fakewa.Failure{Reason: 402, Attrs: map[string]string{"code": "101", "expire": "7200"}}})
	srv.Drop()
	until(t, "the ban on /readyz", 30*time.Second, func() bool {
		_, page := p.get("/readyz")
		return strings.Contains(page, "whatsapp main banned-until: WhatsApp banned this number for a time") && strings.Contains(page, "nothing unasked until")
	})
	shows(t, figures, `tumbuh_whatsapp_connected{number="main"} 0`, `tumbuh_whatsapp_state{number="main",state="banned-until"} 1`,
		`tumbuh_whatsapp_number_carries_messages{number="main"} 0`)
	code, out, _ := h.run("doctor")
	if code != 1 || !strings.Contains(out, "FAULT whatsapp main +"+botNumber+": banned-until") || !strings.Contains(out, "whatsapp capacity: 0 families") ||
		!strings.Contains(out, "ok    whatsapp: a process serves the numbers") {
		t.Errorf("doctor: exit %d\n%s", code, out)
	}
	manual, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	figure := regexp.MustCompile(`\d+`)
	promised := regexp.MustCompile(`(?m)^(FAULT|ok   ) whatsapp( main|:) .*$`).FindAllString(string(manual), -1)
	for _, l := range promised {
		if !strings.Contains(figure.ReplaceAllString(out, "0"), figure.ReplaceAllString(l, "0")+"\n") {
			t.Errorf("doctor does not print as the README says: %s", l)
		}
	}
	if len(promised) != 2 {
		t.Errorf("the README shows %d lines of a banned number, want 2", len(promised))
	}
}

// shows waits for lines of the figures, and holds that nothing personal is among them.
func shows(t *testing.T, figures *process, lines ...string) {
	t.Helper()
	var page string
	for _, l := range lines {
		until(t, l, 30*time.Second, func() bool { _, page = figures.get("/metrics"); return strings.Contains(page, "\n"+l+"\n") })
	}
	for _, secret := range []string{botNumber, sitiPhone, "@lid", "@s.whatsapp.net", "Peer "} {
		if strings.Contains(page, secret) {
			t.Errorf("the figures hold %q", secret)
		}
	}
}

// TestReceiptsOfABroadcast: what WhatsApp says of a broadcast's messages stands in its
// results, for the operator and the admin, and in the figures; each person counts once.
func TestReceiptsOfABroadcast(t *testing.T) {
	srv := fakewa.Start(t, time.Now)
	metrics := freeAddr(t)
	h := waHouse(t, srv, "TUMBUH_CLOCK=2026-03-03T09:00:00+07:00", "TUMBUH_METRICS_ADDR="+metrics)
	pairByCode(t, h, srv, "main", botNumber)
	p := h.start("serve")
	s := &waStorm{srv: srv, mothers: map[string]*mother{}, ways: []fakewa.Addressing{fakewa.ByPN}}
	defer func() {
		if t.Failed() {
			_, out, _ := h.run("broadcast", "status")
			t.Logf("%s\n%s\n%q %q", out, p.err.String(), s.mothers[sitiPhone].last, srv.Problems())
		}
	}()
	for _, phone := range []string{sitiPhone, "6281298765432"} {
		m := &mother{phone: phone, seen: map[string]bool{}}
		s.mothers[phone] = m
		s.write(m, "halo")
	}
	until(t, "two registrations", time.Minute, func() bool { return s.round() == 2 })
	read := 0
	srv.SetBehaviour(fakewa.Behaviour{Receipts: []types.ReceiptType{types.ReceiptTypeDelivered}})
	words := filepath.Join(h.dir, "kabar.txt")
	if err := os.WriteFile(words, []byte("Halo Ibu {nama}, besok ada kelas ibu hamil."), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := h.run("broadcast", "--audience", "semua", "--text", words, "--send"); code != 0 {
		t.Fatalf("broadcast: %d\n%s%s", code, out, errs)
	}
	results := func() struct{ Sent, Delivered, Read int } {
		_, out, _ := h.run("broadcast", "status", "--json")
		var p struct {
			Results struct{ Sent, Delivered, Read int }
		}
		_ = json.Unmarshal([]byte(out), &p) // nothing there yet
		return p.Results
	}
	until(t, "both sent and delivered", 60*time.Second, func() bool { r := results(); return r.Sent == 2 && r.Delivered == 2 && r.Read == 0 })
	for range 2 { // said twice, counted once
		for _, m := range srv.Sent() {
			if m.Phone == sitiPhone && strings.Contains(m.Text, "kelas ibu hamil") {
				read++
				srv.Receipt(sitiPhone, m.ID, types.ReceiptTypeRead)
			}
		}
	}
	srv.WaitIdle(t)
	until(t, "one read", 30*time.Second, func() bool { r := results(); return r.Sent == 2 && r.Delivered == 2 && r.Read == 1 })
	if read != 2 {
		t.Errorf("%d receipts were given, want 2", read)
	}
	shows(t, &process{addr: metrics}, `tumbuh_whatsapp_read_total 2`)
	if code := p.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
}
