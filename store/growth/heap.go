package growth

import "math"

// Heap tells how evenly the last digits of measurements are spread. Who reads a scale
// well writes every digit equally often; who rounds writes 0 and 5.
type Heap struct {
	N      int
	Digits [10]int
}

// Heaping counts last digits: of grams the hundreds (one decimal of a kg), of
// millimetres the units; unit is what one digit stands for (100 g, 1 mm).
func Heaping(values []int, unit int) Heap {
	var h Heap
	for _, v := range values {
		if v > 0 && unit > 0 {
			h.Digits[v/unit%10]++
			h.N++
		}
	}
	return h
}

// ZeroFive is the share of values that end in 0 or 5 (evenly spread: 0.2).
func (h Heap) ZeroFive() float64 {
	if h.N == 0 {
		return 0
	}
	return float64(h.Digits[0]+h.Digits[5]) / float64(h.N)
}

// Score is WHO's digit preference score: 0 = even, 100 = always the same digit; above
// 20 is a problem. False below 30 values: too few to say.
func (h Heap) Score() (float64, bool) {
	if h.N < 30 {
		return 0, false
	}
	even, chi := float64(h.N)/10, 0.0
	for _, d := range h.Digits {
		chi += (float64(d) - even) * (float64(d) - even) / even
	}
	return 100 * math.Sqrt(chi/(float64(h.N)*9)), true
}

// OnlyZeroFive tells whether a session's values all end in 0 or 5: enough of them to ask
// for a second look (five or more; by chance it happens once in three thousand).
func (h Heap) OnlyZeroFive() bool { return h.N >= 5 && h.Digits[0]+h.Digits[5] == h.N }
