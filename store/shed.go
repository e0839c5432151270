package store

import "hash/fnv"

// Shed says what of the unasked gives way when more families are enrolled on WhatsApp than
// its numbers can write to in a day. The day before a posyandu, immunisation and follow-ups
// never give way; answers and alerts are not touched by it. The zero value sheds nothing.
type Shed int

// The steps, each with what the ones before it do.
const (
	ShedNothing Shed = iota
	ShedSpread       // hours are spread within ±30 minutes
	ShedLessons      // lessons are left out
	ShedThird        // the tablet is asked about every third day
	ShedWeekly       // … once a week
)

func (s Shed) String() string {
	return [...]string{"nothing", "hours spread", "no lessons", "tablet every third day", "tablet once a week"}[s]
}

// Load is what the families enrolled on WhatsApp are sent unasked on an average day.
type Load struct {
	Pregnant, Others int // families with a pregnancy; all others
}

// What a family gets on an average day, in hundredths of a message: what never gives way,
// lessons, and for a pregnancy the tablet.
const (
	perKept   = 15
	perLesson = 30
	perTablet = 100
)

func (l Load) hundredths(s Shed) int {
	n := (l.Pregnant + l.Others) * perKept
	if s < ShedLessons {
		n += (l.Pregnant + l.Others) * perLesson
	}
	switch {
	case s < ShedThird:
		n += l.Pregnant * perTablet
	case s == ShedThird:
		n += l.Pregnant * perTablet / 3
	default:
		n += l.Pregnant * perTablet / 7
	}
	return n
}

// Messages is the average day's number of unasked messages under a step, rounded up.
func (l Load) Messages(s Shed) int { return (l.hundredths(s) + 99) / 100 }

// ShedFor is the least that must give way so that perDay messages carry the load. From
// four fifths on the hours are spread, so that numbers do not send in bursts.
func ShedFor(l Load, perDay int) Shed {
	switch {
	case l.hundredths(ShedNothing)*5 <= perDay*400:
		return ShedNothing
	case l.Messages(ShedSpread) <= perDay:
		return ShedSpread
	case l.Messages(ShedLessons) <= perDay:
		return ShedLessons
	case l.Messages(ShedThird) <= perDay:
		return ShedThird
	}
	return ShedWeekly
}

// Missing is how many more numbers, each carrying perNumber a day, would let nothing give
// way.
func (l Load) Missing(perDay, perNumber int) int {
	short := l.Messages(ShedNothing) - perDay
	if short <= 0 || perNumber <= 0 {
		return 0
	}
	return (short + perNumber - 1) / perNumber
}

// Shift is by how many minutes a person's hours are moved, from −30 to 30; the same for
// her every day.
func (s Shed) Shift(id PersonID) int {
	if s < ShedSpread {
		return 0
	}
	return int(hashed(id)%61) - 30
}

// DropsLesson tells whether lessons are left out.
func (s Shed) DropsLesson() bool { return s >= ShedLessons }

// DropsTablet tells whether a person is not asked about the tablet on the day with the
// number ([Date.Number]); people are spread over the days.
func (s Shed) DropsTablet(id PersonID, day int) bool {
	switch s {
	case ShedThird:
		return (uint32(day)+hashed(id))%3 != 0
	case ShedWeekly:
		return (uint32(day)+hashed(id))%7 != 0
	}
	return false
}

func hashed(id PersonID) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id)) // never fails
	return h.Sum32()
}
