package report

import (
	"image/color"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/growth"
)

// Chart draws a child's weight or length among WHO's lines, as a PNG of 720×900 dots.
// It says how she grows and never what she has: no category, no verdict.
func Chart(texts *naskah.Texts, c store.Child, measures []store.Measurement, of growth.Index) ([]byte, error) {
	ch := chart{texts: texts, child: c, of: of, dots: dots(c, measures, of)}
	ch.first, ch.last, ch.step = window(ch.dots)
	return paint(ch.draw)
}

// dot is one measuring: age in days and kg or cm.
type dot struct {
	day   int
	value float64
}

// dots are the plausible measurements within 0–60 months; of one day the last written.
func dots(c store.Child, measures []store.Measurement, of growth.Index) []dot {
	var list []dot
	for _, m := range (store.Growth{Measures: measures}).Valid() {
		r, _ := growth.Of(c, m)
		d := dot{r.AgeDays, float64(m.Weight) / 1000}
		z := r.WAZ
		if m.Oedema > 0 {
			z = growth.Z{} // weight with oedema says nothing
		}
		if of == growth.HeightForAge {
			d.value, z = r.Length, r.HAZ
		}
		if !z.Usable() {
			continue
		}
		if n := len(list); n > 0 && list[n-1].day == d.day {
			list = list[:n-1]
		}
		list = append(list, d)
	}
	return list
}

// window is the span of months shown, by the age at the last dot: few enough that a
// month is wide on a phone. step is between the numbers below the axis.
func window(list []dot) (first, last, step int) {
	age := 0
	if len(list) > 0 {
		age = list[len(list)-1].day
	}
	switch months := float64(age) / growth.Month; {
	case months <= 11.5:
		return 0, 12, 1
	case months <= 24:
		return 0, 24, 3
	case months <= 36:
		return 12, 36, 3
	}
	return 24, 60, 6
}

type chart struct {
	texts             *naskah.Texts
	child             store.Child
	of                growth.Index
	dots              []dot
	first, last, step int
}

// line is WHO's line of a z over the months shown.
func (ch chart) line(z float64) plotter.XYs {
	var xy plotter.XYs
	from, to := int(float64(ch.first)*growth.Month), min(int(float64(ch.last)*growth.Month), growth.LastDay)
	for d := from; d <= to; d += 5 {
		if v, ok := growth.Line(ch.child.Sex, ch.of, z, d); ok {
			xy = append(xy, plotter.XY{X: float64(d) / growth.Month, Y: v})
		}
	}
	if v, ok := growth.Line(ch.child.Sex, ch.of, z, to); ok {
		xy = append(xy, plotter.XY{X: float64(to) / growth.Month, Y: v})
	}
	return xy
}

func (ch chart) draw(c draw.Canvas) {
	name := ch.child.Name
	if name == "" {
		name = ch.texts.Say("grafik.tanpa-nama").Text
	}
	title, unit, foot := ch.texts.Say("grafik.judul-berat", "nama", name).Text, ch.texts.Say("grafik.kg").Text, ch.texts.Say("grafik.kaki-berat").Text
	if ch.of == growth.HeightForAge {
		title, unit, foot = ch.texts.Say("grafik.judul-tinggi", "nama", name).Text, ch.texts.Say("grafik.cm").Text, ch.texts.Say("grafik.kaki-tinggi").Text
	}
	head := aligned(letters(large, "", true), text.XLeft, text.YTop)
	if head.Width(title) > width-48 {
		head = aligned(letters(normal, "", true), text.XLeft, text.YTop)
	}
	c.FillText(head, vg.Point{X: 24, Y: height - 22}, fitted(head, title, width-48))
	below := aligned(letters(small, "", false), text.XLeft, text.YBottom)
	if len(ch.dots) == 0 {
		foot = ch.texts.Say("grafik.belum-ada").Text
	}
	c.FillText(below, vg.Point{X: 24, Y: 46}, fitted(below, foot, width-48))
	c.FillText(aligned(letters(small, "grey", false), text.XLeft, text.YBottom), vg.Point{X: 24, Y: 16}, ch.texts.Say("grafik.kaki-petugas").Text)
	ch.plot(unit).Draw(draw.Crop(c, 14, -26, 86, -74))
}

// plot makes the axes, the card's colours, WHO's lines and the dots.
func (ch chart) plot(unit string) *plot.Plot {
	p := plot.New()
	p.X.Min, p.X.Max = float64(ch.first), float64(ch.last)
	p.Y.Min, p.Y.Max = ch.span()
	p.X.Label.Text, p.Y.Label.Text = ch.texts.Say("grafik.umur").Text, unit
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle = aligned(letters(small, "", false), a.Label.TextStyle.XAlign, a.Label.TextStyle.YAlign)
		a.Tick.Label = aligned(letters(small, "", false), a.Tick.Label.XAlign, a.Tick.Label.YAlign)
		a.Tick.Label.Rotation = 0
		a.Padding = 0
		a.LineStyle.Color, a.Tick.LineStyle.Color = ink("grey"), ink("grey")
	}
	p.X.Tick.Marker = ticks(ch.first, ch.last, ch.step)
	p.Y.Tick.Marker = ticks(int(p.Y.Min), int(p.Y.Max), ystep(p.Y.Max-p.Y.Min))
	ch.bands(p)
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = color.RGBA{0, 0, 0, 0x20}, color.RGBA{0, 0, 0, 0x20}
	p.Add(grid)
	ch.add(p, unit, ch.lines(p))
	return p
}

// span is the range of the upright axis in whole kg or cm: all lines and all dots.
func (ch chart) span() (low, high float64) {
	bottom, top := ch.line(-3), ch.line(3)
	if ch.of == growth.WeightForAge {
		top = ch.line(2)
	}
	if len(bottom) == 0 {
		bottom, top = plotter.XYs{{Y: 2}}, plotter.XYs{{Y: 20}} // no sex, no lines
	}
	low, high = bottom[0].Y, top[len(top)-1].Y
	for _, d := range ch.dots {
		if m := float64(d.day) / growth.Month; m >= float64(ch.first) && m <= float64(ch.last) {
			low, high = min(low, d.value), max(high, d.value)
		}
	}
	return float64(int(low*0.96) - 0), float64(int(high*1.02) + 1)
}

// ticks are whole numbers from low to high.
func ticks(low, high, step int) plot.ConstantTicks {
	var t plot.ConstantTicks
	for v := (low + step - 1) / step * step; v <= high; v += step {
		t = append(t, plot.Tick{Value: float64(v), Label: strconv.Itoa(v)})
	}
	return t
}

func ystep(span float64) int {
	for _, s := range []int{1, 2, 5} {
		if span/float64(s) <= 13 {
			return s
		}
	}
	return 10
}

// decimal writes a value with a decimal comma, as people here do.
func decimal(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", ",", 1)
}
