package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/bot/whatsapp"
	"tumbuh/store"
)

// onTelegram gives a person of the stage an address on Telegram.
func (s *stage) onTelegram(who string) {
	s.t.Helper()
	v, err := s.app.db.View(context.Background(), wa(who), s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	d := v.Person
	addr := store.Address{Channel: store.Telegram, ID: who}
	d.Value.Addresses = append(d.Value.Addresses, store.Reach{Address: addr})
	t := store.Turn{Person: v.ID(), Now: v.Now, Writes: []store.Write{d.Put()}, Bind: []store.Binding{{Address: addr, Person: v.ID()}}}
	if r, err := s.app.db.Commit(context.Background(), t); err != nil || r[0] != store.OK {
		s.t.Fatal(r, err)
	}
}

// telegramShows sends what waits for Telegram and returns it.
func (s *stage) telegramShows() []bot.Outgoing {
	s.t.Helper()
	f := bottest.NewFake(store.Telegram, false, true)
	o := &bot.Outbox{Queue: s.app.db, Channel: f, Now: s.clock.Now, Machine: s.clock.machine, Log: quiet()}
	if err := o.Drain(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	return f.Shown()
}

// TestAdminsHearOfANumber: each state that needs a person is told to the admins on
// Telegram, once, in words; one that does not is not.
func TestAdminsHearOfANumber(t *testing.T) {
	s := newStage(t)
	s.onTelegram("dewi")
	d := &doorman{cfg: config{DataDir: t.TempDir()}, db: s.app.db, clock: s.clock, texts: s.app.texts, log: quiet()}
	at := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	for _, c := range []whatsapp.Code{whatsapp.LoggedOut, whatsapp.Locked, whatsapp.Banned, whatsapp.BannedUntil, whatsapp.Replaced, whatsapp.Outdated, whatsapp.PhoneUnseen} {
		st := whatsapp.State{Number: "utama", Phone: botNumber, Code: c, Since: at, Seen: at.Add(-11 * 24 * time.Hour), Until: at.Add(26 * time.Hour)}
		d.Tell(st)
		d.Tell(st)
		got := s.telegramShows()
		if len(got) != 1 || got[0].To != "dewi" || !strings.Contains(got[0].Text, "utama") || !strings.Contains(got[0].Text, botNumber) || strings.Contains(got[0].Text, "{") {
			t.Errorf("%s: told %+v", c, got)
		}
		if c == whatsapp.BannedUntil && !strings.Contains(got[0].Text, "04/03 11:00") {
			t.Errorf("the end of the ban is not said: %s", got[0].Text)
		}
	}
	d.Tell(whatsapp.State{Number: "utama", Code: whatsapp.Connected, Since: at, Stopped: at.Add(time.Hour)})
	if got := s.telegramShows(); len(got) != 1 || !strings.Contains(got[0].Text, "10:00") {
		t.Errorf("the stop is told as %+v", got)
	}
	for _, c := range []whatsapp.Code{whatsapp.Connected, whatsapp.Offline, whatsapp.Connecting, whatsapp.Refused} {
		d.Tell(whatsapp.State{Number: "utama", Code: c, Since: at})
	}
	if got := s.telegramShows(); len(got) != 0 {
		t.Errorf("told what mends itself: %+v", got)
	}
}

// TestFamiliesOfALostNumber: the cadre gets the names of her families with the new link, a
// family on Telegram is told itself, nobody else's cadre sees a name.
func TestFamiliesOfALostNumber(t *testing.T) {
	s := newStage(t)
	for _, who := range []string{"ratna", "rina"} {
		s.onTelegram(who)
	}
	d := &doorman{db: s.app.db, clock: s.clock, texts: s.app.texts, log: quiet()}
	for range 2 {
		if err := d.moveFrom(context.Background(), "lama", "https://wa.me/6281100000002", []store.Address{wa("siti"), wa("rina"), wa("tak-dikenal")}); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]string{}
	for _, m := range s.telegramShows() {
		if got[m.To] != "" {
			t.Errorf("%s was told twice", m.To)
		}
		got[m.To] = m.Text
	}
	if len(got) != 2 || !strings.Contains(got["ratna"], "Siti Aminah") || strings.Contains(got["ratna"], "Rina") || !strings.Contains(got["ratna"], "wa.me/6281100000002") ||
		!strings.Contains(got["rina"], "wa.me/6281100000002") || strings.Contains(got["rina"], "Siti") {
		t.Errorf("told %q", got)
	}
}

// TestCapacityIsAFigure: enrolled families against what the numbers carry.
func TestCapacityIsAFigure(t *testing.T) {
	b := burden{load: store.Load{Pregnant: 40, Others: 60}, perDay: 30, grown: 300}
	b.shed = store.ShedFor(b.load, b.perDay)
	for _, want := range []string{"100 families", "40 pregnant", "85 unasked", "30 today", "300 when warmed up", "gives way now: tablet every third day"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q lacks %q", b, want)
		}
	}
	// what the README says a city of 40,000 families needs
	city := store.Load{Pregnant: 10_000, Others: 30_000}
	if m, n, least := city.Messages(store.ShedNothing), city.Missing(0, 300), city.Messages(store.ShedWeekly); m != 28_000 || n != 94 || least != 7_429 || (least+299)/300 != 25 {
		t.Errorf("40,000 families: %d messages, %d numbers, at least %d messages", m, n, least)
	}
	s := newStage(t)
	v, err := s.app.db.ViewOf(context.Background(), "operator", s.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	got, err := weigh(context.Background(), config{DataDir: t.TempDir()}, s.app.db, v.City, mannersOf(nil, v.Today()), v.Now, v.Now)
	if err != nil || got.load != (store.Load{}) || got.grown != 0 {
		t.Errorf("with nobody on WhatsApp: %+v, %v", got, err)
	}
	if m := mannersOf(nil, v.Today()); m.PerMinute != 4 || m.NewChats != 300 || fmt.Sprint(m.Warmup) != "[10 25 50]" || m.StopFor != time.Hour {
		t.Errorf("manners by default: %+v", m)
	}
}
