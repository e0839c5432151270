package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// A picture is made of so many dots; shown 360 px wide on a small phone each is half as
// large, so the smallest letters are 22 dots high.
const (
	width, height = 720, 900
	small, normal = vg.Length(22), vg.Length(26)
	large         = vg.Length(34)
)

// Colours of the growth card, pale enough to write on.
func ink(name string) color.Color {
	switch name {
	case "red":
		return color.RGBA{0xc6, 0x28, 0x28, 0xff}
	case "pale red":
		return color.RGBA{0xfb, 0xe3, 0xe1, 0xff}
	case "yellow":
		return color.RGBA{0xff, 0xf4, 0xc2, 0xff}
	case "green":
		return color.RGBA{0xd5, 0xee, 0xd2, 0xff}
	case "dark green":
		return color.RGBA{0x2e, 0x7d, 0x32, 0xff}
	case "orange":
		return color.RGBA{0xe6, 0x74, 0x00, 0xff}
	case "pale orange":
		return color.RGBA{0xff, 0xeb, 0xd3, 0xff}
	case "blue":
		return color.RGBA{0x0d, 0x47, 0xa1, 0xff}
	case "grey":
		return color.RGBA{0x75, 0x75, 0x75, 0xff}
	case "pale grey":
		return color.RGBA{0xd8, 0xd8, 0xd8, 0xff}
	case "white":
		return color.White
	}
	return color.RGBA{0x21, 0x21, 0x21, 0xff}
}

// letters is a style of text; the fonts are embedded, so every machine draws the same.
func letters(size vg.Length, name string, bold bool) text.Style {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
	if bold {
		f.Weight = xfont.WeightBold
	}
	return text.Style{Color: ink(name), Font: f, Handler: text.Plain{Fonts: font.DefaultCache}}
}

// aligned is a style with the text's place around its point.
func aligned(s text.Style, x text.XAlignment, y text.YAlignment) text.Style {
	s.XAlign, s.YAlign = x, y
	return s
}

// fitted shortens a text until it is at most wide.
func fitted(s text.Style, t string, wide vg.Length) string {
	if s.Width(t) <= wide {
		return t
	}
	r := []rune(t)
	for len(r) > 1 && s.Width(string(r)+"…") > wide {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// paint draws on white and returns a PNG with at most 256 colours: flat areas and
// letters need no more, and the file stays small.
func paint(f func(c draw.Canvas)) ([]byte, error) {
	c := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(72), vgimg.UseBackgroundColor(color.White))
	f(draw.New(c))
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&b, paletted(c.Image())); err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	return b.Bytes(), nil
}

// paletted keeps the 256 commonest colours, the first met of equals first, and gives
// every other dot the nearest of them.
func paletted(src image.Image) *image.Paletted {
	bounds := src.Bounds()
	at := colours(src)
	count, order := map[color.RGBA]int{}, []color.RGBA{}
	var last color.RGBA
	run := 0 // most dots have the colour of the one before
	flush := func() {
		if run > 0 {
			if count[last] == 0 {
				order = append(order, last)
			}
			count[last] += run
		}
		run = 0
	}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if c := at(x, y); c != last || run == 0 {
				flush()
				last = c
			}
			run++
		}
	}
	flush()
	kept := commonest(order, count, 256)
	known, palette := map[color.RGBA]uint8{}, make(color.Palette, len(kept))
	for i, c := range kept {
		known[c], palette[i] = uint8(i), full(c)
	}
	dst := image.NewPaletted(bounds, palette)
	last, index := color.RGBA{}, uint8(0)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if c := at(x, y); c != last {
				i, ok := known[c]
				if !ok {
					i = uint8(palette.Index(c))
					known[c] = i
				}
				last, index = c, i
			}
			dst.SetColorIndex(x, y, index)
		}
	}
	return dst
}

// colours reads dots in 64 steps a channel.
func colours(src image.Image) func(x, y int) color.RGBA {
	rgba, fast := src.(*image.RGBA)
	return func(x, y int) color.RGBA {
		c := color.RGBA{}
		if fast {
			i := rgba.PixOffset(x, y)
			c = color.RGBA{rgba.Pix[i], rgba.Pix[i+1], rgba.Pix[i+2], 0}
		} else {
			c = color.RGBAModel.Convert(src.At(x, y)).(color.RGBA)
		}
		return color.RGBA{c.R &^ 3, c.G &^ 3, c.B &^ 3, 0xff}
	}
}
