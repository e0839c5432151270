package main

import (
	"context"
	"time"

	"tumbuh/dialogs"
	"tumbuh/store"
)

// calendarHour is when the coming posyandu days are looked at, each day.
const calendarHour = 9

// calendarWake is when the register is looked at next.
func calendarWake(now time.Time) store.Wake {
	at := store.DateOf(now).At(calendarHour, 0)
	if !at.After(now) {
		at = store.DateOf(now).Add(1).At(calendarHour, 0)
	}
	return store.Wake{Ref: store.Ref{Kind: store.KindRegister, ID: "all"}, At: at}
}

// watchCalendar puts the register into the wake index, where it stays.
func (a *app) watchCalendar(ctx context.Context) error {
	now := a.clock.Now()
	return a.commit(ctx, store.Turn{Now: now, Wake: []store.Wake{calendarWake(now)}})
}

// wakeRegister asks the kader of each posyandu that meets on a public holiday within a
// week whether the day stays. The ledger holds each question to once.
func (a *app) wakeRegister(ctx context.Context, _ store.Ref, now time.Time) error {
	v, err := a.db.ViewOf(ctx, "operator", now)
	if err != nil {
		return err
	}
	today := store.DateOf(now)
	for _, p := range v.City.Posyandu {
		held, ok := p.Days.Next(today)
		if ahead := held.Sub(today); !ok || ahead < dialogs.HolidayLast || ahead > dialogs.HolidayFirst || !v.Settings.Holiday(held) {
			continue
		}
		w, err := a.db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: p.ID})
		if err != nil {
			return err
		}
		if t := a.engine.AskHoliday(now, p, held, w.Have.Staff); len(t.Say) > 0 {
			if err := a.commit(ctx, t); err != nil {
				return err
			}
		}
	}
	return a.commit(ctx, store.Turn{Now: now, Wake: []store.Wake{calendarWake(now)}})
}
