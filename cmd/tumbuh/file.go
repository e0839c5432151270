package main

import (
	"context"
	"errors"
	"sync"

	"tumbuh/bot"
	"tumbuh/store"
)

// filer is a channel that brings the bytes of what a person sent.
type filer interface {
	File(ctx context.Context, handle string, most int64) ([]byte, error)
}

func files(channels []bot.Channel) map[store.Channel]filer {
	out := map[store.Channel]filer{}
	for _, ch := range channels {
		if f, ok := ch.(filer); ok {
			out[ch.Name()] = f
		}
	}
	return out
}

// Fetch brings what a decision needs; a file comes from the network, all else from the
// store. A file that cannot be had is said kindly: the message is not held for it.
func (t timed) Fetch(ctx context.Context, v store.View, n store.Need) (store.View, error) {
	if n.Kind != store.NeedFile {
		return t.DB.Fetch(ctx, v, n)
	}
	v.Have.Got = append(v.Have.Got, n)
	v.Have.File = &store.File{Fault: "gagal"}
	f := t.files[v.From.Channel]
	if f == nil {
		return v, nil
	}
	switch raw, err := f.File(ctx, n.ID, store.MaxAttachment); {
	case errors.Is(err, bot.ErrTooBig):
		v.Have.File.Fault = "besar"
	case err == nil && len(raw) > 0:
		v.Have.File = &store.File{Bytes: raw}
	}
	return v, nil
}

// lastFile keeps the attachment that was sent last: a broadcast asks for the same one
// for everybody.
type lastFile struct {
	mu   sync.Mutex
	id   string
	file bot.File
}

func (l *lastFile) of(id string, read func(string) (bot.File, error)) (bot.File, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.id == id {
		return l.file, nil
	}
	f, err := read(id)
	if err == nil {
		l.id, l.file = id, f
	}
	return f, err
}
