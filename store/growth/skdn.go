package growth

import "tumbuh/store"

// ChildMonth is what a posyandu's month holds of one child.
type ChildMonth struct {
	Child store.Child
	Book  bool  // has the KMS or Buku KIA
	Mark  *Mark // the month's weighing; nil: not weighed
}

// Counts are the SKDN of a posyandu's month.
type Counts struct {
	S    int // all children under five in the area
	K    int // those with the card or book
	D    int // weighed this month
	N    int // gained
	T    int // did not
	O    int // weighed, but not last month
	B    int // weighed for the first time
	TwoT int // T for the second time or more
	BGM  int // below the red line
}

// DPrime is D': weighed this month and last month, D − (O + B).
func (c Counts) DPrime() int { return c.D - c.O - c.B }

// Count adds up a month.
func Count(months []ChildMonth) Counts {
	var c Counts
	for _, m := range months {
		c.S++
		if m.Book {
			c.K++
		}
		if m.Mark == nil {
			continue
		}
		c.D++
		switch m.Mark.Letter {
		case N:
			c.N++
		case T:
			c.T++
		case O:
			c.O++
		case B:
			c.B++
		}
		if m.Mark.Times > 1 {
			c.TwoT++
		}
		if m.Mark.BGM {
			c.BGM++
		}
	}
	return c
}

// Ratio is one of the posyandu's ratios.
type Ratio struct {
	Name      string // "K/S", "D/S", "D/K", "N/D", "N/D'", "N/S"
	Over, All int
}

// Percent is the ratio times 100; false where nothing is below the line: then it is "–",
// never 0 %.
func (r Ratio) Percent() (float64, bool) {
	if r.All <= 0 {
		return 0, false
	}
	return 100 * float64(r.Over) / float64(r.All), true
}

// Ratios lists them in the order posyandu reports use. N/D' is the fair one.
func (c Counts) Ratios() []Ratio {
	return []Ratio{{"K/S", c.K, c.S}, {"D/S", c.D, c.S}, {"D/K", c.D, c.K}, {"N/D", c.N, c.D}, {"N/D'", c.N, c.DPrime()}, {"N/S", c.N, c.S}}
}
