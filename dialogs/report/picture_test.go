package report

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/growth"
)

var update = flag.Bool("update", false, "rewrite the golden pictures: then look at each of them")

func texts(t testing.TB) *naskah.Texts {
	t.Helper()
	all, err := naskah.Load()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func day(t testing.TB, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// golden compares a picture with the one that was looked at: the same size, and no more
// than one dot in two hundred differs visibly (other processors round differently).
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if len(got) > 200<<10 {
		t.Errorf("%s: %d bytes, more than a slow phone should load", name, len(got))
	}
	if *update {
		if os.Getenv("CI") == "true" {
			t.Fatal("-update is refused in CI")
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := differ(t, got, want); d > 0.005 {
		out := filepath.Join(t.TempDir(), name+".png")
		_ = os.WriteFile(out, got, 0o644)
		t.Errorf("%s: %.2f %% of the dots differ", name, d*100)
	}
}

func differ(t *testing.T, a, b []byte) float64 {
	t.Helper()
	x, y := decodePNG(t, a), decodePNG(t, b)
	if x.Bounds() != y.Bounds() {
		t.Fatalf("%v and %v", x.Bounds(), y.Bounds())
	}
	n, all := 0, 0
	for j := x.Bounds().Min.Y; j < x.Bounds().Max.Y; j++ {
		for i := x.Bounds().Min.X; i < x.Bounds().Max.X; i++ {
			r1, g1, b1, _ := x.At(i, j).RGBA()
			r2, g2, b2, _ := y.At(i, j).RGBA()
			all++
			if apart(r1, r2) || apart(g1, g2) || apart(b1, b2) {
				n++
			}
		}
	}
	return float64(n) / float64(all)
}

func apart(a, b uint32) bool { return max(a, b)-min(a, b) > 0x2000 }

func decodePNG(t *testing.T, b []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// measured makes measurements on the 10th of months from the first on; 0 = not measured.
func measured(t testing.TB, first string, grams, mm []int) (list []store.Measurement) {
	d := day(t, first)
	for i := range grams {
		m := store.Measurement{ID: fmt.Sprint("m", i), Day: d.AddMonths(i), Weight: grams[i]}
		if i < len(mm) {
			m.Length = mm[i]
		}
		list = append(list, m)
	}
	return list
}

// TestCharts: each was looked at as on a small phone.
func TestCharts(t *testing.T) {
	aisyah := store.Child{Name: "Aisyah", Sex: "P", Birth: day(t, "2025-06-08")}
	fatih := store.Child{Name: "Muhammad Al Fatih Ramadhan Putra", Sex: "L", Birth: day(t, "2024-08-20")}
	zahra := store.Child{Name: "Zahra", Sex: "P", Birth: day(t, "2022-11-02")}
	grams := []int{4300, 5200, 5900, 6500, 6900, 7300, 7600, 7900, 8200}
	mm := []int{540, 573, 600, 622, 640, 657, 672, 686, 700}
	for name, c := range map[string]struct {
		child    store.Child
		measures []store.Measurement
		of       growth.Index
	}{
		"berat-9-bulan":     {aisyah, measured(t, "2025-07-10", grams, mm), growth.WeightForAge},
		"tinggi-9-bulan":    {aisyah, measured(t, "2025-07-10", grams, mm), growth.HeightForAge},
		"berat-bawah-merah": {fatih, measured(t, "2025-06-10", []int{8300, 8300, 8200, 0, 0, 8100, 8000, 7700, 7600}, nil), growth.WeightForAge},
		"berat-3-tahun":     {zahra, measured(t, "2025-06-10", []int{12900, 13100, 13200, 13400, 13700, 13900, 14200, 14300, 14500}, nil), growth.WeightForAge},
		"berat-satu-titik":  {aisyah, measured(t, "2026-03-07", []int{8800}, nil), growth.WeightForAge},
		"berat-belum-ada":   {store.Child{Sex: "L", Birth: day(t, "2026-03-01")}, nil, growth.WeightForAge},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Chart(texts(t), c.child, c.measures, c.of)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, got)
			again, _ := Chart(texts(t), c.child, c.measures, c.of)
			if !bytes.Equal(got, again) {
				t.Error("drawn twice, not the same bytes")
			}
		})
	}
}

// TestCalendar: a month half lived, with days taken, missed and unknown; and one of six
// weeks, wholly past.
// TestValueCoversNoName draws a last dot at every age and height of the picture: its value
// never stands on the name of a line.
func TestValueCoversNoName(t *testing.T) {
	c := store.Child{Name: "Aisyah", Sex: "P", Birth: day(t, "2021-06-08")}
	_, err := paint(func(canvas draw.Canvas) {
		for _, of := range []growth.Index{growth.WeightForAge, growth.HeightForAge} {
			for months := 1; months < 60; months += 2 {
				on := int(float64(months) * growth.Month)
				middle, _ := growth.Line(c.Sex, of, 0, on)
				ch := chart{texts: texts(t), child: c, of: of, dots: []dot{{on, middle}}}
				ch.first, ch.last, ch.step = window(ch.dots)
				p := ch.plot("kg")
				names := ch.lines(p)
				for z := -3.5; z <= 2.5; z += 0.25 {
					v, _ := growth.Line(c.Sex, of, z, on)
					w := ch.value(plotter.XYs{{X: float64(months), Y: v}}, "kg", names)
					if _, least := w.choose(p.DataCanvas(draw.Crop(canvas, 14, -26, 86, -74)), p); least >= 20 {
						t.Errorf("%v at %d months, z %.2f: the value covers a name", of, months, z)
					}
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCalendar(t *testing.T) {
	log := store.DayLog{From: day(t, "2026-03-04"), Days: "sssbsss.sssslms"}
	got, err := Calendar(texts(t), log, 2026, 3, day(t, "2026-03-19"))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "kalender-berjalan", got)
	var full store.DayLog
	for d := day(t, "2026-07-01"); d.Month < 9; d = d.Add(1) {
		full = full.With(d, 's')
	}
	if got, err = Calendar(texts(t), full, 2026, 8, day(t, "2026-09-19")); err != nil {
		t.Fatal(err)
	}
	golden(t, "kalender-penuh", got)
}

// BenchmarkChart: a picture is drawn while somebody waits for it.
func BenchmarkChart(b *testing.B) {
	all := texts(b)
	c := store.Child{Name: "Aisyah", Sex: "P", Birth: day(b, "2025-06-08")}
	list := measured(b, "2025-07-10", []int{4300, 5200, 5900, 6500, 6900, 7300, 7600, 7900, 8200}, nil)
	for b.Loop() {
		if _, err := Chart(all, c, list, growth.WeightForAge); err != nil {
			b.Fatal(err)
		}
	}
}
