package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tumbuh/store"
)

// office is the files of a health office: a city with one posyandu, and what is stored.
type office struct {
	t    *testing.T
	city *store.City
	have store.Have
	ids  int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	city, err := store.LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	return &office{t: t, city: city.With(store.Register{Posyandu: []store.Posyandu{{ID: "py-1", Name: "Posyandu Melati 3", Kelurahan: "36.74.06.1003"}}}, 1)}
}

// take imports a file: the actions, and the outcomes in full. The store is as after it.
func (o *office) take(b []byte) (string, []Outcome) {
	o.t.Helper()
	rows, err := Table(b)
	if err != nil {
		o.t.Fatal(err)
	}
	_, records, err := Records(rows, day(o.t, "2026-03-20"))
	if err != nil {
		o.t.Fatal(err)
	}
	im := NewImporter(o.city, o.city.Posyandu[0], o.have, day(o.t, "2026-03-20").At(9, 0), func() store.PersonID { o.ids++; return store.PersonID(fmt.Sprint("f", o.ids)) })
	var list []Outcome
	actions := ""
	for _, r := range records {
		out := im.Take(r)
		list = append(list, out)
		actions += string(out.Action) + " "
	}
	o.keep(im.Turns())
	return strings.TrimSpace(actions), list
}

// keep does what a commit does.
func (o *office) keep(turns []store.Turn) {
	for _, t := range turns {
		for _, w := range t.Writes {
			switch v := w.Value.(type) {
			case store.Person:
				o.have.Roster = append(o.have.Roster, store.Member{Person: store.Doc[store.Person]{Ref: w.Ref, Version: w.Seen + 1, Value: v}})
			case store.Growth:
				if d := o.have.GrowthOf(v.Family, v.Child); d != nil {
					d.Version, d.Value = w.Seen+1, v
				} else {
					o.have.Growth = append(o.have.Growth, store.Doc[store.Growth]{Ref: w.Ref, Version: w.Seen + 1, Value: v})
				}
			}
		}
		for _, w := range t.Writes {
			if v, ok := w.Value.(store.Family); ok {
				for i := range o.have.Roster {
					if o.have.Roster[i].Person.Ref.ID == w.Ref.ID {
						o.have.Roster[i].Family = store.Doc[store.Family]{Ref: w.Ref, Version: w.Seen + 1, Value: v}
					}
				}
			}
		}
	}
}

func (o *office) child(name string) (*store.Family, *store.Child) {
	o.t.Helper()
	for i := range o.have.Roster {
		f := &o.have.Roster[i].Family.Value
		for j := range f.Children {
			if f.Children[j].Name == name {
				return f, &f.Children[j]
			}
		}
	}
	o.t.Fatalf("no child %q", name)
	return nil, nil
}

// eppgbm is a "daftar balita" as e-PPGBM gives it: a title and a date above the header,
// semicolons, Windows-1252, decimal commas, "-", grams, two parents in one cell.
const eppgbm = "DAFTAR BALITA;;;\r\nData Tanggal: 2026-03-15;;;\r\n\r\n" +
	"No;NIK;Nama;JK;Tgl Lahir;BB Lahir;TB Lahir;Nama Ortu;Pukesmas;Desa/Kel;Posyandu;RT;RW;Alamat;Tanggal Pengukuran;Berat;Tinggi;Cara Ukur;LiLA;BB/U\r\n" +
	"1;'3674014806250001;AISYAH HANIN.K;P;08/06/2025;2,9;49;BUDI / SITI;Pondok Benda;Pondok Benda;POSYANDU MELATI 3;03;05;Jl. Caf\xe9;2026-03-10;8,2;70,5;Terlentang;14;Outlier\r\n" +
	"2;-;FATIH;L;45311;3100;50;ANDI / RINA;Pondok Benda;Pondok Benda;MELATI 3;02;05;-;10/03/2026;10500;80;Berdiri;-;-\r\n" +
	"3;36740;ZAHRA;P;31/02/2025;-;-;-;Pondok Benda;Pondok Benda;MELATI 3;;;;;;;;;\r\n" +
	"4;;NAUFAL;Balita;2024-05-05;;;X / Y;Pondok Benda;Pondok Benda;MELATI 3;;;;;;;;;\r\n" +
	"5;3674010505240009;NAUFAL;L;2024-05-05;;;X / YUNI;Pondok Benda;Pondok Benda;MELATI 3;;;;2026-03-10;-;-;;;\r\n"

