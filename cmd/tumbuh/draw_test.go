package main

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"testing"
	"time"

	"tumbuh/bot"
	"tumbuh/bot/bottest"
	"tumbuh/dialogs/report"
	"tumbuh/store"
	"tumbuh/store/growth"
	"tumbuh/store/rdb"
)

// TestPicturesAreSent: through the wired program a chart and a calendar leave as
// pictures drawn from what the store holds at that moment; of an erased child the words
// go alone.
func TestPicturesAreSent(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 3, 20, 9, 0, 0, 0, store.WIB)
	c := newClock(func() time.Time { return now }, now)
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), InProc: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	fake := bottest.NewFake(store.WebPhone, true, true)
	a, err := newApp(parts{db: db, clock: c, log: quiet(), channels: []bot.Channel{fake}, unreviewed: true})
	if err != nil {
		t.Fatal(err)
	}
	siti := store.Address{Channel: store.WebPhone, ID: "siti"}
	v, err := db.View(ctx, siti, now)
	if err != nil {
		t.Fatal(err)
	}
	id := v.ID()
	birth, _ := store.ParseDate("2025-06-08")
	v.Family.Value = store.Family{V: 1, Mother: id, Children: []store.Child{{ID: "c1", Name: "Aisyah", Sex: "P", Birth: birth}},
		Pregnancies: []store.Pregnancy{{ID: "p1", Log: store.DayLog{From: store.DateOf(now).Add(-9), Days: "ssssbss"}}}}
	g := store.Doc[store.Growth]{Ref: store.GrowthRef(id, "c1"), Value: store.Growth{V: 1, Family: id, Child: "c1"}}
	g.Value.Add(store.Measurement{Day: store.DateOf(now), Weight: 8200, Length: 700, Position: store.Lying})
	v.Person.Value = store.Person{V: 1, Name: "Siti", Family: string(id)}
	turn := store.Turn{Now: now, Person: id, Bind: []store.Binding{{Address: siti, Person: id}}, Writes: []store.Write{v.Person.Put(), v.Family.Put(), g.Put()}}
	for i, r := range []*store.Report{report.Grafik(string(id), "c1", growth.WeightForAge), report.Kalender(string(id), "p1", store.DateOf(now)), report.Grafik(string(id), "c9", ""),
		report.Lembar("sigizi-ukur", v.City.Posyandu[0].ID, "", report.Month{First: store.Date{Year: 2026, Month: 3, Day: 1}})} {
		turn.Say = append(turn.Say, store.Message{ID: fmt.Sprint("r", i), To: id, Via: siti, Lane: store.Reply, Text: fmt.Sprint("gambar ", i), Report: r})
	}
	if err := a.commit(ctx, turn); err != nil {
		t.Fatal(err)
	}
	if err := a.settle(ctx); err != nil {
		t.Fatal(err)
	}
	shown := fake.Shown()
	if len(shown) != 4 || shown[2].File != nil {
		t.Fatalf("%d shown", len(shown))
	}
	if f := shown[3].File; f == nil || f.Picture || f.Name != "sigizi-ukur-2026-03.xlsx" || !bytes.HasPrefix(f.Bytes, []byte("PK")) {
		t.Errorf("the form came as %+v", f)
	}
	for _, m := range shown[:2] {
		if m.File == nil || !m.File.Picture || m.File.MIME != "image/png" {
			t.Fatalf("%s: no picture", m.Text)
		}
		if p, err := png.Decode(bytes.NewReader(m.File.Bytes)); err != nil || p.Bounds().Dx() != 720 {
			t.Errorf("%s: %v", m.Text, err)
		}
	}
}
