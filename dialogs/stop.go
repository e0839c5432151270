package dialogs

import (
	"time"

	"tumbuh/store"
)

// StopDialog obeys STOP at once: what is queued is withdrawn in the same commit.
// Danger answers and answers to her own questions go on.
func StopDialog() Dialog {
	return Dialog{
		ID: "berhenti",
		Done: func(c *Ctx) {
			c.Session.Stack = nil
			c.Say("berhenti.selesai")
			if !c.Person.Stopped.IsZero() {
				return
			}
			c.EditPerson().Stopped = c.v.Now
			c.extra.Quiet = append(c.extra.Quiet, store.Quiet{Person: c.v.ID(), Until: store.Forever})
			c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: c.v.ID()})
			c.audit("stop", c.v.Person.Ref, "")
		},
	}
}

// startAgain ends a STOP. A pause after a loss stays as it was.
func (c *Ctx) startAgain() {
	if moved(c.Family, c.v.Today()) && c.Person.Stopped.IsZero() {
		c.EditFamily().Moved = store.Date{}
		c.audit("moved-back", c.v.Family.Ref, "")
		c.Say("pindah.kembali", "posyandu", c.posyanduName(c.Family.Posyandu))
		return
	}
	if c.Person.Stopped.IsZero() {
		c.Say("berhenti.tidak-berhenti")
		c.askAgain()
		return
	}
	c.EditPerson().Stopped = time.Time{}
	until := time.Time{}
	if c.Family.PausedUntil.After(c.v.Now) {
		until = c.Family.PausedUntil
	}
	c.extra.Quiet = append(c.extra.Quiet, store.Quiet{Person: c.v.ID(), Until: until})
	c.audit("start-again", c.v.Person.Ref, "")
	if !c.Person.Consent.Reminders {
		c.Say("berhenti.mulai-tanpa-izin")
		return
	}
	c.Say("berhenti.mulai-lagi")
}