// TestImportQuirks: the file above, row by row; the second time nothing changes.
func TestImportQuirks(t *testing.T) {
	o := newOffice(t)
	got, list := o.take([]byte(eppgbm))
	if got != "new new refused refused new" || list[0].Line != 5 || list[2].Line != 7 {
		t.Fatalf("%s %+v", got, list)
	}
	for i, want := range map[int]string{2: "birth date", 3: `sex "Balita"`} {
		if !strings.Contains(list[i].Detail, want) {
			t.Errorf("row %d: %q", i, list[i].Detail)
		}
	}
	f, c := o.child("AISYAH HANIN.K")
	if c.NIK != "3674014806250001" || c.Birth.String() != "2025-06-08" || c.BirthWeight != 2900 || c.BirthLength != 490 || f.MotherName != "SITI" || f.FatherName != "BUDI" || f.RT != "03" || f.Street != "Jl. Café" {
		t.Errorf("%+v %+v", f, c)
	}
	m := o.have.GrowthOf(f.Mother, c.ID).Value.Measures
	if len(m) != 1 || m[0].Weight != 8200 || m[0].Length != 705 || m[0].Position != store.Lying || m[0].Arm != 140 || m[0].From != store.FromFile {
		t.Errorf("%+v", m)
	}
	f, c = o.child("FATIH")
	if c.Birth.String() != "2024-01-20" || c.BirthWeight != 3100 || c.NIK != "" || o.have.GrowthOf(f.Mother, c.ID).Value.Measures[0].Weight != 10500 {
		t.Errorf("%+v", c)
	}
	if got, _ := o.take([]byte(eppgbm)); got != "same same refused refused same" {
		t.Errorf("the second time: %s", got)
	}
}

// TestHandMadeStands: what a person corrected is kept, what only a file said is changed,
// what is missing is filled; a measurement a kader wrote stands, one of a file is
// corrected and keeps what it was.
func TestHandMadeStands(t *testing.T) {
	o := newOffice(t)
	o.take([]byte("NIK,nama_anak,tgl_lahir,jenis_kelamin,berat_lahir,nama_ortu,rt,TANGGALUKUR,BERAT\n3674014806250001,Aisyah,2025-06-08,P,2.9,Siti,03,2026-03-10,8.2\n"))
	f, c := o.child("Aisyah")
	c.BirthWeight, f.RT = 3000, "04" // by hand, after the file
	kader := o.have.GrowthOf(f.Mother, c.ID)
	kader.Value.Add(store.Measurement{Day: day(t, "2026-02-10"), Weight: 7900, From: store.FromPosyandu, By: "ratna"})
	got, list := o.take([]byte("NIK,nama_anak,tgl_lahir,jenis_kelamin,berat_lahir,panjang_lahir,nama_ortu,rt,rw,TANGGALUKUR,BERAT\n" +
		"3674014806250001,Aisyah Hanin,2025-06-08,P,2.7,49,Siti,02,05,2026-03-10,8.3\n3674014806250001,Aisyah Hanin,2025-06-08,P,,,,,,2026-02-10,7.7\n"))
	if got != "filled same" || list[0].Detail != "filled name, birth-length, rw, measurement of 2026-03-10; kept by hand: birth-weight, rt" {
		t.Errorf("%s %+v", got, list)
	}
	f, c = o.child("Aisyah Hanin")
	if c.BirthWeight != 3000 || c.BirthLength != 490 || f.RT != "04" || f.RW != "05" {
		t.Errorf("%+v %+v", f, c)
	}
	g := o.have.GrowthOf(f.Mother, c.ID).Value
	if m := g.On(day(t, "2026-03-10")); m.Weight != 8300 || len(m.Was) != 1 || m.Was[0].Old != "8200" {
		t.Errorf("of the file: %+v", m)
	}
	if m := g.On(day(t, "2026-02-10")); m.Weight != 7900 {
		t.Errorf("of the kader: %+v", m)
	}
}

