package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// leaseFor is how long the polling role lasts when it is not kept: another process
// takes over within leaseFor and keepEvery.
const (
	leaseFor  = 6 * time.Second
	keepEvery = 1500 * time.Millisecond
	firstWait = 500 * time.Millisecond
	lastWait  = 15 * time.Second
	restFresh = 25 * time.Millisecond  // between polls while turns are under way
	restSame  = 100 * time.Millisecond // when the last one brought nothing new
	allowed   = `["message","edited_message","callback_query","my_chat_member"]`
)

// Run receives until ctx ends: by polling while this process has the role.
func (d *Door) Run(ctx context.Context, handle bot.Handle) error {
	if d.cfg.Hook != nil {
		return d.runHook(ctx, handle)
	}
	for ctx.Err() == nil {
		if !d.hold(ctx) {
			d.note(Standby)
			bot.Pause(ctx, keepEvery)
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
	p := newProgress()
	defer p.wait()
	delay, unhook := firstWait, true
	for ctx.Err() == nil {
		if unhook { // a webhook that was set keeps every update from a poll
			if err := d.call(ctx, "deleteWebhook", nil, nil); err != nil {
				delay = d.stumble(ctx, err, delay)
			} else {
				d.note(Open)
			}
			unhook = false
		}
		offset := p.offset()
		batch, err := d.updates(ctx, offset)
		if err != nil {
			unhook = stateOf(err) == Hooked
			delay = d.stumble(ctx, err, delay)
			continue
		}
		d.note(Open)
		delay = firstWait
		rest := restFresh
		if !d.takeAll(ctx, p, batch, offset, handle) {
			rest = restSame
		}
		p.rest(ctx, rest)
	}
}

// stumble says what went wrong, waits, and returns how long to wait the next time.
func (d *Door) stumble(ctx context.Context, err error, delay time.Duration) time.Duration {
	if ctx.Err() != nil {
		return delay
	}
	d.note(stateOf(err))
	d.cfg.Log.Warn("telegram", "cause", err.Error())
	bot.Pause(ctx, after(err, delay))
	return min(2*delay, lastWait)
}

// takeAll hands a batch on; it returns whether there was something new in it. Telegram
// numbers anew, lower, after a quiet week: what comes with a lower number than was
// asked for is new.
func (d *Door) takeAll(ctx context.Context, p *progress, batch []json.RawMessage, offset int, handle bot.Handle) (fresh bool) {
	for i, raw := range batch {
		var head struct {
			ID int `json:"update_id"`
		}
		if json.Unmarshal(raw, &head) != nil {
			d.cfg.Log.Error("an update without a number was passed over")
			continue
		}
		if i == 0 && head.ID < offset {
			p.anew()
		}
		if p.begin(head.ID) {
			fresh = true
			d.take(ctx, p, head.ID, raw, handle)
		}
	}
	return fresh
}

// keep keeps the polling role; when it is lost the poll ends.
func (d *Door) keep(ctx context.Context, lost context.CancelFunc) {
	for ctx.Err() == nil {
		bot.Pause(ctx, keepEvery)
		if ctx.Err() == nil && !d.hold(ctx) {
			lost()
		}
	}
	if d.cfg.Hold != nil {
		release, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_, _ = d.cfg.Hold(release, "telegram", 0) // else it ends by itself
	}
}

func (d *Door) updates(ctx context.Context, offset int) ([]json.RawMessage, error) {
	var batch []json.RawMessage
	err := d.call(ctx, "getUpdates", tgbotapi.Params{"offset": strconv.Itoa(offset), "timeout": strconv.Itoa(pollSeconds), "limit": "100", "allowed_updates": allowed}, &batch)
	return batch, err
}

// after is how long to wait after an error: as long as Telegram says, else about delay.
func after(err error, delay time.Duration) time.Duration {
	var e *apiError
	if errors.As(err, &e) && e.After > 0 {
		return time.Duration(e.After) * time.Second
	}
	return delay/2 + time.Duration(rand.Int64N(int64(delay)))
}
