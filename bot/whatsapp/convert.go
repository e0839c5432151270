package whatsapp

import (
	"strings"
	"time"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"

	"tumbuh/store"
)

// private tells whether a message is one person's to us: no group, status, newsletter or
// bot, and not our own from the phone.
func private(info types.MessageInfo) bool {
	if info.IsFromMe || info.IsGroup || info.Category != "" {
		return false
	}
	for _, j := range []types.JID{info.Chat, info.Sender} {
		if j.Server != types.DefaultUserServer && j.Server != types.HiddenUserServer || j.User == "" || j.User == "0" || j.IsBot() {
			return false
		}
	}
	return true
}

// incoming turns a message into what the program knows; false for what is none of its
// business: reactions, deletions, keys, an empty shell.
func incoming(info types.MessageInfo, m *waE2E.Message, c contact, shift func(time.Time) time.Time) (store.Incoming, bool) {
	in := store.Incoming{From: c.address(), Aliases: c.aliases(), ID: info.ID, At: shift(info.Timestamp), Name: info.PushName,
		Phone: c.number(), Changed: c.changed}
	if p := m.GetProtocolMessage(); p != nil {
		if p.GetType() != waE2E.ProtocolMessage_MESSAGE_EDIT {
			return in, false
		}
		m = p.GetEditedMessage()
	}
	in.Kind, in.Text, in.Forwarded = content(m)
	return in, in.Kind != ""
}

// content finds what a message says in whichever of its fields says it.
func content(m *waE2E.Message) (kind store.InKind, text string, forwarded bool) {
	for _, part := range []struct {
		there bool
		kind  store.InKind
		text  string
		ctx   *waE2E.ContextInfo
	}{
		{m.GetConversation() != "", store.InText, m.GetConversation(), nil},
		{m.GetExtendedTextMessage() != nil, store.InText, m.GetExtendedTextMessage().GetText(), m.GetExtendedTextMessage().GetContextInfo()},
		{m.GetImageMessage() != nil, store.InPhoto, m.GetImageMessage().GetCaption(), m.GetImageMessage().GetContextInfo()},
		{m.GetVideoMessage() != nil, store.InPhoto, m.GetVideoMessage().GetCaption(), m.GetVideoMessage().GetContextInfo()},
		{m.GetDocumentMessage() != nil, store.InDocument, m.GetDocumentMessage().GetCaption(), m.GetDocumentMessage().GetContextInfo()},
		{m.GetButtonsResponseMessage() != nil, store.InText, m.GetButtonsResponseMessage().GetSelectedDisplayText(), nil},
		{m.GetTemplateButtonReplyMessage() != nil, store.InText, m.GetTemplateButtonReplyMessage().GetSelectedDisplayText(), nil},
		{m.GetListResponseMessage() != nil, store.InText, m.GetListResponseMessage().GetTitle(), nil},
		{m.GetInteractiveResponseMessage() != nil, store.InText, m.GetInteractiveResponseMessage().GetBody().GetText(), nil},
		{m.GetAudioMessage() != nil, store.InVoice, "", m.GetAudioMessage().GetContextInfo()},
		{m.GetPtvMessage() != nil, store.InVoice, "", nil},
		{m.GetStickerMessage() != nil || m.GetLottieStickerMessage() != nil, store.InSticker, "", nil},
		{m.GetLocationMessage() != nil, store.InLocation, m.GetLocationMessage().GetComment(), m.GetLocationMessage().GetContextInfo()},
		{m.GetLiveLocationMessage() != nil, store.InLocation, m.GetLiveLocationMessage().GetCaption(), nil},
		{m.GetContactMessage() != nil || m.GetContactsArrayMessage() != nil, store.InContact, "", nil},
		{m.GetPollCreationMessage() != nil || m.GetPollCreationMessageV3() != nil || m.GetEventMessage() != nil || m.GetProductMessage() != nil,
			store.InOther, "", nil},
	} {
		if part.there {
			if part.kind == store.InText && strings.TrimSpace(part.text) == "" {
				return store.InOther, "", false
			}
			return part.kind, part.text, part.ctx.GetIsForwarded()
		}
	}
	return "", "", false
}

// ownContact clears a shared contact's number where it is a friend's; ours is known from
// the sender.
func ownContact(in store.Incoming, m *waE2E.Message) store.Incoming {
	if in.Kind != store.InContact {
		return in
	}
	card := m.GetContactMessage().GetVcard()
	if in.Phone == "" || !strings.Contains(card, "waid="+in.Phone+":") {
		in.Phone = ""
	}
	return in
}
