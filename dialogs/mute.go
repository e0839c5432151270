package dialogs

import (
	"slices"
	"time"

	"tumbuh/store"
)

// Kind is a kind of reminder she may silence alone. Its label is the text
// `bisu.jenis-<id>`.
type Kind struct {
	ID                    string
	Pregnant, Child, Girl bool // whom it is about
}

// Mute answers "jangan ingatkan ini lagi": which kind, then silence for that kind
// alone; everything else goes on.
func Mute() Dialog {
	return Dialog{
		ID: "bisu",
		Opens: []string{"jangan ingatkan ini lagi", "jangan ingatkan lagi", "jangan ingatkan", "jangan ingatkan tablet", "jangan ingatkan saya lagi", "jgn ingatkan lagi", "jgn ingatkan ini lagi", "gak usah diingatkan lagi", "ga usah diingatkan lagi",
			"tidak usah diingatkan lagi", "gak usah ingatkan lagi", "stop pengingat ini", "matikan pengingat", "kurangi pengingat", "atur pengingat", "pengingat"},
		May:   registered,
		Steps: []Step{{ID: "jenis", Choices: func(c *Ctx) []store.Choice { return c.kindChoices(false) }}},
		Done: func(c *Ctx) {
			kind := c.Given("jenis")
			if kind == "" || slices.Contains(c.Family.Prefs.Mute, kind) {
				c.Say("bisu.tidak-jadi")
				return
			}
			f := c.EditFamily()
			f.Prefs.Mute = append(f.Prefs.Mute, kind)
			c.audit("mute", c.v.Family.Ref, kind)
			c.Say("bisu.selesai", "jenis", c.line("bisu.jenis-"+kind))
		},
	}
}

// Unmute answers "ingatkan lagi".
func Unmute() Dialog {
	return Dialog{
		ID:    "ingatkan",
		Opens: []string{"ingatkan lagi", "ingatkan saya lagi", "nyalakan pengingat", "hidupkan pengingat", "aktifkan pengingat"},
		May:   registered,
		Start: func(c *Ctx) {
			if len(c.Family.Prefs.Mute) == 0 && !c.Family.Prefs.Snoozed.After(c.v.Now) {
				c.Say("ingatkan.semua-nyala")
				c.Close()
			}
		},
		Steps: []Step{{ID: "jenis", Choices: func(c *Ctx) []store.Choice { return c.kindChoices(true) }, Skip: func(c *Ctx) bool { return len(c.Family.Prefs.Mute) == 0 }}},
		Done: func(c *Ctx) {
			f := c.EditFamily()
			f.Prefs.Snoozed = time.Time{}
			if kind := c.Given("jenis"); kind != "" {
				c.unmute(kind)
				return
			}
			c.Say("ingatkan.selesai-jeda")
		},
	}
}

func (c *Ctx) unmute(kind string) bool {
	if !slices.Contains(c.Family.Prefs.Mute, kind) {
		c.Say("ingatkan.semua-nyala")
		return true
	}
	f := c.EditFamily()
	f.Prefs.Mute = slices.DeleteFunc(f.Prefs.Mute, func(k string) bool { return k == kind })
	c.audit("unmute", c.v.Family.Ref, kind)
	c.Say("ingatkan.selesai", "jenis", c.line("bisu.jenis-"+kind))
	return true
}

// Snooze answers "tunda dulu": all that is chosen by us rests for some days.
func Snooze() Dialog {
	return Dialog{
		ID:    "tunda",
		Opens: []string{"tunda", "tunda dulu", "jeda", "jeda dulu", "libur dulu", "jangan ganggu", "jangan ganggu dulu", "lagi mudik", "tunda pengingat"},
		May:   registered,
		Steps: []Step{{ID: "lama"}},
		Done: func(c *Ctx) {
			days := number(c.Given("lama"))
			if days < 1 || days > 30 {
				c.Say("bisu.tidak-jadi")
				return
			}
			until := c.v.Today().Add(days)
			c.EditFamily().Prefs.Snoozed = until.At(0, 0)
			c.extra.Withdraw = append(c.extra.Withdraw, store.Withdraw{Person: c.v.ID()})
			c.audit("snooze", c.v.Family.Ref, itoa(days))
			c.Say("tunda.selesai", "tanggal", longDate(until))
		},
	}
}

func registered(c *Ctx) bool { return c.Family.Mother == c.v.ID() }

// kindChoices lists the kinds that concern this family: those silenced, or those not.
func (c *Ctx) kindChoices(muted bool) []store.Choice {
	pregnant, child := c.Family.Pregnancy() != nil, len(c.activeChildren()) > 0
	var list []store.Choice
	for _, k := range c.e.Kinds {
		if slices.Contains(c.Family.Prefs.Mute, k.ID) != muted {
			continue
		}
		if muted || k.Pregnant && pregnant || (k.Child || k.Girl) && child {
			list = append(list, store.Choice{ID: k.ID, Label: c.line("bisu.jenis-" + k.ID)})
		}
	}
	return list
}
