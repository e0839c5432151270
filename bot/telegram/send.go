package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// Send delivers one message.
func (d *Door) Send(ctx context.Context, m bot.Outgoing) bot.Outcome {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if err := d.limit.wait(ctx, m.To); err != nil {
		return bot.Outcome{Fate: bot.Retry, After: time.Second, Code: "pace"}
	}
	markup, ok := replyMarkup(m)
	if !ok {
		return bot.Outcome{Fate: bot.Invalid, Code: "button-data"}
	}
	if m.File != nil {
		return d.sendFile(ctx, m, markup)
	}
	if m.Text == "" {
		return bot.Outcome{Fate: bot.Invalid, Code: "empty"}
	}
	p := tgbotapi.Params{"chat_id": m.To, "text": toHTML(m.Text), "parse_mode": "HTML", "disable_web_page_preview": "true"}
	if markup != "" {
		p["reply_markup"] = markup
	}
	var sent tgbotapi.Message
	if err := d.call(ctx, "sendMessage", p, &sent); err != nil {
		return outcome(err)
	}
	return bot.Outcome{Fate: bot.Sent, NetworkID: strconv.Itoa(sent.MessageID)}
}

// replyMarkup is the keyboard as JSON: buttons, or the one that shares her number.
func replyMarkup(m bot.Outgoing) (string, bool) {
	var v any
	switch {
	case m.Contact != "":
		k := tgbotapi.NewOneTimeReplyKeyboard(tgbotapi.NewKeyboardButtonRow(tgbotapi.NewKeyboardButtonContact(m.Contact)))
		for _, c := range m.Choices {
			k.Keyboard = append(k.Keyboard, tgbotapi.NewKeyboardButtonRow(tgbotapi.NewKeyboardButton(c.Label)))
		}
		v = k
	case len(m.Choices) > 0:
		k, ok := keyboard(m)
		if !ok {
			return "", false
		}
		v = k
	default:
		return "", true
	}
	b, err := json.Marshal(v)
	return string(b), err == nil
}

// sendFile sends a picture or a document. Bytes, not a reader: a retry sends them all.
func (d *Door) sendFile(ctx context.Context, m bot.Outgoing, markup string) bot.Outcome {
	method, field := "sendDocument", "document"
	if m.File.Picture {
		method, field = "sendPhoto", "photo"
	}
	p := tgbotapi.Params{"chat_id": m.To, "caption": toHTML(m.Text), "parse_mode": "HTML"}
	if markup != "" {
		p["reply_markup"] = markup
	}
	api := *d.api
	api.Client = withContext{ctx, d.api.Client}
	resp, err := api.UploadFiles(method, p, []tgbotapi.RequestFile{{Name: field, Data: tgbotapi.FileBytes{Name: m.File.Name, Bytes: m.File.Bytes}}})
	if err != nil {
		out := d.clean(method, err)
		var e *apiError
		if errors.As(out, &e) && e.Code == 0 && resp != nil { // the library loses the code of an upload
			e.Code = resp.ErrorCode
		}
		return outcome(out)
	}
	var sent tgbotapi.Message
	_ = decode(resp.Result, &sent) // sent it is, whatever the answer looks like
	return bot.Outcome{Fate: bot.Sent, NetworkID: strconv.Itoa(sent.MessageID)}
}

// outcome tells the five fates apart.
func outcome(err error) bot.Outcome {
	var e *apiError
	if !errors.As(err, &e) {
		return bot.Outcome{Fate: bot.Retry, After: time.Second, MaybeSent: true, Code: "unreadable"}
	}
	code := strconv.Itoa(e.Code)
	text := strings.ToLower(e.Text)
	switch {
	case e.Code == 429:
		return bot.Outcome{Fate: bot.Retry, After: time.Duration(max(e.After, 1)) * time.Second, Everyone: e.After >= 30, Code: code}
	case e.Code == 403, e.Code == 400 && (strings.Contains(text, "chat not found") || strings.Contains(text, "user is deactivated")):
		return bot.Outcome{Fate: bot.Gone, Code: code}
	case e.Code == 401 || e.Code == 404:
		return bot.Outcome{Fate: bot.Offline, Code: code}
	case e.Code >= 500:
		return bot.Outcome{Fate: bot.Retry, After: 2 * time.Second, MaybeSent: true, Code: code}
	case e.Code >= 400:
		return bot.Outcome{Fate: bot.Invalid, Code: code}
	case !e.Written:
		return bot.Outcome{Fate: bot.Offline, Code: "connect"}
	}
	return bot.Outcome{Fate: bot.Retry, After: time.Second, MaybeSent: true, Code: "no-answer"}
}
