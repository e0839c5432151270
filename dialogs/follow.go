package dialogs

import (
	"slices"
	"time"

	"tumbuh/store"
)

// followUp asks her the next day how she is, and the one who took the case and did
// not close it whether it is done.
func (e *Engine) followUp(v store.View, d store.Doc[store.Alert], t *store.Turn) {
	t.Wake = []store.Wake{{Ref: d.Ref}}
	if !d.Value.Followed.IsZero() {
		return
	}
	if at := nextHours(v); at.After(v.Now) { // long after its hour, at night: in the morning
		t.Wake = []store.Wake{{Ref: d.Ref, At: at}}
		return
	}
	d.Value.Followed = v.Now
	t.Writes = append(t.Writes, d.Put())
	a := d.Value
	for _, r := range a.Asked {
		if r.Person == a.Taken && a.Closed.IsZero() && !r.Via.IsZero() {
			t.Say = append(t.Say, e.alertLine(v, r, d.Ref, "alarm.belum-ditutup", "nama", e.alertName(a)))
		}
	}
	if !asksNextDay(v, a) {
		return
	}
	if !hers(v.Person.Value, a.Via) || a.By != nil && a.By.Person == a.About {
		if !private(a.Sign) {
			text := e.Texts.Say("kabar.tanya-kader", "nama", e.alertName(a), "tanda", e.signTitle(a.Sign)).Text
			if a.Name == "" && a.By != nil {
				text = e.Texts.Say("kabar.tanya-lapor", "kata", a.Words).Text
			}
			t.Say = append(t.Say, store.Message{To: a.About, Via: a.Via, Lane: store.Reply, Text: text, Made: v.Now, NotAfter: v.Now.Add(24 * time.Hour), About: d.Ref.ID})
		}
		return
	}
	key := "kabar.tanya"
	if private(a.Sign) || v.Person.Value.Discreet || v.Person.Value.Unsure {
		key = "kabar.tanya-diam"
	}
	s := e.Texts.Say(key)
	m := store.Message{To: a.About, Via: a.Via, Lane: store.Reply, Text: s.Text, Question: key, Made: v.Now, NotAfter: v.Now.Add(24 * time.Hour), About: d.Ref.ID}
	for _, ch := range s.Choices {
		m.Choices = append(m.Choices, store.Choice(ch))
	}
	t.Say = append(t.Say, m)
	if ses := v.Session; ses.Value.Dialog == "" { // so that a written answer finds its question
		ses.Value.V, ses.Value.Question = 1, key
		t.Writes = append(t.Writes, ses.Put())
	}
}

// hers tells whether an address is the person's own; a kader writes for those who have none.
func hers(p store.Person, via store.Address) bool {
	return len(p.Addresses) == 0 && via.IsZero() || slices.ContainsFunc(p.Addresses, func(r store.Reach) bool { return r.Address == via })
}

// asksNextDay: not after STOP, refusal, a loss or an erasure; of a private sign only
// when she asked for it.
func asksNextDay(v store.View, a store.Alert) bool {
	p := v.Person
	if p.Version == 0 || !p.Value.Stopped.IsZero() || !p.Value.Consent.Refused.IsZero() || v.Family.Value.PausedUntil.After(v.Now) {
		return false
	}
	return !private(a.Sign) || a.Follow
}

// nextHours is now, or when the hours in which we choose to speak begin next.
func nextHours(v store.View) time.Time {
	at := func(day store.Date, key string) time.Time {
		h, m, _ := store.ParseClock(v.Settings.Get(key, "", v.Today())) // checked when set
		return day.At(h, m)
	}
	switch open, shut := at(v.Today(), "jam-mulai"), at(v.Today(), "jam-akhir"); {
	case v.Now.Before(open):
		return open
	case v.Now.After(shut):
		return at(v.Today().Add(1), "jam-mulai")
	}
	return v.Now
}

// FollowUp hears how she is the day after a danger sign, and the wish to be asked
// after a private one.
func FollowUp() Dialog { return Dialog{ID: "kabar", Pick: pickFollow} }

func pickFollow(c *Ctx, choice string) bool {
	switch choice {
	case "baik", "belum", "besok":
	case "tidak":
		c.Say("kabar.tidak-usah")
		return true
	default:
		return false
	}
	d := c.lastAlert(choice)
	if c.need != nil {
		return true
	}
	switch {
	case d == nil && choice == "belum":
		c.Say("kabar.belum")
	case d == nil:
		c.Say("kabar.baik")
	case choice == "besok":
		d.Value.Follow = true
		c.extra.Writes = append(c.extra.Writes, d.Put())
		c.extra.Wake = append(c.extra.Wake, c.followWake(*d)...)
		c.Say("kabar.besok")
	case choice == "belum":
		c.stillInDanger(d)
	default:
		c.tellTaker(d.Value, d.Ref, "alarm.kabar-baik", "nama", c.e.alertName(d.Value))
		c.Say("kabar.baik")
	}
	return true
}

