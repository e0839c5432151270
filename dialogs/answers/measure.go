package answers

import "strings"

// Amount is a measured number: grams for weight, millimetres for length.
type Amount struct {
	N       int
	Verdict Verdict
	Why     string
}

// ReadBirthWeight reads a birth weight in kilograms or grams. 1,500–5,000 g is
// accepted, 500–6,000 asked back (fact sheet §1.6).
func ReadBirthWeight(text string) Amount {
	return weightIn(quantities(halved(tokens(Normalise(text)))), birthWeight)
}

// ReadBirthLength reads a birth length in centimetres, as millimetres. 42–56 cm is
// accepted, 30–60 asked back.
func ReadBirthLength(text string) Amount {
	return lengthIn(quantities(halved(tokens(Normalise(text)))), birthLength)
}

// ReadBirthSize reads weight and length given in one answer ("3,1/49", "lahir 2900
// pj 49"); the one that is not there has the verdict None.
func ReadBirthSize(text string) (weight, length Amount) {
	q := quantities(halved(tokens(Normalise(text))))
	if len(q) < 2 {
		return weightIn(q, birthWeight), Amount{}
	}
	length = lengthIn(q, birthLength)
	if length.Verdict == Refused { // a second number that is no length
		length = Amount{}
	}
	return weightIn(q, birthWeight), length
}

// weightIn takes the weight out of what was counted: a labelled one, one with a
// unit of weight, else the first plausible bare number. A change ("turun 1 kg") is
// no weight; an uncertain one is asked back.
func weightIn(list []quantity, s span) Amount {
	var bare []quantity
	for _, q := range list {
		switch {
		case q.change || q.label != "" && q.label != "berat" || q.unit != "" && q.grams() == 0:
		case q.label == "berat" || q.unit != "":
			return q.weight(s)
		default:
			bare = append(bare, q)
		}
	}
	return firstPlausible(bare, func(q quantity) Amount { return q.weight(s) })
}

func lengthIn(list []quantity, s span) Amount {
	var bare []quantity
	for _, q := range list {
		switch {
		case q.change || q.label != "" && q.label != "tinggi" || q.unit != "" && q.millimetres() == 0:
		case q.label == "tinggi" || q.unit != "":
			return q.length(s)
		default:
			bare = append(bare, q)
		}
	}
	return firstPlausible(bare, func(q quantity) Amount { return q.length(s) })
}

// firstPlausible returns the first reading that is accepted, else the first that is
// asked, else the first.
func firstPlausible(list []quantity, read func(quantity) Amount) Amount {
	var best Amount
	if len(list) == 2 && list[1].from == list[0].to+1 && list[1].either {
		a := read(list[0]) // "49 apa 51"
		if a.Verdict == OK && read(list[1]).Verdict == OK {
			a.Verdict, a.Why = Ask, About
		}
		return a
	}
	for i, q := range list {
		a := read(q)
		if a.Verdict == OK {
			return a
		}
		if i == 0 || best.Verdict == Refused && a.Verdict == Ask {
			best = a
		}
	}
	return best
}

// weight reads a quantity as a weight. A bare number from 200 on is grams; one that
// would fit with a decimal comma is asked (84 for 8,4).
func (q quantity) weight(s span) Amount {
	n := q.grams()
	if q.unit == "" {
		n = bareGrams(q)
	}
	a := Amount{N: n}
	a.Verdict, a.Why = s.judge(n)
	if a.Verdict == Refused && q.whole() {
		for _, with := range []int{int(q.val*100 + 0.5), int(q.val*10 + 0.5)} { // 31 -> 3,1; 310 -> 3,10
			if v, _ := s.judge(with); v == OK && (q.unit == "" || q.unit == "kilogram") {
				return Amount{N: with, Verdict: Ask, Why: Comma}
			}
		}
	}
	return q.doubt(a)
}

// bareGrams reads a number without a unit: kilograms, or grams from 200 on, also
// with a point for the thousands (3.100).
func bareGrams(q quantity) int {
	switch {
	case q.decimals == 3 && q.val < 10:
		return int(q.val*1000 + 0.5)
	case q.val >= 200 && q.val < 1e6:
		return int(q.val + 0.5)
	}
	return int(min(q.val, 1e6)*1000 + 0.5)
}

// length reads a quantity as a length in millimetres.
func (q quantity) length(s span) Amount {
	n := q.millimetres()
	if q.unit == "" {
		n = int(min(q.val, 1e6)*10 + 0.5)
	}
	a := Amount{N: n}
	a.Verdict, a.Why = s.judge(n)
	if a.Verdict == Refused && q.whole() && q.unit == "" {
		if v, _ := s.judge(int(q.val)); v == OK && q.val < 1e6 { // 495 -> 49,5
			return Amount{N: int(q.val), Verdict: Ask, Why: Comma}
		}
	}
	return q.doubt(a)
}

// doubt asks back what the writer is not sure of.
func (q quantity) doubt(a Amount) Amount {
	if a.Verdict == OK && q.about {
		a.Verdict, a.Why = Ask, About
	}
	return a
}

// grams returns a weight by its unit, 0 for another unit or none.
func (q quantity) grams() int {
	v := min(q.val, 1e6)
	switch q.unit {
	case "kilogram":
		if q.decimals == 0 && q.val >= 200 { // 2900 kg: the unit slipped
			return int(v + 0.5)
		}
		return int(v*1000 + 0.5)
	case "ons":
		return int(v*100 + 0.5)
	case "gram":
		if q.decimals == 3 && q.val < 10 { // 2.900 gram
			v *= 1000
		}
		return int(v + 0.5)
	}
	return 0
}

// millimetres returns a length by its unit, 0 for another unit or none.
func (q quantity) millimetres() int {
	v := min(q.val, 1e6)
	switch q.unit {
	case "sentimeter":
		return int(v*10 + 0.5)
	case "meter":
		return int(v*1000 + 0.5)
	case "milimeter":
		return int(v + 0.5)
	}
	return 0
}

func (q quantity) whole() bool { return q.decimals == 0 && !strings.ContainsAny(q.raw, ".,") }
