package store_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tumbuh/store"
)

// TestUnjoinGivesBack: whatever two records of a child hold, taking one into the other and
// back leaves both as they were; what was measured in between stays.
func TestUnjoinGivesBack(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "a", "b"})
	num := rapid.SampledFrom([]int{0, 2900, 3100})
	day := rapid.Custom(func(t *rapid.T) store.Date { return store.Date{2026, 1, 1}.Add(rapid.IntRange(0, 5).Draw(t, "day")) })
	child := rapid.Custom(func(t *rapid.T) store.Child {
		return store.Child{ID: "c1", Sex: word.Draw(t, "sex"), NIK: word.Draw(t, "nik"), Book: word.Draw(t, "book"), BirthWeight: num.Draw(t, "weight"), Order: num.Draw(t, "order"),
			Vaccines: rapid.MapOf(rapid.SampledFrom([]string{"bcg", "dpt1"}), day).Draw(t, "vaccines")}
	})
	growth := rapid.Custom(func(t *rapid.T) store.Growth {
		var g store.Growth
		for range rapid.IntRange(0, 4).Draw(t, "n") {
			g.Add(store.Measurement{Day: day.Draw(t, "on"), Weight: num.Draw(t, "kg")})
		}
		g.ASI = word.Draw(t, "asi")
		return g
	})
	rapid.Check(t, func(t *rapid.T) {
		own, other, g, og := child.Draw(t, "own"), child.Draw(t, "other"), growth.Draw(t, "g"), growth.Draw(t, "og")
		a, b, ga := own, other, g
		taken := store.Join(&a, &b, &ga, og)
		if b.Active() || own.NIK == "" && a.NIK != other.NIK {
			t.Fatalf("joined: %+v %+v", a, b)
		}
		for _, m := range og.Valid() {
			if ga.On(m.Day) == nil {
				t.Fatalf("%s was measured and is not there", m.Day)
			}
		}
		later := ga.Add(store.Measurement{Day: store.Date{2026, 2, 1}, Weight: 8000})
		store.Unjoin(&a, &b, &ga, og, taken)
		if !reflect.DeepEqual(a, own) || !reflect.DeepEqual(b, other) {
			t.Fatalf("given back: %+v %+v, were %+v %+v", a, b, own, other)
		}
		if n := len(ga.Measures); n != len(g.Measures)+1 || ga.Measures[n-1].ID != later || ga.ASI != g.ASI {
			t.Fatalf("measurements %+v, were %+v", ga, g)
		}
		next := ga.Add(store.Measurement{Day: store.Date{2026, 3, 1}})
		for _, m := range ga.Measures[:len(ga.Measures)-1] {
			if m.ID == next {
				t.Fatalf("the id %s is given twice", next)
			}
		}
	})
}

// TestUnjoinPregnancyGivesBack: as of a child; what she told of in between stays.
func TestUnjoinPregnancyGivesBack(t *testing.T) {
	day := func(n int) store.Date { return store.Date{2026, 1, 1}.Add(n) }
	preg := rapid.Custom(func(t *rapid.T) store.Pregnancy {
		p := store.Pregnancy{ID: "p1", HPHT: day(-100), Visits: map[string]store.Date{}}
		for n := range 6 {
			if letter := rapid.SampledFrom([]byte(".YT")).Draw(t, "letter"); letter != '.' {
				p.Log = p.Log.With(day(n), letter)
			}
		}
		for _, v := range []string{"k1", "k4"} {
			if rapid.Bool().Draw(t, v) {
				p.Visits[v] = day(rapid.IntRange(0, 1).Draw(t, "on"))
			}
		}
		return p
	})
	rapid.Check(t, func(t *rapid.T) {
		own, other := preg.Draw(t, "own"), preg.Draw(t, "other")
		a, b := own, other
		taken := store.JoinPregnancy(&a, &b)
		for n := range 6 {
			if x := a.Log.Get(day(n)); b.Active() || own.Log.Get(day(n)) == '.' && x != other.Log.Get(day(n)) {
				t.Fatalf("day %d is %c after joining", n, x)
			}
		}
		a.Log = a.Log.With(day(9), 'Y')
		store.UnjoinPregnancy(&a, &b, taken)
		for n := range 6 {
			if a.Log.Get(day(n)) != own.Log.Get(day(n)) {
				t.Fatalf("day %d is %c, was %c", n, a.Log.Get(day(n)), own.Log.Get(day(n)))
			}
		}
		if !reflect.DeepEqual(a.Visits, own.Visits) || !reflect.DeepEqual(b, other) || a.Log.Get(day(9)) != 'Y' {
			t.Fatalf("given back %+v %+v, were %+v %+v", a, b, own, other)
		}
	})
}

// TestResponsible: whoever leaves, each family has exactly one of those who are there, and
// only her own families move.
func TestResponsible(t *testing.T) {
	var staff []store.Member
	add := func(id string, g store.Grant) {
		m := store.Member{Person: store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: id}}}
		m.Person.Value.Grants = []store.Grant{g}
		staff = append(staff, m)
	}
	add("yuni", store.Grant{Role: store.Bidan, Puskesmas: "pk"})
	for _, id := range []string{"ratna", "yani", "tuti"} {
		add(id, store.Grant{Role: store.Kader, Posyandu: "py"})
	}
	has := map[store.PersonID]int{}
	for i := range 60 {
		f := store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: "f" + string(rune('a'+i))}, Value: store.Family{Posyandu: "py"}}
		who := store.Responsible(f, staff)
		has[who]++
		f.Value.Kader = "tuti"
		if got := store.Responsible(f, staff); got != "tuti" {
			t.Errorf("written to Tuti, is %s's", got)
		}
		f.Value.Kader = "gone"
		if got := store.Responsible(f, staff); got != who {
			t.Errorf("%s left: %s, want %s", f.Value.Kader, got, who)
		}
		if got := store.Responsible(f, staff[:1]); got != "yuni" {
			t.Errorf("no kader: %s", got)
		}
		if got := store.Responsible(f, staff[:3]); who != "tuti" && got != who {
			t.Errorf("Tuti left and %s's family went to %s", who, got)
		}
	}
	if len(has) != 3 {
		t.Errorf("spread: %v", has)
	}
}
