package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// TestHandoverCommand: a dry run changes nothing; applied, every family of the posyandu is
// the other kader's; the last kader cannot go while there is no bidan.
func TestHandoverCommand(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 3, 20, 9, 0, 0, 0, store.WIB)
	db, view := operator(t, now)
	for _, id := range []string{"ratna", "tuti"} {
		p := store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: id}, Value: store.Person{V: 1, Name: id, Grants: []store.Grant{{Role: store.Kader, Posyandu: "py-1"}}}}
		turn := store.Turn{Now: now, Writes: []store.Write{p.Put()}}
		for _, i := range []store.Index{store.IndexPeople(), store.IndexRole(store.Kader), store.IndexKader("py-1")} {
			turn.Index = append(turn.Index, store.IndexOp{Index: i, Member: id})
		}
		if err := one(db.Commit(ctx, turn)); err != nil {
			t.Fatal(err)
		}
	}
	const file = "nama_anak,tgl_lahir,jenis_kelamin,nama_ortu\nA,2025-06-08,P,Siti\nB,2025-06-08,P,Rina\nC,2025-06-08,P,Ani\nD,2025-06-08,P,Yeni\n"
	if _, err := (importCmd{Apply: true, Posyandu: "py-1"}).people(ctx, db, view(), recordsOf(t, file, view().Today())); err != nil {
		t.Fatal(err)
	}
	engine := sharedEngine(t, true).engine
	owners := func() map[store.PersonID]int {
		v := view()
		for _, n := range []store.Need{{Kind: store.NeedStaff, ID: "py-1"}, {Kind: store.NeedRoster, ID: "py-1"}} {
			var err error
			if v, err = db.Fetch(ctx, v, n); err != nil {
				t.Fatal(err)
			}
		}
		n := map[store.PersonID]int{}
		for _, m := range v.Have.Roster {
			n[store.Responsible(m.Family, v.Have.Staff)]++
		}
		return n
	}
	before := owners()
	if err := (handoverCmd{Posyandu: "Posyandu Melati 3", Kader: "Ratna"}).do(ctx, db, view(), engine); err != nil {
		t.Fatal(err)
	}
	if got := owners(); got["ratna"] != before["ratna"] || got["ratna"]+got["tuti"] != 4 {
		t.Errorf("after the dry run %v, were %v", got, before)
	}
	if err := (handoverCmd{Posyandu: "py-1", Kader: "Nobody", Apply: true}).do(ctx, db, view(), engine); !errors.Is(err, errUsage) {
		t.Errorf("a kader nobody knows: %v", err)
	}
	if err := (handoverCmd{Posyandu: "py-1", Kader: "Ratna", To: "tuti", Apply: true}).do(ctx, db, view(), engine); err != nil {
		t.Fatal(err)
	}
	if got := owners(); got["tuti"] != 4 {
		t.Errorf("after the handover: %v", got)
	}
	p, err := rdb.Get[store.Person](ctx, db, store.Ref{Kind: store.KindPerson, ID: "ratna"})
	if err != nil || p.Value.Staff() {
		t.Errorf("ratna is still staff: %+v %v", p.Value.Grants, err)
	}
	if err := (handoverCmd{Posyandu: "py-1", Kader: "tuti", Apply: true}).do(ctx, db, view(), engine); err == nil {
		t.Error("the last one went and nobody is left")
	}
}
