package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"tumbuh/bot"
	"tumbuh/store"
)

// cityNet is the made-up network: it carries messages, fails now and then, knows who
// blocked the bot, and holds every message against what a mother may expect.
type cityNet struct {
	city  *city
	now   func() time.Time
	quiet func() bool // the door is closed

	mu       sync.Mutex
	sends    uint64
	shown    map[string]int // reminders by id, of the families that are audited
	today    map[int][2]int // family -> day number, unasked messages of that day
	heard    []asked        // questions on which people may answer
	Sent     int
	Faults   []string // broken promises, at most a hundred
	Breaches int
}

// asked is a question that reached somebody.
type asked struct {
	family int
	sends  uint64
	tablet bool
}

// chosen tells whether people answer a question by one of its first two choices: a visit, a
// vaccine, the capsule, why they did not come.
func chosen(question string) bool {
	dialog, _, _ := strings.Cut(question, "/")
	return slices.Contains([]string{"periksa", "nifas", "imunisasi", "vitamin-a", "absen"}, dialog)
}

func newCityNet(c *city, now func() time.Time, quiet func() bool) *cityNet {
	return &cityNet{city: c, now: now, quiet: quiet, shown: map[string]int{}, today: map[int][2]int{}}
}

// Name is the channel of the city's addresses.
func (n *cityNet) Name() store.Channel { return store.WebPhone }

// Limits are those of a network that may show a message twice: what is of unknown fate
// is not repeated.
func (n *cityNet) Limits() bot.Limits {
	return bot.Limits{TextUnits: 4096, CaptionUnits: 1024, Buttons: true, ButtonRunes: 40}
}

// Run receives nothing: people speak through the gateway.
func (n *cityNet) Run(ctx context.Context, _ bot.Handle) error {
	<-ctx.Done()
	return nil
}

// Send carries a message, or fails as networks do: one in 200 is put off, one in 400
// is of unknown fate.
func (n *cityNet) Send(_ context.Context, m bot.Outgoing) bot.Outcome {
	n.mu.Lock()
	defer n.mu.Unlock()
	i, err := strconv.Atoi(strings.TrimPrefix(m.To, "k"))
	if err != nil || i >= len(n.city.people) {
		return bot.Outcome{Fate: bot.Invalid, Code: "who"}
	}
	p := &n.city.people[i]
	n.sends++
	fate := n.fate(p)
	if fate.Fate != bot.Sent && !fate.MaybeSent {
		return fate
	}
	n.Sent++
	if m.Lane == store.Reminder {
		n.reminder(i, p, m)
	}
	return fate
}

func (n *cityNet) fate(p *citizen) bot.Outcome {
	switch {
	case p.blocked:
		return bot.Outcome{Fate: bot.Gone, Code: "blocked"}
	case n.quiet():
		return bot.Outcome{Fate: bot.Offline, Code: "offline"}
	case n.sends%200 == 7:
		return bot.Outcome{Fate: bot.Retry, After: 50 * time.Millisecond, Code: "busy"}
	case n.sends%400 == 11:
		return bot.Outcome{Fate: bot.Retry, After: 50 * time.Millisecond, MaybeSent: true, Code: "unknown"}
	}
	return bot.Outcome{Fate: bot.Sent}
}

// reminder holds one reminder that reaches a mother against every promise.
func (n *cityNet) reminder(i int, p *citizen, m bot.Outgoing) {
	now := n.now().In(store.WIB)
	minute := now.Hour()*60 + now.Minute()
	hers, again := strings.Contains(m.ID, ":ttd:") || strings.Contains(m.ID, ":mms:"), strings.Contains(m.ID, ":ttd-lagi:")
	open := minute >= 7*60 && minute < 20*60
	switch {
	case p.erased, p.stopped, now.Before(p.resting):
		n.breach("%s at %v after stop, loss or erasure", m.ID, now)
	case !open && hers && minute >= p.own && minute <= p.own+60, !open && again && minute >= 4*60 && minute <= 23*60, open:
	default:
		n.breach("%s at %v outside the window; her hour is %d:%02d", m.ID, now, p.own/60, p.own%60)
	}
	if !again {
		day := n.today[i]
		if today := store.DateOf(now).Number(); day[0] != today {
			day = [2]int{today, 0}
		}
		if day[1]++; day[1] > 2 {
			n.breach("%s at %v is message %d of the day", m.ID, now, day[1])
		}
		n.today[i] = day
	}
	if n.city.audited(i) {
		if n.shown[m.ID]++; n.shown[m.ID] > 1 {
			n.breach("%s was shown twice", m.ID)
		}
	}
	if hers || again || chosen(m.Question) {
		n.heard = append(n.heard, asked{i, n.sends, hers || again})
	}
}

func (n *cityNet) breach(format string, args ...any) {
	if n.Breaches++; len(n.Faults) < 100 {
		n.Faults = append(n.Faults, fmt.Sprintf(format, args...))
	}
}

// answered takes the questions people may answer now.
func (n *cityNet) answered() []asked {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := n.heard
	n.heard = nil
	return list
}
