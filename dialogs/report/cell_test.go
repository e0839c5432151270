package report

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// TestCells: the quirks of sheets that programme.md §2.1 lists.
func TestCells(t *testing.T) {
	for in, want := range map[string]float64{"8,4": 8.4, "8.4": 8.4, " '8,40": 8.4, "-": 0, "": 0, "NULL": 0, "-2,1": -2.1} {
		if got, err := Number(in); err != nil || got != want {
			t.Errorf("Number(%q) = %g, %v", in, got, err)
		}
	}
	for _, in := range []string{"1.234,5", "8,4kg", "0x10", "1_0", "NaN kg", "delapan", "8 4", "Inf"} {
		if got, err := Number(in); err == nil {
			t.Errorf("Number(%q) = %g: it means nothing", in, got)
		}
	}
	for in, want := range map[string]string{"2025-06-08": "2025-06-08", "8/6/2025": "2025-06-08", "08-06-2025": "2025-06-08", "45816": "2025-06-08", "45816.0": "2025-06-08",
		"2025-06-08T00:00:00": "2025-06-08", "2025-06-08 00:00:00": "2025-06-08", "-": "", "'2025-06-08": "2025-06-08",
		"8 Juni 2025": "2025-06-08", "08-Jun-25": "2025-06-08", "8 JUNE 2025": "2025-06-08", "17-Agt-2024": "2024-08-17", "1 Mei 2025": "2025-05-01"} {
		if got, err := Day(in); err != nil || got.String() != want {
			t.Errorf("Day(%q) = %s, %v", in, got, err)
		}
	}
	for _, in := range []string{"31/4/2025", "2025-02-29", "6/8/25", "kemarin", "31 Juni 2025", "8 Foo 2025", "2025"} {
		if got, err := Day(in); err == nil {
			t.Errorf("Day(%q) = %s: it means nothing for sure", in, got)
		}
	}
	for in, want := range map[string]string{"L": "L", "Laki-laki": "L", "PEREMPUAN": "P", "pr": "P"} {
		if got, err := Sex(in); err != nil || got != want {
			t.Errorf("Sex(%q) = %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "Balita", "perempuan?", "1"} {
		if got, err := Sex(in); err == nil {
			t.Errorf("Sex(%q) = %q", in, got)
		}
	}
	for in, want := range map[string]string{"Terlentang": "baring", "telentang": "baring", "berdiri": "berdiri", "": "", "-": ""} {
		if got, err := Position(in); err != nil || string(got) != want {
			t.Errorf("Position(%q) = %q, %v", in, got, err)
		}
	}
	for in, want := range map[string]int{"": 0, "tidak": 0, "0": 0, "1": 1, "ya": 1, "+3": 3, "2": 2} {
		if got, err := Oedema(in); err != nil || got != want {
			t.Errorf("Oedema(%q) = %d, %v", in, got, err)
		}
	}
}

// FuzzRows: whatever a file holds, rows come as valid text or an error ends them.
func FuzzRows(f *testing.F) {
	f.Add("\xef\xbb\xbfa;b\r\n\"x;y\";\xe9\r\n")
	f.Add("a,b\n\"unfinished")
	f.Fuzz(func(t *testing.T, s string) {
		rows, err := NewRows(strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		for range len(s) + 2 {
			row, _, err := rows.Next()
			if errors.Is(err, io.EOF) || err != nil {
				return
			}
			for _, c := range row {
				if strings.ToValidUTF8(c, "") != c {
					t.Fatalf("%q is not text", c)
				}
				_, _ = Number(c)
				_, _ = Day(c)
			}
		}
		t.Fatal("more rows than bytes")
	})
}
