package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tumbuh/store"
)

// look holds what is stored about a person against the words of the script: every
// word must be part of the state as [stateOf] writes it.
func (s *stage) look(rest string) {
	who, want, _ := strings.Cut(rest, ": ")
	v, err := s.app.db.View(context.Background(), store.Address{Channel: store.WebPhone, ID: who}, s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	got := stateOf(v)
	if !strings.Contains(got, want) {
		s.t.Errorf("%s: stored is\n%s\nwant %q in it", who, got, want)
	}
}

// stateOf writes a view as lines a script can quote.
func stateOf(v store.View) string {
	if v.Bound == "" {
		return "tidak dikenal"
	}
	var b strings.Builder
	p, f := v.Person.Value, v.Family.Value
	b.WriteString("dikenal\n")
	if v.Family.Version == 0 {
		b.WriteString("tanpa keluarga\n")
	}
	fmt.Fprintf(&b, "nama %s\n", p.Name)
	b.WriteString("setuju" + flagWord(p.Consent.Data, " data") + flagWord(p.Consent.Reminders, " pengingat") + flagWord(p.Consent.Stats, " statistik") + "\n")
	fmt.Fprintf(&b, "wali %s\n", p.Consent.Parent)
	for _, g := range p.Grants {
		fmt.Fprintf(&b, "peran %s\n", g.Role)
	}
	for _, g := range f.Pregnancies {
		if !g.Active() {
			fmt.Fprintf(&b, "hamil selesai %s\n", g.End)
			continue
		}
		fmt.Fprintf(&b, "hamil %s jam %s\nhamil %s hpht %s jam %s\ntablet %d\n", g.ID, f.Prefs.TTDHour, g.ID, g.HPHT, f.Prefs.TTDHour, g.Log.Count(store.TabletTaken))
	}
	for _, c := range f.Children {
		b.WriteString(strings.Join(strings.Fields(fmt.Sprintf("anak %s %s %s %s berat %d panjang %d %s", c.ID, c.Name, c.Sex, c.Birth, c.BirthWeight, c.BirthLength, c.End)), " ") + "\n")
	}
	if f.PausedUntil.After(v.Now) {
		b.WriteString("jeda\n")
	}
	fmt.Fprintf(&b, "langkah %s.%s\n", v.Session.Value.Dialog, v.Session.Value.Step)
	return b.String()
}

func flagWord(b bool, w string) string {
	if b {
		return w
	}
	return ""
}

// invite makes an invitation as the operator's command does.
func (s *stage) invite(role, place string) string {
	grant := store.Grant{Role: store.Role(role)}
	v, err := s.app.db.View(context.Background(), store.Address{Channel: store.WebPhone, ID: "-"}, s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range v.City.Posyandu {
		switch {
		case !strings.HasPrefix(p.Name, place):
		case grant.Role == store.Bidan || grant.Role == store.TPG:
			grant.Puskesmas = p.Puskesmas // theirs is the whole puskesmas
		default:
			grant.Posyandu = p.ID
		}
	}
	code, err := makeInvite(context.Background(), s.app.db, grant, s.clock.Now(), 7*24*time.Hour)
	if err != nil {
		s.t.Fatal(err)
	}
	return code
}
