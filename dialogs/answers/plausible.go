package answers

// span is what is believed of a measured number: accepted in [low, high], asked
// back in [least, most], refused outside. Fact sheet §1.6 (design values, to be
// reviewed there); grams for weight, millimetres for length.
type span struct{ least, low, high, most int }

// The rows of the table.
const (
	acceptFrom, acceptTo = 28, 294 // days since HPHT
	askFrom, askTo       = 0, 308  // the table asks to 301 and refuses beyond 308: between them is asked too
	childMonths          = 60      // a child's birth day: at most five years back
)

var (
	birthWeight = span{500, 1500, 5000, 6000}
	birthLength = span{300, 420, 560, 600}
	childWeight = span{1000, 2000, 30000, 40000}
	childLength = span{350, 400, 1250, 1300}
	childArm    = span{60, 80, 220, 260}
	childHead   = span{250, 300, 550, 600}
	womanWeight = span{30000, 35000, 120000, 150000}
	womanHeight = span{1250, 1400, 1800, 1900}
	womanArm    = span{150, 180, 400, 450}
	motherYears = span{10, 15, 49, 55}
)

// judge says how a number stands to the span.
func (s span) judge(n int) (Verdict, string) {
	switch {
	case n < s.least:
		return Refused, TooSmall
	case n > s.most:
		return Refused, TooLarge
	case n < s.low:
		return Ask, TooSmall
	case n > s.high:
		return Ask, TooLarge
	}
	return OK, ""
}
