package report

import (
	"strings"
	"testing"

	"tumbuh/store"
	"tumbuh/store/growth"
)

// onFood is a posyandu whose only child is in her second course of recovery food.
func onFood(t testing.TB) []Place {
	var g store.Growth
	for _, m := range []store.Measurement{
		{Day: day(t, "2025-09-10"), Weight: 6500, Length: 660, Given: store.Given{PMT: "ya", Course: store.Course{Next: "selesai"}, BreastTo: 3}},
		{Day: day(t, "2025-10-10"), Weight: 6900, Length: 680, Given: store.Given{PMT: "ya"}},
		{Day: day(t, "2026-01-10"), Weight: 7200, Length: 700, Given: store.Given{PMT: "tidak"}},
		{Day: day(t, "2026-02-10"), Weight: 7100, Length: 710, Given: store.Given{PMT: "ya"}},
		{Day: day(t, "2026-03-10"), Weight: 7300, Length: 715, Position: store.Lying, Note: "rewel", Given: store.Given{PMT: "ya", Course: store.Course{Kind: "lokal", Fund: "apbd", Days: 7, Next: "lanjut"},
			Food: []string{"sereal", "telur", "vita"}, Nursed: "tidak", Breast: "tidak", VitaminA: "biru"}},
	} {
		g.Add(m)
	}
	child := store.Child{ID: "c1", Name: "Zahra", Sex: "P", Birth: day(t, "2025-01-05"), NIK: "3674010501250001", Vaccines: map[string]store.Date{"mr1": day(t, "2026-03-10"), "bcg": day(t, "2025-02-10")}}
	return []Place{{Homes: []Household{{Family: store.Family{MotherName: "Iis", Children: []store.Child{child}}, Growth: map[string]store.Growth{"c1": g}}}}}
}

// TestFoodSheets: the course is counted from its first day, why it began is computed, what
// nobody said is blank and stands among what is to be looked at.
func TestFoodSheets(t *testing.T) {
	for _, c := range []struct{ what, month, row, doubt string }{
		{"sigizi-pmt", "2026-03", "3674010501250001,Zahra,2026-02-10,3,2,2,,,,2,5,2026-03-10,1,1,1,1,1,1,1,7.3,71.5,2,,1", ""},
		{"sigizi-pmt", "2025-10", "3674010501250001,Zahra,2025-10-10,2,,,,,,,1,2025-10-10,,,,,,,,6.9,68,2,,", "jenis PMT belum dicatat; sumber anggaran PMT belum dicatat; alasan PMT belum jelas dari hasil ukur"},
		{"sigizi-pmt", "2026-01", "", ""},
		{"sigizi-mpasi", "2026-03", "1,3674010501250001,Zahra,2026-03-10,0,1,0,0,0,1,1,0,1", ""},
		{"sigizi-mpasi", "2026-02", "1,3674010501250001,Zahra,2026-02-10,,,,,,,,,1", "makan kemarin belum ditanya; ASI kemarin belum ditanya"},
		{"balita", "2026-03", "3674010501250001,Zahra,2025-01-05,P,2026-03-10,7.3,71.5,,,biru,tidak,MR1,rewel", ""},
	} {
		s, err := Export(texts(t), c.what, onFood(t), month(t, c.month))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(lines(s[0]), "\n"); got != c.row {
			t.Errorf("%s of %s:\n%s\nwant\n%s", c.what, c.month, got, c.row)
		}
		if got := strings.Join(lines(s[1]), "\n"); c.doubt != "" && !strings.Contains(got, c.doubt) {
			t.Errorf("%s of %s: to be looked at %q, want %q", c.what, c.month, got, c.doubt)
		}
	}
}

