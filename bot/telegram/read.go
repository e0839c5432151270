package telegram

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/store"
)

// incoming turns one update into what the program knows; false for what is none of
// its business. now is machine time: a press carries no time of its own.
func incoming(raw json.RawMessage, u tgbotapi.Update, now time.Time) (store.Incoming, bool) {
	switch {
	case u.CallbackQuery != nil:
		return press(u.CallbackQuery, now)
	case u.Message != nil:
		in, ok := message(u.Message)
		in.Forwarded = isForwarded(raw)
		return in, ok
	case u.EditedMessage != nil:
		return edited(u.EditedMessage)
	case u.MyChatMember != nil:
		return invited(u.MyChatMember)
	}
	return store.Incoming{}, false
}

// isForwarded looks at the fields themselves: the library knows only the old ones.
func isForwarded(raw json.RawMessage) bool {
	if !bytes.Contains(raw, []byte(`"forward_`)) {
		return false
	}
	var f struct {
		Message struct {
			Origin json.RawMessage `json:"forward_origin"`
			From   json.RawMessage `json:"forward_from"`
			Date   int             `json:"forward_date"`
		} `json:"message"`
	}
	return json.Unmarshal(raw, &f) == nil && (len(f.Message.Origin) > 0 || len(f.Message.From) > 0 || f.Message.Date > 0)
}

func address(id int64) store.Address {
	return store.Address{Channel: store.Telegram, ID: strconv.FormatInt(id, 10)}
}

func message(m *tgbotapi.Message) (store.Incoming, bool) {
	if m.Chat == nil {
		return store.Incoming{}, false
	}
	in := store.Incoming{From: address(m.Chat.ID), ID: strconv.Itoa(m.MessageID), At: time.Unix(int64(m.Date), 0), Kind: store.InGroup}
	if !m.Chat.IsPrivate() {
		return in, kind(m) != "" // what was written there is not even read
	}
	in.Kind, in.Text = kind(m), m.Text+m.Caption // one of them is empty
	if m.From != nil {
		in.Name = m.From.FirstName
	}
	switch in.Kind {
	case store.InContact:
		if m.From != nil && m.Contact.UserID == m.From.ID { // her own, not a friend's
			in.Phone = digits(m.Contact.PhoneNumber)
		}
	case store.InPhoto:
		if n := len(m.Photo); n > 0 {
			in.File = m.Photo[n-1].FileID
		}
	case store.InDocument:
		in.File = m.Document.FileID
	}
	return in, in.Kind != ""
}

// kind says what a message is; "" for what the network says of itself (pinned, new
// title, timer set), which nobody answers.
func kind(m *tgbotapi.Message) store.InKind {
	switch {
	case m.Text != "":
		return store.InText
	case m.Contact != nil:
		return store.InContact
	case m.Location != nil, m.Venue != nil:
		return store.InLocation
	case len(m.Photo) > 0, m.Video != nil:
		return store.InPhoto
	case m.Sticker != nil, m.Animation != nil, m.Dice != nil:
		return store.InSticker // an animation comes as a document too
	case m.Document != nil:
		return store.InDocument
	case m.Voice != nil, m.Audio != nil, m.VideoNote != nil:
		return store.InVoice
	case isService(m):
		return ""
	}
	return store.InOther
}

func isService(m *tgbotapi.Message) bool {
	return m.NewChatMembers != nil || m.LeftChatMember != nil || m.NewChatTitle != "" || m.NewChatPhoto != nil || m.DeleteChatPhoto ||
		m.GroupChatCreated || m.SuperGroupChatCreated || m.ChannelChatCreated || m.MigrateToChatID != 0 || m.MigrateFromChatID != 0 ||
		m.PinnedMessage != nil || m.MessageAutoDeleteTimerChanged != nil || m.ProximityAlertTriggered != nil || m.ConnectedWebsite != "" ||
		m.VoiceChatScheduled != nil || m.VoiceChatStarted != nil || m.VoiceChatEnded != nil || m.VoiceChatParticipantsInvited != nil
}

// edited takes words that were changed as new words: a typing error mended is an
// answer. What moves by itself (a live location) is passed over.
func edited(m *tgbotapi.Message) (store.Incoming, bool) {
	in, ok := message(m)
	in.ID += "e" + strconv.Itoa(m.EditDate)
	if m.EditDate > 0 {
		in.At = time.Unix(int64(m.EditDate), 0)
	}
	return in, ok && in.Text != "" && in.Kind != store.InGroup
}

// invited takes the bot's being put into a group as a word from the group.
func invited(u *tgbotapi.ChatMemberUpdated) (store.Incoming, bool) {
	now := u.NewChatMember.Status == "member" || u.NewChatMember.Status == "administrator"
	in := store.Incoming{From: address(u.Chat.ID), ID: "m" + strconv.Itoa(u.Date), At: time.Unix(int64(u.Date), 0), Kind: store.InGroup}
	return in, now && (u.Chat.IsGroup() || u.Chat.IsSuperGroup())
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
// "1|<question>|<choice>"; data of another make name no question, and are answered as
// a button whose time is over.
func press(q *tgbotapi.CallbackQuery, now time.Time) (store.Incoming, bool) {
	if q.From == nil {
		return store.Incoming{}, false
	}
	in := store.Incoming{From: address(q.From.ID), ID: "q" + q.ID, At: now, Kind: store.InButton}
	if f := strings.SplitN(q.Data, "|", 3); len(f) == 3 && f[0] == "1" {
		in.Question, in.Choice = f[1], f[2]
	}
	if q.Message != nil && q.Message.Chat != nil {
		in.From = address(q.Message.Chat.ID)
		return in, q.Message.Chat.IsPrivate()
	}
	return in, true
}
