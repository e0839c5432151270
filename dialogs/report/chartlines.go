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

// lines draws WHO's lines and writes the card's names at their ends; it returns the names.
func (ch chart) lines(p *plot.Plot) (names []word) {
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
		names = append(names, ch.named(xy, l.name, l.colour, l.z > 0))
		p.Add(names[len(names)-1])
	}
	return names
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

// box is where the word stands on the canvas: its lower left corner, width and height.
func (w word) box(c draw.Canvas, p *plot.Plot) (pt vg.Point, wide, tall vg.Length) {
	tx, ty := p.Transforms(&c)
	pt = vg.Point{X: tx(w.x) + w.dx, Y: ty(w.y) + w.dy}
	wide, tall = w.style.Width(w.text), w.style.Height(w.text)
	if w.style.XAlign == text.XRight {
		pt.X = max(pt.X, c.Min.X+wide+4) - wide
	} else {
		pt.X = min(max(pt.X, c.Min.X+4), c.Max.X-wide-4)
	}
	pt.Y = min(max(pt.Y, c.Min.Y+4), c.Max.Y-tall-4)
	return pt, wide, tall
}

// Plot draws the word; the plotting library calls it.
func (w word) Plot(c draw.Canvas, p *plot.Plot) {
	pt, wide, tall := w.box(c, p)
	if w.ground {
		c.FillPolygon(color.NRGBA{0xff, 0xff, 0xff, 0xb8}, []vg.Point{{X: pt.X - 6, Y: pt.Y - 5}, {X: pt.X + wide + 6, Y: pt.Y - 5}, {X: pt.X + wide + 6, Y: pt.Y + tall + 4}, {X: pt.X - 6, Y: pt.Y + tall + 4}})
	}
	if w.style.XAlign == text.XRight {
		pt.X += wide
	}
	c.FillText(w.style, pt, w.text)
}

// placed is a word with the places it may have, the dearest first: it takes the first of
// those where it covers least.
type placed struct {
	word
	places []vg.Point
	names  []word
	dots   plotter.XYs
	lines  []plotter.XYs
}

// Plot draws the word; the plotting library calls it.
func (w placed) Plot(c draw.Canvas, p *plot.Plot) {
	best, _ := w.choose(c, p)
	best.Plot(c, p)
}

// choose takes the place that covers least; it says how much that is.
func (w placed) choose(c draw.Canvas, p *plot.Plot) (best word, least int) {
	best, least = w.word, -1
	for _, at := range w.places {
		try := w.word
		try.dx, try.dy = at.X, at.Y
		if n := w.covers(try, c, p); least < 0 || n < least {
			best, least = try, n
		}
	}
	return best, least
}

// covers weighs what a word would stand on.
func (w placed) covers(try word, c draw.Canvas, p *plot.Plot) int {
	pt, wide, tall := try.box(c, p)
	on := func(left, low, right, high vg.Length) bool {
		return pt.X-10 < right && left < pt.X+wide+10 && pt.Y-8 < high && low < pt.Y+tall+8
	}
	n := 0
	for _, name := range w.names {
		if at, nw, nt := name.box(c, p); on(at.X, at.Y, at.X+nw, at.Y+nt) {
			n += 20
		}
	}
	tx, ty := p.Transforms(&c)
	over := func(at plotter.XY) bool { return on(tx(at.X), ty(at.Y), tx(at.X), ty(at.Y)) }
	for i := range w.dots { // her own way counts more than a line
		if i > 0 && over(plotter.XY{X: (w.dots[i].X + w.dots[i-1].X) / 2, Y: (w.dots[i].Y + w.dots[i-1].Y) / 2}) || i < len(w.dots)-1 && over(w.dots[i]) {
			n += 2
		}
	}
	for _, l := range w.lines {
		if slices.ContainsFunc(l, over) {
			n++
		}
	}
	return n
}

// add draws her dots: joined where a month follows a month, dashed over a gap, the last
// one larger with its value.
func (ch chart) add(p *plot.Plot, unit string, names []word) {
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
	p.Add(ch.value(shown, unit, names))
}

// value writes the last value beside its dot, where it covers least.
func (ch chart) value(shown plotter.XYs, unit string, names []word) placed {
	last := shown[len(shown)-1]
	style := aligned(letters(normal, "blue", true), text.XLeft, text.YBottom)
	label := decimal(last.Y) + " " + unit
	wide, down := style.Width(label), -20-style.Height("8")
	places := []vg.Point{{X: 2, Y: down}, {X: -wide - 2, Y: down}, {X: -wide - 2, Y: 20}, {X: 2, Y: 20}, {X: -wide / 2, Y: 20}, {X: -wide / 2, Y: down - 10}}
	w := placed{word: word{x: last.X, y: last.Y, style: style, text: label, ground: true}, places: places, names: names, dots: shown}
	for _, z := range []float64{-3, -2, 0, 1, 2} {
		w.lines = append(w.lines, ch.line(z))
	}
	return w
}
