package whatsapp

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"google.golang.org/protobuf/proto"

	"tumbuh/bot"
	"tumbuh/store"
)

// Bounds of sending, machine time. Config.AckTimeout ends the wait for the network's
// answer, sendExtra more ends everything before it too: a send cut by a reconnect would
// otherwise wait for ever while it holds the lock of all others.
const (
	ackTimeout = 15 * time.Second
	sendExtra  = 10 * time.Second
	closedWait = 5 * time.Second // until a closed number is looked at again
)

// Send delivers one message, from the number she wrote to last.
func (d *Door) Send(ctx context.Context, m bot.Outgoing) bot.Outcome {
	ctx, cancel := context.WithTimeout(ctx, d.cfg.AckTimeout+sendExtra)
	defer cancel()
	routine := m.Lane == store.Reminder || m.Lane == store.Broadcast
	l, c, out := d.route(m.To, routine)
	if l == nil {
		return out
	}
	if m.Text == "" && m.File == nil {
		return bot.Outcome{Fate: bot.Invalid, Code: "empty"}
	}
	if !routine || strings.Contains(m.ID, "~") { // what began is brought to its end
		return l.deliver(ctx, c, m)
	}
	done, held, code := l.keeper.ask(ctx, c.wrote)
	if held > 0 {
		return bot.Outcome{Fate: bot.Retry, Paced: true, After: held, Code: code}
	}
	out = l.deliver(ctx, c, m)
	done(out.Fate == bot.Sent || out.MaybeSent)
	return out
}

// deliver sends what was decided to send.
func (l *line) deliver(ctx context.Context, c contact, m bot.Outgoing) bot.Outcome {
	to, err := types.ParseJID(c.chat())
	if err != nil {
		return bot.Outcome{Fate: bot.Invalid, Code: "address"}
	}
	if devices, err := l.cli.GetUserDevices(ctx, []types.JID{to}); err == nil && len(devices) == 0 {
		return bot.Outcome{Fate: bot.Gone, Code: "no-whatsapp"} // SendMessage would say nothing of it
	}
	msg, out := l.compose(ctx, m)
	if msg == nil {
		return out
	}
	if !l.stand(ctx) {
		return bot.Outcome{Fate: bot.Retry, Paced: true, After: time.Second, Code: "line"}
	}
	defer func() { <-l.turn }()
	id := networkID(m.ID)
	ref := ""
	if m.Lane == store.Broadcast {
		ref = m.ID
	}
	reached, err := l.box.remember(ctx, id, ref, msg, l.door.cfg.Seal, l.door.cfg.Now())
	if err != nil {
		return bot.Outcome{Fate: bot.Retry, Paced: true, After: closedWait, Code: "disk"}
	}
	if reached { // a process killed before it noted so sent it
		return bot.Outcome{Fate: bot.Sent, NetworkID: id}
	}
	if m.Typing {
		_ = l.cli.SendChatPresence(ctx, to, types.ChatPresenceComposing, types.ChatPresenceMediaText) // courtesy
	}
	_, err = l.cli.SendMessage(ctx, to, msg, whatsmeow.SendRequestExtra{ID: id, Timeout: l.door.cfg.AckTimeout})
	out = outcome(err)
	if err == nil {
		out.NetworkID = id
	}
	l.reactTo(ctx, &out, m.Lane)
	return out
}

// stand waits in line: a number sends one message at a time. False: it took too long, and
// nothing was tried. The library would let it wait under the deadline of sending, so that the
// last of many end in doubt though they were never sent, and after a few tries are given up.
func (l *line) stand(ctx context.Context) bool {
	wait := time.NewTimer(l.door.cfg.AckTimeout / 3)
	defer wait.Stop()
	select {
	case l.turn <- struct{}{}:
		return true
	case <-wait.C:
	case <-ctx.Done():
	}
	return false
}

// chat is the name she is written to: the one she wrote under.
func (c contact) chat() string { return c.first }

