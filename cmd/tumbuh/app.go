package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tumbuh/bot"
	"tumbuh/dialogs"
	"tumbuh/dialogs/faq"
	"tumbuh/dialogs/naskah"
	"tumbuh/reminders"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// app is the program put together: rooms joined by values.
type app struct {
	db      *rdb.DB
	clock   *clock
	log     *slog.Logger
	texts   *naskah.Texts
	engine  *dialogs.Engine
	gateway *bot.Gateway
	sweep   *reminders.Sweep
	feed    *reminders.Feed
	out     []*bot.Outbox
	metrics *metrics

	attached lastFile
	rush     sync.Mutex // held while garbage may lie longer
}

// parts are what differs between try, serve and tests.
type parts struct {
	db         *rdb.DB
	clock      *clock
	log        *slog.Logger
	channels   []bot.Channel
	unreviewed bool
	hold       time.Duration
	engine     *dialogs.Engine // with texts: made already (tests start many apps)
	texts      *naskah.Texts
}

// newApp joins the rooms.
func newApp(p parts) (*app, error) {
	engine, texts := p.engine, p.texts
	if engine == nil {
		var err error
		if engine, texts, err = newEngine(p.unreviewed); err != nil {
			return nil, err
		}
	}
	a := &app{db: p.db, clock: p.clock, log: p.log, texts: texts, engine: engine, metrics: newMetrics()}
	kept := timed{p.db, a.metrics, files(p.channels)}
	a.gateway = &bot.Gateway{Store: kept, Decide: engine.Step, Now: p.clock.Now, Poison: engine.Poisoned, Hold: p.hold, Kick: a.kick, Log: p.log}
	a.sweep = &reminders.Sweep{Store: kept, Plan: reminders.Planner{Texts: texts, Unreviewed: p.unreviewed, Opens: engine.Has}, Now: p.clock.Now, Kick: a.kick, Log: p.log, Rush: a.roomy,
		Forget: func(v store.View) store.Turn {
			t, _ := dialogs.Forget(v, "forget:"+v.Person.Ref.ID)
			return t
		},
		Other: map[store.Kind]func(context.Context, store.Ref, time.Time) error{store.KindAlert: a.wakeAlert, store.KindTask: a.wakeTask,
			store.KindDay: a.wakeDay, store.KindQuestion: a.wakeQuestion, store.KindGap: a.wakeGaps, store.KindReferral: a.wakeReferral, store.KindMatch: a.wakeMatch,
			store.KindRegister: a.wakeRegister}}
	a.feed = &reminders.Feed{Store: p.db, Slicer: reminders.Slicer{Texts: texts}, Now: p.clock.Now, Kick: a.kick, Log: p.log}
	for _, ch := range p.channels {
		a.out = append(a.out, &bot.Outbox{Queue: p.db, Channel: ch, Now: p.clock.Now, Machine: p.clock.machine, Log: p.log, Gone: a.gone, Draw: a.draw,
			Seen: func(l store.Lane, v store.Verdict, d time.Duration) { a.metrics.saw(ch.Name(), l, v, d) }})
	}
	return a, nil
}

// learnt makes what finds, once a process: nothing in it changes afterwards.
var learnt = sync.OnceValues(func() (*faq.Finder, error) {
	detector, err := faq.NewDetector()
	if err != nil {
		return nil, err
	}
	return faq.NewFinder(detector)
})

// newEngine loads what decisions are made with: texts, danger signs, topics.
func newEngine(unreviewed bool) (*dialogs.Engine, *naskah.Texts, error) {
	texts, err := naskah.Load()
	if err != nil {
		return nil, nil, err
	}
	finder, err := learnt()
	if err != nil {
		return nil, nil, err
	}

	engine, err := dialogs.New(dialogs.Config{Texts: texts, Detect: finder.Triage, Find: finder.Find,
		NextWake: reminders.NextWake, Kinds: kinds(), Doses: doses(), DosesUpTo: reminders.DosesUpTo, NamedDoses: reminders.Named, Fill: reminders.Slicer{Texts: texts}.Fill, Unreviewed: unreviewed})
	return engine, texts, err
}

// kinds are the kinds of reminders, as the dialogs offer them for silence.
func kinds() []dialogs.Kind {
	var list []dialogs.Kind
	for _, k := range reminders.Kinds() {
		d := dialogs.Kind{ID: k.ID}
		for _, w := range k.For {
			d.Pregnant = d.Pregnant || w == reminders.Pregnant || w == reminders.Home
			d.Child = d.Child || w == reminders.Infant || w == reminders.Nursing || w == reminders.Home
			d.Girl = d.Girl || w == reminders.Girl
		}
		list = append(list, d)
	}
	return list
}

// doses are the vaccines of the schedule with their names.
func doses() []dialogs.Vaccine {
	var list []dialogs.Vaccine
	for _, id := range reminders.Doses() {
		list = append(list, dialogs.Vaccine{ID: id, Name: reminders.DoseName(id)})
	}
	return list
}

// kick wakes every outbox.
func (a *app) kick() {
	for _, o := range a.out {
		o.Kick()
	}
}

// commit writes turns whose staleness the next round mends.
func (a *app) commit(ctx context.Context, turns ...store.Turn) error {
	_, err := a.db.Commit(ctx, turns...)
	if err == nil {
		a.kick()
	}
	return err
}

// Walk moves program time to a moment, stopping at each time something is due and
// sending what it says, so that thirty days show thirty days.
func (a *app) Walk(ctx context.Context, to time.Time, progress func(time.Time)) error {
	for {
		if err := a.settle(ctx); err != nil {
			return err
		}
		next, ok, err := a.nextDue(ctx)
		if err != nil {
			return err
		}
		if !ok || next.After(to) || !next.After(a.clock.Now()) {
			if !a.clock.Now().Before(to) {
				return nil
			}
			a.clock.MoveTo(to)
			return a.settle(ctx)
		}
		a.clock.MoveTo(next)
		if progress != nil {
			progress(next)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}
