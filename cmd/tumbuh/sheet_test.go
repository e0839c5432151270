package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"tumbuh/dialogs"
	"tumbuh/dialogs/naskah"
	"tumbuh/dialogs/report"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// operator opens a store with one posyandu and the view of an operator's command.
func operator(t *testing.T, now time.Time) (*rdb.DB, func() store.View) {
	t.Helper()
	ctx := context.Background()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), InProc: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	register, err := rdb.Get[store.Register](ctx, db, store.Ref{Kind: store.KindRegister, ID: "all"})
	if err != nil {
		t.Fatal(err)
	}
	register.Value = store.Register{V: 1, Posyandu: []store.Posyandu{{ID: "py-1", Name: "Posyandu Melati 3", Kelurahan: "36.74.06.1003", Puskesmas: "pkm-pondok-benda"}}}
	if err := one(db.Commit(ctx, store.Turn{Now: now, Writes: []store.Write{register.Put()}})); err != nil {
		t.Fatal(err)
	}
	return db, func() store.View {
		v, err := db.ViewOf(ctx, "operator", now)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func recordsOf(t *testing.T, file string, today store.Date) []report.Record {
	t.Helper()
	return parsedSheet(t, file, today)
}

func parsedSheet(t testing.TB, file string, today store.Date) []report.Record {
	t.Helper()
	rows, err := report.Table([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	_, records, err := report.Records(rows, today)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func actions(list []report.Outcome) string {
	var s []string
	for _, o := range list {
		s = append(s, string(o.Action))
	}
	return strings.Join(s, " ")
}

// TestSheetsInAndOut: a dry run writes nothing; applied, children stand in the exports;
// done again nothing changes; an erased family leaves no measurement behind.
func TestSheetsInAndOut(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 3, 20, 9, 0, 0, 0, store.WIB)
	db, view := operator(t, now)
	const file = "NIK,nama_anak,tgl_lahir,jenis_kelamin,nama_ortu,posyandu,TANGGALUKUR,BERAT\n3674014806250001,Aisyah,2025-06-08,P,Siti,MELATI 3,2026-03-10,\"8,2\"\n"
	ukur := func() string {
		v := view()
		places, err := placesOf(ctx, db, v, v.City.Posyandu)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := naskah.Load()
		if err != nil {
			t.Fatal(err)
		}
		m, _ := report.MonthOf("2026-03")
		sheets, err := report.Export(texts, "sigizi-ukur", places, m)
		if err != nil {
			t.Fatal(err)
		}
		b, err := sheets[0].CSV()
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(b), "\n")
		return rest
	}
	const row = "1,3674014806250001,Aisyah,2026-03-10,8.2,,,,tidak,,,,,,,,,,,\n"
	for n, c := range []struct {
		apply        bool
		action, rows string
	}{{false, "new", ""}, {true, "new", row}, {true, "same", row}} {
		v := view()
		list, err := importCmd{Apply: c.apply}.people(ctx, db, v, recordsOf(t, file, v.Today()))
		if err != nil || actions(list) != c.action {
			t.Fatalf("run %d: %v %v", n, list, err)
		}
		if got := ukur(); got != c.rows {
			t.Errorf("run %d: exported %q, want %q", n, got, c.rows)
		}
	}
	w, err := db.Fetch(ctx, view(), store.Need{Kind: store.NeedRoster, ID: "py-1"})
	if err != nil || len(w.Have.Roster) != 1 {
		t.Fatal(err, len(w.Have.Roster))
	}
	id := w.Have.Roster[0].ID()
	v, err := db.ViewOf(ctx, id, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []store.Need{{Kind: store.NeedAbout, Person: id}, {Kind: store.NeedGrowth, Person: id}} {
		if v, err = db.Fetch(ctx, v, n); err != nil {
			t.Fatal(err)
		}
	}
	turn, _ := dialogs.Forget(v, "once")
	if err := one(db.Commit(ctx, turn)); err != nil {
		t.Fatal(err)
	}
	g, err := rdb.Get[store.Growth](ctx, db, store.GrowthRef(id, "c1"))
	if err != nil || g.Version != 0 || ukur() != "" {
		t.Errorf("after the erasure: %+v %v, exported %q", g, err, ukur())
	}
}

// TestKaderFromSheet: each kader gets one code; asked again she gets no second one.
func TestKaderFromSheet(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 3, 20, 9, 0, 0, 0, store.WIB)
	db, view := operator(t, now)
	const file = "Nama Kader,No HP,Posyandu\nRatna,0811,Melati 3\nYani,0812,Tidak Ada\n"
	for n, want := range []string{"new refused", "same refused"} {
		v := view()
		list, err := importCmd{Apply: true}.kader(ctx, db, v, recordsOf(t, file, v.Today()))
		if err != nil || actions(list) != want {
			t.Fatalf("run %d: %+v %v", n, list, err)
		}
		if n > 0 {
			continue
		}
		_, code, _ := strings.Cut(list[0].Detail, ": ")
		d, err := rdb.Get[store.Invite](ctx, db, store.Ref{Kind: store.KindInvite, ID: code})
		if err != nil || d.Value.Name != "Ratna" || d.Value.Grant != (store.Grant{Role: store.Kader, Posyandu: "py-1"}) {
			t.Errorf("%+v %v", d, err)
		}
	}
}