// compose makes the network's message of ours; nil with the outcome where it cannot.
func (l *line) compose(ctx context.Context, m bot.Outgoing) (*waE2E.Message, bot.Outcome) {
	if m.File == nil {
		return &waE2E.Message{Conversation: proto.String(m.Text)}, bot.Outcome{}
	}
	kind := whatsmeow.MediaDocument
	if m.File.Picture {
		kind = whatsmeow.MediaImage
	}
	up, err := l.cli.Upload(ctx, m.File.Bytes, kind)
	if err != nil {
		return nil, bot.Outcome{Fate: bot.Retry, After: 5 * time.Second, Code: "upload"}
	}
	if m.File.Picture {
		return &waE2E.Message{ImageMessage: &waE2E.ImageMessage{URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256,
			FileSHA256: up.FileSHA256, FileLength: &up.FileLength, Mimetype: &m.File.MIME, Caption: proto.String(m.Text)}}, bot.Outcome{}
	}
	return &waE2E.Message{DocumentMessage: &waE2E.DocumentMessage{URL: &up.URL, DirectPath: &up.DirectPath, MediaKey: up.MediaKey, FileEncSHA256: up.FileEncSHA256,
		FileSHA256: up.FileSHA256, FileLength: &up.FileLength, Mimetype: &m.File.MIME, FileName: &m.File.Name, Caption: proto.String(m.Text)}}, bot.Outcome{}
}

// Codes of refusals that are more than "not now".
const (
	codeNoNewChats = 463
	codeSlowDown   = 429
)

// outcome reads what a send's error means. A nil error says that the network took it.
func outcome(err error) bot.Outcome {
	switch {
	case err == nil:
		return bot.Outcome{Fate: bot.Sent}
	case errors.Is(err, whatsmeow.ErrServerReturnedError):
		return refusal(err)
	case errors.Is(err, whatsmeow.ErrNotConnected), errors.Is(err, whatsmeow.ErrNotLoggedIn):
		return bot.Outcome{Fate: bot.Retry, Paced: true, After: closedWait, Code: "closed"}
	case errors.Is(err, whatsmeow.ErrMessageTimedOut), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled),
		errors.As(err, new(*whatsmeow.DisconnectedError)):
		return bot.Outcome{Fate: bot.Retry, After: 2 * time.Second, MaybeSent: true, Code: "no-answer"}
	case errors.Is(err, whatsmeow.ErrRecipientADJID), errors.Is(err, whatsmeow.ErrUnknownServer), errors.Is(err, whatsmeow.ErrBroadcastListUnsupported):
		return bot.Outcome{Fate: bot.Invalid, Code: "address"}
	}
	return bot.Outcome{Fate: bot.Retry, After: 30 * time.Second, Code: "prepare"}
}

// refusal reads the code, which the library gives only in the text.
func refusal(err error) bot.Outcome {
	text := err.Error()
	code := text[strings.LastIndexByte(text, ' ')+1:]
	n, _ := strconv.Atoi(code)
	out := bot.Outcome{Fate: bot.Retry, Code: strconv.Itoa(n)}
	switch {
	case n == codeNoNewChats:
		out.After = 5 * time.Minute
	case n == codeSlowDown:
		out.After = time.Minute
	case n == 404:
		out.Fate = bot.Gone
	case n >= 500:
		out.After = 2 * time.Second
	case n >= 400:
		out.Fate = bot.Invalid
	default:
		out.After, out.Code = 30*time.Second, "refused"
	}
	return out
}

// reactTo stops what the number sends unasked when the network says that it is too much.
// The refused message itself waits in its lane, as untried.
func (l *line) reactTo(ctx context.Context, out *bot.Outcome, lane store.Lane) {
	if out.Code != strconv.Itoa(codeNoNewChats) && out.Code != strconv.Itoa(codeSlowDown) {
		return
	}
	until := l.keeper.stop(context.WithoutCancel(ctx), 0)
	l.log.Warn("whatsapp: the network refused; nothing unasked is sent from this number for a while", "number", l.name, "code", out.Code, "until", until)
	l.report()
	if lane == store.Reminder || lane == store.Broadcast {
		out.Paced, out.After = true, longestHold
	}
}
