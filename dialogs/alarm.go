package dialogs

import (
	"strings"
	"time"

	"tumbuh/store"
)

// Alerts handles "Saya tangani", the end of an alert, and the list of open ones.
func Alerts() Dialog {
	return Dialog{
		ID:    "alarm",
		Opens: []string{"alarm", "daftar alarm", "tanda bahaya masuk", "daftar bahaya", "alarm bahaya"},
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Done:  listAlerts,
		Pick:  pickAlert,
	}
}

func listAlerts(c *Ctx) {
	open := c.openAlerts()
	if c.need != nil {
		return
	}
	defer c.takeUp()
	for i, d := range open {
		if i == 10 {
			break
		}
		a := d.Value
		key, verb := "alarm.baris", "tangani:"
		switch {
		case a.Taken == c.v.ID():
			key, verb = "alarm.baris-saya", "selesai:"
		case a.Taken != "":
			key, verb = "alarm.baris-diambil", ""
		case a.Outcome == unanswered:
			key = "alarm.baris-tidak-tertangani"
		}
		name := c.e.alertName(a)
		c.said = append(c.said, c.line(key, "tanda", c.e.signTitle(a.Sign), "nama", name, "jam", clockOf(a.Made), "hari", shortDate(store.DateOf(a.Made))))
		if verb != "" {
			c.choices = append(c.choices, store.Choice{ID: verb + d.Ref.ID, Label: c.line("alarm.tombol-"+strings.TrimSuffix(verb, ":"), "nama", name)})
		}
	}
	if len(open) == 0 {
		c.Say("alarm.kosong")
	}
	c.question = "alarm"
}

// openAlerts are the alerts that wait and that the reader may take or took.
func (c *Ctx) openAlerts() []store.Doc[store.Alert] {
	if !c.Want(store.Need{Kind: store.NeedAlerts}) {
		return nil
	}
	var list []store.Doc[store.Alert]
	for _, d := range c.v.Have.Alerts {
		if d.Value.Closed.IsZero() && !d.Value.Doubt && c.mayTake(d.Value) {
			list = append(list, d)
		}
	}
	return list
}

// mayTake: whoever was asked; else those who watch the posyandu, of a private sign
// the bidan only; else, once nobody took it, the admins.
func (c *Ctx) mayTake(a store.Alert) bool {
	area := store.Area{Family: string(a.About), Posyandu: a.Posyandu, Puskesmas: a.Puskesmas, Case: true}
	if a.About == c.v.ID() || !store.May(c.v.Person, store.TakeAlert, area) {
		return false
	}
	if asked(a, c.v.ID()) {
		return true
	}
	area.Case = false
	here := store.May(c.v.Person, store.SeePregnancy, area)
	if private(a.Sign) {
		return here && c.Person.Has(store.Bidan)
	}
	return here || a.Outcome == unanswered
}

func pickAlert(c *Ctx, choice string) bool {
	verb, id, ok := strings.Cut(choice, ":")
	if !ok {
		return false
	}
	d := c.alertDoc(id)
	if d == nil {
		return true
	}
	a := d.Value
	switch {
	case d.Version == 0 || a.Doubt:
		c.Say("alarm.sudah-selesai")
	case !c.mayTake(a):
		c.Say("umum.tidak-boleh")
	case verb == "buka" && a.Outcome == "keliru":
		c.openAgain(d)
	case !a.Closed.IsZero():
		c.Say("alarm.sudah-selesai")
	case a.Taken != "" && a.Taken != c.v.ID():
		c.Say("alarm.sudah-diambil")
	case verb == "tangani":
		c.takeAlert(d)
	case verb == "tulis" && a.Taken == c.v.ID() && !private(a.Sign):
		c.Open("jawab", map[string]string{"alarm": id})
	case verb == "selesai" || verb == "keliru":
		c.closeAlert(d, verb)
	default:
		return false
	}
	return true
}

