package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tumbuh/store"
)

// melati is a posyandu with a few families in March 2026.
func melati(t testing.TB) []Place {
	mar := func(m store.Measurement) store.Measurement { m.Day = day(t, "2026-03-10"); return m }
	feb := func(m store.Measurement) store.Measurement { m.Day = day(t, "2026-02-10"); return m }
	grown := func(list ...store.Measurement) store.Growth {
		var g store.Growth
		for _, m := range list {
			g.Add(m)
		}
		return g
	}
	aisyah := grown(feb(store.Measurement{Weight: 7900, Length: 690, Position: store.Lying}), mar(store.Measurement{Weight: 8200, Length: 700, Position: store.Lying, Arm: 140, Head: 440,
		Given: store.Given{VitaminA: "biru", Class: "ya", MBG: "tidak", Breast: "tidak", Feeding: "ya", Checklist: "ya", Vaccines: []string{"mr1"}}}))
	aisyah.ASI = "yyyyyyt"
	homes := []Household{
		{Person: store.Person{Name: "Siti", Phone: "6281112345678"}, Family: store.Family{Mother: "s", MotherName: "Siti", RT: "03", RW: "05", Street: "Jl. Kenanga 7", KK: "3674010101010001", MotherNIK: "3674014101950001",
			Children: []store.Child{{ID: "c1", Name: "Aisyah", Sex: "P", Birth: day(t, "2025-06-08"), BirthWeight: 2900, BirthLength: 490, BirthHead: 330, BornWeeks: 38, Order: 2, Book: "ya", IMD: "ya",
				NIK: "3674014806250001", Since: day(t, "2026-03-02").At(9, 0), Vaccines: map[string]store.Date{"bcg": day(t, "2025-07-10"), "mr1": day(t, "2026-03-10")}}}},
			Growth: map[string]store.Growth{"c1": aisyah}},
		{Person: store.Person{Name: "Rina"}, Family: store.Family{Mother: "r", MotherName: "Rina", Children: []store.Child{
			{ID: "c1", Name: "=Rafa", Sex: "L", Birth: day(t, "2024-01-20"), Book: "ya"},
			{ID: "c2", Name: "Zahra", Sex: "P", Birth: day(t, "2021-03-20"), NIK: "36740", Book: "tidak"},
			{ID: "c3", Name: "Besar", Sex: "L", Birth: day(t, "2021-03-30")},
			{ID: "c4", Name: "Pindah", Sex: "L", Birth: day(t, "2024-05-30"), End: store.EndMoved, Ended: day(t, "2026-03-01")},
			{ID: "c5", Name: "Enam puluh", Sex: "L", Birth: day(t, "2021-03-01")}}},
			Growth: map[string]store.Growth{"c2": grown(feb(store.Measurement{Weight: 15000}), mar(store.Measurement{Weight: 14900, Length: 1050})),
				"c3": grown(mar(store.Measurement{Weight: 90000, Length: 1100, Position: store.Standing, Oedema: 0}))}},
		{Person: store.Person{Name: "Dewi"}, Family: store.Family{Mother: "d", MotherName: "Dewi", Pregnancies: []store.Pregnancy{{ID: "p1", HPHT: day(t, "2025-10-01")},
			{ID: "p2", HPHT: day(t, "2025-05-20"), Ended: day(t, "2026-02-25"), End: store.EndBirth}, {ID: "p3", HPHT: day(t, "2025-01-01"), Ended: day(t, "2025-09-25"), End: store.EndBirth}}},
			Checks: map[string]store.Checks{"p1": {List: []store.Check{{Day: day(t, "2026-03-10"), Weight: 55000, Arm: 225, Systolic: 110, Diastolic: 95, Tablets: 30, Daily: "tidak", OnCurve: "ya", Referred: "puskesmas"}}},
				"p2": {List: []store.Check{{Day: day(t, "2026-03-10"), Nifas: true, VitaminA: 2, KB: "implan", Educated: true}}}}},
		{Family: store.Family{Mother: "m", Moved: day(t, "2026-03-05"), Children: []store.Child{{ID: "c1", Name: "Keluarga pindah", Sex: "L", Birth: day(t, "2024-01-20")}}}},
	}
	return []Place{{Posyandu: store.Posyandu{ID: "py-1", Name: "Posyandu Melati"}, Homes: homes}}
}

