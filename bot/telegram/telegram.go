package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	"golang.org/x/time/rate"

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
	Gone  func(ctx context.Context, a store.Address) error                        // she blocked the bot
	Hook  *Hook                                                                   // webhook instead of polling
}

// Door is the channel.
type Door struct {
	cfg     Config
	api     *tgbotapi.BotAPI
	client  *http.Client
	limit   *limiter
	groups  groups
	uploads uploads
	state   atomic.Value // State
	redact  *strings.Replacer
}

// pollSeconds is how long Telegram holds a poll open; clientTimeout bounds a request.
const (
	pollSeconds   = 25
	clientTimeout = 40 * time.Second
	sendTimeout   = 20 * time.Second
	connections   = 32       // at once: at 30 messages a second and a second each they suffice, and each costs 20 kB
	maxAnswer     = 32 << 20 // bytes of an answer of the Bot API server
)

// New makes the door; it does not call Telegram yet.
func New(cfg Config) (*Door, error) {
	if cfg.Token == "" || !strings.HasPrefix(cfg.API, "http") {
		return nil, errors.New("telegram: want a token and a base URL")
	}
	d := &Door{cfg: cfg, limit: newLimiter(cfg.Rate, cfg.Now), redact: strings.NewReplacer(cfg.Token, "…"), client: newClient(),
		uploads: uploads{first: make(chan struct{}, 1)}, groups: groups{now: cfg.Now, rate: map[string]*rate.Limiter{}}}
	d.note(Starting)
	d.api = &tgbotapi.BotAPI{Token: cfg.Token, Buffer: 1, Client: d.client}
	d.api.SetAPIEndpoint(strings.TrimRight(cfg.API, "/") + "/bot%s/%s")
	_ = tgbotapi.SetLogger(noLog{}) // its lines hold the token
	return d, nil
}

// newClient opens few connections and keeps them, and follows no redirect: the address it
// would be told to another host holds the token.
func newClient() *http.Client {
	c := &http.Client{Timeout: clientTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if t, ok := http.DefaultTransport.(*http.Transport); ok {
		t = t.Clone()
		t.MaxIdleConns, t.MaxIdleConnsPerHost, t.MaxConnsPerHost = connections, connections, connections
		c.Transport = t
	}
	return c
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
	resp, err := d.with(ctx).MakeRequest(method, p)
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

// with is the library's client under a context: by itself it takes none.
func (d *Door) with(ctx context.Context) *tgbotapi.BotAPI {
	api := *d.api
	api.Client = withContext{ctx, d.client}
	return &api
}

type withContext struct {
	ctx    context.Context
	client *http.Client
}

// Do makes a request; its answer is bounded.
func (w withContext) Do(r *http.Request) (*http.Response, error) {
	resp, err := w.client.Do(r.WithContext(w.ctx))
	if err == nil {
		resp.Body = bounded{io.LimitReader(resp.Body, maxAnswer), resp.Body}
	}
	return resp, err
}

type bounded struct {
	io.Reader
	io.Closer
}