// TestMatching: by NIK, else by name and birth date; never by guessing; brothers and
// sisters in one family where a number says so; a mother who wrote herself is not touched.
func TestMatching(t *testing.T) {
	o := newOffice(t)
	const head = "NIK,nama_anak,tgl_lahir,jenis_kelamin,nomor_KK,nama_ortu,rt\n"
	got, _ := o.take([]byte(head + "3674014806250001,Aisyah,2025-06-08,P,3674010101010001,Siti,03\n3674014806250002,Alifa,2025-06-08,P,3674010101010001,Siti,03\n,Budi,2023-01-02,L,,Joko / Siti,03\n,Citra,2023-05-02,P,,JOKO/SITI,03\n,Dian,2024-05-02,P,,Siti,03\n"))
	if got != "new new new new new" || len(o.have.Roster) != 3 {
		t.Fatalf("%s, %d families: twins by family card, Budi and Citra by both parents, Dian alone", got, len(o.have.Roster))
	}
	got, list := o.take([]byte(head + ",AISYAH.,2025-06-08,P,,,\n3674014806250099,Aisyah,2025-06-08,P,,,\n3674014806250001,Aisyah Putri,2025-06-09,P,,,\n"))
	if got != "same refused filled" {
		t.Errorf("%s %+v", got, list)
	}
	got, list = o.take([]byte("NAMA_LENGKAP,TANGGAL_HPHT,NIK\nYuni,2026-01-05,3674014101950001\nDewi,05/02/2026,\nMawar,2020-01-05,\n"))
	if got != "new new refused" {
		t.Errorf("%s %+v", got, list)
	}
	if got, _ = o.take([]byte("NAMA_LENGKAP,TANGGAL_HPHT,NIK\nYuni,2026-01-09,3674014101950001\nDewi,05/02/2026,\n")); got != "same same" {
		t.Errorf("the second time: %s", got)
	}
	for i := range o.have.Roster {
		if o.have.Roster[i].Family.Value.MotherName == "Dewi" {
			o.have.Roster[i].Person.Value.Addresses = []store.Reach{{Address: store.Address{Channel: store.Telegram, ID: "1"}}}
			o.have.Roster[i].Family.Value.Pregnancies[0].End = store.EndBirth
		}
	}
	if got, list = o.take([]byte("NAMA_LENGKAP,TANGGAL_HPHT\nDewi,2026-03-01\n")); got != "refused" || !strings.Contains(list[0].Detail, "by hand") {
		t.Errorf("a mother who registered herself: %s %+v", got, list)
	}
}

// TestExportComesBack: what is exported, imported into an empty store and exported
// again is the same file, identities and measurements, as CSV and as a workbook.
func TestExportComesBack(t *testing.T) {
	for _, book := range []bool{false, true} {
		o := newOffice(t)
		mar := month(t, "2026-03")
		var before []string
		for _, what := range []string{"sigizi-identitas", "sigizi-ukur"} {
			places := melati(t)
			places[0].Homes = places[0].Homes[:1]
			s, err := Export(texts(t), what, places, mar)
			if err != nil {
				t.Fatal(err)
			}
			before = append(before, lines(s[0])...)
			b, err := s[0].CSV()
			if book {
				b, err = XLSX(s)
			}
			if err != nil {
				t.Fatal(err)
			}
			got, list := o.take(b)
			if got != map[string]string{"sigizi-identitas": "new", "sigizi-ukur": "filled"}[what] {
				t.Fatalf("%s: %s %+v", what, got, list)
			}
		}
		home := Household{Person: o.have.Roster[0].Person.Value, Family: o.have.Roster[0].Family.Value, Growth: map[string]store.Growth{"c1": o.have.Growth[0].Value}}
		var after []string
		for _, what := range []string{"sigizi-identitas", "sigizi-ukur"} {
			s, err := Export(texts(t), what, []Place{{Homes: []Household{home}}}, mar)
			if err != nil {
				t.Fatal(err)
			}
			after = append(after, lines(s[0])...)
		}
		if strings.Join(before, "\n") != strings.Join(after, "\n") {
			t.Errorf("workbook %v: out\n%s\nback\n%s", book, strings.Join(before, "\n"), strings.Join(after, "\n"))
		}
	}
}

