package whatsapp

import (
	"context"
	"fmt"
	"log/slog"

	"go.mau.fi/libsignal/logger"
	waLog "go.mau.fi/whatsmeow/util/log"
)

// quiet is whatsmeow's logger. Its lines hold phone numbers, hidden ids and whole
// messages, so only the pattern of a line gets through, never what is put into it.
type quiet struct {
	log  *slog.Logger
	name string
}

func (q quiet) say(level slog.Level, pattern string) {
	q.log.Log(context.Background(), level, "whatsmeow", "number", q.name, "pattern", pattern)
}

func (q quiet) Errorf(p string, _ ...any) { q.say(slog.LevelInfo, p) }
func (q quiet) Warnf(p string, _ ...any)  { q.say(slog.LevelDebug, p) }
func (q quiet) Infof(p string, _ ...any)  { q.say(slog.LevelDebug, p) }
func (quiet) Debugf(string, ...any)       {}
func (q quiet) Sub(string) waLog.Logger   { return q }

// noSignal drops libsignal's lines; by itself it prints them on standard output.
type noSignal struct{}

func (noSignal) Debug(_, _ string)   {}
func (noSignal) Info(_, _ string)    {}
func (noSignal) Warning(_, _ string) {}
func (noSignal) Error(_, _ string)   {}
func (noSignal) Configure(string)    {}

func silenceSignal() {
	var l logger.Loggable = noSignal{}
	logger.Setup(&l)
}

// plain is an error's type: its text may hold a number.
func plain(err error) string { return fmt.Sprintf("%T", err) }
