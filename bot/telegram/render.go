package telegram

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// maxData is Telegram's bound on what a button carries, in bytes.
const maxData = 64

// buttonData names question and choice; false where even the choice does not fit.
func buttonData(question, choice string) (string, bool) {
	data := "1|" + question + "|" + choice
	if len(data) <= maxData {
		return data, true
	}
	data = "1|" + shortQuestion(question) + "|" + choice
	return data, len(data) <= maxData
}

// shortQuestion keeps the beginning of a question's id (its dialog) and a hash.
func shortQuestion(question string) string {
	sum := sha256.Sum256([]byte(question))
	return question[:min(len(question), 8)] + "#" + base64.RawURLEncoding.EncodeToString(sum[:6])
}

// escape is what Telegram asks to be escaped, and no more: names keep their apostrophes
// also where the markup is read by eye.
func escape(s string) string {
	if !strings.ContainsAny(s, "&<>") { // nearly always: a replacer is dear to make
		return s
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

var bold = regexp.MustCompile(`\*([^*\n]+)\*`)

// toHTML escapes a text and makes *bold* bold; nothing else is markup.
func toHTML(text string) string {
	return bold.ReplaceAllString(escape(text), "<b>$1</b>")
}

// keyboard lays the choices out: two short ones a row, long ones alone. It is never
// nil: Telegram wants an array.
func keyboard(m bot.Outgoing) (tgbotapi.InlineKeyboardMarkup, bool) {
	k := tgbotapi.InlineKeyboardMarkup{InlineKeyboard: [][]tgbotapi.InlineKeyboardButton{}}
	var row []tgbotapi.InlineKeyboardButton
	flush := func() {
		if len(row) > 0 {
			k.InlineKeyboard = append(k.InlineKeyboard, row)
		}
		row = nil
	}
	for _, c := range m.Choices {
		data, ok := buttonData(m.Question, c.ID)
		if !ok {
			return k, false
		}
		long := len([]rune(c.Label)) > 14
		if long || len(row) == 2 {
			flush()
		}
		row = append(row, tgbotapi.NewInlineKeyboardButtonData(c.Label, data))
		if long {
			flush()
		}
	}
	flush()
	return k, true
}

// replyMarkup is the keyboard as JSON: buttons, the one that shares her number, or,
// where a message asks for neither, the word that takes an earlier one away.
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
		v = tgbotapi.NewRemoveKeyboard(false)
	}
	b, err := json.Marshal(v)
	return string(b), err == nil
}

// chosen is a shown text with the choice that was made under it. What was bold stays so.
func chosen(text string, bold []tgbotapi.MessageEntity, label string) string {
	units := utf16.Encode([]rune(text))
	var out strings.Builder
	at := 0
	upTo := func(end int) string {
		end = min(max(end, at), len(units))
		part := escape(string(utf16.Decode(units[at:end])))
		at = end
		return part
	}
	for _, e := range bold {
		if e.Type == "bold" && e.Offset >= at && e.Length > 0 {
			out.WriteString(upTo(e.Offset) + "<b>" + upTo(e.Offset+e.Length) + "</b>")
		}
	}
	return out.String() + upTo(len(units)) + "\n\n✓ <b>" + escape(label) + "</b>"
}
