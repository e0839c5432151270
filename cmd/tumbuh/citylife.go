package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tumbuh/bot"
	"tumbuh/reminders"
	"tumbuh/store"
)

// auditedMost is how many families are followed reminder by reminder; the promises of
// window, ceiling and silence are held for all.
const auditedMost = 2000

// audited tells whether a family is followed reminder by reminder.
func (c *city) audited(i int) bool { return i < auditedMost }

// cityLife lives the year.
type cityLife struct {
	app  *app
	city *city
	net  *cityNet
	down []spell // nothing runs
	shut []spell // the network's door is closed

	mu     sync.Mutex
	fate   map[string]string    // person/rule/about/day -> said, expired, silent, gone
	words  map[string]time.Time // messages of audited families, by id
	ends   map[string]string    // how each left the outbox
	next   int                  // happening that comes next
	serial int
	Wakes  int
	Acts   int
}

// spell is a span of program time.
type spell struct{ from, to time.Time }

func within(list []spell, t time.Time) bool {
	return slices.ContainsFunc(list, func(s spell) bool { return !t.Before(s.from) && t.Before(s.to) })
}

func sortHappenings(list []happening) {
	slices.SortFunc(list, func(a, b happening) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return a.family - b.family
	})
}

// eachPage calls with spans of n things, several at once, until one fails.
func eachPage(n, page, workers int, do func(first, last int) error) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var fault error
	jobs := make(chan int)
	for range workers {
		wg.Go(func() {
			for first := range jobs {
				if err := do(first, min(first+page, n)); err != nil {
					mu.Lock()
					fault = err
					mu.Unlock()
				}
			}
		})
	}
	for first := 0; first < n; first += page {
		jobs <- first
	}
	close(jobs)
	wg.Wait()
	return fault
}

// newCityLife gives the year two outages (a day and a half; up to twenty days) and a
// door that is closed for some hours.
func newCityLife(a *app, c *city, n *cityNet) *cityLife {
	year := c.end.Sub(c.start)
	at := func(share float64, hours int) time.Time {
		return c.start.Add(time.Duration(share*float64(year)).Truncate(24*time.Hour) + time.Duration(hours)*time.Hour)
	}
	long := min(20*24*time.Hour, year/8)
	l := &cityLife{app: a, city: c, net: n, fate: map[string]string{}, words: map[string]time.Time{}, ends: map[string]string{},
		down: []spell{{at(0.17, 5), at(0.17, 41)}, {at(0.41, 6), at(0.41, 10).Add(long)}}, shut: []spell{{at(0.25, -8), at(0.25, 1)}, {at(0.7, 0), at(0.7, 18)}}}
	n.quiet = func() bool { return within(l.shut, a.clock.Now()) }
	a.sweep.Committed = l.committed
	a.out[0].Queue = watchedQueue{a.out[0].Queue, l.left}
	return l
}

// committed accounts for every reminder of an audited family: it has one fate, once.
func (l *cityLife) committed(d reminders.Decision) {
	var i int
	id := string(d.Turn.Person)
	if _, err := fmt.Sscanf(id, "kota%d", &i); err != nil || !l.city.audited(i) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(d.Turn.Withdraw) > 0 { // a pregnancy of which nothing was heard ends, and what waits about it
		l.city.people[i].withdrawn = d.Turn.Now
	}
	for _, m := range d.Turn.Say {
		l.words[m.ID] = m.Made
	}
	for fate, list := range map[string][]reminders.Due{"said": d.Said, "expired": d.Plan.Expired, "silent": d.Plan.Silent, "gone": d.Gone} {
		for _, x := range list {
			key := id + "/" + x.Rule + "/" + x.About + "/" + x.Day.String()
			if was, known := l.fate[key]; known && !strings.HasPrefix(x.Rule, "posyandu-absen") {
				l.net.breach("%s is %s and was %s", key, fate, was)
			}
			l.fate[key] = fate
		}
	}
}

// watchedQueue tells how messages leave the outbox.
type watchedQueue struct {
	bot.Queue
	left func(store.Settled)
}

