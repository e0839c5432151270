package dialogs

import (
	"strings"

	"tumbuh/store"
)

// Schedule answers "posyandu kapan?": the next days on which hers meets. Staff get
// the days of theirs.
func Schedule() Dialog {
	return Dialog{
		ID: "jadwal",
		Opens: []string{"jadwal", "jadwal posyandu", "posyandu kapan", "kapan posyandu", "posyandu kpn", "kpn posyandu", "posyandu kapan ya", "posyandu kapan bu",
			"posyandu kpn y", "jadwal posyandu kapan", "jadwal posyandu kpn", "posyandu tanggal berapa", "posyandu tgl berapa", "posyandu tgl brp", "tanggal posyandu",
			"tgl posyandu", "lihat jadwal"},
		Done: saySchedule,
	}
}

// saySchedule lists at most two coming days of each posyandu she has to do with.
func saySchedule(c *Ctx) {
	ids, ok := c.posyandus()
	if !ok {
		return
	}
	var lines []string
	for _, id := range ids {
		p, ok := c.v.City.FindPosyandu(id)
		if !ok {
			continue
		}
		first, ok := p.Days.Next(c.v.Today())
		if !ok {
			lines = append(lines, c.line("jadwal.belum-ada", "posyandu", p.Name))
			continue
		}
		then, _ := p.Days.Next(first.Add(1))
		lines = append(lines, c.line("jadwal.baris", "posyandu", p.Name, "hari", c.dayName(first), "lalu", c.dayName(then)))
	}
	if len(lines) == 0 {
		c.Say("jadwal.tanpa-posyandu")
		return
	}
	c.Say("jadwal.isi", "isi", strings.Join(lines, "\n"))
}

// posyandus are the posyandu of the person: her family's, the one of the children
// she cares for, those she serves; false while they are fetched.
func (c *Ctx) posyandus() ([]string, bool) {
	list := []string{}
	add := func(id string) {
		for _, known := range list {
			if known == id {
				return
			}
		}
		if id != "" {
			list = append(list, id)
		}
	}
	add(c.Family.Posyandu)
	if id := c.Person.Caring; id != "" {
		if !c.Want(store.Need{Kind: store.NeedPerson, Person: id}) {
			return nil, false
		}
		if m := c.v.Have.Person(id); m != nil && store.May(c.v.Person, store.SeeChild, c.area(m.Family)) {
			add(m.Family.Value.Posyandu)
		}
	}
	for _, g := range c.Person.Grants {
		if g.Role == store.Kader {
			add(g.Posyandu)
		}
	}
	return list, true
}

// dayName writes a day with its weekday, and says "hari ini" and "besok" where it is so.
func (c *Ctx) dayName(d store.Date) string {
	if d.IsZero() {
		return "–"
	}
	text := weekdays[d.Weekday()] + ", " + longDate(d)
	switch d.Sub(c.v.Today()) {
	case 0:
		return c.line("jadwal.hari-ini", "hari", text)
	case 1:
		return c.line("jadwal.besok", "hari", text)
	}
	return text
}

// Weekdays as they are written, like [months].
var weekdays = [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
