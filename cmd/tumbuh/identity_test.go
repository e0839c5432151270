package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// names writes as somebody the network knows by several names.
func (s *stage) names(text string, names ...string) string {
	s.t.Helper()
	s.ids++
	in := store.Incoming{From: wa(names[0]), ID: fmt.Sprint("m", s.ids), At: s.clock.Now(), Kind: store.InText, Text: text}
	for _, n := range names[1:] {
		in.Aliases = append(in.Aliases, wa(n))
	}
	for range 2 {
		if err := s.app.gateway.Handle(context.Background(), in); err != nil {
			s.t.Fatalf("%s: %v", text, err)
		}
	}
	if err := s.app.settle(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	return s.shown()
}

// wa is an address of the stage's channel; the names are what counts.
func wa(name string) store.Address { return store.Address{Channel: store.WebPhone, ID: name} }

func (s *stage) who(name string) store.PersonID {
	s.t.Helper()
	v, err := s.app.db.View(context.Background(), wa(name), s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	return v.Bound
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, dir: t.TempDir(), last: map[string]bot.Outgoing{}, gone: map[string]bool{}}
	fixed := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	s.clock = newClock(func() time.Time { return fixed }, fixed)
	s.open()
	t.Cleanup(func() { _ = s.app.db.Close() })
	s.seed()
	return s
}

// TestNamesOfOnePerson: hidden id first, the number later, or the number first: one
// person, and nothing typed under either name is lost.
func TestNamesOfOnePerson(t *testing.T) {
	t.Run("a second name becomes known in the middle", func(t *testing.T) {
		s := newStage(t)
		s.names("daftar hamil", "2000@lid")
		s.names("setuju", "2000@lid", "62811@s.whatsapp.net")
		s.names("Mawar Lestari", "62811@s.whatsapp.net", "2000@lid")
		one, two := s.who("2000@lid"), s.who("62811@s.whatsapp.net")
		if one == "" || one != two {
			t.Fatalf("two people: %q, %q", one, two)
		}
		v, err := s.app.db.ViewOf(context.Background(), one, s.clock.Now())
		if err != nil || v.Session.Value.Answers["nama"] != "Mawar Lestari" || len(v.Person.Value.Addresses) != 2 {
			t.Errorf("answers %v, addresses %v (%v)", v.Session.Value.Answers, v.Person.Value.Addresses, err)
		}
	})
	t.Run("two records turn out to be one person's", func(t *testing.T) {
		s := newStage(t)
		s.names("halo", "62812@s.whatsapp.net")
		s.names("daftar hamil", "3000@lid")
		s.names("setuju", "3000@lid")
		s.names("Melati Ayu", "3000@lid")
		if s.who("3000@lid") == s.who("62812@s.whatsapp.net") {
			t.Fatal("known to be one before the network said so")
		}
		got := s.names("27 tahun", "62812@s.whatsapp.net", "3000@lid")
		if one, two := s.who("3000@lid"), s.who("62812@s.whatsapp.net"); one == "" || one != two {
			t.Fatalf("two people: %q, %q", one, two)
		}
		if !strings.Contains(got, "haid") {
			t.Errorf("what was typed under the other name is lost; answered:\n%s", got)
		}
	})
	t.Run("a family is never mixed with another", func(t *testing.T) {
		s := newStage(t)
		s.names("data saya", "siti", "rina")
		if s.who("siti") == s.who("rina") {
			t.Error("two families became one person's")
		}
	})
}

// TestAnotherPhoneIsAsked: when the keys of a chat changed, maybe another person holds the
// phone: nothing of a child is shown before a birth date was said.
func TestAnotherPhoneIsAsked(t *testing.T) {
	s := newStage(t)
	if got := s.names("data saya", "rina"); !strings.Contains(got, "Aisyah") {
		t.Fatalf("her own data are not shown without a change either:\n%s", got)
	}
	s.ids++
	in := store.Incoming{From: wa("rina"), ID: "changed", At: s.clock.Now(), Kind: store.InText, Text: "data saya", Changed: true}
	if err := s.app.gateway.Handle(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	if err := s.app.settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := s.shown(); strings.Contains(got, "Aisyah") || !strings.Contains(got, "lahir") {
		t.Errorf("shown before she was asked:\n%s", got)
	}
	addressUnsure(context.Background(), s.app.db, s.clock, wa("siti"), quiet())
	if got := s.names("data saya", "siti"); strings.Contains(got, "Siti Aminah") {
		t.Errorf("shown before she was asked:\n%s", got)
	}
}
