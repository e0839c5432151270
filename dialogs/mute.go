package dialogs

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
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

// restFor is a wish for some days of rest in one sentence: "tunda 3 hari", "jangan ingetin
// dulu seminggu ya, lagi mudik".
var restFor = regexp.MustCompile(`^(?:tolong |mohon |boleh |bisa )?(?:tunda|ditunda|jeda|libur|istirahat|(?:jangan|jgn|ga usah|gak usah|tidak usah|enggak usah) (?:di)?(?:ingatkan|ingetin|ingatin|ganggu|kirim pesan|chat|wa))(?: dulu| pengingat| pengingatnya| sementara| ya| bu| saya)* (?:selama |buat |untuk )?(?:(\d{1,2}|se|satu|dua|tiga) ?)(hari|minggu)\b`)

// answerRest takes such a wish also where a kind of reminder is being chosen.
func (c *Ctx) answerRest() bool {
	if c.in.Kind != store.InText || !registered(c) || c.step() != nil && !slices.Contains([]string{"bisu", "ingatkan", "tunda"}, c.Session.Dialog) && !c.asleep() {
		return false
	}
	m := restFor.FindStringSubmatch(strings.Join(strings.Fields(answers.Normalise(c.in.Text)), " "))
	if m == nil {
		return false
	}
	days := map[string]int{"se": 1, "satu": 1, "dua": 2, "tiga": 3}[m[1]]
	if days == 0 {
		days = number(m[1])
	}
	if m[2] == "minggu" {
		days *= 7
	}
	if slices.Contains([]string{"bisu", "ingatkan", "tunda"}, c.Session.Dialog) {
		c.Close() // what it asked is answered by this
	}
	c.Open("tunda", map[string]string{"lama": itoa(days)})
	return true
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
