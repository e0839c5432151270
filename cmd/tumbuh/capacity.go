package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"tumbuh/bot/whatsapp"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// burden is what the families enrolled on WhatsApp ask of its numbers.
type burden struct {
	load    store.Load
	perDay  int // messages the numbers carry unasked today
	grown   int // the same once every number is warmed up
	shed    store.Shed
	missing int // numbers that would have to be added so that nothing gives way
}

// String is the figure for the operator.
func (b burden) String() string {
	s := fmt.Sprintf("%d families on WhatsApp (%d pregnant), about %d unasked messages a day; the numbers carry %d today, %d when warmed up",
		b.load.Pregnant+b.load.Others, b.load.Pregnant, b.load.Messages(store.ShedNothing), b.perDay, b.grown)
	if b.shed > store.ShedNothing {
		s += "; gives way now: " + b.shed.String()
	}
	return s
}

// weigh counts who is enrolled and looks at the numbers.
func weigh(ctx context.Context, cfg config, db *rdb.DB, city *store.City, m whatsapp.Manners, now, machine time.Time) (burden, error) {
	var b burden
	a, err := store.ParseAudience("kanal=whatsapp", city)
	if err != nil {
		return b, err
	}
	err = db.Whom(ctx, a, now, func(v store.View, via store.Address, why store.Why) error {
		switch {
		case why != store.Reached || via.Channel != store.WhatsApp:
		case v.Family.Value.Pregnancy() != nil:
			b.load.Pregnant++
		default:
			b.load.Others++
		}
		return nil
	})
	if err != nil {
		return b, err
	}
	numbers, err := whatsapp.Numbers(ctx, whatsappDir(cfg), machine)
	if err != nil {
		return b, err
	}
	b.perDay, b.grown = whatsapp.Capacity(numbers, m, machine)
	b.shed, b.missing = store.ShedFor(b.load, b.perDay), b.load.Missing(b.grown, m.NewChats)
	return b, nil
}

// weigher keeps the step that the reminders of today are decided with.
type weigher struct {
	*doorman
	step atomic.Int64
	last atomic.Pointer[burden]
}

// Shed is the step.
func (w *weigher) Shed() store.Shed { return store.Shed(w.step.Load()) }

// weighEvery is how often the burden is looked at.
const weighEvery = time.Hour

// run looks now and then, and tells admins how many numbers are missing, once a week.
func (w *weigher) run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := w.look(ctx); err != nil && ctx.Err() == nil {
			w.log.Warn("looking at what WhatsApp's numbers carry", "cause", err.Error())
		}
		t := time.NewTimer(weighEvery)
		select {
		case <-ctx.Done():
		case <-t.C:
		}
		t.Stop()
	}
	return nil
}

func (w *weigher) look(ctx context.Context) error {
	v, err := w.db.ViewOf(ctx, "operator", w.clock.Now())
	if err != nil {
		return err
	}
	b, err := weigh(ctx, w.cfg, w.db, v.City, mannersOf(v.Settings, v.Today()), v.Now, w.clock.machine())
	if err != nil {
		return err
	}
	if b.grown == 0 {
		b.shed = store.ShedNothing // no number is linked: nothing is sent, nothing need give way
	}
	w.last.Store(&b)
	if was := store.Shed(w.step.Swap(int64(b.shed))); was != b.shed {
		w.log.Info("whatsapp: what gives way of the unasked", "step", b.shed.String(), "was", was.String())
	}
	if b.missing == 0 || b.grown == 0 {
		return nil
	}
	year, week := v.Now.In(store.WIB).ISOWeek()
	return w.toAdmins(ctx, fmt.Sprintf("capacity:%d-%d:%d", year, week, b.missing), w.texts.Say("pintu.kurang", "keluarga", fmt.Sprint(b.load.Pregnant+b.load.Others),
		"sanggup", fmt.Sprint(b.perDay), "kurang", fmt.Sprint(b.missing)).Text)
}
