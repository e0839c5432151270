package dialogs

import (
	"strconv"
	"time"

	"tumbuh/store"
)

// Walls against abuse. Danger signs are answered before them, whatever the pace.
const (
	maxGuesses  = 10             // wrong codes …
	guessWindow = 24 * time.Hour // … in this time, then no code is looked at until it is over
)

// answerFlood counts what one person writes in a minute. Above the city's number she is
// told once; until the minute is over the bot only listens.
func (c *Ctx) answerFlood() bool {
	s := &c.Session
	minute := c.v.Now.Truncate(time.Minute)
	if !s.Minute.Equal(minute) {
		s.Minute, s.Count = minute, 0
	}
	s.Count++
	most := c.v.Settings.Int("batas-pesan-menit", c.v.Today())
	switch {
	case s.Count <= most:
		return false
	case s.Count == most+1:
		c.Say("umum.pelan-pelan")
		c.audit("flood", c.v.Person.Ref, "")
	}
	return true
}

// mayGuess tells whether another code may be looked at.
func (c *Ctx) mayGuess() bool {
	if c.v.Now.Sub(c.Session.Guessed) > guessWindow {
		return true
	}
	return c.Session.Guesses < maxGuesses
}

// guessed counts a code that is none.
func (c *Ctx) guessed() {
	s := &c.Session
	if c.v.Now.Sub(s.Guessed) > guessWindow {
		s.Guessed, s.Guesses = c.v.Now, 0
	}
	s.Guesses++
	if s.Guesses == maxGuesses {
		c.audit("codes-guessed", c.v.Person.Ref, strconv.Itoa(s.Guesses))
	}
}

// looked adds an audit line for each family, or list of families, that a decision for
// one of the staff brought: who looked at which child is the access log.
func (c *Ctx) looked(t *store.Turn) {
	if !c.Person.Staff() {
		return
	}
	seen := map[store.Ref]bool{}
	for _, n := range c.v.Have.Got {
		var on store.Ref
		switch {
		case n.Kind == store.NeedRoster, n.Kind == store.NeedGrowth && n.Person == "":
			on = store.Ref{Kind: "posyandu", ID: n.ID}
		case n.Kind == store.NeedPerson, n.Kind == store.NeedGrowth:
			on = store.Ref{Kind: store.KindFamily, ID: string(n.Person)}
		case n.Kind == store.NeedAlert && c.v.Have.Alert != nil && c.v.Have.Alert.Version > 0:
			on = store.Ref{Kind: store.KindFamily, ID: string(c.v.Have.Alert.Value.About)}
		}
		if on.ID == "" || on.ID == string(c.v.ID()) || seen[on] {
			continue
		}
		seen[on] = true
		t.Audit = append(t.Audit, store.Audit{At: c.v.Now, Actor: c.v.ID(), Act: "look", On: on})
	}
}
