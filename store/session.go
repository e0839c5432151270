package store

import "time"

// Session is where a person is in a conversation. It is plain data (dialog id,
// step id, answers), never an index or a closure, so a new release never
// strands anyone.
type Session struct {
	V        int               `json:"v"`
	Dialog   string            `json:"dialog,omitempty"`
	Step     string            `json:"step,omitempty"`
	Answers  map[string]string `json:"answers,omitempty"`
	Trail    []string          `json:"trail,omitempty"`    // steps passed, for KEMBALI
	Question string            `json:"question,omitempty"` // id of the question last asked
	Offered  []Choice          `json:"offered,omitempty"`  // what was offered last outside a dialog, for answers by number
	When     time.Time         `json:"when,omitzero"`      // when Offered was
	Tries    int               `json:"tries,omitzero"`     // misunderstandings in a row at this step
	Touched  time.Time         `json:"touched,omitzero"`
	Stack    []Frame           `json:"stack,omitempty"`  // dialogs left for a digression
	Asked    []Asked           `json:"asked,omitempty"`  // recent questions, for old buttons
	Danger   *DangerAsk        `json:"danger,omitempty"` // a danger sign asked back
	Alarm    *DangerAsk        `json:"alarm,omitempty"`  // the danger sign answered last, and its alert
	Said     *Said             `json:"said,omitempty"`   // what she wrote last and no dialog took
	Minute   time.Time         `json:"minute,omitzero"`  // the minute of Count
	Count    int               `json:"count,omitzero"`   // messages of that minute
	Guessed  time.Time         `json:"guessed,omitzero"`
	Guesses  int               `json:"guesses,omitzero"` // wrong codes since Guessed
	Extra    map[string]any    `json:",embed"`
}

// Said is what somebody wrote, kept so that one tap hands it to a person.
type Said struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// Frame is a dialog that waits under another.
type Frame struct {
	Dialog  string            `json:"dialog"`
	Step    string            `json:"step"`
	Answers map[string]string `json:"answers,omitempty"`
	Trail   []string          `json:"trail,omitempty"`
}

// Asked remembers a question whose buttons may still be pressed.
type Asked struct {
	ID     string    `json:"id"`
	Dialog string    `json:"dialog"`
	Step   string    `json:"step"`
	At     time.Time `json:"at"`
}

// DangerAsk is a danger sign in doubt that was asked back.
type DangerAsk struct {
	Sign string    `json:"sign"`
	At   time.Time `json:"at"`
	Text string    `json:"text,omitempty"` // what she wrote
	// Alert is the record that speaks up when she does not answer.
	Alert string `json:"alert,omitempty"`
	Told  int    `json:"told,omitempty"` // how often those on duty were given more of her words
}
