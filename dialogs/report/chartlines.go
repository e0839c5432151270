package report

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tumbuh/store/growth"
)

// bands fills the card's colours: below the red line, yellow up to −2, green up to the
// orange line, pale orange above. Length has no such colours: one pale band for ±2.
func (ch chart) bands(p *plot.Plot) {
	type band struct {
		low, high float64 // z; 9 = the edge of the picture
		colour    string
	}
	list := []band{{-9, -3, "pale red"}, {-3, -2, "yellow"}, {-2, 1, "green"}, {1, 9, "pale orange"}}
	if ch.of == growth.HeightForAge {
		list = []band{{-2, 2, "green"}}
	}
	edge := func(z float64) plotter.XYs {
		if z > -4 && z < 4 {
			return ch.line(z)
		}
		y := p.Y.Min
		if z > 0 {
			y = p.Y.Max
		}
		return plotter.XYs{{X: p.X.Min, Y: y}, {X: p.X.Max, Y: y}}
	}
	for _, b := range list {
		low, high := edge(b.low), edge(b.high)
		if len(low) < 2 || len(high) < 2 {
			continue
		}
		slices.Reverse(high)
		area, err := plotter.NewPolygon(append(low, high...))
		if err != nil {
			continue
		}
		area.Color, area.LineStyle.Width = ink(b.colour), 0
		p.Add(area)
	}
}

// lines draws WHO's lines and writes the card's names at their ends.
func (ch chart) lines(p *plot.Plot) {
	type line struct {
		z      float64
		colour string
		width  vg.Length
		dash   []vg.Length
		name   string
	}
	middle := line{0, "dark green", 2, []vg.Length{8, 6}, ch.texts.Say("grafik.garis-tengah").Text}
	list := []line{{-3, "red", 3, nil, ch.texts.Say("grafik.garis-merah").Text}, {-2, "grey", 1, nil, ""}, middle, {1, "orange", 3, nil, ch.texts.Say("grafik.garis-oranye").Text}}
	if ch.of == growth.HeightForAge {
		list = []line{{-3, "grey", 1, nil, ""}, {-2, "grey", 2, nil, ""}, middle, {2, "grey", 2, nil, ""}, {3, "grey", 1, nil, ""}}
	}
	for _, l := range list {
		xy := ch.line(l.z)
		drawn, err := plotter.NewLine(xy)
		if err != nil || len(xy) < 2 {
			continue
		}
		drawn.LineStyle = draw.LineStyle{Color: ink(l.colour), Width: l.width, Dashes: l.dash}
		p.Add(drawn)
		if l.name == "" {
			continue
		}
		p.Add(ch.named(xy, l.name, l.colour, l.z > 0))
	}
}

// named writes a line's name at its right end: above it, or below the lowest part of
// the line that the name passes under.
func (ch chart) named(xy plotter.XYs, name, colour string, above bool) word {
	style := aligned(letters(small, colour, true), text.XRight, text.YBottom)
	w := word{x: xy[len(xy)-1].X, y: xy[len(xy)-1].Y, dx: -4, dy: 5, style: style, text: name}
	if above {
		return w
	}
	reach := w.x - float64(style.Width(name)+12)/600*float64(ch.last-ch.first) // the plot is about 600 dots wide
	for _, at := range xy {
		if at.X >= reach {
			w.y, w.dy = at.Y, -style.Height("g")-5
			break
		}
	}
	return w
}

// word is a text beside a point of the plot, on a white ground where it covers lines.
type word struct {
	x, y   float64
	dx, dy vg.Length
	style  text.Style
	text   string
	ground bool
}

// Plot draws the word; the plotting library calls it.
func (w word) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	pt := vg.Point{X: tx(w.x) + w.dx, Y: ty(w.y) + w.dy}
	wide, tall := w.style.Width(w.text), w.style.Height(w.text)
	if w.style.XAlign == text.XRight {
		pt.X = max(pt.X, c.Min.X+wide+4)
	} else {
		pt.X = min(max(pt.X, c.Min.X+4), c.Max.X-wide-4)
	}
	pt.Y = min(max(pt.Y, c.Min.Y+4), c.Max.Y-tall-4)
	if w.ground {
		c.FillPolygon(color.NRGBA{0xff, 0xff, 0xff, 0xb8}, []vg.Point{{X: pt.X - 6, Y: pt.Y - 5}, {X: pt.X + wide + 6, Y: pt.Y - 5}, {X: pt.X + wide + 6, Y: pt.Y + tall + 4}, {X: pt.X - 6, Y: pt.Y + tall + 4}})
	}
	c.FillText(w.style, pt, w.text)
}

// add draws her dots: joined where a month follows a month, dashed over a gap, the last
// one larger with its value.
func (ch chart) add(p *plot.Plot, unit string) {
	var shown plotter.XYs
	for i, d := range ch.dots {
		at := plotter.XY{X: float64(d.day) / growth.Month, Y: d.value}
		if at.X < p.X.Min || at.X > p.X.Max {
			continue
		}
		if n := len(shown); n > 0 {
			drawn, err := plotter.NewLine(plotter.XYs{shown[n-1], at})
			if err == nil {
				drawn.LineStyle = draw.LineStyle{Color: ink("blue"), Width: 3}
				if d.day-ch.dots[i-1].day > 45 {
					drawn.Dashes = []vg.Length{6, 8}
				}
				p.Add(drawn)
			}
		}
		shown = append(shown, at)
	}
	if len(shown) == 0 {
		return
	}
	for i, at := range shown {
		s, err := plotter.NewScatter(plotter.XYs{at})
		if err != nil {
			continue
		}
		s.GlyphStyle = draw.GlyphStyle{Color: ink("blue"), Radius: 7, Shape: draw.CircleGlyph{}}
		if i == len(shown)-1 {
			s.Radius = 11
		}
		p.Add(s)
	}
	ch.value(p, shown[len(shown)-1], unit)
}

// value writes the last value where fewest lines run: right below the dot, or left
// above it between the middle and the yellow, where below are the lines.
func (ch chart) value(p *plot.Plot, last plotter.XY, unit string) {
	style := aligned(letters(normal, "blue", true), text.XLeft, text.YBottom)
	dx, dy := vg.Length(2), -20-style.Height("8")
	on := min(int(last.X*growth.Month+0.5), growth.LastDay)
	low, _ := growth.Line(ch.child.Sex, ch.of, -2.2, on)
	high, ok := growth.Line(ch.child.Sex, ch.of, -0.8, on)
	label := decimal(last.Y) + " " + unit
	if ok && last.Y > low && last.Y < high {
		dx, dy = -style.Width(label)-2, 20
	}
	p.Add(word{last.X, last.Y, dx, dy, style, label, true})
}
