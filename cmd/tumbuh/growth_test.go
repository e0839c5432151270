package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestGrowthCommand: what health offices' files look like; results beside the same columns.
func TestGrowthCommand(t *testing.T) {
	const in = "sex,birth_date,measured_at,weight_kg,length_cm,position,oedema"
	const added = ",age_days,waz,haz,whz,baz,bbu,tbu,bbtb,imtu,flags"
	const normal = "275,0.16,0.13,0.18,0.11,Berat badan normal,Normal,Gizi baik,Gizi baik,"
	for name, c := range map[string]struct {
		in, out string
		rc      int
	}{
		"plain":                {in + "\nP,2025-06-08,2026-03-10,8.4,70.5,baring,0\n", in + added + "\nP,2025-06-08,2026-03-10,8.4,70.5,baring,0," + normal + "\n", 0},
		"quoted decimal comma": {in + "\nP,2025-06-08,2026-03-10,\"8,4\",\"70,5\",baring,0\n", in + added + "\nP,2025-06-08,2026-03-10,\"8,4\",\"70,5\",baring,0," + normal + "\n", 0},
		"semicolons, BOM, CRLF": {"\xef\xbb\xbf" + strings.ReplaceAll(in, ",", ";") + "\r\nP;08/06/2025;10/03/2026;8,4;70,5;Telentang;tidak\r\n",
			strings.ReplaceAll(in+added+"\nP,08/06/2025,10/03/2026,8#4,70#5,Telentang,tidak,"+normal+"\n", ",", ";"), 0},
		"no header":           {"P,2025-06-08,2026-03-10,8.4,70.5,,\n", in + added + "\nP,2025-06-08,2026-03-10,8.4,70.5,,," + normal + "\n", 0},
		"more columns, Latin": {"Nama," + in + "\nZo\xeb,P,2025-06-08,2026-03-10,8.4,70.5,baring,0\n", "Nama," + in + added + "\nZoë,P,2025-06-08,2026-03-10,8.4,70.5,baring,0," + normal + "\n", 0},
		"nothing measured":    {in + "\nP,2025-06-08,2026-03-10,,-,,\n", in + added + "\nP,2025-06-08,2026-03-10,,-,,,275,,,,,,,,,\n", 0},
		"oedema":              {in + "\nL,2024-01-01,2026-03-10,11,85,berdiri,1\n", in + added + "\nL,2024-01-01,2026-03-10,11,85,berdiri,1,799,,-1.26,,,Berat badan sangat kurang,Normal,Gizi buruk,Gizi buruk,\n", 0},
		"implausible":         {in + "\nL,2024-01-01,2026-03-10,11,60,berdiri,0\n", in + added + "\nL,2024-01-01,2026-03-10,11,60,berdiri,0,799,-1.17,-9.09,,8.90,Berat badan normal,,,,haz baz length\n", 0},
		"five years old":      {in + "\nL,2021-03-10,2026-03-10,18,110,berdiri,0\n", in + added + "\nL,2021-03-10,2026-03-10,18,110,berdiri,0,1826,-0.14,0.01,-0.32,-0.24,Berat badan normal,Normal,Gizi baik,Gizi baik,\n", 0},
		"past five":           {in + "\nL,2021-03-09,2026-03-10,18,110,berdiri,0\n", in + added + "\nL,2021-03-09,2026-03-10,18,110,berdiri,0,1827,,,,,,,,,age\n", 0},
		"a row that is wrong": {in + "\nX,2025-06-08,2026-03-10,8.4,70.5,baring,0\nP,2025-06-08,2026-03-10,8.4,70.5,baring,0\n",
			in + added + "\nX,2025-06-08,2026-03-10,8.4,70.5,baring,0,,,,,,,,,,unreadable\nP,2025-06-08,2026-03-10,8.4,70.5,baring,0," + normal + "\n", 1},
		"bare decimal comma": {in + "\nP,2025-06-08,2026-03-10,8,4,70,5,baring,0\n", in + added + "\nP,2025-06-08,2026-03-10,8,4,70,5,baring,0,,,,,,,,,,unreadable\n", 1},
		"an empty row":       {in + "\nP,2025-06-08,2026-03-10,8.4,70.5,baring,0\n,,,,,,\n", in + added + "\nP,2025-06-08,2026-03-10,8.4,70.5,baring,0," + normal + "\n,,,,,,,,,,,,,,,,\n", 0},
		"before birth":       {in + "\nP,2025-06-08,2025-06-07,3,50,,\n", in + added + "\nP,2025-06-08,2025-06-07,3,50,,,,,,,,,,,,unreadable\n", 1},
		"a column missing":   {"sex,birth_date\nP,2025-06-08\n", "", 2},
		"nothing":            {"", "", 2},
	} {
		var out, complaints strings.Builder
		err := assessCSV(strings.NewReader(c.in), &out, &complaints)
		rc := 0
		if errors.Is(err, errUsage) {
			rc = 2
		} else if err != nil {
			rc = 1
		}
		if got := strings.ReplaceAll(c.out, "#", ","); out.String() != got || rc != c.rc {
			t.Errorf("%s: exit %d (%v)\n%s\nwant %d\n%s", name, rc, err, out.String(), c.rc, got)
		}
		if (rc == 1) != (complaints.Len() > 0) {
			t.Errorf("%s: said %q", name, complaints.String())
		}
	}
}

// TestGrowthStreams: a row in is a row out, in the same order, however many.
func TestGrowthStreams(t *testing.T) {
	var in, out strings.Builder
	in.WriteString(strings.Join(growthIn(), ",") + "\n")
	for i := range 20000 {
		fmt.Fprintf(&in, "P,2025-06-08,2026-03-10,%d.%d,70,baring,0\n", 5+i%9, i%10)
	}
	if err := assessCSV(strings.NewReader(in.String()), &out, &out); err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(in.String(), "\n"), strings.Split(out.String(), "\n")
	if len(a) != len(b) {
		t.Fatalf("%d lines in, %d out", len(a), len(b))
	}
	for i := range a {
		if !strings.HasPrefix(b[i], a[i]) {
			t.Fatalf("line %d: %q became %q", i+1, a[i], b[i])
		}
	}
}
