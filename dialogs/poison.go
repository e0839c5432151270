package dialogs

import "tumbuh/store"

// Poisoned answers a message that no decision survives: kindly, once, leaving every
// record as it is. The message is parked in the audit with its id, never its words.
func (e *Engine) Poisoned(v store.View, in store.Incoming) store.Turn {
	t := store.Turn{Once: in.Once(), Person: v.ID(), Now: v.Now}
	s := e.Texts.Say("umum.terganggu")
	t.Say = []store.Message{{ID: t.Once + "#0", To: v.ID(), Via: in.From, Lane: store.Reply, Text: s.Text, Made: v.Now}}
	t.Audit = []store.Audit{{At: v.Now, Actor: v.ID(), Act: "poisoned", Detail: in.ID}}
	return t
}
