package telegram

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
	"tumbuh/store"
)

// forwarded are the fields by which a forwarded message is known; the library knows
// only the old ones.
type forwarded struct {
	Message *struct {
		Origin json.RawMessage `json:"forward_origin"`
		From   json.RawMessage `json:"forward_from"`
		Date   int             `json:"forward_date"`
	} `json:"message"`
}

// incoming turns one update into what the program knows; false for what is none of
// its business.
func incoming(raw json.RawMessage, u tgbotapi.Update, shift func(time.Time) time.Time) (store.Incoming, bool) {
	switch {
	case u.CallbackQuery != nil:
		return press(u.CallbackQuery, shift)
	case u.Message != nil:
		in, ok := message(u.Message, shift)
		var f forwarded
		if json.Unmarshal(raw, &f) == nil && f.Message != nil {
			in.Forwarded = len(f.Message.Origin) > 0 || len(f.Message.From) > 0 || f.Message.Date > 0
		}
		return in, ok
	case u.EditedMessage != nil:
		in, ok := message(u.EditedMessage, shift)
		in.ID += "e" + strconv.Itoa(u.EditedMessage.EditDate)
		return in, ok
	}
	return store.Incoming{}, false
}

func address(id int64) store.Address {
	return store.Address{Channel: store.Telegram, ID: strconv.FormatInt(id, 10)}
}

func message(m *tgbotapi.Message, shift func(time.Time) time.Time) (store.Incoming, bool) {
	if m.Chat == nil {
		return store.Incoming{}, false
	}
	in := store.Incoming{From: address(m.Chat.ID), ID: strconv.Itoa(m.MessageID), At: shift(time.Unix(int64(m.Date), 0)), Kind: store.InOther, Text: m.Text}
	if m.From != nil {
		in.Name = m.From.FirstName
	}
	switch {
	case !m.Chat.IsPrivate():
		return store.Incoming{From: in.From, ID: in.ID, At: in.At, Kind: store.InGroup}, m.NewChatMembers == nil && m.LeftChatMember == nil
	case m.Text != "":
		in.Kind = store.InText
	case m.Contact != nil:
		in.Kind = store.InContact
		if m.From != nil && m.Contact.UserID == m.From.ID { // her own, not a friend's
			in.Phone = digits(m.Contact.PhoneNumber)
		}
	case m.Location != nil:
		in.Kind = store.InLocation
	case len(m.Photo) > 0:
		in.Kind, in.Text, in.File = store.InPhoto, m.Caption, m.Photo[len(m.Photo)-1].FileID
	case m.Document != nil:
		in.Kind, in.Text, in.File = store.InDocument, m.Caption, m.Document.FileID
	case m.Voice != nil, m.Audio != nil, m.VideoNote != nil:
		in.Kind = store.InVoice
	case m.Sticker != nil, m.Animation != nil:
		in.Kind = store.InSticker
	}
	return in, true
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// press turns a button press into what the program knows. Its data are
// "1|<question>|<choice>"; a question too long for 64 bytes is named by its hash and
// the button's own question is then that hash, the same each time.
func press(q *tgbotapi.CallbackQuery, shift func(time.Time) time.Time) (store.Incoming, bool) {
	f := strings.SplitN(q.Data, "|", 3)
	if q.From == nil || len(f) != 3 || f[0] != "1" {
		return store.Incoming{}, false
	}
	in := store.Incoming{From: address(q.From.ID), ID: "q" + q.ID, Kind: store.InButton, Question: f[1], Choice: f[2]}
	if q.Message != nil && q.Message.Chat != nil {
		if !q.Message.Chat.IsPrivate() {
			return store.Incoming{}, false
		}
		in.From = address(q.Message.Chat.ID)
		in.At = shift(time.Unix(int64(q.Message.Date), 0))
	}
	return in, true
}

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

var bold = regexp.MustCompile(`\*([^*\n]+)\*`)

// toHTML escapes a text and makes *bold* bold; nothing else is markup.
func toHTML(text string) string {
	return bold.ReplaceAllString(html.EscapeString(text), "<b>$1</b>")
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
