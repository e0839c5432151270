package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
	"tumbuh/store"
)

// Bounds of taking one update. Times are machine time.
const (
	tryFor    = 20 * time.Second // one try at handling
	maxPoison = 3                // tries that count before an update is parked
	parkAfter = 45 * time.Second // an error that is no panic is borne at least this long: Telegram shows a hundred updates behind it, no more
	sideCall  = 5 * time.Second  // an answer to a press, an edit
)

// take hands one update on, after everything of its chat that came before; it is
// confirmed when its turn is committed.
func (d *Door) take(ctx context.Context, p *progress, id int, raw json.RawMessage, handle bot.Handle) {
	u, in, ok := d.read(raw, id)
	if q := u.CallbackQuery; q != nil {
		p.beside(func() { d.answer(ctx, q) })
	}
	blocked := left(u)
	if !ok && blocked == nil {
		p.end(id)
		return
	}
	chat := in.From.ID
	if blocked != nil {
		chat = blocked.ID
		handle = func(ctx context.Context, _ store.Incoming) error { return d.gone(ctx, *blocked) }
	}
	p.chat(chat, func() {
		if !d.insist(ctx, p, id, func(ctx context.Context) error { return handle(ctx, in) }) {
			return // not confirmed: Telegram brings it again
		}
		p.end(id)
		if u.CallbackQuery != nil {
			d.showChoice(ctx, u.CallbackQuery)
		}
	})
}

// read decodes an update by itself and says whether it is for the program. One that
// breaks the reading is passed over like one that cannot be decoded: it must not end
// the process at every start.
func (d *Door) read(raw json.RawMessage, id int) (tgbotapi.Update, store.Incoming, bool) {
	var u tgbotapi.Update
	var in store.Incoming
	var ok bool
	err := safely(func() (err error) {
		if err = json.Unmarshal(raw, &u); err == nil {
			in, ok = incoming(raw, u, d.cfg.Now())
		}
		return err
	})
	if err != nil {
		d.cfg.Log.Error("an update that cannot be read was passed over", "update", id)
		return tgbotapi.Update{}, store.Incoming{}, false
	}
	if ok && in.Kind == store.InGroup {
		ok = d.groups.may(in.From.ID)
	}
	in.At = d.cfg.Shift(in.At)
	return u, in, ok
}

// left returns the address of a person who blocked the bot.
func left(u tgbotapi.Update) *store.Address {
	if m := u.MyChatMember; m != nil && m.NewChatMember.WasKicked() {
		a := address(m.Chat.ID)
		return &a
	}
	return nil
}

func (d *Door) gone(ctx context.Context, a store.Address) error {
	if d.cfg.Gone == nil {
		return nil
	}
	return d.cfg.Gone(ctx, a)
}

// insist handles until the turn is committed, and tells whether the update is done
// with. One that no handling survives (it panics, or fails for long although the turns
// of others were committed since and the store takes writes) is parked and reported, so
// that it holds up nobody.
func (d *Door) insist(ctx context.Context, p *progress, id int, handle func(context.Context) error) bool {
	began, counted, others := d.cfg.Now(), 0, p.count()
	for ctx.Err() == nil {
		err := safely(func() error {
			try, cancel := context.WithTimeout(ctx, tryFor)
			defer cancel()
			return handle(try)
		})
		if err == nil {
			p.committed()
			return true
		}
		panicked := errors.Is(err, errPanic)
		if panicked || p.count() > others && d.hold(ctx) {
			counted++
		}
		if ctx.Err() == nil && counted >= maxPoison && (panicked || d.cfg.Now().Sub(began) >= parkAfter) {
			d.cfg.Log.Error("an update that no handling survives was parked", "update", id, "tries", counted)
			return true
		}
		bot.Pause(ctx, after(nil, time.Second))
	}
	return false
}

var errPanic = errors.New("panic while handling")

func safely(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return f()
}

// answer stops the waiting sign on a pressed button, at once.
func (d *Door) answer(ctx context.Context, q *tgbotapi.CallbackQuery) {
	ctx, cancel := context.WithTimeout(ctx, sideCall)
	defer cancel()
	if err := d.call(ctx, "answerCallbackQuery", tgbotapi.Params{"callback_query_id": q.ID}, nil); err != nil && ctx.Err() == nil {
		d.cfg.Log.Debug("telegram", "cause", err.Error())
	}
}

// showChoice writes under a message what was chosen and takes its buttons away. It is
// decoration: the answer is kept already, and nothing waits for it.
func (d *Door) showChoice(ctx context.Context, q *tgbotapi.CallbackQuery) {
	m := q.Message
	if m == nil || m.Chat == nil || m.Date == 0 || m.ReplyMarkup == nil {
		return // too old for Telegram to say what it was
	}
	label, found := pressedLabel(m, q.Data)
	if !found {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, sideCall)
	defer cancel()
	p := tgbotapi.Params{"chat_id": strconv.FormatInt(m.Chat.ID, 10), "message_id": strconv.Itoa(m.MessageID), "parse_mode": "HTML"}
	var err error
	switch {
	case m.Text != "":
		p["text"], p["disable_web_page_preview"] = chosen(m.Text, m.Entities, label), "true"
		err = d.call(ctx, "editMessageText", p, nil)
	case m.Caption != "":
		p["caption"] = chosen(m.Caption, m.CaptionEntities, label)
		err = d.call(ctx, "editMessageCaption", p, nil)
	default:
		err = errNoText
	}
	var refused *apiError
	if errors.Is(err, errNoText) || errors.As(err, &refused) && refused.Code == 400 { // too long with the choice
		p = tgbotapi.Params{"chat_id": p["chat_id"], "message_id": p["message_id"], "reply_markup": `{"inline_keyboard":[]}`}
		_ = d.call(ctx, "editMessageReplyMarkup", p, nil)
	}
}

var errNoText = errors.New("a message without words")

func pressedLabel(m *tgbotapi.Message, data string) (string, bool) {
	for _, row := range m.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData != nil && *b.CallbackData == data {
				return b.Text, true
			}
		}
	}
	return "", false
}
