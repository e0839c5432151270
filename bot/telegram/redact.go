package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// apiError is what Telegram or the way to it answered, without the token.
type apiError struct {
	Method  string
	Code    int // HTTP-like code of Telegram; 0 when it did not answer
	Text    string
	After   int  // retry_after in seconds
	Written bool // the request may have reached Telegram
}

func (e *apiError) Error() string {
	if e.Code == 0 {
		return fmt.Sprintf("telegram %s: %s", e.Method, e.Text)
	}
	return fmt.Sprintf("telegram %s: %d %s", e.Method, e.Code, e.Text)
}

// clean makes an apiError of any error of the library. A *url.Error holds the URL
// and so the token: only its cause is kept.
func (d *Door) clean(method string, err error) error {
	var e *tgbotapi.Error
	if errors.As(err, &e) {
		return &apiError{Method: method, Code: e.Code, Text: d.redact.Replace(e.Message), After: e.RetryAfter, Written: true}
	}
	out := &apiError{Method: method, Text: "no answer", Written: true}
	var u *url.Error
	if errors.As(err, &u) {
		out.Text = d.redact.Replace(u.Err.Error())
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		out.Text, out.Written = "cannot connect", false
	}
	return out
}

func decode(raw json.RawMessage, into any) error { return json.Unmarshal(raw, into) }
