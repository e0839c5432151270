package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"tumbuh/bot/whatsapp"
	"tumbuh/dialogs/naskah"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

//naskah: prefix pintu.

// doorman tells admins on Telegram what became of a WhatsApp number, and people where to
// write when one is lost. Each thing is told once, whoever asks how often.
type doorman struct {
	cfg   config
	db    *rdb.DB
	clock *clock
	texts *naskah.Texts
	log   *slog.Logger
	kick  func()
}

// told are the states that admins hear of.
func told(c whatsapp.Code) bool {
	switch c {
	case whatsapp.LoggedOut, whatsapp.Locked, whatsapp.Banned, whatsapp.BannedUntil, whatsapp.Replaced, whatsapp.Outdated, whatsapp.PhoneUnseen:
		return true
	}
	return false
}

// Tell takes a number's state.
func (d *doorman) Tell(s whatsapp.State) {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	var err error
	if told(s.Code) {
		since := s.Since
		if s.Code == whatsapp.PhoneUnseen {
			since = s.Seen
		}
		err = d.admins(ctx, fmt.Sprintf("door:%s:%s:%d", s.Number, s.Code, since.Unix()), "pintu."+string(s.Code), s, s.Until)
	}
	if err == nil && !s.Stopped.IsZero() && s.Code != whatsapp.BannedUntil {
		err = d.admins(ctx, fmt.Sprintf("door:%s:stopped:%s", s.Number, store.DateOf(s.Stopped)), "pintu.berhenti", s, s.Stopped)
	}
	if err == nil && (s.Lost() || s.Well()) {
		err = d.move(ctx)
	}
	if err != nil {
		d.log.Warn("telling of a WhatsApp number", "number", s.Number, "state", string(s.Code), "cause", err.Error())
	}
}

// admins tells every admin who can be reached on Telegram.
func (d *doorman) admins(ctx context.Context, once, key string, s whatsapp.State, until time.Time) error {
	return d.toAdmins(ctx, once, d.texts.Say(key, "nomor", s.Number, "hp", "+"+s.Phone, "sampai", until.In(store.WIB).Format("02/01 15:04")).Text)
}

func (d *doorman) toAdmins(ctx context.Context, once, text string) error {
	now := d.clock.Now()
	v, err := d.db.ViewOf(ctx, "operator", now)
	if err == nil {
		v, err = d.db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff})
	}
	if err != nil {
		return err
	}
	t := store.Turn{Once: once, Now: now}
	for _, m := range v.Have.Staff {
		if via, ok := on(m.Person.Value, store.Telegram); ok && m.Person.Value.Has(store.Admin) {
			t.Say = append(t.Say, store.Message{ID: once + "#" + string(m.ID()), To: m.ID(), Via: via, Lane: store.Reply, Text: text, Made: now})
		}
	}
	return d.commit(ctx, t)
}

// on is a person's address on a channel.
func on(p store.Person, ch store.Channel) (store.Address, bool) {
	for _, r := range p.Addresses {
		if r.Channel == ch && r.Gone.IsZero() {
			return r.Address, true
		}
	}
	return store.Address{}, false
}

// commit writes what is said; when nobody hears it, it is said later.
func (d *doorman) commit(ctx context.Context, t store.Turn) error {
	if len(t.Say) == 0 {
		return nil
	}
	_, err := d.db.Commit(ctx, t)
	if err == nil && d.kick != nil {
		d.kick()
	}
	return err
}

// move tells the cadres of a lost number's families, and those on Telegram, the number to
// write to instead; nothing while there is none.
func (d *doorman) move(ctx context.Context) error {
	numbers, err := whatsapp.Numbers(ctx, whatsappDir(d.cfg), d.clock.machine())
	if err != nil {
		return err
	}
	link := ""
	for _, n := range numbers {
		if n.Well() && n.Phone != "" {
			link = "https://wa.me/" + n.Phone
			break
		}
	}
	for _, n := range numbers {
		if link == "" || !n.Lost() || n.People == 0 {
			continue
		}
		people, err := whatsapp.People(ctx, whatsappDir(d.cfg), n.Number)
		if err == nil {
			err = d.moveFrom(ctx, n.Number, link, people)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moveFrom sorts a lost number's families by who looks after them.
func (d *doorman) moveFrom(ctx context.Context, number, link string, people []store.Address) error {
	now := d.clock.Now()
	lists, whom := map[store.PersonID][]string{}, map[store.PersonID]store.Doc[store.Person]{}
	for _, a := range people {
		v, err := d.db.View(ctx, a, now)
		if err != nil {
			return err
		}
		if v.Family.Version == 0 || !v.Person.Value.Stopped.IsZero() {
			continue
		}
		if via, ok := on(v.Person.Value, store.Telegram); ok {
			once := "moved:" + number + ":" + link + ":" + string(v.ID())
			if err := d.commit(ctx, store.Turn{Once: once, Now: now, Say: []store.Message{{ID: once, To: v.ID(), Via: via, Lane: store.Reply, Made: now,
				Text: d.texts.Say("pintu.pindah-ibu", "tautan", link).Text}}}); err != nil {
				return err
			}
			continue
		}
		if v, err = d.db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: v.Family.Value.Posyandu}); err != nil {
			return err
		}
		if k, ok := keeperOf(v); ok {
			lists[k.ID()], whom[k.ID()] = append(lists[k.ID()], v.Family.Value.MotherName), k.Person
		}
	}
	return d.tellCadres(ctx, number, link, lists, whom)
}

// keeperOf is who looks after a family and may see its name: its kader, else another of
// the posyandu, else the bidan; by Telegram.
func keeperOf(v store.View) (store.Member, bool) {
	area := store.Area{Family: v.Family.Ref.ID, Posyandu: v.Family.Value.Posyandu}
	if p, ok := v.City.FindPosyandu(area.Posyandu); ok {
		area.Puskesmas = p.Puskesmas
	}
	for _, fits := range []func(store.Member) bool{
		func(m store.Member) bool { return m.ID() == v.Family.Value.Kader },
		func(m store.Member) bool { return m.Person.Value.Has(store.Kader) },
		func(m store.Member) bool { return m.Person.Value.Has(store.Bidan) },
	} {
		for _, m := range v.Have.Staff {
			if _, ok := on(m.Person.Value, store.Telegram); ok && fits(m) && store.May(m.Person, store.SeeChild, area) {
				return m, true
			}
		}
	}
	return store.Member{}, false
}

// aList is how many names stand in one message.
const aList = 25

func (d *doorman) tellCadres(ctx context.Context, number, link string, lists map[store.PersonID][]string, whom map[store.PersonID]store.Doc[store.Person]) error {
	now := d.clock.Now()
	for id, names := range lists {
		via, _ := on(whom[id].Value, store.Telegram)
		once := "moved:" + number + ":" + link + ":" + string(id)
		t := store.Turn{Once: once, Now: now}
		for page := 0; page*aList < len(names); page++ {
			part := names[page*aList : min((page+1)*aList, len(names))]
			text := d.texts.Say("pintu.pindah-kader", "tautan", link, "jumlah", fmt.Sprint(len(part)), "daftar", "• "+strings.Join(part, "\n• ")).Text
			t.Say = append(t.Say, store.Message{ID: fmt.Sprintf("%s#%d", once, page), To: id, Via: via, Lane: store.Reply, Text: text, Made: now})
		}
		if err := d.commit(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
