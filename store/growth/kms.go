package growth

import (
	_ "embed"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"

	"tumbuh/store"
)

//go:embed kbm.tsv
var kbmTable string

// Rules are the growth card's numbers, data that a nutrition officer signs.
type Rules struct {
	KBM    map[string][13]int // by sex, by completed months; 12 holds for 12–60; grams
	Red    float64            // z of weight for age below which a child is BGM
	Orange float64            // z above which weight for age is to be looked at
}

// DefaultRules returns the card as the sources give it (health-facts §7.3, unreviewed).
func DefaultRules() Rules {
	r := card()
	r.KBM = maps.Clone(r.KBM)
	return r
}

// card is the card's table, read once.
var card = sync.OnceValue(func() Rules {
	r := Rules{KBM: map[string][13]int{}, Red: -3, Orange: 1}
	boys, girls := [13]int{}, [13]int{}
	for _, line := range strings.Split(strings.TrimSpace(kbmTable), "\n") {
		var age, l, p int
		if n, _ := fmt.Sscanf(line, "%d\t%d\t%d", &age, &l, &p); n == 3 && age <= 12 {
			boys[age], girls[age] = l, p
		}
	}
	r.KBM[Boy], r.KBM[Girl] = boys, girls
	return r
})

// Gain is the least gain in grams at an age in completed months; false where the card has none.
func (r Rules) Gain(sex string, months int) (int, bool) {
	row, ok := r.KBM[sex]
	if !ok || months < 1 || months > 60 {
		return 0, false
	}
	return row[min(months, 12)], true
}

// Letter is what the card writes beside a weighing.
type Letter string

// The letters. None stands where the card has no rule for the age or sex.
const (
	N    Letter = "N" // naik: gained at least the minimum
	T    Letter = "T" // tidak naik
	O    Letter = "O" // not weighed last month: no verdict
	B    Letter = "B" // weighed for the first time
	None Letter = ""
)

// Reason is why, as a key of dialogs/naskah ("kms." + reason).
type Reason string

// The reasons.
const (
	ReasonGained    Reason = "naik-cukup"    // gained {gain} of at least {least}
	ReasonTooLittle Reason = "naik-kurang"   // gained {gain}, less than {least}
	ReasonSame      Reason = "tetap"         // weighs what she weighed
	ReasonLost      Reason = "turun"         // weighs less
	ReasonFirst     Reason = "pertama"       // first weighing
	ReasonLong      Reason = "jarak-jauh"    // last weighed more than 45 days ago
	ReasonShort     Reason = "jarak-dekat"   // last weighed less than 15 days ago
	ReasonNoRule    Reason = "tanpa-patokan" // the card has no minimum for this age
	ReasonKader     Reason = "kata-kader"    // the kader insists, with a note
)

// Mark is the card's verdict on one weighing.
type Mark struct {
	Day    store.Date
	ID     string // of the measurement
	Letter Letter
	Reason Reason
	Weight int  // grams
	Before int  // grams, the weighing it is compared with; 0 = none
	Gain   int  // grams, with Before
	Least  int  // grams asked for by the card
	Times  int  // T in a row, this one included: 2 is 2T
	BGM    bool // below the red line
	Above  bool // above the orange line
	Age    int  // completed months
}

// The interval between two weighings that N or T may be said of, in days.
const (
	leastDays = 15
	mostDays  = 45
)

// Card judges all weighings of a child, oldest first. A weighing is compared with the
// latest one 15 to 45 days before it; nothing is ever prorated. Of two weighings on one
// day the later written holds.
func Card(c store.Child, measures []store.Measurement, rules Rules) []Mark {
	var marks []Mark
	for _, m := range measures {
		if m.Weight <= 0 || !m.Void.IsZero() {
			continue
		}
		mark := Mark{Day: m.Day, ID: m.ID, Weight: m.Weight, Age: c.AgeMonths(m.Day)}
		if n := len(marks); n > 0 && marks[n-1].Day == m.Day {
			marks = marks[:n-1]
		}
		r, _ := Of(c, m)
		mark.BGM = r.WAZ.Usable() && r.WAZ.Value < rules.Red
		mark.Above = r.WAZ.Usable() && r.WAZ.Value > rules.Orange
		judge(&mark, c, marks, rules)
		if m.Mark == string(N) || m.Mark == string(T) {
			mark.Letter, mark.Reason = Letter(m.Mark), ReasonKader
		}
		if mark.Letter == T {
			mark.Times = 1
			if p := compared(marks, m.Day); p != nil {
				mark.Times += p.Times
			}
		}
		marks = append(marks, mark)
	}
	return marks
}

// compared is the latest weighing 15 to 45 days before the day, or nil.
func compared(marks []Mark, day store.Date) *Mark {
	for i := len(marks) - 1; i >= 0; i-- {
		if d := day.Sub(marks[i].Day); d >= leastDays && d <= mostDays {
			return &marks[i]
		}
	}
	return nil
}

func judge(m *Mark, c store.Child, earlier []Mark, rules Rules) {
	if len(earlier) == 0 {
		m.Letter, m.Reason = B, ReasonFirst
		return
	}
	before := compared(earlier, m.Day)
	if before == nil {
		m.Letter, m.Reason = O, ReasonLong
		if m.Day.Sub(earlier[len(earlier)-1].Day) < leastDays {
			m.Reason = ReasonShort
		}
		return
	}
	m.Before, m.Gain = before.Weight, m.Weight-before.Weight
	least, ok := rules.Gain(c.Sex, m.Age)
	m.Least = least
	switch {
	case m.Gain < 0:
		m.Letter, m.Reason = T, ReasonLost
	case m.Gain == 0:
		m.Letter, m.Reason = T, ReasonSame
	case !ok:
		m.Letter, m.Reason = None, ReasonNoRule
	case m.Gain < least:
		m.Letter, m.Reason = T, ReasonTooLittle
	default:
		m.Letter, m.Reason = N, ReasonGained
	}
}

// String is the letter as the register writes it: "N", "T", "2T", "O", "B" or "-".
func (m Mark) String() string {
	switch {
	case m.Letter == None:
		return "-"
	case m.Times > 1:
		return strconv.Itoa(m.Times) + string(T)
	}
	return string(m.Letter)
}
