package rdb_test

import (
	"context"
	"testing"

	"tumbuh/store"
	"tumbuh/store/storetest"
)

// TestNeedGrowth: measurements and checks of a family come by person and by posyandu,
// unwritten ones as Version 0, and what a newer version wrote survives a correction.
func TestNeedGrowth(t *testing.T) {
	ctx := context.Background()
	db := openDir(t, t.TempDir())
	v, err := db.View(ctx, rina, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	id := v.ID()
	fam := store.Family{V: 1, Mother: id, Posyandu: "py-1", Children: []store.Child{{ID: "c1"}, {ID: "c2"}}, Pregnancies: []store.Pregnancy{{ID: "p1"}}}
	v.Family.Value = fam
	g := store.Doc[store.Growth]{Ref: store.GrowthRef(id, "c1"), Value: store.Growth{V: 1, Family: id, Child: "c1", Extra: map[string]any{"later": "kept"}}}
	g.Value.Add(store.Measurement{Day: store.Date{Year: 2026, Month: 3, Day: 10}, Weight: 8400, Length: 700, Position: store.Lying})
	person := v.Person
	person.Value = store.Person{V: 1, Name: "Rina", Family: string(id)}
	turn := store.Turn{Now: v.Now, Person: id, Writes: []store.Write{person.Put(), v.Family.Put(), g.Put()},
		Bind: []store.Binding{{Address: rina, Person: id}}, Index: []store.IndexOp{{Index: store.IndexFamilies("py-1"), Member: string(id)}}}
	if r, err := db.Commit(ctx, turn); err != nil || r[0] != store.OK {
		t.Fatalf("%v %v", r, err)
	}
	v, _ = db.View(ctx, rina, storetest.Now)
	for _, n := range []store.Need{{Kind: store.NeedGrowth, Person: id}, {Kind: store.NeedGrowth, ID: "py-1"}} {
		got, err := db.Fetch(ctx, v, n)
		if err != nil {
			t.Fatal(err)
		}
		d := got.Have.GrowthOf(id, "c1")
		if d == nil || d.Version != 1 || len(d.Value.Measures) != 1 || d.Value.Measures[0].Weight != 8400 || d.Value.Extra["later"] != "kept" {
			t.Fatalf("%+v brought %+v", n, d)
		}
		if d := got.Have.GrowthOf(id, "c2"); d == nil || d.Version != 0 {
			t.Errorf("%+v: unwritten growth came as %+v", n, d)
		}
		if c := got.Have.ChecksOf(id, "p1"); c == nil || c.Version != 0 {
			t.Errorf("%+v: unwritten checks came as %+v", n, c)
		}
		if got.Have.GrowthOf("somebody", "c1") != nil {
			t.Error("growth of somebody else came")
		}
	}
	v, err = db.Fetch(ctx, v, store.Need{Kind: store.NeedDay, ID: store.DayRef("py-1", v.Today()).ID})
	if err != nil || v.Have.Day == nil || v.Have.Day.Version != 0 {
		t.Errorf("a day never opened came as %+v, %v", v.Have.Day, err)
	}
}