// TestWorkbookIn: Excel's own numbers for days and NIK, a header on the third row of the
// second sheet, and files that are none.
func TestWorkbookIn(t *testing.T) {
	f := excelize.NewFile()
	_, _ = f.NewSheet("Data")
	_ = f.SetSheetRow("Sheet1", "A1", &[]any{"Laporan"})
	_ = f.SetSheetRow("Data", "A3", &[]any{"No", "NIK", "Nama Balita", "Tanggal Lahir", "Jenis Kelamin", "Nama Ibu"})
	_ = f.SetSheetRow("Data", "A4", &[]any{1, 3674014806250001, "Aisyah", time.Date(2025, 6, 8, 0, 0, 0, 0, time.UTC), "Perempuan", "Siti"})
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	if got, list := o.take(b.Bytes()); got != "new" || list[0].Line != 4 {
		t.Fatalf("%s %+v", got, list)
	}
	if _, c := o.child("Aisyah"); c.NIK != "3674014806250001" || c.Birth.String() != "2025-06-08" {
		t.Errorf("%+v", c)
	}
	if _, err := Table([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")); err != ErrOldXLS {
		t.Errorf("an old workbook: %v", err)
	}
	if _, err := Table([]byte("PK\x03\x04 not a workbook")); err == nil {
		t.Error("a broken workbook was read")
	}
	if _, _, err := Records([][]string{{"a", "b"}, {"1", "2"}}, day(t, "2026-03-20")); err != ErrNoHeader {
		t.Errorf("no header: %v", err)
	}
}

// TestRegisterIn: posyandu by name and kelurahan; days filled, never changed.
func TestRegisterIn(t *testing.T) {
	o := newOffice(t)
	rows, err := Table([]byte("Nama Posyandu,Kelurahan,Jadwal\nMelati 3,Pondok Benda,10\nMawar,Jurang Mangu Timur,tanggal 12\nAnggrek,Bekasi,5\nDahlia,Serua,Selasa minggu ke-2\n"))
	if err != nil {
		t.Fatal(err)
	}
	kind, records, err := Records(rows, day(t, "2026-03-20"))
	if err != nil || kind != InPosyandu {
		t.Fatal(kind, err)
	}
	register := store.Register{Posyandu: o.city.Posyandu}
	next, list := TakePosyandu(o.city, register, records)
	var got []string
	for _, x := range list {
		got = append(got, string(x.Action))
	}
	if strings.Join(got, " ") != "filled new refused new" || next.Posyandu[0].Days.Date != 10 || next.Posyandu[1].Days.Date != 12 || next.Posyandu[1].Kelurahan != "36.74.03.1011" || !strings.Contains(list[3].Detail, "not read") {
		t.Errorf("%v %+v %+v", got, list, next)
	}
	if _, again := TakePosyandu(o.city, next, records); again[0].Action != Same || again[1].Action != Same || len(register.Posyandu) != 1 {
		t.Errorf("the second time: %+v", again)
	}
}

// FuzzImport: whatever a file holds, importing it ends, and importing it twice adds
// nothing the second time.
func FuzzImport(f *testing.F) {
	f.Add([]byte(eppgbm))
	f.Add([]byte("NIK,nama_anak,tgl_lahir,jenis_kelamin\n1e15,a,2025-06-08,P\n,a,2025-06-08,P\n"))
	city, err := store.LoadCity("36.74")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if strings.HasPrefix(string(b), "PK") {
			return
		}
		rows, err := Table(b)
		if err != nil {
			return
		}
		o := &office{t: t, city: city.With(store.Register{Posyandu: []store.Posyandu{{ID: "py-1", Name: "Melati 3"}}}, 1)}
		if _, _, err := Records(rows, day(t, "2026-03-20")); err != nil {
			return
		}
		o.take(b)
		if got, list := o.take(b); strings.Contains(got, "new") {
			t.Errorf("new the second time: %+v", list)
		}
	})
}