// takeAlert gives the case, with her number, to the one who takes it, and only now
// she reads that somebody knows. The others who were asked are told who has it.
func (c *Ctx) takeAlert(d *store.Doc[store.Alert]) {
	a := &d.Value
	first := a.Taken == ""
	a.Taken, a.Outcome = c.v.ID(), ""
	if first {
		a.TakenAt = c.v.Now
	}
	if !asked(*a, c.v.ID()) {
		a.Asked = append(a.Asked, store.AlertAsk{Person: c.v.ID(), At: c.v.Now, Via: c.in.From})
	}
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: followAt(*a, c.v.Now)})
	c.audit("alert-taken", d.Ref, "")
	key := "alarm.diambil"
	if private(a.Sign) {
		key = "alarm.diambil-pribadi"
	}
	c.Say(key, "nama", c.e.alertName(*a), "hp", or(showPhone(a.Phone), c.line("alarm.tanpa-nomor")))
	if a.By != nil && a.By.Person != c.v.ID() {
		c.Say("alarm.pelapor", "pelapor", a.By.Name, "hp", or(showPhone(a.By.Phone), c.line("alarm.tanpa-nomor")))
	}
	c.tagChoices(d.Ref.ID)
	if !first {
		return
	}
	c.tellAsked(*a, d.Ref, "alarm.diambil-rekan", "nama", c.e.alertName(*a), "petugas", c.staffName())
	if a.By != nil && a.By.Person != c.v.ID() && !a.By.Via.IsZero() {
		c.others = append(c.others, c.e.alertLine(c.v, store.AlertAsk{Person: a.By.Person, Via: a.By.Via}, d.Ref, "alarm.diambil-rekan", "nama", c.e.alertName(*a), "petugas", c.staffName()))
	}
	if !private(a.Sign) && (a.By == nil || a.By.Person != a.About && a.Via != a.By.Via) {
		s := c.e.Texts.Say("alarm.kabar-ibu", "nama", c.staffName())
		if a.By != nil { // she wrote nothing herself
			s = c.e.Texts.Say("alarm.kabar-keluarga", "pelapor", a.By.Name, "nama", c.staffName())
		}
		c.others = append(c.others, store.Message{To: a.About, Via: a.Via, Lane: store.Urgent, Text: s.Text, About: d.Ref.ID, Made: c.v.Now})
	}
}

// tagChoices makes the buttons of what was said carry the alert they belong to.
func (c *Ctx) tagChoices(id string) {
	for i := range c.choices {
		c.choices[i].ID += ":" + id
	}
	c.question = "alarm"
}

// closeAlert ends an alert: taken care of, or a mistake, which can be undone.
func (c *Ctx) closeAlert(d *store.Doc[store.Alert], outcome string) {
	d.Value.Closed, d.Value.Outcome = c.v.Now, outcome
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexAlerts(), d.Ref.ID, true)
	c.audit("alert-closed", d.Ref, outcome)
	if outcome == "selesai" {
		c.Say("alarm.ditutup")
		return
	}
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref})
	c.tellAsked(d.Value, d.Ref, "alarm.keliru-rekan", "nama", c.e.alertName(d.Value), "petugas", c.staffName())
	c.Say("alarm.keliru", "nama", c.e.alertName(d.Value))
	c.tagChoices(d.Ref.ID)
}

// openAgain takes "keliru" back: the ladder goes on where it was, or the one who had
// taken the case has it again.
func (c *Ctx) openAgain(d *store.Doc[store.Alert]) {
	a := &d.Value
	a.Closed, a.Outcome = time.Time{}, ""
	next := c.v.Now.Add(c.minutes("tangga-menit"))
	if a.Taken != "" {
		next = followAt(*a, c.v.Now)
	}
	c.extra.Writes = append(c.extra.Writes, d.Put())
	c.index(store.IndexAlerts(), d.Ref.ID, false)
	c.extra.Wake = append(c.extra.Wake, store.Wake{Ref: d.Ref, At: next})
	c.audit("alert-opened-again", d.Ref, "")
	c.Say("alarm.dibuka-lagi", "nama", c.e.alertName(*a))
	c.tagChoices(d.Ref.ID)
}
