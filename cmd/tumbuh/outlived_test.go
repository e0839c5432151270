package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// edited changes what is on record of the sample person, as if it had come so long ago.
func (s *stage) edited(who string, change func(p *store.Person, f *store.Family)) {
	s.t.Helper()
	ctx := context.Background()
	v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: who}, s.clock.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	change(&v.Person.Value, &v.Family.Value)
	t := store.Turn{Now: s.clock.Now(), Writes: []store.Write{v.Person.Put()}}
	if v.Family.Version > 0 || v.Family.Value.V > 0 {
		t.Writes = append(t.Writes, v.Family.Put())
		t.Index = []store.IndexOp{{Index: store.IndexFamilies(v.Family.Value.Posyandu), Member: v.Family.Ref.ID}}
	}
	if err := one(s.app.db.Commit(ctx, t)); err != nil {
		s.t.Fatal(err)
	}
}

// Whose children are all kept no longer is kept no longer herself, nor who helped to care
// for them; never one who expects, has a child, works for the programme or wrote lately.
func TestOutlivedFamilyGoes(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	s.says("baru", "halo", "daftar anak", "setuju") // consented, no record yet
	s.register("mawar", "Mawar Lestari")
	now, today := s.clock.Now(), store.DateOf(s.clock.Now())
	long, old := now.AddDate(0, -3, 0), store.Child{ID: "c9", Name: "Kenzo", Sex: "L", Birth: today.AddMonths(-62)}
	father, mother, kader := s.whoIs("baru"), s.whoIs("rina"), s.whoIs("ratna")
	task := store.Doc[store.Task]{Ref: store.Ref{Kind: store.KindTask, ID: "t-rina"}, Value: store.Task{V: 1, For: kader, About: mother, Name: "Rina"}}
	if err := one(s.app.db.Commit(ctx, store.Turn{Now: now, Writes: []store.Write{task.Put()},
		Index: []store.IndexOp{{Index: store.IndexTasks(kader), Member: "t-rina"}, {Index: store.IndexAbout(mother), Member: task.Ref.String()}}})); err != nil {
		t.Fatal(err)
	}
	aged := func(p *store.Person, f *store.Family) {
		f.Children, f.Pregnancies = []store.Child{old}, nil
		p.FirstSeen, p.LastSeen, p.Consent.At = long, long, long
	}
	s.edited("rina", func(p *store.Person, f *store.Family) {
		aged(p, f)
		f.Caregivers = []store.Caregiver{{Person: father, Name: "Budi"}}
		f.Pregnancies = []store.Pregnancy{{ID: "p1", HPHT: today.Add(-900), End: store.EndJoined}}
	})
	s.edited("baru", func(p *store.Person, _ *store.Family) {
		p.Caring, p.LastSeen, p.FirstSeen, p.Consent.At = mother, long, long, long
	})
	s.edited("siti", func(p *store.Person, f *store.Family) { own := f.Pregnancies; aged(p, f); f.Pregnancies = own })
	s.edited("mawar", func(p *store.Person, f *store.Family) { aged(p, f); f.Children[0].Birth = today.AddMonths(-60) })
	s.edited("ratna", func(p *store.Person, f *store.Family) {
		f.V, f.Mother, f.MotherName, f.Children, p.Family = 1, kader, "Ratna Sari", []store.Child{old}, string(kader)
	})
	s.says("wulan", "halo", "daftar anak", "setuju")
	wrote := s.whoIs("wulan")
	s.edited("wulan", func(p *store.Person, f *store.Family) {
		f.V, f.Mother, f.MotherName, f.Children = 1, wrote, "Wulan", []store.Child{old}
	})

	night := func(want ...string) {
		t.Helper()
		if _, err := retain(ctx, s.app.db, s.clock.Now()); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, id := range []store.PersonID{mother, father, s.whoIs("siti"), s.whoIs("mawar"), kader, wrote} {
			v, err := s.app.db.ViewOf(ctx, id, s.clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, map[bool]string{true: "p", false: "-"}[v.Person.Version > 0]+map[bool]string{true: "f", false: "-"}[v.Family.Version > 0])
		}
		if !slices.Contains(want, strings.Join(got, " ")) {
			t.Errorf("persons and families left: %s, want one of %q", got, want)
		}
	}
	// rina, her husband, siti, mawar, ratna, wulan
	night("pf p- pf pf pf pf")                      // the children go
	night("-- p- pf pf p- pf", "-- -- pf pf p- pf") // the families they were all of; her husband too where he comes after her
	night("-- -- pf pf p- pf")                      // who cared for them
	night("-- -- pf pf p- pf")
	s.clock.MoveTo(now.AddDate(0, 0, 32))
	night("-- -- pf pf p- --") // a month after she wrote last

	for _, who := range []string{"rina", "baru", "wulan"} {
		if v, err := s.app.db.View(ctx, store.Address{Channel: store.WebPhone, ID: who}, s.clock.Now()); err != nil || v.Bound != "" {
			t.Errorf("the address of %s still points to %s (%v)", who, v.Bound, err)
		}
	}
	if d, err := rdb.Get[store.Task](ctx, s.app.db, task.Ref); err != nil || d.Version != 0 {
		t.Errorf("the task that names her is there (%v)", err)
	}
	if err := s.app.db.People(ctx, func(ids []store.PersonID) error {
		if slices.Contains(ids, mother) {
			t.Error("she is still among everybody")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
