package dialogs

import (
	"strings"
	"time"
)

// stale is how long a dialog waits before the bot offers to go on with it.
const stale = 12 * time.Hour

// asleep tells whether the dialog was left so long ago that the message may be
// about something else.
func (c *Ctx) asleep() bool {
	return c.Session.Dialog != "" && !c.Session.Touched.IsZero() && c.v.Now.Sub(c.v.Session.Value.Touched) > stale
}

// wakes takes an answer to a question left long ago when it can be nothing else: it
// has a number in it, or names a choice. Other words may be about something else.
func (c *Ctx) wakes(s *Step, text string) bool {
	_, picked := pick(text, c.offered(s))
	if !picked && (s.Read == nil || !strings.ContainsAny(text, "0123456789")) || s.Summary || looksAskingMark(text) {
		return false
	}
	if !picked {
		if r := s.Read(c, text); !r.OK && !r.Confirm {
			return false
		}
	}
	c.Say("umum.lanjut-tadi")
	return c.take(s, text)
}
