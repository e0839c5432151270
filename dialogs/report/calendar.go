package report

import (
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// monthName is the Indonesian name of a month.
func monthName(m time.Month) string {
	return [...]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}[m-1]
}

// Calendar draws one month of tablets as a PNG of 720×900 dots: green with a tick for
// taken, pale orange for missed, white for a day nothing is known of. Days after today
// are pale; days outside the log are no misses.
func Calendar(texts *naskah.Texts, log store.DayLog, year int, month time.Month, today store.Date) ([]byte, error) {
	m := calendar{texts: texts, log: log, first: store.Date{Year: year, Month: month, Day: 1}, today: today}
	return paint(m.draw)
}

type calendar struct {
	texts *naskah.Texts
	log   store.DayLog
	first store.Date
	today store.Date
}

// The cells of the calendar, in dots.
const (
	cell   = vg.Length(96)
	left   = (width - 7*cell) / 2
	topRow = vg.Length(height - 225)
)

func (m calendar) draw(c draw.Canvas) {
	title := m.texts.Say("kalender.gambar", "bulan", monthName(m.first.Month)+" "+strconv.Itoa(m.first.Year)).Text
	head := aligned(letters(large, "", true), text.XLeft, text.YTop)
	c.FillText(head, vg.Point{X: left, Y: height - 22}, fitted(head, title, width-2*left))
	names := aligned(letters(small, "grey", true), text.XCenter, text.YBottom)
	for i, n := range strings.Fields(m.texts.Say("kalender.hari").Text) {
		c.FillText(names, vg.Point{X: left + cell*(vg.Length(i)+0.5), Y: topRow + cell + 8}, n)
	}
	took := 0
	offset := (int(m.first.Weekday()) + 6) % 7 // weeks begin on Monday
	for d := m.first; d.Month == m.first.Month; d = d.Add(1) {
		if m.log.Get(d) == store.TabletTaken {
			took++
		}
		at := offset + d.Day - 1
		m.day(c, vg.Point{X: left + cell*vg.Length(at%7), Y: topRow - cell*vg.Length(at/7)}, d)
	}
	count := aligned(letters(normal, "dark green", true), text.XLeft, text.YBottom)
	c.FillText(count, vg.Point{X: left, Y: 66}, m.texts.Say("kalender.jumlah", "jumlah", strconv.Itoa(took)).Text)
	m.legend(c)
}

// day draws one cell.
func (m calendar) day(c draw.Canvas, at vg.Point, d store.Date) {
	ground, number := "white", ""
	switch {
	case m.log.Get(d) == store.TabletTaken:
		ground = "green"
	case m.log.Get(d) != '.': // missed, for any reason: which one is nobody else's business
		ground = "pale orange"
	case d.After(m.today):
		number = "pale grey"
	}
	box(c, vg.Point{X: at.X + 3, Y: at.Y + 3}, cell-6, ground)
	c.FillText(aligned(letters(small, number, d == m.today), text.XLeft, text.YTop), vg.Point{X: at.X + 11, Y: at.Y + cell - 8}, strconv.Itoa(d.Day))
	if m.log.Get(d) == store.TabletTaken {
		tick(c, vg.Point{X: at.X + cell*0.62, Y: at.Y + cell*0.34}, 1)
	}
	if d == m.today {
		frame(c, vg.Point{X: at.X + 3, Y: at.Y + 3}, cell-6)
	}
}

// legend says what the colours mean.
func (m calendar) legend(c draw.Canvas) {
	x := vg.Length(left)
	style := aligned(letters(small, "", false), text.XLeft, text.YBottom)
	for _, l := range []struct{ colour, name string }{
		{"green", m.texts.Say("kalender.minum").Text}, {"pale orange", m.texts.Say("kalender.lewat").Text}, {"white", m.texts.Say("kalender.kosong").Text},
	} {
		box(c, vg.Point{X: x, Y: 22}, 24, l.colour)
		c.FillText(style, vg.Point{X: x + 32, Y: 24}, l.name)
		x += 32 + style.Width(l.name) + 22
	}
}

func square(at vg.Point, side vg.Length) []vg.Point {
	return []vg.Point{at, {X: at.X + side, Y: at.Y}, {X: at.X + side, Y: at.Y + side}, {X: at.X, Y: at.Y + side}, at}
}

// box is a filled square with a thin edge.
func box(c draw.Canvas, at vg.Point, side vg.Length, colour string) {
	c.FillPolygon(ink(colour), square(at, side))
	c.StrokeLines(draw.LineStyle{Color: ink("pale grey"), Width: 1}, square(at, side))
}

// frame marks today.
func frame(c draw.Canvas, at vg.Point, side vg.Length) {
	c.StrokeLines(draw.LineStyle{Color: ink("blue"), Width: 4}, square(at, side))
}

// tick draws a check mark.
func tick(c draw.Canvas, at vg.Point, scale vg.Length) {
	c.StrokeLines(draw.LineStyle{Color: ink("dark green"), Width: 7 * scale},
		[]vg.Point{{X: at.X - 20*scale, Y: at.Y + 2*scale}, {X: at.X - 6*scale, Y: at.Y - 12*scale}, {X: at.X + 20*scale, Y: at.Y + 20*scale}})
}
