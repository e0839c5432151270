package main

import (
	"context"
	"time"

	"tumbuh/dialogs"
	"tumbuh/reminders"
	"tumbuh/store"
)

// sampleOnce names the sample families in the ledger: they are made once.
const sampleOnce = "sample:v1"

// seedSample makes the sample people of Tangsel that `try` shows and the
// conversations know: Siti (24 weeks), Rina with Aisyah (9 months), Kader Ratna,
// Bidan Yuni, Admin Dewi. All live in Pondok Benda.
func seedSample(ctx context.Context, a *app, now time.Time) error {
	v, err := a.db.View(ctx, store.Address{Channel: store.WebPhone, ID: "siti"}, now)
	if err != nil || v.Bound != "" {
		return err
	}
	kel := ""
	for _, k := range v.City.Kelurahan {
		if k.Name == "Pondok Benda" {
			kel = k.ID
		}
	}
	py := v.City.PosyanduOf(kel)[0]
	today := store.DateOf(now)
	siti := store.Family{MotherName: "Siti Aminah", MotherBirth: today.AddMonths(-12 * 27), Prefs: store.Prefs{TTDHour: "19:00"},
		Pregnancies: []store.Pregnancy{{ID: "p1", HPHT: today.Add(-24 * 7), From: "hpht", Since: now, Visits: map[string]store.Date{"k1": today.Add(-14 * 7)}}}}
	rina := store.Family{MotherName: "Rina Wati", MotherBirth: today.AddMonths(-12 * 30), Children: []store.Child{{ID: "c1", Name: "Aisyah", Sex: "P",
		Birth: today.AddMonths(-9), BirthWeight: 3000, BirthLength: 490, Since: now}}}
	people := []samplePerson{
		{"siti", "Siti Aminah", store.Grant{Role: store.Ibu}, &siti},
		{"rina", "Rina Wati", store.Grant{Role: store.Ibu}, &rina},
		{"ratna", "Ratna", store.Grant{Role: store.Kader, Posyandu: py.ID}, nil},
		{"yuni", "Yuni", store.Grant{Role: store.Bidan, Puskesmas: py.Puskesmas}, nil},
		{"dewi", "Dewi", store.Grant{Role: store.Admin}, nil},
	}
	var turns []store.Turn
	for _, p := range people {
		v, err := a.db.View(ctx, store.Address{Channel: store.WebPhone, ID: p.address}, now)
		if err != nil {
			return err
		}
		turns = append(turns, p.turn(v, kel, py.ID))
	}
	return a.commit(ctx, turns...)
}

type samplePerson struct {
	address, name string
	grant         store.Grant
	family        *store.Family
}

// turn is the turn that makes the person.
func (p samplePerson) turn(v store.View, kel, py string) store.Turn {
	id := string(v.ID())
	v.Person.Value = store.Person{V: 1, Name: p.name, Addresses: []store.Reach{{Address: v.From}}, Grants: []store.Grant{p.grant}, FirstSeen: v.Now, LastSeen: v.Now}
	t := store.Turn{Once: sampleOnce + ":" + p.address, Person: v.ID(), Now: v.Now, Bind: []store.Binding{{Address: v.From, Person: v.ID()}}}
	add := func(i store.Index, member string) { t.Index = append(t.Index, store.IndexOp{Index: i, Member: member}) }
	add(store.IndexPeople(), id)
	add(store.IndexRole(p.grant.Role), id)
	if p.grant.Posyandu != "" {
		add(store.IndexKader(p.grant.Posyandu), id)
	}
	if p.grant.Puskesmas != "" {
		add(store.IndexPuskesmas(p.grant.Role, p.grant.Puskesmas), id)
	}
	if p.family != nil {
		f := *p.family
		f.V, f.Mother, f.Kelurahan, f.Posyandu, f.Planned = 1, v.ID(), kel, py, v.Now
		v.Family.Value = f
		v.Person.Value.Family = id
		v.Person.Value.Consent = store.Consent{Version: dialogs.ConsentVersion, Hash: "contoh", At: v.Now, Channel: v.From.Channel, Data: true, Reminders: true, Stats: true}
		t.Writes = append(t.Writes, v.Family.Put())
		add(store.IndexFamilies(py), id)
		add(store.IndexKelurahan(kel), id)
		t.Wake = []store.Wake{{Ref: store.Ref{Kind: store.KindPerson, ID: id}, At: reminders.NextWake(v)}}
	}
	t.Writes = append(t.Writes, v.Person.Put())
	return t
}
