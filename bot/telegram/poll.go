package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// leaseFor is how long one process keeps the polling role; another takes over when
// it is not kept.
const (
	leaseFor  = 8 * time.Second
	keepEvery = 2 * time.Second
	maxPoison = 3
	allowed   = `["message","edited_message","callback_query","my_chat_member"]`
)

// Run receives until ctx ends: by polling while this process has the role.
func (d *Door) Run(ctx context.Context, handle bot.Handle) error {
	if d.cfg.Hook != nil {
		return d.runHook(ctx, handle)
	}
	for ctx.Err() == nil {
		if !d.hold(ctx) {
			pause(ctx, keepEvery)
			continue
		}
		d.poll(ctx, handle)
	}
	return nil
}

func (d *Door) hold(ctx context.Context) bool {
	if d.cfg.Hold == nil {
		return true
	}
	mine, err := d.cfg.Hold(ctx, "telegram", leaseFor)
	return err == nil && mine
}

// poll reads updates while the role is ours.
func (d *Door) poll(ctx context.Context, handle bot.Handle) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go d.keep(ctx, cancel)
	if err := d.call(ctx, "deleteWebhook", nil, nil); err != nil && ctx.Err() == nil {
		d.cfg.Log.Warn("telegram", "cause", err.Error())
		pause(ctx, time.Second)
	}
	p := newProgress()
	defer p.wait()
	delay := 500 * time.Millisecond
	for ctx.Err() == nil {
		batch, err := d.updates(ctx, p.offset())
		if err != nil {
			if ctx.Err() == nil {
				d.cfg.Log.Warn("telegram", "cause", err.Error())
			}
			pause(ctx, after(err, delay))
			delay = min(2*delay, 15*time.Second)
			continue
		}
		delay = 500 * time.Millisecond
		fresh := false
		for _, raw := range batch {
			fresh = d.take(ctx, p, raw, handle) || fresh
		}
		if len(batch) > 0 && !fresh {
			pause(ctx, 100*time.Millisecond) // what is under way comes again until it is confirmed
		}
		p.room(ctx)
	}
}

// keep keeps the polling role; when it is lost the poll ends.
func (d *Door) keep(ctx context.Context, lost context.CancelFunc) {
	for ctx.Err() == nil {
		pause(ctx, keepEvery)
		if ctx.Err() == nil && !d.hold(ctx) {
			lost()
		}
	}
	if d.cfg.Hold != nil {
		release, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_, _ = d.cfg.Hold(release, "telegram", 0) // else it ends by itself
	}
}

func (d *Door) updates(ctx context.Context, offset int) ([]json.RawMessage, error) {
	var batch []json.RawMessage
	err := d.call(ctx, "getUpdates", tgbotapi.Params{"offset": strconv.Itoa(offset), "timeout": strconv.Itoa(pollSeconds), "limit": "100", "allowed_updates": allowed}, &batch)
	return batch, err
}

func after(err error, delay time.Duration) time.Duration {
	var e *apiError
	if errors.As(err, &e) && e.After > 0 {
		return time.Duration(e.After) * time.Second
	}
	return delay/2 + time.Duration(rand.Int64N(int64(delay)))
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// take hands one update on; it is confirmed when its turn is committed. It returns
// whether the update was new.
func (d *Door) take(ctx context.Context, p *progress, raw json.RawMessage, handle bot.Handle) bool {
	var head struct {
		ID int `json:"update_id"`
	}
	if json.Unmarshal(raw, &head) != nil || !p.begin(head.ID) {
		return false
	}
	var u tgbotapi.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		d.cfg.Log.Error("an update that cannot be read was passed over", "update", head.ID)
		p.end(head.ID)
		return true
	}
	if m := u.MyChatMember; m != nil && m.NewChatMember.WasKicked() && d.cfg.Gone != nil {
		d.cfg.Gone(ctx, address(m.Chat.ID))
	}
	in, ok := incoming(raw, u, d.cfg.Shift)
	if !ok {
		p.end(head.ID)
		return true
	}
	p.chat(in.From.ID, func() {
		if u.CallbackQuery != nil {
			d.pressed(ctx, u.CallbackQuery)
		}
		for try := 1; ; try++ {
			err := safely(func() error { return handle(ctx, in) })
			if err == nil {
				break
			}
			if ctx.Err() != nil {
				return // not confirmed: Telegram brings it again
			}
			if errors.Is(err, errPanic) && try >= maxPoison {
				d.cfg.Log.Error("an update that no handling survives was parked", "update", head.ID)
				break
			}
			pause(ctx, after(nil, time.Second))
		}
		p.end(head.ID)
	})
	return true
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

// pressed answers a press at once and shows on the message what was chosen.
func (d *Door) pressed(ctx context.Context, q *tgbotapi.CallbackQuery) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := d.call(ctx, "answerCallbackQuery", tgbotapi.Params{"callback_query_id": q.ID}, nil); err != nil && ctx.Err() == nil {
		d.cfg.Log.Debug("telegram", "cause", err.Error())
	}
	m := q.Message
	if m == nil || m.Date == 0 || m.Text == "" || m.ReplyMarkup == nil {
		return
	}
	for _, row := range m.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData != nil && *b.CallbackData == q.Data {
				text := toHTML(m.Text) + "\n\n✓ <b>" + toHTML(b.Text) + "</b>"
				_ = d.call(ctx, "editMessageText", tgbotapi.Params{"chat_id": strconv.FormatInt(m.Chat.ID, 10), "message_id": strconv.Itoa(m.MessageID),
					"text": text, "parse_mode": "HTML"}, nil) // decoration: the answer itself does not wait for it
			}
		}
	}
}

// progress knows which updates are done, so that the offset passes only those whose
// every predecessor is done too, and runs one chat's things one after another.
type progress struct {
	mu    sync.Mutex
	open  map[int]bool // begun and not done
	last  int          // highest begun
	chats map[string]chan struct{}
	wg    sync.WaitGroup
}

func newProgress() *progress {
	return &progress{open: map[int]bool{}, chats: map[string]chan struct{}{}}
}

// begin notes an update; false when it is under way or done already.
func (p *progress) begin(id int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id <= p.last {
		return false
	}
	p.open[id], p.last = true, id
	return true
}

func (p *progress) end(id int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, id)
}

// offset is one past the last update before the earliest that is not done.
func (p *progress) offset() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	low := p.last + 1
	if p.last == 0 {
		return 0
	}
	for id := range p.open {
		low = min(low, id)
	}
	return low
}

// chat runs f after everything of the chat that came before.
func (p *progress) chat(chat string, f func()) {
	p.mu.Lock()
	before, mine := p.chats[chat], make(chan struct{})
	p.chats[chat] = mine
	p.mu.Unlock()
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		if before != nil {
			<-before
		}
		f()
		p.mu.Lock()
		if p.chats[chat] == mine {
			delete(p.chats, chat)
		}
		p.mu.Unlock()
		close(mine)
	}()
}

// room waits until few enough are under way, so that a flood stays at Telegram.
func (p *progress) room(ctx context.Context) {
	for ctx.Err() == nil {
		p.mu.Lock()
		n := len(p.open)
		p.mu.Unlock()
		if n < 200 {
			return
		}
		pause(ctx, 10*time.Millisecond)
	}
}

func (p *progress) wait() { p.wg.Wait() }
