package report

import (
	"image/color"
	"slices"
)

// commonest returns the n most used colours; equals stay in the order they were met.
func commonest(order []color.RGBA, count map[color.RGBA]int, n int) []color.RGBA {
	sorted := slices.Clone(order)
	slices.SortStableFunc(sorted, func(a, b color.RGBA) int { return count[b] - count[a] })
	return sorted[:min(n, len(sorted))]
}

// full stretches a colour of 64 steps a channel back to the whole range: white is white.
func full(c color.RGBA) color.Color {
	up := func(v uint8) uint8 { return v | v>>6 }
	return color.RGBA{up(c.R), up(c.G), up(c.B), 0xff}
}
