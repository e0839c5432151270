package reminders

import (
	"context"
	"log/slog"

	"github.com/robfig/cron/v3"

	"tumbuh/store"
)

// Tick runs the job every few seconds until ctx ends. cron is hard-wired to the real
// clock, so it only ticks: what is due the job decides by the program's clock. A tick
// that comes while the last still runs is skipped; a panic is logged, not fatal.
func Tick(ctx context.Context, spec string, job func(context.Context), log *slog.Logger) error {
	logger := cronLog{log}
	c := cron.New(cron.WithLocation(store.WIB), cron.WithSeconds(), cron.WithLogger(logger),
		cron.WithChain(cron.Recover(logger), cron.SkipIfStillRunning(logger)))
	if _, err := c.AddFunc(spec, func() { job(ctx) }); err != nil {
		return err
	}
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
	return nil
}

// cronLog keeps cron's chatter to errors.
type cronLog struct{ log *slog.Logger }

func (cronLog) Info(string, ...any) {}
func (l cronLog) Error(err error, msg string, _ ...any) {
	l.log.Error("cron", "what", msg, "cause", err.Error())
}
