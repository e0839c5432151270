package dialogs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tumbuh/dialogs/answers"
	"tumbuh/store"
)

// answerDuty hears staff say when they are away or on duty: "saya cuti sampai tgl 5",
// "selesai cuti", "saya jaga senin rabu". The ladder of an alert and a question for a
// person pass over who is away.
func (c *Ctx) answerDuty() bool {
	if c.in.Kind != store.InText || !c.Person.Staff() || c.step() != nil || c.inDay() {
		return false
	}
	if c.holidaySaid() {
		return true
	}
	if l, ok := answers.ReadLeave(c.in.Text, c.v.Today()); ok {
		switch {
		case l.Back:
			c.backFromLeave()
		case l.Until.IsZero():
			c.Open("cuti", map[string]string{"dari": l.From.String()})
		default:
			c.goOnLeave(l.From, l.Until)
		}
		return true
	}
	words := strings.Fields(answers.Normalise(c.in.Text))
	if i := slices.Index(words, "jaga"); i >= 0 && i <= 1 && len(words) > i+1 {
		if days := answers.ReadWeekdays(strings.Join(words[i+1:], " ")); len(days) > 0 {
			c.setDutyDays(days)
			return true
		}
	}
	return false
}

// OnLeave asks until when, where the message did not say it.
func OnLeave() Dialog {
	return Dialog{
		ID:    "cuti",
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Steps: []Step{{ID: "sampai", Read: readLeaveEnd}},
		Done: func(c *Ctx) {
			from, _ := store.ParseDate(c.Answer("dari")) // written by answerDuty
			until, _ := store.ParseDate(c.Answer("sampai"))
			c.goOnLeave(from, until)
		},
	}
}

func readLeaveEnd(c *Ctx, text string) Reading {
	l, ok := answers.ReadLeave("cuti sampai "+strings.TrimPrefix(answers.Normalise(text), "sampai "), c.v.Today())
	if !ok || l.Until.IsZero() {
		l, ok = answers.ReadLeave("cuti "+text, c.v.Today())
	}
	return Reading{OK: ok && !l.Until.IsZero(), Value: l.Until.String()}
}

// goOnLeave enters the leave and says honestly whether anybody else is there.
func (c *Ctx) goOnLeave(from, until store.Date) {
	p := c.EditPerson()
	p.LeaveFrom, p.Leave = from, until.Add(1)
	staff := c.Staff(c.watched().place())
	if c.need != nil {
		return
	}
	c.audit("leave", c.v.Person.Ref, until.String())
	c.Say("cuti.dicatat", "dari", shortDate(from), "sampai", shortDate(until))
	role := store.Bidan
	if !c.Person.Has(store.Bidan) {
		role = store.Kader
	}
	if !c.Person.Has(role) {
		return // the duty officer: the admins stand in
	}
	for day := from; !day.After(until) && day.Sub(from) < 62; day = day.Add(1) {
		if !slices.ContainsFunc(staff, func(m store.Member) bool {
			return m.ID() != c.v.ID() && m.Person.Value.Has(role) && watchesOn(m.Person.Value, day)
		}) {
			c.Say("cuti.tanpa-pengganti", "hari", shortDate(day), "peran", strings.ToLower(c.line("tanya.peran-"+string(role))))
			return
		}
	}
}

func watchesOn(p store.Person, day store.Date) bool {
	_, ok := p.Reachable(store.Address{})
	return ok && onDuty(p, day) && (p.Has(store.Kader) || p.Has(store.Bidan))
}

func (c *Ctx) backFromLeave() {
	p := c.EditPerson()
	p.LeaveFrom, p.Leave = store.Date{}, store.Date{}
	c.audit("leave-over", c.v.Person.Ref, "")
	c.Say("cuti.selesai")
}

func (c *Ctx) setDutyDays(days []time.Weekday) {
	digits := ""
	for d := range 7 {
		if slices.Contains(days, time.Weekday(d)) {
			digits += strconv.Itoa(d)
		}
	}
	if digits == "0123456" {
		digits = ""
	}
	c.EditPerson().DutyDays = digits
	c.audit("duty-days", c.v.Person.Ref, digits)
	c.Say("jaga.dicatat", "hari", c.dayNames(digits))
}

// dayNames writes duty days as "Senin, Rabu".
func (c *Ctx) dayNames(digits string) string {
	if digits == "" {
		return c.line("jaga.tiap-hari")
	}
	var names []string
	for _, d := range digits {
		names = append(names, c.line("jaga.hari-"+string(d)))
	}
	return strings.Join(names, ", ")
}

// Roster shows who is on duty in the coming week.
func Roster() Dialog {
	return Dialog{
		ID:    "jaga",
		Opens: []string{"jadwal jaga", "jadwal piket", "siapa jaga", "siapa yang jaga", "jaga", "piket"},
		May:   func(c *Ctx) bool { return c.Person.Staff() },
		Done:  showRoster,
	}
}

func showRoster(c *Ctx) {
	staff := c.Staff(c.watched().place())
	if c.need != nil {
		return
	}
	var lines []string
	for i := range 7 {
		day := c.v.Today().Add(i)
		var names []string
		for _, m := range staff {
			if watchesOn(m.Person.Value, day) {
				names = append(names, c.e.staffName(m.Person.Value))
			}
		}
		who := strings.Join(names, ", ")
		if who == "" {
			who = c.line("jaga.kosong")
		}
		lines = append(lines, c.line("jaga.baris", "hari", c.line("jaga.hari-"+strconv.Itoa(int(day.Weekday()))), "tanggal", shortDate(day), "siapa", who))
	}
	officer := c.line("jaga.tanpa-petugas")
	for _, m := range staff {
		if m.ID() == c.v.Have.Duty {
			officer = or(m.Person.Value.Name, c.line("tanya.peran-petugas"))
		}
	}
	c.Say("jaga.daftar", "isi", strings.Join(lines, "\n"), "petugas", officer)
}
