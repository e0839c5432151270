package store

import (
	"slices"
	"strings"
)

// KindMatch names a posyandu that is looked through for children who may stand in it
// twice: registered by their mother, and brought by a file or written by a kader. There is
// no record of the kind, only its place in the wake index.
const KindMatch Kind = "match"

// MatchRef names the looking through of a posyandu.
func MatchRef(posyandu string) Ref { return Ref{KindMatch, posyandu} }

// EndJoined ends a record that goes on in another: the kader said that both are one child,
// or one pregnancy.
const EndJoined EndReason = "digabung"

// What was said of two records that may be one child ([Child.Same]).
const (
	SameAsked = "tanya"
	SameYes   = "ya"
	SameNo    = "bukan"
)

// NameKey is a name with a birth date as records are compared by: small letters only.
func NameKey(name string, birth Date) string {
	letters := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r > 127 {
			return r
		}
		return -1
	}, strings.ToLower(name))
	return letters + " " + birth.String()
}

// Join lets own take from other what it does not know, measurements with it, and ends
// other. It returns what was taken, so that [Unjoin] gives exactly that back.
func Join(own, other *Child, ownG *Growth, otherG Growth) []string {
	var taken []string
	for _, f := range joined() {
		if f.get(own) == "" && f.get(other) != "" {
			f.put(own, other)
			taken = append(taken, f.name)
		}
	}
	vaccines := map[string]Date{}
	for k, d := range own.Vaccines {
		vaccines[k] = d
	}
	for k, d := range other.Vaccines {
		if _, ok := vaccines[k]; !ok {
			vaccines[k] = d
			taken = append(taken, "vaccine:"+k)
		}
	}
	own.Vaccines = vaccines
	for _, m := range otherG.Valid() {
		if ownG.On(m.Day) == nil {
			taken = append(taken, "measure:"+ownG.Add(m))
		}
	}
	if ownG.ASI == "" && otherG.ASI != "" {
		ownG.ASI = otherG.ASI
		taken = append(taken, "asi")
	}
	other.End = EndJoined
	slices.Sort(taken)
	return taken
}

// Unjoin gives back what was taken, where it still stands as it was taken, and makes other
// active again.
func Unjoin(own, other *Child, ownG *Growth, otherG Growth, taken []string) {
	none := &Child{}
	for _, f := range joined() {
		if slices.Contains(taken, f.name) && f.get(own) == f.get(other) {
			f.put(own, none)
		}
	}
	vaccines := map[string]Date{}
	for k, d := range own.Vaccines {
		if !slices.Contains(taken, "vaccine:"+k) || d != other.Vaccines[k] {
			vaccines[k] = d
		}
	}
	own.Vaccines = vaccines
	ownG.Measures = slices.DeleteFunc(slices.Clone(ownG.Measures), func(m Measurement) bool { return slices.Contains(taken, "measure:"+m.ID) })
	if slices.Contains(taken, "asi") && ownG.ASI == otherG.ASI {
		ownG.ASI = ""
	}
	if other.End == EndJoined {
		other.End = ""
	}
}

// JoinPregnancy is [Join] of a pregnancy that was registered twice.
func JoinPregnancy(own, other *Pregnancy) []string {
	var taken []string
	for i, letter := range []byte(other.Log.Days) {
		day := other.Log.From.Add(i)
		if letter != '.' && own.Log.Get(day) == '.' {
			own.Log = own.Log.With(day, letter)
			taken = append(taken, "log:"+day.String())
		}
	}
	visits := map[string]Date{}
	for k, d := range other.Visits {
		if _, ok := own.Visits[k]; !ok {
			visits[k] = d
			taken = append(taken, "visit:"+k)
		}
	}
	for k, d := range own.Visits {
		visits[k] = d
	}
	own.Visits, other.End = visits, EndJoined
	slices.Sort(taken)
	return taken
}

// UnjoinPregnancy is [Unjoin] of a pregnancy.
func UnjoinPregnancy(own, other *Pregnancy, taken []string) {
	for i, letter := range []byte(other.Log.Days) {
		if day := other.Log.From.Add(i); slices.Contains(taken, "log:"+day.String()) && own.Log.Get(day) == letter {
			own.Log = own.Log.With(day, '.')
		}
	}
	visits := map[string]Date{}
	for k, d := range own.Visits {
		if !slices.Contains(taken, "visit:"+k) || d != other.Visits[k] {
			visits[k] = d
		}
	}
	own.Visits = visits
	if other.End == EndJoined {
		other.End = ""
	}
}

// joinField is a field that one record of a child takes from the other.
type joinField struct {
	name string
	get  func(*Child) string
	put  func(to, from *Child)
}

func joined() []joinField {
	str := func(name string, at func(*Child) *string) joinField {
		return joinField{name, func(c *Child) string { return *at(c) }, func(to, from *Child) { *at(to) = *at(from) }}
	}
	num := func(name string, at func(*Child) *int) joinField {
		return joinField{name, func(c *Child) string { return strings.TrimPrefix(itoa(*at(c)), "0") }, func(to, from *Child) { *at(to) = *at(from) }}
	}
	return []joinField{
		str("sex", func(c *Child) *string { return &c.Sex }), str("nik", func(c *Child) *string { return &c.NIK }),
		num("birth-weight", func(c *Child) *int { return &c.BirthWeight }), num("birth-length", func(c *Child) *int { return &c.BirthLength }),
		num("birth-head", func(c *Child) *int { return &c.BirthHead }), num("born-weeks", func(c *Child) *int { return &c.BornWeeks }),
		num("order", func(c *Child) *int { return &c.Order }), str("book", func(c *Child) *string { return &c.Book }),
		str("small-book", func(c *Child) *string { return &c.SmallBook }), str("imd", func(c *Child) *string { return &c.IMD }),
		{"vitamin-a", func(c *Child) string { return strings.TrimPrefix(c.VitaminA.String(), Date{}.String()) }, func(to, from *Child) { to.VitaminA = from.VitaminA }},
	}
}
