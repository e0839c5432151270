package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"tumbuh/bot"
)

// uploads knows under which handle Telegram keeps what was sent to many: the bytes go up
// once, then the handle goes to each.
type uploads struct {
	mu    sync.Mutex
	known map[string]string // key and method -> handle
	first chan struct{}     // held by the one that uploads: the others wait for its handle
}

// maxUploads bounds what is remembered; one more begins anew.
const maxUploads = 64

// turn returns the handle of what was uploaded before; "" to the one whose turn it is to
// upload it. done ends that turn.
func (u *uploads) turn(ctx context.Context, key, method string) (known string, done func(), err error) {
	known, done = u.of(key, method), func() {}
	if key == "" || known != "" {
		return known, done, nil
	}
	select {
	case u.first <- struct{}{}:
		return u.of(key, method), func() { <-u.first }, nil
	case <-ctx.Done():
		return "", done, ctx.Err()
	}
}

func (u *uploads) of(key, method string) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.known[key+" "+method]
}

func (u *uploads) note(key, method, handle string) {
	if key == "" {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.known == nil || len(u.known) >= maxUploads {
		u.known = map[string]string{}
	}
	u.known[key+" "+method] = handle
}

// File fetches a photo or document by the handle that came with the message, at most
// most bytes of it (Telegram itself gives no more than 20 MB). The address it is
// fetched from holds the token and is never shown.
func (d *Door) File(ctx context.Context, handle string, most int64) ([]byte, error) {
	var f struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := d.call(ctx, "getFile", tgbotapi.Params{"file_id": handle}, &f); err != nil {
		return nil, err
	}
	switch {
	case f.Size > most:
		return nil, fmt.Errorf("telegram getFile: %w", bot.ErrTooBig)
	case f.Path == "" || strings.HasPrefix(f.Path, "/") || strings.Contains(f.Path, ".."):
		return nil, errors.New("telegram getFile: no path")
	}
	url := strings.TrimRight(d.cfg.API, "/") + "/file/bot" + d.cfg.Token + "/" + f.Path
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, errors.New("telegram file: no address") // the error holds the token
	}
	resp, err := d.client.Do(r)
	if err != nil {
		return nil, d.clean("file", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &apiError{Method: "file", Code: resp.StatusCode, Text: http.StatusText(resp.StatusCode), Written: true}
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	if err != nil {
		return nil, d.clean("file", err)
	}
	if int64(len(b)) > most {
		return nil, fmt.Errorf("telegram file: %w", bot.ErrTooBig)
	}
	return b, nil
}