func month(t testing.TB, s string) Month {
	t.Helper()
	m, err := MonthOf(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func lines(s Sheet) []string {
	var out []string
	for _, r := range s.Rows {
		var f []string
		for _, c := range r {
			f = append(f, c.Text)
		}
		out = append(out, strings.Join(f, ","))
	}
	return out
}

// TestSigiziHeaders holds the headers word for word (programme.md §2.1).
func TestSigiziHeaders(t *testing.T) {
	for what, want := range map[string]string{
		"sigizi-identitas": "No,anak_ke,tgl_lahir,jenis_kelamin,nomor_KK,NIK,nama_anak,usia_hamil,berat_lahir,panjang_lahir,lingkar_kepala_lahir,kia,kia_bayi_kecil,imd,nama_ortu,nik_ortu,hp_ortu,alamat,rt,rw,hapus,pindah",
		"sigizi-pmt":       "nik,nama,tanggal_pemberian_pertama,siklus_ke,jenis_pmt,sumber_anggaran,mitra,mitra_lain,pmt_sesuai_juknis,alasan_pemberian,minggu_ke,tanggal_pemantauan,hari_1,hari_2,hari_3,hari_4,hari_5,hari_6,hari_7,bb,tb,cara_ukur,pemantauan_kesehatan,tindak_lanjut",
		"sigizi-mpasi":     "No,NIK,Nama,tgl_monitoring,asi,sereal,kacang,susu,daging/unggas,telur,buah_sayur_vita,buah_sayur_lain,dapat_intervensi",
		"balita":           "NIK,NAMA_LENGKAP,TANGGAL_LAHIR,JENIS_KELAMIN,TANGGAL_PERIKSA,BERAT_BADAN,TINGGI_BADAN,LINGKAR_KEPALA,LINGKAR_LENGAN,VITAMIN_A,ASI_EKSKLUSIF,IMUNISASI,KETERANGAN",
		"sigizi-ukur":      "No,NIK,nama_anak,TANGGALUKUR,BERAT,TINGGI,LILA,lingkar_kepala,Pitting_edema,CARAUKUR,vita,asi_bulan_0,asi_bulan_1,asi_bulan_2,asi_bulan_3,asi_bulan_4,asi_bulan_5,asi_bulan_6,kelas_ibu_balita,mbg",
	} {
		s, err := Export(texts(t), what, nil, month(t, "2026-03"))
		if err != nil || strings.Join(s[0].Header, ",") != want {
			t.Errorf("%s: %v %v", what, s, err)
		}
	}
	for what, n := range map[string]int{"rekap-balita": 32, "rekap-bumil": 29, "sigizi-identitas": 22, "sigizi-ukur": 20, "sigizi-pmt": 24, "sigizi-mpasi": 13, "balita": 13} {
		if s, err := Export(texts(t), what, melati(t), month(t, "2026-03")); err != nil || len(s[0].Header) != n {
			t.Errorf("%s: %d columns, want %d (%v)", what, len(s[0].Header), n, err)
		}
	}
}

// TestExports: what each form says of the same month.
func TestExports(t *testing.T) {
	for what, want := range map[string][2][]string{
		"sigizi-identitas": {{"1,2,2025-06-08,Perempuan,3674010101010001,3674014806250001,Aisyah,38,2.9,49,33,ya,,ya,Siti,3674014101950001,6281112345678,Jl. Kenanga 7,03,05,,"}, nil},
		"sigizi-ukur": {{"1,3674014806250001,Aisyah,2026-03-10,8.2,70,14,44,tidak,terlentang,biru,ya,ya,ya,ya,ya,ya,tidak,ya,tidak", "2,,Besar,2026-03-10,90,110,,,tidak,berdiri,,,,,,,,,,",
			"3,,=Rafa,,,,,,,,,,,,,,,,,", "4,36740,Zahra,2026-03-10,14.9,105,,,tidak,berdiri,,,,,,,,,,"},
			{"2,,Besar,2021-03-30,NIK belum ada; ukur ulang: BERAT di luar kewajaran", "3,,=Rafa,2024-01-20,NIK belum ada; belum diukur bulan ini", "4,36740,Zahra,2021-03-20,NIK bukan 16 angka"}},
		"rekap-balita": {{"2026-03,0,4,0,3,0,1,1,0,1,1,2,0,3,0,2,0,1,0,1,0,0,0,1,1,1,0,0,0,0,0,0"}, nil},
		"rekap-bumil":  {{"2026-03,1,1,1,1,0,0,1,0,0,1,0,1,0,1,0,1,0,0,0,0,0,1,0,1,0,1,1,0"}, nil},
		"skdn":         {{"Posyandu Melati,2026-03,4,3,3,1,1,0,1,2,0,0,75.0,75.0,100.0,33.3,50.0,25.0"}, nil},
	} {
		s, err := Export(texts(t), what, melati(t), month(t, "2026-03"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range s {
			if got := strings.Join(lines(s[i]), "\n"); got != strings.Join(want[i], "\n") {
				t.Errorf("%s, sheet %s:\n%s\nwant\n%s", what, s[i].Name, got, strings.Join(want[i], "\n"))
			}
		}
	}
	s, err := Export(texts(t), "kohort", melati(t), month(t, "2026-03"))
	if err != nil || len(s[0].Rows) != 4 {
		t.Fatal(err, s)
	}
	if got, want := lines(s[0])[0], "1,3674014806250001,Aisyah,2025-06-08,Perempuan,Siti,03,05,,,,7.9,69,B,8.2,70,N"+strings.Repeat(",", 31)+"2025-07-10 bcg; 2026-03-10 mr1,"; got != want {
		t.Errorf("kohort:\n%s\nwant\n%s", got, want)
	}
	if _, err := Export(texts(t), "sip", nil, month(t, "2026-03")); err == nil {
		t.Error("a form nobody knows")
	}
}

// TestSeveralPosyandu: a puskesmas gets one sum, and a row for each posyandu.
func TestSeveralPosyandu(t *testing.T) {
	two := append(melati(t), melati(t)...)
	two[1].Posyandu.Name = "Posyandu Mawar"
	s, err := Export(texts(t), "rekap-bumil", two, month(t, "2026-03"))
	if err != nil || len(s) != 2 || len(s[0].Rows) != 1 || s[0].Rows[0][1].Text != "2" || len(s[1].Rows) != 2 || s[1].Rows[1][0].Text != "Posyandu Mawar" {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = Export(texts(t), "skdn", two, month(t, "2026-03")); err != nil || len(s[0].Rows) != 3 || s[0].Rows[2][2].Text != "8" {
		t.Errorf("%+v %v", s, err)
	}
	if s, err = Export(texts(t), "skdn", []Place{{Posyandu: store.Posyandu{Name: "Kosong"}}}, month(t, "2026-03")); err != nil || lines(s[0])[0] != "Kosong,2026-03,0,0,0,0,0,0,0,0,0,0,–,–,–,–,–,–" {
		t.Errorf("%+v %v", lines(s[0]), err)
	}
}

// TestWorkbook: read back, a NIK is the text it was, a weight is a number, and a name
// that looks like a formula is a name.
func TestWorkbook(t *testing.T) {
	s, err := Export(texts(t), "sigizi-ukur", melati(t), month(t, "2026-03"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := XLSX(s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); len(got) != 2 || got[0] != "sigizi-ukur" || got[1] != "Perlu dicek" {
		t.Errorf("sheets %v", got)
	}
	for cell, want := range map[string]string{"B1": "NIK", "B2": "3674014806250001", "C4": "=Rafa", "E2": "8.2", "J2": "terlentang", "D4": ""} {
		if got, _ := f.GetCellValue("sigizi-ukur", cell); got != want {
			t.Errorf("%s = %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]excelize.CellType{"B2": excelize.CellTypeInlineString, "E2": excelize.CellTypeUnset, "C4": excelize.CellTypeInlineString} {
		if got, _ := f.GetCellType("sigizi-ukur", cell); got != want {
			t.Errorf("%s has type %v, want %v", cell, got, want)
		}
	}
	c, err := s[0].CSV()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(c)).ReadAll()
	if err != nil || len(rows) != 5 || rows[1][1] != "3674014806250001" || rows[3][2] != "'=Rafa" {
		t.Errorf("%q %v", rows, err)
	}
}