// followWake keeps the ladder's own time while it runs; else she is asked tomorrow.
func (c *Ctx) followWake(d store.Doc[store.Alert]) []store.Wake {
	if d.Value.Taken == "" && d.Value.Closed.IsZero() && d.Value.Outcome != unanswered {
		return nil
	}
	return []store.Wake{{Ref: d.Ref, At: followAt(d.Value, c.v.Now)}}
}

// stillInDanger says once more what to do and tells those on duty anew.
func (c *Ctx) stillInDanger(d *store.Doc[store.Alert]) {
	sign := d.Value.Sign
	if private(sign) {
		c.danger(sign, d.Value.Level, "")
		return
	}
	c.danger(sign, d.Value.Level, c.line("kabar.kata-belum"))
}

// lastAlert is the newest alert about her that the choice can mean.
func (c *Ctx) lastAlert(choice string) *store.Doc[store.Alert] {
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: c.v.ID()}) {
		return nil
	}
	var best *store.Doc[store.Alert]
	for i := range c.v.Have.AboutAlerts {
		d := &c.v.Have.AboutAlerts[i]
		a := d.Value
		fits := !a.Followed.IsZero() && c.v.Now.Sub(a.Followed) < 7*24*time.Hour
		if choice == "besok" {
			fits = private(a.Sign) && c.v.Now.Sub(a.Made) < 24*time.Hour
		}
		if d.Version > 0 && fits && (best == nil || a.Made.After(best.Value.Made)) {
			best = d
		}
	}
	return best
}

// Mistake hears that an alert was none: "keliru". Of staff it ends the alert; of the
// mother it is told to those who were asked, who make sure.
func Mistake() Dialog {
	return Dialog{
		ID:    "keliru",
		Opens: []string{"keliru", "alarm keliru", "salah alarm", "alarm salah", "salah pencet", "salah kirim", "maaf keliru", "maaf salah kirim", "bukan darurat"},
		Done: func(c *Ctx) {
			if c.Person.Staff() {
				staffMistake(c)
				return
			}
			motherMistake(c)
		},
	}
}

// Taking is "saya tangani" written instead of pressed.
func Taking() Dialog {
	return Dialog{
		ID:    "tangani",
		Opens: []string{"saya tangani", "tangani", "saya yang tangani", "sy tangani", "aku tangani"},
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Done: func(c *Ctx) {
			open := c.openAlerts()
			if c.need != nil {
				return
			}
			var free []store.Doc[store.Alert]
			for _, d := range open {
				if d.Value.Taken == "" {
					free = append(free, d)
				}
			}
			if len(free) == 1 {
				c.takeAlert(&free[0])
				return
			}
			listAlerts(c)
		},
	}
}

func staffMistake(c *Ctx) {
	open := c.openAlerts()
	if c.need != nil {
		return
	}
	defer c.takeUp()
	var mine []store.Doc[store.Alert]
	for _, d := range open {
		if d.Value.Taken == "" || d.Value.Taken == c.v.ID() {
			mine = append(mine, d)
		}
	}
	switch len(mine) {
	case 0:
		c.Say("alarm.kosong")
	case 1:
		c.closeAlert(&mine[0], "keliru")
	default:
		c.Say("alarm.keliru-mana")
		for _, d := range mine[:min(len(mine), 10)] {
			c.choices = append(c.choices, store.Choice{ID: "keliru:" + d.Ref.ID, Label: c.line("alarm.tombol-keliru", "nama", c.e.alertName(d.Value))})
		}
		c.question = "alarm"
	}
}

func motherMistake(c *Ctx) {
	told := c.saysMistake("")
	switch {
	case c.need != nil:
	case told:
		c.Say("kabar.keliru")
	default:
		c.Say("kabar.keliru-tidak-ada")
	}
}

// saysMistake tells those who were asked that she calls an alert of the sign ("" =
// any) a mistake; false where there is none.
func (c *Ctx) saysMistake(sign string) (told bool) {
	if !c.Want(store.Need{Kind: store.NeedAbout, Person: c.v.ID()}) {
		return false
	}
	for _, d := range c.v.Have.AboutAlerts {
		a := d.Value
		if d.Version == 0 || !a.Closed.IsZero() || a.Doubt || private(a.Sign) || sign != "" && a.Sign != sign {
			continue // of a private sign somebody else may hold her phone
		}
		told = true
		c.tellAsked(a, d.Ref, "alarm.ibu-keliru", "nama", c.e.alertName(a))
	}
	return told
}
