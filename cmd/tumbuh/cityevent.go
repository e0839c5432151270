package main

import (
	"context"
	"fmt"
	"time"

	"tumbuh/store"
)

// say lets a mother write to the bot.
func (l *cityLife) say(ctx context.Context, family int, text string) error {
	l.mu.Lock()
	l.serial++
	id := l.serial
	l.Acts++
	l.mu.Unlock()
	return l.app.gateway.Handle(ctx, store.Incoming{From: store.Address{Channel: store.WebPhone, ID: l.city.address(family)}, ID: fmt.Sprint("s", id),
		At: l.app.clock.Now(), Kind: store.InText, Text: text})
}

// happen lets one thing happen: the words are said, then it is known what must not be
// said any more.
func (l *cityLife) happen(ctx context.Context, h happening) error {
	p := &l.city.people[h.family]
	if p.erased {
		return nil
	}
	if p.first.IsZero() {
		p.first = l.app.clock.Now()
	}
	words := map[string][]string{
		"lahir":   {"batal", "lapor lahir", "kemarin", "perempuan", "lewati", "lewati", "lewati", "ya"},
		"duka":    {"batal", "saya keguguran kemarin", "ya"},
		"stop":    {"stop"},
		"mulai":   {"mulai lagi"},
		"hapus":   {"hapus data saya", "ya"},
		"kembali": {"halo"},
	}[h.what]
	if h.what == "kembali" {
		l.net.block(p, false)
	}
	for _, w := range words {
		if err := l.say(ctx, h.family, w); err != nil {
			return err
		}
	}
	if h.what != "kembali" && h.what != "blokir" && h.what != "mulai" {
		p.withdrawn = l.app.clock.Now() // what waits for her is taken back
	}
	switch h.what {
	case "blokir":
		l.net.block(p, true)
	case "stop", "mulai":
		p.stopped = h.what == "stop"
	case "hapus":
		p.erased = true
	case "duka":
		p.resting = l.app.clock.Now().AddDate(0, 0, 40)
	}
	return nil
}

// block makes her unreachable, or reachable again.
func (n *cityNet) block(p *citizen, is bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p.blocked = is
}

// due are the reminders an audited family must have been accounted for until the first
// thing that happened to it: written from the programme's rules, not from the plan.
func (l *cityLife) due(i int) []string {
	p, id := &l.city.people[i], fmt.Sprintf("kota%012d", i)
	until := l.city.end
	if !p.first.IsZero() && p.first.Before(until) {
		until = p.first
	}
	var keys []string
	if p.pregnant {
		last := p.hpht.Add(280 + 13)
		for d := store.DateOf(l.city.start); !d.After(last); d = d.Add(1) {
			at := d.At(p.own/60, p.own%60)
			if at.After(l.city.start) && at.Before(until.Add(-24*time.Hour)) {
				keys = append(keys, id+"/ttd/p1/"+d.String())
			}
		}
	}
	f, py := l.city.family(i)
	for d := store.DateOf(l.city.start); len(f.Children) > 0; {
		meet, ok := py.Days.Next(d)
		if !ok || meet.At(8, 0).After(until) || meet.After(f.Children[0].Birth.AddMonths(60)) {
			break
		}
		if at := meet.Add(-1).At(16, 0); at.After(l.city.start) {
			keys = append(keys, id+"/posyandu-h1//"+meet.Add(-1).String())
		}
		d = meet.Add(1)
	}
	return keys
}

// check holds the year against its promises once more, at its end.
func (l *cityLife) check() {
	for i := range min(len(l.city.people), auditedMost) {
		for _, key := range l.due(i) {
			if l.fate[key] == "" {
				l.net.breach("%s was due and is not accounted for", key)
			}
		}
	}
	for id, made := range l.words {
		var i int
		_, _ = fmt.Sscanf(id, "ingat:kota%d:", &i) // every id has this form
		p := &l.city.people[i]
		if l.ends[id] == "" && p.withdrawn.Before(made) {
			l.net.breach("%s was committed and never left the outbox", id)
		}
	}
}
