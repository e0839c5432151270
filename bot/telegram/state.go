package telegram

import (
	"errors"
	"strings"
)

// State is what the door is doing, as a short code for the operator.
type State string

// The states.
const (
	Starting     State = "starting"
	Open         State = "open"
	Standby      State = "standby"      // another process of ours has the polling role
	Unauthorized State = "unauthorized" // the token is wrong or was revoked
	Conflict     State = "conflict"     // another program polls with this token
	Hooked       State = "webhook"      // someone set a webhook for this token
	Unreachable  State = "unreachable"  // no answer from the Bot API server
	Limited      State = "limited"      // told to wait
)

// Advice is the sentence for the operator; "" where nothing is to be done.
func (s State) Advice() string {
	switch s {
	case Unauthorized:
		return "the token is wrong or was revoked: set TUMBUH_TELEGRAM_TOKEN to the one BotFather shows, and restart; what is to be sent waits"
	case Conflict:
		return "another program reads this bot's messages: stop it, or revoke the token at BotFather and set the new one here"
	case Hooked:
		return "a webhook was set for this bot by someone else; it is taken away again"
	case Unreachable:
		return "no answer from the Bot API server: check the network and TUMBUH_TELEGRAM_API; what is to be sent waits"
	}
	return ""
}

// State tells what the door is doing now.
func (d *Door) State() State {
	s, _ := d.state.Load().(State)
	return s
}

// note keeps the state and says a change to the operator, once.
func (d *Door) note(s State) {
	before, _ := d.state.Swap(s).(State)
	switch {
	case before == s:
	case s.Advice() != "":
		d.cfg.Log.Error("telegram", "state", string(s), "advice", s.Advice())
	case before.Advice() != "":
		d.cfg.Log.Info("telegram", "state", string(s))
	}
}

// stateOf says what an error of a request for updates means.
func stateOf(err error) State {
	var e *apiError
	if !errors.As(err, &e) {
		return Unreachable
	}
	switch {
	case e.Code == 401, e.Code == 404:
		return Unauthorized
	case e.Code == 409 && strings.Contains(e.Text, "webhook"):
		return Hooked
	case e.Code == 409:
		return Conflict
	case e.Code == 429:
		return Limited
	}
	return Unreachable
}
