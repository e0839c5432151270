package dialogs

import (
	"regexp"
	"slices"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// called is the answer of one who calls the day off.
const called = "batal"

// MoveDay moves or calls off a posyandu day by one message of its kader ("posyandu
// diundur tgl 17 ya"), confirmed once. The families are looked at again at once: those
// who were invited already hear of it once.
func MoveDay() Dialog {
	return Dialog{
		ID:    "undur",
		Opens: []string{"posyandu diundur", "undur posyandu", "geser posyandu", "posyandu libur", "ganti hari posyandu", "pindah hari posyandu"},
		May:   func(c *Ctx) bool { return len(c.scheduling()) > 0 },
		Steps: []Step{
			{ID: "posyandu", Read: readOwnPosyandu, Choices: ownPosyandu, Skip: func(c *Ctx) bool { return len(c.scheduling()) == 1 }},
			{ID: "ke", Read: readNewDay, Vars: moveVars},
			{ID: "yakin", Read: readMoveSure, Vars: moveVars},
		},
		Done: saveMove,
		Pick: func(c *Ctx, choice string) bool { return c.holidayAnswered(choice) },
	}
}

// scheduling lists the posyandu whose days the person may change.
func (c *Ctx) scheduling() []store.Posyandu {
	return slices.DeleteFunc(c.measuring(), func(p store.Posyandu) bool {
		return !store.May(c.v.Person, store.EditPosyandu, store.Area{Posyandu: p.ID, Puskesmas: p.Puskesmas})
	})
}

var (
	moveVerb  = regexp.MustCompile(`\b(?:di)?(?:undur|mundur|maju|geser|pindah|ganti)(?:in|kan|nya)?\b`)
	nextMonth = regexp.MustCompile(`\b(?:bulan|bln) (?:depan|dpn)\b`)
	offVerb   = regexp.MustCompile(`\b(?:libur|diliburkan|diliburin|batal|dibatalkan|dibatalin|ditiadakan|ga jadi|gak jadi|tidak jadi|nggak jadi|tidak ada|ga ada|gak ada|off)\b`)
)

// answerMoveDay hears a kader who says that her posyandu day changes.
func (c *Ctx) answerMoveDay() bool {
	s := answers.Normalise(c.in.Text)
	if c.in.Kind != store.InText || !strings.Contains(s, "posyandu") || strings.Contains(s, "?") || len(c.Person.Grants) == 0 {
		return false
	}
	moves, off := moveVerb.MatchString(s), offVerb.MatchString(s)
	if !moves && !off || len(c.scheduling()) == 0 {
		return false
	}
	fill := map[string]string{}
	switch first := (store.Date{Year: c.v.Today().Year, Month: c.v.Today().Month, Day: 1}); {
	case nextMonth.MatchString(s):
		fill["sejak"] = first.AddMonths(1).String()
	case c.inDay(): // today's is being held
		fill["sejak"] = c.v.Today().Add(1).String()
	}
	c.moveFrom = fill["sejak"]
	if moves {
		if r := readNewDay(c, c.in.Text); r.OK {
			fill["ke"] = r.Value
		}
	} else {
		fill["ke"] = called
	}
	c.Open("undur", fill)
	return true
}

// readNewDay reads the new day, which lies ahead, or that there is none.
func readNewDay(c *Ctx, text string) Reading {
	if text == called || offVerb.MatchString(answers.Normalise(text)) && !moveVerb.MatchString(answers.Normalise(text)) {
		return Reading{OK: true, Value: called}
	}
	if strings.Contains(answers.Normalise(text), "seminggu") {
		if _, held, ok := c.nextOf(); ok {
			return Reading{OK: true, Value: held.Add(7).String()}
		}
	}
	r := answers.ReadDate(text, c.v.Today(), answers.Ahead)
	if nextMonth.MatchString(answers.Normalise(text)) && r.Date.Year == c.v.Today().Year && r.Date.Month == c.v.Today().Month {
		r.Date = r.Date.AddMonths(1) // "bulan depan diundur tgl 9"
	}
	if (r.Verdict == answers.OK || r.Verdict == answers.Guess) && r.Date.After(c.v.Today()) && r.Date.Sub(c.v.Today()) < 120 {
		return Reading{OK: true, Value: r.Date.String()}
	}
	return Reading{}
}

// readMoveSure takes yes or no, or another day, which is read back in its turn.
func readMoveSure(c *Ctx, text string) Reading {
	s := answers.Normalise(text)
	names := moveVerb.MatchString(s) || yesNo(text) == unknown && len(s) > 2 // not the number of a choice
	if r := readNewDay(c, text); r.OK && names && r.Value != c.Answer("ke") {
		c.Set("ke", r.Value)
		return Reading{Say: "undur.yakin", Vars: moveVars(c)}
	}
	if stays.MatchString(s) {
		return Reading{OK: true, Value: "tidak"}
	}
	return readYesNo(c, text)
}

// nextOf is the next meeting of the posyandu in question: the pattern's day and the real one.
func (c *Ctx) nextOf() (planned, held store.Date, ok bool) {
	p, found := c.movedPosyandu()
	if !found {
		return store.Date{}, store.Date{}, false
	}
	from := c.v.Today()
	if d, err := store.ParseDate(or(c.moveFrom, c.Answer("sejak"))); err == nil && d.After(from) {
		from = d
	}
	return p.Days.NextPlanned(from)
}

func (c *Ctx) movedPosyandu() (store.Posyandu, bool) {
	list := c.scheduling()
	if id := c.Given("posyandu"); id != "" {
		list = slices.DeleteFunc(list, func(p store.Posyandu) bool { return p.ID != id })
	}
	if len(list) != 1 {
		return store.Posyandu{}, false
	}
	return list[0], true
}

func moveVars(c *Ctx) []string {
	p, _ := c.movedPosyandu()
	_, held, _ := c.nextOf()
	to := c.line("undur.tidak-ada")
	if d, err := store.ParseDate(c.Answer("ke")); err == nil {
		to = c.line("undur.pada", "hari", c.dayName(d))
	}
	return []string{"posyandu", p.Name, "asal", c.dayName(held), "ke", to}
}

// saveMove writes the register and looks at every family of the posyandu again.
func saveMove(c *Ctx) {
	p, ok := c.movedPosyandu()
	planned, held, known := c.nextOf()
	if !ok || !known || c.Answer("yakin") != "ya" {
		c.Say("undur.tidak-jadi")
		return
	}
	if !c.Want(store.Need{Kind: store.NeedRoster, ID: p.ID}) {
		return
	}
	to := store.Date{}
	if c.Answer("ke") != called {
		to, _ = store.ParseDate(c.Answer("ke")) // written by readNewDay
	}
	r := store.Register{V: 1, Posyandu: slices.Clone(c.v.City.Posyandu)}
	for i := range r.Posyandu {
		if r.Posyandu[i].ID == p.ID {
			r.Posyandu[i].Days = r.Posyandu[i].Days.With(planned, to)
		}
	}
	ref := store.Ref{Kind: store.KindRegister, ID: "all"}
	c.extra.Writes = append(c.extra.Writes, store.Write{Ref: ref, Seen: c.v.City.Version, Value: r})
	for _, m := range c.v.Have.Roster {
		c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: store.Ref{Kind: store.KindPerson, ID: m.Family.Ref.ID}, At: c.v.Now})
	}
	c.audit("move-day", ref, p.ID+" "+held.String()+" "+c.Answer("ke"))
	key := "undur.selesai"
	if to.IsZero() {
		key = "undur.batal"
	}
	c.Say(key, moveVars(c)...)
}
