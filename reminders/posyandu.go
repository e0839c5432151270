package reminders

import (
	"slices"
	"time"

	"tumbuh/store"
)

// posyanduRows invite a family to its posyandu day (health-facts §10 no. 40), and ask
// one that did not come why, in the evening or, where the kader closes her day late,
// on the morning after.
func posyanduRows() []Row {
	//naskah: prefix pengingat.posyandu-h
	ends := "anak terakhir lewat 59 bulan, pindah"
	return []Row{
		{ID: "posyandu-h3", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-3}, Hour: morning,
			Use: 39 * time.Hour, Gap: 2, Text: "pengingat.posyandu-h3", Bare: "pengingat.posyandu-h3-hamil", Quiet: "pengingat.posyandu-h3.diam",
			Pass: true, Ends: ends, Source: "PROG §1.2; design §10"},
		{ID: "posyandu-timbang", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-3}, Hour: morning,
			Use: 39 * time.Hour, Gap: 2, When: func(s *subject, meet int) bool { return s.older && isMonth(s.set("bulan-timbang"), s.month(meet)) },
			Text: "pengingat.posyandu-timbang", Quiet: "pengingat.posyandu-h3.diam", Ends: ends, Source: "PROG §1.2"},
		{ID: "posyandu-h1", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-1}, Hour: afternoon,
			Use: 16 * time.Hour, Text: "pengingat.posyandu-h1", Bare: "pengingat.posyandu-h1-hamil", Quiet: "pengingat.posyandu-h1.diam",
			Ends: ends, Source: "PROG §1.2; design §10"},
		{ID: "posyandu-absen", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{0, 1}, Hour: evening, Hours: []int{evening, morning},
			Use: 2 * time.Hour, Gap: 1, When: func(s *subject, _ int) bool { return s.older }, Absent: true,
			Text: "pengingat.posyandu-absen", Opens: "absen", Wait: 3 * day, Ends: "hadir, alasan dicatat kader", Source: "PROG §1.2"},
	}
}

// movedRow and offRow tell a family that was invited already that the day changed,
// or that it does not meet, once.
func movedRow() Row {
	return Row{ID: "posyandu-pindah", Kind: "posyandu", For: Home, Reader: "keluarga", Text: "pengingat.posyandu-pindah", Pass: true,
		Quiet: "pengingat.posyandu-pindah.diam", Ends: "sudah diberi tahu", Source: "PROG §1.2"}
}

func offRow() Row {
	return Row{ID: "posyandu-batal", Kind: "posyandu", For: Home, Reader: "keluarga", Text: "pengingat.posyandu-batal", Pass: true,
		Quiet: "pengingat.posyandu-batal.diam", Ends: "sudah diberi tahu", Source: "PROG §1.2"}
}

// nearby is how many days a moved posyandu day lies from the old one at most; beyond
// that it was called off, and the next one is the next one.
const nearby = 14

// changes adds the day that was moved or called off after the family had been invited
// to it: one on which its posyandu does not meet any more. It is due as soon as anybody
// looks, until noon of the day that was named.
func (p *planning) changes(subs []subject, c *calendar) {
	if subs[0].whom != Home || !c.known {
		return
	}
	for _, was := range p.invited() {
		if was < p.today || p.to > at(was, 12*60) || slices.Contains(c.days, was) {
			continue
		}
		row, now := &off, was
		for _, m := range c.days {
			if m >= p.today && m-was <= nearby && was-m <= nearby {
				row, now = &moved, m
				break
			}
		}
		d := Due{Rule: row.ID, Day: store.DateNumber(now), At: time.Unix(p.to, 0).In(store.WIB), Until: time.Unix(at(max(was, now), 12*60), 0).In(store.WIB),
			row: row, s: &subs[0], meet: now, was: store.DateNumber(was)}
		if !p.v.Family.Value.WasSent(row.ID, "", d.Day) {
			p.pending = slices.DeleteFunc(p.pending, func(o Due) bool { return o.row == row && o.Day == d.Day }) // moved twice: the last day named counts
			p.pending = append(p.pending, d)
		}
	}
}

// invited lists the posyandu days the family was told of, ascending.
func (p *planning) invited() []int {
	var days []int
	for rule, offset := range map[string]int{"posyandu-h3": 3, "posyandu-h1": 1, moved.ID: 0} {
		for _, n := range p.v.Family.Value.Sent[rule+"/"] {
			if n+offset >= p.today {
				days = append(days, n+offset)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}
