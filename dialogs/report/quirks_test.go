package report

import (
	"strings"
	"testing"
)

// register is a puskesmas' own: titles above, units and brackets in the names of columns,
// RT and RW in one, months named, a NIK that Excel has cut, the same child twice.
const puskesmasRegister = "PUSKESMAS PONDOK BENDA;;;;;;\nREGISTER BALITA;;;;;;\n;;;;;;\n" +
	"No;NIK;NAMA ANAK ;TGL LAHIR (dd/mm/yyyy);JK;NAMA ORTU;RT/RW;TGL UKUR;BB (kg);TB (cm);CARA UKUR\n" +
	"1;3,67401E+15;AISYAH PUTRI ;08-06-2025;P;BUDI/SITI;03/05;10-02-2026;8,2;70,5;T\n" +
	"2;3674011708250001;  rafa al fatih;17 Agustus 2025;Laki-laki;ANI;3/5;2026-02-10;7,4;66;Terlentang\n" +
	"2;3674011708250001;Rafa Al Fatih;17/08/2025;L;ANI;3/5;2026-02-10;7,4;66;Terlentang\n" +
	"3;-;ZAHRA;01/01/2030;P;YANI;-;-;-;-;-\n" +
	"4;'3674010101240002;KENZO;45292;L;RINA;2;46063;10,5;80;Berdiri\n" +
	"5;3674010101240003;Naufal;1/13/2024;L;X;;;;;\n6;;;;;;;;;;\n"

func TestPuskesmasRegister(t *testing.T) {
	o := newOffice(t)
	got, list := o.take([]byte(puskesmasRegister))
	if got != "new new same refused new refused" {
		t.Fatalf("%s\n%+v", got, list)
	}
	f, c := o.child("AISYAH PUTRI")
	g := o.have.GrowthOf(f.Mother, c.ID)
	if m := g.Value.On(day(t, "2026-02-10")); c.NIK != "" || f.RT != "03" || f.RW != "05" || m == nil || m.Weight != 8200 || m.Length != 705 || m.Position != "baring" {
		t.Errorf("%+v %+v %+v", f, c, g)
	}
	if !strings.Contains(list[0].Detail, "NIK") {
		t.Errorf("a cut NIK is not said: %q", list[0].Detail)
	}
}

// TestWideRegister: a set of columns for each month; a month left out says nothing, a second
// time nothing changes, and a file that leaves a size out does not take it away.
func TestWideRegister(t *testing.T) {
	const wide = "NIK|nama_anak|TANGGAL LAHIR|JENIS_KELAMIN|JANUARI_TANGGALUKUR|JANUARI_UMUR|JANUARI_BERAT|JANUARI_TINGGI|JANUARI_CARAUKUR|FEBRUARI_TANGGALUKUR|FEBRUARI_UMUR|FEBRUARI_BERAT|FEBRUARI_TINGGI|FEBRUARI_CARAUKUR\n" +
		"3674010101240002|KENZO|2024-01-01|L|2026-01-10|24|10,5|80|berdiri|2026-02-10|25|10,8|80,5|berdiri\n" +
		"3674010101240009|FATIH|2025-06-01|L|-|-|-|-|-|2026-02-10|8|7,9|68|terlentang\n"
	const one = "NIK,nama_anak,tgl_lahir,jenis_kelamin,TANGGALUKUR,LILA,vita\n3674010101240002,KENZO,2024-01-01,L,2026-02-10,15,merah\n"
	o := newOffice(t)
	for n, want := range []string{"new new", "same same"} {
		if got, list := o.take([]byte(wide)); got != want {
			t.Fatalf("time %d: %s %+v", n, got, list)
		}
	}
	if got, _ := o.take([]byte(one)); got != "filled" {
		t.Errorf("an arm from another file: %s", got)
	}
	if got, _ := o.take([]byte(wide)); got != "same same" {
		t.Errorf("after it: %s", got)
	}
	f, c := o.child("KENZO")
	list := o.have.GrowthOf(f.Mother, c.ID).Value.Valid()
	if len(list) != 2 || list[0].Weight != 10500 || list[1].Weight != 10800 || list[1].Arm != 150 || list[1].Given.VitaminA != "merah" {
		t.Errorf("%+v", list)
	}
	f, c = o.child("FATIH")
	if list := o.have.GrowthOf(f.Mother, c.ID).Value.Valid(); len(list) != 1 || list[0].Position != "baring" {
		t.Errorf("%+v", list)
	}
}

// TestCutNumbers: a number that Excel shortened is no NIK; one with all its digits is.
func TestCutNumbers(t *testing.T) {
	for in, want := range map[string]bool{"3.67401E+15": false, "3,67401E+15": false, "3.674E15": false, "3.674014806250001E+15": true, "'3674014806250001": true,
		"3674014806250001.0": true, "3674 0148 0625 0001": true, "367401480625000": false} {
		if got := GoodNIK(digits(in)); got != want {
			t.Errorf("%q: good %v, want %v (%s)", in, got, want, digits(in))
		}
	}
}
