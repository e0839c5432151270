package telegram

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// sentMessage is all that is read of what was sent.
type sentMessage struct {
	ID    int `json:"message_id"`
	Photo []struct {
		File string `json:"file_id"`
	} `json:"photo"`
	Document struct {
		File string `json:"file_id"`
	} `json:"document"`
}

// file is the handle by which what was uploaded can be sent again; the last photo is the largest.
func (s sentMessage) file() string {
	if n := len(s.Photo); n > 0 {
		return s.Photo[n-1].File
	}
	return s.Document.File
}

// Send delivers one message.
func (d *Door) Send(ctx context.Context, m bot.Outgoing) bot.Outcome {
	markup, ok := replyMarkup(m)
	switch {
	case !ok:
		return bot.Outcome{Fate: bot.Invalid, Code: "button-data"}
	case m.Text == "" && m.File == nil:
		return bot.Outcome{Fate: bot.Invalid, Code: "empty"}
	}
	wait, rest := d.limit.take(m.To, m.Lane)
	if wait > 0 {
		return bot.Outcome{Fate: bot.Retry, Paced: true, After: wait, Code: "pace"}
	}
	if rest > 0 {
		bot.Pause(ctx, rest)
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if m.File != nil {
		return d.sendFile(ctx, m, markup)
	}
	p := tgbotapi.Params{"chat_id": m.To, "text": toHTML(m.Text), "parse_mode": "HTML", "disable_web_page_preview": "true", "reply_markup": markup}
	var sent sentMessage
	if err := d.call(ctx, "sendMessage", p, &sent); err != nil {
		return d.outcome(m.To, err)
	}
	return bot.Outcome{Fate: bot.Sent, NetworkID: strconv.Itoa(sent.ID)}
}

// sendFile sends a picture or a document. A picture that Telegram does not take as one
// goes as a document.
func (d *Door) sendFile(ctx context.Context, m bot.Outgoing, markup string) bot.Outcome {
	out, err := d.upload(ctx, m, markup, m.File.Picture)
	var e *apiError
	if errors.As(err, &e) && e.Code == http.StatusBadRequest && m.File.Picture && (strings.Contains(e.Text, "PHOTO_") || strings.Contains(e.Text, "IMAGE_")) {
		out, err = d.upload(ctx, m, markup, false)
	}
	if err != nil {
		return d.outcome(m.To, err)
	}
	return bot.Outcome{Fate: bot.Sent, NetworkID: strconv.Itoa(out.ID)}
}

// upload sends bytes, not a reader: a retry sends them all.
func (d *Door) upload(ctx context.Context, m bot.Outgoing, markup string, picture bool) (sent sentMessage, err error) {
	method, field := "sendDocument", "document"
	if picture {
		method, field = "sendPhoto", "photo"
	}
	p := tgbotapi.Params{"chat_id": m.To, "caption": toHTML(m.Text), "parse_mode": "HTML", "reply_markup": markup}
	known, done, err := d.uploads.turn(ctx, m.File.Key, method)
	if err != nil {
		return sent, &apiError{Method: method, Code: http.StatusServiceUnavailable, Text: "another uploads it still"} // not sent: again
	}
	defer done()
	if known != "" {
		p[field] = known
		err := d.call(ctx, method, p, &sent)
		if e := (*apiError)(nil); !errors.As(err, &e) || e.Code != http.StatusBadRequest || !strings.Contains(e.Text, "file") {
			return sent, err
		}
		d.uploads.note(m.File.Key, method, "") // the handle is good no more
		delete(p, field)
	}
	resp, err := d.with(ctx).UploadFiles(method, p, []tgbotapi.RequestFile{{Name: field, Data: tgbotapi.FileBytes{Name: m.File.Name, Bytes: m.File.Bytes}}})
	if err != nil {
		err = d.clean(method, err)
		var e *apiError
		if errors.As(err, &e) && e.Code == 0 && resp != nil { // the library loses the code of an upload
			e.Code = resp.ErrorCode
		}
		return sent, err
	}
	_ = decode(resp.Result, &sent) // sent it is, whatever the answer looks like
	d.uploads.note(m.File.Key, method, sent.file())
	return sent, nil
}

// goneTexts are the refusals that no later try can change, until the person writes.
func goneTexts() []string {
	return []string{"chat not found", "user is deactivated", "group chat was upgraded", "group chat was deactivated", "peer_id_invalid", "have no rights to send", "not enough rights to send"}
}

// outcome tells the five fates apart, and minds a 429.
func (d *Door) outcome(chat string, err error) bot.Outcome {
	var e *apiError
	if !errors.As(err, &e) { // an answer of success that could not be read
		return bot.Outcome{Fate: bot.Retry, After: time.Second, MaybeSent: true, Code: "unreadable"}
	}
	code := strconv.Itoa(e.Code)
	text := strings.ToLower(e.Text)
	switch {
	case e.Code == http.StatusTooManyRequests:
		wait := time.Duration(max(e.After, 1)) * time.Second
		return bot.Outcome{Fate: bot.Retry, After: wait, Everyone: d.limit.told429(chat, wait), Code: code}
	case e.Code == http.StatusForbidden:
		return bot.Outcome{Fate: bot.Gone, Code: code}
	case e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound:
		d.note(Unauthorized)
		return bot.Outcome{Fate: bot.Offline, Code: code}
	case e.Code >= 500: // Telegram says itself that it did not do it
		return bot.Outcome{Fate: bot.Retry, After: time.Second, Code: code}
	case e.Code >= 400:
		for _, t := range goneTexts() {
			if strings.Contains(text, t) {
				return bot.Outcome{Fate: bot.Gone, Code: code}
			}
		}
		return bot.Outcome{Fate: bot.Invalid, Code: code}
	case !e.Written:
		return bot.Outcome{Fate: bot.Offline, Code: "connect"}
	}
	return bot.Outcome{Fate: bot.Retry, After: time.Second, MaybeSent: true, Code: "no-answer"}
}