// Settle writes what became of messages, and tells it.
func (q watchedQueue) Settle(ctx context.Context, ch store.Channel, chats []store.Claimed, done []store.Settled) error {
	err := q.Queue.Settle(ctx, ch, chats, done)
	if err == nil {
		for _, d := range done {
			q.left(d)
		}
	}
	return err
}

// left notes how a reminder left the outbox: once.
func (l *cityLife) left(s store.Settled) {
	if s.Lane != store.Reminder || s.Verdict == store.Again || s.Verdict == store.Held {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ours := l.words[s.ID]; !ours {
		return
	}
	if was, known := l.ends[s.ID]; known || s.Verdict == store.Dead {
		l.net.breach("%s left the outbox as %s, before as %q", s.ID, s.Verdict, was)
	}
	l.ends[s.ID] = s.Verdict.String()
}

// live walks from wake to wake until the year is over, or until whoever watches has seen
// enough: then the year ends at that moment, with its promises to be held until there.
func (l *cityLife) live(watch context.Context, progress func(time.Time)) error {
	ctx := context.WithoutCancel(watch)
	for watch.Err() == nil {
		now := l.app.clock.Now()
		progress(now)
		if err := l.moment(ctx); err != nil {
			return err
		}
		next, ok, err := l.app.nextDue(ctx)
		if err != nil {
			return err
		}
		if !ok || next.After(l.city.end) {
			next = l.city.end
		}
		if l.next < len(l.city.happens) && l.city.happens[l.next].at.Before(next) {
			next = l.city.happens[l.next].at
		}
		if !next.After(now) {
			next = now.Add(time.Second)
		}
		for _, s := range l.down {
			if !next.Before(s.from) && next.Before(s.to) {
				next = s.to
			}
		}
		if !next.Before(l.city.end) {
			return l.calm(ctx)
		}
		reopened := within(l.shut, now) && !within(l.shut, next)
		l.app.clock.MoveTo(next)
		if reopened {
			if err := l.calm(ctx); err != nil {
				return err
			}
		}
		l.Wakes++
	}
	l.city.end = l.app.clock.Now()
	return l.calm(ctx)
}

// calm sends what waits, for as long as a real door that was closed takes to be tried
// again: that wait is machine time, which a year in a minute does not have.
func (l *cityLife) calm(ctx context.Context) error {
	for range 200 {
		if err := l.settle(ctx); err != nil {
			return err
		}
		depth, err := l.app.db.Depth(ctx, store.WebPhone)
		if err != nil || depth[store.Reminder] == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

// settle plans and sends what is due; the city hears no broadcasts.
func (l *cityLife) settle(ctx context.Context) error {
	if _, err := l.app.sweep.Run(ctx); err != nil {
		return fmt.Errorf("sweeping: %w", err)
	}
	return l.app.out[0].Drain(ctx)
}

// moment does what is due now: the sweep, the sending, what happens, what is answered.
func (l *cityLife) moment(ctx context.Context) error {
	acts := l.Acts
	if err := l.settle(ctx); err != nil {
		return err
	}
	for l.next < len(l.city.happens) && !l.city.happens[l.next].at.After(l.app.clock.Now()) {
		if err := l.happen(ctx, l.city.happens[l.next]); err != nil {
			return err
		}
		l.next++
	}
	if err := l.answer(ctx); err != nil {
		return err
	}
	if l.Acts == acts {
		return nil
	}
	return l.settle(ctx)
}

// answer lets people answer what they were asked, each as she is.
func (l *cityLife) answer(ctx context.Context) error {
	list := l.net.answered()
	return eachPage(len(list), 1, 8, func(first, _ int) error {
		a := list[first]
		r := l.city.dice(a.family, 1000+a.sends)
		if r.Float64() > l.city.people[a.family].answers {
			return nil
		}
		if !a.tablet {
			return l.say(ctx, a.family, []string{"1", "2", "2"}[r.IntN(3)])
		}
		words := []string{"sudah", "sudah bun", "sdh", "sudah", "lupa", "nanti ya", "mual", "habis"}
		return l.say(ctx, a.family, words[r.IntN(len(words))])
	})
}
