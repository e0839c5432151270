package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
	"tumbuh/store"
)

// Config says which bot and how to reach Telegram.
type Config struct {
	Token string
	API   string  // base URL of the Bot API server: methods at API/bot<TOKEN>/METHOD
	Rate  float64 // messages a second over all chats
	Log   *slog.Logger
	Now   func() time.Time                                                        // machine time
	Shift func(time.Time) time.Time                                               // a network timestamp as program time
	Hold  func(ctx context.Context, name string, ttl time.Duration) (bool, error) // singleton role: one process polls
	Gone  func(ctx context.Context, a store.Address)                              // she blocked the bot
	Hook  *Hook                                                                   // webhook instead of polling
}

// Door is the channel.
type Door struct {
	cfg    Config
	api    *tgbotapi.BotAPI
	limit  *limiter
	redact *strings.Replacer
}

// pollSeconds is how long Telegram holds a poll open; clientTimeout bounds a request.
const (
	pollSeconds   = 25
	clientTimeout = 40 * time.Second
	sendTimeout   = 20 * time.Second
)

// New makes the door; it does not call Telegram yet.
func New(cfg Config) (*Door, error) {
	if cfg.Token == "" || !strings.HasPrefix(cfg.API, "http") {
		return nil, errors.New("telegram: want a token and a base URL")
	}
	d := &Door{cfg: cfg, limit: newLimiter(cfg.Rate, cfg.Now), redact: strings.NewReplacer(cfg.Token, "…")}
	d.api = &tgbotapi.BotAPI{Token: cfg.Token, Buffer: 1, Client: &http.Client{Timeout: clientTimeout}}
	d.api.SetAPIEndpoint(strings.TrimRight(cfg.API, "/") + "/bot%s/%s")
	_ = tgbotapi.SetLogger(noLog{}) // its lines hold the token
	return d, nil
}

type noLog struct{}

func (noLog) Println(...any)        {}
func (noLog) Printf(string, ...any) {}

// Name is the channel of its addresses.
func (d *Door) Name() store.Channel { return store.Telegram }

// Limits are Telegram's.
func (d *Door) Limits() bot.Limits {
	return bot.Limits{TextUnits: 4096, CaptionUnits: 1024, Buttons: true, ButtonRunes: 40,
		Lanes: map[store.Lane]bot.Pace{store.Reminder: {Rate: d.cfg.Rate * 0.6, Burst: 10}, store.Broadcast: {Rate: d.cfg.Rate * 0.4, Burst: 5}}}
}

// Username asks Telegram for the bot's name.
func (d *Door) Username(ctx context.Context) (string, error) {
	var me tgbotapi.User
	if err := d.call(ctx, "getMe", nil, &me); err != nil {
		return "", err
	}
	return me.UserName, nil
}

// call makes one request and decodes its result; every error is redacted.
func (d *Door) call(ctx context.Context, method string, p tgbotapi.Params, into any) error {
	api := *d.api // the library's client takes no context: a copy whose client has it
	api.Client = withContext{ctx, d.api.Client}
	resp, err := api.MakeRequest(method, p)
	if err != nil {
		return d.clean(method, err)
	}
	if into == nil {
		return nil
	}
	if err := decode(resp.Result, into); err != nil {
		return fmt.Errorf("telegram %s: unreadable result", method)
	}
	return nil
}

// withContext adds a context to the library's requests.
type withContext struct {
	ctx    context.Context
	client tgbotapi.HTTPClient
}

func (w withContext) Do(r *http.Request) (*http.Response, error) {
	return w.client.Do(r.WithContext(w.ctx))
}
