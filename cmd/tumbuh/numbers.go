package main

import (
	"context"
	"fmt"
	"time"

	"tumbuh/bot/whatsapp"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// numberLines are the states of the WhatsApp numbers, a line each, for /readyz.
func numberLines(ctx context.Context, cfg config) []string {
	if cfg.WhatsApp != "on" {
		return nil
	}
	list, err := whatsapp.Numbers(ctx, whatsappDir(cfg), time.Now())
	if err != nil {
		return []string{"whatsapp unreadable"}
	}
	if len(list) == 0 {
		return []string{"whatsapp " + string(whatsapp.Unlinked) + ": " + whatsapp.Unlinked.Sentence()}
	}
	var lines []string
	for _, n := range list {
		lines = append(lines, "whatsapp "+n.Number+" "+numberState(n.State))
	}
	return lines
}

// numberState is a code with its sentence.
func numberState(s whatsapp.State) string {
	text := string(s.Code) + ": " + s.Code.Sentence()
	if !s.Until.IsZero() {
		text += ", until " + s.Until.In(store.WIB).Format("2006-01-02 15:04 WIB")
	}
	if !s.Stopped.IsZero() {
		text += "; nothing unasked until " + s.Stopped.In(store.WIB).Format("2006-01-02 15:04 WIB")
	}
	return text
}

// doctorWhatsApp looks at the numbers and at what they carry.
func doctorWhatsApp(ctx context.Context, cfg config, db *rdb.DB, v store.View, say func(ok bool, what, todo string)) error {
	list, err := whatsapp.Numbers(ctx, whatsappDir(cfg), time.Now())
	if err != nil {
		return err
	}
	if cfg.WhatsApp != "on" {
		if len(list) > 0 {
			say(false, fmt.Sprintf("whatsapp: off, %d number(s) linked", len(list)), "set TUMBUH_WHATSAPP=on, or they are not answered")
		} else {
			fmt.Println("note  whatsapp: off (TUMBUH_WHATSAPP)")
		}
		return nil
	}
	if len(list) == 0 {
		say(false, "whatsapp: no number", whatsapp.Unlinked.Sentence())
		return nil
	}
	served := whatsapp.Served(whatsappDir(cfg))
	say(served, "whatsapp: a process serves the numbers", "start 'tumbuh serve' (or serve --only whatsapp); what stands below is from when it ran last")
	for _, n := range list {
		what := fmt.Sprintf("whatsapp %s %s: %s; %d people, last week %d sent, %d delivered, %d read", n.Number, orDash(n.Phone), n.Code, n.People, n.Tally.Sent, n.Tally.Delivered, n.Tally.Seen)
		say(n.Well() && n.Stopped.IsZero(), what, numberState(n.State))
	}
	b, err := weigh(ctx, cfg, db, v.City, mannersOf(v.Settings, v.Today()), v.Now, time.Now())
	if err != nil {
		return err
	}
	say(b.missing == 0, "whatsapp capacity: "+b.String(), fmt.Sprintf("link %d more number(s) with 'tumbuh pair --number NAME'", b.missing))
	return nil
}