// TestSimpleTemplateComesBack: the simple template with breast milk and vaccines is taken in
// and exported as it was; a second time nothing changes.
func TestSimpleTemplateComesBack(t *testing.T) {
	mar := month(t, "2026-03")
	out, err := Export(texts(t), "balita", onFood(t), mar)
	if err != nil {
		t.Fatal(err)
	}
	b, err := out[0].CSV()
	if err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	for _, want := range []string{"new", "same"} {
		if got, list := o.take(b); got != want {
			t.Fatalf("%s, want %s: %+v", got, want, list)
		}
	}
	home := Household{Family: o.have.Roster[0].Family.Value, Growth: map[string]store.Growth{"c1": o.have.Growth[0].Value}}
	back, err := Export(texts(t), "balita", []Place{{Homes: []Household{home}}}, mar)
	if err != nil {
		t.Fatal(err)
	}
	if was, is := strings.TrimSuffix(lines(out[0])[0], "rewel"), lines(back[0])[0]; was != is {
		t.Errorf("out\n%s\nback\n%s", was, is)
	}
}

// TestMonthsOfBreastMilk: a later "passed" fills what was not asked, what was asked stands,
// a row without a measurement brings its months too, and what is taken back is not counted.
func TestMonthsOfBreastMilk(t *testing.T) {
	child := store.Child{Birth: day(t, "2025-06-08")}
	g := store.Growth{ASI: ".y"}
	g.Add(store.Measurement{Day: day(t, "2025-09-10"), Given: store.Given{Breast: "tidak"}})
	g.Add(store.Measurement{Day: day(t, "2025-10-10"), Given: store.Given{Breast: "ya"}})
	g.Add(store.Measurement{Day: day(t, "2025-12-10"), Given: store.Given{BreastTo: 3}})
	got := func() string {
		var s []string
		for m := range 7 {
			s = append(s, g.ExclusiveIn(child, m))
		}
		return strings.Join(s, ",")
	}
	if s := got(); s != "ya,ya,ya,tidak,ya,," {
		t.Error(s)
	}
	g.Measures[1].Void = day(t, "2025-10-11").At(9, 0)
	if s := got(); s != "ya,ya,ya,tidak,,," {
		t.Error(s)
	}
	o := newOffice(t)
	o.take([]byte("NIK,nama_anak,tgl_lahir,jenis_kelamin\n3674010501250001,Zahra,2025-10-05,P\n"))
	if got, list := o.take([]byte("NIK,nama_anak,TANGGALUKUR,BERAT,asi_bulan_0,asi_bulan_1\n3674010501250001,Zahra,,,ya,tidak\n")); got != "filled" || o.have.Growth[0].Value.ASI != "yt" {
		t.Errorf("%s %+v %+v", got, list, o.have.Growth)
	}
}

// A child whom the card's rule sends to the puskesmas is counted as sent, whether the kader
// wrote so or not: she was told, and the referral was drafted.
func TestRecapCountsWhomTheCardSends(t *testing.T) {
	mar, err := MonthOf("2026-03")
	if err != nil {
		t.Fatal(err)
	}
	child := func(id string) store.Child {
		return store.Child{ID: id, Name: "Anak " + id, Sex: "L", Birth: day(t, "2024-08-20")}
	}
	well, thin, told := store.Growth{}, store.Growth{}, store.Growth{}
	well.Add(store.Measurement{Day: day(t, "2026-03-07"), Weight: 10800, Length: 810, Arm: 145})
	thin.Add(store.Measurement{Day: day(t, "2026-03-07"), Weight: 10800, Length: 810, Arm: 120})
	told.Add(store.Measurement{Day: day(t, "2026-03-07"), Weight: 10800, Length: 810, Arm: 145, Given: store.Given{Referred: "rs"}})
	home := Household{Family: store.Family{MotherName: "Iis", Children: []store.Child{child("c1"), child("c2"), child("c3")}},
		Growth: map[string]store.Growth{"c1": well, "c2": thin, "c3": told}}
	n := children(kids([]Household{home}, mar, growth.DefaultRules()), mar)
	if n["referred-puskesmas"] != 1 || n["referred-rs"] != 1 {
		t.Errorf("sent to the puskesmas %d, to the hospital %d, want 1 and 1", n["referred-puskesmas"], n["referred-rs"])
	}
}
